/* Whether a report passes what --fail-on asks for. */
#include "gate.h"

#include "files.h"

/* Nobody has looked at it, or that was too long ago. */
static gboolean
is_unreviewed(const TmThreat *threat)
{
    return threat->state == TM_STATE_NOT_STARTED;
}

static gboolean
threat_fails(const TmThreat *threat, const TmFailOn *fail_on)
{
    if (fail_on->expired && threat->expired)
        return TRUE;
    return fail_on->threats && threat->severity >= fail_on->severity &&
           !tm_threat_is_closed(threat) && (!fail_on->unreviewed || is_unreviewed(threat)) &&
           (!fail_on->fresh || threat->fresh);
}

gboolean
tm_gate_fails(const TmReport *report, const TmFailOn *fail_on)
{
    for (guint i = 0; i < report->threats->len; i++)
        if (threat_fails(report->threats->pdata[i], fail_on))
            return TRUE;
    for (guint i = 0; fail_on->messages && i < report->messages->len; i++)
        if (((const TmMessage *)report->messages->pdata[i])->level >= TM_WARNING)
            return TRUE;
    return FALSE;
}

static gboolean
is_bad_news(const TmThreatChange *change, gboolean only_new)
{
    const TmThreat *old = change->old;
    const TmThreat *now = change->now;

    if (now == NULL || old == NULL)
        return now != NULL;
    return !only_new && (now->severity > old->severity || tm_threat_is_closed(old) ||
                         now->expired != old->expired);
}

gboolean
tm_gate_fails_diff(const TmDiff *diff, const TmFailOn *fail_on)
{
    TmFailOn any = *fail_on;

    any.fresh = FALSE;
    for (guint i = 0; i < diff->threats->len; i++) {
        const TmThreatChange *change = diff->threats->pdata[i];
        if (is_bad_news(change, fail_on->fresh) && threat_fails(change->now, &any))
            return TRUE;
    }
    return FALSE;
}

gboolean
tm_gate_load_baseline(const TmOptions *options, TmBaseline **baseline, GError **error)
{
    g_autoptr(GBytes) bytes = NULL;

    if (options->baseline == NULL)
        return !options->fail_on.fresh ||
               tm_options_fail(error, "--fail-on new needs --baseline FILE.json");
    bytes = tm_file_read(options->baseline, error);
    if (bytes != NULL)
        *baseline = tm_baseline_load(options->baseline, bytes, error);
    return *baseline != NULL;
}
