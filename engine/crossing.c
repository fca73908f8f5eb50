/* Nesting, rectangles and curves. What decides was proven on files of Microsoft's tool
 * (tm7-format.md section 3): a rectangle is crossed when exactly one end lies in it, whatever the
 * path does in between; a line when the path meets it. */
#include "crossing.h"

#include <math.h>

/* An element inside of more boundaries than this is a damaged or hostile file. */
#define MAX_DEPTH 100
/* Pieces that a curved line is cut into: the error is below a pixel for curves of 3,000 pixels. */
#define CURVE_PIECES 48
/* Flows times lines, and parts times boxes, that are looked at: far more than a person can draw. */
#define MAX_PAIRS 100000000u
/* The same where boundaries are curves, or are looked for by end points. */
#define MAX_SLOW_PAIRS 2000000u

static gboolean
box_holds(const TmBox *box, TmPoint point)
{
    return point.x >= box->x && point.x <= box->x + box->width && point.y >= box->y &&
           point.y <= box->y + box->height;
}

static TmPoint
centre(const TmBox *box)
{
    return (TmPoint){box->x + box->width / 2, box->y + box->height / 2};
}

/* --- boxes ------------------------------------------------------------------------------- */

static void
add_crossing(TmModel *model, TmFlow *flow, const TmBoundary *boundary)
{
    if (flow->crossings->len < MAX_DEPTH)
        tm_model_add_crossing(model, flow, boundary, boundary->part.type);
}

/* The boundaries that hold the one end and not the other. */
static void
cross_holders(TmModel *model, TmFlow *flow, const TmElement *in, const TmElement *out)
{
    for (guint i = 0; i < in->part.inside->len; i++) {
        TmBoundary *boundary = g_ptr_array_index(in->part.inside, i);
        if (!boundary->line && !g_ptr_array_find(out->part.inside, boundary, NULL))
            add_crossing(model, flow, boundary);
    }
}

static void
cross_by_points(TmModel *model, const TmDiagram *diagram, TmFlow *flow)
{
    if (flow->n_points < 2)
        return;
    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(diagram->boundaries, i);
        if (boundary->placed && !boundary->line &&
            box_holds(&boundary->box, flow->points[0]) !=
                box_holds(&boundary->box, flow->points[flow->n_points - 1]))
            add_crossing(model, flow, boundary);
    }
}

/* --- lines ------------------------------------------------------------------------------- */

static double
side(TmPoint a, TmPoint b, TmPoint p)
{
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

static gboolean
ranges_meet(double a, double b, double c, double d)
{
    return fmax(a, b) >= fmin(c, d) && fmax(c, d) >= fmin(a, b);
}

static gboolean
segments_meet(TmPoint a, TmPoint b, TmPoint c, TmPoint d)
{
    double ac = side(a, b, c), ad = side(a, b, d), ca = side(c, d, a), cb = side(c, d, b);

    return ranges_meet(a.x, b.x, c.x, d.x) && ranges_meet(a.y, b.y, c.y, d.y) &&
           ((ac <= 0 && ad >= 0) || (ac >= 0 && ad <= 0)) &&
           ((ca <= 0 && cb >= 0) || (ca >= 0 && cb <= 0));
}

/* The point at @t of the quadratic curve from a to c that passes through b at its middle. */
static TmPoint
curve_point(TmPoint a, TmPoint b, TmPoint c, double t)
{
    TmPoint control = {2 * b.x - (a.x + c.x) / 2, 2 * b.y - (a.y + c.y) / 2};
    double u = 1 - t;

    return (TmPoint){u * u * a.x + 2 * u * t * control.x + t * t * c.x,
                     u * u * a.y + 2 * u * t * control.y + t * t * c.y};
}

static gboolean
path_meets_segment(const TmPoint *path, guint n_path, TmPoint a, TmPoint b)
{
    for (guint i = 0; i + 1 < n_path; i++)
        if (segments_meet(path[i], path[i + 1], a, b))
            return TRUE;
    return FALSE;
}

static gboolean
path_meets_curve(const TmPoint *path, guint n_path, const TmPoint *curve)
{
    TmPoint from = curve[0];

    for (guint i = 1; i <= CURVE_PIECES; i++) {
        TmPoint to = curve_point(curve[0], curve[1], curve[2], (double)i / CURVE_PIECES);
        if (path_meets_segment(path, n_path, from, to))
            return TRUE;
        from = to;
    }
    return FALSE;
}

static gboolean
path_meets_line(const TmPoint *path, guint n_path, const TmBoundary *line)
{
    if (line->curve && line->n_points == 3)
        return path_meets_curve(path, n_path, line->points);
    for (guint i = 0; i + 1 < line->n_points; i++)
        if (path_meets_segment(path, n_path, line->points[i], line->points[i + 1]))
            return TRUE;
    return FALSE;
}

static void
cross_lines(TmModel *model, const TmDiagram *diagram, TmFlow *flow)
{
    TmPoint ends[2] = {centre(&flow->source->box), centre(&flow->target->box)};
    gboolean drawn = flow->n_points >= 2;

    if (!drawn && !(flow->source->placed && flow->target->placed))
        return;
    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(diagram->boundaries, i);
        if (boundary->line && boundary->placed &&
            path_meets_line(drawn ? flow->points : ends, drawn ? flow->n_points : 2, boundary))
            add_crossing(model, flow, boundary);
    }
}

/* --- all of it --------------------------------------------------------------------------- */

static int
by_index(gconstpointer a, gconstpointer b)
{
    const TmCrossing *left = *(const TmCrossing *const *)a;
    const TmCrossing *right = *(const TmCrossing *const *)b;
    guint l = left->boundary != NULL ? left->boundary->part.index : G_MAXUINT;
    guint r = right->boundary != NULL ? right->boundary->part.index : G_MAXUINT;

    return l < r ? -1 : l > r;
}

static gboolean
too_many(const GPtrArray *left, const GPtrArray *right, guint most)
{
    return (guint64)left->len * right->len > most;
}

static void
cross_flow(TmModel *model, const TmDiagram *diagram, TmFlow *flow, gboolean lines)
{
    if (diagram->by_points) {
        if (!too_many(diagram->flows, diagram->boundaries, MAX_SLOW_PAIRS))
            cross_by_points(model, diagram, flow);
    } else {
        cross_holders(model, flow, flow->source, flow->target);
        cross_holders(model, flow, flow->target, flow->source);
    }
    if (lines)
        cross_lines(model, diagram, flow);
    g_ptr_array_sort(flow->crossings, by_index);
}

static gboolean
has_lines(const TmDiagram *diagram)
{
    for (guint i = 0; i < diagram->boundaries->len; i++)
        if (((const TmBoundary *)g_ptr_array_index(diagram->boundaries, i))->line)
            return TRUE;
    return FALSE;
}

static void
list_members(const TmDiagram *diagram)
{
    for (guint e = 0; e < diagram->elements->len; e++) {
        TmElement *element = g_ptr_array_index(diagram->elements, e);
        for (guint i = 0; i < element->part.inside->len; i++) {
            TmBoundary *boundary = g_ptr_array_index(element->part.inside, i);
            g_ptr_array_add(boundary->members, element);
        }
    }
}

void
tm_crossing_compute(TmModel *model)
{
    for (guint d = 0; d < model->diagrams->len; d++) {
        TmDiagram *diagram = g_ptr_array_index(model->diagrams, d);
        guint most = diagram->by_points ? MAX_SLOW_PAIRS : MAX_PAIRS;
        gboolean lines = has_lines(diagram) && !too_many(diagram->flows, diagram->boundaries, most);

        list_members(diagram);
        for (guint f = 0; f < diagram->flows->len; f++)
            cross_flow(model, diagram, g_ptr_array_index(diagram->flows, f), lines);
    }
}

/* --- geometric nesting ------------------------------------------------------------------- */

static double
area(const TmBoundary *boundary)
{
    return boundary->placed ? boundary->box.width * boundary->box.height : G_MAXDOUBLE;
}

/* Smaller ones first; of the same size the later one, which is drawn on top. */
static int
by_area(gconstpointer a, gconstpointer b)
{
    const TmBoundary *left = *(const TmBoundary *const *)a;
    const TmBoundary *right = *(const TmBoundary *const *)b;

    if (area(left) != area(right))
        return area(left) < area(right) ? -1 : 1;
    return left->part.index > right->part.index ? -1 : left->part.index < right->part.index;
}

static GPtrArray *
placed_boxes(TmModel *model, const TmDiagram *diagram)
{
    GPtrArray *boxes = tm_pool_array(&model->pool);

    for (guint i = 0; i < diagram->boundaries->len; i++) {
        TmBoundary *boundary = g_ptr_array_index(diagram->boundaries, i);
        if (boundary->placed && !boundary->line)
            g_ptr_array_add(boxes, boundary);
    }
    g_ptr_array_sort(boxes, by_area);
    return boxes;
}

static void
nest_element(TmElement *element, const GPtrArray *boxes)
{
    TmPoint middle = centre(&element->box);

    for (guint i = 0; i < boxes->len && element->part.inside->len < MAX_DEPTH; i++) {
        TmBoundary *boundary = g_ptr_array_index(boxes, i);
        if (box_holds(&boundary->box, middle))
            tm_model_put_inside(&element->part, boundary);
    }
    g_ptr_array_sort(element->part.inside, by_area);
}

static gboolean
box_holds_box(const TmBoundary *outer, const TmBoundary *inner)
{
    TmPoint end = {inner->box.x + inner->box.width, inner->box.y + inner->box.height};

    return area(outer) > area(inner) && box_holds(&outer->box, end) &&
           box_holds(&outer->box, (TmPoint){inner->box.x, inner->box.y});
}

static void
nest_boundary(TmBoundary *inner, const GPtrArray *boxes)
{
    for (guint i = 0; i < boxes->len && inner->part.inside->len < MAX_DEPTH; i++) {
        TmBoundary *outer = g_ptr_array_index(boxes, i);
        if (box_holds_box(outer, inner))
            tm_model_put_inside(&inner->part, outer);
    }
    g_ptr_array_sort(inner->part.inside, by_area);
}

void
tm_crossing_nest(TmModel *model, TmDiagram *diagram)
{
    GPtrArray *boxes = placed_boxes(model, diagram);

    if (too_many(diagram->elements, boxes, MAX_PAIRS) || too_many(boxes, boxes, MAX_PAIRS))
        return;
    for (guint i = 0; i < boxes->len; i++)
        nest_boundary(g_ptr_array_index(boxes, i), boxes);
    for (guint i = 0; i < diagram->elements->len; i++) {
        TmElement *element = g_ptr_array_index(diagram->elements, i);
        if (element->placed)
            nest_element(element, boxes);
    }
}
