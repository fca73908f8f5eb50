/* What goes where in a picture of a diagram: which cluster holds a part, and which threats a part
 * wears. */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

/* A boundary as a cluster, or (the last one) what is outside of all. */
typedef struct {
    const TmBoundary *boundary; /* NULL outside */
    guint first;                /* index of the first element in it; clusters are sorted by that */
    GPtrArray *clusters;        /* TmDotCluster */
    GPtrArray *elements;        /* TmElement */
    GPtrArray *guests;          /* TmElement: also inside, but drawn in another */
} TmDotCluster;

typedef struct {
    const TmDiagram *diagram;
    const TmBoundary **parents; /* by index of the boundary: the cluster around it, or NULL */
    TmDotCluster *clusters;     /* by index of the boundary */
    TmDotCluster *outside;
    GHashTable *threats; /* TmPart or TmDiagram -> GPtrArray of TmThreat, worst first */
    GHashTable *closed;  /* the same -> how many more are mitigated or not applicable */
    GHashTable *doubles; /* the TmFlow that are drawn with two heads */
    guint n_guests;      /* of all clusters */
    guint n_threats;     /* with any there is a legend */
    guint n_closed;
    TmPool pool;
} TmDotPlan;

/* Returns for each diagram of the report an array of the TmThreat that the view shows; free it. */
GPtrArray *tm_dot_plan_sort(const TmReport *report, const TmView *view);

/* @threats: of this diagram, the worst first. */
TmDotPlan *tm_dot_plan_new(const TmDiagram *diagram, const GPtrArray *threats);
void tm_dot_plan_free(TmDotPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmDotPlan, tm_dot_plan_free)

/* Returns what a part (or the diagram) wears, the worst first, or NULL. Threats that are closed are
 * not worn, only counted. */
const GPtrArray *tm_dot_plan_threats(const TmDotPlan *plan, gconstpointer wearer);
guint tm_dot_plan_closed(const TmDotPlan *plan, gconstpointer wearer);

/* Returns the flow as part of which @flow is drawn: a double arrow is one arrow with two heads. */
const TmFlow *tm_dot_plan_arrow(const TmDiagram *diagram, const TmFlow *flow);

/* Whether the clusters alone say that @flow crosses @boundary. */
gboolean tm_dot_plan_crosses(const TmFlow *flow, const TmBoundary *boundary);

G_END_DECLS
