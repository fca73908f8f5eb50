/* The templates of the last call. */
#include "remembered.h"

#include <string.h>

#include "knowledge-bytes.h"

void
tm_remembered_clear(TmRemembered *remembered)
{
    g_clear_pointer(&remembered->template, tm_template_free);
    g_clear_pointer(&remembered->reader, tm_template_free);
    if (remembered->sources == NULL)
        return;
    g_clear_pointer(&remembered->sources, g_array_unref);
    g_clear_pointer(&remembered->language, g_free);
    tm_pool_clear(&remembered->names);
}

static gboolean
same_sources(const GArray *a, const GArray *b)
{
    if (a->len != b->len)
        return FALSE;
    for (guint i = 0; i < a->len; i++) {
        const TmSource *one = &g_array_index(a, TmSource, i);
        const TmSource *other = &g_array_index(b, TmSource, i);

        if (strcmp(one->name, other->name) != 0 || !g_bytes_equal(one->bytes, other->bytes))
            return FALSE;
    }
    return TRUE;
}

static void
add_source(TmRemembered *remembered, const TmSource *source)
{
    const TmSource copy = {tm_pool_text(&remembered->names, source->name),
                           g_bytes_ref(source->bytes)};

    g_array_append_val(remembered->sources, copy);
}

static void
remember(TmRemembered *remembered, const GArray *sources, const char *language)
{
    tm_pool_init(&remembered->names);
    remembered->sources = tm_sources_new();
    remembered->language = g_strdup(language);
    for (guint i = 0; i < sources->len; i++)
        add_source(remembered, &g_array_index(sources, TmSource, i));
}

/* Where none is named the built-in ones are added to @sources. */
static gboolean
load(TmRemembered *remembered, const char *language, GError **error)
{
    g_autoptr(GArray) sources = tm_sources_new();

    for (guint i = 0; i < remembered->sources->len; i++) {
        TmSource source = g_array_index(remembered->sources, TmSource, i);

        g_bytes_ref(source.bytes);
        g_array_append_val(sources, source);
    }
    remembered->template = tm_knowledge_compile(sources, language, error);
    if (remembered->template == NULL)
        return FALSE;
    if (!tm_knowledge_needs_reader(remembered->template))
        return TRUE;
    remembered->reader = tm_knowledge_reader(remembered->template, error);
    return remembered->reader != NULL;
}

gboolean
tm_remembered_load(TmRemembered *remembered, const GArray *sources, const char *language,
                   GError **error)
{
    if (remembered->sources != NULL && g_strcmp0(remembered->language, language) == 0 &&
        same_sources(remembered->sources, sources))
        return TRUE;
    tm_remembered_clear(remembered);
    remember(remembered, sources, language);
    if (load(remembered, language, error))
        return TRUE;
    tm_remembered_clear(remembered);
    return FALSE;
}
