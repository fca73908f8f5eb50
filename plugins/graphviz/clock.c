/* The clock of our programs. cairo dates a PDF and a PostScript file by time(), and older versions
 * of Graphviz cannot tell it otherwise: a program has a time() of its own, which the linker exports
 * to it. */
#include <glib.h>
#include <time.h>

#include "clock.h"
#include "today.h"

time_t
time(time_t *seconds)
{
    const time_t now = (time_t)tm_now();

    if (seconds != NULL)
        *seconds = now;
    return now;
}

void
tm_clock_set(void)
{
    if (g_getenv("SOURCE_DATE_EPOCH") != NULL)
        g_setenv("TZ", "UTC0", TRUE);
}
