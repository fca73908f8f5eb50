/* Small pictures of the diagrams that threat types bring along. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Whether builds of this kind can draw. */
gboolean tm_docs_draws(void);

/* Appends an SVG of @diagram (DOT) with the threats of @type alone; @title is its title. */
gboolean tm_docs_draw(const TmTemplate *template, const TmThreatType *type, const char *diagram,
                      const char *title, GString *out, GError **error);

G_END_DECLS
