/* What became of threats, in words. */
#include <string.h>

#include "diff-words.h"
#include "escape.h"

/* More elements that only have new ids are told in one line. */
#define MAX_REDRAWN 5

const TmThreat *
tm_fate_threat(const TmThreatChange *change)
{
    return change->now != NULL ? change->now : change->old;
}

gboolean
tm_fate_is_worse(const TmThreatChange *change)
{
    return change->old != NULL && change->now != NULL &&
           change->now->severity > change->old->severity;
}

gboolean
tm_fate_is_milder(const TmThreatChange *change)
{
    return change->old != NULL && change->now != NULL &&
           change->now->severity < change->old->severity;
}

const TmDecision *
tm_fate_lost(const TmThreatChange *change)
{
    const TmThreat *old = change->old;

    if (old == NULL || change->now == NULL || old->decision == NULL || !old->decision->touched)
        return NULL;
    return strcmp(old->id, change->now->id) != 0 && change->now->decision == NULL ? old->decision
                                                                                  : NULL;
}

void
tm_fate_adopt(const TmDiff *diff, const TmThreatChange *change, GString *out)
{
    g_string_append(out, "drawbridge decide ");
    tm_escape_word(out, diff->now->model->file);
    g_string_append(out, " --adopt ");
    tm_escape_word(out, change->old->id);
    g_string_append_c(out, ' ');
    tm_escape_word(out, change->now->id);
}

static void
append_word(GString *out, gsize begin, const char *format, const char *word)
{
    g_string_append(out, out->len > begin ? ", " : "");
    g_string_append_printf(out, format, word);
}

/* A state comes with a reason of its own: that is not told besides. */
static void
append_texts(GString *out, gsize begin, const TmThreat *old, const TmThreat *now)
{
    if (old->state == now->state && strcmp(old->justification, now->justification) != 0)
        append_word(out, begin, "%s changed", "reason");
    if (strcmp(tm_threat_notes(old), tm_threat_notes(now)) != 0)
        append_word(out, begin, "%s changed", "notes");
}

void
tm_fate_words(const TmThreatChange *change, GString *out)
{
    const TmThreat *old = change->old;
    const TmThreat *now = change->now;
    const gsize begin = out->len;

    if (old == NULL || now == NULL) {
        g_string_append(out, old == NULL ? "new" : "gone");
        if (now != NULL && now->state != TM_STATE_NOT_STARTED)
            append_word(out, begin, "%s", tm_state_name(now->state));
        return;
    }
    if (old->severity != now->severity)
        append_word(out, begin, "was %s", tm_severity_name(old->severity));
    if (old->stated != now->stated)
        append_word(out, begin, "now %s", now->stated ? "stated" : "assumed");
    if (old->state != now->state && tm_fate_lost(change) != NULL)
        append_word(out, begin, "no longer %s", tm_state_name(old->state));
    else if (old->state != now->state)
        append_word(out, begin, "now %s", tm_state_name(now->state));
    if (old->expired != now->expired)
        append_word(out, begin, "%s", now->expired ? "its decision is over" : "decided again");
    append_texts(out, begin, old, now);
}

/* Clauses may have commas in them. */
void
tm_causes_words(const TmDiff *diff, const TmThreatChange *change, GString *out)
{
    for (guint i = 0; i < change->causes->len; i++) {
        g_string_append(out, i > 0 ? "; " : "");
        tm_change_words(diff, g_ptr_array_index(change->causes, i), TRUE, out);
    }
}

/* --- counts ------------------------------------------------------------------------------ */

static void
count_threat(TmDiffCounts *counts, const TmThreatChange *change)
{
    if (change->old == NULL) {
        counts->fresh++;
        counts->severities[change->now->severity]++;
    } else if (change->now == NULL) {
        counts->gone++;
    } else if (tm_fate_is_worse(change)) {
        counts->worse++;
    } else if (tm_fate_is_milder(change)) {
        counts->milder++;
    } else if (change->old->stated != change->now->stated) {
        counts->surer++;
    } else {
        counts->decided++;
        counts->lost += tm_fate_lost(change) != NULL ? 1 : 0;
    }
}

TmDiffCounts
tm_diff_count(const TmDiff *diff)
{
    TmDiffCounts counts = {0};

    for (guint i = 0; i < diff->changes->len; i++) {
        const TmChange *change = g_ptr_array_index(diff->changes, i);
        counts.redrawn += change->kind == TM_CHANGE_REDRAWN ? 1 : 0;
    }
    counts.changes = diff->changes->len - counts.redrawn;
    for (guint i = 0; i < diff->threats->len; i++)
        count_threat(&counts, g_ptr_array_index(diff->threats, i));
    return counts;
}

gboolean
tm_counts_fold(const TmDiffCounts *counts)
{
    return counts->redrawn > MAX_REDRAWN;
}

gboolean
tm_counts_name(const TmDiffCounts *counts, const TmChange *change)
{
    return change->kind != TM_CHANGE_REDRAWN || !tm_counts_fold(counts);
}

void
tm_redrawn_words(const TmDiffCounts *counts, GString *out)
{
    g_string_append_printf(out, "%u elements were drawn anew: they have other ids now",
                           counts->redrawn);
}

void
tm_model_words(const TmDiffCounts *counts, GString *out)
{
    g_string_append_printf(out, "%u %s of the model", counts->changes,
                           counts->changes == 1 ? "change" : "changes");
    if (counts->redrawn > 0)
        g_string_append_printf(out, ", %u %s with new ids", counts->redrawn,
                               counts->redrawn == 1 ? "element" : "elements");
}

static void
append_number(GString *out, gsize begin, guint count, const char *word)
{
    if (count > 0)
        g_string_append_printf(out, "%s%u %s", out->len > begin ? ", " : "", count, word);
}

static void
append_severities(GString *out, const guint *severities)
{
    const gsize begin = out->len + strlen(" (");

    g_string_append(out, " (");
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        append_number(out, begin, severities[severity], tm_severity_name((TmSeverity)severity));
    g_string_append_c(out, ')');
}

void
tm_counts_words(const TmDiffCounts *counts, GString *out)
{
    const gsize begin = out->len;

    append_number(out, begin, counts->fresh, "new");
    if (counts->fresh > 0)
        append_severities(out, counts->severities);
    append_number(out, begin, counts->worse, "worse");
    append_number(out, begin, counts->milder, "milder");
    append_number(out, begin, counts->surer, "of another certainty");
    append_number(out, begin, counts->decided - counts->lost, "decided");
    append_number(out, begin, counts->lost, "no longer decided");
    append_number(out, begin, counts->gone, "gone");
    if (out->len == begin)
        g_string_append(out, "the same");
}

/* --- questions --------------------------------------------------------------------------- */

GPtrArray *
tm_diff_wishes(const TmDiff *diff)
{
    g_autoptr(GPtrArray) fresh = g_ptr_array_new();
    TmReport report = *diff->now;

    for (guint i = 0; i < diff->threats->len; i++) {
        const TmThreatChange *change = g_ptr_array_index(diff->threats, i);
        if (change->old == NULL)
            g_ptr_array_add(fresh, (gpointer)change->now);
    }
    report.threats = fresh;
    return tm_wishes_collect(&report);
}

/* --- templates --------------------------------------------------------------------------- */

gboolean
tm_diff_same_templates(const TmDiff *diff)
{
    const GPtrArray *old = diff->old->template->manifests;
    const GPtrArray *now = diff->now->template->manifests;

    if (old->len != now->len)
        return FALSE;
    for (guint i = 0; i < old->len; i++) {
        const TmManifest *one = g_ptr_array_index(old, i);
        const TmManifest *other = g_ptr_array_index(now, i);
        if (strcmp(one->id, other->id) != 0 || g_strcmp0(one->version, other->version) != 0)
            return FALSE;
    }
    return TRUE;
}
