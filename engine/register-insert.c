/* A new entry goes into the section where it belongs, and the section into the register. */
#include <string.h>

#include "register-own.h"

/* Sections in the order in which a register has them. */
static const char *const sections[] = {"drawbridge", "model", "answers", "threats", "custom", NULL};

/* Adds whole lines before a line; the last one of a file may lack its end. */
static void
insert_lines(TmEdits *edits, const TmLines *lines, guint line, const char *text)
{
    gsize at = tm_lines_start(lines, line);
    gboolean open = at > 0 && lines->text[at - 1] != '\n';
    g_autofree char *all = g_strconcat(open ? lines->newline : "", text, NULL);

    tm_edits_insert(edits, at, all);
}

static guint
rank_of(const char *section)
{
    guint rank = 0;

    while (sections[rank] != NULL && strcmp(sections[rank], section) != 0)
        rank++;
    return rank;
}

/* The line before which a section comes that is not there: before the next one and the comments
 * above it. */
static guint
find_place(const TmLines *lines, const char *section)
{
    for (guint i = 0; i < lines->root->n_items; i++)
        if (rank_of(lines->root->keys[i].text) > rank_of(section))
            return tm_lines_head(lines, lines->root->keys[i].place.line - 1, 0);
    return tm_lines_end(lines);
}

static gboolean
insert_section(TmEdits *edits, const TmLines *lines, const char *section, const char *text,
               GError **error)
{
    gboolean empty = lines->root->n_items == 0;
    g_autofree char *all = g_strconcat(empty ? "drawbridge: 1" : "", empty ? lines->newline : "",
                                       section, ":", lines->newline, text, NULL);

    if (!empty && !tm_lines_begins(lines, lines->root->keys[0].place))
        return tm_lines_refuse(lines, lines->root->place, error);
    insert_lines(edits, lines, find_place(lines, section), all);
    return TRUE;
}

/* What stands for nothing, {} or [], gives way to the first entry. */
static gboolean
fill_section(TmEdits *edits, const TmLines *lines, guint index, const char *text, GError **error)
{
    const TmYaml *node = &lines->root->items[index];
    gsize start = tm_lines_byte(lines, node->place);
    guint line = lines->root->keys[index].place.line;

    if (node->kind != TM_YAML_SCALAR) {
        gsize end = start + 1 + strspn(lines->text + start + 1, " ");
        if (node->place.line != line || strchr("}]", lines->text[end]) == NULL)
            return tm_lines_refuse(lines, node->place, error);
        while (lines->text[start - 1] == ' ')
            start--;
        tm_edits_add(edits, (TmSpan){start, end + 1}, "");
    }
    insert_lines(edits, lines, line, text);
    return TRUE;
}

void
tm_lines_insert_among(TmEdits *edits, const TmLines *lines, const GArray *blocks, const char *key,
                      const char *text)
{
    guint line = g_array_index(blocks, TmBlock, blocks->len - 1).end;

    for (guint i = 0; key != NULL && i < blocks->len; i++) {
        const TmBlock *block = &g_array_index(blocks, TmBlock, i);
        if (strcmp(block->key->text, key) > 0) {
            line = block->head;
            break;
        }
    }
    insert_lines(edits, lines, line, text);
}

gboolean
tm_lines_insert(TmEdits *edits, const TmLines *lines, const char *section, const char *key,
                const char *text, GError **error)
{
    g_autoptr(GArray) blocks = tm_lines_blocks(lines, section, error);
    guint index;

    if (blocks == NULL)
        return FALSE;
    if (!tm_lines_section(lines, section, &index))
        return insert_section(edits, lines, section, text, error);
    if (blocks->len == 0)
        return fill_section(edits, lines, index, text, error);
    tm_lines_insert_among(edits, lines, blocks, key, text);
    return TRUE;
}
