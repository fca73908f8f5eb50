/* Hits become threats: one for each subject, whatever the number of flows (templates.md 5.3). */
#include "check-own.h"

#include <string.h>

#include "escape.h"
#include "severity.h"

#define FEW_FLOWS 8

/* A threat in the making. */
typedef struct {
    TmThreat *threat;
    const TmInteraction *best;
    gboolean flawed; /* as @rating counted it */
    TmRating rating;
    GHashTable *flows; /* the set of TmThreat.flows, where they are many; else NULL */
} Draft;

typedef struct {
    TmReport *report;
    TmDiagramFacts *facts;
    const TmThreatType *type;
    GHashTable *drafts; /* id -> Draft */
    GPtrArray *order;   /* Draft */
    GString *scratch;   /* ids and titles are put together in it */
} Grouping;

static void
free_draft(gpointer data)
{
    Draft *draft = data;

    g_clear_pointer(&draft->flows, g_hash_table_unref);
    g_free(draft);
}

/* --- ids --------------------------------------------------------------------------------- */

static void
add_subject(GString *id, const TmPart *part)
{
    if (id->str[id->len - 1] != '@' && id->str[id->len - 1] != '/')
        g_string_append_c(id, ':');
    tm_escape_id(id, part->id);
}

static void
add_subjects(GString *id, const TmThreatType *type, const TmInteraction *interaction)
{
    const TmPart *source = &interaction->source->part;
    const TmPart *target = &interaction->target->part;
    /* A pair that counts whichever way it is drawn has one id. */
    gboolean turned = type->mutual && interaction->turned;

    if (type->scope != TM_SCOPE_TARGET)
        add_subject(id, turned ? target : source);
    if (type->scope == TM_SCOPE_FLOW)
        add_subject(id, &interaction->flow->part);
    if (type->scope != TM_SCOPE_SOURCE)
        add_subject(id, turned ? source : target);
}

/* contract.md section 2; a threat to the whole model is its type alone. Good until the next call.
 */
static const char *
threat_id(const Grouping *grouping, const TmInteraction *interaction)
{
    GString *id = g_string_assign(grouping->scratch, grouping->type->id);

    if (grouping->type->scope != TM_SCOPE_MODEL) {
        g_string_append_c(id, '@');
        g_string_append(id, grouping->facts->diagram->prefix);
        add_subjects(id, grouping->type, interaction);
    }
    return id->str;
}

/* --- drafts ------------------------------------------------------------------------------ */

static Draft *
new_draft(Grouping *grouping, const char *id)
{
    Draft *draft = g_new0(Draft, 1);
    TmThreat *threat = tm_pool_new(&grouping->report->pool, TmThreat);

    threat->id = tm_pool_copy(&grouping->report->pool, id);
    threat->type = grouping->type;
    threat->diagram = grouping->facts->diagram;
    threat->flows = tm_pool_array(&grouping->report->pool);
    threat->questions = tm_pool_nothing(&grouping->report->pool);
    draft->threat = threat;
    g_ptr_array_add(grouping->order, draft);
    g_hash_table_insert(grouping->drafts, (gpointer)threat->id, draft);
    return draft;
}

/* Many flows make one threat where its subject is an element or the model: then a set tells in no
 * time which of them it has. */
static gboolean
has_flow(Draft *draft, const TmFlow *flow)
{
    const GPtrArray *flows = draft->threat->flows;

    if (draft->flows == NULL && flows->len < FEW_FLOWS)
        return g_ptr_array_find((GPtrArray *)flows, flow, NULL);
    if (draft->flows == NULL) {
        draft->flows = g_hash_table_new(NULL, NULL);
        for (guint i = 0; i < flows->len; i++)
            g_hash_table_add(draft->flows, g_ptr_array_index(flows, i));
    }
    return !g_hash_table_add(draft->flows, (gpointer)flow);
}

static void
add_flow(Draft *draft, const TmFlow *flow)
{
    if (!has_flow(draft, flow))
        g_ptr_array_add(draft->threat->flows, (gpointer)flow);
}

static void
add_hit(Grouping *grouping, const TmInteraction *interaction)
{
    const char *id = threat_id(grouping, interaction);
    Draft *draft = g_hash_table_lookup(grouping->drafts, id);
    gboolean cleared;
    TmRating rating;

    if (draft == NULL)
        draft = new_draft(grouping, id);
    add_flow(draft, interaction->flow);
    add_flow(draft, interaction->last);
    cleared =
        tm_check_ask(grouping->report, grouping->type, interaction, &draft->threat->questions);
    draft->threat->stated |= !cleared;
    rating = tm_severity_rate(grouping->facts, grouping->type, interaction, !cleared);
    if (draft->best != NULL && rating.score <= draft->rating.score)
        return;
    draft->best = interaction;
    draft->flawed = !cleared;
    draft->rating = rating;
}

static void
finish(Grouping *grouping, const Draft *draft)
{
    TmThreat *threat = draft->threat;
    const TmInteraction *best = draft->best;

    threat->source = best->source;
    threat->flow = best->flow;
    threat->target = best->target;
    threat->at = best;
    threat->title =
        tm_check_title(grouping->report, grouping->facts, threat->type, best, grouping->scratch);
    threat->severity = draft->rating.severity;
    threat->score = draft->rating.score;
    threat->likelihood = draft->rating.likelihood;
    threat->impact = draft->rating.impact;
    threat->flawed = draft->flawed;
    threat->priority = *threat->type->priority != '\0'
                           ? threat->type->priority
                           : tm_template_priority(grouping->report->template, threat->severity);
    threat->justification = "";
    if (threat->stated)
        g_ptr_array_set_size(threat->questions, 0);
}

/* A threat to the model is reported once, for the page where it weighs most. */
static void
add_threat(TmReport *report, TmFired *fired, TmThreat *threat)
{
    TmThreat *other = fired->place > 0 ? report->threats->pdata[fired->place - 1] : NULL;

    if (other == NULL)
        g_ptr_array_add(report->threats, threat);
    else if (other->score < threat->score)
        report->threats->pdata[fired->place - 1] = threat;
    if (fired->type->scope == TM_SCOPE_MODEL && other == NULL)
        fired->place = report->threats->len;
}

void
tm_check_group(TmReport *report, TmDiagramFacts *facts, TmFired *fired)
{
    g_autoptr(GHashTable) drafts = g_hash_table_new(tm_text_hash, g_str_equal);
    g_autoptr(GPtrArray) order = g_ptr_array_new_with_free_func(free_draft);
    g_autoptr(GString) scratch = g_string_new(NULL);
    Grouping grouping = {report, facts, fired->type, drafts, order, scratch};

    for (guint i = 0; i < fired->hits->len; i++) {
        const TmHit *hit = &g_array_index(fired->hits, TmHit, i);
        if (!hit->suppressed)
            add_hit(&grouping, hit->interaction);
    }
    for (guint i = 0; i < order->len; i++) {
        Draft *draft = g_ptr_array_index(order, i);
        finish(&grouping, draft);
        add_threat(report, fired, draft->threat);
    }
}
