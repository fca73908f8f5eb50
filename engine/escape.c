/* Text made safe for where it goes: XML, DOT, Markdown, a threat id, one line. */
#include "escape.h"

#include <string.h>

/* What no output format can hold, or would act on. The two non-characters are not XML; the marks of
 * direction make a text look like another. */
static gboolean
is_control(gunichar c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFE || c == 0xFFFF ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* @escapes: what each ASCII character becomes; NULL: itself. Copies as much at once as it can. */
static void
escape_with(GString *out, const char *text, const char *const escapes[128])
{
    g_autofree char *valid = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
    const char *copied = valid != NULL ? valid : text;
    const char *c;

    for (c = copied; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);
        const char *escape = letter < 128 ? escapes[letter] : NULL;

        if (escape == NULL && !is_control(letter))
            continue;
        g_string_append_len(out, copied, c - copied);
        if (escape != NULL)
            g_string_append(out, escape);
        copied = g_utf8_next_char(c);
    }
    g_string_append_len(out, copied, c - copied);
}

void
tm_escape_xml(GString *out, const char *text)
{
    static const char *const escapes[128] = {
        ['&'] = "&amp;",  ['<'] = "&lt;",   ['>'] = "&gt;",  ['"'] = "&quot;",
        ['\''] = "&#39;", ['\n'] = "&#10;", ['\t'] = "&#9;",
    };

    escape_with(out, text, escapes);
}

void
tm_escape_dot(GString *out, const char *text)
{
    static const char *const escapes[128] = {
        ['\\'] = "\\\\", ['"'] = "\\\"", ['&'] = "&amp;", ['\n'] = "\\n", ['\t'] = " ",
    };

    escape_with(out, text, escapes);
}

void
tm_escape_id(GString *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        guchar byte = (guchar)*c;

        if (byte >= 0x80 || g_ascii_isalnum(*c) || strchr("_-.~", *c) != NULL)
            g_string_append_c(out, *c);
        else
            g_string_append_printf(out, "%%%02X", byte);
    }
}

gboolean
tm_escape_is_line(const char *text)
{
    char former = ' ';

    for (; *text != '\0'; former = *text++)
        if (!g_ascii_isprint(*text) || (*text == ' ' && former == ' '))
            return FALSE;
    return former != ' ';
}

const char *
tm_bare_path(const char *file)
{
    while (g_str_has_prefix(file, "./"))
        file += strlen("./");
    return file;
}

static char *
fold_line(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *line = g_string_sized_new(strlen(valid));
    gboolean blank = FALSE;

    for (const char *c = valid; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);

        if (g_unichar_isspace(letter)) {
            blank = TRUE;
            continue;
        }
        if (is_control(letter))
            continue;
        if (blank && line->len > 0)
            g_string_append_c(line, ' ');
        blank = FALSE;
        g_string_append_len(line, c, g_utf8_next_char(c) - c);
    }
    return g_string_free(line, FALSE);
}

char *
tm_escape_line(const char *text)
{
    if (text == NULL)
        return g_strdup("");
    return tm_escape_is_line(text) ? g_strdup(text) : fold_line(text);
}

/* What means nothing to a shell; a tilde does at the beginning. */
static gboolean
is_safe_word(const char *word)
{
    if (*word == '\0' || *word == '~')
        return FALSE;
    for (const char *c = word; *c != '\0'; c++)
        if (!g_ascii_isalnum(*c) && (guchar)*c < 0x80 && strchr("/._-@:%+,~", *c) == NULL)
            return FALSE;
    return TRUE;
}

void
tm_escape_word(GString *out, const char *text)
{
    g_autofree char *line = tm_escape_line(text);
    const char *quote = is_safe_word(line) ? "" : "'";

    g_string_append(out, quote);
    for (const char *c = line; *c != '\0'; c++)
        if (*c == '\'')
            g_string_append(out, "'\\''");
        else
            g_string_append_c(out, *c);
    g_string_append(out, quote);
}

/* --- Markdown ---------------------------------------------------------------------------- */

#define WORD_JOINER "\xe2\x81\xa0"

/* Whether @c begins a list, a rule or an underline where it begins a line, or ends the number of a
 * list. */
static gboolean
is_mark_of_line(const char *line, const char *c)
{
    if (c == line)
        return strchr("+-=", *c) != NULL;
    return strchr(".)", *c) != NULL && strspn(line, "0123456789") == (gsize)(c - line);
}

/* Whether hosts would take the text for an address, or for a person, if nothing stood beside @c. */
static gboolean
is_address(const char *line, const char *c)
{
    if (*c == '.')
        return c - line >= 3 && g_ascii_strncasecmp(c - 3, "www", 3) == 0;
    return *c == '@' || (*c == ':' && c[1] == '/');
}

void
tm_escape_markdown(GString *out, const char *text)
{
    g_autofree char *line = tm_escape_line(text);

    for (const char *c = line; *c != '\0'; c++) {
        gboolean address = is_address(line, c);

        if (address && *c == '.')
            g_string_append(out, WORD_JOINER);
        if (strchr("\\`*_{}[]<>#|~&$", *c) != NULL || is_mark_of_line(line, c))
            g_string_append_c(out, '\\');
        g_string_append_c(out, *c);
        if (address && *c != '.')
            g_string_append(out, WORD_JOINER);
    }
}

/* Returns the length of the longest row of backticks. */
static gsize
count_ticks(const char *text)
{
    gsize longest = 0;

    for (gsize row; *text != '\0'; text += MAX(row, 1)) {
        row = strspn(text, "`");
        longest = MAX(longest, row);
    }
    return longest;
}

static void
append_ticks(GString *out, gsize count)
{
    for (gsize i = 0; i < count; i++)
        g_string_append_c(out, '`');
}

/* Code that begins or ends with a backtick needs a blank there, which is not shown. */
void
tm_escape_markdown_code(GString *out, const char *text)
{
    g_autofree char *line = tm_escape_line(text);
    gsize ticks = count_ticks(line) + 1;
    const char *blank = ticks > 1 ? " " : "";

    if (*line == '\0')
        return;
    append_ticks(out, ticks);
    g_string_append(out, blank);
    for (const char *c = line; *c != '\0'; c++)
        g_string_append_printf(out, *c == '|' ? "\\%c" : "%c", *c);
    g_string_append(out, blank);
    append_ticks(out, ticks);
}
