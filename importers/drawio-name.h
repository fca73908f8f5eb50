/* Free text as a name: the label of an icon or of an area is often a cell of its own. */
#pragma once

#include "drawio-grid.h"

G_BEGIN_DECLS

/* Gives elements and areas without a label the text that names them, if there is one; an area is
 * what has something inside. */
void tm_drawio_give_names(DrawioPage *page, DrawioGrid *grid);

/* Gives every other free text the element that it lies on as owner. A text with edges that lies on
 * nothing becomes an element. */
void tm_drawio_settle_texts(DrawioPage *page, DrawioGrid *grid);

/* Returns what a reader sees as the name of an element or boundary: its label, else the text it was
 * given; "" when there is none. */
const char *tm_drawio_name(const DrawioCell *cell);

G_END_DECLS
