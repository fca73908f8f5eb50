/* Whether a report passes what --fail-on asks for. */
#pragma once

#include "baseline.h"
#include "diff.h"
#include "options.h"

G_BEGIN_DECLS

/* Over all threats and messages, whatever a view shows. */
gboolean tm_gate_fails(const TmReport *report, const TmFailOn *fail_on);

/* The same over the threats that are new, more severe, or were decided and are open again; with
 * `new` only over new ones. */
gboolean tm_gate_fails_diff(const TmDiff *diff, const TmFailOn *fail_on);

/* Loads what --baseline names, if it does. *@baseline stays NULL where it does not, which is an
 * error if --fail-on asks for new threats. */
gboolean tm_gate_load_baseline(const TmOptions *options, TmBaseline **baseline, GError **error);

G_END_DECLS
