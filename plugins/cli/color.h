/* Text for a terminal. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Puts color around the severity of each line of @text that has one. */
void tm_color_severities(GString *text);

G_END_DECLS
