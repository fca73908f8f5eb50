/* The day on which the program runs: only the command line may ask the clock. */
#include "today.h"

#include "options.h"

#define LAST_SECOND G_GUINT64_CONSTANT(253402300799) /* of the year 9999 */
#define SECONDS_OF_A_DAY (24 * 60 * 60)

/* Returns whether the environment says it. */
static gboolean
is_told(guint64 *seconds)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");

    return epoch != NULL && g_ascii_string_to_unsigned(epoch, 10, 0, LAST_SECOND, seconds, NULL);
}

gint64
tm_now(void)
{
    guint64 seconds;

    return is_told(&seconds) ? (gint64)seconds : g_get_real_time() / G_USEC_PER_SEC;
}

void
tm_today_hold(void)
{
    const gint64 now = tm_now();
    g_autofree char *midnight = g_strdup_printf("%" G_GINT64_FORMAT, now - now % SECONDS_OF_A_DAY);

    g_setenv("SOURCE_DATE_EPOCH", midnight, TRUE);
    g_setenv("TZ", "UTC0", TRUE);
}

gboolean
tm_today_check(GError **error)
{
    guint64 seconds;

    if (g_getenv("SOURCE_DATE_EPOCH") == NULL || is_told(&seconds))
        return TRUE;
    return tm_options_fail(error, "SOURCE_DATE_EPOCH '%s' is no number of seconds since 1970",
                           g_getenv("SOURCE_DATE_EPOCH"));
}

char *
tm_today(void)
{
    g_autoptr(GDateTime) day = g_date_time_new_from_unix_utc(tm_now());

    return g_date_time_format(day, "%Y-%m-%d");
}
