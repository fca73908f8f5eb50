/* One version of a register for a merge: its entries, what they say and how they are written. */
#include <string.h>

#include "register-merge-own.h"

const char *const tm_section_names[] = {
    [TM_SECTION_MODEL] = "model",     [TM_SECTION_ANSWERS] = "answers",
    [TM_SECTION_THREATS] = "threats", [TM_SECTION_CUSTOM] = "custom",
    [TM_N_SECTIONS] = NULL,
};

/* --- entries ----------------------------------------------------------------------------- */

static void
add_entry(TmVersion *version, TmSection section, const char *key, const char *at,
          gconstpointer said)
{
    TmEntry *entry = tm_pool_new(&version->book->pool, TmEntry);

    *entry = (TmEntry){key, NULL, at, said};
    g_ptr_array_add(version->entries[section], entry);
    g_hash_table_insert(version->entry_of[section], (gpointer)key, entry);
}

static void
add_decisions(TmVersion *version, TmSection section, const GPtrArray *decisions)
{
    for (guint i = 0; i < decisions->len; i++) {
        const TmDecision *decision = g_ptr_array_index(decisions, i);
        add_entry(version, section, decision->id, decision->at, decision);
    }
}

static void
add_entries(TmVersion *version)
{
    const TmRegister *book = version->book;

    for (guint i = 0; i < TM_N_SECTIONS; i++) {
        version->entries[i] = tm_pool_array(&version->book->pool);
        version->entry_of[i] = g_hash_table_new(tm_text_hash, g_str_equal);
    }
    for (guint i = 0; i < book->metadata->len; i++) {
        const TmValue *value = g_ptr_array_index(book->metadata, i);
        add_entry(version, TM_SECTION_MODEL, value->name, "", value);
    }
    for (guint i = 0; i < book->answers->len; i++) {
        const TmAnswer *answer = g_ptr_array_index(book->answers, i);
        add_entry(version, TM_SECTION_ANSWERS, answer->subject, "", answer);
    }
    add_decisions(version, TM_SECTION_THREATS, book->decisions);
    add_decisions(version, TM_SECTION_CUSTOM, book->customs);
}

static const char *
key_of(const TmBlock *block)
{
    return block->key != NULL ? block->key->text : tm_yaml_get(block->value, "id")->text;
}

static void
add_blocks(TmVersion *version, TmSection section)
{
    GArray *blocks = tm_lines_blocks(&version->lines, tm_section_names[section], NULL);

    version->blocks[section] = blocks;
    for (guint i = 0; blocks != NULL && i < blocks->len; i++) {
        const TmBlock *block = &g_array_index(blocks, TmBlock, i);
        TmEntry *entry = g_hash_table_lookup(version->entry_of[section], key_of(block));
        if (entry != NULL)
            entry->block = block;
    }
}

gboolean
tm_version_read(TmVersion *version, const char *name, GBytes *bytes, GError **error)
{
    static const char empty[] = "drawbridge: 1\n";
    g_autoptr(GBytes) nothing = g_bytes_new_static(empty, strlen(empty));
    GBytes *known = bytes != NULL && g_bytes_get_size(bytes) > 0 ? bytes : nothing;

    version->book = tm_register_load(name, known, error);
    if (version->book == NULL || !tm_lines_parse(&version->lines, name, known, error))
        return FALSE;
    add_entries(version);
    for (guint i = 0; i < TM_N_SECTIONS; i++)
        add_blocks(version, (TmSection)i);
    return TRUE;
}

void
tm_version_clear(TmVersion *version)
{
    for (guint i = 0; i < TM_N_SECTIONS; i++) {
        g_clear_pointer(&version->blocks[i], g_array_unref);
        g_clear_pointer(&version->entry_of[i], g_hash_table_unref);
    }
    g_clear_pointer(&version->book, tm_register_free);
    tm_lines_clear(&version->lines);
}

const TmEntry *
tm_version_find(const TmVersion *version, TmSection section, const char *key)
{
    return g_hash_table_lookup(version->entry_of[section], key);
}

/* --- what they say ----------------------------------------------------------------------- */

static const TmValue *
find_value(const GPtrArray *values, const char *name)
{
    for (guint i = 0; i < values->len; i++) {
        const TmValue *value = g_ptr_array_index(values, i);
        if (strcmp(value->name, name) == 0)
            return value;
    }
    return NULL;
}

static gboolean
same_value(const TmValue *one, const TmValue *other)
{
    return one == other || (one != NULL && other != NULL && strcmp(one->value, other->value) == 0);
}

static gboolean
same_answers(const TmAnswer *one, const TmAnswer *other)
{
    for (guint i = 0; i < one->values->len; i++) {
        const TmValue *value = g_ptr_array_index(one->values, i);
        if (!same_value(value, find_value(other->values, value->name)))
            return FALSE;
    }
    return one->values->len == other->values->len;
}

gboolean
tm_entry_same(TmSection section, const TmEntry *one, const TmEntry *other)
{
    if (one == NULL || other == NULL)
        return one == other;
    if (section == TM_SECTION_MODEL)
        return same_value(one->said, other->said);
    if (section == TM_SECTION_ANSWERS)
        return same_answers(one->said, other->said);
    return tm_register_same(one->said, other->said);
}

/* --- how they are written ---------------------------------------------------------------- */

static void
append_line(const TmLines *lines, guint line, gint moved, const char *newline, GString *out)
{
    const char *text = lines->text + tm_lines_start(lines, line);
    gsize length = tm_lines_start(lines, line + 1) - tm_lines_start(lines, line);

    while (length > 0 && strchr("\r\n", text[length - 1]) != NULL)
        length--;
    for (gint i = 0; i > moved && length > 0 && *text == ' '; i--, length--)
        text++;
    if (moved > 0 && length > 0)
        g_string_append_printf(out, "%*s", moved, "");
    g_string_append_len(out, text, (gssize)length);
    g_string_append(out, newline);
}

char *
tm_version_text(const TmVersion *version, const TmEntry *entry, gint moved, const char *newline)
{
    GString *text = g_string_new(NULL);

    for (guint line = entry->block->head; line < entry->block->end; line++)
        append_line(&version->lines, line, moved, newline, text);
    return g_string_free(text, FALSE);
}

static void
mark_entries(const TmVersion *version, GByteArray *taken)
{
    for (guint s = 0; s < TM_N_SECTIONS; s++)
        for (guint i = 0; version->blocks[s] != NULL && i < version->blocks[s]->len; i++) {
            const TmBlock *block = &g_array_index(version->blocks[s], TmBlock, i);
            memset(taken->data + block->head, 1, block->end - block->head);
        }
}

char *
tm_version_comments(const TmVersion *version)
{
    const TmLines *lines = &version->lines;
    g_autoptr(GByteArray) taken = g_byte_array_new();
    GString *comments = g_string_new(NULL);

    g_byte_array_set_size(taken, lines->lines->len);
    memset(taken->data, 0, taken->len);
    mark_entries(version, taken);
    for (guint line = 0; line + 1 < lines->lines->len; line++) {
        const char *text = lines->text + tm_lines_start(lines, line);
        gsize length = tm_lines_start(lines, line + 1) - tm_lines_start(lines, line);
        if (taken->data[line] == 0 && memchr(text, '#', length) != NULL)
            append_line(lines, line, 0, "\n", comments);
    }
    return g_string_free(comments, FALSE);
}

/* --- two answers about one part ---------------------------------------------------------- */

static const TmValue *
find_value_of(const TmEntry *entry, const char *name)
{
    return entry != NULL ? find_value(((const TmAnswer *)entry->said)->values, name) : NULL;
}

/* A text that goes over lines as they are begins below its name. */
static gboolean
can_replace(const TmEntry *own, guint index)
{
    const TmYaml *node = own->block->value;

    return node->keys[index].place.line == node->items[index].place.line;
}

static void
replace_value(const TmVersion *host, const TmEntry *own, const TmValue *value, TmEdits *edits)
{
    const TmYaml *scalar = tm_yaml_get(own->block->value, value->name);
    g_autoptr(GString) text = g_string_new(NULL);
    TmSpan span = {tm_lines_scalar_start(&host->lines, scalar),
                   tm_lines_scalar_end(&host->lines, scalar)};

    tm_register_write(text, value->value, TRUE, 0, "", "");
    tm_edits_add(edits, span, text->str);
}

/* The last line of a file may lack its end. */
static void
add_line(const TmVersion *host, const TmEntry *own, const char *text, TmEdits *edits)
{
    const TmLines *lines = &host->lines;
    gsize at = tm_lines_start(lines, own->block->end);
    gboolean open = lines->text[at - 1] != '\n';
    g_autofree char *line =
        g_strdup_printf("%s%*s%s%s", open ? lines->newline : "",
                        (int)tm_lines_key_indent(lines, &own->block->value->keys[0]), "", text,
                        open ? "" : lines->newline);

    tm_edits_insert(edits, at, line);
}

static void
add_value(const TmVersion *host, const TmEntry *own, const TmValue *value, TmEdits *edits)
{
    const TmYaml *node = own->block->value;
    gboolean braced = host->lines.text[tm_lines_byte(&host->lines, node->place)] == '{';
    g_autoptr(GString) text = g_string_new(braced ? ", " : "");

    tm_register_write(text, value->name, TRUE, 0, "", "");
    g_string_append(text, ": ");
    tm_register_write(text, value->value, TRUE, 0, "", "");
    if (braced)
        tm_edits_insert(edits, tm_lines_scalar_end(&host->lines, &node->items[node->n_items - 1]),
                        text->str);
    else
        add_line(host, own, text->str, edits);
}

/* What both sides make of a property: what @other says, where it changed that. */
static const TmValue *
merged_value(const TmEntry *base, const TmEntry *own, const TmEntry *other, const char *name)
{
    const TmValue *mine = find_value_of(own, name);
    const TmValue *value = find_value_of(other, name);

    return mine == NULL || !same_value(value, find_value_of(base, name)) ? value : mine;
}

/* Whether people must choose: both changed the same, one took something away, or what changed
 * cannot be replaced. */
static gboolean
clash(const TmEntry *base, const TmEntry *own, const TmEntry *other)
{
    const GPtrArray *before = base != NULL ? ((const TmAnswer *)base->said)->values : NULL;
    const TmYaml *node = own->block->value;

    for (guint i = 0; before != NULL && i < before->len; i++) {
        const char *name = ((const TmValue *)g_ptr_array_index(before, i))->name;
        if (find_value_of(own, name) == NULL || find_value_of(other, name) == NULL)
            return TRUE;
    }
    for (guint i = 0; i < node->n_items; i++) {
        const char *name = node->keys[i].text;
        const TmValue *mine = find_value_of(own, name);
        const TmValue *value = find_value_of(other, name);
        if (value == NULL || same_value(value, mine) ||
            same_value(value, find_value_of(base, name)))
            continue;
        if (!same_value(mine, find_value_of(base, name)) || !can_replace(own, i))
            return TRUE;
    }
    return FALSE;
}

gboolean
tm_merge_answers(const TmVersion *host, const TmEntry *base, const TmEntry *own,
                 const TmEntry *other, TmEdits *edits)
{
    const GPtrArray *theirs = ((const TmAnswer *)other->said)->values;

    if (own->block == NULL || own->block->value->n_items == 0 || clash(base, own, other))
        return FALSE;
    for (guint i = 0; i < theirs->len; i++) {
        const TmValue *value = g_ptr_array_index(theirs, i);
        const TmValue *mine = find_value_of(own, value->name);
        if (same_value(mine, merged_value(base, own, other, value->name)))
            continue;
        if (mine != NULL)
            replace_value(host, own, value, edits);
        else
            add_value(host, own, value, edits);
    }
    return TRUE;
}

gboolean
tm_merge_is_answered(const TmEntry *base, const TmEntry *own, const TmEntry *other,
                     const TmEntry *result)
{
    const GPtrArray *sides[] = {((const TmAnswer *)own->said)->values,
                                ((const TmAnswer *)other->said)->values};

    for (guint side = 0; side < G_N_ELEMENTS(sides); side++)
        for (guint i = 0; i < sides[side]->len; i++) {
            const char *name = ((const TmValue *)g_ptr_array_index(sides[side], i))->name;
            if (!same_value(merged_value(base, own, other, name), find_value_of(result, name)))
                return FALSE;
        }
    return TRUE;
}
