/* What people decided joins what the rules found (tm7-format.md section 4, "What is kept"). */
#include "check-own.h"

#include <string.h>

#include "messages.h"
#include "severity.h"
#include "wording.h"

typedef struct {
    TmReport *report;
    GHashTable *decided;  /* id -> TmDecision that no threat has yet */
    GHashTable *diagrams; /* id -> TmDiagram */
} Deciding;

/* --- threats that rules made ------------------------------------------------------------- */

static const char *
first_of(const char *one, const char *other)
{
    return *one != '\0' ? one : other;
}

/* Titles are frozen when the threat comes into the file: they carry names of that day. */
static void
apply(TmThreat *threat, const TmDecision *decision)
{
    threat->decision = decision;
    threat->state = decision->state;
    threat->justification = decision->justification;
    threat->title = first_of(decision->title, threat->title);
    threat->priority = first_of(decision->priority, threat->priority);
    if (threat->type->likelihood == 0)
        threat->severity = tm_severity_named(threat->priority);
}

static void
apply_all(const Deciding *deciding)
{
    for (guint i = 0; i < deciding->report->threats->len; i++) {
        TmThreat *threat = g_ptr_array_index(deciding->report->threats, i);
        const TmDecision *decision = g_hash_table_lookup(deciding->decided, threat->id);
        if (decision == NULL)
            continue;
        apply(threat, decision);
        g_hash_table_remove(deciding->decided, threat->id);
    }
}

/* --- threats that stay without a rule ---------------------------------------------------- */

/* What the report needs to know of a threat type that the template lacks. */
static const TmThreatType *
new_type(TmReport *report, TmScope scope, const TmDecision *decision)
{
    TmThreatType *type = tm_pool_new(&report->pool, TmThreatType);
    GPtrArray *nothing = tm_pool_array(&report->pool);

    type->id = decision->type;
    type->pack = "";
    type->title = decision->title;
    type->category = decision->category;
    type->description = decision->description;
    type->include_text = type->exclude_text = "";
    type->scope = scope;
    type->priority = decision->priority;
    type->suppresses = type->controls = type->asks = type->hit = type->miss = nothing;
    type->cwe = type->capec = report->template->no_numbers;
    type->file = decision->file != NULL ? decision->file : report->model->file;
    type->place = decision->place;
    return type;
}

TmThreat *
tm_check_add_threat(TmReport *report, const TmThreatType *type, TmScope scope,
                    const TmDecision *decision)
{
    TmThreat *threat = tm_pool_new(&report->pool, TmThreat);

    threat->type = type != NULL ? type : new_type(report, scope, decision);
    threat->id = decision->id;
    threat->title = threat->type->title;
    threat->priority = threat->type->priority;
    threat->flows = tm_pool_array(&report->pool);
    threat->questions = tm_pool_array(&report->pool);
    threat->stated = TRUE;
    threat->custom = decision->custom;
    g_ptr_array_add(report->threats, threat);
    return threat;
}

static GHashTable *
index_diagrams(const TmModel *model)
{
    GHashTable *diagrams = g_hash_table_new(tm_text_hash, g_str_equal);

    for (guint i = 0; i < model->diagrams->len; i++) {
        const TmDiagram *diagram = g_ptr_array_index(model->diagrams, i);
        g_hash_table_insert(diagrams, (gpointer)diagram->id, (gpointer)diagram);
    }
    return diagrams;
}

/* The diagram of a threat; where it is gone the first one. */
static const TmDiagram *
find_diagram(const Deciding *deciding, const char *id)
{
    const TmDiagram *diagram = g_hash_table_lookup(deciding->diagrams, id);

    return diagram != NULL ? diagram : g_ptr_array_index(deciding->report->model->diagrams, 0);
}

static gpointer
find_part(const TmDiagram *diagram, const char *id, gboolean flow)
{
    TmPart *part = tm_diagram_find(diagram, id);

    if (part == NULL || part->kind == TM_BOUNDARY || (part->kind == TM_FLOW) != flow)
        return NULL;
    return part;
}

static void
find_parts(TmThreat *threat, const TmDecision *decision)
{
    threat->source = find_part(threat->diagram, decision->source, FALSE);
    threat->flow = find_part(threat->diagram, decision->flow, TRUE);
    threat->target = find_part(threat->diagram, decision->target, FALSE);
    if (threat->flow != NULL)
        g_ptr_array_add(threat->flows, (gpointer)threat->flow);
}

/* What a threat is about that a person added. */
static TmScope
scope_of(const TmDecision *decision)
{
    if (*decision->flow != '\0')
        return TM_SCOPE_FLOW;
    if (*decision->source != '\0')
        return TM_SCOPE_PAIR;
    return *decision->target != '\0' ? TM_SCOPE_TARGET : TM_SCOPE_MODEL;
}

static void
add_kept(const Deciding *deciding, const TmDecision *decision)
{
    TmReport *report = deciding->report;
    const TmThreatType *known =
        decision->custom ? NULL : g_hash_table_lookup(report->template->threat_of, decision->type);
    const TmScope scope = decision->custom ? scope_of(decision) : TM_SCOPE_FLOW;
    TmThreat *threat = tm_check_add_threat(report, known, scope, decision);

    threat->diagram = find_diagram(deciding, decision->diagram);
    threat->stale = !decision->custom && !threat->diagram->off;
    find_parts(threat, decision);
    apply(threat, decision);
    threat->severity = decision->rated ? decision->severity : tm_severity_named(threat->priority);
}

/* Where nothing is computed, what the file says is all there is. */
static gboolean
is_kept(const Deciding *deciding, const TmDecision *decision)
{
    return decision->touched || decision->custom || find_diagram(deciding, decision->diagram)->off;
}

void
tm_check_decide(TmReport *report)
{
    const GPtrArray *decisions = report->model->decisions;
    g_autoptr(GHashTable) decided = g_hash_table_new(tm_text_hash, g_str_equal);
    g_autoptr(GHashTable) diagrams = index_diagrams(report->model);
    Deciding deciding = {report, decided, diagrams};

    if (report->model->diagrams->len == 0 || decisions->len == 0)
        return;
    for (guint i = decisions->len; i > 0; i--) {
        TmDecision *decision = g_ptr_array_index(decisions, i - 1);
        g_hash_table_insert(decided, (gpointer)decision->id, decision);
    }
    apply_all(&deciding);
    for (guint i = 0; i < decisions->len; i++) {
        const TmDecision *decision = g_ptr_array_index(decisions, i);
        if (g_hash_table_lookup(decided, decision->id) == decision && is_kept(&deciding, decision))
            add_kept(&deciding, decision);
    }
}

/* --- types of another template ----------------------------------------------------------- */

static void
say_unmapped(TmReport *report, const TmPart *part, const TmStencil *generic)
{
    const TmMessageCode *code = tm_message_code("H31");
    TmMessage *message = tm_pool_new(&report->pool, TmMessage);

    message->code = code->code;
    message->level = code->level;
    message->text = tm_pool_printf(
        &report->pool,
        tm_wording(report->template->language, "the template has no type for %s: it counts as %s"),
        part->type, generic->name);
    g_ptr_array_add(report->messages, message);
}

static void
look_at(TmReport *report, const GPtrArray *parts, GHashTable *said)
{
    for (guint i = 0; i < parts->len; i++) {
        const TmPart *part = g_ptr_array_index(parts, i);
        const TmStencil *generic =
            part->type != NULL ? g_hash_table_lookup(report->template->unmapped, part->type) : NULL;
        if (generic != NULL && g_hash_table_add(said, (gpointer)part->type))
            say_unmapped(report, part, generic);
    }
}

void
tm_check_mapping(TmReport *report)
{
    g_autoptr(GHashTable) said = g_hash_table_new(tm_text_hash, g_str_equal);

    for (guint i = 0; i < report->model->diagrams->len; i++) {
        const TmDiagram *diagram = g_ptr_array_index(report->model->diagrams, i);
        look_at(report, diagram->elements, said);
        look_at(report, diagram->flows, said);
        look_at(report, diagram->boundaries, said);
    }
}
