/* What the child does: DOT in, picture out. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How drawing ended: the exit status of the child. */
typedef enum {
    TM_DRAW_DONE,
    TM_DRAW_UNREADABLE,
    TM_DRAW_NO_LAYOUT,
    TM_DRAW_NO_PICTURE,
} TmDraw;

/* Reads a graph; NULL where it is none. It keeps some memory for as long as the process lives. */
struct Agraph_s *tm_draw_read(const char *text);

/* Waits on standard input for the text of a graph, until its end, and writes the picture of it to
 * standard output. To be called in a process that ends then: Graphviz leaks, and may never come
 * back. */
TmDraw tm_draw(const char *format);

G_END_DECLS
