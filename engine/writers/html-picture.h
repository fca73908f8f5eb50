/* The picture of a diagram inside the HTML report. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Appends @svg, as plugins/picture writes it, for a page that has other pictures and ids too: ids
 * are those of the page, each part of the diagram has the key of tm_html_part_key() in `data-part`,
 * and no style is left to itself. What is no SVG is an error, and @out is as before. */
gboolean tm_html_picture(const TmReport *report, const TmDiagram *diagram, const char *svg,
                         GString *out, GError **error);

/* Appends "0-f3": the fourth flow of the first diagram; e is an element, b a boundary. */
void tm_html_part_key(GString *out, const TmDiagram *diagram, const TmPart *part);

G_END_DECLS
