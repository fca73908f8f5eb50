/* A difference as JSON; docs/diff.md says what the keys are. What is not known is absent. */
#include <string.h>

#include "diff-words.h"
#include "diff-writers.h"
#include "json-model.h"

static TmJson *
new_words(GString *words)
{
    TmJson *json = tm_json_text(words->str);

    g_string_truncate(words, 0);
    return json;
}

/* --- the two sides ----------------------------------------------------------------------- */

static TmJson *
new_report(const TmReport *report)
{
    TmJson *object = tm_json_object();
    TmJson *templates = tm_json_array();

    for (guint i = 0; i < report->template->manifests->len; i++) {
        const TmManifest *manifest = g_ptr_array_index(report->template->manifests, i);
        tm_json_append_text(templates, manifest->id);
    }
    tm_json_set_text(object, "file", report->model->file);
    tm_json_set_text(object, "format", report->model->format);
    tm_json_set(object, "templates", templates);
    tm_json_set_integer(object, "threats", report->threats->len);
    return object;
}

/* --- the model --------------------------------------------------------------------------- */

static const char *
what_of(const TmPart *part)
{
    if (part == NULL)
        return "page";
    return part->kind == TM_FLOW || part->kind == TM_BOUNDARY ? tm_kind_name(part->kind)
                                                              : "element";
}

static const char *
id_of(TmDiffSide side)
{
    return side.part != NULL ? side.part->id : side.diagram->id;
}

static void
set_ids(TmJson *object, const TmChange *change, TmDiffSide side)
{
    const gboolean both = change->old.diagram != NULL && change->now.diagram != NULL;

    tm_json_set_text(object, "what", what_of(side.part));
    tm_json_set_text(object, "diagram", side.diagram->id);
    if (side.part != NULL)
        tm_json_set_text(object, "id", id_of(side));
    if (both && g_strcmp0(id_of(change->old), id_of(change->now)) != 0)
        tm_json_set_text(object, "was", id_of(change->old));
    tm_json_set_text(object, "name", side.part != NULL ? side.part->name : side.diagram->name);
}

static void
set_difference(TmJson *object, const TmChange *change)
{
    const gboolean values = *change->from != '\0' || *change->to != '\0';

    tm_json_set_known(object, "property", change->property);
    if (values) {
        tm_json_set_text(object, "from", change->from);
        tm_json_set_text(object, "to", change->to);
    }
    if (change->left->len > 0)
        tm_json_set_ids(object, "left", change->left);
    if (change->entered->len > 0)
        tm_json_set_ids(object, "entered", change->entered);
}

static TmJson *
new_change(const TmDiff *diff, const TmChange *change, GString *words)
{
    const gboolean gone = change->now.diagram == NULL;
    const TmDiffSide side = gone ? change->old : change->now;
    TmJson *object = tm_json_object();

    tm_change_words(diff, change, FALSE, words);
    tm_json_set_text(object, "change", tm_change_names[change->kind]);
    set_ids(object, change, side);
    set_difference(object, change);
    tm_json_set(object, "text", new_words(words));
    tm_json_set_text(object, "file", gone ? diff->old->model->file : diff->now->model->file);
    if (side.part != NULL)
        tm_json_set_place(object, side.part->place);
    return object;
}

/* --- threats ----------------------------------------------------------------------------- */

static TmJson *
new_causes(const TmDiff *diff, const TmThreatChange *change, GString *words)
{
    TmJson *array = tm_json_array();

    for (guint i = 0; i < change->causes->len; i++) {
        const TmChange *cause = g_ptr_array_index(change->causes, i);
        TmJson *object = tm_json_object();

        tm_change_words(diff, cause, TRUE, words);
        tm_json_set_integer(object, "change", cause->number);
        tm_json_set_boolean(object, "near", change->near);
        tm_json_set(object, "text", new_words(words));
        tm_json_append(array, object);
    }
    return array;
}

static const char *
certainty_of(const TmThreat *threat)
{
    return threat->stated ? "stated" : "assumed";
}

/* What the threat was, as far as that was different. */
static void
set_former(TmJson *object, const TmThreat *old, const TmThreat *now)
{
    TmJson *was;

    if (old == NULL || now == NULL)
        return;
    was = tm_json_object();
    if (g_strcmp0(old->id, now->id) != 0)
        tm_json_set_text(was, "id", old->id);
    if (old->severity != now->severity)
        tm_json_set_text(was, "severity", tm_severity_name(old->severity));
    if (old->stated != now->stated)
        tm_json_set_text(was, "certainty", certainty_of(old));
    if (old->state != now->state)
        tm_json_set_text(was, "state", tm_state_name(old->state));
    if (strcmp(old->justification, now->justification) != 0)
        tm_json_set_text(was, "justification", old->justification);
    if (strcmp(tm_threat_notes(old), tm_threat_notes(now)) != 0)
        tm_json_set_text(was, "notes", tm_threat_notes(old));
    tm_json_set(object, "was", was);
}

static TmJson *
new_threat(const TmDiff *diff, const TmThreatChange *change, GString *words)
{
    const TmThreat *threat = tm_fate_threat(change);
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "change",
                     change->old == NULL   ? "new"
                     : change->now == NULL ? "gone"
                                           : "changed");
    tm_json_set_text(object, "id", threat->id);
    tm_json_set_text(object, "type", threat->type->id);
    tm_json_set_text(object, "category", threat->type->category);
    tm_json_set_text(object, "title", threat->title);
    tm_json_set_text(object, "diagram", threat->diagram->id);
    tm_json_set_text(object, "severity", tm_severity_name(threat->severity));
    tm_json_set_text(object, "certainty", certainty_of(threat));
    tm_json_set_text(object, "state", tm_state_name(threat->state));
    tm_json_set_known(object, "justification", threat->justification);
    tm_json_set_known(object, "notes", tm_threat_notes(threat));
    set_former(object, change->old, change->now);
    tm_json_set(object, "because", new_causes(diff, change, words));
    if (threat->flow != NULL)
        tm_json_set_place(object, threat->flow->part.place);
    return object;
}

/* --- all of it --------------------------------------------------------------------------- */

static TmJson *
new_summary(const TmDiff *diff)
{
    const TmDiffCounts counts = tm_diff_count(diff);
    TmJson *object = tm_json_object();
    TmJson *severities = tm_json_object();

    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        tm_json_set_integer(severities, tm_severity_name((TmSeverity)severity),
                            counts.severities[severity]);
    tm_json_set_integer(object, "changes", counts.changes);
    tm_json_set_integer(object, "redrawn", counts.redrawn);
    tm_json_set_integer(object, "new", counts.fresh);
    tm_json_set(object, "newBySeverity", severities);
    tm_json_set_integer(object, "worse", counts.worse);
    tm_json_set_integer(object, "milder", counts.milder);
    tm_json_set_integer(object, "certainty", counts.surer);
    tm_json_set_integer(object, "decided", counts.decided - counts.lost);
    tm_json_set_integer(object, "undecided", counts.lost);
    tm_json_set_integer(object, "gone", counts.gone);
    return object;
}

static TmJson *
new_tool(const char *version)
{
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "name", "drawbridge");
    tm_json_set_known(object, "version", version);
    return object;
}

static void
write_json(const TmDiff *diff, const char *version, GString *out)
{
    TmJsonStream stream = tm_json_stream_begin(out, FALSE);
    g_autoptr(GString) words = g_string_new(NULL);

    tm_json_stream_member(&stream, "drawbridge", tm_json_integer(1));
    tm_json_stream_member(&stream, "tool", new_tool(version));
    tm_json_stream_member(&stream, "old", new_report(diff->old));
    tm_json_stream_member(&stream, "new", new_report(diff->now));
    tm_json_stream_open(&stream, "changes");
    for (guint i = 0; i < diff->changes->len; i++)
        tm_json_stream_item(&stream, new_change(diff, g_ptr_array_index(diff->changes, i), words));
    tm_json_stream_close(&stream);
    tm_json_stream_open(&stream, "threats");
    for (guint i = 0; i < diff->threats->len; i++)
        tm_json_stream_item(&stream, new_threat(diff, g_ptr_array_index(diff->threats, i), words));
    tm_json_stream_close(&stream);
    tm_json_stream_member(&stream, "summary", new_summary(diff));
    tm_json_stream_end(&stream);
}

const TmDiffWriter tm_diff_json = {"json", "json", "everything, for programs: docs/diff.md",
                                   write_json};
