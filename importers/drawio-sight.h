/* What a style shows of a part: tm_model_see() for all cells of that style at once. */
#pragma once

#include "drawio-style.h"

G_BEGIN_DECLS

/* Returns the sights of a style (const char), in the pool of the model: its shape first, which does
 * not count for edges. */
const GPtrArray *tm_drawio_sights(TmModel *model, const DrawioStyle *style);

/* Notes the icon of a style, if it has one. */
void tm_drawio_see_icon(TmModel *model, const DrawioStyle *style, TmPart *part);

G_END_DECLS
