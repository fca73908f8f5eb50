/* Drawings as lists of marks. */
#include "canvas-own.h"

#include <string.h>

/* Where the control points of a quarter of a circle stand. */
#define KAPPA 0.5523

TmCanvas *
tm_canvas_new(double width, double height)
{
    TmCanvas *canvas = g_new0(TmCanvas, 1);

    canvas->width = width;
    canvas->height = height;
    canvas->marks = g_array_new(FALSE, FALSE, sizeof(TmMark));
    canvas->points = g_array_new(FALSE, FALSE, sizeof(TmPoint));
    tm_pool_init(&canvas->pool);
    return canvas;
}

void
tm_canvas_free(TmCanvas *canvas)
{
    g_array_unref(canvas->marks);
    g_array_unref(canvas->points);
    tm_pool_clear(&canvas->pool);
    g_free(canvas);
}

static const char *
keep(TmCanvas *canvas, const char *text)
{
    return text != NULL ? tm_pool_copy(&canvas->pool, text) : NULL;
}

void
tm_canvas_open(TmCanvas *canvas, const char *id, const char *class, const char *title)
{
    const TmMark mark = {.kind = TM_MARK_OPEN,
                         .text = keep(canvas, title),
                         .id = keep(canvas, id),
                         .class = keep(canvas, class)};

    g_array_append_val(canvas->marks, mark);
}

void
tm_canvas_link(TmCanvas *canvas, const char *address)
{
    g_array_index(canvas->marks, TmMark, canvas->marks->len - 1).link = keep(canvas, address);
}

/* Returns the link that ends here: it holds no other group. */
static const char *
find_link(const TmCanvas *canvas)
{
    for (guint i = canvas->marks->len; i > 0; i--) {
        const TmMark *mark = &g_array_index(canvas->marks, TmMark, i - 1);
        if (mark->kind == TM_MARK_OPEN)
            return mark->link;
        if (mark->kind == TM_MARK_CLOSE)
            return NULL;
    }
    return NULL;
}

void
tm_canvas_close(TmCanvas *canvas)
{
    const TmMark mark = {.kind = TM_MARK_CLOSE, .link = find_link(canvas)};

    g_array_append_val(canvas->marks, mark);
}

static void
add_shape(TmCanvas *canvas, TmMarkKind kind, TmPen pen, const TmPoint *points, guint count)
{
    const TmMark mark = {.kind = kind, .pen = pen, .first = canvas->points->len, .count = count};

    g_array_append_vals(canvas->points, points, count);
    g_array_append_val(canvas->marks, mark);
}

void
tm_canvas_line(TmCanvas *canvas, TmPen pen, const TmPoint *points, guint count)
{
    add_shape(canvas, TM_MARK_LINE, pen, points, count);
}

void
tm_canvas_polygon(TmCanvas *canvas, TmPen pen, const TmPoint *points, guint count)
{
    add_shape(canvas, TM_MARK_POLYGON, pen, points, count);
}

void
tm_canvas_curve(TmCanvas *canvas, TmPen pen, const TmPoint *points, guint count)
{
    add_shape(canvas, TM_MARK_CURVE, pen, points, count);
}

void
tm_canvas_box(TmCanvas *canvas, TmPen pen, TmBox box)
{
    const double right = box.x + box.width;
    const double bottom = box.y + box.height;
    const TmPoint corners[] = {{box.x, box.y}, {right, box.y}, {right, bottom}, {box.x, bottom}};

    tm_canvas_polygon(canvas, pen, corners, G_N_ELEMENTS(corners));
}

/* Appends a curve from the last of @points to @to by way of @corner, which may lie on the line. */
static void
turn(GArray *points, TmPoint corner, TmPoint to)
{
    const TmPoint from = g_array_index(points, TmPoint, points->len - 1);
    const TmPoint next[] = {
        {from.x + (corner.x - from.x) * KAPPA, from.y + (corner.y - from.y) * KAPPA},
        {to.x + (corner.x - to.x) * KAPPA, to.y + (corner.y - to.y) * KAPPA},
        to,
    };

    g_array_append_vals(points, next, G_N_ELEMENTS(next));
}

void
tm_canvas_round(TmCanvas *canvas, TmPen pen, TmBox box, double radius)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(TmPoint));
    const double right = box.x + box.width;
    const double bottom = box.y + box.height;
    const double r = MIN(radius, MIN(box.width, box.height) / 2);
    const TmPoint start = {box.x + r, box.y};
    const TmPoint corners[] = {{right, box.y}, {right, bottom}, {box.x, bottom}, {box.x, box.y}};
    const TmPoint steps[][2] = {{{right - r, box.y}, {right, box.y + r}},
                                {{right, bottom - r}, {right - r, bottom}},
                                {{box.x + r, bottom}, {box.x, bottom - r}},
                                {{box.x, box.y + r}, start}};

    g_array_append_val(points, start);
    for (gsize i = 0; i < G_N_ELEMENTS(corners); i++) {
        turn(points, steps[i][0], steps[i][0]);
        turn(points, corners[i], steps[i][1]);
    }
    tm_canvas_curve(canvas, pen, (const TmPoint *)(gconstpointer)points->data, points->len);
}

void
tm_canvas_ellipse(TmCanvas *canvas, TmPen pen, TmBox box)
{
    const TmPoint points[] = {{box.x + box.width / 2, box.y + box.height / 2},
                              {box.width / 2, box.height / 2}};

    add_shape(canvas, TM_MARK_ELLIPSE, pen, points, G_N_ELEMENTS(points));
}

static void
add_text(TmCanvas *canvas, TmFont font, TmPoint at, double width, const char *text, gboolean left)
{
    const TmMark mark = {.kind = TM_MARK_TEXT,
                         .font = font,
                         .left = left,
                         .width = width,
                         .first = canvas->points->len,
                         .count = 1,
                         .text = keep(canvas, text)};

    g_array_append_val(canvas->points, at);
    g_array_append_val(canvas->marks, mark);
}

void
tm_canvas_text(TmCanvas *canvas, TmFont font, TmPoint at, double width, const char *text)
{
    add_text(canvas, font, at, width, text, FALSE);
}

void
tm_canvas_text_left(TmCanvas *canvas, TmFont font, TmPoint at, double width, const char *text)
{
    add_text(canvas, font, at, width, text, TRUE);
}

void
tm_canvas_number(GString *out, double number)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    char *end;

    g_ascii_formatd(digits, sizeof digits, "%.2f", number);
    for (end = digits + strlen(digits); end[-1] == '0'; end--)
        ;
    end -= end[-1] == '.' ? 1 : 0;
    *end = '\0';
    g_string_append(out, strcmp(digits, "-0") == 0 ? "0" : digits);
}
