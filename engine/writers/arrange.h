/* A layout for very large diagrams, that needs no Graphviz: what is in a boundary stands in rows,
 * boundaries stand in those around them. Where the outermost stand is up to the caller. */
#pragma once

#include "dot-plan.h"
#include "placed.h"

G_BEGIN_DECLS

/* What stands in no boundary: elements, and the outermost boundaries with all that is in them. */
typedef struct {
    const TmPart *part;
    TmBox *box; /* in points; the caller may move it, and what is inside follows */
} TmTile;

typedef struct TmArrangement TmArrangement;

/* Puts everything in rows. @plan must outlive it. */
TmArrangement *tm_arrange_new(const TmReport *report, const TmView *view, const TmDotPlan *plan);
void tm_arrange_free(TmArrangement *arrangement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmArrangement, tm_arrange_free)

/* Returns the tiles. */
const TmTile *tm_arrange_tiles(const TmArrangement *arrangement, guint *count);

/* Returns the number of the tile that @element is in. */
guint tm_arrange_tile_of(const TmArrangement *arrangement, const TmElement *element);

/* Once, after the tiles were moved: where everything is now. It belongs to @arrangement. */
const TmLayout *tm_arrange_finish(TmArrangement *arrangement);

G_END_DECLS
