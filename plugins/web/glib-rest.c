/* Functions whose files would bring GLib's main loop and test framework, and the C library's tables
 * of East Asian encodings along, which are a fifth of the size of the whole. */
#include <errno.h>
#include <glib.h>
#include <iconv.h>
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

/* Texts are UTF-8 here, or what libxml2 converts itself: UTF-16, ISO-8859-1. */
iconv_t
iconv_open(const char *to G_GNUC_UNUSED, const char *from G_GNUC_UNUSED)
{
    errno = EINVAL;
    return (iconv_t)-1;
}

size_t
iconv(iconv_t converter G_GNUC_UNUSED, char **restrict in G_GNUC_UNUSED,
      size_t *restrict in_left G_GNUC_UNUSED, char **restrict out G_GNUC_UNUSED,
      size_t *restrict out_left G_GNUC_UNUSED)
{
    errno = EINVAL;
    return (size_t)-1;
}

int
iconv_close(iconv_t converter G_GNUC_UNUSED)
{
    return 0;
}
