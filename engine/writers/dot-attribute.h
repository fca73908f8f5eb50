/* What our importer reads back from a DOT file. Each function appends attributes. */
#pragma once

#include "dot-plan.h"
#include "dot.h"

G_BEGIN_DECLS

typedef struct {
    const TmReport *report;
    const TmDotPlan *plan;
    TmDotDetail detail;
    gboolean author;     /* keep the author's look */
    gboolean placed;     /* all parts stand where the author put them */
    gboolean bare;       /* no title and no legend */
    const char *made_by; /* NULL: not to be said */
    GString *out;
} TmDotDrawing;

/* The tm_name of a part without one: Graphviz cannot tell an empty attribute from none. */
#define TM_DOT_NO_NAME " "

/* Any attribute; @value is quoted. */
void tm_dot_attribute(GString *out, const char *name, const char *value);

/* tm_name: what the part is called, since its label holds threats and line breaks too. Written as
 * Graphviz writes a label: \\ and &amp; stand for \ and &. */
void tm_dot_name(GString *out, const TmPart *part);

/* tm_type: the type as stated or classified, and the facets. */
void tm_dot_type(GString *out, const TmPart *part);

/* What the author said about declared properties, and outOfScope. */
void tm_dot_properties(const TmDotDrawing *drawing, const TmPart *part);

/* Takes back what @around says and @part does not: Graphviz hands the attributes of a cluster down
 * to the clusters in it. */
void tm_dot_disowned(const TmDotDrawing *drawing, const TmPart *part, const TmPart *around);

/* tm_crosses: crossings that the clusters do not show: of a line, of boundaries that overlap, of a
 * type that is not drawn. */
void tm_dot_crossings(const TmDotDrawing *drawing, const TmFlow *flow);

G_END_DECLS
