/* What an edge joins: the cells it names, or what its loose ends touch. */
#pragma once

#include "drawio-grid.h"

G_BEGIN_DECLS

typedef struct DrawioEnds DrawioEnds;

DrawioEnds *tm_drawio_ends_new(DrawioPage *page);
void tm_drawio_ends_free(DrawioEnds *ends);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DrawioEnds, tm_drawio_ends_free)

/* Counts loose ends of edges as edges of the smallest vertex that they touch. */
void tm_drawio_count_loose_ends(DrawioPage *page, DrawioGrid *grid);

/* Finds the elements at both ends; NULL where there is none. Returns FALSE when the edge is to be
 * left out, about which a message says why. */
gboolean tm_drawio_find_ends(DrawioEnds *ends, DrawioCell *edge, DrawioCell **from,
                             DrawioCell **to);

/* Whether both loose ends of @edge touch elements, and not the same one. */
gboolean tm_drawio_joins(DrawioEnds *ends, const DrawioCell *edge);

/* Returns the path of the edge on the page, of @count points. */
TmPoint *tm_drawio_path(TmPool *pool, const DrawioCell *edge, guint *count);

G_END_DECLS
