/* The whole report as JSON: contract.md section 2, whose order of keys this file follows. What is
 * not known is absent. */
#include "json-steps.h"

#include "json-advice.h"
#include "json-model.h"
#include "summary.h"
#include "wishes.h"
#include "writers.h"

struct TmJsonWriting {
    const TmReport *report;
    TmView view;
    GHashTable *mitigations; /* what threats share: of tm_json_advice_new() */
    TmJsonStream stream;
    TmJsonModel model;
    GPtrArray *wishes; /* TmWish; NULL until they are written */
    guint section;     /* the one at work */
    guint next;        /* of its threats, messages or wishes */
};

static void
set_numbers(TmJson *object, const char *key, const GArray *numbers)
{
    TmJson *array = tm_json_array();

    for (guint i = 0; i < numbers->len; i++)
        tm_json_append_integer(array, g_array_index(numbers, guint, i));
    tm_json_set(object, key, array);
}

static TmJson *
new_message(const TmJsonWriting *writing, gconstpointer one)
{
    const TmMessage *message = one;
    static const char *const levels[] = {[TM_NOTE] = "note", [TM_WARNING] = "warning"};
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "code", message->code);
    tm_json_set_text(object, "severity", levels[message->level]);
    tm_json_set_text(object, "text", message->text);
    if (message->diagram != NULL)
        tm_json_set_text(object, "diagram", message->diagram->id);
    if (message->part != NULL)
        tm_json_set_text(object, "element", message->part->id);
    tm_json_set_known(object, "cell", message->cell);
    if (g_strcmp0(message->file, writing->report->model->file) != 0)
        tm_json_set_known(object, "file", message->file);
    tm_json_set_place(object, message->place);
    return object;
}

static void
set_question(TmJson *object, const TmReport *report, const TmThreat *threat,
             const TmQuestion *question)
{
    g_autofree char *ask = tm_threat_ask(report, threat, question);

    tm_json_set_text(object, "element", question->part->id);
    tm_json_set_text(object, "property", question->property->id);
    tm_json_set_text(object, "clears", question->clears);
    tm_json_set_known(object, "ask", ask);
}

static TmJson *
new_questions(const TmReport *report, const TmThreat *threat)
{
    TmJson *array = tm_json_array();

    for (guint i = 0; i < threat->questions->len; i++) {
        TmJson *object = tm_json_object();
        set_question(object, report, threat, g_ptr_array_index(threat->questions, i));
        tm_json_append(array, object);
    }
    return array;
}

/* A part that is gone still has the id that the file gives. */
static void
set_subject(TmJson *object, const char *key, const TmPart *part, const char *stated)
{
    tm_json_set_known(object, key, part != NULL ? part->id : stated);
}

static void
set_subjects(TmJson *object, const TmThreat *threat)
{
    const TmDecision *decision = threat->decision;
    static const char *const scopes[] = {
        [TM_SCOPE_FLOW] = "flow",     [TM_SCOPE_PAIR] = "pair",   [TM_SCOPE_SOURCE] = "source",
        [TM_SCOPE_TARGET] = "target", [TM_SCOPE_MODEL] = "model",
    };

    tm_json_set_text(object, "diagram", threat->diagram->id);
    tm_json_set_text(object, "scope", scopes[threat->type->scope]);
    set_subject(object, "source", threat->source != NULL ? &threat->source->part : NULL,
                decision != NULL ? decision->source : NULL);
    set_subject(object, "flow", threat->flow != NULL ? &threat->flow->part : NULL,
                decision != NULL ? decision->flow : NULL);
    set_subject(object, "target", threat->target != NULL ? &threat->target->part : NULL,
                decision != NULL ? decision->target : NULL);
    tm_json_set_ids(object, "flows", threat->flows);
}

/* Templates that do not score have a score of 0 and no reasons. */
static void
set_rating(TmJson *object, const TmReport *report, const TmThreat *threat)
{
    g_autofree char *why = tm_threat_why(report, threat);

    tm_json_set_text(object, "severity", tm_severity_name(threat->severity));
    if (threat->score > 0) {
        tm_json_set_integer(object, "score", threat->score);
        tm_json_set_integer(object, "likelihood", threat->likelihood);
        tm_json_set_integer(object, "impact", threat->impact);
    }
    tm_json_set_known(object, "why", why);
    tm_json_set_text(object, "certainty", threat->stated ? "stated" : "assumed");
    tm_json_set(object, "questions", new_questions(report, threat));
}

/* contract.md section 2; what only a register says is absent where there is none. */
static void
set_decision(TmJson *object, const TmReport *report, const TmThreat *threat)
{
    const TmDecision *decision = threat->decision;

    tm_json_set_text(object, "state", tm_state_name(threat->state));
    tm_json_set_known(object, "priority", threat->priority);
    tm_json_set_known(object, "justification", threat->justification);
    if (decision != NULL) {
        tm_json_set_known(object, "notes", decision->notes);
        tm_json_set_known(object, "owner", decision->owner);
        tm_json_set_known(object, "ticket", decision->ticket);
        tm_json_set_known(object, "expires", decision->expires);
        tm_json_set_known(object, "changed", decision->at);
    }
    tm_json_set_boolean(object, "stale", threat->stale);
    if (report->compared)
        tm_json_set_boolean(object, "new", threat->fresh);
    tm_json_set_boolean(object, "custom", threat->custom);
    if (threat->expired)
        tm_json_set_boolean(object, "expired", TRUE);
}

static TmJson *
new_threat(const TmJsonWriting *writing, gconstpointer one)
{
    const TmThreat *threat = one;
    const TmThreatType *type = threat->type;
    g_autofree char *description = NULL;
    TmJson *object;
    guint more;

    if (!tm_view_threat(&writing->view, threat))
        return NULL;
    description = tm_threat_description(writing->report, threat);
    object = tm_json_object();
    tm_json_set_text(object, "id", threat->id);
    tm_json_set_text(object, "type", type->id);
    tm_json_set_text(object, "category", type->category);
    tm_json_set_text(object, "title", threat->title);
    tm_json_set_known(object, "description", description);
    set_subjects(object, threat);
    set_rating(object, writing->report, threat);
    set_decision(object, writing->report, threat);
    set_numbers(object, "cwe", type->cwe);
    set_numbers(object, "capec", type->capec);
    tm_json_set(object, "mitigations",
                tm_json_ref(tm_json_advice(writing->report, writing->mitigations, threat, &more)));
    if (more > 0)
        tm_json_set_integer(object, "moreMitigations", more);
    return object;
}

static TmJson *
new_severities(const TmSummary *summary)
{
    TmJson *object = tm_json_object();

    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        tm_json_set_integer(object, tm_severity_name(severity), summary->severities[severity]);
    return object;
}

static TmJson *
new_categories(const TmSummary *summary)
{
    TmJson *object = tm_json_object();

    for (guint i = 0; i < summary->categories->len; i++) {
        const TmCount *category = &g_array_index(summary->categories, TmCount, i);
        tm_json_set_integer(object, category->name, category->count);
    }
    return object;
}

static TmJson *
new_states(const TmSummary *summary)
{
    TmJson *object = tm_json_object();

    for (guint state = 0; state < TM_N_STATES; state++)
        if (summary->states[state] > 0)
            tm_json_set_integer(object, tm_state_name((TmState)state), summary->states[state]);
    return object;
}

/* Over all threats, whatever the view shows. */
static TmJson *
new_summary(const TmReport *report)
{
    g_autoptr(TmSummary) summary = tm_summary_new(report);
    TmJson *object = tm_json_object();

    tm_json_set_integer(object, "threats", summary->threats);
    tm_json_set(object, "bySeverity", new_severities(summary));
    tm_json_set(object, "byCategory", new_categories(summary));
    tm_json_set(object, "byState", new_states(summary));
    return object;
}

static TmJson *
new_tool(const TmView *view)
{
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "name", "drawbridge");
    tm_json_set_known(object, "version", view->version);
    return object;
}

static TmJson *
new_templates(const TmTemplate *template)
{
    TmJson *array = tm_json_array();

    for (guint i = 0; i < template->manifests->len; i++) {
        const TmManifest *manifest = g_ptr_array_index(template->manifests, i);
        TmJson *object = tm_json_object();
        tm_json_set_text(object, "id", manifest->id);
        tm_json_set_known(object, "name", manifest->name);
        tm_json_set_known(object, "version", manifest->version);
        tm_json_append(array, object);
    }
    return array;
}

static TmJson *
new_wish(const TmJsonWriting *writing, gconstpointer one)
{
    const TmWish *wish = one;
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "diagram", wish->threat->diagram->id);
    set_question(object, writing->report, wish->threat, wish->question);
    tm_json_set_integer(object, "threats", wish->threats);
    return object;
}

/* --- sections ---------------------------------------------------------------------------- */

static gboolean
stream_head(TmJsonWriting *writing)
{
    TmJsonStream *stream = &writing->stream;
    const TmReport *report = writing->report;

    tm_json_stream_member(stream, "drawbridge", tm_json_integer(1));
    tm_json_stream_member(stream, "tool", new_tool(&writing->view));
    tm_json_stream_member(stream, "file", tm_json_text(report->model->file));
    tm_json_stream_member(stream, "format", tm_json_text(report->model->format));
    tm_json_stream_member(stream, "templates", new_templates(report->template));
    writing->model = tm_json_model_begin(report, stream);
    return TRUE;
}

static gboolean
stream_model(TmJsonWriting *writing)
{
    return !tm_json_model_step(&writing->model);
}

/* Returns the item that stands for one of an array, or NULL: it is not shown. */
typedef TmJson *(*MakeItem)(const TmJsonWriting *writing, gconstpointer one);

/* Some of an array. */
static gboolean
stream_some(TmJsonWriting *writing, const char *key, const GPtrArray *all, MakeItem make)
{
    const guint end = MIN(all->len, writing->next + TM_JSON_STEP);

    if (writing->next == 0)
        tm_json_stream_open(&writing->stream, key);
    while (writing->next < end) {
        TmJson *item = make(writing, g_ptr_array_index(all, writing->next++));
        if (item != NULL)
            tm_json_stream_item(&writing->stream, item);
    }
    if (writing->next < all->len)
        return FALSE;
    tm_json_stream_close(&writing->stream);
    writing->next = 0;
    return TRUE;
}

static gboolean
stream_messages(TmJsonWriting *writing)
{
    return stream_some(writing, "messages", writing->report->messages, new_message);
}

static gboolean
stream_threats(TmJsonWriting *writing)
{
    return stream_some(writing, "threats", writing->report->threats, new_threat);
}

/* Of all threats, whatever the view shows; the most useful first. */
static gboolean
stream_questions(TmJsonWriting *writing)
{
    if (writing->wishes == NULL)
        writing->wishes = tm_wishes_collect(writing->report);
    return stream_some(writing, "questions", writing->wishes, new_wish);
}

static gboolean
stream_summary(TmJsonWriting *writing)
{
    tm_json_stream_member(&writing->stream, "summary", new_summary(writing->report));
    tm_json_stream_end(&writing->stream);
    return TRUE;
}

/* Each writes some of itself and returns whether that was all. */
static gboolean (*const sections[])(TmJsonWriting *writing) = {
    stream_head, stream_model, stream_messages, stream_threats, stream_questions, stream_summary,
};

/* --- all --------------------------------------------------------------------------------- */

TmJsonWriting *
tm_json_write_begin(const TmReport *report, const TmView *view, GString *out)
{
    TmJsonWriting *writing = g_new0(TmJsonWriting, 1);

    writing->report = report;
    writing->view = *view;
    writing->mitigations = tm_json_advice_new();
    writing->stream = tm_json_stream_begin(out, view->one_line);
    return writing;
}

gboolean
tm_json_write_step(TmJsonWriting *writing)
{
    if (writing->section < G_N_ELEMENTS(sections) && sections[writing->section](writing))
        writing->section++;
    return writing->section < G_N_ELEMENTS(sections);
}

void
tm_json_write_end(TmJsonWriting *writing)
{
    g_hash_table_unref(writing->mitigations);
    g_clear_pointer(&writing->wishes, g_ptr_array_unref);
    g_free(writing);
}

static gboolean
write_json(const TmReport *report, const TmView *view, GString *out, GError **error G_GNUC_UNUSED)
{
    TmJsonWriting *writing = tm_json_write_begin(report, view, out);

    while (tm_json_write_step(writing))
        continue;
    tm_json_write_end(writing);
    return TRUE;
}

const TmWriter tm_writer_json = {"json", "json", "everything, for other programs", write_json,
                                 FALSE};
