/* A graph of a host program, checked: the sentence of engine/tm.h, said from inside Graphviz. */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

struct Agraph_s;

/* Draws the threats into @graph, which is rebuilt for it, and keeps the report until
 * tm_guest_forget(). A graph that says tm_threats=off or has no element stays as it is, and so does
 * one that cannot be checked: that is an error of Graphviz, so that its host ends with a status.
 * Done once: a second call does nothing. @folder: of the diagram; see wishes.h. */
void tm_guest_decorate(struct Agraph_s *graph, const char *folder);

/* Appends the report of @graph in the format of the writer @writer. What was not decorated is
 * checked now. @file: what it calls the diagram; NULL: nothing is known. Returns FALSE after an
 * error of Graphviz. */
gboolean tm_guest_write(struct Agraph_s *graph, const char *file, const char *writer, GString *out);

/* Frees what is kept of @graph; to be called before it is closed. */
void tm_guest_forget(struct Agraph_s *graph);

/* What frees the inner layout of @graph; NULL: nothing does. */
typedef void (*TmGuestCleanup)(struct Agraph_s *graph);
void tm_guest_set_cleanup(struct Agraph_s *graph, TmGuestCleanup cleanup);
TmGuestCleanup tm_guest_cleanup(struct Agraph_s *graph);

G_END_DECLS
