/* What an edge joins. An end that is drawn on a text, an icon or a group belongs to the element of
 * which that is part; a loose end belongs to the smallest element that it touches. */
#include <math.h>

#include "drawio-end.h"
#include "drawio-look.h"
#include "drawio-name.h"

#define REACH 10 /* pixels between a loose end and what it means */
#define AIM 12   /* pixels of a step towards what an edge points at */
#define STEPS 2  /* the most of them */
#define LABEL 20 /* height of a label below an icon */
#define MAX_OWNERS 8

struct DrawioEnds {
    DrawioPage *page;
    DrawioGrid *grid;
};

DrawioEnds *
tm_drawio_ends_new(DrawioPage *page)
{
    DrawioEnds *ends = g_new0(DrawioEnds, 1);

    ends->page = page;
    ends->grid = tm_drawio_grid_new(page->cells);
    for (guint i = 0; i < page->cells->len; i++) {
        DrawioCell *cell = g_ptr_array_index(page->cells, i);
        DrawioCell *parent = cell->parent;
        if (cell->role != DRAWIO_ELEMENT || parent == NULL || parent->role != DRAWIO_NOTHING)
            continue;
        parent->n_inside++;
        parent->inside = cell;
    }
    return ends;
}

void
tm_drawio_ends_free(DrawioEnds *ends)
{
    tm_drawio_grid_free(ends->grid);
    g_free(ends);
}

/* --- the path ----------------------------------------------------------------------------- */

static TmPoint
anchor(const DrawioCell *edge, const DrawioCell *cell, const char *x_key, const char *y_key,
       TmPoint towards)
{
    const TmPoint centre = tm_drawio_box_centre(cell->at);
    const gboolean pinned = edge->style->pinned;
    const double x = pinned ? tm_drawio_style_number(edge->style, x_key, -1) : -1;
    const double y = pinned ? tm_drawio_style_number(edge->style, y_key, -1) : -1;
    const double dx = towards.x - centre.x;
    const double dy = towards.y - centre.y;
    double scale = 1;

    if (x >= 0 && x <= 1 && y >= 0 && y <= 1)
        return (TmPoint){cell->at.x + x * cell->at.width, cell->at.y + y * cell->at.height};
    if (fabs(dx) > 0)
        scale = MIN(scale, cell->at.width / 2 / fabs(dx));
    if (fabs(dy) > 0)
        scale = MIN(scale, cell->at.height / 2 / fabs(dy));
    return (TmPoint){centre.x + dx * scale, centre.y + dy * scale};
}

static TmPoint
rough_end(const DrawioCell *edge, const DrawioCell *cell, TmPoint loose)
{
    return cell != NULL ? tm_drawio_box_centre(cell->at) : tm_drawio_page_point(edge, loose);
}

TmPoint *
tm_drawio_path(TmPool *pool, const DrawioCell *edge, guint *count)
{
    const guint last = edge->n_way + 1;
    TmPoint *points = tm_pool_new_n(pool, TmPoint, (gsize)last + 1);

    points[0] = rough_end(edge, edge->source, edge->source_point);
    points[last] = rough_end(edge, edge->target, edge->target_point);
    for (guint i = 0; i < edge->n_way; i++)
        points[i + 1] = tm_drawio_page_point(edge, edge->way[i]);
    if (edge->source != NULL && edge->source->vertex)
        points[0] = anchor(edge, edge->source, "exitX", "exitY", points[1]);
    if (edge->target != NULL && edge->target->vertex)
        points[last] = anchor(edge, edge->target, "entryX", "entryY", points[last - 1]);
    *count = last + 1;
    return points;
}

/* --- what an end belongs to --------------------------------------------------------------- */

/* Returns the element of which @cell is a part, the boundary that it is, or NULL. */
static DrawioCell *
belongs_to(DrawioCell *cell)
{
    for (guint i = 0; cell != NULL && i < MAX_OWNERS; i++) {
        if (cell->role == DRAWIO_ELEMENT || cell->role == DRAWIO_BOUNDARY)
            return cell;
        if (cell->vertex && cell->role == DRAWIO_NOTHING && cell->n_inside == 1)
            return cell->inside;
        cell = cell->owner != NULL ? cell->owner : cell->parent;
    }
    return NULL;
}

typedef struct {
    TmPoint point;
    const DrawioCell *other; /* at the other end: not meant again */
    DrawioCell *best;
    double distance;
} Search;

/* An icon has its label below. */
static double
distance_to(const DrawioCell *cell, TmPoint point)
{
    const char *position = tm_drawio_style_value(cell->style, "verticalLabelPosition");
    TmBox box = cell->at;

    if (g_strcmp0(position, "bottom") == 0 && *tm_drawio_name(cell) != '\0')
        box.height += LABEL;
    return tm_drawio_box_distance(box, point);
}

static void
consider(DrawioCell *cell, gpointer data)
{
    Search *search = data;
    DrawioCell *meant = cell->role == DRAWIO_BOUNDARY ? NULL : belongs_to(cell);
    const double distance = distance_to(cell, search->point);
    const double best = search->distance;

    if (meant == NULL || meant == search->other || meant->role != DRAWIO_ELEMENT ||
        distance > REACH || (cell->role == DRAWIO_DECORATION && cell->owner == NULL))
        return;
    if (search->best != NULL &&
        (distance > best || (distance == best &&
                             tm_drawio_box_area(cell->at) >= tm_drawio_box_area(search->best->at))))
        return;
    search->best = meant;
    search->distance = distance;
}

static DrawioCell *
snap(DrawioEnds *ends, TmPoint point, const DrawioCell *other)
{
    Search search = {point, other, NULL, 0};
    const TmBox box = {point.x - REACH, point.y - REACH - LABEL, 2 * REACH, 2 * REACH + LABEL};

    tm_drawio_grid_visit(ends->grid, box, consider, &search);
    return search.best;
}

/* The point next to an end of the edge. */
static TmPoint
before_end(const DrawioCell *edge, gboolean at_target)
{
    if (edge->n_way > 0)
        return tm_drawio_page_point(edge, edge->way[at_target ? edge->n_way - 1 : 0]);
    return at_target ? rough_end(edge, edge->source, edge->source_point)
                     : rough_end(edge, edge->target, edge->target_point);
}

/* What a loose end touches, else what it points at closely. */
static DrawioCell *
aim(DrawioEnds *ends, const DrawioCell *edge, gboolean at_target, const DrawioCell *other)
{
    const TmPoint end =
        tm_drawio_page_point(edge, at_target ? edge->target_point : edge->source_point);
    const TmPoint before = before_end(edge, at_target);
    const double length = hypot(end.x - before.x, end.y - before.y);
    DrawioCell *found = snap(ends, end, other);

    for (guint i = 1; found == NULL && i <= STEPS && length > 0; i++) {
        const double part = AIM * i / length;
        const TmPoint at = {end.x + (end.x - before.x) * part, end.y + (end.y - before.y) * part};
        found = snap(ends, at, other);
    }
    return found;
}

static void
count_end(DrawioGrid *grid, TmPoint point)
{
    Search search = {point, NULL, NULL, 0};
    const TmBox box = {point.x - REACH, point.y - REACH, 2 * REACH, 2 * REACH};

    tm_drawio_grid_visit(grid, box, consider, &search);
    if (search.best != NULL)
        search.best->n_edges++;
}

void
tm_drawio_count_loose_ends(DrawioPage *page, DrawioGrid *grid)
{
    for (guint i = 0; i < page->cells->len; i++) {
        const DrawioCell *cell = g_ptr_array_index(page->cells, i);
        if (!cell->edge || (cell->source == NULL && cell->target == NULL))
            continue;
        if (cell->source == NULL && cell->has_source_point)
            count_end(grid, tm_drawio_page_point(cell, cell->source_point));
        if (cell->target == NULL && cell->has_target_point)
            count_end(grid, tm_drawio_page_point(cell, cell->target_point));
    }
}

gboolean
tm_drawio_joins(DrawioEnds *ends, const DrawioCell *edge)
{
    DrawioCell *from = snap(ends, tm_drawio_page_point(edge, edge->source_point), NULL);

    return from != NULL && snap(ends, tm_drawio_page_point(edge, edge->target_point), from) != NULL;
}

static void
count_element(DrawioCell *cell, gpointer data)
{
    DrawioCell *boundary = data;

    if (cell->role != DRAWIO_ELEMENT || !tm_drawio_is_inside(cell, boundary))
        return;
    boundary->n_inside++;
    boundary->inside = cell;
}

/* A flow to a boundary is one to the element inside, where there is just one. */
static DrawioCell *
only_element(DrawioEnds *ends, DrawioCell *boundary)
{
    if (!boundary->counted) {
        boundary->counted = TRUE;
        boundary->n_inside = 0;
        tm_drawio_grid_visit(ends->grid, boundary->at, count_element, boundary);
    }
    return boundary->n_inside == 1 ? boundary->inside : NULL;
}

/* An edge that ends on another edge goes where that one goes, or comes from where it comes. */
static DrawioCell *
follow(DrawioEnds *ends, const DrawioCell *edge, gboolean at_target, const DrawioCell *other)
{
    for (guint i = 0; i < MAX_OWNERS; i++) {
        DrawioCell *named = at_target ? edge->target : edge->source;
        const gboolean has_point = at_target ? edge->has_target_point : edge->has_source_point;
        if (named == NULL)
            return has_point ? aim(ends, edge, at_target, other) : NULL;
        if (!named->edge)
            return named;
        edge = named;
    }
    return NULL;
}

static DrawioCell *
end_of(DrawioEnds *ends, const DrawioCell *edge, gboolean at_target, const DrawioCell *other)
{
    DrawioCell *named = follow(ends, edge, at_target, other);
    DrawioCell *found = belongs_to(named);

    if (named != NULL && found == NULL && named->vertex)
        return snap(ends, tm_drawio_box_centre(named->at), other);
    return found;
}

/* The element on the border of a boundary that an edge is drawn to. */
static DrawioCell *
element_at_border(DrawioEnds *ends, const DrawioCell *edge, gboolean at_target,
                  const DrawioCell *other)
{
    guint count;
    const TmPoint *points = tm_drawio_path(ends->page->pool, edge, &count);

    return snap(ends, points[at_target ? count - 1 : 0], other);
}

static gboolean
enter(DrawioEnds *ends, const DrawioCell *edge, gboolean at_target, DrawioCell **end,
      const DrawioCell *other)
{
    DrawioCell *boundary = *end;

    if (boundary == NULL || boundary->role != DRAWIO_BOUNDARY)
        return TRUE;
    *end = only_element(ends, boundary);
    if (*end == NULL && edge->style->pinned)
        *end = element_at_border(ends, edge, at_target, other);
    if (*end == NULL)
        tm_drawio_note(ends->page, "H24", edge, "the flow \"%s\" ends on the boundary \"%s\"",
                       tm_drawio_cell_name(edge), tm_drawio_cell_name(boundary));
    return *end != NULL;
}

gboolean
tm_drawio_find_ends(DrawioEnds *ends, DrawioCell *edge, DrawioCell **from, DrawioCell **to)
{
    const gboolean loop = edge->source != NULL && edge->source == edge->target;

    *from = end_of(ends, edge, FALSE, NULL);
    *to = end_of(ends, edge, TRUE, loop ? NULL : *from);
    if (*from == NULL && *to != NULL)
        *from = end_of(ends, edge, FALSE, *to);
    return enter(ends, edge, FALSE, from, *to) && enter(ends, edge, TRUE, to, *from);
}
