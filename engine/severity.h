/* Likelihood x impact, with its reasons (scoring.md). */
#pragma once

#include "facts.h"
#include "tm.h"

G_BEGIN_DECLS

typedef struct {
    guint likelihood; /* 1 to 4 */
    guint impact;     /* 1 to 4 */
    guint score;      /* 1 to 16 */
    TmSeverity severity;
} TmRating;

/* Rates @type at @interaction; @stated adds a step of likelihood. */
TmRating tm_severity_rate(const TmDiagramFacts *facts, const TmThreatType *type,
                          const TmInteraction *interaction, gboolean stated);

/* Appends the reasons of the same rating, as a person would write them down. */
void tm_severity_explain(const TmDiagramFacts *facts, const TmThreatType *type,
                         const TmInteraction *interaction, gboolean stated, GString *why);

/* Microsoft's templates fix a priority and score nothing: "High", "Low", else medium. */
TmSeverity tm_severity_named(const char *priority);

G_END_DECLS
