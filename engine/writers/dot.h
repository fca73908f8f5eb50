/* DOT text of one diagram, for the DOT writer and for pictures. The look: rendering.md. */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

/* How much is drawn: Graphviz needs minutes for all of it in large diagrams. */
typedef enum {
    TM_DOT_FULL,
    TM_DOT_PLAIN, /* no labels on flows, and straight ones */
} TmDotDetail;

/* Appends @diagram as a graph. @threats: those it wears, the worst first. */
void tm_dot_append(const TmReport *report, const TmView *view, const TmDiagram *diagram,
                   const GPtrArray *threats, TmDotDetail detail, GString *out);

/* The same with the threats of it that the view shows. */
void tm_dot_append_page(const TmReport *report, const TmView *view, const TmDiagram *diagram,
                        TmDotDetail detail, GString *out);

/* Returns what a reader calls a diagram; free it. */
char *tm_dot_title(const TmReport *report, const TmDiagram *diagram);

G_END_DECLS
