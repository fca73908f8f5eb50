/* What a threat type is about, and what a threat of a diagram is about. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Appends the threat type @id; FALSE when there is none. */
gboolean tm_explain_type(const TmTemplate *template, const char *id, GString *out);

/* Appends the threat @id of a report, or all threats of that type; FALSE when there is none. */
gboolean tm_explain_threat(const TmReport *report, const char *id, GString *out);

G_END_DECLS
