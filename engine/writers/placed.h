/* The picture of a diagram whose author placed everything: drawn where he placed it, flows through
 * their way points, boundaries as boxes, lines and curves. Labels and chips find a place where they
 * cover nothing. Graphviz lays nothing out. */
#pragma once

#include "canvas.h"
#include "writers.h"

G_BEGIN_DECLS

/* Whether @diagram has elements, and all have a place. */
gboolean tm_placed_is(const TmDiagram *diagram);

/* Where everything is instead: by the index of the part in its diagram, in points. */
typedef struct {
    const TmBox *elements;
    const TmBox *boundaries;
} TmLayout;

/* Draws it; free the canvas. @threats: those it wears, the worst first. With @layout it need not be
 * placed, and flows have no labels. Appends to @simplified what is not as full as it should be: the
 * picture says so, too. */
TmCanvas *tm_placed_draw(const TmReport *report, const TmView *view, const TmDiagram *diagram,
                         const GPtrArray *threats, const TmLayout *layout, GString *simplified);

G_END_DECLS
