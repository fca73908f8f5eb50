/* Templates by name: those compiled into the program, folders, and files of Microsoft's tool. */
#include "knowledge.h"

#include <string.h>

#include "files.h"
#include "options.h"
#include "tm7-names.h"
#include "xml-tree.h"

#define DEFAULT_TEMPLATE "stride"

static gboolean
add_file(GArray *sources, const char *path, GError **error)
{
    TmSource source = {path, tm_file_read(path, error)};

    if (source.bytes == NULL)
        return FALSE;
    g_array_append_val(sources, source);
    return TRUE;
}

/* @paths keeps the names of the files. */
static gboolean
add_folder(GArray *sources, GPtrArray *paths, const char *folder, GError **error)
{
    guint first = paths->len;

    if (!tm_file_walk(folder, ".yaml", paths, error))
        return FALSE;
    if (paths->len == first)
        return tm_fail(error, TM_ERROR_MEANING, folder, (TmPlace){1, 1},
                       "is not a template: no .yaml file is in it");
    for (guint i = first; i < paths->len; i++)
        if (!add_file(sources, paths->pdata[i], error))
            return FALSE;
    return TRUE;
}

static gboolean
add_template(GArray *sources, GPtrArray *paths, const char *name, GError **error)
{
    if (tm_template_builtin(name, sources))
        return TRUE;
    if (g_file_test(name, G_FILE_TEST_IS_REGULAR))
        return add_file(sources, name, error);
    return add_folder(sources, paths, name, error);
}

static gint
compare_tags(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char *
tm_knowledge_languages(const TmTemplate *template)
{
    g_autoptr(GPtrArray) tags = g_ptr_array_copy(template->languages, NULL, NULL);
    GString *text = g_string_new("en");

    g_ptr_array_sort(tags, compare_tags);
    for (guint i = 0; i < tags->len; i++)
        if (g_ascii_strcasecmp(tags->pdata[i], "en") != 0)
            g_string_append_printf(text, ", %s", (const char *)tags->pdata[i]);
    return g_string_free(text, FALSE);
}

static gboolean
speak(TmTemplate *template, const char *language, GError **error)
{
    g_autofree char *known = NULL;

    if (language == NULL || tm_template_speak(template, language))
        return TRUE;
    known = tm_knowledge_languages(template);
    return tm_options_fail(error, "no template says anything in '%s': --language takes one of %s",
                           language, known);
}

TmTemplate *
tm_knowledge_load(const GPtrArray *names, const char *language, GError **error)
{
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(TmTemplate) template = NULL;

    if (names->len == 0)
        tm_template_builtin(DEFAULT_TEMPLATE, sources);
    for (guint i = 0; i < names->len; i++)
        if (!add_template(sources, paths, names->pdata[i], error))
            return NULL;
    template = tm_template_load((const TmSource *)(gpointer)sources->data, sources->len, error);
    if (template == NULL || !speak(template, language, error))
        return NULL;
    return g_steal_pointer(&template);
}

gboolean
tm_knowledge_is_theirs(const TmTemplate *template)
{
    for (guint i = 0; i < template->manifests->len; i++)
        if (((const TmManifest *)template->manifests->pdata[i])->bytes == NULL)
            return FALSE;
    return TRUE;
}

static gboolean
has_words(const TmTemplate *template)
{
    for (guint i = 0; i < template->stencils->len; i++) {
        const TmStencil *stencil = template->stencils->pdata[i];
        if (stencil->strong->len + stencil->generic->len + stencil->weak->len > 0)
            return TRUE;
    }
    return FALSE;
}

gboolean
tm_knowledge_needs_reader(const TmTemplate *template)
{
    return template->shapes->len == 0 && !has_words(template);
}

TmTemplate *
tm_knowledge_reader(TmTemplate *template, GError **error)
{
    g_autoptr(GArray) sources = tm_sources_new();
    TmTemplate *reader;

    tm_template_builtin(DEFAULT_TEMPLATE, sources);
    reader = tm_template_load(&g_array_index(sources, TmSource, 0), sources->len, error);
    if (reader != NULL)
        tm_template_map(template, reader);
    return reader;
}

gboolean
tm_knowledge_has_inside(GBytes *bytes)
{
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);

    return text != NULL && tm_xml_root_is(text, length, "ThreatModel");
}

/* Only names of built-in templates count: a file may say anything. */
static TmTemplate *
load_ours(const TmManifest *manifest, const char *language, GError **error)
{
    const char *author = manifest->author;
    gboolean known = author != NULL && g_str_has_prefix(author, TM_TM7_AUTHOR);
    g_auto(GStrv) names = g_strsplit(known ? author + strlen(TM_TM7_AUTHOR) : "", ", ", -1);
    g_autoptr(GPtrArray) found = g_ptr_array_new();

    for (char **name = names; *name != NULL; name++) {
        g_autoptr(GArray) sources = tm_sources_new();
        if (tm_template_builtin(*name, sources))
            g_ptr_array_add(found, *name);
    }
    return tm_knowledge_load(found, language, error);
}

/* A model that we wrote is judged by the templates of which the one inside is a translation. */
TmTemplate *
tm_knowledge_inside(const char *file, GBytes *bytes, const char *language, GError **error)
{
    const TmSource source = {file, bytes};
    g_autoptr(TmTemplate) inside = tm_template_load(&source, 1, error);
    const TmManifest *manifest = inside != NULL ? inside->manifests->pdata[0] : NULL;

    if (manifest != NULL && strcmp(manifest->id, TM_TM7_MANIFEST) == 0)
        return load_ours(manifest, language, error);
    return g_steal_pointer(&inside);
}
