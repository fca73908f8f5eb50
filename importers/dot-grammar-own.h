/* Shared by dot-grammar.c, which knows the grammar, and dot-operands.c, which counts and notes what
 * its statements make. */
#pragma once

#include "dot-places-own.h"

G_BEGIN_DECLS

/* What was mentioned between two moments; a subgraph that is opened again has several. */
typedef struct {
    guint start; /* in the trail */
    guint end;
    guint former; /* number of the range before, 0: none */
} TmDotRange;

/* An end of edges. */
typedef struct {
    guint start; /* in the trail */
    guint end;
    guint scope; /* of a subgraph; 0: it is a list of nodes */
    TmPlace place;
} TmDotOperand;

typedef struct {
    TmPool *pool;
    TmDotScanner scanner;
    TmDotPlaces *graph;
    GString *word;           /* the id that was read last */
    GHashTable *names;       /* of attributes; set of pool texts */
    GHashTable *subgraph_of; /* "parent name" -> number of the scope */
    GArray *trail;           /* guint: number of the node of each mention */
    GArray *ranges;          /* TmDotRange; number 0 is unused */
    GArray *range_of;        /* guint: last range of each scope */
    GArray *stamps;          /* guint: the set in which each node was seen last */
    guint n_sets;
    guint64 n_objects; /* of the file, as all that follow */
    guint64 n_set_edges;
    guint64 n_visits;
} TmDotGrammar;

/* All of them: TM_ERROR_LIMIT. Starts the graph and its scope 0. */
gboolean tm_dot_open_graph(TmDotGrammar *g, TmPlace place, GPtrArray *graphs, GError **error);

/* Sets @scope to that of a subgraph of @parent: of one name in one parent there is but one. */
gboolean tm_dot_open_scope(TmDotGrammar *g, const char *name, TmPlace place, guint parent,
                           guint *scope, GError **error);
/* Notes that @scope now also holds what was mentioned since @start. */
void tm_dot_close_scope(TmDotGrammar *g, guint scope, guint start);

/* Notes the node whose name was read last. */
gboolean tm_dot_mention(TmDotGrammar *g, guint scope, TmPlace place, GError **error);

/* Notes the attribute whose name was read last. @of_scope: of the subgraph itself. */
gboolean tm_dot_note_attribute(TmDotGrammar *g, guint scope, gboolean of_scope, TmPlace place,
                               GError **error);

/* Notes the edges between all nodes of @left and all of @right. */
gboolean tm_dot_join(TmDotGrammar *g, guint scope, const TmDotOperand *left,
                     const TmDotOperand *right, GError **error);

/* What was mentioned since @start was the end of an edge, not a statement of its own. */
void tm_dot_unstate(TmDotGrammar *g, guint scope, guint start);

/* Ends the graph: checks what its attributes will cost. */
gboolean tm_dot_close_graph(TmDotGrammar *g, GError **error);

G_END_DECLS
