/* What can be done with a diagram or a template: one row for a verb. */
#pragma once

#include "work.h"

G_BEGIN_DECLS

/* finish() returns TRUE when @out has all; FALSE with the error set, or with none where it wants to
 * be called again. */
typedef struct {
    const char *name;
    TmNeeds needs;
    gboolean (*finish)(TmWork *work, GString *out, GError **error);
} TmVerb;

/* Returns the verb of that name, or NULL. */
const TmVerb *tm_verb(const char *name);

G_END_DECLS
