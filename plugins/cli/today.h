/* The day on which the program runs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns seconds since 1970: SOURCE_DATE_EPOCH where that is set and a number, else of the clock.
 */
gint64 tm_now(void);

/* Fails with "drawbridge: error: ..." where SOURCE_DATE_EPOCH is set and no number of seconds until
 * the end of the year 9999: a build that asks for a day must not get another one. */
gboolean tm_today_check(GError **error);

/* Lets the day begin, for the rest of the program and for what it starts: what is made on one day
 * is the same, and Graphviz and cairo date a PDF. */
void tm_today_hold(void);

/* Returns "2026-11-21", in UTC: of SOURCE_DATE_EPOCH where that is set, else of the clock. */
char *tm_today(void);

G_END_DECLS
