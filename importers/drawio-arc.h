/* Trust boundaries that are drawn as an arc. */
#pragma once

#include "drawio-cell.h"

G_BEGIN_DECLS

/* Whether @cell is an arc: the threat modelling palette's, or the one of the basic shapes. */
gboolean tm_drawio_is_arc(const DrawioCell *cell);

/* Makes @boundary a curve through both ends and the middle of the arc. */
void tm_drawio_draw_arc(DrawioPage *page, const DrawioCell *cell, TmBoundary *boundary);

G_END_DECLS
