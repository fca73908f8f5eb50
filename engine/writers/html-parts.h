/* What a diagram holds, as tables of the HTML report. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Appends how many threats each interaction has. @threats: of @diagram. */
void tm_html_interactions(GString *out, const TmReport *report, const TmDiagram *diagram,
                          const GPtrArray *threats);

/* Appends elements, flows and boundaries: what they were taken for, and what is known of them.
 * Stops when @out has @most bytes. */
void tm_html_parts(GString *out, const TmReport *report, const TmDiagram *diagram, gsize most);

G_END_DECLS
