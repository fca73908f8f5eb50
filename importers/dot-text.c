/* Texts of DOT: character sets, and labels as a reader of the picture sees them. */
#include "dot-text.h"
#include "begins.h"

#include <string.h>

enum {
    MAX_LABEL = 500, /* bytes; escapes can multiply */
};

/* Those that labels really use; all others stay as they are written. */
static const struct {
    const char *name;
    const char *text;
} entities[] = {
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""},  {"apos", "'"},
    {"nbsp", " "},   {"copy", "©"},   {"reg", "®"},    {"deg", "°"},    {"middot", "·"},
    {"times", "×"},  {"euro", "€"},   {"pound", "£"},  {"sect", "§"},   {"para", "¶"},
    {"ndash", "–"},  {"mdash", "—"},  {"hellip", "…"}, {"bull", "•"},   {"trade", "™"},
    {"larr", "←"},   {"rarr", "→"},   {"uarr", "↑"},   {"darr", "↓"},   {"harr", "↔"},
    {"rArr", "⇒"},   {"lArr", "⇐"},   {"hArr", "⇔"},   {"laquo", "«"},  {"raquo", "»"},
    {"lsquo", "‘"},  {"rsquo", "’"},  {"ldquo", "“"},  {"rdquo", "”"},  {"sbquo", "‚"},
    {"auml", "ä"},   {"ouml", "ö"},   {"uuml", "ü"},   {"Auml", "Ä"},   {"Ouml", "Ö"},
    {"Uuml", "Ü"},   {"szlig", "ß"},  {"eacute", "é"}, {"egrave", "è"}, {"ecirc", "ê"},
    {"agrave", "à"}, {"aacute", "á"}, {"acirc", "â"},  {"ccedil", "ç"}, {"ntilde", "ñ"},
    {"iacute", "í"}, {"oacute", "ó"}, {"uacute", "ú"}, {"ocirc", "ô"},  {"aring", "å"},
    {"lambda", "λ"}, {"mu", "μ"},     {"le", "≤"},     {"ge", "≥"},     {"ne", "≠"},
};

/* Tags that end a word; others (B, FONT, SUB ...) may stand within one. */
static const char *const breaking_tags[] = {"br", "td", "tr", "table", "hr", "vr", "img", NULL};

char *
tm_dot_from_latin1(const char *text)
{
    GString *out = g_string_sized_new(strlen(text) + 64);

    for (; *text != '\0'; text++)
        g_string_append_unichar(out, (guchar)*text);
    return g_string_free(out, FALSE);
}

char *
tm_dot_narrow(const char *text, gsize length)
{
    GString *out = g_string_new(NULL);

    for (gsize i = 0; i < MIN(length, 65536); i++)
        if (text[i] != 0 && (guchar)text[i] < 0x80)
            g_string_append_c(out, text[i]);
    return g_string_free(out, FALSE);
}

/* Appends the character that @text (after the ampersand) names; returns how much of it is used. */
static gsize
append_entity(GString *out, const char *text)
{
    gsize length = strcspn(text, "; &<>\n");
    gboolean hex = text[0] == '#' && (text[1] == 'x' || text[1] == 'X');

    if (text[length] != ';' || length == 0 || length > 10)
        return 0;
    if (text[0] == '#') {
        guint64 code = g_ascii_strtoull(text + (hex ? 2 : 1), NULL, hex ? 16 : 10);
        if (code == 0 || code > 0x10FFFF || !g_unichar_validate((gunichar)code))
            return 0;
        g_string_append_unichar(out, (gunichar)code);
        return length + 1;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(entities); i++)
        if (strlen(entities[i].name) == length && strncmp(entities[i].name, text, length) == 0) {
            g_string_append(out, entities[i].text);
            return length + 1;
        }
    return 0;
}

static char *
decode_entities(const char *text)
{
    GString *out = g_string_new(NULL);

    for (; *text != '\0'; text++) {
        gsize used = *text == '&' ? append_entity(out, text + 1) : 0;
        if (used == 0)
            g_string_append_c(out, *text);
        text += used;
    }
    return g_string_free(out, FALSE);
}

static void
append_name(GString *out, const char *name)
{
    if (name != NULL)
        g_string_append_len(out, name, (gssize)strnlen(name, MAX_LABEL));
}

/* Appends what the escape \@letter stands for. */
static void
append_escape(GString *out, char letter, const TmDotNames *names)
{
    if (letter == 'N')
        append_name(out, names->node);
    else if (letter == 'G')
        append_name(out, names->graph);
    else if (letter == 'T' || letter == 'E')
        append_name(out, names->tail);
    if (letter == 'E')
        append_name(out, names->op);
    if (letter == 'H' || letter == 'E')
        append_name(out, names->head);
    if (strchr("nlr", letter) != NULL)
        g_string_append_c(out, '\n');
    else if (strchr("NGTEHL", letter) == NULL)
        g_string_append_c(out, letter);
}

static char *
plain_text(const char *label, const TmDotNames *names)
{
    GString *out = g_string_new(NULL);

    for (; *label != '\0' && out->len <= MAX_LABEL; label++) {
        if (label[0] == '\\' && label[1] != '\0')
            append_escape(out, *++label, names);
        else
            g_string_append_c(out, *label);
    }
    return g_string_free(out, FALSE);
}

/* {<port> one | {two | three}}: ports go, fields are separated by blanks. */
static char *
record_text(const char *label, const TmDotNames *names)
{
    GString *out = g_string_new(NULL);
    gboolean in_port = FALSE;

    for (; *label != '\0' && out->len <= MAX_LABEL; label++) {
        gboolean escaped = label[0] == '\\' && label[1] != '\0';
        label += escaped ? 1 : 0;
        if (!escaped && (*label == '<' || *label == '>'))
            in_port = *label == '<';
        else if (in_port)
            continue;
        else if (escaped)
            append_escape(out, *label, names);
        else
            g_string_append_c(out, strchr("{|}", *label) != NULL ? ' ' : *label);
    }
    return g_string_free(out, FALSE);
}

static gboolean
breaks_word(const char *tag)
{
    gsize length = strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    for (guint i = 0; breaking_tags[i] != NULL; i++)
        if (strlen(breaking_tags[i]) == length &&
            g_ascii_strncasecmp(breaking_tags[i], tag, length) == 0)
            return TRUE;
    return FALSE;
}

/* Returns the end of the tag or comment that begins at @text. */
static const char *
skip_tag(const char *text)
{
    const char *end = strchr(text, '>');

    if (tm_begins(text, "<!--")) {
        const char *comment = strstr(text + 4, "-->");
        end = comment != NULL ? comment + 2 : NULL;
    }
    return end != NULL ? end + 1 : text + strlen(text);
}

static char *
html_text(const char *label, const TmDotNames *names)
{
    GString *out = g_string_new(NULL);

    while (*label != '\0' && out->len <= MAX_LABEL) {
        if (*label == '<') {
            if (breaks_word(label + (label[1] == '/' ? 2 : 1)))
                g_string_append_c(out, '\n');
            label = skip_tag(label);
        } else if (label[0] == '\\' && label[1] != '\0' && strchr("NGTEH", label[1]) != NULL) {
            append_escape(out, label[1], names);
            label += 2;
        } else {
            g_string_append_c(out, *label++);
        }
    }
    return g_string_free(out, FALSE);
}

/* Takes @text, and shortens it when it is too long for a name. */
static char *
limit_length(char *text)
{
    gsize length = MAX_LABEL;

    if (strlen(text) <= MAX_LABEL)
        return text;
    while (((guchar)text[length] & 0xC0) == 0x80)
        length--;
    memcpy(text + length - 3, "...", 4);
    return text;
}

char *
tm_dot_label(const TmDotAttribute *label, gboolean record, const TmDotNames *names)
{
    g_autofree char *text = NULL;

    if (label == NULL)
        return g_strdup("");
    if (label->html)
        text = html_text(label->value, names);
    else
        text = record ? record_text(label->value, names) : plain_text(label->value, names);
    return limit_length(decode_entities(text));
}

/* Returns what follows name= in the tag at @tag, or NULL. */
static const char *
find_in_tag(const char *tag, const char *end, const char *name)
{
    gsize length = strlen(name);

    for (; tag + length < end; tag++) {
        const char *after = tag + length;
        if (!g_ascii_isspace(tag[-1]) || g_ascii_strncasecmp(tag, name, length) != 0)
            continue;
        after += strspn(after, " \t\r\n");
        if (*after == '=')
            return after + 1 + strspn(after + 1, " \t\r\n");
    }
    return NULL;
}

char *
tm_dot_html_attribute(const char *html, const char *name)
{
    for (const char *tag = strchr(html, '<'); tag != NULL; tag = strchr(tag, '<')) {
        const char *end = skip_tag(tag);
        const char *value = find_in_tag(tag + 1, end, name);
        if (value != NULL && (*value == '"' || *value == '\''))
            return g_strndup(value + 1, strcspn(value + 1, *value == '"' ? "\"" : "'"));
        tag = end;
    }
    return NULL;
}
