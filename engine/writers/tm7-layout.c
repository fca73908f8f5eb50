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
    GPtrArray *items; /* Item: in a boundary; NULL of an element */
    TmTm7Box *box;
    guint rank;
    guint order;
} Item;

typedef struct {
    const TmDiagram *diagram;
    Item *root;
    Item *boundaries; /* by index */
    Item *elements;
} Layout;

/* --- ranks ------------------------------------------------------------------------------- */

static void
add_targets(const TmDiagram *diagram, GPtrArray *targets, gboolean *called)
{
    for (guint i = 0; i < diagram->elements->len; i++)
        targets->pdata[i] = g_ptr_array_new();
    for (guint i = 0; i < diagram->flows->len; i++) {
        const TmFlow *flow = diagram->flows->pdata[i];
        g_ptr_array_add(targets->pdata[flow->source->part.index], flow->target);
        called[flow->target->part.index] |= flow->source != flow->target;
    }
}

/* How many flows lead there from where nothing leads to, at least. */
static void
find_ranks(const Layout *layout)
{
    const GPtrArray *elements = layout->diagram->elements;
    g_autoptr(GPtrArray) targets = g_ptr_array_new_with_free_func((GDestroyNotify)NULL);
    g_autofree gboolean *called = g_new0(gboolean, elements->len + 1);
    g_autoptr(GPtrArray) queue = g_ptr_array_new();

    g_ptr_array_set_size(targets, (gint)elements->len);
    add_targets(layout->diagram, targets, called);
    for (guint pass = 0; pass < 2; pass++)
        for (guint i = 0; i < elements->len; i++)
            if ((pass == 1 || !called[i]) && layout->elements[i].rank == 0) {
                layout->elements[i].rank = 1;
                g_ptr_array_add(queue, elements->pdata[i]);
            }
    for (guint i = 0; i < queue->len; i++) {
        const TmElement *element = queue->pdata[i];
        const GPtrArray *next = targets->pdata[element->part.index];
        for (guint j = 0; j < next->len; j++) {
            TmElement *target = next->pdata[j];
            Item *item = &layout->elements[target->part.index];
            if (item->rank != 0)
                continue;
            item->rank = layout->elements[element->part.index].rank + 1;
            g_ptr_array_add(queue, target);
        }
    }
}
