/* Boxes on a plane, found by where they are. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef struct TmSpace TmSpace;

/* @bounds: where most of the boxes will be. */
TmSpace *tm_space_new(TmBox bounds);
void tm_space_free(TmSpace *space);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmSpace, tm_space_free)

/* @owner is handed to those who find it. */
void tm_space_add(TmSpace *space, TmBox box, gconstpointer owner);

/* Returns whether @hits says so of a box that meets @box. A space looks at 20,000,000 boxes; after
 * that it finds every place taken. */
typedef gboolean (*TmSpaceHits)(TmBox box, gconstpointer owner, gpointer data);
gboolean tm_space_any(TmSpace *space, TmBox box, TmSpaceHits hits, gpointer data);

gboolean tm_box_meets(TmBox a, TmBox b);
gboolean tm_box_holds(TmBox outer, TmBox inner);
TmBox tm_box_union(TmBox a, TmBox b);

G_END_DECLS
