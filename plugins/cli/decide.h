/* drawbridge decide: what a person decides about a threat goes into the register. */
#pragma once

#include "options.h"

G_BEGIN_DECLS

/* Returns the exit status; -1 sets the error. */
int tm_decide_command(const TmOptions *options, GError **error);

G_END_DECLS
