/* Works a score out again, from the reasons that a threat gives for it. */
#pragma once

#include "tm.h"

/* Whether @why, of tm_threat_why(), leads to the likelihood, impact, score and severity of @threat.
 */
gboolean reasons_add_up(const TmThreat *threat, const char *why);
