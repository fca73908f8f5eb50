/* Flows as rules see them: what they cross, how exposed they are, who asks and who answers
 * (templates.md sections 2.2 and 2.3). */
#include <string.h>

#include "facts-own.h"

/* Flows by the pair of elements that they join. */
typedef struct {
    const TmElement *source;
    const TmElement *target;
} Pair;

static guint
hash_pair(gconstpointer key)
{
    const Pair *pair = key;

    return g_direct_hash(pair->source) * 31 + g_direct_hash(pair->target);
}

static gboolean
same_pair(gconstpointer a, gconstpointer b)
{
    const Pair *left = a;
    const Pair *right = b;

    return left->source == right->source && left->target == right->target;
}

static void
add_pair(TmDiagramFacts *facts, GHashTable *pairs, const TmFlow *flow)
{
    Pair *pair = tm_pool_new(&facts->pool, Pair);

    *pair = (Pair){flow->source, flow->target};
    g_hash_table_add(pairs, pair);
}

static gboolean
has_pair(GHashTable *pairs, const TmElement *source, const TmElement *target)
{
    Pair pair = {source, target};

    return g_hash_table_contains(pairs, &pair);
}

/* --- exposure ---------------------------------------------------------------------------- */

/* The zone of a crossed boundary: as stated there, else as its type sets it. */
static const char *
zone_of(const TmDiagramFacts *facts, const TmSlots *slots, const TmCrossing *crossing)
{
    const TmStencil *type;

    if (crossing->boundary != NULL)
        return tm_facts_value(facts, &facts->boundaries[crossing->boundary->part.index], "zone");
    type = tm_template_stencil(facts->template, crossing->type);
    for (; type != NULL && slots->zone != NULL; type = type->parent)
        for (guint i = 0; i < type->presets->len; i++) {
            const TmValue *preset = g_ptr_array_index(type->presets, i);
            if (strcmp(preset->name, slots->zone->id) == 0)
                return preset->value;
        }
    return "";
}

static gboolean
crosses_zone(const TmDiagramFacts *facts, const TmSlots *slots, const TmFlow *flow,
             const char *zone)
{
    for (guint i = 0; i < flow->crossings->len; i++)
        if (strcmp(zone_of(facts, slots, g_ptr_array_index(flow->crossings, i)), zone) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
share_internal_zone(const TmDiagramFacts *facts, const TmSlots *slots, const TmFlow *flow)
{
    const GPtrArray *inside = flow->source->part.inside;

    for (guint i = 0; i < inside->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(inside, i);
        if (tm_facts_has(&facts->boundaries[boundary->part.index], slots->zone, "Internal") &&
            g_ptr_array_find(flow->target->part.inside, boundary, NULL))
            return TRUE;
    }
    return FALSE;
}

static gboolean
is_outside(const TmDiagramFacts *facts, const TmSlots *slots, const TmInteraction *interaction)
{
    const TmFacts *source = interaction->of[0];
    const TmFacts *target = interaction->of[1];

    if (crosses_zone(facts, slots, interaction->flow, "External") ||
        tm_facts_has(source, slots->owner, "Third party") ||
        tm_facts_has(target, slots->owner, "Third party"))
        return TRUE;
    return (tm_facts_is_some(source, slots->external) ||
            tm_facts_is_some(target, slots->external)) &&
           !share_internal_zone(facts, slots, interaction->flow);
}

static const char *
exposure_of(const TmDiagramFacts *facts, const TmSlots *slots, const TmInteraction *interaction)
{
    gboolean crosses = interaction->flow->crossings->len > 0;

    if (tm_facts_is_some(interaction->of[2], slots->local))
        return crosses ? "Internal" : "Local";
    if (crosses_zone(facts, slots, interaction->flow, "Internet"))
        return "Internet";
    if (is_outside(facts, slots, interaction))
        return "External";
    return crosses ? "Internal" : "Local";
}

/* --- who asks, who answers --------------------------------------------------------------- */

static gboolean
label_answers(const char *name)
{
    static const char *const words[] = {"response", "result",  "reply",   "page",
                                        "answer",   "antwort", "réponse", "respuesta",
                                        "ответ",    "响应",    "応答",    NULL};
    g_autofree char *folded = g_utf8_casefold(name, -1);

    for (guint i = 0; words[i] != NULL; i++)
        if (strstr(folded, words[i]) != NULL)
            return TRUE;
    return FALSE;
}

/* Whether the receiver opened the connection: where nobody says, what stores and feeds give was
 * asked for. */
static gboolean
is_pulled(const TmSlots *slots, const TmInteraction *interaction)
{
    const TmFacts *source = interaction->of[0];

    if (slots->initiator == NULL)
        return FALSE;
    if (tm_part_value(&interaction->flow->part, slots->initiator->id) != NULL)
        return tm_facts_has(interaction->of[2], slots->initiator, "Target");
    for (guint i = 0; i < G_N_ELEMENTS(slots->given); i++)
        if (tm_facts_is_some(source, slots->given[i]))
            return TRUE;
    return tm_facts_is_some(source, slots->tool) &&
           tm_facts_is_some(interaction->of[1], slots->agent);
}

static gboolean
is_response(const TmSlots *slots, const TmInteraction *interaction, gboolean has_reverse)
{
    if (slots->role == NULL)
        return FALSE;
    if (tm_part_value(&interaction->flow->part, slots->role->id) != NULL)
        return tm_facts_has(interaction->of[2], slots->role, "Response");
    return interaction->flow->reverse ||
           (has_reverse && label_answers(interaction->flow->part.name));
}

static void
derive(TmDiagramFacts *facts, const TmSlots *slots, TmInteraction *interaction, GHashTable *pairs)
{
    const TmFlow *flow = interaction->flow;
    TmFacts *row = interaction->of[2];
    gboolean has_reverse = has_pair(pairs, flow->target, flow->source);

    interaction->response = is_response(slots, interaction, has_reverse);
    if (interaction->response)
        tm_facts_set(row, slots->role, "Response");
    tm_facts_set(row, slots->has_reverse, has_reverse ? "Yes" : "No");
    tm_facts_set(row, slots->exposure, exposure_of(facts, slots, interaction));
    tm_facts_set(row, slots->pull, is_pulled(slots, interaction) ? "Yes" : "No");
    if (slots->encrypted != NULL && tm_facts_unknown(row, slots->encrypted) &&
        (tm_facts_has(interaction->of[0], slots->tls_enforced, "Yes") ||
         tm_facts_has(interaction->of[1], slots->tls_enforced, "Yes")))
        tm_facts_set(row, slots->encrypted, "Yes");
}

/* --- one interaction for each flow ------------------------------------------------------- */

static const TmStencil **
crossed_types(TmDiagramFacts *facts, const TmFlow *flow)
{
    const TmStencil **types =
        tm_pool_new_n(&facts->pool, const TmStencil *, flow->crossings->len + 1);
    guint count = 0;

    for (guint i = 0; i < flow->crossings->len; i++) {
        const TmCrossing *crossing = g_ptr_array_index(flow->crossings, i);
        const TmStencil *type = crossing->boundary != NULL
                                    ? facts->boundaries[crossing->boundary->part.index].types[0]
                                    : tm_template_stencil(facts->template, crossing->type);
        if (type != NULL)
            types[count++] = type;
    }
    return types;
}

static TmInteraction *
add_interaction(TmDiagramFacts *facts, const TmFlow *flow)
{
    TmInteraction *interaction = tm_pool_new(&facts->pool, TmInteraction);

    interaction->flow = interaction->last = flow;
    interaction->source = flow->source;
    interaction->target = flow->target;
    interaction->of[0] = &facts->elements[flow->source->part.index];
    interaction->of[1] = &facts->elements[flow->target->part.index];
    interaction->of[2] = &facts->flows[flow->part.index];
    interaction->crossed = crossed_types(facts, flow);
    g_ptr_array_add(facts->interactions, interaction);
    return interaction;
}

void
tm_facts_find_interactions(TmDiagramFacts *facts, const TmSlots *slots)
{
    const GPtrArray *flows = facts->diagram->flows;
    g_autoptr(GHashTable) pairs = g_hash_table_new(hash_pair, same_pair);
    g_autoptr(GHashTable) requests = g_hash_table_new(hash_pair, same_pair);

    for (guint i = 0; i < flows->len; i++)
        add_pair(facts, pairs, g_ptr_array_index(flows, i));
    for (guint i = 0; i < flows->len; i++) {
        TmInteraction *interaction = add_interaction(facts, g_ptr_array_index(flows, i));
        derive(facts, slots, interaction, pairs);
        if (!interaction->response)
            add_pair(facts, requests, interaction->flow);
    }
    for (guint i = 0; i < facts->interactions->len; i++) {
        TmInteraction *interaction = g_ptr_array_index(facts->interactions, i);
        interaction->both = has_pair(requests, interaction->target, interaction->source);
    }
}
