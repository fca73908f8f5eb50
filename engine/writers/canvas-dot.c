/* A canvas as DOT: all of it is the background (xdot) of a graph of two invisible corners. */
#include <string.h>

#include "canvas-own.h"
#include "escape.h"

/* Writes one `_background`. */
typedef struct {
    const TmCanvas *canvas;
    GString *out;
} Background;

static void
append_text(GString *out, const char *text)
{
    g_autoptr(GString) clean = g_string_new(NULL);

    for (const char *c = text; *c != '\0'; c++)
        if ((guchar)*c >= ' ')
            g_string_append_c(clean, *c);
    g_string_append_printf(out, " %zu -%s", clean->len, clean->str);
}

/* xdot counts y upwards. */
static void
append_points(const Background *back, const TmPoint *points, guint count)
{
    for (guint i = 0; i < count; i++) {
        g_string_append_c(back->out, ' ');
        tm_canvas_number(back->out, points[i].x);
        g_string_append_c(back->out, ' ');
        tm_canvas_number(back->out, back->canvas->height - points[i].y);
    }
}

static void
append_pen(const Background *back, const TmPen *pen)
{
    g_autofree char *width =
        g_strdup_printf("setlinewidth(%d.%d)", (int)pen->width, (int)(pen->width * 10) % 10);

    g_string_append(back->out, " S");
    append_text(back->out, pen->dashed ? "dashed" : "solid");
    if (pen->width > 0) {
        g_string_append(back->out, " S");
        append_text(back->out, width);
    }
    g_string_append(back->out, " c");
    append_text(back->out, pen->stroke != NULL ? pen->stroke : "transparent");
    if (pen->fill == NULL)
        return;
    g_string_append(back->out, " C");
    append_text(back->out, pen->fill);
}

/* @letters: of the filled and of the empty shape. */
static void
append_shape(const Background *back, const TmMark *mark, const TmPoint *points, const char *letters)
{
    const gboolean filled = mark->pen.fill != NULL;

    append_pen(back, &mark->pen);
    g_string_append_printf(back->out, " %c %u", filled ? letters[0] : letters[1], mark->count);
    append_points(back, points, mark->count);
}

static void
append_ellipse(const Background *back, const TmMark *mark, const TmPoint *points)
{
    append_pen(back, &mark->pen);
    g_string_append(back->out, mark->pen.fill != NULL ? " E" : " e");
    append_points(back, points, 1);
    g_string_append_c(back->out, ' ');
    tm_canvas_number(back->out, points[1].x);
    g_string_append_c(back->out, ' ');
    tm_canvas_number(back->out, points[1].y);
}

static void
append_words(const Background *back, const TmMark *mark, const TmPoint *points)
{
    g_string_append(back->out, " F ");
    tm_canvas_number(back->out, mark->font.size);
    append_text(back->out, TM_CANVAS_FONT);
    g_string_append_printf(back->out, " t %d c",
                           (mark->font.bold ? 1 : 0) + (mark->font.italic ? 2 : 0));
    append_text(back->out, mark->font.fill != NULL ? mark->font.fill : "black");
    g_string_append(back->out, " T");
    append_points(back, points, 1);
    g_string_append(back->out, mark->left ? " -1 " : " 0 ");
    tm_canvas_number(back->out, mark->width);
    append_text(back->out, mark->text);
}

/* Graphviz takes long pieces of a string very slowly, and refuses some: an escaped line break,
 * which means nothing, ends a piece. */
static void
append_quoted(GString *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\' || *c == '\n')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *c);
    }
}

static void
append_mark(const Background *back, const TmMark *mark, const TmPoint *points)
{
    switch (mark->kind) {
    case TM_MARK_OPEN:
    case TM_MARK_CLOSE:
        return;
    case TM_MARK_LINE:
        append_shape(back, mark, points, "LL");
        return;
    case TM_MARK_POLYGON:
        append_shape(back, mark, points, "Pp");
        return;
    case TM_MARK_CURVE:
        append_shape(back, mark, points, "bB");
        return;
    case TM_MARK_ELLIPSE:
        append_ellipse(back, mark, points);
        return;
    case TM_MARK_TEXT:
        append_words(back, mark, points);
        return;
    }
}

/* --- links ------------------------------------------------------------------------------- */

static TmBox
bounds_of(const TmPoint *points, guint count)
{
    TmPoint low = points[0];
    TmPoint high = points[0];

    for (guint i = 1; i < count; i++) {
        low = (TmPoint){MIN(low.x, points[i].x), MIN(low.y, points[i].y)};
        high = (TmPoint){MAX(high.x, points[i].x), MAX(high.y, points[i].y)};
    }
    return (TmBox){low.x, low.y, high.x - low.x, high.y - low.y};
}

/* A background cannot lead anywhere: a box that nobody sees lies on the first shape of a group. */
static void
append_link(const TmCanvas *canvas, guint number, const char *report, GString *out)
{
    const TmMark *mark = &g_array_index(canvas->marks, TmMark, number);
    const TmMark *shape = &g_array_index(canvas->marks, TmMark, number + 1);
    const TmBox box =
        bounds_of(&g_array_index(canvas->points, TmPoint, shape->first), shape->count);

    g_string_append_printf(out, "  l%u [pos=\"", number);
    tm_canvas_number(out, box.x + box.width / 2);
    g_string_append_c(out, ',');
    tm_canvas_number(out, canvas->height - box.y - box.height / 2);
    g_string_append(out, "\" shape=box style=solid color=transparent label=\"\" width=\"");
    tm_canvas_number(out, box.width / 72);
    g_string_append(out, "\" height=\"");
    tm_canvas_number(out, box.height / 72);
    g_string_append(out, "\" URL=\"");
    tm_escape_dot(out, report);
    tm_escape_dot(out, mark->link);
    g_string_append(out, "\"];\n");
}

static void
append_links(const TmCanvas *canvas, const char *report, GString *out)
{
    for (guint i = 0; i + 1 < canvas->marks->len; i++) {
        const TmMark *mark = &g_array_index(canvas->marks, TmMark, i);
        if (mark->kind == TM_MARK_OPEN && mark->link != NULL)
            append_link(canvas, i, report, out);
    }
}

void
tm_canvas_dot(const TmCanvas *canvas, const char *report, GString *out)
{
    g_autoptr(GString) background = g_string_new(NULL);
    const Background back = {canvas, background};
    const TmPoint *points = (const TmPoint *)(gconstpointer)canvas->points->data;

    for (guint i = 0; i < canvas->marks->len; i++) {
        const TmMark *mark = &g_array_index(canvas->marks, TmMark, i);
        append_mark(&back, mark, points + mark->first);
        g_string_append_c(background, '\n');
    }
    g_string_append(out, "digraph {\n  graph [layout=nop2 pad=0 bgcolor=white _background=\"");
    append_quoted(out, background->str);
    g_string_append(out, "\"];\n  node [shape=point style=invis width=0 height=0 fixedsize=true];\n"
                         "  a [pos=\"0,0\"];\n  b [pos=\"");
    tm_canvas_number(out, canvas->width);
    g_string_append_c(out, ',');
    tm_canvas_number(out, canvas->height);
    g_string_append(out, "\"];\n");
    if (report != NULL)
        append_links(canvas, report, out);
    g_string_append(out, "}\n");
}
