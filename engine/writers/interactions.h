/* The threats of a diagram by interaction: the order of a full report. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef struct {
    const TmFlow *flow; /* NULL: what belongs to no flow of the diagram */
    GPtrArray *threats; /* TmThreat, in the order in which they came: the worst first */
} TmInteractionThreats;

/* @threats: of @diagram. Returns an array of TmInteractionThreats: of the flows that have threats,
 * in file order, then what belongs to no flow. The caller owns it. */
GPtrArray *tm_interactions_sort(const TmDiagram *diagram, const GPtrArray *threats);

/* Returns how many threats there are on all of the pages of tm_dot_plan_sort(). */
guint tm_interactions_count(const GPtrArray *pages);

/* Returns "Customer to Web shop: order", or "Elsewhere" for NULL. Free it. */
char *tm_interaction_title(const TmReport *report, const TmFlow *flow);

G_END_DECLS
