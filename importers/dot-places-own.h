/* Shared by dot-places.c, which keeps what is found, and dot-grammar.c, which finds it. */
#pragma once

#include "dot-places.h"
#include "dot-scan.h"

G_BEGIN_DECLS

/* One edge. Those of the same two ends are a queue: @next of each, @last known to the first. */
typedef struct {
    TmPlace place;
    guint next; /* its own number: it is the last */
    guint last;
} TmDotEdgePlace;

/* Starts an empty graph. */
TmDotPlaces *tm_dot_places_new(void);
void tm_dot_places_free(TmDotPlaces *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmDotPlaces, tm_dot_places_free)

/* Notes that the node @name, which must outlive @places, is named in @scope. Returns its number. */
guint tm_dot_places_mention(TmDotPlaces *places, const char *name, guint scope, TmPlace place);

/* Notes an edge between two nodes, given by number. */
void tm_dot_places_join(TmDotPlaces *places, guint tail, guint head, TmPlace place);

/* Reads all graphs into @graphs (TmDotPlaces); errors as tm_dot_places(). */
gboolean tm_dot_grammar_read(TmPool *pool, const TmDotScanner *start, GPtrArray *graphs,
                             GError **error);

G_END_DECLS
