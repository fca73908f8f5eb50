/* A layout for diagrams without one: what is in a boundary stands in rows inside of its box, those
 * first from which the flows come. */
#include <math.h>

#include "tm7-own.h"

#define SIZE 100
#define GAP 70
#define SIDE 30
#define HEAD 45
#define MAX_DEPTH 100

/* An element or a boundary; @box is relative to the boundary around it until all is done. */
typedef struct Item {
    struct Item *parent;
    GPtrArray *items; /* Item; NULL of an element */
    TmTm7Box *box;
    guint rank;
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
make_items(Layout *layout, TmTm7Places *places)
{
    const TmDiagram *diagram = layout->diagram;

    for (guint i = 0; i < diagram->boundaries->len; i++) {
        Item *item = &layout->boundaries[i];
        item->items = g_ptr_array_new();
        item->box = &g_array_index(places->boundaries, TmTm7Box, i);
        item->order = i;
        item->rank = G_MAXUINT;
    }
    for (guint i = 0; i < diagram->elements->len; i++) {
        Item *item = &layout->elements[i];
        item->box = &g_array_index(places->elements, TmTm7Box, i);
        *item->box = (TmTm7Box){0, 0, SIZE, SIZE};
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
        for (Item *up = item->parent; up != NULL; up = up->parent)
            up->rank = MIN(up->rank, item->rank);
    }
}

/* --- rows -------------------------------------------------------------------------------- */

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
wanted_width(const GPtrArray *items)
{
    double area = 0;
    gint64 widest = 0;

    for (guint i = 0; i < items->len; i++) {
        const TmTm7Box *box = ((const Item *)items->pdata[i])->box;
        area += (double)(box->width + GAP) * (double)(box->height + GAP);
        widest = MAX(widest, box->width);
    }
    return MAX(widest, (gint64)(1.3 * sqrt(area)));
}

static void
fill_rows(Item *item)
{
    gint64 most = wanted_width(item->items);
    gint64 x = 0, y = 0, height = 0, width = SIZE;

    for (guint i = 0; i < item->items->len; i++) {
        TmTm7Box *box = ((const Item *)item->items->pdata[i])->box;
        if (x > 0 && x + box->width > most) {
            x = 0;
            y += height + GAP;
            height = 0;
        }
        box->left = SIDE + x;
        box->top = HEAD + y;
        width = MAX(width, x + box->width);
        height = MAX(height, box->height);
        x += box->width + GAP;
    }
    item->box->width = width + 2 * SIDE;
    item->box->height = y + MAX(height, SIZE / 2) + HEAD + SIDE;
}

static void
fill(Item *item)
{
    if (item->items == NULL)
        return;
    for (guint i = 0; i < item->items->len; i++)
        fill(item->items->pdata[i]);
    g_ptr_array_sort(item->items, compare_items);
    fill_rows(item);
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
        *layout->boundaries[i].box = (TmTm7Box){SIDE, y, 4 * SIZE, 0};
        y += GAP;
    }
}

static void
lay_out(Layout *layout, TmTm7Places *places)
{
    find_ranks(layout);
    make_items(layout, places);
    put_items(layout);
    fill(&layout->root);
    shift(&layout->root, 0, 0);
    put_lines(layout);
}

void
tm_tm7_layout(const TmDiagram *diagram, TmTm7Places *places)
{
    g_autofree Item *boundaries = g_new0(Item, diagram->boundaries->len + 1);
    g_autofree Item *elements = g_new0(Item, diagram->elements->len + 1);
    g_autoptr(GPtrArray) targets = g_ptr_array_new_with_free_func(free_array);
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    TmTm7Box all = {0, 0, 0, 0};
    Layout layout = {.diagram = diagram,
                     .root = {.items = items, .box = &all},
                     .boundaries = boundaries,
                     .elements = elements,
                     .targets = targets};

    lay_out(&layout, places);
    for (guint i = 0; i < diagram->boundaries->len; i++)
        g_ptr_array_unref(boundaries[i].items);
}
