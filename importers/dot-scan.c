/* Splits DOT into tokens. It has to agree with cgraph's scanner on every text that cgraph accepts,
 * because the places it finds are matched with what cgraph then reads. */
#include "dot-scan.h"
#include "begins.h"

#include <string.h>

enum {
    MAX_TOKEN = 64 * 1024, /* bytes: cgraph's scanner takes quadratic time for one token */
};

static const struct {
    const char *word;
    TmDotKind kind;
} keywords[] = {
    {"strict", TM_DOT_STRICT}, {"graph", TM_DOT_GRAPH}, {"digraph", TM_DOT_DIGRAPH},
    {"node", TM_DOT_NODE},     {"edge", TM_DOT_EDGE},   {"subgraph", TM_DOT_SUBGRAPH},
};

static void
step(TmDotScanner *s, gsize count)
{
    for (; count > 0; count--, s->at++) {
        if (*s->at == '\n')
            s->place = (TmPlace){s->place.line + 1, 1};
        else if (!s->latin1 || ((guchar)*s->at & 0xC0) != 0x80)
            s->place.column++;
    }
}

static gboolean
check_length(const TmDotScanner *s, gsize length, GError **error)
{
    if (length > MAX_TOKEN)
        return tm_fail(error, TM_ERROR_LIMIT, s->file, s->place,
                       "a word, string or comment of more than %d KiB", MAX_TOKEN / 1024);
    return TRUE;
}

static gboolean
skip_line(TmDotScanner *s, GError **error)
{
    gsize length = strcspn(s->at, "\n");

    if (!check_length(s, length, error))
        return FALSE;
    step(s, length);
    return TRUE;
}

static gboolean
skip_comment(TmDotScanner *s, GError **error)
{
    const char *end = strstr(s->at + 2, "*/");

    if (end == NULL)
        return tm_fail(error, TM_ERROR_SYNTAX, s->file, s->place,
                       "the comment that starts here has no end ('*/' is missing)");
    if (!check_length(s, (gsize)(end - s->at), error))
        return FALSE;
    step(s, (gsize)(end - s->at) + 2);
    return TRUE;
}

static gboolean
skip_blanks(TmDotScanner *s, GError **error)
{
    for (;;) {
        gsize blanks = strspn(s->at, " \t\r\n");
        gboolean line;
        step(s, blanks);
        line = *s->at == '#' || tm_begins(s->at, "//");
        if (!line && !tm_begins(s->at, "/*"))
            return TRUE;
        if (line ? !skip_line(s, error) : !skip_comment(s, error))
            return FALSE;
    }
}

static gboolean
is_letter(char c)
{
    return g_ascii_isalpha(c) || c == '_' || (guchar)c >= 0x80;
}

static gsize
word_length(const char *text)
{
    gsize length = 0;

    while (is_letter(text[length]) || g_ascii_isdigit(text[length]))
        length++;
    return length;
}

static gsize
digits_length(const char *text)
{
    return strspn(text, "0123456789");
}

/* -1, 1., 1.5 or .5; 0 when it is no number. */
static gsize
number_length(const char *text)
{
    gsize sign = *text == '-' ? 1 : 0;
    gsize length = digits_length(text + sign);

    if (text[sign + length] == '.') {
        gsize decimals = digits_length(text + sign + length + 1);
        if (length + decimals > 0)
            length += 1 + decimals;
    }
    return length > 0 ? sign + length : 0;
}

/* Length with both quotes; 0 when the second is missing. */
static gsize
string_length(const char *text)
{
    gsize length = 1;

    while (text[length] != '\0' && text[length] != '"')
        length += text[length] == '\\' && text[length + 1] != '\0' ? 2 : 1;
    return text[length] == '"' ? length + 1 : 0;
}

static gsize
html_length(const char *text)
{
    gsize length = 0;
    guint depth = 0;

    do {
        depth += text[length] == '<' ? 1 : 0;
        depth -= text[length] == '>' ? 1 : 0;
        length++;
    } while (depth > 0 && text[length] != '\0');
    return depth == 0 ? length : 0;
}

static TmDotKind
word_kind(const char *text, gsize length)
{
    for (gsize i = 0; i < G_N_ELEMENTS(keywords); i++)
        if (strlen(keywords[i].word) == length &&
            g_ascii_strncasecmp(keywords[i].word, text, length) == 0)
            return keywords[i].kind;
    return TM_DOT_NAME;
}

static void
classify_token(const char *text, TmDotToken *token)
{
    gsize number = number_length(text);

    token->length = 1;
    if (*text == '\0') {
        token->kind = TM_DOT_END;
        token->length = 0;
    } else if (*text == '"' || *text == '<') {
        token->kind = *text == '"' ? TM_DOT_STRING : TM_DOT_HTML;
        token->length = *text == '"' ? string_length(text) : html_length(text);
    } else if (text[0] == '-' && (text[1] == '>' || text[1] == '-')) {
        token->kind = TM_DOT_EDGEOP;
        token->length = 2;
    } else if (number > 0) {
        token->kind = TM_DOT_NAME;
        token->length = number;
    } else if (is_letter(*text)) {
        token->length = word_length(text);
        token->kind = word_kind(text, token->length);
    } else {
        token->kind = TM_DOT_SIGN;
    }
}

gboolean
tm_dot_scan(TmDotScanner *scanner, GError **error)
{
    TmDotToken *token = &scanner->token;

    if (!skip_blanks(scanner, error))
        return FALSE;
    token->text = scanner->at;
    token->place = scanner->place;
    classify_token(scanner->at, token);
    if (token->kind == TM_DOT_STRING && token->length == 0)
        return tm_fail(error, TM_ERROR_SYNTAX, scanner->file, token->place,
                       "the string that starts here has no end ('\"' is missing)");
    if (token->kind == TM_DOT_HTML && token->length == 0)
        return tm_fail(error, TM_ERROR_SYNTAX, scanner->file, token->place,
                       "the HTML label that starts here has no end ('>' is missing)");
    if (!check_length(scanner, token->length, error))
        return FALSE;
    step(scanner, token->length);
    return TRUE;
}

gboolean
tm_dot_is_sign(const TmDotScanner *scanner, char sign)
{
    return scanner->token.kind == TM_DOT_SIGN && *scanner->token.text == sign;
}

/* The escapes of the scanner; all others are left to who reads the label. */
static void
append_string(const char *text, const char *end, GString *out)
{
    while (text < end) {
        if (tm_begins(text, "\\\n")) {
            text += 2;
        } else if (tm_begins(text, "\\\r\n")) {
            text += 3;
        } else if (tm_begins(text, "\\\\")) {
            g_string_append_len(out, text, 2);
            text += 2;
        } else {
            text += tm_begins(text, "\\\"") ? 1 : 0;
            g_string_append_c(out, *text++);
        }
    }
}

void
tm_dot_token_append(const TmDotToken *token, GString *out)
{
    const char *end = token->text + token->length;

    if (token->kind == TM_DOT_STRING)
        append_string(token->text + 1, end - 1, out);
    else if (token->kind == TM_DOT_HTML)
        g_string_append_len(out, token->text + 1, (gssize)token->length - 2);
    else
        g_string_append_len(out, token->text, (gssize)token->length);
}

gboolean
tm_dot_probe(const char *text)
{
    TmDotScanner scanner = {.file = "", .at = text, .place = {1, 1}};

    if (!tm_dot_scan(&scanner, NULL))
        return FALSE;
    if (scanner.token.kind == TM_DOT_STRICT && !tm_dot_scan(&scanner, NULL))
        return FALSE;
    return scanner.token.kind == TM_DOT_GRAPH || scanner.token.kind == TM_DOT_DIGRAPH;
}
