/* What an earlier run found, as `drawbridge FILE -o x.json` saved it (contract.md section 2): of
 * its keys only "drawbridge", "file" and the ids in "threats" count; and how many "summary" says
 * there are, where it says so. Several documents, one after the other, are several diagrams. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef struct TmBaseline TmBaseline;

/* Reads what messages call @name. What is no such document is an error with its place. */
TmBaseline *tm_baseline_load(const char *name, GBytes *bytes, GError **error);
void tm_baseline_free(TmBaseline *baseline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmBaseline, tm_baseline_free)

/* Notes which threats of @report are new: TmThreat.fresh. Those of a diagram of which nothing is
 * said all are. If it is the @only diagram, what is said of a single other one counts: a file may
 * have moved. */
void tm_baseline_compare(const TmBaseline *baseline, TmReport *report, gboolean only);

G_END_DECLS
