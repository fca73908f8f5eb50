/* Tags, attributes and changes by their bytes. Nothing here checks that the text is well formed,
 * but nothing reads beyond it. */
#include "markup.h"
#include "begins.h"

#include <string.h>

#define BLANKS " \t\r\n"
#define MAX_ENTITY 12 /* bytes: &#x0010FFFF; */

/* --- tags -------------------------------------------------------------------------------- */

/* Returns the end of markup that is no tag and begins at @c, or NULL: it is a tag. */
static const char *
skip_other(const char *c, const char *end)
{
    static const struct {
        const char *begin;
        const char *end;
    } kinds[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}};

    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const gsize size = strlen(kinds[i].begin);
        const char *found;
        if ((gsize)(end - c) < size || memcmp(c, kinds[i].begin, size) != 0)
            continue;
        found = g_strstr_len(c + size, end - c - (gssize)size, kinds[i].end);
        return found != NULL ? found + strlen(kinds[i].end) : end;
    }
    return NULL;
}

static const char *
skip_tag(const char *c, const char *end)
{
    char quote = '\0';

    for (; c < end && (*c != '>' || quote != '\0'); c++)
        if (quote == '\0' ? *c == '"' || *c == '\'' : *c == quote)
            quote = quote == '\0' ? *c : '\0';
    return MIN(c + 1, end);
}

static gboolean
is_name_end(char c)
{
    return c == '\0' || strchr(BLANKS "/>=", c) != NULL;
}

static TmSpan
name_at(const char *text, gsize start, gsize end)
{
    TmSpan name = {start, start};

    for (; name.end < end && !is_name_end(text[name.end]); name.end++)
        if (text[name.end] == ':')
            name.start = name.end + 1;
    return name;
}

gboolean
tm_tag_next(const char *text, gsize length, gsize from, TmTag *tag)
{
    const char *end = text + length;
    const char *c = from < length ? memchr(text + from, '<', length - from) : NULL;
    const char *after;
    gboolean closes;
    gboolean empty;

    if (c == NULL)
        return FALSE;
    tag->at.start = (gsize)(c - text);
    after = skip_other(c, end);
    tag->kind = TM_TAG_OTHER;
    tag->name = (TmSpan){0, 0};
    if (after == NULL) {
        after = skip_tag(c, end);
        closes = c + 1 < end && c[1] == '/';
        empty = after - c > 2 && after[-2] == '/';
        tag->kind = closes ? TM_TAG_CLOSE : empty ? TM_TAG_EMPTY : TM_TAG_OPEN;
        tag->name = name_at(text, tag->at.start + (closes ? 2 : 1), (gsize)(after - text) - 1);
    }
    tag->at.end = (gsize)(after - text);
    return TRUE;
}

static gboolean
says(const char *text, TmSpan span, const char *word)
{
    const gsize size = span.end - span.start;

    return strlen(word) == size && memcmp(text + span.start, word, size) == 0;
}

gboolean
tm_tag_is(const char *text, const TmTag *tag, const char *name)
{
    return tag->kind != TM_TAG_OTHER && says(text, tag->name, name);
}

gboolean
tm_tag_end(const char *text, gsize length, const TmTag *open, TmTag *end)
{
    guint depth = 1;

    *end = *open;
    while (depth > 0 && open->kind == TM_TAG_OPEN) {
        if (!tm_tag_next(text, length, end->at.end, end))
            return FALSE;
        if (end->kind == TM_TAG_OPEN)
            depth++;
        if (end->kind == TM_TAG_CLOSE)
            depth--;
    }
    return TRUE;
}

/* --- attributes -------------------------------------------------------------------------- */

gboolean
tm_mark_next(const char *text, const TmTag *tag, TmMark *mark)
{
    gsize at = mark->at.end != 0 ? mark->at.end : tag->name.end;
    const gsize end = tag->at.end - 1;
    const char *quote;

    mark->at.start = at;
    at += strspn(text + at, BLANKS);
    mark->name = (TmSpan){at, at};
    while (mark->name.end < end && !is_name_end(text[mark->name.end]))
        mark->name.end++;
    at = mark->name.end + strspn(text + mark->name.end, BLANKS "=");
    if (at >= end || mark->name.start == mark->name.end || (text[at] != '"' && text[at] != '\''))
        return FALSE;
    quote = memchr(text + at + 1, text[at], end - at - 1);
    if (quote == NULL)
        return FALSE;
    mark->value = (TmSpan){at + 1, (gsize)(quote - text)};
    mark->at.end = mark->value.end + 1;
    return TRUE;
}

gboolean
tm_mark_find(const char *text, const TmTag *tag, const char *name, TmMark *mark)
{
    *mark = (TmMark){0};
    while (tm_mark_next(text, tag, mark))
        if (says(text, mark->name, name))
            return TRUE;
    return FALSE;
}

char *
tm_mark_value(const char *text, const TmTag *tag, const char *name)
{
    GString *value;
    TmMark mark;

    if (!tm_mark_find(text, tag, name, &mark))
        return NULL;
    value = g_string_new(NULL);
    tm_markup_decode(value, text + mark.value.start, mark.value.end - mark.value.start);
    return g_string_free(value, FALSE);
}

/* --- text -------------------------------------------------------------------------------- */

/* Appends what the entity of @size bytes at @text, "&lt;", stands for. */
static gboolean
append_entity(GString *out, const char *text, gsize size)
{
    static const struct {
        const char *entity;
        char letter;
    } entities[] = {
        {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
    guint64 number;

    for (gsize i = 0; i < G_N_ELEMENTS(entities); i++)
        if (strlen(entities[i].entity) == size && memcmp(text, entities[i].entity, size) == 0) {
            g_string_append_c(out, entities[i].letter);
            return TRUE;
        }
    if (text[1] != '#')
        return FALSE;
    number = text[2] == 'x' ? g_ascii_strtoull(text + 3, NULL, 16)
                            : g_ascii_strtoull(text + 2, NULL, 10);
    if (number == 0 || number > 0x10FFFF || !g_unichar_validate((gunichar)number))
        return FALSE;
    g_string_append_unichar(out, (gunichar)number);
    return TRUE;
}

void
tm_markup_decode(GString *out, const char *text, gsize length)
{
    const char *end = text + length;

    while (text < end) {
        const char *entity = memchr(text, '&', (gsize)(end - text));
        const char *stop = entity != NULL ? entity : end;
        const char *semicolon = memchr(stop, ';', MIN((gsize)(end - stop), MAX_ENTITY));

        g_string_append_len(out, text, stop - text);
        text = stop;
        if (entity == NULL)
            return;
        if (semicolon != NULL && append_entity(out, entity, (gsize)(semicolon - entity) + 1))
            text = semicolon + 1;
        else
            g_string_append_c(out, *text++);
    }
}

gsize
tm_markup_blanks(const char *text)
{
    static const char *const coded[] = {"&#xa;", "&#xA;", "&#10;", "&#x9;",  "&#9;",
                                        "&#xd;", "&#xD;", "&#13;", "&#x20;", "&#32;"};
    gsize size = strspn(text, BLANKS);
    gsize before;

    do {
        before = size;
        for (gsize i = 0; i < G_N_ELEMENTS(coded); i++)
            if (tm_begins(text + size, coded[i]))
                size += strlen(coded[i]);
        size += strspn(text + size, BLANKS);
    } while (size > before);
    return size;
}

TmSpan
tm_markup_indent(const char *text, gsize end)
{
    gsize start = end;

    while (start > 0 && (text[start - 1] == ' ' || text[start - 1] == '\t'))
        start--;
    if (start == 0 || text[start - 1] != '\n')
        return (TmSpan){end, end};
    start--;
    return (TmSpan){start > 0 && text[start - 1] == '\r' ? start - 1 : start, end};
}

void
tm_markup_print(GString *out, const char *text, gsize length, guint depth)
{
    gboolean open = FALSE; /* the last tag begins an element */
    gsize last = 0;
    TmTag tag;

    while (tm_tag_next(text, length, last, &tag)) {
        const gsize blanks = tm_markup_blanks(text + last);
        if (last + blanks < tag.at.start)
            g_string_append_len(out, text + last, (gssize)(tag.at.start - last));
        if (tag.kind == TM_TAG_CLOSE)
            depth--;
        if (last > 0 && last + blanks >= tag.at.start && !(open && tag.kind == TM_TAG_CLOSE))
            g_string_append_printf(out, "\n%*s", (int)depth * 2, "");
        g_string_append_len(out, text + tag.at.start, (gssize)(tag.at.end - tag.at.start));
        open = tag.kind == TM_TAG_OPEN;
        depth += open;
        last = tag.at.end;
    }
}

/* --- prefixes ---------------------------------------------------------------------------- */

static char *
prefix_of(const char *text, TmSpan name)
{
    const char *colon = memchr(text + name.start, ':', name.end - name.start);

    return colon != NULL ? g_strndup(text + name.start, (gsize)(colon - text) - name.start) : NULL;
}

/* Calls @take with each prefix and what follows it, until it returns TRUE. */
static gboolean
visit_prefixes(const char *text, const TmTag *tag,
               gboolean (*take)(const char *prefix, const char *rest, gpointer data), gpointer data)
{
    TmSpan name = {tag->at.start + (tag->kind == TM_TAG_CLOSE ? 2 : 1), tag->name.end};
    TmMark mark = {0};

    do {
        g_autofree char *prefix = prefix_of(text, name);
        if (prefix != NULL && take(prefix, text + name.start + strlen(prefix) + 1, data))
            return TRUE;
        if (tag->kind == TM_TAG_CLOSE || !tm_mark_next(text, tag, &mark))
            return FALSE;
        name = mark.name;
    } while (TRUE);
}

static gboolean
declare(const char *prefix, const char *rest, gpointer data)
{
    GHashTable *declared = data;

    if (strcmp(prefix, "xmlns") == 0)
        g_hash_table_add(declared, g_strndup(rest, strcspn(rest, BLANKS "=")));
    return FALSE;
}

typedef struct {
    GHashTable *declared;
    char *found;
} Unbound;

static gboolean
test(const char *prefix, const char *rest G_GNUC_UNUSED, gpointer data)
{
    Unbound *unbound = data;

    if (g_hash_table_contains(unbound->declared, prefix))
        return FALSE;
    unbound->found = g_strdup(prefix);
    return TRUE;
}

char *
tm_markup_unbound(const char *text, gsize length, gsize *at)
{
    g_autoptr(GHashTable) declared = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Unbound unbound = {declared, NULL};
    TmTag tag = {0};

    g_hash_table_add(declared, g_strdup("xml"));
    g_hash_table_add(declared, g_strdup("xmlns"));
    while (tm_tag_next(text, length, tag.at.end, &tag))
        if (tag.kind != TM_TAG_OTHER)
            visit_prefixes(text, &tag, declare, declared);
    tag.at.end = 0;
    while (unbound.found == NULL && tm_tag_next(text, length, tag.at.end, &tag)) {
        *at = tag.at.start;
        if (tag.kind != TM_TAG_OTHER)
            visit_prefixes(text, &tag, test, &unbound);
    }
    return unbound.found;
}
