/* How draw.io packs a page: percent-encoded, deflated, base64. */
#include "drawio-packed.h"

#include <string.h>

#include "inflate.h"

void
tm_drawio_unescape(GString *out, const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        const gboolean coded = text[i] == '%' && i + 2 < length && g_ascii_isxdigit(text[i + 1]) &&
                               g_ascii_isxdigit(text[i + 2]);
        const int byte =
            coded ? g_ascii_xdigit_value(text[i + 1]) * 16 + g_ascii_xdigit_value(text[i + 2])
                  : (unsigned char)text[i];
        g_string_append_c(out, (char)byte);
        i += coded ? 2 : 0;
    }
}

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

void
tm_drawio_escape(GString *out, const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        const char c = text[i];
        if (g_ascii_isalnum(c) || (c != '\0' && strchr("-_.!~*'()", c) != NULL))
            g_string_append_c(out, c);
        else
            g_string_append_printf(out, "%%%02X", (guchar)c);
    }
}

void
tm_drawio_pack(GString *out, const char *xml, gsize length)
{
    g_autoptr(GString) escaped = g_string_sized_new(length * 2);
    g_autoptr(GBytes) packed = NULL;
    g_autofree char *text = NULL;
    gconstpointer bytes;
    gsize size;

    tm_drawio_escape(escaped, xml, length);
    packed = tm_deflate(escaped->str, escaped->len);
    bytes = g_bytes_get_data(packed, &size);
    text = g_base64_encode(bytes, size);
    g_string_append(out, text);
}
