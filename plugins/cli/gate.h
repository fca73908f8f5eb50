/* Whether a report passes what --fail-on asks for. */
#pragma once

#include "options.h"

G_BEGIN_DECLS

/* Over all threats and messages, whatever a view shows. */
gboolean tm_gate_fails(const TmReport *report, const TmFailOn *fail_on);

G_END_DECLS
