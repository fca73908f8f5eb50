/* How many threats a report has, of which kind. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef struct {
    const char *name;
    guint count;
} TmCount;

typedef struct {
    guint threats;
    guint severities[TM_CRITICAL + 1];
    guint states[TM_N_STATES];
    GArray *categories; /* TmCount, in the order in which threats have them */
    guint stated;
    guint closed; /* mitigated or not applicable */
} TmSummary;

/* Counts all threats of the report, whatever a view shows. The caller frees the result. */
TmSummary *tm_summary_new(const TmReport *report);
void tm_summary_free(TmSummary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmSummary, tm_summary_free)

G_END_DECLS
