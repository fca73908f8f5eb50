/* From a graph that somebody else read to a model. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

struct Agraph_s;

/* Reads @graph, as its host holds it, into a model of one diagram; @graph is not changed and may be
 * gone afterwards. @name is for messages only: nothing in a graph has a place, so parts are
 * TM_NOWHERE. Of a node that is only the end of an edge in a cluster cgraph does not know that; a
 * node that has an edge there counts as such. Errors: TM_ERROR_LIMIT as tm_dot_places(), and for
 * attributes longer than 256 MiB. */
TmModel *tm_import_live(const char *name, struct Agraph_s *graph, const TmTemplate *template,
                        GError **error);

G_END_DECLS
