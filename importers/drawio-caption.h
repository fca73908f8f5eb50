/* Free text beside an edge, which is its label. */
#pragma once

#include "drawio-grid.h"

G_BEGIN_DECLS

/* Gives edges without a label the free text that stands beside them as title. */
void tm_drawio_give_captions(DrawioPage *page, DrawioGrid *grid);

G_END_DECLS
