/* The picture of a diagram whose author placed everything. */
#include "placed-own.h"

#include <math.h>
#include <string.h>

#define MARGIN 10      /* points around everything */
#define HEAD_WIDTH 420 /* points that the title and the legend may fill at least */
#define LARGE 6000     /* points: no wider for the sake of labels */
#define GOOD 0.04      /* badness of a label, on average, with which nobody looks further */

/* Of pixels to points; the first is what draw.io and Graphviz agree on. With a larger one there is
 * more room for labels, since letters keep their size. */
static const double scales[] = {0.75, 0.9, 1.1, 1.35, 1.7, 2.2};

gboolean
tm_placed_is(const TmDiagram *diagram)
{
    for (guint i = 0; i < diagram->elements->len; i++)
        if (!((const TmElement *)g_ptr_array_index(diagram->elements, i))->placed)
            return FALSE;
    return diagram->elements->len > 0;
}

/* --- what there is ------------------------------------------------------------------------ */

static void
free_chips(TmPlacedPart *parts, guint count)
{
    for (guint i = 0; i < count; i++) {
        g_clear_pointer(&parts[i].chips, g_ptr_array_unref);
        g_clear_pointer(&parts[i].few, g_ptr_array_unref);
        g_clear_pointer(&parts[i].none, g_ptr_array_unref);
    }
}

static void
tm_placed_free(TmPlaced *placed)
{
    free_chips(placed->elements, placed->diagram->elements->len);
    free_chips(placed->flows, placed->diagram->flows->len);
    free_chips(placed->boundaries, placed->diagram->boundaries->len);
    g_clear_pointer(&placed->shapes, tm_space_free);
    g_clear_pointer(&placed->labels, tm_space_free);
    tm_pool_clear(&placed->pool);
    g_free(placed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmPlaced, tm_placed_free)

static GPtrArray *
make_chips(const TmReport *report, const GPtrArray *threats, guint most)
{
    return threats != NULL && most > 0 ? tm_chips_new(report, threats, most) : g_ptr_array_new();
}

/* What an icon without a name shows: "icon aws4 lambda_function" is a "lambda function". */
static const char *
name_of_icon(TmPlaced *placed, const TmPart *part)
{
    for (guint i = 0; i < part->seen->len; i++) {
        const char *seen = g_ptr_array_index(part->seen, i);
        const char *name = g_str_has_prefix(seen, "icon ") ? strchr(seen + 5, ' ') : NULL;
        g_autofree char *words = name != NULL ? g_strdup(name + 1) : NULL;

        if (words != NULL)
            return tm_pool_text(&placed->pool, g_strdelimit(words, "_/.", ' '));
    }
    return "";
}

static void
init_part(TmPlaced *placed, TmPlacedPart *placed_part, const TmPart *part)
{
    placed_part->part = part;
    placed_part->name = part->name;
    placed_part->drawn = *part->name == '\0' && part->kind < TM_FLOW;
    if (placed_part->drawn)
        placed_part->name = name_of_icon(placed, part);
    placed_part->threats = tm_dot_plan_threats(placed->plan, part);
    placed_part->chips = make_chips(placed->report, placed_part->threats, 4);
    placed_part->few = make_chips(placed->report, placed_part->threats, 2);
    placed_part->none = make_chips(placed->report, NULL, 0);
}

static gboolean
saw_round(const TmPart *part)
{
    return tm_part_saw(part, "shape ellipse") || tm_part_saw(part, "shape circle") ||
           tm_part_saw(part, "shape doubleEllipse") || tm_part_saw(part, "shape oval");
}

/* What DOT draws where it says nothing else. */
static gboolean
is_round_by_default(const TmPart *part)
{
    return ((const TmElement *)(gconstpointer)part)->placed && !tm_part_saw(part, "shape box") &&
           !tm_part_saw(part, "shape rect") && !tm_part_saw(part, "shape square");
}

/* A process is an ellipse where its author drew one, or where his notation has no other. */
TmForm
tm_placed_form(const TmReport *report, const TmView *view, const TmPart *part)
{
    const char *format = report->model->format;
    const gboolean round = view->notation == TM_NOTATION_DFD || strcmp(format, "tm7") == 0 ||
                           saw_round(part) ||
                           (strcmp(format, "dot") == 0 && is_round_by_default(part));

    if (part->kind == TM_STORE)
        return TM_FORM_STORE;
    if (part->kind == TM_EXTERNAL)
        return TM_FORM_BOX;
    return round ? TM_FORM_ELLIPSE : TM_FORM_ROUND;
}

static void
init_parts(TmPlaced *placed)
{
    const TmDiagram *diagram = placed->diagram;

    placed->elements = tm_pool_new_n(&placed->pool, TmPlacedPart, diagram->elements->len);
    placed->flows = tm_pool_new_n(&placed->pool, TmPlacedPart, diagram->flows->len);
    placed->boundaries = tm_pool_new_n(&placed->pool, TmPlacedPart, diagram->boundaries->len);
    for (guint i = 0; i < diagram->elements->len; i++) {
        const TmElement *element = g_ptr_array_index(diagram->elements, i);
        init_part(placed, &placed->elements[i], &element->part);
        placed->elements[i].form = tm_placed_form(placed->report, placed->view, &element->part);
    }
    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(diagram->boundaries, i);
        if (placed->layout != NULL ? !boundary->line : boundary->placed)
            init_part(placed, &placed->boundaries[i], &boundary->part);
    }
    for (guint i = 0; i < diagram->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(diagram->flows, i);
        if (tm_dot_plan_arrow(diagram, flow) == flow)
            init_part(placed, &placed->flows[i], &flow->part);
    }
}

/* --- where it is -------------------------------------------------------------------------- */

static TmBox
scaled(const TmPlaced *placed, TmBox box)
{
    const double scale = placed->scale;

    return (TmBox){box.x * scale, box.y * scale, box.width * scale, box.height * scale};
}

static TmBox
path_box(const TmPlacedPart *part)
{
    TmBox box = {part->path[0].x, part->path[0].y, 0, 0};

    for (guint i = 1; i < part->n_path; i++)
        box = tm_box_union(box, (TmBox){part->path[i].x, part->path[i].y, 0, 0});
    return box;
}

static void
extend(TmPlaced *placed, const TmPlacedPart *parts, guint count)
{
    for (guint i = 0; i < count; i++) {
        if (parts[i].part == NULL)
            continue;
        if (parts[i].n_path > 0)
            placed->bounds = tm_box_union(placed->bounds, path_box(&parts[i]));
        else if (parts[i].part->kind != TM_FLOW)
            placed->bounds = tm_box_union(placed->bounds, parts[i].box);
        if (parts[i].labelled)
            placed->bounds = tm_box_union(placed->bounds, parts[i].label.at);
        if (parts[i].labelled && parts[i].badged)
            placed->bounds = tm_box_union(placed->bounds, parts[i].badge.at);
    }
}

static void
find_bounds(TmPlaced *placed)
{
    extend(placed, placed->elements, placed->diagram->elements->len);
    extend(placed, placed->boundaries, placed->diagram->boundaries->len);
    extend(placed, placed->flows, placed->diagram->flows->len);
}

static gboolean
is_inside(TmBox box, gconstpointer owner, gpointer data)
{
    const TmPlacedPart *part = data;

    return owner != data && tm_box_holds(part->box, box) &&
           box.width * box.height < part->box.width * part->box.height;
}

static void
place_shapes(TmPlaced *placed)
{
    const guint count = placed->diagram->elements->len;

    placed->bounds = placed->elements[0].box;
    find_bounds(placed);
    placed->shapes = tm_space_new(placed->bounds);
    placed->labels = tm_space_new(placed->bounds);
    for (guint i = 0; i < count; i++)
        tm_space_add(placed->shapes, placed->elements[i].box, &placed->elements[i]);
    for (guint i = 0; i < count; i++)
        placed->elements[i].holds =
            tm_space_any(placed->shapes, placed->elements[i].box, is_inside, &placed->elements[i]);
}

static void
place_boxes(TmPlaced *placed)
{
    const TmDiagram *diagram = placed->diagram;
    const TmLayout *layout = placed->layout;

    for (guint i = 0; i < diagram->elements->len; i++) {
        const TmElement *element = g_ptr_array_index(diagram->elements, i);
        placed->elements[i].box =
            layout != NULL ? layout->elements[i] : scaled(placed, element->box);
    }
    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(diagram->boundaries, i);
        placed->boundaries[i].box =
            layout != NULL ? layout->boundaries[i] : scaled(placed, boundary->box);
    }
}

/* Everything where it is at this scale. */
static TmPlaced *
place(const TmReport *report, const TmView *view, const TmDotPlan *plan, const TmLayout *layout,
      double scale)
{
    TmPlaced *placed = g_new0(TmPlaced, 1);

    placed->report = report;
    placed->view = view;
    placed->plan = plan;
    placed->diagram = plan->diagram;
    placed->layout = layout;
    placed->simplified = "";
    placed->scale = scale;
    tm_pool_init(&placed->pool);
    init_parts(placed);
    place_boxes(placed);
    tm_placed_route(placed);
    place_shapes(placed);
    tm_placed_label(placed);
    find_bounds(placed);
    return placed;
}

/* The smallest scale at which labels are as we want them, else the best. */
static TmPlaced *
place_best(const TmReport *report, const TmView *view, const TmDotPlan *plan)
{
    const guint labels = plan->diagram->elements->len + plan->diagram->flows->len;
    TmPlaced *best = NULL;

    for (gsize i = 0; i < G_N_ELEMENTS(scales); i++) {
        g_autoptr(TmPlaced) placed = place(report, view, plan, NULL, scales[i]);

        if (best != NULL && MAX(placed->bounds.width, placed->bounds.height) > LARGE)
            break;
        if (best != NULL && placed->badness > best->badness * 0.8)
            continue;
        g_clear_pointer(&best, tm_placed_free);
        best = g_steal_pointer(&placed);
        if (best->badness <= GOOD * labels)
            break;
    }
    return best;
}

static TmCanvas *
draw(const TmPlaced *placed)
{
    const TmBox bounds = placed->bounds;
    const TmBox head = tm_placed_head(placed, NULL, MAX(bounds.width, HEAD_WIDTH));
    const double width = MAX(bounds.width, head.width) + 2 * MARGIN;
    const double height = bounds.height + head.height + 3 * MARGIN;
    TmCanvas *canvas = tm_canvas_new(width, height);
    const TmPen paper = {"white", NULL, 0, FALSE};

    tm_canvas_open(canvas, "graph0", "graph tm-diagram", NULL);
    tm_canvas_box(canvas, paper, (TmBox){0, 0, width, height});
    tm_placed_head(placed, canvas, MAX(bounds.width, HEAD_WIDTH));
    tm_placed_draw_parts(placed, canvas,
                         (TmPoint){MARGIN - bounds.x, head.height + 2 * MARGIN - bounds.y});
    tm_canvas_close(canvas);
    return canvas;
}

TmCanvas *
tm_placed_draw(const TmReport *report, const TmView *view, const TmDiagram *diagram,
               const GPtrArray *threats, const TmLayout *layout, GString *simplified)
{
    g_autoptr(TmDotPlan) plan = tm_dot_plan_new(diagram, threats);
    g_autoptr(TmPlaced) placed =
        layout != NULL ? place(report, view, plan, layout, 1) : place_best(report, view, plan);

    if (placed->homeless > 0)
        g_string_append_printf(simplified, "%s%u labels find no room",
                               simplified->len > 0 ? ", " : "", placed->homeless);
    placed->simplified = simplified->str;
    return draw(placed);
}
