/* drawbridge diff: what is different between two versions of a diagram. */
#pragma once

#include "options.h"

G_BEGIN_DECLS

/* Returns 0, or 1 where --exit-code or --fail-on says so; sets the error where something cannot be
 * read or written. */
int tm_diff_command(const TmOptions *options, GError **error);

G_END_DECLS
