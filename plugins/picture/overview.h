/* Where the boundaries of a very large diagram stand to each other. */
#pragma once

#include "arrange.h"
#include "picture.h"

G_BEGIN_DECLS

/* Moves the tiles of @arrangement so that those with flows between them are near each other, by
 * sfdp of Graphviz. On failure they stay where they are. */
gboolean tm_overview_spread(TmArrangement *arrangement, const TmDiagram *diagram,
                            const TmPictureLimits *limits, GError **error);

G_END_DECLS
