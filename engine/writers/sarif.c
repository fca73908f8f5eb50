/* SARIF 2.1.0, which code hosts show beside the lines of a file: a threat is a result, its type a
 * rule, a decision a suppression, a message about the drawing a notification. Results are known
 * again by the id of the threat, wherever the part is drawn. */
#include <string.h>

#include "json-model.h"
#include "sarif-place.h"
#include "sarif-rules.h"

/* What GitHub takes in one run, the worst first; and 10 MB of gzip, of which this is about the
 * sixfold in the text of such a file. */
#define MOST_RESULTS 25000
#define MOST_BYTES ((gsize)60 << 20)
#define BYTES_OF_RESULT 2000
#define MOST_MESSAGES 1000

#define SCHEMA                                                                                     \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

typedef struct {
    const TmReport *report;
    TmJson *rules;
    GHashTable *places; /* id of a threat type -> its place among the rules, from 1 */
    TmJson *results;
    TmSarifText text;
    guint written;  /* results */
    guint left_out; /* results */
    gsize bytes;    /* of results, at most about */
} Writing;

static TmJson *
new_message(const char *text)
{
    TmJson *message = tm_json_object();

    tm_json_set_text(message, "text", text);
    return message;
}

/* --- places ------------------------------------------------------------------------------ */

/* "page-1/2": what a diagram calls a part. */
static void
append_logical(TmJson *array, const TmDiagram *diagram, const TmPart *part)
{
    g_autofree char *full =
        g_strconcat(diagram->prefix != NULL ? diagram->prefix : "", part->id, NULL);
    TmJson *logical = tm_json_object();

    tm_json_set_text(logical, "name", part->called);
    tm_json_set_text(logical, "fullyQualifiedName", full);
    tm_json_set_text(logical, "kind", tm_kind_name(part->kind));
    tm_json_append(array, logical);
}

/* A flow may come back to where it began; each place is there once. */
static TmJson *
new_logicals(const TmThreat *threat)
{
    TmJson *array = tm_json_array();

    if (threat->source != NULL)
        append_logical(array, threat->diagram, &threat->source->part);
    if (threat->flow != NULL)
        append_logical(array, threat->diagram, &threat->flow->part);
    if (threat->target != NULL && threat->target != threat->source)
        append_logical(array, threat->diagram, &threat->target->part);
    return array;
}

/* What a person added without a flow is where that person wrote it. */
static TmJson *
new_locations(const Writing *writing, const TmThreat *threat)
{
    const TmDecision *decision = threat->decision;
    TmJson *array = tm_json_array();
    TmJson *location = tm_json_object();
    TmJson *physical;

    if (threat->flow != NULL)
        physical = tm_sarif_physical(&writing->text, NULL, threat->flow->part.place);
    else if (decision != NULL)
        physical = tm_sarif_physical(&writing->text, decision->file, decision->place);
    else
        physical = tm_sarif_physical(&writing->text, NULL, TM_NOWHERE);
    tm_json_set(location, "physicalLocation", physical);
    tm_json_set(location, "logicalLocations", new_logicals(threat));
    tm_json_append(array, location);
    return array;
}

/* --- results ----------------------------------------------------------------------------- */

/* The hash has the name and the form of that by which GitHub knows results again. */
static TmJson *
new_fingerprints(const TmThreat *threat)
{
    TmJson *object = tm_json_object();
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, threat->id, -1);
    g_autofree char *line = g_strdup_printf("%.16s:1", hash);

    tm_json_set_text(object, "primaryLocationLineHash", line);
    tm_json_set_text(object, "threatId/v1", threat->id);
    return object;
}

static TmJson *
new_suppressions(const TmThreat *threat)
{
    TmJson *array = tm_json_array();
    TmJson *suppression;

    if (!tm_threat_is_closed(threat) || threat->expired)
        return array;
    suppression = tm_json_object();
    tm_json_set_text(suppression, "kind", "external");
    tm_json_set_text(suppression, "status", "accepted");
    tm_json_set_known(suppression, "justification", threat->justification);
    tm_json_append(array, suppression);
    return array;
}

/* What is usual is not said: there are thousands of results. */
static void
set_marks(TmJson *object, const TmThreat *threat)
{
    const struct {
        const char *name;
        gboolean holds;
    } marks[] = {{"expired", threat->expired},
                 {"stale", threat->stale},
                 {"custom", threat->custom},
                 {"new", threat->fresh}};

    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
        if (marks[i].holds)
            tm_json_set_boolean(object, marks[i].name, TRUE);
}

static TmJson *
new_properties(const TmReport *report, const TmThreat *threat)
{
    TmJson *object = tm_json_object();
    g_autofree char *why = tm_threat_why(report, threat);
    const TmDecision *decision = threat->decision;

    tm_json_set_text(object, "security-severity", tm_sarif_security_severity(threat->severity));
    tm_json_set_text(object, "severity", tm_severity_name(threat->severity));
    if (threat->score > 0) {
        tm_json_set_integer(object, "score", threat->score);
        tm_json_set_integer(object, "likelihood", threat->likelihood);
        tm_json_set_integer(object, "impact", threat->impact);
    }
    tm_json_set_known(object, "why", why);
    tm_json_set_text(object, "certainty", threat->stated ? "stated" : "assumed");
    tm_json_set_text(object, "category", threat->type->category);
    tm_json_set_text(object, "state", tm_state_name(threat->state));
    tm_json_set_known(object, "priority", threat->priority);
    tm_json_set_known(object, "justification", threat->justification);
    set_marks(object, threat);
    if (decision == NULL)
        return object;
    tm_json_set_known(object, "notes", decision->notes);
    tm_json_set_known(object, "owner", decision->owner);
    tm_json_set_known(object, "ticket", decision->ticket);
    tm_json_set_known(object, "expires", decision->expires);
    tm_json_set_known(object, "by", decision->by);
    tm_json_set_known(object, "changed", decision->at);
    return object;
}

/* Threats come the worst first: the first of a type decides how bad its rule is. */
static guint
find_rule(Writing *writing, const TmThreat *threat)
{
    const char *id = tm_sarif_rule_id(threat);
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(writing->places, id));

    if (place > 0)
        return place - 1;
    place = g_hash_table_size(writing->places);
    g_hash_table_insert(writing->places, (gpointer)id, GUINT_TO_POINTER(place + 1));
    tm_json_append(writing->rules, tm_sarif_rule(writing->report->template, threat));
    return place;
}

/* What is asked is in the message too: hosts show little more. */
static char *
describe(const TmReport *report, const TmThreat *threat)
{
    GString *text = g_string_new(threat->title);

    for (guint i = 0; i < threat->questions->len; i++) {
        g_autofree char *ask = tm_threat_ask(report, threat, threat->questions->pdata[i]);
        g_string_append_printf(text, "%s%s", i == 0 ? ". " : " ", ask);
    }
    return g_string_free(text, FALSE);
}

static void
add_result(Writing *writing, const TmThreat *threat)
{
    g_autofree char *text = describe(writing->report, threat);
    TmJson *result = tm_json_object();

    tm_json_set_text(result, "ruleId", tm_sarif_rule_id(threat));
    tm_json_set_integer(result, "ruleIndex", find_rule(writing, threat));
    tm_json_set_text(result, "level", tm_sarif_level(threat->severity));
    tm_json_set(result, "message", new_message(text));
    tm_json_set(result, "locations", new_locations(writing, threat));
    tm_json_set(result, "partialFingerprints", new_fingerprints(threat));
    tm_json_set(result, "suppressions", new_suppressions(threat));
    tm_json_set(result, "properties", new_properties(writing->report, threat));
    tm_json_append(writing->results, result);
    writing->bytes += strlen(text) + BYTES_OF_RESULT;
    writing->written++;
}

static void
tell_left_out(GString *out, const Writing *writing)
{
    g_string_append_printf(out, "%u threats are left out: code hosts take no more",
                           writing->left_out);
}

static void
add_results(Writing *writing, const TmView *view)
{
    const GPtrArray *threats = writing->report->threats;

    for (guint i = 0; i < threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(threats, i);
        if (!tm_view_threat(view, threat))
            continue;
        if (writing->written < MOST_RESULTS && writing->bytes < MOST_BYTES)
            add_result(writing, threat);
        else
            writing->left_out++;
    }
    if (writing->left_out > 0 && view->notes != NULL)
        tell_left_out(view->notes, writing);
}

/* --- messages ---------------------------------------------------------------------------- */

static TmJson *
new_notification(const Writing *writing, const TmMessage *message)
{
    TmJson *object = tm_json_object();
    TmJson *descriptor = tm_json_object();
    TmJson *location = tm_json_object();
    TmJson *locations = tm_json_array();

    tm_json_set_text(descriptor, "id", message->code);
    tm_json_set(object, "descriptor", descriptor);
    tm_json_set_text(object, "level", message->level == TM_WARNING ? "warning" : "note");
    tm_json_set(object, "message", new_message(message->text));
    tm_json_set(location, "physicalLocation",
                tm_sarif_physical(&writing->text, message->file, message->place));
    tm_json_append(locations, location);
    tm_json_set(object, "locations", locations);
    return object;
}

static void
append_left_out(TmJson *notifications, const Writing *writing)
{
    g_autoptr(GString) text = g_string_new(NULL);
    TmJson *object = tm_json_object();

    tell_left_out(text, writing);
    tm_json_set_text(object, "level", "warning");
    tm_json_set(object, "message", new_message(text->str));
    tm_json_append(notifications, object);
}

static TmJson *
new_invocations(const Writing *writing)
{
    const GPtrArray *messages = writing->report->messages;
    TmJson *array = tm_json_array();
    TmJson *invocation = tm_json_object();
    TmJson *notifications = tm_json_array();

    if (writing->left_out > 0)
        append_left_out(notifications, writing);
    for (guint i = 0; i < MIN(messages->len, MOST_MESSAGES); i++)
        tm_json_append(notifications, new_notification(writing, g_ptr_array_index(messages, i)));
    tm_json_set_boolean(invocation, "executionSuccessful", TRUE);
    tm_json_set(invocation, "toolExecutionNotifications", notifications);
    tm_json_append(array, invocation);
    return array;
}

/* --- the run ----------------------------------------------------------------------------- */

static TmJson *
new_tool(const Writing *writing, const TmView *view)
{
    TmJson *tool = tm_json_object();
    TmJson *driver = tm_json_object();

    tm_json_set_text(driver, "name", "Drawbridge");
    tm_json_set_known(driver, "version", view->version);
    tm_json_set(driver, "rules", tm_json_ref(writing->rules));
    tm_json_set(tool, "driver", driver);
    return tool;
}

static TmJson *
new_runs(const Writing *writing, const TmView *view)
{
    TmJson *runs = tm_json_array();
    TmJson *run = tm_json_object();

    tm_json_set(run, "tool", new_tool(writing, view));
    tm_json_set(run, "invocations", new_invocations(writing));
    tm_json_set_text(run, "columnKind", "unicodeCodePoints");
    tm_json_set(run, "results", tm_json_ref(writing->results));
    tm_json_append(runs, run);
    return runs;
}

static gboolean
write_sarif(const TmReport *report, const TmView *view, GString *out, GError **error G_GNUC_UNUSED)
{
    g_autoptr(GHashTable) places = g_hash_table_new(tm_text_hash, g_str_equal);
    const TmSarifText text = tm_sarif_text(report->model);
    Writing writing = {.report = report,
                       .rules = tm_json_array(),
                       .places = places,
                       .results = tm_json_array(),
                       .text = text};
    TmJson *document = tm_json_object();

    add_results(&writing, view);
    tm_json_set_text(document, "$schema", SCHEMA);
    tm_json_set_text(document, "version", "2.1.0");
    tm_json_set(document, "runs", new_runs(&writing, view));
    tm_json_print(document, view->one_line, out);
    tm_json_free(document);
    tm_json_free(writing.rules);
    tm_json_free(writing.results);
    g_array_unref(text.lines);
    return TRUE;
}

const TmWriter tm_writer_sarif = {"sarif", "sarif", "results for code hosts (SARIF 2.1.0)",
                                  write_sarif, FALSE};
