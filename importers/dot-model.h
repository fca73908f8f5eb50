/* From a Graphviz graph to a diagram. */
#pragma once

#include "dot-graph.h"
#include "dot-places.h"

G_BEGIN_DECLS

/* Adds @graph to @model as one more diagram. Takes the edges' places from @places. */
void tm_dot_model_add(TmModel *model, const TmTemplate *template, const TmDotGraph *graph,
                      TmDotPlaces *places);

G_END_DECLS
