/* The picture of a diagram whose author placed everything: drawn where he placed it, flows through
 * their way points, boundaries as boxes, lines and curves. Labels and chips find a place where they
 * cover nothing. Graphviz lays nothing out. */
#pragma once

#include "canvas.h"
#include "writers.h"

G_BEGIN_DECLS

/* Whether @diagram has elements, and all have a place. */
gboolean tm_placed_is(const TmDiagram *diagram);

/* Draws it; free the canvas. @threats: those it wears, the worst first. */
TmCanvas *tm_placed_draw(const TmReport *report, const TmView *view, const TmDiagram *diagram,
                         const GPtrArray *threats);

G_END_DECLS
