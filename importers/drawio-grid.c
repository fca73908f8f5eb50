/* A uniform grid over the page. Each bucket lists the vertices that touch it. */
#include <math.h>

#include "drawio-grid.h"

#define MAX_SIDE 256
#define MAX_BUCKETS_OF_ONE 64 /* larger ones are in a list of their own */
#define MAX_VISITS 40000000

struct DrawioGrid {
    GPtrArray *cells; /* those in the grid */
    TmBox extent;
    guint side;
    GArray **buckets; /* guint: positions in @cells; NULL: empty */
    GArray *large;
    guint *seen; /* for each of @cells the last query that met it */
    guint query;
    guint visits;
};

typedef struct {
    guint left;
    guint top;
    guint right;
    guint bottom;
} Range;

gboolean
tm_drawio_box_holds(TmBox box, TmPoint point)
{
    return point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y &&
           point.y <= box.y + box.height;
}

double
tm_drawio_box_distance(TmBox box, TmPoint point)
{
    const double x = MAX(MAX(box.x - point.x, point.x - box.x - box.width), 0);
    const double y = MAX(MAX(box.y - point.y, point.y - box.y - box.height), 0);

    return hypot(x, y);
}

double
tm_drawio_box_area(TmBox box)
{
    return box.width * box.height;
}

TmPoint
tm_drawio_box_centre(TmBox box)
{
    return (TmPoint){box.x + box.width / 2, box.y + box.height / 2};
}

gboolean
tm_drawio_box_meets(TmBox a, TmBox b)
{
    return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height &&
           b.y <= a.y + a.height;
}

TmBox
tm_drawio_box_grown(TmBox box, double by)
{
    return (TmBox){box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by};
}

double
tm_drawio_box_share(TmBox a, TmBox b)
{
    const double width = MIN(a.x + a.width, b.x + b.width) - MAX(a.x, b.x);
    const double height = MIN(a.y + a.height, b.y + b.height) - MAX(a.y, b.y);
    const double area = tm_drawio_box_area(a);

    if (width < 0 || height < 0)
        return 0;
    return area > 0 ? width * height / area : 1;
}

static guint
index_of(double at, double from, double size, guint side)
{
    const double index = size > 0 ? floor((at - from) / size * side) : 0;

    return (guint)CLAMP(index, 0, side - 1);
}

static Range
range_of(const DrawioGrid *grid, TmBox box)
{
    const TmBox all = grid->extent;

    return (Range){index_of(box.x, all.x, all.width, grid->side),
                   index_of(box.y, all.y, all.height, grid->side),
                   index_of(box.x + box.width, all.x, all.width, grid->side),
                   index_of(box.y + box.height, all.y, all.height, grid->side)};
}

static void
add_to_bucket(GArray **bucket, guint position)
{
    if (*bucket == NULL)
        *bucket = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_val(*bucket, position);
}

static void
insert(DrawioGrid *grid, guint position)
{
    const DrawioCell *cell = g_ptr_array_index(grid->cells, position);
    const Range range = range_of(grid, cell->at);
    const guint count = (range.right - range.left + 1) * (range.bottom - range.top + 1);

    if (count > MAX_BUCKETS_OF_ONE) {
        g_array_append_val(grid->large, position);
        return;
    }
    for (guint y = range.top; y <= range.bottom; y++)
        for (guint x = range.left; x <= range.right; x++)
            add_to_bucket(&grid->buckets[y * grid->side + x], position);
}

static void
extend(DrawioGrid *grid, TmBox box)
{
    TmBox *all = &grid->extent;
    const double right = MAX(all->x + all->width, box.x + box.width);
    const double bottom = MAX(all->y + all->height, box.y + box.height);

    all->x = MIN(all->x, box.x);
    all->y = MIN(all->y, box.y);
    all->width = right - all->x;
    all->height = bottom - all->y;
}

DrawioGrid *
tm_drawio_grid_new(const GPtrArray *cells)
{
    DrawioGrid *grid = g_new0(DrawioGrid, 1);

    grid->cells = g_ptr_array_new();
    for (guint i = 0; i < cells->len; i++) {
        DrawioCell *cell = g_ptr_array_index(cells, i);
        if (!cell->vertex || (cell->parent != NULL && cell->parent->edge))
            continue;
        if (grid->cells->len == 0)
            grid->extent = cell->at;
        extend(grid, cell->at);
        g_ptr_array_add(grid->cells, cell);
    }
    grid->side = (guint)CLAMP(sqrt(grid->cells->len), 1, MAX_SIDE);
    grid->buckets = g_new0(GArray *, (gsize)grid->side * grid->side);
    grid->large = g_array_new(FALSE, FALSE, sizeof(guint));
    grid->seen = g_new0(guint, MAX(grid->cells->len, 1));
    for (guint i = 0; i < grid->cells->len; i++)
        insert(grid, i);
    return grid;
}

void
tm_drawio_grid_free(DrawioGrid *grid)
{
    for (guint i = 0; i < grid->side * grid->side; i++)
        if (grid->buckets[i] != NULL)
            g_array_unref(grid->buckets[i]);
    g_ptr_array_unref(grid->cells);
    g_array_unref(grid->large);
    g_free(grid->buckets);
    g_free(grid->seen);
    g_free(grid);
}

static void
visit_bucket(DrawioGrid *grid, const GArray *bucket, TmBox box, DrawioVisit visit, gpointer data)
{
    for (guint i = 0; bucket != NULL && i < bucket->len; i++) {
        const guint position = g_array_index(bucket, guint, i);
        DrawioCell *cell = g_ptr_array_index(grid->cells, position);
        if (grid->visits++ > MAX_VISITS)
            return;
        if (grid->seen[position] == grid->query || !tm_drawio_box_meets(cell->at, box))
            continue;
        grid->seen[position] = grid->query;
        visit(cell, data);
    }
}

void
tm_drawio_grid_visit(DrawioGrid *grid, TmBox box, DrawioVisit visit, gpointer data)
{
    const Range range = range_of(grid, box);

    if (grid->visits > MAX_VISITS)
        return;
    grid->query++;
    visit_bucket(grid, grid->large, box, visit, data);
    for (guint y = range.top; y <= range.bottom; y++)
        for (guint x = range.left; x <= range.right; x++)
            visit_bucket(grid, grid->buckets[y * grid->side + x], box, visit, data);
}
