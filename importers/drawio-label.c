/* Labels of draw.io: HTML and placeholders become plain text. */
#include <string.h>

#include "drawio-label.h"

#define MAX_LABEL ((gsize)64 << 10)
#define MAX_NAME 64

typedef struct {
    const char *name;
    const char *text;
} Entity;

static const Entity entities[] = {
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""},  {"apos", "'"},
    {"nbsp", " "},   {"ndash", "–"},  {"mdash", "—"},  {"hellip", "…"}, {"bull", "•"},
    {"middot", "·"}, {"rarr", "→"},   {"larr", "←"},   {"harr", "↔"},   {"copy", "©"},
    {"reg", "®"},    {"trade", "™"},  {"deg", "°"},    {"times", "×"},  {"laquo", "«"},
    {"raquo", "»"},  {"lsquo", "‘"},  {"rsquo", "’"},  {"ldquo", "“"},  {"rdquo", "”"},
    {"auml", "ä"},   {"ouml", "ö"},   {"uuml", "ü"},   {"Auml", "Ä"},   {"Ouml", "Ö"},
    {"Uuml", "Ü"},   {"szlig", "ß"},  {"agrave", "à"}, {"aacute", "á"}, {"acirc", "â"},
    {"ccedil", "ç"}, {"egrave", "è"}, {"eacute", "é"}, {"ecirc", "ê"},  {"iacute", "í"},
    {"ntilde", "ñ"}, {"oacute", "ó"}, {"ocirc", "ô"},  {"uacute", "ú"}, {"ugrave", "ù"},
    {"ensp", " "},   {"emsp", " "},   {"thinsp", " "}, {"zwnj", ""},    {"shy", ""},
    {NULL, NULL},
};

static void
append_number(GString *out, const char *digits)
{
    const gboolean hex = *digits == 'x' || *digits == 'X';
    const guint64 code = g_ascii_strtoull(digits + hex, NULL, hex ? 16 : 10);

    if (code >= ' ' && code <= 0x10FFFF && g_unichar_validate((gunichar)code))
        g_string_append_unichar(out, (gunichar)code);
    else
        g_string_append_c(out, ' ');
}

/* Returns how many bytes of @text the entity takes; 0 when it is none. */
static gsize
append_entity(GString *out, const char *text)
{
    const gsize length = strcspn(text + 1, "; &<");
    char name[MAX_NAME];

    if (text[1 + length] != ';' || length == 0 || length >= MAX_NAME)
        return 0;
    memcpy(name, text + 1, length);
    name[length] = '\0';
    if (*name == '#') {
        append_number(out, name + 1);
        return length + 2;
    }
    for (const Entity *entity = entities; entity->name != NULL; entity++)
        if (strcmp(entity->name, name) == 0) {
            g_string_append(out, entity->text);
            return length + 2;
        }
    return 0;
}

void
tm_drawio_decode(GString *out, const char *text)
{
    while (*text != '\0') {
        const gsize plain = strcspn(text, "&");
        gsize taken;
        g_string_append_len(out, text, (gssize)plain);
        text += plain;
        if (*text == '\0')
            break;
        taken = append_entity(out, text);
        if (taken == 0)
            g_string_append_c(out, *text);
        text += MAX(taken, 1);
    }
}

static gboolean
breaks_line(const char *tag)
{
    static const char *const names[] = {"br", "div", "p",     "li",  "tr", "td", "th",
                                        "ul", "ol",  "h1",    "h2",  "h3", "h4", "h5",
                                        "h6", "hr",  "table", "pre", NULL};
    g_autofree char *name = NULL;

    tag += *tag == '/';
    name = g_ascii_strdown(tag, (gssize)strspn(tag, "abcdefghijklmnopqrstuvwxyz"
                                                    "ABCDEFGHIJKLMNOPQRSTUVWXYZ123456"));
    return g_strv_contains(names, name);
}

static gboolean
opens_tag(const char *text)
{
    return *text == '<' && (g_ascii_isalpha(text[1]) || text[1] == '/' || text[1] == '!');
}

/* Returns the length of the tag at @text, quoted attributes and all; 0 when it never ends. */
static gsize
tag_length(const char *text)
{
    char quote = '\0';

    for (const char *at = text + 1; *at != '\0'; at++) {
        if (quote != '\0')
            quote = *at == quote ? '\0' : quote;
        else if (*at == '"' || *at == '\'')
            quote = *at;
        else if (*at == '>')
            return (gsize)(at + 1 - text);
    }
    return 0;
}

void
tm_drawio_strip(GString *out, const char *html)
{
    gboolean tags = TRUE; /* one that never ends makes the rest text: no second look */
    gsize length;

    while (*html != '\0') {
        if (*html == '&' && (length = append_entity(out, html)) > 0) {
            html += length;
        } else if (tags && opens_tag(html) && (length = tag_length(html)) > 0) {
            if (breaks_line(html + 1))
                g_string_append_c(out, ' ');
            html += length;
        } else {
            tags = tags && !opens_tag(html);
            length = 1 + strcspn(html + 1, "<&");
            g_string_append_len(out, html, (gssize)length);
            html += length;
        }
    }
}

static const char *
look_up(const char *name, gsize length, DrawioLookup lookup, gpointer data)
{
    char copy[MAX_NAME];

    if (length == 0 || length >= MAX_NAME)
        return NULL;
    memcpy(copy, name, length);
    copy[length] = '\0';
    return lookup(copy, data);
}

void
tm_drawio_expand(GString *out, const char *text, DrawioLookup lookup, gpointer data)
{
    const gsize limit = out->len + MAX_LABEL;

    while (*text != '\0' && out->len < limit) {
        const gsize length = *text == '%' ? strcspn(text + 1, "% \t\n<>&") : 0;
        const gboolean closed = *text == '%' && text[1 + length] == '%';
        const char *value = closed ? look_up(text + 1, length, lookup, data) : NULL;
        if (closed && length == 0)
            value = "%";
        if (value != NULL) {
            g_string_append_len(out, value, (gssize)MIN(strlen(value), limit - out->len));
            text += length + 2;
        } else {
            g_string_append_c(out, *text++);
        }
    }
}
