/* The badges and the layer that we put into a draw.io page. */
#include "chip.h"
#include "dot-label.h"
#include "drawio-own.h"
#include "escape.h"

#define MAX_LINES 12 /* threats named in a tooltip */
#define MAX_COUNT 99 /* on a badge */
#define STYLE                                                                                      \
    "rounded=1;arcSize=50;html=1;whiteSpace=nowrap;spacing=0;fontFamily=Helvetica;fontSize=10;"    \
    "fontStyle=1;strokeColor=#ffffff;editable=0;rotatable=0;resizable=0;"

void
tm_drawio_attribute(GString *out, const char *name, const char *value)
{
    const gsize before = out->len;
    g_autoptr(GString) escaped = g_string_new(NULL);

    tm_escape_xml(escaped, value);
    g_string_replace(escaped, "&#39;", "'", 0);
    g_string_replace(escaped, "&#10;", "&#xa;", 0);
    g_string_append_printf(out, " %s=\"", name);
    g_string_append_len(out, escaped->str, (gssize)escaped->len);
    g_string_append_c(out, '"');
    g_assert(out->len > before);
}

void
tm_drawio_badge_label(GString *out, const TmDrawioWorn *worn)
{
    const GPtrArray *threats = worn->threats;
    const TmThreat *worst = g_ptr_array_index(threats, 0);

    if (worn->cell == NULL)
        g_string_append(out, "model: ");
    if (threats->len > MAX_COUNT)
        g_string_append_printf(out, "%d+", MAX_COUNT);
    else
        g_string_append_printf(out, "%u", threats->len);
    g_string_append_c(out, tm_chip_colour(worst->severity)->letter);
}

int
tm_drawio_badge_width(const TmDrawioWorn *worn)
{
    return worn->cell == NULL ? TM_DRAWIO_PAGE_WIDTH : TM_DRAWIO_BADGE_WIDTH;
}

void
tm_drawio_badge_text(GString *out, const GPtrArray *threats)
{
    g_string_append_printf(out, "%u threat%s", threats->len, threats->len == 1 ? "" : "s");
    for (guint i = 0; i < MIN(threats->len, MAX_LINES); i++) {
        const TmThreat *threat = g_ptr_array_index(threats, i);
        g_string_append_printf(out, "\n%s %s: %s", tm_chip_name(threat),
                               tm_severity_name(threat->severity), threat->title);
    }
    if (threats->len > MAX_LINES)
        g_string_append_printf(out, "\nand %u more", threats->len - MAX_LINES);
}

int
tm_drawio_badge_above(const TmDrawioWorn *worn)
{
    const int lines = (int)worn->lines;

    return lines > 0 ? (lines * TM_DRAWIO_LINE + TM_DRAWIO_BADGE_HEIGHT) / 2 + 1 : 0;
}

/* On the corner of an element; above that of a page, where titles seldom are, and beside the badge
 * of what is in the corner. */
TmPoint
tm_drawio_badge_place(const TmDrawioWorn *worn)
{
    if (worn->cell == NULL)
        return (TmPoint){worn->box.x + worn->box.width - TM_DRAWIO_PAGE_WIDTH / 2.0 -
                             TM_DRAWIO_BADGE_WIDTH,
                         worn->box.y - TM_DRAWIO_BADGE_HEIGHT * 1.5};
    return (TmPoint){worn->box.x + worn->box.width - TM_DRAWIO_BADGE_WIDTH / 4.0, worn->box.y};
}

/* A tooltip is HTML in draw.io. */
static void
write_tooltip(GString *out, const GPtrArray *threats)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) html = g_string_new(NULL);

    tm_drawio_badge_text(text, threats);
    tm_escape_xml(html, text->str);
    g_string_replace(html, "&#10;", "\n", 0);
    tm_drawio_attribute(out, "tooltip", html->str);
}

/* With tags draw.io shows and hides by severity or category. */
static void
write_tags(GString *out, const GPtrArray *threats)
{
    const TmThreat *worst = g_ptr_array_index(threats, 0);
    g_autoptr(GString) tags = g_string_new("threat severity-");

    g_string_append(tags, tm_severity_name(worst->severity));
    for (const char *letter = "STRIDE"; *letter != '\0'; letter++)
        for (guint i = 0; i < threats->len; i++)
            if (*((const TmThreat *)threats->pdata[i])->type->category == *letter) {
                g_string_append_printf(tags, " stride-%c", *letter);
                break;
            }
    tm_drawio_attribute(out, "tags", tags->str);
}

static void
write_wrapper(const TmDrawioPen *pen, const TmDrawioWorn *worn, const char *id)
{
    g_autoptr(GString) label = g_string_new(NULL);
    GString *out = pen->out;

    tm_drawio_badge_label(label, worn);
    g_string_append_printf(out, "%s<object", pen->indent);
    tm_drawio_attribute(out, "label", label->str);
    write_tooltip(out, worn->threats);
    write_tags(out, worn->threats);
    if (pen->links)
        tm_drawio_attribute(out, "link", "data:page/id," TM_DRAWIO_REPORT);
    tm_drawio_attribute(out, TM_DRAWIO_BADGE, "1");
    tm_drawio_attribute(out, "id", id);
    g_string_append_c(out, '>');
}

/* A badge on an edge is locked by itself, one on our layer by the layer. */
static void
write_cell(const TmDrawioPen *pen, const TmDrawioWorn *worn, const char *parent)
{
    const TmThreat *worst = g_ptr_array_index(worn->threats, 0);
    GString *out = pen->out;

    g_string_append_printf(out, "%s%s<mxCell style=\"" STYLE "fillColor=%s;fontColor=%s;%s\"",
                           pen->indent, pen->unit, tm_chip_colour(worst->severity)->fill,
                           tm_chip_colour(worst->severity)->ink, worn->flow ? "locked=1;" : "");
    tm_drawio_attribute(out, "parent", parent);
    g_string_append(out, " vertex=\"1\" connectable=\"0\">");
}

static void
write_number(GString *out, const char *name, double number)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];

    number = (double)(gint64)(number + (number < 0 ? -0.5 : 0.5));
    if (number != 0)
        g_string_append_printf(out, " %s=\"%s\"", name,
                               g_ascii_formatd(digits, sizeof digits, "%.0f", number));
}

/* One or three quarters of the way along, beside the name in the middle; on a line that is too
 * short for that in the middle, or above the name there. */
static void
write_on_line(const TmDrawioPen *pen, const TmDrawioWorn *worn)
{
    const int up = worn->brief ? tm_drawio_badge_above(worn) : 0;
    GString *out = pen->out;

    g_string_append_printf(out, "%s width=\"%d\" height=\"%d\" relative=\"1\" as=\"geometry\">",
                           worn->brief   ? ""
                           : worn->early ? " x=\"-0.5\""
                                         : " x=\"0.5\"",
                           TM_DRAWIO_BADGE_WIDTH, TM_DRAWIO_BADGE_HEIGHT);
    g_string_append_printf(out,
                           "%s%s%s%s<mxPoint x=\"%d\" y=\"%d\" as=\"offset\" />%s%s%s</mxGeometry>",
                           pen->indent, pen->unit, pen->unit, pen->unit, -TM_DRAWIO_BADGE_WIDTH / 2,
                           -TM_DRAWIO_BADGE_HEIGHT / 2 - up, pen->indent, pen->unit, pen->unit);
}

static void
write_geometry(const TmDrawioPen *pen, const TmDrawioWorn *worn)
{
    const TmPoint middle = tm_drawio_badge_place(worn);
    const int width = tm_drawio_badge_width(worn);
    GString *out = pen->out;

    g_string_append_printf(out, "%s%s%s<mxGeometry", pen->indent, pen->unit, pen->unit);
    if (worn->flow) {
        write_on_line(pen, worn);
        return;
    }
    write_number(out, "x", middle.x - width / 2.0);
    write_number(out, "y", middle.y - TM_DRAWIO_BADGE_HEIGHT / 2.0);
    g_string_append_printf(out, " width=\"%d\" height=\"%d\" as=\"geometry\" />", width,
                           TM_DRAWIO_BADGE_HEIGHT);
}

void
tm_drawio_badge(const TmDrawioPen *pen, const TmDrawioWorn *worn, const char *id,
                const char *parent)
{
    write_wrapper(pen, worn, id);
    write_cell(pen, worn, parent);
    write_geometry(pen, worn);
    g_string_append_printf(pen->out, "%s%s</mxCell>%s</object>", pen->indent, pen->unit,
                           pen->indent);
}

void
tm_drawio_layer(const TmDrawioPen *pen, const char *id, const char *root)
{
    GString *out = pen->out;

    g_string_append_printf(out, "%s<object label=\"Threats\"", pen->indent);
    tm_drawio_attribute(out, TM_DRAWIO_LAYER, "1");
    tm_drawio_attribute(out, "id", id);
    g_string_append_printf(out, ">%s%s<mxCell style=\"locked=1;\"", pen->indent, pen->unit);
    tm_drawio_attribute(out, "parent", root);
    g_string_append_printf(out, " />%s</object>", pen->indent);
}
