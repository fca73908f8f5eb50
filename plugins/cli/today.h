/* The day on which the program runs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns "2026-11-21", in UTC: of SOURCE_DATE_EPOCH where that is set, else of the clock. */
char *tm_today(void);

G_END_DECLS
