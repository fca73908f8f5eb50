/* A graph of the host becomes the annotated diagram. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

struct Agraph_s;

/* Empties @graph and builds into it what @dot says, which our own DOT writer wrote. Of what was
 * there only this stays: the name of the graph, what its author says of the size and direction of
 * the page (within bounds), and the web addresses of nodes that are still there. Everything else is
 * from the lists of the writer: no attribute that names a file, a font or a style sheet. Sets the
 * error, with @graph half built, when @dot is none of ours. */
gboolean tm_rebuild(struct Agraph_s *graph, const char *dot, GError **error);

G_END_DECLS
