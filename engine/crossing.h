/* Which flow crosses which boundary: by nesting, by rectangle, by curve (tm7-format.md section 3).
 */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Fills TmFlow.crossings and TmBoundary.members from TmPart.inside, boxes and curves. tm_import()
 * calls it once, after the importer and tm_classify(). */
void tm_crossing_compute(TmModel *model);

/* For importers whose parts are placed: puts each element and boundary inside of every placed box
 * boundary that holds its centre (of an element) or all of it (of a boundary), smallest first,
 * unless it is inside already. */
void tm_crossing_nest(TmModel *model, TmDiagram *diagram);

G_END_DECLS
