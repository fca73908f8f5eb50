/* Threats: a definition for each, an instance at the part that it is about, and the mitigations
 * that are advised. */
#include <string.h>

#include "json-model.h"
#include "otm-names.h"
#include "otm-own.h"

#define STEP 25      /* per cent that a step of likelihood or impact is */
#define REDUCTION 50 /* per cent: the schema wants a number, and nobody knows it */
#define MAX_ADVICE 3 /* mitigations of a threat */

/* --- where they stand -------------------------------------------------------------------- */

/* The way back of a flow is written with the way there. */
static const TmPart *
flow_part(const TmThreat *threat)
{
    const TmPart *there =
        threat->flow->reverse ? tm_diagram_find(threat->diagram, threat->flow->cell) : NULL;

    return there != NULL && there->kind == TM_FLOW ? there : &threat->flow->part;
}

static const TmPart *
element_part(const TmElement *element)
{
    return element != NULL ? &element->part : NULL;
}

static const TmPart *
stands_at(const TmThreat *threat)
{
    switch (threat->type->scope) {
    case TM_SCOPE_FLOW:
    case TM_SCOPE_PAIR:
        return threat->flow != NULL ? flow_part(threat) : element_part(threat->target);
    case TM_SCOPE_SOURCE:
        return element_part(threat->source);
    case TM_SCOPE_TARGET:
        return element_part(threat->target);
    case TM_SCOPE_MODEL:
        break;
    }
    return NULL;
}

void
tm_otm_sort_threats(TmOtmWriter *writer)
{
    const GPtrArray *threats = writer->report->threats;

    for (guint i = 0; i < threats->len; i++) {
        TmThreat *threat = g_ptr_array_index(threats, i);
        const TmPart *part = stands_at(threat);
        GPtrArray *list = part != NULL ? g_hash_table_lookup(writer->threats, part) : NULL;
        if (part == NULL || !tm_view_threat(writer->view, threat))
            continue;
        if (list == NULL) {
            list = g_ptr_array_new();
            g_hash_table_insert(writer->threats, (gpointer)part, list);
        }
        g_ptr_array_add(list, threat);
    }
}

/* --- instances --------------------------------------------------------------------------- */

static const char *
state_word(TmState state)
{
    return state == TM_STATE_NOT_STARTED ? "exposed" : tm_state_name(state);
}

static TmJson *
new_advice(TmOtmWriter *writer, const TmThreat *threat)
{
    g_autoptr(GPtrArray) advice = tm_threat_mitigations(writer->report, threat, NULL);
    TmJson *array = tm_json_array();

    for (guint i = 0; i < MIN(advice->len, MAX_ADVICE); i++) {
        TmMitigation *mitigation = g_ptr_array_index(advice, i);
        TmJson *object = tm_json_object();
        if (g_hash_table_add(writer->known, mitigation))
            g_ptr_array_add(writer->mitigations, mitigation);
        tm_json_set_text(object, "mitigation", mitigation->id);
        tm_json_set_text(object, "state", "recommended");
        tm_json_append(array, object);
    }
    return array;
}

TmJson *
tm_otm_threats_at(TmOtmWriter *writer, const TmPart *part)
{
    const GPtrArray *threats = g_hash_table_lookup(writer->threats, part);
    TmJson *array = tm_json_array();

    for (guint i = 0; threats != NULL && i < threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(threats, i);
        TmJson *object = tm_json_object();
        tm_json_set_text(object, "threat", threat->id);
        tm_json_set_text(object, "state", state_word(threat->state));
        tm_json_set(object, "mitigations", new_advice(writer, threat));
        tm_json_append(array, object);
    }
    return array;
}

/* --- definitions ------------------------------------------------------------------------- */

/* In per cent; where nothing was scored, what makes the same severity. */
static TmJson *
new_risk(const TmReport *report, const TmThreat *threat)
{
    static const guint steps[][2] = {
        [TM_LOW] = {1, 1}, [TM_MEDIUM] = {2, 2}, [TM_HIGH] = {2, 4}, [TM_CRITICAL] = {4, 4}};
    const gboolean scored = threat->score > 0;
    const guint likelihood = scored ? threat->likelihood : steps[threat->severity][0];
    const guint impact = scored ? threat->impact : steps[threat->severity][1];
    g_autofree char *why = tm_threat_why(report, threat);
    TmJson *risk = tm_json_object();

    tm_json_set_integer(risk, "likelihood", (gint64)likelihood * STEP);
    tm_json_set_integer(risk, "impact", (gint64)impact * STEP);
    tm_json_set_known(risk, "impactComment", why);
    return risk;
}

static void
set_decision(TmJson *attributes, const TmDecision *decision)
{
    tm_json_set_known(attributes, "priority", decision->priority);
    tm_json_set_known(attributes, "justification", decision->justification);
    tm_json_set_known(attributes, "notes", decision->notes);
    tm_json_set_known(attributes, "owner", decision->owner);
    tm_json_set_known(attributes, "ticket", decision->ticket);
    tm_json_set_known(attributes, "expires", decision->expires);
    tm_json_set_known(attributes, "by", decision->by);
    tm_json_set_known(attributes, "at", decision->at);
}

static TmJson *
new_attributes(const TmThreat *threat)
{
    TmJson *attributes = tm_json_object();

    tm_json_set_text(attributes, TM_OTM_THREAT, threat->custom ? TM_OTM_CUSTOM : threat->type->id);
    if (stands_at(threat) == NULL)
        tm_json_set_text(attributes, TM_OTM_STATE, state_word(threat->state));
    if (threat->decision != NULL)
        set_decision(attributes, threat->decision);
    return attributes;
}

static void
set_weaknesses(TmJson *object, const GArray *numbers)
{
    TmJson *array = tm_json_array();

    for (guint i = 0; i < numbers->len; i++) {
        g_autofree char *cwe = g_strdup_printf("CWE-%u", g_array_index(numbers, guint, i));
        tm_json_append_text(array, cwe);
    }
    tm_json_set(object, "cwes", array);
}

static TmJson *
new_threat(const TmReport *report, const TmThreat *threat)
{
    g_autofree char *description = tm_threat_description(report, threat);
    TmJson *object = tm_json_object();
    TmJson *categories = tm_json_array();

    tm_json_append_text(categories, threat->type->category);
    tm_json_set_text(object, "id", threat->id);
    tm_json_set_text(object, "name", threat->title);
    tm_json_set_known(object, "description", description);
    tm_json_set(object, "categories", categories);
    set_weaknesses(object, threat->type->cwe);
    tm_json_set(object, "risk", new_risk(report, threat));
    tm_json_set(object, "attributes", new_attributes(threat));
    return object;
}

void
tm_otm_write_threats(TmOtmWriter *writer, TmJsonStream *stream)
{
    const GPtrArray *threats = writer->report->threats;

    tm_json_stream_open(stream, "threats");
    for (guint i = 0; i < threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(threats, i);
        if (tm_view_threat(writer->view, threat))
            tm_json_stream_item(stream, new_threat(writer->report, threat));
    }
    tm_json_stream_close(stream);
}

void
tm_otm_write_mitigations(TmOtmWriter *writer, TmJsonStream *stream)
{
    tm_json_stream_open(stream, "mitigations");
    for (guint i = 0; i < writer->mitigations->len; i++) {
        const TmMitigation *mitigation = g_ptr_array_index(writer->mitigations, i);
        TmJson *object = tm_json_object();
        tm_json_set_text(object, "id", mitigation->id);
        tm_json_set_text(object, "name", mitigation->title);
        tm_json_set_known(object, "description", mitigation->guidance);
        tm_json_set_integer(object, "riskReduction", REDUCTION);
        tm_json_stream_item(stream, object);
    }
    tm_json_stream_close(stream);
}
