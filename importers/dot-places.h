/* Where things stand in a DOT text. cgraph tells what they mean but not where they are, takes what
 * follows a graph for its next caller's, and builds whatever a small text multiplies to; so the
 * text is read here first: graphs, places and limits. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* The graph itself, or a subgraph; numbered in the order in which cgraph makes them. */
typedef struct {
    const char *name; /* NULL: it has none */
    TmPlace place;    /* of its first mention */
    guint parent;     /* number of the subgraph around it; 0, the graph, has itself */
    guint depth;      /* 0: the graph */
    gboolean typed;   /* says tm_type itself; cgraph hands it on from outer to inner */
} TmDotScope;

/* A node named in a subgraph. */
typedef struct {
    guint scope;
    gboolean stated; /* by a statement of its own, not as the end of an edge */
    guint next;      /* number of the node's next mention, 0: none */
} TmDotMention;

typedef struct {
    const char *name;
    TmPlace place; /* of its first mention */
    guint first;   /* number of its first mention */
    guint last;
} TmDotNodePlace;

/* One graph of a file. */
typedef struct {
    const char *start; /* of its text */
    gsize length;
    TmPlace place;
    const char *name; /* NULL: it has none */
    gboolean directed;
    GArray *scopes;      /* TmDotScope */
    GArray *mentions;    /* TmDotMention; number 0 is unused */
    GArray *nodes;       /* TmDotNodePlace in order of their first mention */
    GArray *edges;       /* of TmDotPlaces' own */
    GHashTable *node_of; /* name -> number of the node + 1 */
    GHashTable *edge_of; /* the pair of ends -> number of its next edge + 1 */
} TmDotPlaces;

/* Reads all graphs of @text; @latin1: see TmDotScanner. @pool gets the names and must outlive the
 * result. Returns TmDotPlaces, at least one; the caller owns the array. Errors: TM_ERROR_SYNTAX,
 * and TM_ERROR_LIMIT for more than 100,000 edges from sets of nodes, 100 levels of subgraphs,
 * 1,000 graphs, 1,000,000 objects (a node counts once for each level of its subgraph) or 5,000,000
 * attributes (objects times names of attributes). */
GPtrArray *tm_dot_places(TmPool *pool, const char *file, const char *text, gboolean latin1,
                         GError **error);

/* Returns the node of that name, or NULL. */
const TmDotNodePlace *tm_dot_node_place(const TmDotPlaces *places, const char *name);

/* Returns the place of the next edge from @tail to @head: the first call the first, and so on; the
 * last one again when there are no more; the graph's when there is none at all. */
TmPlace tm_dot_next_edge_place(TmDotPlaces *places, const char *tail, const char *head);

G_END_DECLS
