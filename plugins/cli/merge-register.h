/* drawbridge merge-register: a register that two people changed, as git asks for it. */
#pragma once

#include "options.h"

G_BEGIN_DECLS

/* Returns the exit status, 1 where something is left for people; -1 sets the error. */
int tm_merge_register_command(const TmOptions *options, GError **error);

G_END_DECLS
