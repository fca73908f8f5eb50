/* The templates that are part of the program. */
#include <stdlib.h>
#include <string.h>

#include "builtin.h"
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

static int
compare_name(const void *name, const void *file)
{
    return strcmp(name, ((const TmBuiltin *)file)->name);
}

/* A file of somebody's folder may have the name of ours, but never our bytes. */
static const TmBuiltin *
find_builtin(const TmSource *source)
{
    const TmBuiltin *file =
        bsearch(source->name, tm_builtins, tm_n_builtins, sizeof(TmBuiltin), compare_name);

    return file != NULL && g_bytes_get_data(source->bytes, NULL) == file->text ? file : NULL;
}

static TmYaml
grow(const TmBuiltinNode *from, const TmYaml *nodes)
{
    TmYaml node = {.kind = from->kind, .n_items = from->n_items, .place = from->place};

    if (node.kind == TM_YAML_SCALAR) {
        node.text = tm_builtin_texts + from->first;
        node.raw = tm_builtin_texts + from->raw;
        return node;
    }
    node.items = nodes + from->first;
    if (node.kind == TM_YAML_MAPPING)
        node.keys = node.items + node.n_items;
    return node;
}

const TmYaml *
tm_load_builtin(TmPool *pool, TmPool *texts G_GNUC_UNUSED, const TmSource *source)
{
    const TmBuiltin *file = find_builtin(source);
    TmYaml *nodes;

    if (file == NULL)
        return NULL;
    nodes = tm_pool_new_n(pool, TmYaml, file->n_nodes);
    for (guint i = 0; i < file->n_nodes; i++)
        nodes[i] = grow(&file->nodes[i], nodes);
    return nodes;
}

/* --- sources ----------------------------------------------------------------------------- */

gboolean
tm_template_builtin(const char *name, GArray *sources)
{
    g_autofree char *folder = g_strconcat(name, "/", NULL);
    guint before = sources->len;

    for (gsize i = 0; i < tm_n_builtins; i++) {
        TmSource source = {tm_builtins[i].name, NULL};
        if (!g_str_has_prefix(source.name, folder))
            continue;
        source.bytes = g_bytes_new_static(tm_builtins[i].text, tm_builtins[i].length);
        g_array_append_val(sources, source);
    }
    return sources->len > before;
}
