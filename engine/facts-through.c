/* Load balancers, CDNs and firewalls are looked through: the caller outside meets the element
 * behind, in a virtual flow (templates.md section 2.2, rule 3). */
#include "facts-own.h"

/* Callers times elements behind: more than that is a drawing nobody could read. */
#define MAX_VIRTUAL 20000
/* Pass-through components in a row. */
#define MAX_CHAIN 16

typedef struct {
    TmDiagramFacts *facts;
    const TmSlots *slots;
    GPtrArray **outgoing; /* by element: TmInteraction that leave a pass-through one */
    const TmInteraction *first;
    guint *visited; /* by element: the last @round that came by */
    guint *came_by; /* by element: and the greatest exposure that it brought */
    guint round;
    guint most;     /* interactions that there may be */
    guint exposure; /* greatest number on the chain so far */
    TmFacts *chain[MAX_CHAIN];
    guint depth;
} Walk;

static guint
greater(guint a, guint b)
{
    return a > b ? a : b;
}

static TmFacts **
copy_chain(Walk *walk)
{
    TmFacts **chain = tm_pool_new_n(&walk->facts->pool, TmFacts *, walk->depth + 1);

    for (guint i = 0; i < walk->depth; i++)
        chain[i] = walk->chain[i];
    return chain;
}

static void
add_virtual(Walk *walk, const TmInteraction *last)
{
    TmDiagramFacts *facts = walk->facts;
    TmInteraction *seen = tm_pool_new(&facts->pool, TmInteraction);
    TmFacts *row = tm_pool_new(&facts->pool, TmFacts);
    guint n = MAX(1, facts->template->n_slots);

    *row = *walk->first->of[2];
    row->values = tm_pool_new_n(&facts->pool, guint16, n);
    for (guint i = 0; i < n; i++)
        row->values[i] = walk->first->of[2]->values[i];
    row->values[walk->slots->exposure->slot] =
        (guint16)greater(walk->exposure, tm_facts_number(last->of[2], walk->slots->exposure));
    tm_facts_set(row, walk->slots->has_reverse, "No");
    *seen = *walk->first;
    seen->last = last->flow;
    seen->target = last->target;
    seen->of[1] = last->of[1];
    seen->of[2] = row;
    seen->through = copy_chain(walk);
    seen->virtual = TRUE;
    seen->turned = FALSE;
    g_ptr_array_add(facts->interactions, seen);
}

static gboolean
passes_through(const Walk *walk, const TmFacts *element)
{
    return tm_facts_has(element, walk->slots->pass_through, "Yes");
}

/* A component is walked again when the way to it is more exposed than the one before. */
static gboolean
has_seen(Walk *walk, const TmElement *element)
{
    guint i = element->part.index;

    if (walk->visited[i] == walk->round && walk->came_by[i] >= walk->exposure)
        return TRUE;
    walk->visited[i] = walk->round;
    walk->came_by[i] = walk->exposure;
    return FALSE;
}

static void
walk_from(Walk *walk, const TmElement *element)
{
    const GPtrArray *outgoing = walk->outgoing[element->part.index];
    guint exposure = walk->exposure;

    if (outgoing == NULL || walk->depth >= MAX_CHAIN || has_seen(walk, element))
        return;
    walk->chain[walk->depth++] = &walk->facts->elements[element->part.index];
    for (guint i = 0; i < outgoing->len && walk->facts->interactions->len < walk->most; i++) {
        const TmInteraction *next = g_ptr_array_index(outgoing, i);
        if (passes_through(walk, next->of[1])) {
            walk->exposure = greater(exposure, tm_facts_number(next->of[2], walk->slots->exposure));
            walk_from(walk, next->target);
            walk->exposure = exposure;
        } else if (!tm_facts_is_some(next->of[1], walk->slots->external)) {
            add_virtual(walk, next);
        }
    }
    walk->depth--;
}

static gboolean
is_request(const Walk *walk, const TmInteraction *interaction)
{
    return !interaction->response && !tm_facts_has(interaction->of[2], walk->slots->pull, "Yes");
}

static void
list_outgoing(Walk *walk)
{
    for (guint i = 0; i < walk->facts->interactions->len; i++) {
        TmInteraction *interaction = g_ptr_array_index(walk->facts->interactions, i);
        GPtrArray **list = &walk->outgoing[interaction->source->part.index];
        if (!passes_through(walk, interaction->of[0]) || !is_request(walk, interaction))
            continue;
        if (*list == NULL)
            *list = tm_pool_array(&walk->facts->pool);
        g_ptr_array_add(*list, interaction);
    }
}

void
tm_facts_look_through(TmDiagramFacts *facts, const TmSlots *slots)
{
    guint n = facts->diagram->elements->len + 1;
    guint drawn = facts->interactions->len;
    Walk walk = {.facts = facts, .slots = slots};

    if (slots->pass_through == NULL || slots->exposure == NULL)
        return;
    walk.outgoing = tm_pool_new_n(&facts->pool, GPtrArray *, n);
    walk.visited = tm_pool_new_n(&facts->pool, guint, n);
    walk.came_by = tm_pool_new_n(&facts->pool, guint, n);
    walk.most = drawn + MAX_VIRTUAL;
    list_outgoing(&walk);
    for (guint i = 0; i < drawn; i++) {
        walk.first = g_ptr_array_index(facts->interactions, i);
        if (!passes_through(&walk, walk.first->of[1]) || !is_request(&walk, walk.first) ||
            !tm_facts_is_some(walk.first->of[0], slots->external))
            continue;
        walk.round++;
        walk.exposure = tm_facts_number(walk.first->of[2], slots->exposure);
        walk_from(&walk, walk.first->target);
    }
}
