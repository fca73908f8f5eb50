/* drawbridge explain: what an id means, and what a threat of a diagram is about. */
#pragma once

#include "explain-entry.h"
#include "options.h"

G_BEGIN_DECLS

/* `drawbridge explain ID [FILE]`: returns the exit status, or sets the error. */
int tm_explain_command(const TmOptions *options, GError **error);

G_END_DECLS
