/* Where untrusted data arrives, and from how far outside (templates.md section 2.3): taint and
 * reach. Reach is followed from the most exposed elements down, so each one is settled once. */
#include "facts-own.h"

#define N_EXPOSURES 4

typedef struct {
    TmDiagramFacts *facts;
    const TmSlots *slots;
    GPtrArray **edges; /* by element: Edge that data takes from it */
    guint *reach;      /* by element: 0 nothing arrives, else the number of its reach */
    GPtrArray *waiting[N_EXPOSURES + 1]; /* by reach: TmElement */
} Taint;

/* A way of data, which need not be the way of the arrow. */
typedef struct {
    const TmElement *to;
    guint exposure;
} Edge;

static gboolean
is_origin(const Taint *taint, const TmFacts *element)
{
    return tm_facts_is_some(element, taint->slots->external) &&
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
    gboolean reads = tm_facts_has(flow, slots->writes, "Read");
    guint exposure = tm_facts_number(flow, slots->exposure);

    if (!(into_store && reads))
        add_edge(taint, interaction->source, interaction->target, exposure);
    if (into_store && (reads || tm_facts_has(flow, slots->writes, "ReadWrite")))
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

static void
spread(Taint *taint)
{
    for (guint reach = N_EXPOSURES; reach > 0; reach--)
        for (guint i = 0; i < taint->waiting[reach]->len; i++) {
            const TmElement *element = g_ptr_array_index(taint->waiting[reach], i);
            if (taint->reach[element->part.index] == reach)
                leave(taint, element, reach);
        }
}

static void
write_down(Taint *taint)
{
    for (guint i = 0; i < taint->facts->diagram->elements->len; i++) {
        TmFacts *facts = &taint->facts->elements[i];
        tm_facts_set(facts, taint->slots->taint, taint->reach[i] > 0 ? "Yes" : "No");
        if (taint->slots->reach != NULL)
            facts->values[taint->slots->reach->slot] = (guint16)MAX(1, taint->reach[i]);
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
    for (guint i = 0; i <= N_EXPOSURES; i++)
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
