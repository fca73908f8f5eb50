/* The fence around libyaml: its events become a tree in which every node knows its place. */
#include "yaml-tree.h"

#include <string.h>
#include <yaml.h>

#include "yaml-cursor.h"

#define MAX_BYTES ((gsize)16 * 1024 * 1024)
#define MAX_NODES 1000000
#define MAX_DEPTH 100
#define FEW_KEYS 32

typedef struct {
    yaml_parser_t parser;
    TmPool *pool;
    const char *file;
    const char *text; /* without a byte order mark */
    gsize length;
    TmCursor cursor;
    guint nodes;
    GError **error;
} Reader;

typedef enum {
    FAILED,
    ENDED,
    READ,
} Outcome;

static gboolean read_node(Reader *r, TmYaml *node, const yaml_event_t *event, guint depth);

/* --- places ------------------------------------------------------------------------------ */

static TmPlace
place_at(const Reader *r, gsize mark, gsize byte)
{
    TmCursor cursor = tm_cursor_walk((TmCursor){0}, r->text, mark, MIN(byte, r->length));

    return tm_cursor_place(&cursor);
}

/* --- errors ------------------------------------------------------------------------------ */

static gboolean
refuse(Reader *r, TmPlace place, const char *text)
{
    return tm_fail(r->error, TM_ERROR_SYNTAX, r->file, place, "%s", text);
}

static gboolean
fail_parser(Reader *r)
{
    const yaml_parser_t *p = &r->parser;
    TmPlace place = p->error == YAML_READER_ERROR ? place_at(r, G_MAXSIZE, p->problem_offset)
                                                  : place_at(r, p->problem_mark.index, G_MAXSIZE);

    return tm_fail(r->error, TM_ERROR_SYNTAX, r->file, place, "%s",
                   p->problem != NULL ? p->problem : "not YAML");
}

/* The caller deletes the event when the result is TRUE. */
static gboolean
next_event(Reader *r, yaml_event_t *event)
{
    if (!yaml_parser_parse(&r->parser, event))
        return fail_parser(r);
    r->cursor = tm_cursor_walk(r->cursor, r->text, event->start_mark.index, r->length);
    return TRUE;
}

/* --- scalars ----------------------------------------------------------------------------- */

static gboolean
has_control(const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if ((guchar)text[i] < ' ' && text[i] != '\n' && text[i] != '\t')
            return TRUE;
    return memchr(text, 0x7f, length) != NULL;
}

/* From the indicator of a block scalar to the first character of its text. */
static void
enter_block(Reader *r, gsize end)
{
    const char *text = r->text;
    gsize byte = r->cursor.byte;

    while (byte < end && text[byte] != '\n')
        byte++;
    while (byte < end && g_ascii_isspace(text[byte]))
        byte++;
    r->cursor = tm_cursor_walk(r->cursor, text, G_MAXSIZE, byte);
}

/* Of quotes the inside, where it says the same in the file as in the text: then it has no escape,
 * and the columns of a message are right. */
static const char *
raw_quoted(Reader *r, const TmYaml *node, gsize start, gsize end)
{
    const char *inside = r->text + start + 1;
    gsize length = end > start + 2 ? end - start - 2 : 0;
    char escape = inside[-1] == '"' ? '\\' : '\'';

    if (memchr(inside, escape, length) != NULL || memchr(inside, '\n', length) == NULL)
        return node->text;
    return tm_pool_text_n(r->pool, inside, length);
}

/* One line lies in the file as it is read, but for the escapes of quotes. */
static void
keep_raw(Reader *r, TmYaml *node, const yaml_event_t *event)
{
    yaml_scalar_style_t style = event->data.scalar.style;
    gsize end = tm_cursor_walk(r->cursor, r->text, event->end_mark.index, r->length).byte;
    gsize start;

    if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE)
        enter_block(r, end);
    node->place = tm_cursor_place(&r->cursor);
    start = r->cursor.byte;
    if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
        node->raw = raw_quoted(r, node, start, end);
    else
        node->raw = tm_pool_text_n(r->pool, r->text + start, end - start);
}

static gboolean
read_scalar(Reader *r, TmYaml *node, const yaml_event_t *event)
{
    yaml_scalar_style_t style = event->data.scalar.style;
    const char *text = (const char *)event->data.scalar.value;
    gsize length = event->data.scalar.length;

    if (event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL)
        return refuse(r, node->place, "anchors and tags are not allowed");
    if (has_control(text, length))
        return refuse(r, node->place, "a control character in a text");
    node->kind = TM_YAML_SCALAR;
    node->text = tm_pool_text(r->pool, text);
    node->raw = node->text;
    if (event->start_mark.line != event->end_mark.line)
        keep_raw(r, node, event);
    if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
        node->place.column++;
    return TRUE;
}

/* --- collections ------------------------------------------------------------------------- */

static Outcome
read_next(Reader *r, TmYaml *node, guint depth, yaml_event_type_t end)
{
    Outcome outcome = ENDED;
    yaml_event_t event;

    if (!next_event(r, &event))
        return FAILED;
    if (event.type != end)
        outcome = read_node(r, node, &event, depth) ? READ : FAILED;
    yaml_event_delete(&event);
    return outcome;
}

static const TmYaml *
keep(Reader *r, const GArray *nodes)
{
    TmYaml *kept = nodes->len > 0 ? tm_pool_new_n(r->pool, TmYaml, nodes->len) : NULL;

    for (guint i = 0; i < nodes->len; i++)
        kept[i] = g_array_index(nodes, TmYaml, i);
    return kept;
}

static gboolean
read_sequence(Reader *r, TmYaml *node, const yaml_event_t *event, guint depth)
{
    g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(TmYaml));
    Outcome outcome;
    TmYaml item;

    if (event->data.sequence_start.anchor != NULL || event->data.sequence_start.tag != NULL)
        return refuse(r, node->place, "anchors and tags are not allowed");
    while ((outcome = read_next(r, &item, depth + 1, YAML_SEQUENCE_END_EVENT)) == READ)
        g_array_append_val(items, item);
    node->kind = TM_YAML_SEQUENCE;
    node->items = keep(r, items);
    node->n_items = items->len;
    return outcome == ENDED;
}

static const char *
key_text(const GArray *keys, guint index)
{
    return g_array_index(keys, TmYaml, index).text;
}

/* Texts of a pool are the same where they are equal. Few keys are compared one by one. */
static gboolean
is_known(const GArray *keys, GHashTable **known, const char *text)
{
    if (keys->len >= FEW_KEYS && *known == NULL) {
        *known = g_hash_table_new(NULL, NULL);
        for (guint i = 0; i < keys->len; i++)
            g_hash_table_add(*known, (gpointer)key_text(keys, i));
    }
    if (*known != NULL)
        return !g_hash_table_add(*known, (gpointer)text);
    for (guint i = 0; i < keys->len; i++)
        if (key_text(keys, i) == text)
            return TRUE;
    return FALSE;
}

static gboolean
check_key(Reader *r, const GArray *keys, GHashTable **known, const TmYaml *key)
{
    if (key->kind != TM_YAML_SCALAR)
        return refuse(r, key->place, "a key must be a text");
    if (is_known(keys, known, key->text))
        return tm_fail(r->error, TM_ERROR_SYNTAX, r->file, key->place,
                       "the key \"%s\" is here twice", key->text);
    return TRUE;
}

static Outcome
read_pairs(Reader *r, GArray *keys, GArray *items, guint depth)
{
    g_autoptr(GHashTable) known = NULL;
    Outcome outcome;
    TmYaml key, item;

    while ((outcome = read_next(r, &key, depth, YAML_MAPPING_END_EVENT)) == READ) {
        if (!check_key(r, keys, &known, &key))
            return FAILED;
        if (read_next(r, &item, depth, YAML_NO_EVENT) != READ)
            return FAILED;
        g_array_append_val(keys, key);
        g_array_append_val(items, item);
    }
    return outcome;
}

static gboolean
read_mapping(Reader *r, TmYaml *node, const yaml_event_t *event, guint depth)
{
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(TmYaml));
    g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(TmYaml));

    if (event->data.mapping_start.anchor != NULL || event->data.mapping_start.tag != NULL)
        return refuse(r, node->place, "anchors and tags are not allowed");
    if (read_pairs(r, keys, items, depth + 1) == FAILED)
        return FALSE;
    node->kind = TM_YAML_MAPPING;
    node->keys = keep(r, keys);
    node->items = keep(r, items);
    node->n_items = keys->len;
    return TRUE;
}

static gboolean
read_node(Reader *r, TmYaml *node, const yaml_event_t *event, guint depth)
{
    TmPlace place = tm_cursor_place(&r->cursor);

    if (depth > MAX_DEPTH || r->nodes >= MAX_NODES)
        return tm_fail(r->error, TM_ERROR_LIMIT, r->file, place,
                       depth > MAX_DEPTH ? "nested deeper than %d" : "more than %d values",
                       depth > MAX_DEPTH ? MAX_DEPTH : MAX_NODES);
    if (event->type == YAML_ALIAS_EVENT)
        return refuse(r, place, "aliases are not allowed");
    r->nodes++;
    *node = (TmYaml){.place = place};
    if (event->type == YAML_SEQUENCE_START_EVENT)
        return read_sequence(r, node, event, depth);
    if (event->type == YAML_MAPPING_START_EVENT)
        return read_mapping(r, node, event, depth);
    return read_scalar(r, node, event);
}

/* --- the document ------------------------------------------------------------------------ */

static gboolean
expect_end(Reader *r)
{
    yaml_event_t event;
    yaml_event_type_t type;

    for (guint i = 0; i < 2; i++) {
        if (!next_event(r, &event))
            return FALSE;
        type = event.type;
        yaml_event_delete(&event);
        if (type == YAML_DOCUMENT_START_EVENT)
            return tm_fail(r->error, TM_ERROR_SYNTAX, r->file, tm_cursor_place(&r->cursor),
                           "a second document begins here");
    }
    return TRUE;
}

static gboolean
read_root(Reader *r, TmYaml *root)
{
    yaml_event_t event;
    yaml_event_type_t type;

    *root = (TmYaml){.kind = TM_YAML_MAPPING, .place = {1, 1}};
    for (guint i = 0; i < 2; i++) {
        if (!next_event(r, &event))
            return FALSE;
        type = event.type;
        yaml_event_delete(&event);
        if (type == YAML_STREAM_END_EVENT)
            return TRUE;
    }
    return read_next(r, root, 0, YAML_NO_EVENT) == READ && expect_end(r);
}

static gboolean
check_bytes(Reader *r)
{
    const char *end = r->text;

    if (r->length > MAX_BYTES)
        return tm_fail(r->error, TM_ERROR_LIMIT, r->file, (TmPlace){1, 1},
                       "larger than %" G_GSIZE_FORMAT " bytes", MAX_BYTES);
    if (g_utf8_validate_len(r->text, r->length, &end))
        return TRUE;
    return tm_fail(r->error, TM_ERROR_SYNTAX, r->file,
                   place_at(r, G_MAXSIZE, (gsize)(end - r->text)),
                   *end == '\0' ? "a NUL character" : "not UTF-8");
}

const TmYaml *
tm_yaml_get(const TmYaml *mapping, const char *key)
{
    if (mapping->kind != TM_YAML_MAPPING)
        return NULL;
    for (guint i = 0; i < mapping->n_items; i++)
        if (strcmp(mapping->keys[i].text, key) == 0)
            return &mapping->items[i];
    return NULL;
}

static const TmYaml *
parse(Reader *r)
{
    TmYaml *root = tm_pool_new(r->pool, TmYaml);
    gboolean done;

    if (!check_bytes(r))
        return NULL;
    if (!yaml_parser_initialize(&r->parser)) {
        refuse(r, (TmPlace){1, 1}, "not enough memory");
        return NULL;
    }
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const guchar *)r->text, r->length);
    done = read_root(r, root);
    yaml_parser_delete(&r->parser);
    return done ? root : NULL;
}

const TmYaml *
tm_yaml_parse(TmPool *pool, const char *file, GBytes *bytes, GError **error)
{
    Reader r = {.pool = pool, .file = file, .error = error};
    const char *data = g_bytes_get_data(bytes, &r.length);
    gsize skip = r.length >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

    r.text = data != NULL ? data + skip : "";
    r.length -= skip;
    return parse(&r);
}
