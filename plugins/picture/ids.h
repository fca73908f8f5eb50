/* Ids of objects in a graph of cgraph, the same on every run. */
#pragma once

#include <glib.h>
#include <graphviz/cgraph.h>

G_BEGIN_DECLS

extern const Agiddisc_t tm_ids;

/* Gives the objects that are made in @graph from now on such ids. It must be empty: neither nodes
 * nor subgraphs. It keeps its name. */
void tm_ids_adopt(Agraph_t *graph);

G_END_DECLS
