/* The pictures of a report: of diagrams whose authors placed everything, which is most of draw.io.
 * Others have none: there is no Graphviz here. */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

/* Returns for each diagram its SVG (char), or NULL; the caller owns the array. */
GPtrArray *tm_pictures_draw(const TmReport *report, const TmView *view);

G_END_DECLS
