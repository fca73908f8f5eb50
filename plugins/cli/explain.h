/* What an id means: a threat type, a control, a mitigation, a message, a stencil, a property. */
#pragma once

#include "options.h"

G_BEGIN_DECLS

/* Appends what @template and the program know by the name @id; FALSE when that is nothing. */
gboolean tm_explain(const TmTemplate *template, const char *id, GString *out);

/* `drawbridge explain ID [FILE]`: returns the exit status, or sets the error. */
int tm_explain_command(const TmOptions *options, GError **error);

G_END_DECLS
