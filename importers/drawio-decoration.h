/* What is drawn for the reader, not for the model. */
#pragma once

#include "drawio-grid.h"

G_BEGIN_DECLS

/* First of all: the emblem in the corner of an area becomes a piece of it. */
void tm_drawio_claim_emblems(DrawioGrid *grid, GPtrArray *candidates);

/* Before areas are judged: keys of symbols, legends, lists, and what has neither a name nor edges.
 * @candidates are elements and boundaries (DrawioCell), small ones first. */
void tm_drawio_drop_decoration(DrawioPage *page, DrawioGrid *grid, GPtrArray *candidates);

/* After: notes, bars, and the sheet behind the whole drawing. */
void tm_drawio_drop_sheets(const DrawioPage *page, DrawioGrid *grid, GPtrArray *candidates);

G_END_DECLS
