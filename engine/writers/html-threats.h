/* The threats of a diagram as a table of the HTML report, each with what is known of it. */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

/* @threats: of one diagram. Stops when @out has @most bytes. */
void tm_html_threats(GString *out, const TmReport *report, const GPtrArray *threats, gsize most);

G_END_DECLS
