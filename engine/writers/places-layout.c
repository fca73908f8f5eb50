/* A layout for diagrams without one: what is in a boundary stands in columns inside of its box,
 * those on the left from which the flows come. */
#include <math.h>

#include "places.h"

#define SIZE 100
#define GAP 60     /* below each other */
#define BESIDE 130 /* room for the names of flows */
#define FEW 6      /* ranks, each of which begins a column */
#define SIDE 30
#define HEAD 45
#define MAX_DEPTH 100

/* An element or a boundary; @box is relative to the boundary around it until all is done. */
typedef struct Item {
    struct Item *parent;
    GPtrArray *items; /* Item; NULL of an element */
    TmPlaceBox *box;
    guint rank;     /* of a boundary: the sum of those of the elements in it, then their mean */
    guint elements; /* in a boundary */
    guint order;
} Item;

typedef struct {
    const TmDiagram *diagram;
    Item root;
    Item *boundaries; /* by index */
    Item *elements;
    GPtrArray *targets; /* for each element a GPtrArray of TmElement */
} Layout;

/* --- ranks ------------------------------------------------------------------------------- */

static void
free_array(gpointer array)
{
    g_ptr_array_unref(array);
}

/* Returns which elements no flow leads to. */
static gboolean *
find_first(Layout *layout)
{
    const TmDiagram *diagram = layout->diagram;
    gboolean *first = g_new0(gboolean, diagram->elements->len + 1);

    for (guint i = 0; i < diagram->elements->len; i++) {
        g_ptr_array_add(layout->targets, g_ptr_array_new());
        first[i] = TRUE;
    }
    for (guint i = 0; i < diagram->flows->len; i++) {
        const TmFlow *flow = diagram->flows->pdata[i];
        g_ptr_array_add(layout->targets->pdata[flow->source->part.index], flow->target);
        if (flow->source != flow->target)
            first[flow->target->part.index] = FALSE;
    }
    return first;
}

static void
give_rank(Layout *layout, GQueue *queue, guint index, guint rank)
{
    if (layout->elements[index].rank != 0)
        return;
    layout->elements[index].rank = rank;
    g_queue_push_tail(queue, layout->diagram->elements->pdata[index]);
}

static void
spread(Layout *layout, GQueue *queue)
{
    TmElement *element;

    while ((element = g_queue_pop_head(queue)) != NULL) {
        const GPtrArray *next = layout->targets->pdata[element->part.index];
        for (guint i = 0; i < next->len; i++)
            give_rank(layout, queue, ((TmElement *)next->pdata[i])->part.index,
                      layout->elements[element->part.index].rank + 1);
    }
}

/* How many flows lead there, at least, from where nothing leads to. */
static void
find_ranks(Layout *layout)
{
    g_autofree gboolean *first = find_first(layout);
    g_autoptr(GQueue) queue = g_queue_new();

    for (guint i = 0; i < layout->diagram->elements->len; i++)
        if (first[i])
            give_rank(layout, queue, i, 1);
    spread(layout, queue);
    for (guint i = 0; i < layout->diagram->elements->len; i++) {
        give_rank(layout, queue, i, 1);
        spread(layout, queue);
    }
}

/* --- what is in what --------------------------------------------------------------------- */

/* The innermost box around a part, unless that would lead around in a circle. */
static Item *
find_parent(Layout *layout, const TmPart *part, const Item *item)
{
    for (guint i = 0; i < part->inside->len; i++) {
        const TmBoundary *boundary = part->inside->pdata[i];
        Item *parent = &layout->boundaries[boundary->part.index];
        guint depth = 0;
        const Item *up = parent;
        while (up != NULL && up != item && depth++ < MAX_DEPTH)
            up = up->parent;
        if (!boundary->line && up == NULL)
            return parent;
    }
    return &layout->root;
}

static void
make_items(Layout *layout, TmPlaces *places)
{
    const TmDiagram *diagram = layout->diagram;

    for (guint i = 0; i < diagram->boundaries->len; i++) {
        Item *item = &layout->boundaries[i];
        item->items = g_ptr_array_new();
        item->box = &g_array_index(places->boundaries, TmPlaceBox, i);
        item->order = i;
    }
    for (guint i = 0; i < diagram->elements->len; i++) {
        Item *item = &layout->elements[i];
        item->box = &g_array_index(places->elements, TmPlaceBox, i);
        *item->box = (TmPlaceBox){0, 0, SIZE, SIZE};
        item->order = diagram->boundaries->len + i;
    }
}

static void
put_items(Layout *layout)
{
    const TmDiagram *diagram = layout->diagram;

    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = diagram->boundaries->pdata[i];
        Item *item = &layout->boundaries[i];
        if (boundary->line)
            continue;
        item->parent = find_parent(layout, &boundary->part, item);
        g_ptr_array_add(item->parent->items, item);
    }
    for (guint i = 0; i < diagram->elements->len; i++) {
        Item *item = &layout->elements[i];
        item->parent = find_parent(layout, diagram->elements->pdata[i], item);
        g_ptr_array_add(item->parent->items, item);
        for (Item *up = item->parent; up != NULL; up = up->parent) {
            up->rank += item->rank;
            up->elements++;
        }
    }
    for (guint i = 0; i < diagram->boundaries->len; i++)
        layout->boundaries[i].rank /= MAX(layout->boundaries[i].elements, 1);
}

/* --- columns -------------------------------------------------------------------------------- */

static gint
compare_items(gconstpointer a, gconstpointer b)
{
    const Item *one = *(const Item *const *)a;
    const Item *two = *(const Item *const *)b;

    if (one->rank != two->rank)
        return one->rank < two->rank ? -1 : 1;
    return one->order < two->order ? -1 : one->order > two->order;
}

/* About as wide as high. */
static gint64
wanted_height(const GPtrArray *items)
{
    double area = 0;
    gint64 highest = 0;

    for (guint i = 0; i < items->len; i++) {
        const TmPlaceBox *box = ((const Item *)items->pdata[i])->box;
        area += (double)(box->width + BESIDE) * (double)(box->height + GAP);
        highest = MAX(highest, box->height);
    }
    return MAX(highest, (gint64)sqrt(area));
}

static guint
count_ranks(const GPtrArray *items)
{
    guint count = MIN(items->len, 1);

    for (guint i = 1; i < items->len; i++)
        count += ((const Item *)items->pdata[i])->rank != ((const Item *)items->pdata[i - 1])->rank;
    return count;
}

static void
fill_columns(Item *item)
{
    const gint64 most = wanted_height(item->items);
    const gboolean few = count_ranks(item->items) <= FEW;
    gint64 x = 0, y = 0, height = SIZE / 2, width = 0;

    for (guint i = 0; i < item->items->len; i++) {
        const Item *one = item->items->pdata[i];
        const gboolean later = i > 0 && one->rank != ((Item *)item->items->pdata[i - 1])->rank;
        if (y > 0 && ((few && later) || y + one->box->height > most)) {
            x += width + BESIDE;
            y = width = 0;
        }
        one->box->left = SIDE + x;
        one->box->top = HEAD + y;
        width = MAX(width, one->box->width);
        height = MAX(height, y + one->box->height);
        y += one->box->height + GAP;
    }
    item->box->width = x + MAX(width, SIZE) + 2 * SIDE;
    item->box->height = height + HEAD + SIDE;
}

static void
fill(Item *item)
{
    if (item->items == NULL)
        return;
    for (guint i = 0; i < item->items->len; i++)
        fill(item->items->pdata[i]);
    g_ptr_array_sort(item->items, compare_items);
    fill_columns(item);
}

static void
shift(Item *item, gint64 left, gint64 top)
{
    item->box->left += left;
    item->box->top += top;
    for (guint i = 0; item->items != NULL && i < item->items->len; i++)
        shift(item->items->pdata[i], item->box->left, item->box->top);
}

/* Lines have nothing around them: they lie below all else. */
static void
put_lines(Layout *layout)
{
    gint64 y = layout->root.box->height + GAP;

    for (guint i = 0; i < layout->diagram->boundaries->len; i++) {
        const TmBoundary *boundary = layout->diagram->boundaries->pdata[i];
        if (!boundary->line)
            continue;
        *layout->boundaries[i].box = (TmPlaceBox){SIDE, y, 4 * SIZE, 0};
        y += GAP;
    }
}

static void
lay_out(Layout *layout, TmPlaces *places)
{
    find_ranks(layout);
    make_items(layout, places);
    put_items(layout);
    fill(&layout->root);
    shift(&layout->root, 0, 0);
    put_lines(layout);
}

void
tm_places_lay_out(const TmDiagram *diagram, TmPlaces *places)
{
    g_autofree Item *boundaries = g_new0(Item, diagram->boundaries->len + 1);
    g_autofree Item *elements = g_new0(Item, diagram->elements->len + 1);
    g_autoptr(GPtrArray) targets = g_ptr_array_new_with_free_func(free_array);
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    TmPlaceBox all = {0, 0, 0, 0};
    Layout layout = {.diagram = diagram,
                     .root = {.items = items, .box = &all},
                     .boundaries = boundaries,
                     .elements = elements,
                     .targets = targets};

    lay_out(&layout, places);
    for (guint i = 0; i < diagram->boundaries->len; i++)
        g_ptr_array_unref(boundaries[i].items);
}
