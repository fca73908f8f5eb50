/* A threat type against the diagrams that it brings along. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Whether builds of this kind can read the diagrams: they are DOT. */
gboolean tm_trial_possible(void);

/* Tries every hit and miss of @type and appends a line "file:line:column: error: text" to @lines
 * for each that goes wrong. */
void tm_trial_run(const TmTemplate *template, const TmThreatType *type, GPtrArray *lines);

G_END_DECLS
