/* Where draw.io hides a diagram: PNG chunks, walked by hand, and an attribute of SVG. */
#include <string.h>

#include "begins.h"
#include "drawio-container.h"
#include "drawio-html.h"
#include "drawio-packed.h"
#include "inflate.h"
#include "xml.h"

#define PROBE_LENGTH 4096
#define MAX_CHUNKS 1000
#define SIGNATURE "\x89PNG\r\n\x1a\n"

/* --- XML ---------------------------------------------------------------------------------- */

/* Steps over declarations and comments. */
static const char *
skip_prolog(const char *text)
{
    for (;;) {
        text += strspn(text, " \t\r\n");
        if (!tm_begins(text, "<?") && !tm_begins(text, "<!"))
            return text;
        text = strstr(text, tm_begins(text, "<!--") ? "-->" : ">");
        if (text == NULL)
            return "";
        text += *text == '-' ? 3 : 1;
    }
}

/* Returns the beginning without a byte order mark, and without the zeros of UTF-16. */
static GString *
beginning(const char *text, gsize length)
{
    GString *head = g_string_new(NULL);

    for (gsize i = 0; i < MIN(length, PROBE_LENGTH); i++)
        if (text[i] != '\0' && strchr("\xef\xbb\xbf\xfe\xff", text[i]) == NULL)
            g_string_append_c(head, text[i]);
    return head;
}

gboolean
tm_drawio_is_plain(const char *text, gsize length)
{
    g_autoptr(GString) head = beginning(text, length);
    const char *root = skip_prolog(head->str);

    return tm_begins(root, "<mxfile") || tm_begins(root, "<mxGraphModel") ||
           tm_begins(root, "<mxlibrary");
}

/* --- SVG ---------------------------------------------------------------------------------- */

static gboolean
is_svg(const char *text, gsize length)
{
    g_autoptr(GString) head = beginning(text, length);

    return tm_begins(skip_prolog(head->str), "<svg");
}

/* The diagram is in the first tag, which may be as long as the file. */
static gboolean
is_wrapped_in_svg(const char *text, gsize length)
{
    const char *svg = is_svg(text, length) ? g_strstr_len(text, (gssize)length, "<svg") : NULL;
    const char *content =
        svg != NULL ? g_strstr_len(svg, (gssize)(length - (gsize)(svg - text)), " content=") : NULL;

    return content != NULL && memchr(svg, '>', (gsize)(content - svg)) == NULL;
}

typedef struct {
    GString *xml;
    TmPlace place;
    gboolean seen;
} Svg;

static void
take_content(GString *xml, const char *content)
{
    gsize length = strlen(content);
    g_autofree guchar *bytes = NULL;

    if (*content != '<' && *content != '%') {
        bytes = g_base64_decode(content, &length);
        content = (const char *)bytes;
    }
    if (*content == '<')
        g_string_append_len(xml, content, (gssize)length);
    else
        tm_drawio_unescape(xml, content, length);
}

static gboolean
start_svg(const char *name G_GNUC_UNUSED, const TmXmlAttribute *attributes, TmPlace place,
          gsize offset G_GNUC_UNUSED, gpointer data, GError **error G_GNUC_UNUSED)
{
    Svg *svg = data;
    const char *content = tm_xml_attribute(attributes, "content");

    if (svg->seen)
        return TRUE;
    svg->seen = TRUE;
    svg->place = place;
    if (content != NULL && *content != '\0')
        take_content(svg->xml, content);
    return TRUE;
}

static gboolean
unwrap_svg(const char *file, const char *text, gsize length, GString *xml, TmPlace *place,
           GError **error)
{
    static const TmXmlHandler handler = {start_svg, NULL, NULL};
    Svg svg = {xml, *place, FALSE};
    const gboolean read = tm_xml_parse(file, text, length, TM_NOWHERE, &handler, &svg, error);

    *place = svg.place;
    return read;
}

/* --- PNG ---------------------------------------------------------------------------------- */

typedef struct {
    const char *type; /* of four letters */
    const char *data;
    gsize length;
} Chunk;

static gsize
big_endian(const char *bytes)
{
    const guchar *b = (const guchar *)bytes;

    return (gsize)b[0] << 24 | (gsize)b[1] << 16 | (gsize)b[2] << 8 | b[3];
}

/* Reads the chunk at @at and steps behind it; FALSE at the end of what is there. */
static gboolean
next_chunk(const char *text, gsize length, gsize *at, Chunk *chunk)
{
    if (length < *at + 12)
        return FALSE;
    *chunk = (Chunk){text + *at + 4, text + *at + 8, big_endian(text + *at)};
    if (chunk->length > length - *at - 12)
        return FALSE;
    *at += chunk->length + 12;
    return TRUE;
}

/* Returns what follows the keyword of a text chunk with a diagram, else NULL. */
static const char *
diagram_of(const Chunk *chunk)
{
    static const char *const keywords[] = {"mxfile", "mxGraphModel", NULL};

    if (memcmp(chunk->type, "tEXt", 4) != 0 && memcmp(chunk->type, "zTXt", 4) != 0)
        return NULL;
    for (guint i = 0; keywords[i] != NULL; i++) {
        const gsize size = strlen(keywords[i]) + 1;
        if (chunk->length > size && memcmp(chunk->data, keywords[i], size) == 0)
            return chunk->data + size;
    }
    return NULL;
}

static gboolean
find_chunk(const char *text, gsize length, Chunk *chunk)
{
    gsize at = strlen(SIGNATURE);

    if (length < at || memcmp(text, SIGNATURE, at) != 0)
        return FALSE;
    for (guint i = 0; i < MAX_CHUNKS && next_chunk(text, length, &at, chunk); i++)
        if (diagram_of(chunk) != NULL)
            return TRUE;
    return FALSE;
}

/* Other programs write what the standard of PNG wants: the header of zlib first. */
static gboolean
has_header(const guint8 *bytes)
{
    return (bytes[0] & 0x0f) == 8 && (bytes[0] * 256 + bytes[1]) % 31 == 0;
}

/* A zTXt chunk has a method byte, then deflated data without a header; a plus is a blank there. */
static gboolean
inflate_chunk(const char *file, TmPlace place, const char *data, gsize length, gsize *budget,
              GString *out, GError **error)
{
    const gsize skip = length > 3 && has_header((const guint8 *)data + 1) ? 3 : 1;
    g_autoptr(GBytes) bytes =
        tm_inflate(file, place, (const guint8 *)data + skip, length - skip, budget, error);
    gsize size;
    const char *text;

    if (bytes == NULL)
        return FALSE;
    text = g_bytes_get_data(bytes, &size);
    for (gsize i = 0; i < size; i++)
        g_string_append_c(out, text[i] == '+' ? ' ' : text[i]);
    return TRUE;
}

static gboolean
unwrap_png(const char *file, const Chunk *chunk, gsize *budget, TmPlace place, GString *xml,
           GError **error)
{
    const char *data = diagram_of(chunk);
    const gsize length = chunk->length - (gsize)(data - chunk->data);
    g_autoptr(GString) packed = g_string_new(NULL);

    if (*chunk->type == 't')
        g_string_append_len(packed, data, (gssize)length);
    else if (!inflate_chunk(file, place, data, length, budget, packed, error))
        return FALSE;
    if (*packed->str == '<')
        g_string_append_len(xml, packed->str, (gssize)packed->len);
    else
        tm_drawio_unescape(xml, packed->str, packed->len);
    if (*xml->str == '%') {
        g_string_assign(packed, xml->str);
        g_string_truncate(xml, 0);
        tm_drawio_unescape(xml, packed->str, packed->len);
    }
    return TRUE;
}

static gboolean
is_picture(const char *text, gsize length)
{
    Chunk chunk;

    return find_chunk(text, length, &chunk) || is_wrapped_in_svg(text, length);
}

gboolean
tm_drawio_is_wrapped(const char *text, gsize length)
{
    return !tm_drawio_is_plain(text, length) &&
           (is_picture(text, length) || tm_drawio_is_in_html(text, length));
}

static GString *
unwrap_picture(const char *file, const char *text, gsize length, gsize *budget, TmPlace *place,
               GError **error)
{
    g_autoptr(GString) xml = g_string_new(NULL);
    Chunk chunk;
    gboolean done;

    if (find_chunk(text, length, &chunk))
        done = unwrap_png(file, &chunk, budget, *place, xml, error);
    else
        done = unwrap_svg(file, text, length, xml, place, error);
    return done ? g_steal_pointer(&xml) : NULL;
}

GString *
tm_drawio_unwrap(const char *file, const char *text, gsize length, gsize *budget, TmPlace *place,
                 GError **error)
{
    g_autoptr(GString) xml = NULL;

    *place = (TmPlace){1, 1};
    if (is_picture(text, length))
        xml = unwrap_picture(file, text, length, budget, place, error);
    else
        xml = tm_drawio_unwrap_html(file, text, length, budget, place, error);
    if (xml == NULL)
        return NULL;
    if (xml->len == 0 || !tm_drawio_is_plain(xml->str, xml->len)) {
        tm_fail(error, TM_ERROR_FORMAT, file, *place, "no diagram is inside of this file");
        return NULL;
    }
    return g_steal_pointer(&xml);
}
