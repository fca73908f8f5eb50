/* Where no shape for a store is at hand, a name is put between two lines. */
#include "drawio-rails.h"

#include <math.h>
#include <string.h>

#include "drawio-end.h"

#define LEVEL 2       /* pixels by which the ends of a level line may differ */
#define NEAR 8        /* pixels between a line and the border of what it bounds */
#define COVERED 0.6   /* of the width, by either line */
#define LONGEST 2.0   /* times the width: a longer line divides the page */
#define MAX_RAILS 400 /* on a page: with more it is a drawing of lines */

typedef struct {
    double left;
    double right;
    double y;
    const DrawioCell *edge;
} Rail;

static void
add_rail(const DrawioPage *page, const DrawioCell *edge, GArray *rails)
{
    guint count;
    const TmPoint *points = tm_drawio_path(page->pool, edge, &count);
    Rail rail = {0, 0, 0, edge};

    if (count != 2 || fabs(points[0].y - points[1].y) > LEVEL)
        return;
    rail.left = MIN(points[0].x, points[1].x);
    rail.right = MAX(points[0].x, points[1].x);
    rail.y = points[0].y;
    g_array_append_val(rails, rail);
}

static void
find_rails(const DrawioPage *page, GArray *rails)
{
    for (guint i = 0; i < page->cells->len; i++) {
        const DrawioCell *cell = g_ptr_array_index(page->cells, i);
        if (cell->edge && cell->style->heads.undirected && cell->n_way == 0 &&
            (cell->source == NULL || cell->target == NULL))
            add_rail(page, cell, rails);
    }
}

static gboolean
is_bounded_at(const DrawioCell *cell, double y, const GArray *rails)
{
    const TmBox at = cell->at;

    for (guint i = 0; i < rails->len; i++) {
        const Rail *rail = &g_array_index(rails, Rail, i);
        const double shared = MIN(rail->right, at.x + at.width) - MAX(rail->left, at.x);
        const gboolean free = (rail->edge->source == NULL || rail->edge->source == cell) &&
                              (rail->edge->target == NULL || rail->edge->target == cell);
        if (free && fabs(rail->y - y) <= NEAR && shared >= at.width * COVERED &&
            rail->right - rail->left <= at.width * LONGEST)
            return TRUE;
    }
    return FALSE;
}

static gboolean
may_be_between(const DrawioCell *cell)
{
    return cell->role == DRAWIO_ELEMENT && cell->part != NULL && cell->at.height > 2 * NEAR &&
           (cell->style->text || strcmp(cell->style->shape, "rectangle") == 0);
}

void
tm_drawio_see_rails(DrawioPage *page)
{
    g_autoptr(GArray) rails = g_array_new(FALSE, FALSE, sizeof(Rail));

    find_rails(page, rails);
    if (rails->len < 2 || rails->len > MAX_RAILS)
        return;
    for (guint i = 0; i < page->cells->len; i++) {
        const DrawioCell *cell = g_ptr_array_index(page->cells, i);
        if (may_be_between(cell) && is_bounded_at(cell, cell->at.y, rails) &&
            is_bounded_at(cell, cell->at.y + cell->at.height, rails))
            tm_model_see(page->model, cell->part, "sides", "TB");
    }
}
