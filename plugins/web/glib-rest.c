/* Functions of GLib whose files would bring its main loop and its test framework along. */
#include <glib.h>
#include <string.h>

/* A broken assertion ends the engine: JavaScript sees an exception and throws the instance away. */
void
g_assertion_message_expr(const char *domain G_GNUC_UNUSED, const char *file G_GNUC_UNUSED,
                         int line G_GNUC_UNUSED, const char *function G_GNUC_UNUSED,
                         const char *expression G_GNUC_UNUSED)
{
    __builtin_trap();
}

int
g_strcmp0(const char *one, const char *other)
{
    if (one == NULL || other == NULL)
        return (one != NULL) - (other != NULL);
    return strcmp(one, other);
}

/* The next two only serve the messages of GLib itself: there is no test, and no clock. */
gboolean
g_test_subprocess(void)
{
    return FALSE;
}

gint64
g_get_real_time(void)
{
    return 0;
}
