/* The fence around jansson, for diagrams: jansson reads and checks the text but keeps no places, so
 * a walk over the same text finds them. */
#include "json-tree.h"

#include <jansson.h>
#include <string.h>

#include "json.h"

#define MAX_VALUES 2000000
#define MAX_DEPTH 100
#define MARK "\xef\xbb\xbf"

/* Over a text that jansson has read: it is well formed. */
typedef struct {
    TmPool *pool;
    const char *file;
    const char *at;
    const char *end;
    const char *line_start;
    guint line;
    GError **error;
} Walk;

static gboolean build(Walk *walk, const json_t *json, TmYaml *node, guint depth);

/* --- the walk ---------------------------------------------------------------------------- */

static TmPlace
place_of(const Walk *walk)
{
    return (TmPlace){walk->line + 1, (guint)(walk->at - walk->line_start) + 1};
}

/* Moves to the next value, key or bracket. */
static void
skip(Walk *walk)
{
    while (walk->at < walk->end && strchr(" \t\r\n,:", *walk->at) != NULL) {
        const gboolean breaks = *walk->at++ == '\n';
        if (!breaks)
            continue;
        walk->line++;
        walk->line_start = walk->at;
    }
}

static void
pass_text(Walk *walk)
{
    for (walk->at++; walk->at < walk->end && *walk->at != '"'; walk->at++)
        if (*walk->at == '\\')
            walk->at++;
    walk->at++;
}

/* --- values ------------------------------------------------------------------------------ */

/* JSON may hold any character, a model none that a line cannot. */
static const char *
clean(Walk *walk, const char *text, gsize length)
{
    g_autoptr(GString) kept = g_string_sized_new(length);

    for (gsize i = 0; i < length; i++)
        if ((guchar)text[i] >= ' ' ? text[i] != 0x7f : text[i] == '\n' || text[i] == '\t')
            g_string_append_c(kept, text[i]);
    return tm_pool_text(walk->pool, kept->str);
}

static void
build_text(Walk *walk, const json_t *json, TmYaml *node)
{
    node->text = clean(walk, json_string_value(json), json_string_length(json));
    node->raw = node->text;
    node->place.column++;
    pass_text(walk);
}

static void
build_word(Walk *walk, const json_t *json, TmYaml *node)
{
    const char *start = walk->at;

    while (walk->at < walk->end && strchr(" \t\r\n,:]}", *walk->at) == NULL)
        walk->at++;
    node->text = json_is_null(json) ? tm_pool_text(walk->pool, "")
                                    : tm_pool_text_n(walk->pool, start, (gsize)(walk->at - start));
    node->raw = node->text;
}

static gboolean
build_sequence(Walk *walk, const json_t *json, TmYaml *node, guint depth)
{
    const gsize count = json_array_size(json);
    TmYaml *items = tm_pool_new_n(walk->pool, TmYaml, count);

    walk->at++;
    for (gsize i = 0; i < count; i++)
        if (!build(walk, json_array_get(json, i), &items[i], depth + 1))
            return FALSE;
    skip(walk);
    walk->at++;
    node->kind = TM_YAML_SEQUENCE;
    node->items = items;
    node->n_items = (guint)count;
    return TRUE;
}

static void
build_key(Walk *walk, const char *key, TmYaml *node)
{
    skip(walk);
    *node = (TmYaml){.kind = TM_YAML_SCALAR, .place = place_of(walk)};
    node->text = clean(walk, key, strlen(key));
    node->raw = node->text;
    node->place.column++;
    pass_text(walk);
}

/* Members come in the order of the text: jansson keeps it, and refuses a key that is there twice.
 */
static gboolean
build_mapping(Walk *walk, json_t *json, TmYaml *node, guint depth)
{
    const gsize count = json_object_size(json);
    TmYaml *keys = tm_pool_new_n(walk->pool, TmYaml, count);
    TmYaml *items = tm_pool_new_n(walk->pool, TmYaml, count);
    gsize i = 0;

    walk->at++;
    for (void *member = json_object_iter(json); member != NULL;
         member = json_object_iter_next(json, member), i++) {
        build_key(walk, json_object_iter_key(member), &keys[i]);
        if (!build(walk, json_object_iter_value(member), &items[i], depth + 1))
            return FALSE;
    }
    skip(walk);
    walk->at++;
    node->kind = TM_YAML_MAPPING;
    node->keys = keys;
    node->items = items;
    node->n_items = (guint)count;
    return TRUE;
}

static gboolean
build(Walk *walk, const json_t *json, TmYaml *node, guint depth)
{
    skip(walk);
    *node = (TmYaml){.kind = TM_YAML_SCALAR, .place = place_of(walk)};
    if (depth > MAX_DEPTH)
        return tm_fail(walk->error, TM_ERROR_LIMIT, walk->file, node->place,
                       "nested deeper than %d", MAX_DEPTH);
    if (json_is_object(json))
        return build_mapping(walk, (json_t *)json, node, depth);
    if (json_is_array(json))
        return build_sequence(walk, json, node, depth);
    if (json_is_string(json))
        build_text(walk, json, node);
    else
        build_word(walk, json, node);
    return TRUE;
}

/* --- the document ------------------------------------------------------------------------ */

/* What jansson makes of a text takes many times its bytes: values are counted before. */
static gboolean
check_size(const Walk *walk)
{
    guint values = 0;

    for (const char *at = walk->at; at < walk->end; at++)
        values += *at == ',' || *at == '[' || *at == '{';
    if (values > MAX_VALUES)
        return tm_fail(walk->error, TM_ERROR_LIMIT, walk->file, (TmPlace){1, 1},
                       "more than %d values", MAX_VALUES);
    return TRUE;
}

gboolean
tm_json_is_object(const char *text, gsize length)
{
    gsize i = length >= strlen(MARK) && memcmp(text, MARK, strlen(MARK)) == 0 ? strlen(MARK) : 0;

    while (i < length && g_ascii_isspace(text[i]))
        i++;
    return i < length && text[i] == '{';
}

const TmYaml *
tm_json_tree(TmPool *pool, const char *file, const char *text, gsize length, GError **error)
{
    const gsize mark =
        length >= strlen(MARK) && memcmp(text, MARK, strlen(MARK)) == 0 ? strlen(MARK) : 0;
    Walk walk = {pool, file, text + mark, text + length, text + mark, 0, error};
    TmYaml *root = tm_pool_new(pool, TmYaml);
    gboolean done;
    json_t *json;

    if (!check_size(&walk))
        return NULL;
    json = tm_json_load(file, walk.at, length - mark, error);
    if (json == NULL)
        return NULL;
    done = build(&walk, json, root, 0);
    json_decref(json);
    return done ? root : NULL;
}
