/* How many threats there are, as small charts of the HTML report. */
#pragma once

#include "summary.h"

G_BEGIN_DECLS

/* @shown: how many of the threats follow. */
void tm_html_summary(GString *out, const TmReport *report, const TmSummary *summary, guint shown);

G_END_DECLS
