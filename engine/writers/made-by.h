/* What made an output, for caches that ask whether it must be made again. */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

/* Returns "drawbridge 0.1.0, templates: stride 1", which may stand in a comment of any format:
 * ASCII letters, digits and . , : _ - without two hyphens in a row. NULL when the view knows no
 * version. Free it. */
char *tm_made_by(const TmReport *report, const TmView *view);

G_END_DECLS
