/* Where labels of boundaries and flows go. */
#include <math.h>

#include "placed-try.h"

#define EDGE 3  /* points between a frame and its label */
#define FREE 84 /* points: how wide a label of a line may be */
#define GAP 2   /* points, from a flow to its label beside it */
#define REACH 5 /* steps from a flow to its label */
#define STEP 9  /* points */

static const TmWay flow_ways[] = {
    {TM_OUTSIDE, 8, 110, TM_CHIPS_ALL, FALSE, 0},  {TM_OUTSIDE, 8, 70, TM_CHIPS_ALL, FALSE, 0.1},
    {TM_OUTSIDE, 8, 70, TM_CHIPS_FEW, FALSE, 0.3}, {TM_OUTSIDE, 7, 60, TM_CHIPS_FEW, TRUE, 0.8},
    {TM_OUTSIDE, 7, 60, TM_CHIPS_NONE, TRUE, 3},
};

static const TmWay boundary_ways[] = {
    {TM_OUTSIDE, 9, 0, TM_CHIPS_ALL, FALSE, 0},
    {TM_OUTSIDE, 8, 0, TM_CHIPS_ALL, TRUE, 0.3},
    {TM_OUTSIDE, 7, 0, TM_CHIPS_NONE, TRUE, 1},
};

/* --- boundaries --------------------------------------------------------------------------- */

static gboolean
try_in_box(const TmPlaced *placed, TmPlacedPart *part)
{
    const TmBox box = part->box;
    TmPlacedLabel *label = &part->label;
    const TmBox *at = &label->at;
    const double left = box.x + 2 * EDGE;
    const double right = box.x + box.width - at->width - 2 * EDGE;
    const double middle = (left + right) / 2;
    const double top = box.y + EDGE;
    const double bottom = box.y + box.height - at->height - EDGE;

    return tm_placed_try(placed, part, label, left, top) ||
           tm_placed_try(placed, part, label, middle, top) ||
           tm_placed_try(placed, part, label, right, top) ||
           tm_placed_try(placed, part, label, left, bottom) ||
           tm_placed_try(placed, part, label, right, bottom) ||
           tm_placed_try(placed, part, label, middle, bottom) ||
           tm_placed_try(placed, part, label, left, box.y - at->height - 1) ||
           tm_placed_try(placed, part, label, right, box.y - at->height - 1) ||
           tm_placed_try(placed, part, label, left, box.y + box.height + 1) ||
           tm_placed_try(placed, part, label, right, box.y + box.height + 1);
}

static gboolean
try_at_line(const TmPlaced *placed, TmPlacedPart *part)
{
    TmPlacedLabel *label = &part->label;
    const TmBox *at = &label->at;

    for (guint i = 0; i < part->n_path; i++) {
        const TmPoint end = part->path[i];
        if (tm_placed_try(placed, part, label, end.x + EDGE, end.y - at->height / 2) ||
            tm_placed_try(placed, part, label, end.x - at->width - EDGE, end.y - at->height / 2) ||
            tm_placed_try(placed, part, label, end.x - at->width / 2, end.y - at->height - EDGE) ||
            tm_placed_try(placed, part, label, end.x - at->width / 2, end.y + EDGE))
            return TRUE;
    }
    return FALSE;
}

void
tm_placed_label_boundary(TmPlaced *placed, TmPlacedPart *part)
{
    for (gsize i = 0; i < G_N_ELEMENTS(boundary_ways); i++) {
        const TmWay *way = &boundary_ways[i];
        const double width = part->n_path > 0 ? FREE : MAX(part->box.width - 4 * EDGE, FREE);

        if (!tm_placed_write(part, way, way->chips, width))
            continue;
        if (part->n_path > 0 ? try_at_line(placed, part) : try_in_box(placed, part)) {
            tm_placed_keep(placed, part, way);
            return;
        }
    }
}

/* --- flows -------------------------------------------------------------------------------- */

static double
length_of(const TmPlacedPart *part)
{
    double length = 0;

    for (guint i = 1; i < part->n_path; i++)
        length +=
            hypot(part->path[i].x - part->path[i - 1].x, part->path[i].y - part->path[i - 1].y);
    return length;
}

/* The point @part of the way along, and which way the path goes there. */
static TmPoint
point_at(const TmPlacedPart *flow, double part, TmPoint *along)
{
    double left = length_of(flow) * part;

    *along = (TmPoint){1, 0};
    for (guint i = 1; i < flow->n_path; i++) {
        const TmPoint a = flow->path[i - 1];
        const TmPoint b = flow->path[i];
        const double length = hypot(b.x - a.x, b.y - a.y);

        if (length > 0)
            *along = (TmPoint){(b.x - a.x) / length, (b.y - a.y) / length};
        if (left <= length && length > 0)
            return (TmPoint){a.x + along->x * left, a.y + along->y * left};
        left -= length;
    }
    return flow->path[flow->n_path - 1];
}

static gboolean
covers_an_end(const TmPlacedPart *flow, double x, double y)
{
    const TmBox at = {x - STEP, y - STEP, flow->label.at.width + 2 * STEP,
                      flow->label.at.height + 2 * STEP};
    const TmPoint last = flow->path[flow->n_path - 1];

    return tm_box_holds(at, (TmBox){flow->path[0].x, flow->path[0].y, 0, 0}) ||
           tm_box_holds(at, (TmBox){last.x, last.y, 0, 0});
}

static gboolean
try_on_line(const TmPlaced *placed, TmPlacedPart *flow, double part)
{
    TmPoint along;
    const TmPoint at = point_at(flow, part, &along);
    const double x = at.x - flow->label.at.width / 2;
    const double y = at.y - flow->label.at.height / 2;

    return !covers_an_end(flow, x, y) && tm_placed_try(placed, flow, &flow->label, x, y);
}

/* @step: how far from the line, to both of its sides. */
static gboolean
try_beside_line(const TmPlaced *placed, TmPlacedPart *flow, double part, guint step)
{
    const double width = flow->label.at.width;
    const double height = flow->label.at.height;
    TmPoint along;
    const TmPoint at = point_at(flow, part, &along);
    const double away = (fabs(along.y) * width + fabs(along.x) * height) / 2 + GAP + step * STEP;
    const double dx = along.y * away;
    const double dy = -along.x * away;
    const double sign = dy > 0 || (dy == 0 && dx < 0) ? -1 : 1;

    return tm_placed_try(placed, flow, &flow->label, at.x + sign * dx - width / 2,
                         at.y + sign * dy - height / 2) ||
           tm_placed_try(placed, flow, &flow->label, at.x - sign * dx - width / 2,
                         at.y - sign * dy - height / 2);
}

static gboolean
try_at_flow(const TmPlaced *placed, TmPlacedPart *flow)
{
    static const double parts[] = {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9};

    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
        if (try_on_line(placed, flow, parts[i]))
            return TRUE;
    for (guint step = 0; step < REACH; step++)
        for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
            if (try_beside_line(placed, flow, parts[i], step))
                return TRUE;
    return FALSE;
}

void
tm_placed_label_flow(TmPlaced *placed, TmPlacedPart *flow)
{
    for (gsize i = 0; flow->n_path > 1 && i < G_N_ELEMENTS(flow_ways); i++) {
        const TmWay *way = &flow_ways[i];
        if (tm_placed_write(flow, way, way->chips, way->width) && try_at_flow(placed, flow)) {
            tm_placed_keep(placed, flow, way);
            return;
        }
    }
}
