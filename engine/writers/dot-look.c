/* How a part looks. What its author decided stays, as far as it is harmless and leaves room for our
 * label; what he left open, DFD notation decides. */
#include "dot-look.h"

#include <math.h>
#include <string.h>

#define POINTS 0.75   /* of a pixel */
#define HEAD 9        /* pixels, of an arrow's head */
#define MAX_WAY 50    /* points of a path */
#define MAX_INCHES 10 /* of an element, as in bounds[] */
#define RED "#c0392b"
#define GREY "#8a949e"
#define INK "#1a1a1a" /* not "black", which SVG leaves out, so that dark mode would turn it */

static const char *const shapes[] = {
    [TM_EXTERNAL] = "box", [TM_PROCESS] = "ellipse", [TM_STORE] = "plain",
    [TM_FLOW] = "",        [TM_BOUNDARY] = "",
};

/* Attributes that are ours alone: they say what our label needs, or what the model says. */
static const char *const ours[] = {
    "arrowhead", "arrowtail", "dir",  "fixedsize", "label", "labeljust", "labelloc",
    "margin",    "shape",     "rank", "group",     "style", NULL,
};

/* Numbers beyond these make Graphviz slow, or the picture useless. */
static const struct {
    const char *name;
    double most;
} bounds[] = {
    {"arrowsize", 5},     {"fontsize", 40}, {"height", 10},     {"minlen", 10},
    {"orientation", 360}, {"penwidth", 10}, {"peripheries", 4}, {"sides", 12},
    {"skew", 5},          {"weight", 100},  {"width", 10},
};

/* What we write ourselves, and would take for the author's when we read it again. */
static const char *const defaults[][2] = {
    {"arrowsize", "0.7"}, {"color", "#2c3e50"},   {"color", "#44515e"}, {"color", RED},
    {"color", GREY},      {"fillcolor", "white"}, {"fontcolor", GREY},  {"fontcolor", INK},
    {"fontsize", "10"},   {"fontsize", "11"},
};

static const char *
find_look(const TmPart *part, const char *name)
{
    for (guint i = 0; i < part->look->len; i++) {
        const TmValue *look = g_ptr_array_index(part->look, i);
        if (strcmp(look->name, name) == 0)
            return look->value;
    }
    return NULL;
}

/* Shapes that draw nothing, or that cannot hold an HTML-like label. */
static gboolean
is_bare(const char *shape)
{
    static const char *const bare[] = {"none",   "plain",   "plaintext", "point",
                                       "record", "Mrecord", "underline", NULL};

    return g_strv_contains(bare, shape);
}

gboolean
tm_dot_keeps_shape(const TmDotDrawing *drawing, const TmPart *part)
{
    const char *shape = drawing->author ? find_look(part, "shape") : NULL;

    return shape != NULL && !is_bare(shape) && strcmp(shape, shapes[part->kind]) != 0;
}

static gboolean
is_bounded(const TmValue *look)
{
    for (gsize i = 0; i < G_N_ELEMENTS(bounds); i++)
        if (strcmp(bounds[i].name, look->name) == 0)
            return fabs(g_ascii_strtod(look->value, NULL)) <= bounds[i].most;
    return TRUE;
}

static gboolean
is_default(const TmValue *look)
{
    for (gsize i = 0; i < G_N_ELEMENTS(defaults); i++)
        if (strcmp(defaults[i][0], look->name) == 0 && strcmp(defaults[i][1], look->value) == 0)
            return TRUE;
    return FALSE;
}

/* Text on a colour of the author's stays dark in dark mode. */
static gboolean
wants_ink(const TmPart *part)
{
    const char *fill = find_look(part, "fillcolor");
    const char *style = find_look(part, "style");
    const char *ink = find_look(part, "fontcolor");

    if (fill == NULL || strcmp(fill, "white") == 0)
        return FALSE;
    if (style != NULL && strstr(style, "filled") == NULL)
        return FALSE;
    return ink == NULL || strcmp(ink, "black") == 0 || strcmp(ink, INK) == 0;
}

static void
append_look(const TmDotDrawing *drawing, const TmPart *part)
{
    const gboolean ink = wants_ink(part);

    if (!drawing->author)
        return;
    for (guint i = 0; i < part->look->len; i++) {
        const TmValue *look = g_ptr_array_index(part->look, i);
        if (!g_strv_contains(ours, look->name) && is_bounded(look) && !is_default(look) &&
            !(ink && strcmp(look->name, "fontcolor") == 0))
            tm_dot_attribute(drawing->out, look->name, look->value);
    }
    if (ink)
        tm_dot_attribute(drawing->out, "fontcolor", INK);
}

/* @other: where the author said nothing; NULL for nothing. */
static void
append_style(const TmDotDrawing *drawing, const TmPart *part, const char *other)
{
    const char *style = drawing->author ? find_look(part, "style") : NULL;

    if (part->outOfScope)
        style = "dashed";
    else if (style == NULL)
        style = other;
    if (style != NULL)
        tm_dot_attribute(drawing->out, "style", style);
    if (part->outOfScope)
        g_string_append(drawing->out, " color=\"" GREY "\" fontcolor=\"" GREY "\"");
}

/* Points, counted upwards; the size is in inches. Where the file was DOT, its places are a look. */
static void
append_place(const TmDotDrawing *drawing, const TmElement *element)
{
    const TmBox box = element->box;
    char y[G_ASCII_DTOSTR_BUF_SIZE], height[G_ASCII_DTOSTR_BUF_SIZE];
    char x[G_ASCII_DTOSTR_BUF_SIZE], width[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd(x, sizeof x, "%.6g", (box.x + box.width / 2) * POINTS);
    g_ascii_formatd(y, sizeof y, "%.6g", -(box.y + box.height / 2) * POINTS);
    g_ascii_formatd(width, sizeof width, "%.4g", MIN(box.width * POINTS / 72, MAX_INCHES));
    g_ascii_formatd(height, sizeof height, "%.4g", MIN(box.height * POINTS / 72, MAX_INCHES));
    g_string_append_printf(drawing->out, " height=\"%s\" pos=\"%s,%s\" width=\"%s\"", height, x, y,
                           width);
}

void
tm_dot_shape(const TmDotDrawing *drawing, const TmPart *part)
{
    static const char *const margins[] = {
        [TM_EXTERNAL] = "0.1,0.05", [TM_PROCESS] = "0.02,0.01", [TM_STORE] = "0", [TM_FLOW] = "",
        [TM_BOUNDARY] = "",
    };

    if (tm_dot_keeps_shape(drawing, part)) {
        tm_dot_attribute(drawing->out, "shape", find_look(part, "shape"));
        if (strcmp(find_look(part, "shape"), "cylinder") == 0) /* its lid would cover the text */
            tm_dot_attribute(drawing->out, "margin", "0.11,0.17");
        append_style(drawing, part, NULL);
    } else {
        tm_dot_attribute(drawing->out, "shape", shapes[part->kind]);
        tm_dot_attribute(drawing->out, "margin", margins[part->kind]);
        append_style(drawing, part, part->kind != TM_STORE ? "filled" : NULL);
    }
    append_look(drawing, part);
    if (drawing->placed && !drawing->author)
        append_place(drawing, (const TmElement *)(gconstpointer)part);
}

static gboolean
keeps_color(const TmPart *part)
{
    const TmValue look = {.name = "color", .value = find_look(part, "color")};

    return look.value != NULL && !is_default(&look);
}

static void
append_point(GString *out, TmPoint point)
{
    char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd(x, sizeof x, "%.6g", point.x * POINTS);
    g_ascii_formatd(y, sizeof y, "%.6g", -point.y * POINTS);
    g_string_append_printf(out, "%s,%s", x, y);
}

/* Way points as Graphviz wants them: a chain of curves that are straight, up to the arrow's head.
 * What has none goes straight anyway. */
static void
append_way(const TmDotDrawing *drawing, const TmFlow *flow)
{
    const guint last = flow->n_points - 1;
    g_autoptr(GString) pos = g_string_new("e,");

    append_point(pos, flow->points[last]);
    g_string_append_c(pos, ' ');
    append_point(pos, flow->points[0]);
    for (guint i = 1; i <= last; i++) {
        const TmPoint from = flow->points[i - 1];
        TmPoint to = flow->points[i];
        const double length = hypot(to.x - from.x, to.y - from.y);
        const double share = i == last && length > HEAD ? 1 - HEAD / length : 1;

        to = (TmPoint){from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
        for (guint control = 1; control <= 3; control++) {
            const TmPoint point = {from.x + (to.x - from.x) * control / 3,
                                   from.y + (to.y - from.y) * control / 3};
            g_string_append_c(pos, ' ');
            append_point(pos, point);
        }
    }
    tm_dot_attribute(drawing->out, "pos", pos->str);
}

void
tm_dot_line(const TmDotDrawing *drawing, const TmFlow *flow)
{
    append_style(drawing, &flow->part, NULL);
    if (!flow->part.outOfScope && flow->crossings->len > 0 &&
        !(drawing->author && keeps_color(&flow->part)))
        tm_dot_attribute(drawing->out, "color", RED);
    append_look(drawing, &flow->part);
    if (drawing->placed && !drawing->author && flow->points != NULL && flow->n_points > 2 &&
        flow->n_points <= MAX_WAY)
        append_way(drawing, flow);
}

static void
append_corners(const TmDotDrawing *drawing, const TmBoundary *boundary)
{
    const TmBox box = boundary->box;
    const double corners[] = {box.x, -(box.y + box.height), box.x + box.width, -box.y};
    g_autoptr(GString) bb = g_string_new(NULL);
    char digits[G_ASCII_DTOSTR_BUF_SIZE];

    if (!boundary->placed || boundary->line)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(corners); i++)
        g_string_append_printf(bb, "%s%s", i > 0 ? "," : "",
                               g_ascii_formatd(digits, sizeof digits, "%.6g", corners[i] * POINTS));
    tm_dot_attribute(drawing->out, "bb", bb->str);
}

void
tm_dot_place(const TmDotDrawing *drawing, const TmPart *boundary)
{
    const char *bb = drawing->author ? find_look(boundary, "bb") : NULL;

    if (bb != NULL)
        tm_dot_attribute(drawing->out, "bb", bb);
    else if (drawing->placed && !drawing->author)
        append_corners(drawing, (const TmBoundary *)(gconstpointer)boundary);
}
