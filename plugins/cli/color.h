/* Text for a terminal. */
#pragma once

#include "options.h"

G_BEGIN_DECLS

/* Whether what is printed is to be colored: as --color says, else on a terminal. Files are never
 * colored. */
gboolean tm_color_wanted(const TmOptions *options);

/* Puts color around the severity of each line of @text that has one. */
void tm_color_severities(GString *text);

G_END_DECLS
