/* One way to say where a file is wrong. */
#include "escape.h"
#include "tm.h"

G_DEFINE_QUARK(tm_error, tm_error)

gboolean
tm_fail(GError **error, TmError code, const char *file, TmPlace place, const char *format, ...)
{
    g_autofree char *name = tm_escape_line(file);
    g_autofree char *text = NULL;
    va_list args;

    va_start(args, format);
    text = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(error, TM_ERROR, (gint)code, "%s:%u:%u: error: %s", name, place.line, place.column,
                text);
    return FALSE;
}
