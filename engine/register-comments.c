/* The comments that stand in the text of a value, which goes: they stay. */
#include <string.h>

#include "register-own.h"

/* Quotes begin a text only where a value or a key begins. */
static gboolean
opens(const char *text, gsize start, gsize at)
{
    if (text[at] != '"' && text[at] != '\'')
        return FALSE;
    while (at > start && strchr(" \t\r\n", text[at - 1]) != NULL)
        at--;
    return at == start || strchr("{[,:", text[at - 1]) != NULL;
}

static gboolean
is_comment(const char *text, gsize start, gsize at)
{
    return text[at] == '#' && at > start && strchr(" \t\n", text[at - 1]) != NULL;
}

/* The bytes in which comments may be: of a text that goes over lines as they are only its head. */
static gsize
find_end(const char *text, TmSpan span)
{
    const gsize first = span.start + strspn(text + span.start, ": \t");
    const char *end = memchr(text + span.start, '\n', span.end - span.start);

    return end != NULL && strchr("|>", text[first]) != NULL ? (gsize)(end - text) : span.end;
}

/* Takes the blanks before it along, where something else stands before them. */
static gsize
add_comment(const char *text, gsize start, gsize at, gsize end, GPtrArray *comments)
{
    const char *line_end = memchr(text + at, '\n', end - at);
    const gsize stop = line_end != NULL ? (gsize)(line_end - text) : end;
    gsize blanks = at;

    while (blanks > start && strchr(" \t", text[blanks - 1]) != NULL)
        blanks--;
    if (blanks > 0 && text[blanks - 1] == '\n')
        blanks = at - 1;
    g_ptr_array_add(comments, g_strchomp(g_strndup(text + blanks, stop - blanks)));
    return stop;
}

GPtrArray *
tm_lines_comments(const TmLines *lines, TmSpan span)
{
    GPtrArray *comments = g_ptr_array_new_with_free_func(g_free);
    const char *text = lines->text;
    const gsize end = find_end(text, span);
    gsize at = span.start;

    while (at < end) {
        if (opens(text, span.start, at))
            at = tm_lines_quotes_end(lines, at);
        else if (is_comment(text, span.start, at))
            at = add_comment(text, span.start, at, end, comments);
        else
            at++;
    }
    return comments;
}
