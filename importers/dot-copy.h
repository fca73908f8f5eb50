/* From a graph of cgraph to one that is free of it. */
#pragma once

#include "dot-graph.h"
#include "dot-places.h"

G_BEGIN_DECLS

struct Agraph_s;

/* Of attributes in a graph, defaults counted for each object. */
#define TM_DOT_MAX_BYTES (256 << 20)

/* Returns a copy of @source, whose names of subgraphs are those of @places; NULL when its
 * attributes are longer than TM_DOT_MAX_BYTES. */
TmDotGraph *tm_dot_copy(struct Agraph_s *source, const TmDotPlaces *places);

/* Returns the graph and all of its subgraphs in the order in which they were made, as copies have
 * them. The caller frees the array. */
GPtrArray *tm_dot_subgraphs(struct Agraph_s *graph);

G_END_DECLS
