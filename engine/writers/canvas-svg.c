/* A canvas as SVG, in the words that Graphviz uses: the style for dark mode, the check of elements
 * and attributes and the tests know both by one name. */
#include <string.h>

#include "canvas-own.h"
#include "escape.h"

static void
append_text(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, " %s=\"", name);
    tm_escape_xml(out, value);
    g_string_append_c(out, '"');
}

static void
append_number(GString *out, const char *name, double number)
{
    g_string_append_printf(out, " %s=\"", name);
    tm_canvas_number(out, number);
    g_string_append_c(out, '"');
}

static void
append_point(GString *out, TmPoint point)
{
    tm_canvas_number(out, point.x);
    g_string_append_c(out, ',');
    tm_canvas_number(out, point.y);
}

static void
append_points(GString *out, const TmPoint *points, guint count)
{
    for (guint i = 0; i < count; i++) {
        if (i > 0)
            g_string_append_c(out, ' ');
        append_point(out, points[i]);
    }
}

/* SVG knows a colour with its opacity only as two attributes. */
static void
append_fill(GString *out, const char *fill)
{
    if (fill == NULL)
        fill = "none";
    if (*fill == '#' && strlen(fill) == 9) {
        g_autofree char *opaque = g_strndup(fill, 7);
        append_text(out, "fill", opaque);
        append_number(out, "fill-opacity", (double)g_ascii_strtoull(fill + 7, NULL, 16) / 255);
        return;
    }
    append_text(out, "fill", fill);
}

static void
append_pen(GString *out, const TmPen *pen)
{
    append_fill(out, pen->fill);
    append_text(out, "stroke", pen->stroke != NULL ? pen->stroke : "transparent");
    if (pen->stroke != NULL && pen->width > 0)
        append_number(out, "stroke-width", pen->width);
    if (pen->dashed)
        append_text(out, "stroke-dasharray", "5,2");
}

static void
append_open(GString *out, const TmMark *mark)
{
    g_string_append(out, mark->link != NULL ? "<a" : "<g");
    if (mark->link != NULL)
        append_text(out, "href", mark->link);
    if (mark->id != NULL)
        append_text(out, "id", mark->id);
    if (mark->class != NULL)
        append_text(out, "class", mark->class);
    g_string_append(out, ">\n");
    if (mark->text == NULL || *mark->text == '\0')
        return;
    g_string_append(out, "<title>");
    tm_escape_xml(out, mark->text);
    g_string_append(out, "</title>\n");
}

static void
append_points_of(GString *out, const char *name, const TmMark *mark, const TmPoint *points)
{
    g_string_append_printf(out, "<%s", name);
    append_pen(out, &mark->pen);
    g_string_append(out, " points=\"");
    append_points(out, points, mark->count);
    g_string_append(out, "\"/>\n");
}

static void
append_curve(GString *out, const TmMark *mark, const TmPoint *points)
{
    g_string_append(out, "<path");
    append_pen(out, &mark->pen);
    g_string_append(out, " d=\"M");
    append_point(out, points[0]);
    g_string_append_c(out, 'C');
    append_points(out, points + 1, mark->count - 1);
    g_string_append(out, "\"/>\n");
}

static void
append_ellipse(GString *out, const TmMark *mark, const TmPoint *points)
{
    g_string_append(out, "<ellipse");
    append_pen(out, &mark->pen);
    append_number(out, "cx", points[0].x);
    append_number(out, "cy", points[0].y);
    append_number(out, "rx", points[1].x);
    append_number(out, "ry", points[1].y);
    g_string_append(out, "/>\n");
}

static void
append_words(GString *out, const TmMark *mark, const TmPoint *points)
{
    g_string_append(out, "<text");
    append_text(out, "text-anchor", mark->left ? "start" : "middle");
    append_number(out, "x", points[0].x);
    append_number(out, "y", points[0].y);
    append_text(out, "font-family", TM_CANVAS_FONT);
    if (mark->font.bold)
        append_text(out, "font-weight", "bold");
    if (mark->font.italic)
        append_text(out, "font-style", "italic");
    append_number(out, "font-size", mark->font.size);
    if (mark->font.fill != NULL)
        append_text(out, "fill", mark->font.fill);
    g_string_append_c(out, '>');
    tm_escape_xml(out, mark->text);
    g_string_append(out, "</text>\n");
}

static void
append_mark(GString *out, const TmMark *mark, const TmPoint *points)
{
    switch (mark->kind) {
    case TM_MARK_OPEN:
        append_open(out, mark);
        return;
    case TM_MARK_CLOSE:
        g_string_append(out, mark->link != NULL ? "</a>\n" : "</g>\n");
        return;
    case TM_MARK_LINE:
        append_points_of(out, "polyline", mark, points);
        return;
    case TM_MARK_POLYGON:
        append_points_of(out, "polygon", mark, points);
        return;
    case TM_MARK_CURVE:
        append_curve(out, mark, points);
        return;
    case TM_MARK_ELLIPSE:
        append_ellipse(out, mark, points);
        return;
    case TM_MARK_TEXT:
        append_words(out, mark, points);
        return;
    }
}

void
tm_canvas_svg(const TmCanvas *canvas, GString *out)
{
    const TmPoint *points = (const TmPoint *)(gconstpointer)canvas->points->data;

    g_string_append(out, "<svg width=\"");
    tm_canvas_number(out, canvas->width);
    g_string_append(out, "pt\" height=\"");
    tm_canvas_number(out, canvas->height);
    g_string_append(out, "pt\" viewBox=\"0 0 ");
    tm_canvas_number(out, canvas->width);
    g_string_append_c(out, ' ');
    tm_canvas_number(out, canvas->height);
    g_string_append(out, "\" xmlns=\"http://www.w3.org/2000/svg\">\n");
    for (guint i = 0; i < canvas->marks->len; i++) {
        const TmMark *mark = &g_array_index(canvas->marks, TmMark, i);
        append_mark(out, mark, points + mark->first);
    }
    g_string_append(out, "</svg>\n");
}
