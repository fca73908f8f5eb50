/* What a vertex may be, from its own shape and label alone. */
#pragma once

#include "drawio-grid.h"

G_BEGIN_DECLS

/* Whether the label is only the number of a store or process of the data flow library: its name is
 * a text that lies on it. */
gboolean tm_drawio_has_number_field(const DrawioCell *cell);

/* Whether the label begins with "Legend", in some languages. */
gboolean tm_drawio_is_legend(const char *label);

/* Whether the author stated a type, which nothing overrules. */
gboolean tm_drawio_is_stated(const DrawioCell *cell);

/* Whether the shape says that it is a boundary, whatever is in it. */
gboolean tm_drawio_is_drawn_as_boundary(const DrawioCell *cell);

/* Whether an element or boundary is in @area: by its parents, or by lying on it. */
gboolean tm_drawio_is_inside(const DrawioCell *cell, const DrawioCell *area);

/* Whether the cell is a piece of its parent's picture: draw.io says so of its cards (part=1), or it
 * is the labelled icon of a card without a label. */
gboolean tm_drawio_is_piece(const DrawioCell *cell);

/* Returns the first guess: DRAWIO_ELEMENT is also any area. */
DrawioRole tm_drawio_first_look(const DrawioPage *page, const DrawioCell *cell);

G_END_DECLS
