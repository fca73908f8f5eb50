/* A graph as cgraph read it, free of cgraph: dot.c makes it, the other dot-*.c read it. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef struct {
    const char *name;
    const char *value; /* never "" */
    gboolean html;
} TmDotAttribute;

/* A node, an edge, a subgraph, or the graph. */
typedef struct {
    const char *name; /* NULL: none; of an edge: its key */
    const TmDotAttribute *attributes;
    guint n_attributes;
    guint tail; /* of an edge: numbers of its nodes */
    guint head;
} TmDotObject;

/* Nodes in the order of their first mention, edges and subgraphs as they were made; so numbers of
 * nodes and subgraphs are those of TmDotPlaces. */
typedef struct {
    gboolean directed;
    const TmDotObject *nodes;
    guint n_nodes;
    const TmDotObject *edges;
    guint n_edges;
    const TmDotObject *subgraphs; /* number 0 is the graph itself */
    guint n_subgraphs;
    TmPool pool;
} TmDotGraph;

void tm_dot_graph_free(TmDotGraph *graph);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmDotGraph, tm_dot_graph_free)

/* Returns the attribute of that name, with the defaults that held for @object; NULL when empty. */
const TmDotAttribute *tm_dot_find(const TmDotObject *object, const char *name);

/* Returns what names an object: tm_name, which our own writer sets where the label holds more than
 * the name, else the label; or NULL. */
const TmDotAttribute *tm_dot_find_name(const TmDotObject *object);

/* Returns its value, or "". */
const char *tm_dot_value(const TmDotObject *object, const char *name);

/* Returns whether @word is in @list, whose words are separated by commas or blanks: a style, for
 * example. What stands in parentheses is passed over. */
gboolean tm_dot_list_has(const char *list, const char *word);

G_END_DECLS
