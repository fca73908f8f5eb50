/* What is wrong with what the program was told. */
#include "escape.h"
#include "options.h"

gboolean
tm_options_fail(GError **error, const char *format, ...)
{
    g_autofree char *text = NULL;
    g_autofree char *line = NULL;
    va_list args;

    va_start(args, format);
    text = g_strdup_vprintf(format, args);
    va_end(args);
    line = tm_escape_line(text);
    g_set_error(error, TM_ERROR, TM_ERROR_MEANING, "drawbridge: error: %s", line);
    return FALSE;
}
