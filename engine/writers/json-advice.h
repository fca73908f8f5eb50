/* What to do about a threat, as JSON: contract.md section 2, "mitigations". */
#pragma once

#include "json.h"
#include "tm.h"

G_BEGIN_DECLS

/* A table of what tm_json_advice() has made, and owns. */
GHashTable *tm_json_advice_new(void);

/* Returns the controls of the type of @threat, then how they are done where it was found; @known
 * keeps it. @more: how many mitigations are left out. */
TmJson *tm_json_advice(const TmReport *report, GHashTable *known, const TmThreat *threat,
                       guint *more);

G_END_DECLS
