/* An entry of a register as text: what it says becomes lines, of which only those change that say
 * something else. */
#include <string.h>

#include "register-own.h"

#define STEP 2 /* blanks by which a level is deeper */

/* --- what decisions say ------------------------------------------------------------------ */

const char *
tm_register_said(const TmDecision *decision, const TmField *field)
{
    if (field->kind == TM_FIELD_WORD)
        return field->words[G_STRUCT_MEMBER(guint, decision, field->offset)];
    if (field->kind == TM_FIELD_TEXTS)
        return "";
    return G_STRUCT_MEMBER(const char *, decision, field->offset);
}

static gboolean
same_texts(const GPtrArray *one, const GPtrArray *other)
{
    if (one->len != other->len)
        return FALSE;
    for (guint i = 0; i < one->len; i++)
        if (strcmp(one->pdata[i], other->pdata[i]) != 0)
            return FALSE;
    return TRUE;
}

static const TmField *
first_field(gboolean custom)
{
    return tm_register_fields + (custom ? 0 : TM_REGISTER_CUSTOM_KEYS);
}

gboolean
tm_decision_agrees(const TmDecision *one, const TmDecision *other)
{
    const gboolean custom = one->custom && other->custom;

    for (const TmField *field = first_field(custom); field->key != NULL; field++)
        if (strcmp(field->key, "by") != 0 && strcmp(field->key, "at") != 0 &&
            strcmp(tm_register_said(one, field), tm_register_said(other, field)) != 0)
            return FALSE;
    return !custom || same_texts(one->subjects, other->subjects);
}

gboolean
tm_register_same(const TmDecision *one, const TmDecision *other)
{
    return one->custom == other->custom && strcmp(one->id, other->id) == 0 &&
           strcmp(one->by, other->by) == 0 && strcmp(one->at, other->at) == 0 &&
           tm_decision_agrees(one, other);
}

/* --- one key ----------------------------------------------------------------------------- */

typedef struct {
    const TmLines *lines;
    const TmBlock *block;
    const TmDecision *was; /* NULL: the block is new */
    const TmDecision *now;
    guint indent; /* of its keys */
} Change;

static void
write_subjects(GString *out, const GPtrArray *subjects, const char *newline)
{
    g_string_append_c(out, '[');
    for (guint i = 0; i < subjects->len; i++) {
        g_string_append(out, i > 0 ? ", " : "");
        tm_register_write(out, subjects->pdata[i], TRUE, 0, newline, "");
    }
    g_string_append_c(out, ']');
}

/* Appends "key: value" and the end of the line; nothing where nothing is said. @after is what the
 * line had behind the value. */
static void
write_field(const Change *change, const TmField *field, const char *after, GString *out)
{
    const char *text = tm_register_said(change->now, field);
    const char *newline = change->lines->newline;

    if (field->kind == TM_FIELD_TEXTS && change->now->subjects->len == 0)
        return;
    if (field->kind != TM_FIELD_TEXTS && *text == '\0')
        return;
    g_string_append_printf(out, "%s: ", field->key);
    if (field->kind == TM_FIELD_TEXTS)
        write_subjects(out, change->now->subjects, newline);
    else
        tm_register_write(out, text, FALSE, change->indent + STEP, newline, after);
    g_string_append(out, newline);
}

/* All that the decision says, from the first key on, which begins where the line has come to. */
static void
write_all(const Change *change, GString *out)
{
    gboolean first = TRUE;

    for (const TmField *field = first_field(change->now->custom); field->key != NULL; field++) {
        gsize before = out->len;
        if (!first)
            g_string_append_printf(out, "%*s", (int)change->indent, "");
        write_field(change, field, "", out);
        if (out->len == before + (first ? 0 : change->indent))
            g_string_truncate(out, before);
        else
            first = FALSE;
    }
}

/* --- an entry that is there -------------------------------------------------------------- */

/* The lines of a key: to the next one. */
static guint
field_end(const Change *change, guint index)
{
    const TmYaml *node = change->block->value;

    return index + 1 < node->n_items ? node->keys[index + 1].place.line - 1 : change->block->end;
}

static void
append_lines(const TmLines *lines, guint first, guint end, GString *out)
{
    gsize start = tm_lines_start(lines, first);
    gsize length = tm_lines_start(lines, end) - start;

    g_string_append_len(out, lines->text + start, (gssize)length);
    if (length > 0 && lines->text[start + length - 1] != '\n')
        g_string_append(out, lines->newline);
}

#define NO_RANK (-1)

/* The lines of a key, as they will be, or the blank lines and comments after it. */
typedef struct {
    glong rank; /* among the keys of a decision */
    char *text;
} Chunk;

static void
clear_chunk(gpointer chunk)
{
    g_free(((Chunk *)chunk)->text);
}

static void
insert_chunk(GArray *chunks, guint place, glong rank, const GString *text)
{
    const Chunk chunk = {rank, g_strdup(text->str)};

    g_array_insert_val(chunks, place, chunk);
}

static void
append_comments(const Change *change, const GPtrArray *comments, guint from, GString *out)
{
    for (guint i = from; i < comments->len; i++)
        g_string_append_printf(out, "%*s%s%s", (int)change->indent, "",
                               g_strchug(comments->pdata[i]), change->lines->newline);
}

static gboolean
says_same(const Change *change, const TmField *field)
{
    return field->kind == TM_FIELD_TEXTS ||
           strcmp(tm_register_said(change->was, field), tm_register_said(change->now, field)) == 0;
}

static const TmField *
find_field(const char *key)
{
    const TmField *field = tm_register_fields;

    while (field->key != NULL && strcmp(field->key, key) != 0)
        field++;
    return field;
}

/* The comments in the bytes of a value that goes: the first behind the new one, others below. */
static void
append_changed(const Change *change, const TmField *field, guint index, guint end, GString *out)
{
    const TmLines *lines = change->lines;
    const TmYaml *key = &change->block->value->keys[index];
    gsize start = tm_lines_start(lines, key->place.line - 1);
    gsize length = tm_lines_scalar_start(lines, key) - start;
    TmSpan value = {tm_lines_scalar_end(lines, key), tm_lines_start(lines, end)};
    g_autoptr(GPtrArray) comments = tm_lines_comments(lines, value);
    gsize before = out->len;

    g_string_append_len(out, lines->text + start, (gssize)length);
    write_field(change, field, comments->len > 0 ? comments->pdata[0] : "", out);
    if (out->len == before + length)
        g_string_truncate(out, before);
    else
        append_comments(change, comments, 1, out);
}

/* The line after the last that is of a value: comments are not as deep as a text below its key. */
static guint
value_end(const Change *change, guint index)
{
    const TmYaml *node = change->block->value;
    const TmPlace key = node->keys[index].place;
    const TmPlace value = node->items[index].place;
    guint depth = value.line > key.line ? value.column - 2 : change->indent;

    return tm_lines_trim(change->lines, key.line - 1, field_end(change, index),
                         MAX(depth, change->indent));
}

static void
add_chunk(const Change *change, guint index, GArray *chunks)
{
    const TmYaml *key = &change->block->value->keys[index];
    const TmField *field = find_field(key->text);
    guint line = key->place.line - 1;
    guint end = field_end(change, index);
    guint trimmed = value_end(change, index);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) tail = g_string_new(NULL);

    if (says_same(change, field))
        append_lines(change->lines, line, trimmed, text);
    else
        append_changed(change, field, index, trimmed, text);
    append_lines(change->lines, trimmed, end, tail);
    insert_chunk(chunks, chunks->len, field - tm_register_fields, text);
    insert_chunk(chunks, chunks->len, NO_RANK, tail);
}

/* A new key comes after those that stand before it in a decision. */
static void
add_missing(const Change *change, const TmField *field, GArray *chunks)
{
    g_autoptr(GString) text = g_string_new(NULL);
    glong rank = field - tm_register_fields;
    guint place = 0;

    if (says_same(change, field) || tm_yaml_get(change->block->value, field->key) != NULL)
        return;
    for (guint i = 0; i < chunks->len; i++)
        if (g_array_index(chunks, Chunk, i).rank < rank &&
            g_array_index(chunks, Chunk, i).rank != NO_RANK)
            place = i + 1;
    g_string_append_printf(text, "%*s", (int)change->indent, "");
    write_field(change, field, "", text);
    insert_chunk(chunks, place, rank, text);
}

/* Key by key: the lines of those that say the same stay. */
static void
revise(Change *change, GString *out)
{
    g_autoptr(GArray) chunks = g_array_new(FALSE, FALSE, sizeof(Chunk));
    const TmYaml *node = change->block->value;

    g_array_set_clear_func(chunks, clear_chunk);
    change->indent = tm_lines_key_indent(change->lines, &node->keys[0]);
    append_lines(change->lines, change->block->first, node->keys[0].place.line - 1, out);
    for (guint i = 0; i < node->n_items; i++)
        add_chunk(change, i, chunks);
    for (const TmField *field = first_field(change->now->custom); field->key != NULL; field++)
        add_missing(change, field, chunks);
    for (guint i = 0; i < chunks->len; i++)
        g_string_append(out, g_array_index(chunks, Chunk, i).text);
}

/* What stands between braces is written anew, on lines, with its comments at the end. */
static void
rewrite(Change *change, GString *out)
{
    const TmLines *lines = change->lines;
    gsize start = tm_lines_start(lines, change->block->first);
    gsize value = tm_lines_byte(lines, change->block->value->place);
    g_autoptr(GPtrArray) comments =
        tm_lines_comments(lines, (TmSpan){value, tm_lines_start(lines, change->block->end)});

    g_string_append_len(out, lines->text + start, (gssize)(value - start));
    change->indent = (guint)(value - start);
    if (!change->now->custom) {
        g_string_truncate(out, strlen(g_strchomp(out->str)));
        change->indent = change->block->indent + STEP;
        g_string_append_printf(out, "%s%*s", lines->newline, (int)change->indent, "");
    }
    write_all(change, out);
    append_comments(change, comments, 0, out);
}

static gboolean
is_braced(const TmLines *lines, const TmYaml *value)
{
    return value->n_items == 0 || lines->text[tm_lines_byte(lines, value->place)] == '{';
}

char *
tm_block_revise(const TmLines *lines, const TmBlock *block, const TmDecision *was,
                const TmDecision *now)
{
    Change change = {lines, block, was, now, 0};
    GString *text = g_string_new(NULL);

    if (is_braced(lines, block->value))
        rewrite(&change, text);
    else
        revise(&change, text);
    return g_string_free(text, FALSE);
}

/* --- an entry that is new ---------------------------------------------------------------- */

/* Entries are as deep as the first one that shows it. */
static void
find_indent(const GArray *blocks, const TmLines *lines, guint *key, guint *inside)
{
    *key = STEP;
    *inside = STEP + STEP;
    for (guint i = 0; i < blocks->len; i++) {
        const TmBlock *block = &g_array_index(blocks, TmBlock, i);
        const TmYaml *value = block->value;
        *key = block->indent;
        *inside = block->indent + STEP;
        if (is_braced(lines, value))
            continue;
        *inside = tm_lines_key_indent(lines, &value->keys[0]);
        return;
    }
}

char *
tm_block_new(const TmLines *lines, const GArray *blocks, const TmDecision *decision)
{
    GString *text = g_string_new(NULL);
    Change change = {lines, NULL, NULL, decision, 0};
    guint indent;

    find_indent(blocks, lines, &indent, &change.indent);
    g_string_append_printf(text, "%*s", (int)indent, "");
    if (decision->custom) {
        g_string_append(text, "- ");
    } else {
        tm_register_write(text, decision->id, FALSE, 0, "", "");
        g_string_append_printf(text, ":%s%*s", lines->newline, (int)change.indent, "");
    }
    write_all(&change, text);
    return g_string_free(text, FALSE);
}
