/* Which clusters a node is inside of. */
#pragma once

#include "dot-places.h"

G_BEGIN_DECLS

typedef struct {
    GArray *starts; /* guint: of each node, where its scopes begin; and one end */
    GArray *scopes; /* guint: clusters around each node, innermost first */
} TmDotInside;

/* @is_cluster tells for each scope of @places whether it is a cluster. A node stands where it has a
 * statement of its own; where it is only the end of an edge it does not, unless it stands nowhere
 * else or this is further in. Clusters that overlap both hold it. */
TmDotInside *tm_dot_inside_new(const TmDotPlaces *places, const gboolean *is_cluster);
void tm_dot_inside_free(TmDotInside *inside);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmDotInside, tm_dot_inside_free)

/* Returns the clusters around @node, and sets @count. */
const guint *tm_dot_inside_of(const TmDotInside *inside, guint node, guint *count);

G_END_DECLS
