/* What the author of a graph said of the page and of web addresses stays. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

struct Agraph_s;

typedef struct {
    GHashTable *page;      /* name of an attribute of the graph -> value */
    GHashTable *addresses; /* name of a node -> URL */
} TmKept;

TmKept *tm_kept_new(struct Agraph_s *graph);
void tm_kept_free(TmKept *kept);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmKept, tm_kept_free)

/* Says it again in @graph, which has been rebuilt. */
void tm_kept_restore(const TmKept *kept, struct Agraph_s *graph);

/* Whether Graphviz would take what begins here for an entity, and leave it as it is. */
gboolean tm_kept_is_entity(const char *text);

G_END_DECLS
