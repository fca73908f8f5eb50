/* Draws what has a place: boundaries, then what holds others, flows, elements, and on top the
 * labels of flows. */
#include <math.h>
#include <string.h>

#include "placed-own.h"

#define LINE 1.2  /* height of a line, of its letters */
#define BASE 0.93 /* of a line: where its letters stand */
#define HEAD 7    /* points: length of the head of an arrow */
#define ROUNDING 8
#define VEIL "#ffffffd9" /* behind text, so that no line strikes it through */

typedef struct {
    const TmPlaced *placed;
    TmCanvas *canvas;
    TmPoint move;
} Drawing;

static TmPoint
moved(const Drawing *drawing, TmPoint point)
{
    return (TmPoint){point.x + drawing->move.x, point.y + drawing->move.y};
}

static TmBox
moved_box(const Drawing *drawing, TmBox box)
{
    return (TmBox){box.x + drawing->move.x, box.y + drawing->move.y, box.width, box.height};
}

static void
open_part(const Drawing *drawing, const TmPlacedPart *part, const char *class, const char *ending)
{
    g_autofree char *title =
        tm_chip_tooltip(drawing->placed->report, part->part->name, part->threats,
                        tm_dot_plan_closed(drawing->placed->plan, part->part));
    g_autofree char *id = g_strconcat(part->part->id, ending, NULL);
    g_autoptr(GString) classes = g_string_new(class);

    if (part->threats != NULL) {
        const TmThreat *worst = g_ptr_array_index(part->threats, 0);
        g_string_append_printf(classes, " severity-%s", tm_severity_name(worst->severity));
    }
    if (part->part->outOfScope)
        g_string_append(classes, " tm-out-of-scope");
    tm_canvas_open(drawing->canvas, id, classes->str, title);
}

/* --- labels ------------------------------------------------------------------------------- */

static void
draw_chip(TmCanvas *canvas, const TmChip *chip, TmPoint at)
{
    const TmPen pen = {chip->colour->fill, NULL, 0, FALSE};
    const TmFont font = {TM_CHIP_SIZE, chip->colour->ink, TRUE, FALSE};
    const TmPoint base = {at.x + chip->width / 2.0, at.y + TM_CHIP_HEIGHT * 0.71};

    tm_canvas_open(canvas, NULL, "tm-chip", chip->title);
    if (*chip->link != '\0') {
        g_autofree char *address = g_strconcat("#", chip->link, NULL);
        tm_canvas_link(canvas, address);
    }
    tm_canvas_round(canvas, pen, (TmBox){at.x, at.y, chip->width, TM_CHIP_HEIGHT}, 4);
    tm_canvas_text(canvas, font, base, tm_wrap_width(chip->text, strlen(chip->text)) * TM_CHIP_SIZE,
                   chip->text);
    tm_canvas_close(canvas);
}

double
tm_placed_chips(TmCanvas *canvas, const GPtrArray *chips, guint first, guint end, TmPoint at)
{
    const double start = at.x;

    for (guint i = first; i < end; i++) {
        const TmChip *chip = g_ptr_array_index(chips, i);
        draw_chip(canvas, chip, at);
        at.x += chip->width + TM_CHIP_SPACE;
    }
    return at.x - start;
}

static void
draw_chips(const Drawing *drawing, const TmPlacedLabel *label, TmBox at, double y)
{
    for (guint first = 0; first < label->chips->len;) {
        double used;
        const guint end = tm_placed_row(label->chips, first, at.width + 0.01, &used);

        tm_placed_chips(drawing->canvas, label->chips, first, end,
                        (TmPoint){at.x + (at.width - used) / 2, y + TM_CHIP_SPACE});
        first = end;
        y += TM_CHIP_HEIGHT + TM_CHIP_SPACE;
    }
}

static void
draw_veil(const Drawing *drawing, TmPoint middle, double width, double height)
{
    const TmPen pen = {VEIL, NULL, 0, FALSE};

    tm_canvas_box(drawing->canvas, pen,
                  (TmBox){middle.x - width / 2 - 1, middle.y, width + 2, height});
}

static void
draw_label(const Drawing *drawing, const TmPlacedPart *part, const char *ink)
{
    const TmPlacedLabel *label = &part->label;
    const TmBox at = moved_box(drawing, label->at);
    const TmFont font = {label->size, part->part->outOfScope || part->drawn ? TM_GREY : ink, FALSE,
                         part->drawn};
    const double height = label->size * LINE;

    if (!part->labelled)
        return;
    for (guint i = 0; i < label->wrap.count; i++) {
        g_autofree char *text = tm_wrap_text(&label->wrap, i);
        const TmPoint base = {at.x + at.width / 2,
                              at.y + (i + 1) * height - (1 - BASE + 0.1) * height};
        if (label->outside)
            draw_veil(drawing, (TmPoint){base.x, at.y + i * height}, label->wrap.lines[i].width,
                      height);
        tm_canvas_text(drawing->canvas, font, base, label->wrap.lines[i].width, text);
    }
    draw_chips(drawing, label, at, at.y + height * label->wrap.count);
    if (part->badged) {
        const TmBox apart = moved_box(drawing, part->badge.at);
        draw_chips(drawing, &part->badge, apart, apart.y);
    }
}

/* --- elements ----------------------------------------------------------------------------- */

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

/* The author's colour where it is a plain one. */
static const char *
colour_of(const Drawing *drawing, const TmPart *part, const char *name, const char *otherwise)
{
    const char *colour = find_look(part, name);
    gsize length = colour != NULL ? strlen(colour) : 0;

    if (drawing->placed->view->notation == TM_NOTATION_DFD || length == 0 || length > 30)
        return otherwise;
    if (*colour == '#')
        return length == 7 && strspn(colour + 1, "0123456789abcdefABCDEF") == 6 ? colour
                                                                                : otherwise;
    return otherwise;
}

static void
draw_store(TmCanvas *canvas, TmPen pen, TmBox box)
{
    const TmPoint top[] = {{box.x, box.y}, {box.x + box.width, box.y}};
    const TmPoint bottom[] = {{box.x, box.y + box.height}, {box.x + box.width, box.y + box.height}};

    tm_canvas_box(canvas, (TmPen){pen.fill, NULL, 0, FALSE}, box);
    tm_canvas_line(canvas, (TmPen){NULL, pen.stroke, pen.width, pen.dashed}, top, 2);
    tm_canvas_line(canvas, (TmPen){NULL, pen.stroke, pen.width, pen.dashed}, bottom, 2);
}

static void
draw_form(const Drawing *drawing, const TmPlacedPart *part)
{
    const gboolean out = part->part->outOfScope;
    const TmPen pen = {colour_of(drawing, part->part, "fillcolor", "white"),
                       out ? TM_GREY : colour_of(drawing, part->part, "color", TM_INK), 1, out};
    const TmBox box = moved_box(drawing, part->box);

    switch (part->form) {
    case TM_FORM_BOX:
        tm_canvas_box(drawing->canvas, pen, box);
        return;
    case TM_FORM_ROUND:
        tm_canvas_round(drawing->canvas, pen, box, ROUNDING);
        return;
    case TM_FORM_ELLIPSE:
        tm_canvas_ellipse(drawing->canvas, pen, box);
        return;
    case TM_FORM_STORE:
        draw_store(drawing->canvas, pen, box);
        return;
    }
}

static void
draw_elements(const Drawing *drawing, gboolean holding)
{
    static const char *const classes[] = {
        [TM_EXTERNAL] = "node tm-element tm-external",
        [TM_PROCESS] = "node tm-element tm-process",
        [TM_STORE] = "node tm-element tm-store",
        [TM_FLOW] = "",
        [TM_BOUNDARY] = "",
    };

    for (guint i = 0; i < drawing->placed->diagram->elements->len; i++) {
        const TmPlacedPart *part = &drawing->placed->elements[i];
        if (part->holds != holding)
            continue;
        open_part(drawing, part, classes[part->part->kind], "");
        draw_form(drawing, part);
        draw_label(drawing, part, NULL);
        tm_canvas_close(drawing->canvas);
    }
}

/* --- boundaries --------------------------------------------------------------------------- */

static TmPoint *
moved_path(const Drawing *drawing, const TmPlacedPart *part)
{
    TmPoint *points = g_new(TmPoint, part->n_path);

    for (guint i = 0; i < part->n_path; i++)
        points[i] = moved(drawing, part->path[i]);
    return points;
}

static void
draw_boundaries(const Drawing *drawing)
{
    const TmPen pen = {NULL, TM_RED, 1.5, TRUE};

    for (guint i = 0; i < drawing->placed->diagram->boundaries->len; i++) {
        const TmPlacedPart *part = &drawing->placed->boundaries[i];
        g_autofree TmPoint *points = NULL;

        if (part->part == NULL)
            continue;
        open_part(drawing, part, "cluster tm-boundary", "");
        points = moved_path(drawing, part);
        if (part->n_path > 0)
            tm_canvas_line(drawing->canvas, pen, points, part->n_path);
        else
            tm_canvas_round(drawing->canvas, pen, moved_box(drawing, part->box), ROUNDING);
        tm_canvas_close(drawing->canvas);
    }
}

static void
draw_boundary_labels(const Drawing *drawing)
{
    for (guint i = 0; i < drawing->placed->diagram->boundaries->len; i++) {
        const TmPlacedPart *part = &drawing->placed->boundaries[i];
        if (part->part == NULL || !part->labelled)
            continue;
        open_part(drawing, part, "cluster tm-boundary", "-label");
        draw_label(drawing, part, TM_RED);
        tm_canvas_close(drawing->canvas);
    }
}

/* --- flows -------------------------------------------------------------------------------- */

/* A head at the end of a path, which ends where the head begins then. */
static void
draw_head(const Drawing *drawing, TmPoint *points, guint count, const char *colour)
{
    const TmPen pen = {colour, colour, 1, FALSE};
    const TmPoint tip = points[count - 1];
    TmPoint before = points[count - 2];
    double length;

    for (guint i = count - 1; i > 0; i--) {
        before = points[i - 1];
        if (hypot(tip.x - before.x, tip.y - before.y) >= HEAD)
            break;
    }
    length = hypot(tip.x - before.x, tip.y - before.y);
    if (length > 0) {
        const double dx = (tip.x - before.x) / length;
        const double dy = (tip.y - before.y) / length;
        const TmPoint base = {tip.x - dx * HEAD, tip.y - dy * HEAD};
        const TmPoint corners[] = {tip,
                                   {base.x - dy * HEAD * 0.36, base.y + dx * HEAD * 0.36},
                                   {base.x + dy * HEAD * 0.36, base.y - dx * HEAD * 0.36}};
        tm_canvas_polygon(drawing->canvas, pen, corners, G_N_ELEMENTS(corners));
    }
}

static void
turn_round(TmPoint *points, guint count)
{
    for (guint i = 0; i < count / 2; i++) {
        const TmPoint swap = points[i];
        points[i] = points[count - 1 - i];
        points[count - 1 - i] = swap;
    }
}

static void
draw_flow(const Drawing *drawing, const TmPlacedPart *part, const TmFlow *flow)
{
    const gboolean crossing = flow->crossings->len > 0;
    const gboolean out = part->part->outOfScope;
    const char *colour = crossing ? TM_RED : TM_INK_FLOW;
    g_autofree TmPoint *points = moved_path(drawing, part);
    TmPen pen = {NULL, NULL, 1, out};

    if (!crossing)
        colour = colour_of(drawing, part->part, "color", TM_INK_FLOW);
    pen.stroke = out ? TM_GREY : colour;
    open_part(drawing, part, crossing ? "edge tm-flow tm-crossing" : "edge tm-flow", "");
    tm_canvas_line(drawing->canvas, pen, points, part->n_path);
    draw_head(drawing, points, part->n_path, pen.stroke);
    if (g_hash_table_contains(drawing->placed->plan->doubles, flow)) {
        turn_round(points, part->n_path);
        draw_head(drawing, points, part->n_path, pen.stroke);
    }
    tm_canvas_close(drawing->canvas);
}

static void
draw_flows(const Drawing *drawing)
{
    for (guint i = 0; i < drawing->placed->diagram->flows->len; i++) {
        const TmPlacedPart *part = &drawing->placed->flows[i];
        if (part->n_path > 1)
            draw_flow(drawing, part, g_ptr_array_index(drawing->placed->diagram->flows, i));
    }
}

static void
draw_flow_labels(const Drawing *drawing)
{
    for (guint i = 0; i < drawing->placed->diagram->flows->len; i++) {
        const TmPlacedPart *part = &drawing->placed->flows[i];
        if (!part->labelled)
            continue;
        open_part(drawing, part, "edge tm-flow-label", "-label");
        draw_label(drawing, part, NULL);
        tm_canvas_close(drawing->canvas);
    }
}

void
tm_placed_draw_parts(const TmPlaced *placed, TmCanvas *canvas, TmPoint move)
{
    const Drawing drawing = {placed, canvas, move};

    draw_boundaries(&drawing);
    draw_elements(&drawing, TRUE);
    draw_flows(&drawing);
    draw_elements(&drawing, FALSE);
    draw_boundary_labels(&drawing);
    draw_flow_labels(&drawing);
}
