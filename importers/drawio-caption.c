/* Free text beside an edge is its label: pairs of an edge and a text near it, the closest first. */
#include <math.h>
#include <string.h>

#include "drawio-caption.h"
#include "drawio-end.h"

#define NEAR 15           /* pixels between a text and the edge that it stands beside */
#define LETTERS 80        /* more is a note */
#define STRIDE 40         /* pixels of an edge that are looked along at once */
#define SAMPLES 4         /* places in a stride */
#define MAX_STRIDES 200   /* of a line */
#define MAX_LOOKS 2000000 /* on a page */
#define MAX_PAIRS 2000000

typedef struct {
    DrawioCell *edge;
    DrawioCell *text;
    double cost;
} Pair;

typedef struct {
    DrawioGrid *grid;
    GArray *pairs; /* Pair */
    guint n_looks;
    DrawioCell *edge; /* the one that is looked along, from @from to @to */
    TmPoint from;
    TmPoint to;
} Search;

static gboolean
is_caption(const DrawioCell *cell)
{
    return cell->role == DRAWIO_TEXT && cell->owner == NULL && *cell->label != '\0' &&
           cell->n_edges == 0 && g_utf8_strlen(cell->label, -1) <= LETTERS;
}

static TmPoint
between(TmPoint from, TmPoint to, double part)
{
    return (TmPoint){from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part};
}

/* The cost of a text beside the stride; negative when it is too far. */
static double
cost_beside(const Search *search, TmBox text)
{
    const TmPoint centre = tm_drawio_box_centre(text);
    double gap = G_MAXDOUBLE;
    double shift = G_MAXDOUBLE;

    for (guint i = 0; i <= SAMPLES; i++) {
        const TmPoint at = between(search->from, search->to, (double)i / SAMPLES);
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
look_along_line(Search *search, TmPoint from, TmPoint to)
{
    const double length = hypot(to.x - from.x, to.y - from.y);
    const guint count = (guint)CLAMP(length / STRIDE, 1, MAX_STRIDES);

    for (guint i = 0; i < count && search->n_looks < MAX_LOOKS; i++, search->n_looks++) {
        const TmPoint a = between(from, to, (double)i / count);
        const TmPoint b = between(from, to, (double)(i + 1) / count);
        const TmBox box = {MIN(a.x, b.x), MIN(a.y, b.y), fabs(a.x - b.x), fabs(a.y - b.y)};
        search->from = a;
        search->to = b;
        tm_drawio_grid_visit(search->grid, tm_drawio_box_grown(box, NEAR), consider, search);
    }
}

static void
look_along(DrawioPage *page, Search *search, DrawioCell *edge)
{
    guint count;
    const TmPoint *points = tm_drawio_path(page->pool, edge, &count);

    search->edge = edge;
    for (guint i = 1; i < count; i++)
        look_along_line(search, points[i - 1], points[i]);
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
    Search search = {.grid = grid, .pairs = pairs};

    if (look_at_labels(page) == 0)
        return;
    for (guint i = 0; i < page->cells->len; i++) {
        DrawioCell *cell = g_ptr_array_index(page->cells, i);
        if (cell->edge && *cell->label == '\0' && cell->title == NULL)
            look_along(page, &search, cell);
    }
    pair_off(pairs);
}
