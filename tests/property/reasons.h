/* Works a score out again, from the reasons that a threat gives for it. */
#pragma once

#include "tm.h"

/* Whether TmThreat.why leads to the likelihood, impact, score and severity of @threat. */
gboolean reasons_add_up(const TmThreat *threat);
