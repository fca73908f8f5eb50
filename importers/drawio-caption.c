/* Free text beside an edge is its label: pairs of an edge and a text near it, the closest first. */
#include <math.h>
#include <string.h>

#include "drawio-caption.h"
#include "drawio-end.h"

#define NEAR 15    /* pixels between a text and the edge that it stands beside */
#define LETTERS 80 /* more is a note */
#define STEP 10    /* pixels between the places of an edge that are looked at */
#define MAX_STEPS 200
#define MAX_PAIRS 2000000

typedef struct {
    DrawioCell *edge;
    DrawioCell *text;
    double cost;
} Pair;

typedef struct {
    DrawioCell *edge;
    TmPoint from;
    TmPoint to;
    GArray *pairs;
} Search;

static gboolean
is_caption(const DrawioCell *cell)
{
    return cell->role == DRAWIO_TEXT && cell->owner == NULL && *cell->label != '\0' &&
           cell->n_edges == 0 && g_utf8_strlen(cell->label, -1) <= LETTERS;
}

/* The cost of a text beside the line; negative when it is too far. */
static double
cost_beside(const Search *search, TmBox text)
{
    const TmPoint centre = tm_drawio_box_centre(text);
    const double length = hypot(search->to.x - search->from.x, search->to.y - search->from.y);
    const guint steps = (guint)CLAMP(length / STEP, 1, MAX_STEPS);
    double gap = G_MAXDOUBLE;
    double shift = G_MAXDOUBLE;

    for (guint i = 0; i <= steps; i++) {
        const double part = (double)i / steps;
        const TmPoint at = {search->from.x + (search->to.x - search->from.x) * part,
                            search->from.y + (search->to.y - search->from.y) * part};
        gap = MIN(gap, tm_drawio_box_distance(text, at));
        shift = MIN(shift, hypot(at.x - centre.x, at.y - centre.y));
    }
    return gap <= NEAR ? gap + shift / 4 : -1;
}

static void
consider(DrawioCell *text, gpointer data)
{
    Search *search = data;
    Pair pair = {search->edge, text, -1};

    if (search->pairs->len < MAX_PAIRS && is_caption(text))
        pair.cost = cost_beside(search, text->at);
    if (pair.cost >= 0)
        g_array_append_val(search->pairs, pair);
}

static void
look_along(DrawioPage *page, DrawioGrid *grid, DrawioCell *edge, GArray *pairs)
{
    guint count;
    const TmPoint *points = tm_drawio_path(page->pool, edge, &count);

    for (guint i = 1; i < count; i++) {
        const TmPoint a = points[i - 1];
        const TmPoint b = points[i];
        const TmBox box = {MIN(a.x, b.x), MIN(a.y, b.y), fabs(a.x - b.x), fabs(a.y - b.y)};
        Search search = {edge, a, b, pairs};
        tm_drawio_grid_visit(grid, tm_drawio_box_grown(box, NEAR), consider, &search);
    }
}

static int
compare_pairs(gconstpointer a, gconstpointer b)
{
    const Pair *one = a;
    const Pair *two = b;

    if (one->cost != two->cost)
        return one->cost < two->cost ? -1 : 1;
    if (one->edge->index != two->edge->index)
        return one->edge->index < two->edge->index ? -1 : 1;
    return one->text->index < two->text->index ? -1 : one->text->index > two->text->index;
}

static void
pair_off(GArray *pairs)
{
    g_array_sort(pairs, compare_pairs);
    for (guint i = 0; i < pairs->len; i++) {
        const Pair *pair = &g_array_index(pairs, Pair, i);
        if (pair->edge->title != NULL || pair->text->owner != NULL)
            continue;
        pair->edge->title = pair->text;
        pair->text->owner = pair->edge;
    }
}

/* Edges whose label is a cell have it as title, too. Returns how many texts could be captions. */
static guint
look_at_labels(const DrawioPage *page)
{
    guint count = 0;

    for (guint i = 0; i < page->cells->len; i++) {
        DrawioCell *cell = g_ptr_array_index(page->cells, i);
        if (cell->role == DRAWIO_LABEL && *cell->label != '\0')
            cell->parent->title = cell;
        count += is_caption(cell);
    }
    return count;
}

void
tm_drawio_give_captions(DrawioPage *page, DrawioGrid *grid)
{
    g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(Pair));

    if (look_at_labels(page) == 0)
        return;
    for (guint i = 0; i < page->cells->len; i++) {
        DrawioCell *cell = g_ptr_array_index(page->cells, i);
        if (cell->edge && *cell->label == '\0' && cell->title == NULL)
            look_along(page, grid, cell, pairs);
    }
    pair_off(pairs);
}
