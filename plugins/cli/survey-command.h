/* --summary, and other formats that hold several files at once. */
#pragma once

#include "baseline.h"
#include "options.h"

G_BEGIN_DECLS

/* Whether the options ask for one output of all files. */
gboolean tm_survey_is_wanted(const TmOptions *options);

/* Whether --to @name is a format of a summary. */
gboolean tm_survey_format_exists(const char *name);

/* Checks the files, each against @baseline (or NULL), one after the other and writes what they have
 * in common. Files that cannot be read are told on standard error; the others go on. Returns the
 * exit status. */
int tm_survey_command(const TmOptions *options, const TmBaseline *baseline);

G_END_DECLS
