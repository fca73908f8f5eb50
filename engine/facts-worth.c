/* What is at stake at each element (scoring.md section 2): its own rating, its flows, the stores
 * next to it, or one step less than what it calls. */
#include <string.h>

#include "facts-own.h"
#include "wording.h"

#define UNKNOWN_RANK 2

typedef struct {
    TmDiagramFacts *facts;
    const TmSlots *slots;
    const TmProperty *property; /* classification or criticality */
    TmWorth *worth;             /* by element: without the step to what it calls */
} Weighing;

/* 0 where nobody says; "Unknown" stands first among the values. */
static guint
rank_of(const Weighing *w, const TmFacts *part)
{
    guint number = tm_facts_number(part, w->property);

    return number > 1 && !tm_facts_unknown(part, w->property) ? number - 1 : 0;
}

static const char *
word(const Weighing *w, guint rank)
{
    return g_ptr_array_index(w->property->values, rank);
}

static void
raise_to(const Weighing *w, const TmElement *element, guint rank, const char *where)
{
    TmWorth *worth = &w->worth[element->part.index];

    if (rank <= worth->rank)
        return;
    worth->rank = rank;
    worth->why = tm_pool_printf(&w->facts->pool, "%s%s", word(w, rank),
                                tm_wording(w->facts->template->language, where));
}

static void
weigh_own(const Weighing *w)
{
    for (guint i = 0; i < w->facts->diagram->elements->len; i++) {
        guint rank = rank_of(w, &w->facts->elements[i]);
        w->worth[i].rank = rank > 0 ? rank : UNKNOWN_RANK;
        w->worth[i].why = rank > 0 ? word(w, rank) : "Unknown";
    }
}

/* A type sets how critical a store is by the damage of a change to it; to draw from a registry
 * makes nobody critical. */
static gboolean
passes_on(const Weighing *w, const TmFacts *store, const TmInteraction *interaction)
{
    return w->property != w->slots->criticality || interaction->of[0] != store ||
           tm_facts_said(store, w->property->id);
}

static void
weigh_neighbour(const Weighing *w, const TmElement *element, const TmFacts *neighbour,
                const TmInteraction *interaction)
{
    if (tm_facts_is_some(neighbour, w->slots->store) && passes_on(w, neighbour, interaction))
        raise_to(w, element, rank_of(w, neighbour), TM_WORDING(" next to it"));
}

static void
weigh_flows(const Weighing *w)
{
    for (guint i = 0; i < w->facts->interactions->len; i++) {
        const TmInteraction *interaction = g_ptr_array_index(w->facts->interactions, i);
        guint rank = rank_of(w, interaction->of[2]);

        if (interaction->virtual)
            continue;
        raise_to(w, interaction->source, rank, TM_WORDING(" in a flow"));
        raise_to(w, interaction->target, rank, TM_WORDING(" in a flow"));
        weigh_neighbour(w, interaction->source, interaction->of[1], interaction);
        weigh_neighbour(w, interaction->target, interaction->of[0], interaction);
    }
}

/* One hop only: @base is what was there before any step. */
static void
weigh_calls(const Weighing *w, const TmWorth *base)
{
    for (guint i = 0; i < w->facts->interactions->len; i++) {
        const TmInteraction *interaction = g_ptr_array_index(w->facts->interactions, i);
        gboolean pulled = tm_facts_has(interaction->of[2], w->slots->pull, "Yes");
        const TmElement *caller = pulled ? interaction->target : interaction->source;
        const TmElement *called = pulled ? interaction->source : interaction->target;
        const TmWorth *worth = &base[called->part.index];

        if (interaction->virtual || interaction->response ||
            worth->rank - 1 <= w->worth[caller->part.index].rank)
            continue;
        w->worth[caller->part.index].rank = worth->rank - 1;
        w->worth[caller->part.index].why =
            tm_pool_printf(&w->facts->pool,
                           tm_wording(w->facts->template->language, "one step to %s"), worth->why);
    }
}

static TmWorth *
weigh(TmDiagramFacts *facts, const TmSlots *slots, const TmProperty *property)
{
    guint n = facts->diagram->elements->len;
    Weighing w = {facts, slots, property, tm_pool_new_n(&facts->pool, TmWorth, n + 1)};
    TmWorth *base = tm_pool_new_n(&facts->pool, TmWorth, n + 1);

    weigh_own(&w);
    if (property != NULL)
        weigh_flows(&w);
    memcpy(base, w.worth, n * sizeof *base);
    weigh_calls(&w, base);
    return w.worth;
}

/* The greatest classification of an element, its flows and the stores next to it. */
static void
set_handles(TmDiagramFacts *facts, const TmSlots *slots)
{
    Weighing w = {facts, slots, slots->classification, NULL};

    w.worth = tm_pool_new_n(&facts->pool, TmWorth, facts->diagram->elements->len + 1);
    for (guint i = 0; i < facts->diagram->elements->len; i++)
        w.worth[i].rank = rank_of(&w, &facts->elements[i]);
    weigh_flows(&w);
    for (guint i = 0; i < facts->diagram->elements->len; i++)
        tm_facts_set(&facts->elements[i], slots->handles, word(&w, w.worth[i].rank));
}

void
tm_facts_weigh(TmDiagramFacts *facts, const TmSlots *slots)
{
    facts->classification = weigh(facts, slots, slots->classification);
    facts->criticality = weigh(facts, slots, slots->criticality);
    if (slots->handles != NULL && slots->classification != NULL)
        set_handles(facts, slots);
}
