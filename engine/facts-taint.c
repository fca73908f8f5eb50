/* Where untrusted data arrives, and from how far outside (templates.md section 2.3): taint and
 * reach. */
#include "facts-own.h"

typedef struct {
    TmDiagramFacts *facts;
    const TmSlots *slots;
    GPtrArray **edges;   /* by element: Edge that data takes from it */
    guint *reach;        /* by element: 0 nothing arrives, else the number of its reach */
    GPtrArray **waiting; /* by reach: TmElement */
    guint levels;        /* values of exposure: what is later in the list is further out */
} Taint;

/* A way of data, which need not be the way of the arrow. */
typedef struct {
    const TmElement *to;
    guint exposure;
} Edge;

/* Whether the nearest boundary that says so is outside. */
static gboolean
is_abroad(const Taint *taint, const TmPart *part)
{
    for (guint i = 0; i < part->inside->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(part->inside, i);
        const TmFacts *facts = &taint->facts->boundaries[boundary->part.index];
        if (tm_facts_has(facts, taint->slots->zone, "Internal"))
            return FALSE;
        if (tm_facts_has(facts, taint->slots->zone, "Internet") ||
            tm_facts_has(facts, taint->slots->zone, "External"))
            return TRUE;
    }
    return FALSE;
}

/* What comes from outside: from people and systems of others, and from what runs in their places.
 */
static gboolean
is_origin(const Taint *taint, const TmFacts *element)
{
    return (tm_facts_is_some(element, taint->slots->external) || is_abroad(taint, element->part)) &&
           !tm_facts_has(element, taint->slots->trusted, "Yes") &&
           !tm_facts_is_some(element, taint->slots->admin) &&
           !tm_facts_is_some(element, taint->slots->developer);
}

static void
add_edge(Taint *taint, const TmElement *from, const TmElement *to, guint exposure)
{
    GPtrArray **list = &taint->edges[from->part.index];
    Edge *edge = tm_pool_new(&taint->facts->pool, Edge);

    *edge = (Edge){to, exposure};
    if (*list == NULL)
        *list = tm_pool_array(&taint->facts->pool);
    g_ptr_array_add(*list, edge);
}

/* Data follows the arrow, but not into a store that is only read; what is read flows back. */
static void
add_edges(Taint *taint, const TmInteraction *interaction)
{
    const TmFacts *flow = interaction->of[2];
    const TmSlots *slots = taint->slots;
    gboolean into_store = tm_facts_is_some(interaction->of[1], taint->slots->store);
    gboolean asked = tm_facts_is_asked(slots, interaction->of[0], interaction->of[1]);
    gboolean reads = tm_facts_has(flow, slots->writes, "Read");
    guint exposure = tm_facts_number(flow, slots->exposure);

    if (!(into_store && reads))
        add_edge(taint, interaction->source, interaction->target, exposure);
    if ((into_store && (reads || tm_facts_has(flow, slots->writes, "ReadWrite"))) ||
        (asked && !tm_facts_has(flow, slots->writes, "Write")))
        add_edge(taint, interaction->target, interaction->source, exposure);
}

static void
arrive(Taint *taint, const TmElement *element, guint reach)
{
    guint *known = &taint->reach[element->part.index];

    if (reach <= *known ||
        tm_facts_is_some(&taint->facts->elements[element->part.index], taint->slots->external))
        return;
    *known = reach;
    g_ptr_array_add(taint->waiting[reach], (gpointer)element);
}

/* A step less for each element that data passes, none at the edge of the network. */
static void
leave(Taint *taint, const TmElement *element, guint reach)
{
    const GPtrArray *edges = taint->edges[element->part.index];
    const TmFacts *facts = &taint->facts->elements[element->part.index];
    guint next = tm_facts_is_some(facts, taint->slots->edge) ? reach : MAX(1, reach - 1);

    for (guint i = 0; edges != NULL && i < edges->len; i++) {
        const Edge *edge = g_ptr_array_index(edges, i);
        arrive(taint, edge->to, MAX(edge->exposure, next));
    }
}

static void
start(Taint *taint)
{
    for (guint i = 0; i < taint->facts->diagram->elements->len; i++) {
        const GPtrArray *edges = taint->edges[i];
        gboolean origin = is_origin(taint, &taint->facts->elements[i]);
        for (guint e = 0; origin && edges != NULL && e < edges->len; e++) {
            const Edge *edge = g_ptr_array_index(edges, e);
            arrive(taint, edge->to, edge->exposure);
        }
    }
}

/* The most exposed first; a flow may raise what passes it, so that it begins at the top again. Each
 * element is left at most once for each exposure. */
static void
spread(Taint *taint)
{
    guint *done = tm_pool_new_n(&taint->facts->pool, guint, taint->levels + 1);

    for (guint reach = taint->levels; reach > 0;) {
        const GPtrArray *waiting = taint->waiting[reach];
        const TmElement *element;

        if (done[reach] == waiting->len) {
            reach--;
            continue;
        }
        element = g_ptr_array_index(waiting, done[reach]++);
        if (taint->reach[element->part.index] != reach)
            continue;
        leave(taint, element, reach);
        reach = taint->levels;
    }
}

static void
write_down(Taint *taint)
{
    for (guint i = 0; i < taint->facts->diagram->elements->len; i++) {
        TmFacts *facts = &taint->facts->elements[i];
        tm_facts_set(facts, taint->slots->taint, taint->reach[i] > 0 ? "Yes" : "No");
        tm_facts_set(facts, taint->slots->reach,
                     taint->slots->exposure->values->pdata[MAX(1, taint->reach[i]) - 1]);
    }
}

void
tm_facts_follow_data(TmDiagramFacts *facts, const TmSlots *slots)
{
    guint n = facts->diagram->elements->len + 1;
    Taint taint = {.facts = facts, .slots = slots};

    if (slots->taint == NULL || slots->exposure == NULL)
        return;
    taint.edges = tm_pool_new_n(&facts->pool, GPtrArray *, n);
    taint.reach = tm_pool_new_n(&facts->pool, guint, n);
    taint.levels = slots->exposure->values->len;
    taint.waiting = tm_pool_new_n(&facts->pool, GPtrArray *, taint.levels + 1);
    for (guint i = 0; i <= taint.levels; i++)
        taint.waiting[i] = tm_pool_array(&facts->pool);
    for (guint i = 0; i < facts->interactions->len; i++) {
        const TmInteraction *interaction = g_ptr_array_index(facts->interactions, i);
        if (!interaction->virtual)
            add_edges(&taint, interaction);
    }
    start(&taint);
    spread(&taint);
    write_down(&taint);
}
