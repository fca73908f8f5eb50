/* `drawbridge template`: what templates hold, whether they are right, and a new one. */
#pragma once

#include "options.h"

G_BEGIN_DECLS

/* Returns the exit status, or sets the error. */
int tm_template_command(const TmOptions *options, GError **error);

/* Writes a small template that works into @folder, which must be empty or not there yet. */
gboolean tm_template_begin(const char *folder, GError **error);

/* Writes the template of Microsoft's in @name, a .tb7 or .tm7, as one of ours to
 * @folder, which must be empty or not there yet. */
gboolean tm_template_write_converted(const char *name, const char *folder, GError **error);

G_END_DECLS
