/* Threat types against the model, one diagram at a time, in steps. */
#include "check-own.h"

#include <string.h>

/* Interactions that are looked at in one step. */
#define STEP 64

struct TmCheck {
    TmReport *report;
    const TmRegister *book; /* what people decided, or NULL */
    const char *today;      /* or NULL */
    guint diagram;          /* the one at work */
    guint stage;            /* of that one */
    guint next;             /* of its interactions, or of the threat types */
    TmDiagramFacts *facts;  /* of the diagram at work, or NULL; the report's */
    TmCandidates *candidates;
    TmFired *fired; /* by position in TmTemplate.threats */
};

gboolean
tm_check_holds(const TmThreatType *type, const TmInteraction *interaction)
{
    return type->include != NULL && tm_expression_holds(type->include, interaction) &&
           (type->exclude == NULL || !tm_expression_holds(type->exclude, interaction));
}

/* --- out of scope ------------------------------------------------------------------------ */

/* What its author put out of scope is not reported: a flow, or what the threat is about. */
static gboolean
out_of_scope(const TmThreatType *type, const TmInteraction *interaction)
{
    gboolean source = interaction->source->part.outOfScope;
    gboolean target = interaction->target->part.outOfScope;

    if (interaction->flow->part.outOfScope || interaction->last->part.outOfScope)
        return TRUE;
    switch (type->scope) {
    case TM_SCOPE_FLOW:
        return FALSE;
    case TM_SCOPE_SOURCE:
        return source;
    case TM_SCOPE_TARGET:
        return target;
    case TM_SCOPE_PAIR:
    case TM_SCOPE_MODEL:
        return source && target;
    }
    return FALSE;
}

static gboolean
may_hit(const TmThreatType *type, const TmInteraction *interaction)
{
    return !(interaction->virtual && type->channel) && !out_of_scope(type, interaction);
}

static void
match_interaction(TmCheck *check, const TmInteraction *interaction)
{
    const TmHit hit = {interaction, FALSE};
    const GArray *types;

    if (interaction->response)
        return;
    types = tm_candidates_at(check->candidates, interaction);
    for (guint i = 0; i < types->len; i++) {
        const TmFired *fired = &check->fired[g_array_index(types, guint, i)];
        if (may_hit(fired->type, interaction) && tm_check_holds(fired->type, interaction))
            g_array_append_val(fired->hits, hit);
    }
}

/* --- stages of a diagram ----------------------------------------------------------------- */

static gboolean
gather_facts(TmCheck *check)
{
    TmReport *report = check->report;
    const TmDiagram *diagram = g_ptr_array_index(report->model->diagrams, check->diagram);

    check->facts = tm_facts_new(diagram, report->template, report->answers, report->types);
    g_ptr_array_index(report->facts, diagram->index) = check->facts;
    return TRUE;
}

static gboolean
match_some(TmCheck *check)
{
    const GPtrArray *interactions = check->facts->interactions;
    const guint end = MIN(interactions->len, check->next + STEP);

    while (check->next < end)
        match_interaction(check, g_ptr_array_index(interactions, check->next++));
    return check->next == interactions->len;
}

static gboolean
suppress(TmCheck *check)
{
    tm_check_suppress(check->report->template, check->fired);
    return TRUE;
}

/* What the next threat type that hit anything found. */
static gboolean
group_some(TmCheck *check)
{
    const guint count = check->report->template->threats->len;

    while (check->next < count && check->fired[check->next].hits->len == 0)
        check->next++;
    if (check->next == count)
        return TRUE;
    tm_check_group(check->report, check->facts, &check->fired[check->next++]);
    return FALSE;
}

static gboolean
look_at_drawing(TmCheck *check)
{
    tm_check_drawing(check->report, check->facts);
    tm_check_missing(check->report, check->facts);
    return TRUE;
}

static void
drop_diagram(TmCheck *check)
{
    for (guint i = 0; i < check->report->template->threats->len; i++)
        g_array_set_size(check->fired[i].hits, 0);
    check->facts = NULL;
}

/* Each does some of its part and returns whether that was all. */
static gboolean (*const stages[])(TmCheck *check) = {
    gather_facts, match_some, suppress, group_some, look_at_drawing,
};

static void
end_diagram(TmCheck *check)
{
    drop_diagram(check);
    check->stage = 0;
    check->diagram++;
}

gboolean
tm_check_step(TmCheck *check)
{
    const GPtrArray *diagrams = check->report->model->diagrams;

    if (check->diagram == diagrams->len)
        return FALSE;
    if (((const TmDiagram *)g_ptr_array_index(diagrams, check->diagram))->off) {
        check->diagram++;
    } else if (stages[check->stage](check)) {
        check->next = 0;
        check->stage++;
        if (check->stage == G_N_ELEMENTS(stages))
            end_diagram(check);
    }
    return TRUE;
}

/* --- begin and end ----------------------------------------------------------------------- */

static int
by_weight(gconstpointer a, gconstpointer b)
{
    const TmThreat *left = *(const TmThreat *const *)a;
    const TmThreat *right = *(const TmThreat *const *)b;

    if (left->severity != right->severity)
        return left->severity > right->severity ? -1 : 1;
    if (left->stated != right->stated)
        return left->stated ? -1 : 1;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    if (left->diagram != right->diagram)
        return left->diagram->index < right->diagram->index ? -1 : 1;
    return strcmp(left->id, right->id);
}

static TmFired *
new_fired(const GPtrArray *types)
{
    TmFired *fired = g_new0(TmFired, types->len + 1);

    for (guint i = 0; i < types->len; i++) {
        fired[i].type = g_ptr_array_index(types, i);
        fired[i].hits = g_array_new(FALSE, FALSE, sizeof(TmHit));
    }
    return fired;
}

static void
free_fired(TmFired *fired, guint count)
{
    for (guint i = 0; i < count; i++)
        g_array_unref(fired[i].hits);
    g_free(fired);
}

static void
free_facts(gpointer facts)
{
    tm_facts_free(facts);
}

TmCheck *
tm_check_begin(const TmModel *model, const TmTemplate *template, const TmDecided *decided)
{
    TmCheck *check = g_new0(TmCheck, 1);
    TmReport *report = g_new0(TmReport, 1);

    tm_pool_init(&report->pool);
    report->model = model;
    report->template = template;
    report->name = model->name;
    report->metadata = tm_pool_array(&report->pool);
    report->threats = tm_pool_array(&report->pool);
    report->messages = tm_pool_array(&report->pool);
    report->types = tm_facts_types_new(template);
    report->facts = g_ptr_array_new_with_free_func(free_facts);
    g_ptr_array_set_size(report->facts, (int)model->diagrams->len);
    for (guint i = 0; i < template->messages->len; i++)
        g_ptr_array_add(report->messages, g_ptr_array_index(template->messages, i));
    for (guint i = 0; i < model->messages->len; i++)
        g_ptr_array_add(report->messages, g_ptr_array_index(model->messages, i));
    tm_check_mapping(report);
    check->report = report;
    check->book = tm_check_join(report, decided != NULL ? decided->beside : NULL);
    check->today = decided != NULL ? decided->today : NULL;
    tm_check_answer(report, check->book);
    check->fired = new_fired(template->threats);
    check->candidates = tm_candidates_new(template);
    return check;
}

TmReport *
tm_check_end(TmCheck *check)
{
    TmReport *report = check->report;

    drop_diagram(check);
    free_fired(check->fired, report->template->threats->len);
    tm_candidates_free(check->candidates);
    tm_check_decide(report);
    tm_check_register(report, check->book, check->today);
    g_free(check);
    tm_check_fold(report);
    g_ptr_array_sort(report->threats, by_weight);
    return report;
}

TmReport *
tm_check(const TmModel *model, const TmTemplate *template, const TmDecided *decided)
{
    TmCheck *check = tm_check_begin(model, template, decided);

    while (tm_check_step(check))
        continue;
    return tm_check_end(check);
}

gboolean
tm_threat_is_closed(const TmThreat *threat)
{
    return threat->state == TM_STATE_MITIGATED || threat->state == TM_STATE_NOT_APPLICABLE;
}

void
tm_report_free(TmReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->facts);
    tm_facts_types_free(report->types);
    g_clear_pointer(&report->answers, g_hash_table_unref);
    tm_pool_clear(&report->pool);
    g_free(report);
}
