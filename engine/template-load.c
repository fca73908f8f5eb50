/* From files to a template: which file belongs to which template, and in what order they come. */
#include <string.h>

#include "classify-words.h"
#include "template-load.h"

#define MAX_FILES 10000
#define MAX_TEMPLATES 16

static gboolean follow(TmLoader *loader, TmLayer *layer);

/* --- templates --------------------------------------------------------------------------- */

static TmLayer *
find_layer(const TmLoader *loader, const char *id)
{
    for (guint i = 0; i < loader->layers->len; i++) {
        TmLayer *layer = g_ptr_array_index(loader->layers, i);
        if (layer->tb7 == NULL && strcmp(layer->manifest.id, id) == 0)
            return layer;
    }
    return NULL;
}

static const char *
folder_of(TmLoader *loader, const char *file)
{
    const char *slash = strrchr(file, '/');

    return tm_pool_text_n(&loader->pool, file, slash != NULL ? (gsize)(slash - file) + 1 : 0);
}

static gboolean
check_layer(TmLoader *loader, guint from, const TmLayer *layer)
{
    const TmLayer *same = find_layer(loader, layer->manifest.id);

    for (guint i = from; i < loader->layers->len && same == NULL; i++) {
        const TmLayer *other = g_ptr_array_index(loader->layers, i);
        if (other->tb7 == NULL && strcmp(other->folder, layer->folder) == 0)
            same = other;
    }
    if (same != NULL)
        return tm_fail(loader->error, TM_ERROR_MEANING, layer->file, layer->place,
                       "the id or the folder is that of another template: %s", same->file);
    return TRUE;
}

static gboolean
check_count(TmLoader *loader, const TmLoadFile *file)
{
    return loader->layers->len < MAX_TEMPLATES ||
           tm_fail(loader->error, TM_ERROR_LIMIT, file->name, (TmPlace){1, 1},
                   "more than %d templates", MAX_TEMPLATES);
}

/* Many of Microsoft's templates were made from one and have its id; a file is a template. */
static void
add_tb7_layer(TmLoader *loader, TmLoadFile *file, TmLayer *layer)
{
    layer->tb7 = file;
    layer->place = file->knowledge->place;
    layer->packs = tm_pool_array(&loader->pool);
    layer->extends = tm_pool_array(&loader->pool);
    layer->priorities = tm_pool_array(&loader->pool);
    tm_tb7_read_manifest(loader, layer);
    file->layer = loader->layers->len;
}

static gboolean
add_layer(TmLoader *loader, guint from, TmLoadFile *file)
{
    TmLayer *layer = tm_pool_new(&loader->template->pool, TmLayer);

    if (!check_count(loader, file))
        return FALSE;
    layer->file = file->name;
    layer->folder = folder_of(loader, file->name);
    if (file->knowledge != NULL)
        add_tb7_layer(loader, file, layer);
    else
        layer->place = file->root->place;
    if (file->knowledge == NULL &&
        (!tm_load_read_manifest(loader, file, layer) || !check_layer(loader, from, layer)))
        return FALSE;
    g_ptr_array_add(loader->layers, layer);
    return TRUE;
}

/* --- files ------------------------------------------------------------------------------- */

static gboolean
is_manifest(const TmLoadFile *file)
{
    return file->knowledge != NULL || tm_yaml_get(file->root, "template") != NULL;
}

static gboolean
parse_file(TmLoader *loader, TmLoadFile *file, const TmSource *source)
{
    file->root = tm_load_builtin(&loader->pool, &loader->template->pool, source);
    if (file->root != NULL)
        return TRUE;
    if (tm_template_is_tb7(source->bytes))
        return tm_tb7_open(loader, file, source);
    file->root = tm_yaml_parse(&loader->template->pool, file->name, source->bytes, loader->error);
    return file->root != NULL;
}

static gboolean
add_file(TmLoader *loader, const TmSource *source)
{
    TmLoadFile *file = tm_pool_new(&loader->pool, TmLoadFile);

    file->name = tm_pool_text(&loader->template->pool, source->name);
    if (loader->files->len >= MAX_FILES)
        return tm_fail(loader->error, TM_ERROR_LIMIT, file->name, (TmPlace){1, 1},
                       "more than %d files", MAX_FILES);
    if (!parse_file(loader, file, source))
        return FALSE;
    g_ptr_array_add(loader->files, file);
    return TRUE;
}

/* A file belongs to the nearest manifest around it, among those that came together with it. */
static gboolean
give_layer(TmLoader *loader, guint from, TmLoadFile *file)
{
    const TmLayer *nearest = NULL;

    if (file->knowledge != NULL)
        return TRUE;
    for (guint i = from; i < loader->layers->len; i++) {
        const TmLayer *layer = g_ptr_array_index(loader->layers, i);
        if (layer->tb7 == NULL && g_str_has_prefix(file->name, layer->folder) &&
            (nearest == NULL || strlen(layer->folder) > strlen(nearest->folder))) {
            nearest = layer;
            file->layer = i;
        }
    }
    return nearest != NULL || tm_fail(loader->error, TM_ERROR_MEANING, file->name, (TmPlace){1, 1},
                                      "no template.yaml in this folder or in one around it");
}

static gboolean
add_files(TmLoader *loader, const TmSource *sources, gsize count)
{
    guint first_file = loader->files->len;
    guint first_layer = loader->layers->len;

    for (gsize i = 0; i < count; i++)
        if (!add_file(loader, &sources[i]))
            return FALSE;
    for (guint i = first_file; i < loader->files->len; i++) {
        TmLoadFile *file = g_ptr_array_index(loader->files, i);
        if (is_manifest(file) && !add_layer(loader, first_layer, file))
            return FALSE;
    }
    for (guint i = first_file; i < loader->files->len; i++)
        if (!give_layer(loader, first_layer, g_ptr_array_index(loader->files, i)))
            return FALSE;
    return TRUE;
}

/* --- order ------------------------------------------------------------------------------- */

static TmLayer *
find_or_load(TmLoader *loader, const TmLayer *layer, const char *id)
{
    g_autoptr(GArray) sources = tm_sources_new();
    TmLayer *known = find_layer(loader, id);

    if (known != NULL)
        return known;
    if (!tm_template_builtin(id, sources)) {
        tm_fail(loader->error, TM_ERROR_MEANING, layer->file, layer->place,
                "no template \"%s\" to extend", id);
        return NULL;
    }
    if (!add_files(loader, &g_array_index(sources, TmSource, 0), sources->len))
        return NULL;
    return find_layer(loader, id);
}

static gboolean
follow_extends(TmLoader *loader, TmLayer *layer)
{
    for (guint i = 0; i < layer->extends->len; i++) {
        TmLayer *other = find_or_load(loader, layer, g_ptr_array_index(layer->extends, i));
        if (other == NULL || !follow(loader, other))
            return FALSE;
    }
    return TRUE;
}

static guint
next_rank(const TmLoader *loader)
{
    guint rank = 1;

    for (guint i = 0; i < loader->layers->len; i++) {
        const TmLayer *layer = g_ptr_array_index(loader->layers, i);
        rank = MAX(rank, layer->rank + 1);
    }
    return rank;
}

/* Gives @layer its rank, after all that it extends. */
static gboolean
follow(TmLoader *loader, TmLayer *layer)
{
    if (layer->rank > 0)
        return TRUE;
    if (layer->open)
        return tm_fail(loader->error, TM_ERROR_MEANING, layer->file, layer->place,
                       "the template %s extends itself", layer->manifest.id);
    layer->open = TRUE;
    if (!follow_extends(loader, layer))
        return FALSE;
    layer->rank = next_rank(loader);
    if (layer->tb7 != NULL)
        layer->manifest.bytes = g_bytes_ref(layer->tb7->bytes);
    g_ptr_array_add(loader->template->manifests, &layer->manifest);
    g_ptr_array_add(loader->order, layer);
    return TRUE;
}

/* Of the shapes that fit the first one counts: those of a later template go to the front. */
static void
move_to_front(GPtrArray *shapes, guint from)
{
    g_autofree gpointer *old = g_memdup2(shapes->pdata, from * sizeof(gpointer));
    guint count = shapes->len - from;

    for (guint i = 0; i < count; i++)
        shapes->pdata[i] = shapes->pdata[from + i];
    for (guint i = 0; i < from; i++)
        shapes->pdata[count + i] = old[i];
}

static gboolean
read_layer(TmLoader *loader, const TmLayer *layer)
{
    guint shapes = loader->template->shapes->len;

    if (layer->tb7 != NULL)
        return tm_tb7_read(loader, layer);
    for (guint i = 0; i < loader->files->len; i++) {
        const TmLoadFile *file = g_ptr_array_index(loader->files, i);
        if (g_ptr_array_index(loader->layers, file->layer) == layer && !is_manifest(file) &&
            !tm_load_read(loader, file))
            return FALSE;
    }
    move_to_front(loader->template->shapes, shapes);
    if (layer->priorities->len > 0)
        loader->template->priorities = layer->priorities;
    return tm_load_read_languages(loader, layer);
}

static gboolean
read_layers(TmLoader *loader)
{
    for (guint i = 0; i < loader->layers->len; i++)
        if (!follow(loader, g_ptr_array_index(loader->layers, i)))
            return FALSE;
    for (guint i = 0; i < loader->order->len; i++)
        if (!read_layer(loader, g_ptr_array_index(loader->order, i)))
            return FALSE;
    return TRUE;
}

/* --- the whole --------------------------------------------------------------------------- */

static void
free_numbers(gpointer numbers)
{
    g_array_unref(numbers);
}

static TmTemplate *
new_template(void)
{
    TmTemplate *template = g_new0(TmTemplate, 1);
    TmPool *pool = &template->pool;

    tm_pool_init(pool);
    template->manifests = tm_pool_array(pool);
    template->stencils = tm_pool_array(pool);
    template->properties = tm_pool_array(pool);
    template->threats = tm_pool_array(pool);
    template->controls = tm_pool_array(pool);
    template->mitigations = tm_pool_array(pool);
    template->shapes = tm_pool_array(pool);
    template->messages = tm_pool_array(pool);
    template->priorities = tm_pool_array(pool);
    template->metadata = tm_pool_array(pool);
    template->categories = tm_pool_array(pool);
    template->annotations = g_hash_table_new(tm_text_hash, g_str_equal);
    template->unmapped = g_hash_table_new(tm_text_hash, g_str_equal);
    template->no_numbers = g_array_new(FALSE, FALSE, sizeof(guint));
    template->unnamed = "the flow";
    template->languages = tm_pool_array(pool);
    template->language_files = tm_pool_array(pool);
    template->translations = g_hash_table_new(NULL, NULL);
    template->numbers = g_ptr_array_new_with_free_func(free_numbers);
    template->stencil_of = g_hash_table_new(tm_text_hash, g_str_equal);
    template->property_of = g_hash_table_new(tm_text_hash, g_str_equal);
    template->threat_of = g_hash_table_new(tm_text_hash, g_str_equal);
    template->control_of = g_hash_table_new(tm_text_hash, g_str_equal);
    template->mitigation_of = g_hash_table_new(tm_text_hash, g_str_equal);
    return template;
}

static void
init_loader(TmLoader *loader, TmTemplate *template, GError **error)
{
    tm_pool_init(&loader->pool);
    loader->template = template;
    loader->error = error;
    loader->files = tm_pool_array(&loader->pool);
    loader->layers = tm_pool_array(&loader->pool);
    loader->order = tm_pool_array(&loader->pool);
    loader->wants = tm_pool_array(&loader->pool);
    loader->rules = tm_pool_array(&loader->pool);
    loader->whens = tm_pool_array(&loader->pool);
    loader->languages = tm_pool_array(&loader->pool);
    loader->known = g_hash_table_new(tm_text_hash, g_str_equal);
}

TmTemplate *
tm_template_load(const TmSource *sources, gsize count, GError **error)
{
    g_autoptr(TmTemplate) template = new_template();
    TmLoader loader = {0};
    gboolean done;

    init_loader(&loader, template, error);
    done = add_files(&loader, sources, count) && read_layers(&loader) && tm_load_resolve(&loader) &&
           tm_load_compile(&loader) && tm_load_compile_mitigations(&loader);
    g_hash_table_unref(loader.known);
    tm_pool_clear(&loader.pool);
    if (!done)
        return NULL;
    template->words = tm_words_new(template);
    return g_steal_pointer(&template);
}
