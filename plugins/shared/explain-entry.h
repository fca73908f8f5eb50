/* What an id means: a threat type, a control, a mitigation, a message, a stencil, a property. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Appends what @template and the program know by the name @id; FALSE when that is nothing. */
gboolean tm_explain(const TmTemplate *template, const char *id, GString *out);

G_END_DECLS
