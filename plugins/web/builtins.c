/* The templates that are part of the program, where its size counts: this takes the place of
 * engine/template-builtin.c, whose tables are four times as large. */
#include <string.h>

#include "inflate.h"
#include "packed.h"
#include "template-load.h"

static void
clear_source(gpointer source)
{
    TmSource *s = source;

    g_clear_pointer(&s->bytes, g_bytes_unref);
}

GArray *
tm_sources_new(void)
{
    GArray *sources = g_array_new(FALSE, TRUE, sizeof(TmSource));

    g_array_set_clear_func(sources, clear_source);
    return sources;
}

/* --- trees ------------------------------------------------------------------------------- */

/* What is left of a packed file. */
typedef struct {
    const char *at;
    const char *end;
} Cursor;

/* Returns G_MAXUINT, too large for anything, where there is no number. */
static guint
take_number(Cursor *cursor)
{
    guint number = 0;

    for (guint shift = 0; cursor->at < cursor->end && shift < 32; shift += 7) {
        const guint8 byte = (guint8)*cursor->at++;
        number |= (guint)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
    return G_MAXUINT;
}

static int
unfold_sign(guint number)
{
    return number % 2 == 0 ? (int)(number / 2) : -(int)(number / 2) - 1;
}

/* The items of a node come after those of all nodes before it. */
static gboolean
take_nodes(Cursor *cursor, TmYaml *nodes, guint count)
{
    guint next = 1;

    for (guint i = 0; i < count; i++) {
        const guint number = take_number(cursor);
        TmYaml *node = &nodes[i];
        guint half;

        node->kind = (TmYamlKind)(number % 3);
        node->n_items = number / 3;
        half = MIN(node->n_items, count);
        if (node->kind != TM_YAML_SCALAR)
            node->items = nodes + next;
        if (node->kind == TM_YAML_MAPPING)
            node->keys = nodes + next + half;
        next += node->kind == TM_YAML_MAPPING ? 2 * half : half;
        if (next > count)
            return FALSE;
    }
    return TRUE;
}

static void
take_places(Cursor *cursor, TmYaml *nodes, guint count)
{
    int line = 0;

    for (guint i = 0; i < count; i++) {
        line += unfold_sign(take_number(cursor));
        nodes[i].place.line = (guint)line;
    }
    for (guint i = 0; i < count; i++)
        nodes[i].place.column = take_number(cursor);
}

static gboolean
take_texts(Cursor *cursor, TmYaml *nodes, guint count, TmPool *pool)
{
    const gsize length = (gsize)(cursor->end - cursor->at);
    char *texts = tm_pool_alloc(pool, length);
    const char *end = texts + length;

    memcpy(texts, cursor->at, length);
    for (guint i = 0; i < count; i++) {
        const char *stop = memchr(texts, '\0', (gsize)(end - texts));

        if (nodes[i].kind != TM_YAML_SCALAR)
            continue;
        if (stop == NULL)
            return FALSE;
        nodes[i].text = nodes[i].raw = texts;
        texts += stop + 1 - texts;
    }
    return TRUE;
}

static gboolean
is_builtin(const char *name)
{
    for (gsize i = 0; i < tm_n_packed_files; i++)
        if (strcmp(tm_packed_files[i].name, name) == 0)
            return TRUE;
    return FALSE;
}

/* A file of somebody's template may have the name of one of ours: text, which no tree is. What is
 * not a tree to its end is not ours. */
const TmYaml *
tm_load_builtin(TmPool *pool, TmPool *texts, const TmSource *source)
{
    gsize length;
    const char *data = g_bytes_get_data(source->bytes, &length);
    Cursor cursor = {data, data + length};
    TmYaml *nodes;
    guint count;

    if (!is_builtin(source->name) || (count = take_number(&cursor)) > length || count == 0)
        return NULL;
    nodes = tm_pool_new_n(pool, TmYaml, count);
    if (!take_nodes(&cursor, nodes, count))
        return NULL;
    take_places(&cursor, nodes, count);
    return take_texts(&cursor, nodes, count, texts) ? nodes : NULL;
}

/* --- sources ----------------------------------------------------------------------------- */

static void
add_files(const char *folder, GBytes *all, GArray *sources)
{
    gsize place = 0;

    for (gsize i = 0; i < tm_n_packed_files; i++) {
        const TmPackedFile *file = &tm_packed_files[i];
        TmSource source = {file->name, NULL};

        if (g_str_has_prefix(file->name, folder)) {
            source.bytes = g_bytes_new_from_bytes(all, place, file->length);
            g_array_append_val(sources, source);
        }
        place += file->length;
    }
}

gboolean
tm_template_builtin(const char *name, GArray *sources)
{
    g_autofree char *folder = g_strconcat(name, "/", NULL);
    const guint before = sources->len;
    gsize budget = TM_INFLATE_BUDGET;
    g_autoptr(GBytes) all =
        tm_inflate("templates", TM_NOWHERE, tm_packed, tm_packed_length, &budget, NULL);

    g_assert(all != NULL);
    add_files(folder, all, sources);
    return sources->len > before;
}
