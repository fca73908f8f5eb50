/* Flows as rules see them: what they cross, how exposed they are, who asks and who answers
 * (templates.md sections 2.2 and 2.3). */
#include <string.h>

#include "classify-words.h"
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

/* A person or a system of others is never on the same machine. */
static const char *
exposure_of(const TmDiagramFacts *facts, const TmSlots *slots, const TmInteraction *interaction)
{
    gboolean crosses = interaction->flow->crossings->len > 0;

    if (tm_facts_is_some(interaction->of[2], slots->local))
        return crosses ? "Internal" : "Local";
    crosses |= tm_facts_is_some(interaction->of[0], slots->external) ||
               tm_facts_is_some(interaction->of[1], slots->external);
    if (crosses_zone(facts, slots, interaction->flow, "Internet"))
        return "Internet";
    if (is_outside(facts, slots, interaction))
        return "External";
    return crosses ? "Internal" : "Local";
}

/* --- who asks, who answers --------------------------------------------------------------- */

/* Whether a label is the name of an answer. Scripts that do not part words are searched. */
static gboolean
label_answers(const char *name)
{
    static const char *const words[] = {
        "response",  "responses",  "result",  "results", "reply",     "replies", "page",
        "pages",     "answer",     "answers", "antwort", "antworten", "réponse", "réponses",
        "respuesta", "respuestas", "ответ",   "ответы",  NULL};
    static const char *const unparted[] = {"响应", "应答", "応答", "レスポンス", NULL};
    g_autoptr(GPtrArray) label = tm_words_split(name);

    for (guint i = 0; unparted[i] != NULL; i++)
        if (strstr(name, unparted[i]) != NULL)
            return TRUE;
    for (guint i = 0; i < label->len; i++)
        if (g_strv_contains(words, g_ptr_array_index(label, i)))
            return TRUE;
    return FALSE;
}

/* Whether the author says something valid: the last word counts. */
static gboolean
is_stated(const TmFlow *flow, const TmProperty *property)
{
    gboolean stated = FALSE;

    for (guint i = 0; i < flow->part.values->len; i++) {
        const TmValue *value = g_ptr_array_index(flow->part.values, i);
        if (strcmp(value->name, property->id) == 0)
            stated |= tm_property_number(property, value->value) > 0;
    }
    return stated;
}

/* Whether the receiver opened the connection: where nobody says, what stores and feeds give was
 * asked for. */
static gboolean
is_pulled(const TmSlots *slots, const TmInteraction *interaction)
{
    const TmFacts *source = interaction->of[0];

    if (slots->initiator == NULL)
        return FALSE;
    if (is_stated(interaction->flow, slots->initiator))
        return tm_facts_has(interaction->of[2], slots->initiator, "Target");
    for (guint i = 0; i < G_N_ELEMENTS(slots->given); i++)
        if (tm_facts_is_some(source, slots->given[i]))
            return TRUE;
    return tm_facts_is_some(source, slots->tool) &&
           tm_facts_is_some(interaction->of[1], slots->agent);
}

static gboolean
is_caller(const TmSlots *slots, const TmFacts *element)
{
    for (guint i = 0; i < G_N_ELEMENTS(slots->callers); i++)
        if (tm_facts_is_some(element, slots->callers[i]))
            return TRUE;
    return FALSE;
}

/* People and devices call, stores are called: neither the flow of a caller nor one into a store is
 * an answer, whatever its label says. */
static gboolean
may_answer(const TmSlots *slots, const TmInteraction *interaction)
{
    return !tm_facts_is_some(interaction->of[1], slots->store) &&
           !is_caller(slots, interaction->of[0]);
}

static guint
call_rank(const TmSlots *slots, const TmFacts *element)
{
    if (is_caller(slots, element))
        return 0;
    return element->part->kind == TM_PROCESS ? 1 : 2;
}

/* Of the two ways of a pair the first is the one in which calls go; between equals the id decides.
 * No label has a say, so that a new label leaves the ids of threats alone. */
static gboolean
is_turned(const TmSlots *slots, const TmInteraction *interaction, GHashTable *pairs)
{
    guint source = call_rank(slots, interaction->of[0]);
    guint target = call_rank(slots, interaction->of[1]);

    if (!has_pair(pairs, interaction->target, interaction->source))
        return FALSE;
    if (source != target)
        return source > target;
    return strcmp(interaction->source->part.id, interaction->target->part.id) > 0;
}

/* @asked: pairs between which a flow asks. */
static gboolean
is_response(const TmSlots *slots, const TmInteraction *interaction, GHashTable *asked)
{
    if (slots->role == NULL)
        return FALSE;
    if (is_stated(interaction->flow, slots->role))
        return tm_facts_has(interaction->of[2], slots->role, "Response");
    if (interaction->flow->reverse)
        return TRUE;
    return has_pair(asked, interaction->target, interaction->source) &&
           may_answer(slots, interaction) && label_answers(interaction->flow->part.name);
}

static void
derive(TmDiagramFacts *facts, const TmSlots *slots, TmInteraction *interaction, GHashTable *pairs,
       GHashTable *asked)
{
    const TmFlow *flow = interaction->flow;
    TmFacts *row = interaction->of[2];
    gboolean has_reverse = has_pair(pairs, flow->target, flow->source);

    interaction->response = is_response(slots, interaction, asked);
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

static void
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
}

/* A flow asks when it goes one way only, or could not be an answer by its label and its ends. */
static GHashTable *
find_asked(TmDiagramFacts *facts, const TmSlots *slots, GHashTable *pairs)
{
    GHashTable *asked = g_hash_table_new(hash_pair, same_pair);

    for (guint i = 0; i < facts->interactions->len; i++) {
        const TmInteraction *interaction = g_ptr_array_index(facts->interactions, i);
        if (!has_pair(pairs, interaction->target, interaction->source) ||
            !may_answer(slots, interaction) || !label_answers(interaction->flow->part.name))
            add_pair(facts, asked, interaction->flow);
    }
    return asked;
}

void
tm_facts_find_interactions(TmDiagramFacts *facts, const TmSlots *slots)
{
    const GPtrArray *flows = facts->diagram->flows;
    g_autoptr(GHashTable) pairs = g_hash_table_new(hash_pair, same_pair);
    g_autoptr(GHashTable) asked = NULL;

    for (guint i = 0; i < flows->len; i++) {
        add_pair(facts, pairs, g_ptr_array_index(flows, i));
        add_interaction(facts, g_ptr_array_index(flows, i));
    }
    asked = find_asked(facts, slots, pairs);
    for (guint i = 0; i < facts->interactions->len; i++) {
        TmInteraction *interaction = g_ptr_array_index(facts->interactions, i);
        derive(facts, slots, interaction, pairs, asked);
        interaction->turned = is_turned(slots, interaction, pairs);
    }
}
