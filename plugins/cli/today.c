/* The day on which the program runs: only the command line may ask the clock. */
#include "today.h"

#include <time.h>

#define LAST_SECOND G_GUINT64_CONSTANT(253402300799) /* of the year 9999 */

char *
tm_today(void)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    guint64 seconds = (guint64)time(NULL);
    g_autoptr(GDateTime) day = NULL;

    if (epoch != NULL)
        g_ascii_string_to_unsigned(epoch, 10, 0, LAST_SECOND, &seconds, NULL);
    day = g_date_time_new_from_unix_utc((gint64)seconds);
    return g_date_time_format(day, "%Y-%m-%d");
}
