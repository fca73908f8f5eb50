/* A register as lines of text: where its entries begin and end. */
#include <string.h>

#include "register-own.h"

/* --- lines ------------------------------------------------------------------------------- */

static void
find_lines(TmLines *lines)
{
    gsize start = g_str_has_prefix(lines->text, "\xef\xbb\xbf") ? 3 : 0;

    while (start < lines->length) {
        const char *end = memchr(lines->text + start, '\n', lines->length - start);
        g_array_append_val(lines->lines, start);
        start = end != NULL ? (gsize)(end - lines->text) + 1 : lines->length;
    }
    g_array_append_val(lines->lines, lines->length);
}

gboolean
tm_lines_parse(TmLines *lines, const char *file, GBytes *bytes, GError **error)
{
    g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
    GBytes *known = bytes != NULL ? bytes : nothing;
    const char *data = g_bytes_get_data(known, &lines->length);
    char *text;

    tm_pool_init(&lines->pool);
    text = tm_pool_alloc(&lines->pool, lines->length + 1);
    if (lines->length > 0)
        memcpy(text, data, lines->length);
    lines->file = file;
    lines->text = text;
    lines->lines = g_array_new(FALSE, FALSE, sizeof(gsize));
    lines->root = tm_yaml_parse(&lines->pool, file, known, error);
    if (lines->root == NULL)
        return FALSE;
    find_lines(lines);
    lines->newline =
        g_strstr_len(lines->text, (gssize)lines->length, "\r\n") != NULL ? "\r\n" : "\n";
    return TRUE;
}

void
tm_lines_clear(TmLines *lines)
{
    g_clear_pointer(&lines->lines, g_array_unref);
    tm_pool_clear(&lines->pool);
}

static guint
count_lines(const TmLines *lines)
{
    return lines->lines->len - 1;
}

gsize
tm_lines_start(const TmLines *lines, guint line)
{
    return g_array_index(lines->lines, gsize, MIN(line, count_lines(lines)));
}

gsize
tm_lines_byte(const TmLines *lines, TmPlace place)
{
    return tm_lines_start(lines, place.line - 1) + place.column - 1;
}

TmSpan
tm_lines_span(const TmLines *lines, guint first, guint end)
{
    return (TmSpan){tm_lines_start(lines, first), tm_lines_start(lines, end)};
}

static guint
indent_of(const TmLines *lines, guint line)
{
    gsize start = tm_lines_start(lines, line);
    gsize end = tm_lines_start(lines, line + 1);
    gsize i = start;

    while (i < end && lines->text[i] == ' ')
        i++;
    return (guint)(i - start);
}

static char
first_of(const TmLines *lines, guint line)
{
    gsize i = tm_lines_start(lines, line) + indent_of(lines, line);

    return i < tm_lines_start(lines, line + 1) ? lines->text[i] : '\n';
}

static gboolean
is_blank(const TmLines *lines, guint line)
{
    return strchr("\r\n", first_of(lines, line)) != NULL;
}

gboolean
tm_lines_is_loose(const TmLines *lines, guint line, guint indent)
{
    return is_blank(lines, line) ||
           (first_of(lines, line) == '#' && indent_of(lines, line) <= indent);
}

guint
tm_lines_trim(const TmLines *lines, guint first, guint end, guint indent)
{
    while (end > first + 1 && tm_lines_is_loose(lines, end - 1, indent))
        end--;
    return end;
}

gboolean
tm_lines_begins(const TmLines *lines, TmPlace place)
{
    guint indent = indent_of(lines, place.line - 1);
    char first = first_of(lines, place.line - 1);

    return place.column - 1 == indent + (first == '"' || first == '\'' ? 1 : 0);
}

gsize
tm_lines_quotes_end(const TmLines *lines, gsize quote)
{
    const char *text = lines->text;
    const char end = text[quote];
    const char escape = end == '"' ? '\\' : '\'';
    gsize at = quote + 1;

    while (text[at] != '\0' && (text[at] != end || (escape == end && text[at + 1] == end)))
        at += text[at] == escape && text[at + 1] != '\0' ? 2 : 1;
    return MIN(at + 1, lines->length);
}

gsize
tm_lines_scalar_start(const TmLines *lines, const TmYaml *scalar)
{
    gsize at = tm_lines_byte(lines, scalar->place);

    return at > 0 && strchr("\"'", lines->text[at - 1]) != NULL ? at - 1 : at;
}

gsize
tm_lines_scalar_end(const TmLines *lines, const TmYaml *scalar)
{
    gsize start = tm_lines_scalar_start(lines, scalar);

    if (start < tm_lines_byte(lines, scalar->place))
        return tm_lines_quotes_end(lines, start);
    return start + strlen(scalar->raw);
}

guint
tm_lines_key_indent(const TmLines *lines, const TmYaml *key)
{
    return (guint)(tm_lines_scalar_start(lines, key) - tm_lines_start(lines, key->place.line - 1));
}

/* --- entries ----------------------------------------------------------------------------- */

gboolean
tm_lines_refuse(const TmLines *lines, TmPlace place, GError **error)
{
    return tm_fail(error, TM_ERROR_MEANING, lines->file, place,
                   "cannot be changed as it is written: put each entry on lines of its own");
}

static gboolean
is_empty(const TmYaml *node)
{
    return node == NULL || node->n_items == 0;
}

guint
tm_lines_end(const TmLines *lines)
{
    guint end = count_lines(lines);

    while (end > 0 && strncmp(lines->text + tm_lines_start(lines, end - 1), "...", 3) != 0)
        end--;
    return end > 0 ? end - 1 : count_lines(lines);
}

/* Where the section ends: the line of the next, the end of the document or of the file. */
static guint
end_of_section(const TmLines *lines, guint index)
{
    if (index + 1 < lines->root->n_items)
        return lines->root->keys[index + 1].place.line - 1;
    return tm_lines_end(lines);
}

guint
tm_lines_head(const TmLines *lines, guint first, guint indent)
{
    while (first > 0 && first_of(lines, first - 1) == '#' && indent_of(lines, first - 1) <= indent)
        first--;
    return first;
}

/* The place where an entry begins, and whether it begins a line. */
static gboolean
find_first(const TmLines *lines, const TmYaml *node, guint index, TmBlock *block)
{
    TmPlace place =
        node->kind == TM_YAML_MAPPING ? node->keys[index].place : node->items[index].place;

    block->key = node->kind == TM_YAML_MAPPING ? &node->keys[index] : NULL;
    block->value = &node->items[index];
    block->first = place.line - 1;
    block->indent = indent_of(lines, block->first);
    if (node->kind == TM_YAML_MAPPING)
        return tm_lines_begins(lines, place);
    return first_of(lines, block->first) == '-';
}

static gboolean
add_blocks(const TmLines *lines, const TmYaml *node, guint end, GArray *blocks, GError **error)
{
    for (guint i = 0; i < node->n_items; i++) {
        TmBlock block;
        if (!find_first(lines, node, i, &block))
            return tm_lines_refuse(lines, node->items[i].place, error);
        g_array_append_val(blocks, block);
    }
    for (guint i = blocks->len; i > 0; i--) {
        TmBlock *block = &g_array_index(blocks, TmBlock, i - 1);
        block->end = tm_lines_trim(lines, block->first, end, block->indent);
        end = block->first;
    }
    for (guint i = 0; i < blocks->len; i++) {
        TmBlock *block = &g_array_index(blocks, TmBlock, i);
        block->head = tm_lines_head(lines, block->first, block->indent);
    }
    return TRUE;
}

gboolean
tm_lines_section(const TmLines *lines, const char *section, guint *index)
{
    for (guint i = 0; i < lines->root->n_items; i++)
        if (strcmp(lines->root->keys[i].text, section) == 0) {
            *index = i;
            return TRUE;
        }
    return FALSE;
}

GArray *
tm_lines_blocks(const TmLines *lines, const char *section, GError **error)
{
    g_autoptr(GArray) blocks = g_array_new(FALSE, FALSE, sizeof(TmBlock));
    const TmYaml *node;
    guint index;

    if (!tm_lines_section(lines, section, &index))
        return g_steal_pointer(&blocks);
    node = &lines->root->items[index];
    if (!tm_lines_begins(lines, lines->root->keys[index].place) ||
        (!is_empty(node) && strchr("{[", lines->text[tm_lines_byte(lines, node->place)]) != NULL)) {
        tm_lines_refuse(lines, node->place, error);
        return NULL;
    }
    if (!is_empty(node) && !add_blocks(lines, node, end_of_section(lines, index), blocks, error))
        return NULL;
    return g_steal_pointer(&blocks);
}
