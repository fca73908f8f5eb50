/* The labels of a picture. Graphviz lays HTML-like tables out; the sizes of chips are said by us,
 * since nested tables stretch to the width of the outer one otherwise. */
#include "dot-label.h"

#include <string.h>

#include "chip.h"
#include "escape.h"
#include "word.h"

#define LINE_WIDTH 24
#define MAX_LINES 6
#define MAX_CHIPS 4 /* on one part; with more, the last says how many there are */

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

/* All sizes are said, so that nothing stretches. */
static void
append_chip(GString *out, const TmChip *chip)
{
    g_string_append_printf(out,
                           "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%u\" HEIGHT=\"%u\" VALIGN=\"BOTTOM\" "
                           "BGCOLOR=\"%s\" STYLE=\"rounded\" CELLPADDING=\"1\" HREF=\"#",
                           chip->width, TM_CHIP_HEIGHT, chip->colour->fill);
    tm_escape_xml(out, chip->link);
    g_string_append(out, "\" TITLE=\"");
    tm_escape_xml(out, chip->title);
    g_string_append_printf(out, "\"><FONT COLOR=\"%s\" POINT-SIZE=\"%u\"><B>", chip->colour->ink,
                           TM_CHIP_SIZE);
    tm_escape_xml(out, chip->text);
    g_string_append(out, "</B></FONT></TD>");
}

static void
append_chips(GString *out, const TmReport *report, const GPtrArray *threats)
{
    g_autoptr(GPtrArray) chips = tm_chips_new(report, threats, MAX_CHIPS);
    guint width = TM_CHIP_SPACE;

    for (guint i = 0; i < chips->len; i++)
        width += ((const TmChip *)g_ptr_array_index(chips, i))->width + TM_CHIP_SPACE;
    g_string_append_printf(out,
                           "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"%u\" "
                           "CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"%u\" HEIGHT=\"%u\"><TR>",
                           TM_CHIP_SPACE, width, TM_CHIP_HEIGHT + 2 * TM_CHIP_SPACE);
    for (guint i = 0; i < chips->len; i++)
        append_chip(out, g_ptr_array_index(chips, i));
    g_string_append(out, "</TR></TABLE>");
}

/* --- labels ------------------------------------------------------------------------------ */

static void
append_rows(GString *out, const TmReport *report, const char *cell, const char *name,
            const GPtrArray *threats)
{
    if (*name != '\0' || threats == NULL) {
        g_string_append_printf(out, "\n    <TR><TD%s>", cell);
        append_lines(out, name);
        g_string_append(out, "</TD></TR>");
    }
    if (threats == NULL)
        return;
    g_string_append_printf(out, "\n    <TR><TD%s>", cell);
    append_chips(out, report, threats);
    g_string_append(out, "</TD></TR>");
}

void
tm_dot_label_element(GString *out, const TmReport *report, const char *name,
                     const GPtrArray *threats)
{
    g_string_append(out, "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                         "CELLPADDING=\"1\">");
    append_rows(out, report, "", name, threats);
    g_string_append(out, "</TABLE>>");
}

void
tm_dot_label_store(GString *out, const TmReport *report, const char *name, const GPtrArray *threats)
{
    g_string_append(out, "<<TABLE BORDER=\"1\" SIDES=\"TB\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                         "CELLPADDING=\"4\" BGCOLOR=\"white\">");
    append_rows(out, report, "", name, threats);
    g_string_append(out, "</TABLE>>");
}

/* Thin white behind the text, so that neither the line of a boundary strikes it through nor another
 * flow is cut; the last row
 * keeps that white off the flow's own line below. */
void
tm_dot_label_flow(GString *out, const TmReport *report, const char *name, const GPtrArray *threats)
{
    g_string_append(out, "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                         "CELLPADDING=\"1\">");
    append_rows(out, report, " BGCOLOR=\"#ffffffcc\"", name, threats);
    g_string_append(out, "\n    <TR><TD HEIGHT=\"3\" FIXEDSIZE=\"TRUE\" WIDTH=\"3\"></TD></TR>"
                         "</TABLE>>");
}

/* --- the graph --------------------------------------------------------------------------- */

static void
append_legend(GString *out, const TmReport *report)
{
    g_string_append_printf(out,
                           "<TD>%s</TD>\n    <TD><TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                           "CELLSPACING=\"3\"><TR>",
                           tm_word(report, "threat id + severity:"));
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--) {
        const TmChipColour *colour = tm_chip_colour((TmSeverity)severity);
        g_string_append_printf(out,
                               "\n    <TD BGCOLOR=\"%s\" STYLE=\"rounded\"><FONT COLOR=\"%s\" "
                               "POINT-SIZE=\"9\">%c = %s</FONT></TD>",
                               colour->fill, colour->ink, colour->letter,
                               tm_word(report, colour->word));
    }
    g_string_append(out, "</TR></TABLE></TD>");
}

/* A table, a row or <B> without anything in it is an error in Graphviz. */
void
tm_dot_label_graph(GString *out, const TmReport *report, const TmDotPlan *plan, const char *title,
                   const char *note)
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
        append_legend(out, report);
    if (threats != NULL) {
        g_string_append_printf(out, "\n    <TD>%s</TD><TD>", tm_word(report, "whole model:"));
        append_chips(out, report, threats);
        g_string_append(out, "</TD>");
    }
    if (plan->n_closed > 0) {
        g_string_append(out, "\n    <TD>");
        tm_chip_closed(out, report, plan->n_closed);
        g_string_append(out, "</TD>");
    }
    if (*note != '\0')
        g_string_append_printf(out, "\n    <TD><I>%s</I></TD>", note);
    g_string_append(out, "</TR></TABLE>>");
}

void
tm_dot_tooltip(GString *out, const TmReport *report, const TmDotPlan *plan, const TmPart *part)
{
    g_autofree char *text = tm_chip_tooltip(report, part->name, tm_dot_plan_threats(plan, part),
                                            tm_dot_plan_closed(plan, part));

    g_string_append_c(out, '"');
    tm_escape_dot(out, text);
    g_string_append_c(out, '"');
}
