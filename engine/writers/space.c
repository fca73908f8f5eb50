/* A grid of cells, each with the boxes that touch it. */
#include "space.h"

#include <math.h>

#define SIDE 64            /* cells */
#define LARGE 256          /* cells: boxes that touch more stand apart */
#define MAX_LOOKS 20000000 /* at boxes; bounds the time that any drawing takes */

typedef struct {
    TmBox box;
    gconstpointer owner;
} Entry;

/* Columns and rows, both ends included. */
typedef struct {
    guint left;
    guint right;
    guint top;
    guint bottom;
} Cells;

struct TmSpace {
    TmBox bounds;
    GArray *entries; /* Entry */
    GArray *large;   /* guint: their numbers */
    GArray *cells[SIDE][SIDE];
    guint looks;
};

TmSpace *
tm_space_new(TmBox bounds)
{
    TmSpace *space = g_new0(TmSpace, 1);

    space->bounds = bounds;
    space->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    space->large = g_array_new(FALSE, FALSE, sizeof(guint));
    return space;
}

void
tm_space_free(TmSpace *space)
{
    for (guint i = 0; i < SIDE; i++)
        for (guint k = 0; k < SIDE; k++)
            g_clear_pointer(&space->cells[i][k], g_array_unref);
    g_array_unref(space->entries);
    g_array_unref(space->large);
    g_free(space);
}

static guint
cell_of(double at, double from, double length)
{
    const double cell = length > 0 ? floor((at - from) / length * SIDE) : 0;

    return (guint)CLAMP(cell, 0, SIDE - 1);
}

static Cells
cells_of(const TmSpace *space, TmBox box)
{
    const TmBox *all = &space->bounds;

    return (Cells){
        cell_of(box.x, all->x, all->width), cell_of(box.x + box.width, all->x, all->width),
        cell_of(box.y, all->y, all->height), cell_of(box.y + box.height, all->y, all->height)};
}

static void
add_to_cell(GArray **cell, guint number)
{
    if (*cell == NULL)
        *cell = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_val(*cell, number);
}

void
tm_space_add(TmSpace *space, TmBox box, gconstpointer owner)
{
    const Entry entry = {box, owner};
    const Cells cells = cells_of(space, box);
    const guint number = space->entries->len;

    g_array_append_val(space->entries, entry);
    if ((cells.right - cells.left + 1) * (cells.bottom - cells.top + 1) > LARGE) {
        g_array_append_val(space->large, number);
        return;
    }
    for (guint row = cells.top; row <= cells.bottom; row++)
        for (guint column = cells.left; column <= cells.right; column++)
            add_to_cell(&space->cells[row][column], number);
}

static gboolean
any_of(TmSpace *space, const GArray *numbers, TmBox box, TmSpaceHits hits, gpointer data)
{
    for (guint i = 0; numbers != NULL && i < numbers->len; i++) {
        const Entry *entry =
            &g_array_index(space->entries, Entry, g_array_index(numbers, guint, i));

        if (++space->looks > MAX_LOOKS)
            return TRUE;
        if (tm_box_meets(entry->box, box) && hits(entry->box, entry->owner, data))
            return TRUE;
    }
    return FALSE;
}

gboolean
tm_space_any(TmSpace *space, TmBox box, TmSpaceHits hits, gpointer data)
{
    const Cells cells = cells_of(space, box);

    if (any_of(space, space->large, box, hits, data))
        return TRUE;
    for (guint row = cells.top; row <= cells.bottom; row++)
        for (guint column = cells.left; column <= cells.right; column++)
            if (any_of(space, space->cells[row][column], box, hits, data))
                return TRUE;
    return FALSE;
}

gboolean
tm_box_meets(TmBox a, TmBox b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

gboolean
tm_box_holds(TmBox outer, TmBox inner)
{
    return inner.x >= outer.x && inner.y >= outer.y &&
           inner.x + inner.width <= outer.x + outer.width &&
           inner.y + inner.height <= outer.y + outer.height;
}

TmBox
tm_box_union(TmBox a, TmBox b)
{
    const double x = MIN(a.x, b.x);
    const double y = MIN(a.y, b.y);

    return (TmBox){x, y, MAX(a.x + a.width, b.x + b.width) - x,
                   MAX(a.y + a.height, b.y + b.height) - y};
}
