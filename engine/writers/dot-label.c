/* The labels of a picture. Graphviz lays HTML-like tables out; the sizes of chips are said by us,
 * since nested tables stretch to the width of the outer one otherwise. */
#include "dot-label.h"

#include <string.h>

#include "escape.h"

#define LINE_WIDTH 24
#define MAX_LINES 6
#define MAX_CHIPS 4    /* on one part; with more, the last says how many there are */
#define MAX_TOOLTIP 12 /* threats named in a tooltip */
#define LETTER_WIDTH 5 /* points, of a letter of a chip */
#define CHIP_PADDING 8 /* points, beside its text */
#define CHIP_HEIGHT 14 /* points */
#define CHIP_SPACE 2   /* points, around each */
#define INK "#1a1a1a"  /* not "black", which SVG leaves out, so that dark mode would turn it */

typedef struct {
    char letter;
    const char *word;
    const char *fill;
    const char *ink;
} Colour;

static const Colour colours[] = {
    [TM_LOW] = {'L', "low", "#f4d35e", INK},
    [TM_MEDIUM] = {'M', "medium", "#e08e0b", INK},
    [TM_HIGH] = {'H', "high", "#c0392b", "white"},
    [TM_CRITICAL] = {'C', "critical", "#7a0016", "white"},
};

char
tm_dot_letter(TmSeverity severity)
{
    return colours[severity].letter;
}

const char *
tm_dot_fill(TmSeverity severity)
{
    return colours[severity].fill;
}

const char *
tm_dot_ink(TmSeverity severity)
{
    return colours[severity].ink;
}

/* --- text -------------------------------------------------------------------------------- */

static void
add_line(GPtrArray *lines, const char *start, const char *end)
{
    while (end > start && end[-1] == ' ')
        end--;
    if (end > start)
        g_ptr_array_add(lines, g_strndup(start, (gsize)(end - start)));
}

/* Returns the end of the first line of @text: after a blank if there is one, else anywhere. */
static const char *
find_break(const char *text)
{
    const char *blank = NULL;
    guint columns = 0;
    const char *c;

    for (c = text; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);

        if (letter == ' ')
            blank = c + 1;
        columns += g_unichar_iswide(letter) ? 2 : 1;
        if (columns > LINE_WIDTH)
            return blank != NULL ? blank : c;
    }
    return c;
}

char **
tm_dot_wrap(const char *text)
{
    GPtrArray *lines = g_ptr_array_new();

    while (*text != '\0' && lines->len < MAX_LINES) {
        const char *end = find_break(text);
        add_line(lines, text, end);
        text = end;
    }
    if (*text != '\0')
        g_ptr_array_add(lines, g_strdup("\xe2\x80\xa6"));
    g_ptr_array_add(lines, NULL);
    return (char **)g_ptr_array_free(lines, FALSE);
}

gboolean
tm_dot_fits(const char *text)
{
    return *find_break(text) == '\0';
}

void
tm_dot_quote(GString *out, const char *text)
{
    gsize slashes = 0;

    g_string_append_c(out, '"');
    for (const char *c = text; *c != '\0'; c++) {
        gboolean odd = slashes % 2 == 1;

        if ((*c == '"' || *c == '\n') && odd)
            g_string_append_c(out, '\\');
        if (*c == '"')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *c);
        slashes = *c == '\\' ? slashes + 1 : 0;
    }
    if (slashes % 2 == 1)
        g_string_append_c(out, '\\');
    g_string_append_c(out, '"');
}

/* @end: between the lines, and behind the last of several if it says how they are justified. */
static void
append_plain(GString *out, const char *name, const char *end, gboolean last)
{
    g_auto(GStrv) lines = tm_dot_wrap(name);

    g_string_append_c(out, '"');
    for (char **line = lines; *line != NULL; line++) {
        tm_escape_dot(out, *line);
        if (line[1] != NULL || (last && line != lines))
            g_string_append(out, end);
    }
    g_string_append_c(out, '"');
}

void
tm_dot_label_plain(GString *out, const char *name)
{
    append_plain(out, name, "\\n", FALSE);
}

void
tm_dot_label_left(GString *out, const char *name)
{
    append_plain(out, name, "\\l", TRUE);
}

static void
append_lines(GString *out, const char *name)
{
    g_auto(GStrv) lines = tm_dot_wrap(name);

    for (char **line = lines; *line != NULL; line++) {
        if (line != lines)
            g_string_append(out, "<BR/>");
        tm_escape_xml(out, *line);
    }
}

/* --- chips ------------------------------------------------------------------------------- */

/* Appends a chip and returns its width. All sizes are said, so that nothing stretches. */
static guint
append_chip(GString *out, const Colour *colour, const char *link, const char *title,
            const char *text)
{
    guint width = (guint)g_utf8_strlen(text, -1) * LETTER_WIDTH + CHIP_PADDING;

    g_string_append_printf(out,
                           "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%u\" HEIGHT=\"%u\" VALIGN=\"BOTTOM\" "
                           "BGCOLOR=\"%s\" STYLE=\"rounded\" CELLPADDING=\"1\" HREF=\"#",
                           width, CHIP_HEIGHT, colour->fill);
    tm_escape_xml(out, link);
    g_string_append(out, "\" TITLE=\"");
    tm_escape_xml(out, title);
    g_string_append_printf(out, "\"><FONT COLOR=\"%s\" POINT-SIZE=\"8\"><B>", colour->ink);
    tm_escape_xml(out, text);
    g_string_append(out, "</B></FONT></TD>");
    return width + CHIP_SPACE;
}

static guint
append_threat_chip(GString *out, const TmThreat *threat)
{
    const Colour *colour = &colours[threat->severity];
    g_autofree char *text = g_strdup_printf("%s%c", threat->type->id, colour->letter);
    g_autofree char *title = g_strdup_printf("%s %s: %s", threat->type->id,
                                             tm_severity_name(threat->severity), threat->title);

    return append_chip(out, colour, threat->id, title, text);
}

static guint
append_rest_chip(GString *out, guint rest)
{
    static const Colour grey = {'+', "more", "#5d6d7e", "white"};
    g_autofree char *text = g_strdup_printf("+%u", rest);
    g_autofree char *title = g_strdup_printf("%u more threats", rest);

    return append_chip(out, &grey, "", title, text);
}

static void
append_chips(GString *out, const GPtrArray *threats)
{
    guint named = threats->len > MAX_CHIPS ? MAX_CHIPS - 1 : threats->len;
    g_autoptr(GString) chips = g_string_new(NULL);
    guint width = CHIP_SPACE;

    for (guint i = 0; i < named; i++)
        width += append_threat_chip(chips, g_ptr_array_index(threats, i));
    if (threats->len > named)
        width += append_rest_chip(chips, threats->len - named);
    g_string_append_printf(out,
                           "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"%u\" "
                           "CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"%u\" HEIGHT=\"%u\"><TR>",
                           CHIP_SPACE, width, CHIP_HEIGHT + 2 * CHIP_SPACE);
    g_string_append_len(out, chips->str, (gssize)chips->len);
    g_string_append(out, "</TR></TABLE>");
}

/* --- labels ------------------------------------------------------------------------------ */

static void
append_rows(GString *out, const char *cell, const char *name, const GPtrArray *threats)
{
    if (*name != '\0' || threats == NULL) {
        g_string_append_printf(out, "\n    <TR><TD%s>", cell);
        append_lines(out, name);
        g_string_append(out, "</TD></TR>");
    }
    if (threats == NULL)
        return;
    g_string_append_printf(out, "\n    <TR><TD%s>", cell);
    append_chips(out, threats);
    g_string_append(out, "</TD></TR>");
}

void
tm_dot_label_element(GString *out, const char *name, const GPtrArray *threats)
{
    g_string_append(out, "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                         "CELLPADDING=\"1\">");
    append_rows(out, "", name, threats);
    g_string_append(out, "</TABLE>>");
}

void
tm_dot_label_store(GString *out, const char *name, const GPtrArray *threats)
{
    g_string_append(out, "<<TABLE BORDER=\"1\" SIDES=\"TB\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                         "CELLPADDING=\"4\" BGCOLOR=\"white\">");
    append_rows(out, "", name, threats);
    g_string_append(out, "</TABLE>>");
}

/* Thin white behind the text, so that neither the line of a boundary strikes it through nor another
 * flow is cut; the last row
 * keeps that white off the flow's own line below. */
void
tm_dot_label_flow(GString *out, const char *name, const GPtrArray *threats)
{
    g_string_append(out, "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                         "CELLPADDING=\"1\">");
    append_rows(out, " BGCOLOR=\"#ffffffcc\"", name, threats);
    g_string_append(out, "\n    <TR><TD HEIGHT=\"3\" FIXEDSIZE=\"TRUE\" WIDTH=\"3\"></TD></TR>"
                         "</TABLE>>");
}

/* --- the graph --------------------------------------------------------------------------- */

static void
append_legend(GString *out)
{
    g_string_append(out, "<TD>threat id + severity:</TD>\n    <TD><TABLE BORDER=\"0\" "
                         "CELLBORDER=\"0\" CELLSPACING=\"3\"><TR>");
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--) {
        const Colour *colour = &colours[severity];
        g_string_append_printf(out,
                               "\n    <TD BGCOLOR=\"%s\" STYLE=\"rounded\"><FONT COLOR=\"%s\" "
                               "POINT-SIZE=\"9\">%c = %s</FONT></TD>",
                               colour->fill, colour->ink, colour->letter, colour->word);
    }
    g_string_append(out, "</TR></TABLE></TD>");
}

/* A table, a row or <B> without anything in it is an error in Graphviz. */
void
tm_dot_label_graph(GString *out, const TmDotPlan *plan, const char *title, const char *note)
{
    const GPtrArray *threats = tm_dot_plan_threats(plan, plan->diagram);

    g_string_append(out, "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"4\"><TR>\n"
                         "    <TD ALIGN=\"LEFT\">");
    if (*title != '\0') {
        g_string_append(out, "<B>");
        tm_escape_xml(out, title);
        g_string_append(out, "</B>");
    }
    g_string_append(out, "</TD>");
    if (plan->n_threats > 0)
        append_legend(out);
    if (threats != NULL) {
        g_string_append(out, "\n    <TD>whole model:</TD><TD>");
        append_chips(out, threats);
        g_string_append(out, "</TD>");
    }
    if (*note != '\0')
        g_string_append_printf(out, "\n    <TD><I>%s</I></TD>", note);
    g_string_append(out, "</TR></TABLE>>");
}

void
tm_dot_tooltip(GString *out, const char *name, const GPtrArray *threats)
{
    guint count = threats != NULL ? threats->len : 0;

    g_string_append_c(out, '"');
    tm_escape_dot(out, name);
    for (guint i = 0; i < MIN(count, MAX_TOOLTIP); i++) {
        const TmThreat *threat = g_ptr_array_index(threats, i);
        g_string_append_printf(out, "%s%s %s: ", i > 0 || *name != '\0' ? "\\n" : "",
                               threat->type->id, tm_severity_name(threat->severity));
        tm_escape_dot(out, threat->title);
    }
    if (count > MAX_TOOLTIP)
        g_string_append_printf(out, "\\nand %u more", count - MAX_TOOLTIP);
    g_string_append_c(out, '"');
}
