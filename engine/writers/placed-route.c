/* The paths of flows: through the way points of the author, and where he left the way to his
 * program about as that would go; from border to border. */
#include <math.h>
#include <string.h>

#include "placed-own.h"

#define STEPS 20    /* of a curve */
#define STUB 14     /* points, by which a loop stands out */
#define APART 12    /* points between lines that would cover each other */
#define HALVINGS 24 /* to find a border */

typedef struct {
    const TmPlaced *placed;
    const TmPlacedPart *from;
    const TmPlacedPart *to;
    GArray *path; /* TmPoint */
} Route;

static TmPoint
scaled(const TmPlaced *placed, TmPoint point)
{
    return (TmPoint){point.x * placed->scale, point.y * placed->scale};
}

static TmPoint
centre_of(TmBox box)
{
    return (TmPoint){box.x + box.width / 2, box.y + box.height / 2};
}

static TmPoint
between(TmPoint a, TmPoint b, double part)
{
    return (TmPoint){a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
}

void
tm_placed_add(GArray *path, double x, double y)
{
    const TmPoint point = {x, y};
    const TmPoint *last = path->len > 0 ? &g_array_index(path, TmPoint, path->len - 1) : NULL;

    if (last == NULL || fabs(last->x - x) > 0.01 || fabs(last->y - y) > 0.01)
        g_array_append_val(path, point);
}

/* A quadratic curve from the last point. */
static void
add_curve(GArray *path, TmPoint control, TmPoint to)
{
    const TmPoint from = g_array_index(path, TmPoint, path->len - 1);

    for (guint i = 1; i <= STEPS; i++) {
        const double part = (double)i / STEPS;
        const TmPoint at = between(between(from, control, part), between(control, to, part), part);
        tm_placed_add(path, at.x, at.y);
    }
}

/* --- curves and straight lines ------------------------------------------------------------ */

/* Way points pull the line without being on it. */
static void
route_curved(const Route *route, const TmPoint *points, guint count)
{
    tm_placed_add(route->path, points[0].x, points[0].y);
    for (guint i = 1; i + 1 < count; i++) {
        const gboolean last = i + 2 == count;
        add_curve(route->path, points[i],
                  last ? points[i + 1] : between(points[i], points[i + 1], 0.5));
    }
    tm_placed_add(route->path, points[count - 1].x, points[count - 1].y);
}

/* The curve of Microsoft's tool, and of boundaries: through its handle. */
static void
route_handle(GArray *path, const TmPoint *points)
{
    const TmPoint middle = between(points[0], points[2], 0.5);

    tm_placed_add(path, points[0].x, points[0].y);
    add_curve(path, between(middle, points[1], 2), points[2]);
}

static void
route_straight(const Route *route, const TmPoint *points, guint count)
{
    for (guint i = 0; i < count; i++)
        tm_placed_add(route->path, points[i].x, points[i].y);
}

static void
route_angles(const Route *route, const TmFlow *flow, TmPoint *points, guint count)
{
    g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(TmPoint));

    tm_placed_angles(path, route->from, route->to, points, count);
    if (path->len > 2 && tm_part_saw(&flow->part, "line curved"))
        route_curved(route, (const TmPoint *)(gconstpointer)path->data, path->len);
    else
        g_array_append_vals(route->path, path->data, path->len);
}

static void
route_loop(const Route *route)
{
    const TmBox box = route->from->box;
    const double right = box.x + box.width;

    tm_placed_add(route->path, right - MIN(APART, box.width / 2), box.y);
    tm_placed_add(route->path, right - MIN(APART, box.width / 2), box.y - STUB);
    tm_placed_add(route->path, right + STUB, box.y - STUB);
    tm_placed_add(route->path, right + STUB, box.y + MIN(APART, box.height / 2));
    tm_placed_add(route->path, right, box.y + MIN(APART, box.height / 2));
}

/* --- borders ------------------------------------------------------------------------------ */

static gboolean
is_in(const TmPlacedPart *element, TmPoint at)
{
    const TmBox box = element->box;
    const TmPoint centre = centre_of(box);
    const double dx = box.width > 0 ? (at.x - centre.x) / (box.width / 2) : 2;
    const double dy = box.height > 0 ? (at.y - centre.y) / (box.height / 2) : 2;

    if (element->form == TM_FORM_ELLIPSE)
        return dx * dx + dy * dy <= 1;
    return fabs(dx) <= 1 && fabs(dy) <= 1;
}

static TmPoint
border_between(const TmPlacedPart *element, TmPoint outside, TmPoint inside)
{
    for (guint i = 0; i < HALVINGS; i++) {
        const TmPoint middle = between(outside, inside, 0.5);
        if (is_in(element, middle))
            inside = middle;
        else
            outside = middle;
    }
    return outside;
}

/* Where a line that ends before @element meets it: straight ahead, else by way of its centre. */
static TmPoint
reach(const TmPlacedPart *element, const TmPoint *points, guint count)
{
    const TmPoint end = points[count - 1];
    const TmPoint before = points[count - 2];
    const TmPoint centre = centre_of(element->box);
    const double step = hypot(end.x - before.x, end.y - before.y);
    const double part = step > 0 ? hypot(centre.x - end.x, centre.y - end.y) / step : 0;
    const TmPoint ahead = between(before, end, 1 + part);

    return is_in(element, ahead) ? ahead : centre;
}

/* Takes away what lies inside of the shape at the end of the path; one that ends close before it
 * goes on to it. */
static void
clip_end(GArray *path, const TmPlacedPart *element)
{
    TmPoint *points = (TmPoint *)(gpointer)path->data;
    guint i = path->len - 1;

    if (!is_in(element, points[i])) {
        const TmPoint at = reach(element, points, path->len);
        tm_placed_add(path, at.x, at.y);
        points = (TmPoint *)(gpointer)path->data;
        i = path->len - 1;
    }
    while (i > 0 && is_in(element, points[i]))
        i--;
    if (i + 1 == path->len || is_in(element, points[i]))
        return;
    points[i + 1] = border_between(element, points[i], points[i + 1]);
    g_array_set_size(path, i + 2);
}

static void
turn_round(GArray *path)
{
    TmPoint *points = (TmPoint *)(gpointer)path->data;

    for (guint i = 0; i < path->len / 2; i++) {
        const TmPoint swap = points[i];
        points[i] = points[path->len - 1 - i];
        points[path->len - 1 - i] = swap;
    }
}

static void
clip(const Route *route)
{
    if (route->from == route->to || route->path->len < 2)
        return;
    clip_end(route->path, route->to);
    turn_round(route->path);
    clip_end(route->path, route->from);
    turn_round(route->path);
}

/* --- all flows ---------------------------------------------------------------------------- */

/* The points of the author; of two shapes without a line their centres. */
static TmPoint *
own_points(const Route *route, const TmFlow *flow, guint *count)
{
    const gboolean drawn = flow->n_points >= 2 && route->placed->layout == NULL;
    TmPoint *points;

    *count = drawn ? flow->n_points : 2;
    points = g_new(TmPoint, *count);
    for (guint i = 0; drawn && i < *count; i++)
        points[i] = scaled(route->placed, flow->points[i]);
    if (!drawn) {
        points[0] = centre_of(route->from->box);
        points[1] = centre_of(route->to->box);
    }
    return points;
}

/* Lines between the same two shapes stand apart. @number: of those before it. */
static void
shift(TmPoint *points, guint number)
{
    const double length = hypot(points[1].x - points[0].x, points[1].y - points[0].y);
    const double away = (number % 2 == 1 ? 1.0 : -1.0) * ((number + 1) / 2) * APART;

    for (guint i = 0; length > 0 && number > 0 && i < 2; i++) {
        const double dx = (points[1].y - points[0].y) / length * away;
        const double dy = (points[0].x - points[1].x) / length * away;
        points[i].x += fabs(dx) < 0.5 * fabs(away) ? 0 : dx;
        points[i].y += fabs(dx) < 0.5 * fabs(away) ? dy : 0;
    }
}

/* Whether the line may end anywhere: nobody pinned its ends or led it around. */
static gboolean
is_loose(const Route *route, const TmPoint *points, guint count)
{
    return count == 2 &&
           tm_placed_is_free(route->from->box, points[0], centre_of(route->to->box)) &&
           tm_placed_is_free(route->to->box, points[1], centre_of(route->from->box));
}

/* Returns how many loose flows were drawn between the same elements before. */
static guint
count_pair(GHashTable *pairs, const TmFlow *flow)
{
    const guint a = flow->source->part.index;
    const guint b = flow->target->part.index;
    char *key = g_strdup_printf("%u %u", MIN(a, b), MAX(a, b));
    const guint before = GPOINTER_TO_UINT(g_hash_table_lookup(pairs, key));

    g_hash_table_insert(pairs, key, GUINT_TO_POINTER(before + 1));
    return before;
}

static void
route_flow(const Route *route, const TmFlow *flow, GHashTable *pairs)
{
    guint count;
    g_autofree TmPoint *points = own_points(route, flow, &count);
    const gboolean tm7 = strcmp(route->placed->report->model->format, "tm7") == 0;
    const guint before = is_loose(route, points, count) ? count_pair(pairs, flow) : 0;

    if (flow->source == flow->target && count == 2)
        route_loop(route);
    else if (tm7 && count == 3)
        route_handle(route->path, points);
    else if (before == 0 && tm_part_saw(&flow->part, "line orthogonal"))
        route_angles(route, flow, points, count);
    else if (count > 2 && tm_part_saw(&flow->part, "line curved"))
        route_curved(route, points, count);
    else {
        if (before > 0)
            shift(points, before);
        route_straight(route, points, count);
    }
    clip(route);
}

static void
keep_path(TmPlaced *placed, TmPlacedPart *part, const GArray *path)
{
    if (path->len == 0)
        return;
    part->n_path = path->len;
    part->path = tm_pool_new_n(&placed->pool, TmPoint, path->len);
    memcpy(part->path, path->data, path->len * sizeof(TmPoint));
}

static void
route_flows(TmPlaced *placed)
{
    g_autoptr(GHashTable) pairs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(TmPoint));

    for (guint i = 0; i < placed->diagram->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(placed->diagram->flows, i);
        const Route route = {placed, &placed->elements[flow->source->part.index],
                             &placed->elements[flow->target->part.index], path};

        if (tm_dot_plan_arrow(placed->diagram, flow) != flow)
            continue;
        g_array_set_size(path, 0);
        route_flow(&route, flow, pairs);
        keep_path(placed, &placed->flows[i], path);
    }
}

static void
route_line(TmPlaced *placed, const TmBoundary *boundary, GArray *path)
{
    g_autofree TmPoint *points = g_new(TmPoint, boundary->n_points);

    for (guint i = 0; i < boundary->n_points; i++)
        points[i] = scaled(placed, boundary->points[i]);
    g_array_set_size(path, 0);
    if (boundary->curve && boundary->n_points == 3)
        route_handle(path, points);
    else
        g_array_append_vals(path, points, boundary->n_points);
    keep_path(placed, &placed->boundaries[boundary->part.index], path);
}

void
tm_placed_route(TmPlaced *placed)
{
    g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(TmPoint));

    for (guint i = 0; i < placed->diagram->boundaries->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(placed->diagram->boundaries, i);
        if (placed->layout == NULL && boundary->placed && boundary->line)
            route_line(placed, boundary, path);
    }
    route_flows(placed);
}
