/* The knowledge: what is asked of a loaded template. */
#include "tm.h"

#include <string.h>

#include "classify-words.h"

void
tm_template_free(TmTemplate *template)
{
    if (template == NULL)
        return;
    for (guint i = 0; i < template->manifests->len; i++) {
        TmManifest *manifest = g_ptr_array_index(template->manifests, i);
        g_clear_pointer(&manifest->bytes, g_bytes_unref);
    }
    tm_words_free(template->words);
    g_clear_pointer(&template->numbers, g_ptr_array_unref);
    g_array_unref(template->no_numbers);
    g_hash_table_unref(template->annotations);
    g_hash_table_unref(template->unmapped);
    g_hash_table_unref(template->stencil_of);
    g_hash_table_unref(template->property_of);
    g_hash_table_unref(template->threat_of);
    g_hash_table_unref(template->control_of);
    g_hash_table_unref(template->mitigation_of);
    g_hash_table_unref(template->translations);
    tm_pool_clear(&template->pool);
    g_free(template);
}

const TmStencil *
tm_template_stencil(const TmTemplate *template, const char *id)
{
    return g_hash_table_lookup(template->stencil_of, id);
}

const TmStencil *
tm_template_root(const TmTemplate *template, TmKind kind)
{
    for (guint i = 0; i < template->stencils->len; i++) {
        const TmStencil *stencil = g_ptr_array_index(template->stencils, i);
        if (stencil->parent == NULL && stencil->kind == kind)
            return stencil;
    }
    return NULL;
}

gboolean
tm_stencil_is(const TmStencil *stencil, const TmStencil *ancestor)
{
    while (stencil != NULL && stencil != ancestor)
        stencil = stencil->parent;
    return stencil != NULL;
}

static gboolean
names_type(const TmProperty *property, const TmStencil *stencil)
{
    for (guint i = 0; i < property->types->len; i++)
        if (strcmp(g_ptr_array_index(property->types, i), stencil->id) == 0)
            return TRUE;
    return FALSE;
}

const TmProperty *
tm_template_property(const TmTemplate *template, const char *id, const TmStencil *stencil)
{
    const TmProperty *first = g_hash_table_lookup(template->property_of, id);

    for (const TmStencil *type = stencil; type != NULL; type = type->parent)
        for (const TmProperty *property = first; property != NULL; property = property->next)
            if (names_type(property, type))
                return property;
    for (const TmProperty *property = first; property != NULL; property = property->next)
        if (property->types->len == 0)
            return property;
    return NULL;
}

const char *
tm_template_priority(const TmTemplate *template, TmSeverity severity)
{
    static const char *const words[] = {"Low", "Medium", "High", "High"};
    guint count = template->priorities->len;

    if (count == 0)
        return words[severity];
    return g_ptr_array_index(template->priorities, count - 1 - MIN((guint)severity, count - 1));
}

gboolean
tm_template_has_priority(const TmTemplate *template, const char *priority)
{
    return template->priorities->len == 0 ||
           g_ptr_array_find_with_equal_func(template->priorities, priority, g_str_equal, NULL);
}

guint
tm_property_number(const TmProperty *property, const char *value)
{
    for (guint i = 0; i < property->values->len; i++)
        if (strcmp(g_ptr_array_index(property->values, i), value) == 0)
            return i + 1;
    return 0;
}
