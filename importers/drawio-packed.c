/* How draw.io packs a page: percent-encoded, deflated, base64. */
#include <string.h>

#include "drawio-label.h"
#include "drawio-packed.h"
#include "inflate.h"

/* Old versions let control characters into pages; XML allows none. */
static void
drop_controls(GString *text)
{
    gsize length = 0;

    for (gsize i = 0; i < text->len; i++)
        if ((unsigned char)text->str[i] >= ' ' || strchr("\t\n\r", text->str[i]) != NULL)
            text->str[length++] = text->str[i] != '\0' ? text->str[i] : ' ';
    g_string_truncate(text, length);
}

GString *
tm_drawio_unpack(const char *file, const char *packed, gsize *budget, TmPlace place, GError **error)
{
    g_autofree guint8 *bytes = NULL;
    g_autoptr(GBytes) inflated = NULL;
    const char *text = packed;
    gsize length = strlen(packed);
    GString *xml;

    if (*packed != '<' && *packed != '%') {
        bytes = g_base64_decode(packed, &length);
        inflated = tm_inflate(file, place, bytes, length, budget, error);
        if (inflated == NULL)
            return NULL;
        text = g_bytes_get_data(inflated, &length);
    }
    xml = g_string_new(NULL);
    if (*text == '%')
        tm_drawio_unescape(xml, text, length);
    else
        g_string_append_len(xml, text, (gssize)length);
    drop_controls(xml);
    return xml;
}
