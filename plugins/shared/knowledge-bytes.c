/* Templates without files: those compiled into the program, and those inside a diagram. */
#include "knowledge-bytes.h"

#include <string.h>

#include "tm7-names.h"
#include "xml-tree.h"

#define DEFAULT_TEMPLATE "stride"

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
    g_set_error(error, TM_ERROR, TM_ERROR_MEANING,
                "drawbridge: error: no template says anything in '%s': --language takes one of %s",
                language, known);
    return FALSE;
}

TmTemplate *
tm_knowledge_compile(GArray *sources, const char *language, GError **error)
{
    g_autoptr(TmTemplate) template = NULL;

    if (sources->len == 0)
        tm_template_builtin(DEFAULT_TEMPLATE, sources);
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
    g_autoptr(GArray) sources = tm_sources_new();

    for (char **name = names; *name != NULL; name++)
        tm_template_builtin(*name, sources);
    return tm_knowledge_compile(sources, language, error);
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
