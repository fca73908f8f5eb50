/* What people decided, as a table of the HTML report. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Nothing where nobody decided anything. Stops when @out has @most bytes. */
void tm_html_decisions(GString *out, const TmReport *report, gsize most);

/* Appends what is special about a threat that people touched: the decision expired, its rule no
 * longer fires, a person added it. */
void tm_html_marks(GString *out, const TmReport *report, const TmThreat *threat);

G_END_DECLS
