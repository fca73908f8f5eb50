/* Days of the calendar, as people write them into a register. */
#include "fields.h"

#include <stdlib.h>

gboolean
tm_fields_is_day(const char *text)
{
    static const char pattern[] = "dddd-dd-dd";

    for (gsize i = 0; i < sizeof pattern; i++)
        if (pattern[i] == 'd' ? !g_ascii_isdigit(text[i]) : text[i] != pattern[i])
            return FALSE;
    return g_date_valid_dmy((GDateDay)atoi(text + 8), (GDateMonth)atoi(text + 5),
                            (GDateYear)atoi(text));
}
