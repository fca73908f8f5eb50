/* Two shapes of draw.io are arcs. `requiredInterface` is half an ellipse, open to its left.
 * `mxgraph.basic.arc` is the piece of an ellipse from startAngle to endAngle, in turns from the
 * top, the way of the clock. Both are turned about the centre of their cell. */
#include <math.h>
#include <string.h>

#include "drawio-arc.h"
#include "drawio-grid.h"

#define INTERFACE "requiredInterface"
#define PIECE "mxgraph.basic.arc"
/* What draw.io takes where the style does not say. */
#define START 0.3
#define END 0.1

gboolean
tm_drawio_is_arc(const DrawioCell *cell)
{
    return cell->vertex &&
           (strcmp(cell->style->shape, INTERFACE) == 0 || strcmp(cell->style->shape, PIECE) == 0);
}

/* @x and @y are relative to the centre of the cell, before it is turned. */
static TmPoint
turned(const DrawioCell *cell, double x, double y)
{
    const TmPoint centre = {cell->at.x + cell->at.width / 2, cell->at.y + cell->at.height / 2};
    const double angle = cell->style->rotation * G_PI / 180;

    return (TmPoint){centre.x + x * cos(angle) - y * sin(angle),
                     centre.y + x * sin(angle) + y * cos(angle)};
}

static void
bend_interface(const DrawioCell *cell, TmPoint *points)
{
    const double open = cell->box.width / (tm_drawio_style_on(cell->style, "flipH") ? 2 : -2);
    const double half = cell->box.height / 2;

    points[0] = turned(cell, open, -half);
    points[1] = turned(cell, -open, 0);
    points[2] = turned(cell, open, half);
}

static TmPoint
at_turn(const DrawioCell *cell, double turn)
{
    return turned(cell, sin(2 * G_PI * turn) * cell->box.width / 2,
                  -cos(2 * G_PI * turn) * cell->box.height / 2);
}

static void
bend_piece(const DrawioCell *cell, TmPoint *points)
{
    const double start = CLAMP(tm_drawio_style_number(cell->style, "startAngle", START), 0, 1);
    double end = CLAMP(tm_drawio_style_number(cell->style, "endAngle", END), 0, 1);

    if (end < start)
        end++;
    points[0] = at_turn(cell, start);
    points[1] = at_turn(cell, (start + end) / 2);
    points[2] = at_turn(cell, end);
}

void
tm_drawio_draw_arc(DrawioPage *page, const DrawioCell *cell, TmBoundary *boundary)
{
    TmPoint *points = tm_pool_new_n(&page->model->pool, TmPoint, 3);

    if (strcmp(cell->style->shape, INTERFACE) == 0)
        bend_interface(cell, points);
    else
        bend_piece(cell, points);
    boundary->line = TRUE;
    boundary->curve = TRUE;
    boundary->points = points;
    boundary->n_points = 3;
}
