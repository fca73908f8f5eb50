/* Lists that explain: the steps that a box takes, and the symbols of data flow diagrams. */
#pragma once

#include "drawio-grid.h"

G_BEGIN_DECLS

/* What is listed by number in a box, and is not joined by flows, is what the box does: pieces of
 * it.
 * @candidates are elements and boundaries (DrawioCell), small ones first, that know what is in
 * them. */
void tm_drawio_claim_steps(DrawioGrid *grid, GPtrArray *candidates);

/* Drops the samples of a page that explains the symbols of data flow diagrams, and notes where it
 * does. */
void tm_drawio_drop_key(DrawioPage *page, GPtrArray *candidates);

/* Whether a point of the page is where it explains symbols. */
gboolean tm_drawio_is_in_key(const DrawioPage *page, TmPoint point);

G_END_DECLS
