/* A text as YAML: plain where nothing in it means anything, else in quotes; several lines as they
 * are. And texts from elsewhere as YAML can hold them. */
#include <string.h>

#include "escape.h"
#include "register-own.h"

/* What YAML may not hold as it is, or takes for the end of a line. */
static gboolean
is_unprintable(gunichar c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF ||
           c == 0xFFFE || c == 0xFFFF;
}

static gboolean
has_unprintable(const char *text)
{
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c))
        if (is_unprintable(g_utf8_get_char(c)) && strchr("\n\t", *c) == NULL)
            return TRUE;
    return FALSE;
}

static gboolean
is_plain(const char *text, gboolean flow)
{
    gsize length = strlen(text);

    if (length == 0 || (!g_ascii_isalnum(*text) && (guchar)*text < 0x80 && *text != '/'))
        return FALSE;
    if (strchr(": ", text[length - 1]) != NULL ||
        strpbrk(text, flow ? ",[]{}:\n\t" : "\n\t") != NULL)
        return FALSE;
    return strstr(text, ": ") == NULL && strstr(text, " #") == NULL && !has_unprintable(text);
}

/* Not where its first line would set how deep the lines are, or its last one would look like none.
 */
static gboolean
is_literal(const char *text, gboolean flow)
{
    const char *last = strrchr(text, '\n');

    return !flow && last != NULL && last[1 + strspn(last + 1, " ")] != '\0' &&
           !g_ascii_isspace(*text) && !has_unprintable(text);
}

static void
write_literal(GString *out, const char *text, guint indent, const char *newline, const char *after)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    g_string_append_printf(out, "|-%s", after);
    for (char **line = lines; *line != NULL; line++)
        g_string_append_printf(out, "%s%*s%s", newline, **line != '\0' ? (int)indent : 0, "",
                               *line);
}

static void
write_escaped(GString *out, const char *c)
{
    gunichar letter = g_utf8_get_char(c);

    if (*c == '"' || *c == '\\')
        g_string_append_printf(out, "\\%c", *c);
    else if (*c == '\n')
        g_string_append(out, "\\n");
    else if (*c == '\t')
        g_string_append(out, "\\t");
    else if (is_unprintable(letter))
        g_string_append_printf(out, "\\u%04X", letter);
    else
        g_string_append_unichar(out, letter);
}

void
tm_register_write(GString *out, const char *text, gboolean flow, guint indent, const char *newline,
                  const char *after)
{
    if (is_literal(text, flow)) {
        write_literal(out, text, indent, newline, after);
        return;
    }
    if (is_plain(text, flow)) {
        g_string_append(out, text);
    } else {
        g_string_append_c(out, '"');
        for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c))
            write_escaped(out, c);
        g_string_append_c(out, '"');
    }
    g_string_append(out, after);
}

/* --- texts from elsewhere ---------------------------------------------------------------- */

/* Other tools end lines as they like, and a register keeps no line feed at the end of a text. */
static const char *
tidy_text(TmPool *pool, const char *text)
{
    g_autofree char *copy = g_strdup(text);
    char *end = copy;

    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\r' && c[1] == '\n')
            continue;
        if (*c == '\r' || *c == '\n' || *c == '\t')
            *end++ = *c == '\r' ? '\n' : *c;
        else if (!g_ascii_iscntrl(*c))
            *end++ = *c;
    }
    while (end > copy && end[-1] == '\n')
        end--;
    return tm_pool_text_n(pool, copy, (gsize)(end - copy));
}

static const char *
tidy_line(TmPool *pool, const char *text)
{
    g_autofree char *line = NULL;
    const char *c = text;

    while (*c != '\0' && !g_ascii_iscntrl(*c))
        c++;
    if (*c == '\0')
        return text;
    line = tm_escape_line(text);
    return tm_pool_text(pool, line);
}

TmDecision
tm_register_tidy(TmPool *pool, const TmDecision *decision)
{
    TmDecision tidy = *decision;

    for (const TmField *field = tm_register_fields; field->key != NULL; field++) {
        const char **text = &G_STRUCT_MEMBER(const char *, &tidy, field->offset);
        if (field->kind == TM_FIELD_TEXT)
            *text = tidy_text(pool, *text);
        else if (field->kind == TM_FIELD_LINE)
            *text = tidy_line(pool, *text);
    }
    return tidy;
}
