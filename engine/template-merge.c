/* What several templates declare becomes one: the later one wins, and a message says so. */
#include <string.h>

#include "messages.h"
#include "template-load.h"

void
tm_load_want(TmLoader *loader, TmWantKind kind, const char *id, TmPlace place)
{
    TmWant *want = tm_pool_new(&loader->pool, TmWant);

    *want = (TmWant){kind, id, loader->file->name, place};
    g_ptr_array_add(loader->wants, want);
}

void
tm_load_want_all(TmLoader *loader, TmWantKind kind, const TmYaml *list)
{
    if (list == NULL)
        return;
    for (guint i = 0; i < list->n_items; i++) {
        const TmYaml *item = &list->items[i];
        tm_load_want(loader, kind, item->text, item->place);
    }
}

/* --- declarations ------------------------------------------------------------------------ */

static gboolean
fail_twice(TmLoader *loader, const char *key, const TmDeclared *first, TmPlace place)
{
    return tm_fail(loader->error, TM_ERROR_MEANING, loader->file->name, place,
                   "%s is declared twice: first at %s:%u:%u", key, first->file, first->place.line,
                   first->place.column);
}

static void
tell(TmLoader *loader, const char *key, const TmDeclared *old, TmPlace place)
{
    const TmMessageCode *code = tm_message_code("H30");
    TmMessage *message;

    if (loader->replaced != NULL) {
        g_ptr_array_add(loader->replaced, (gpointer)key);
        return;
    }
    message = tm_pool_new(&loader->template->pool, TmMessage);
    message->code = code->code;
    message->level = code->level;
    message->text =
        tm_pool_printf(&loader->template->pool, "%s of %s:%u is replaced by that of %s:%u", key,
                       old->file, old->place.line, loader->file->name, place.line);
    message->place = place;
    g_ptr_array_add(loader->template->messages, message);
}

/* Declares @key for the layer of the current file. @old is what an earlier layer has declared, or
 * NULL. */
static gboolean
declare(TmLoader *loader, const char *key, guint index, TmPlace place, const TmDeclared **old)
{
    TmDeclared *declared;

    *old = g_hash_table_lookup(loader->known, key);
    if (*old != NULL && (*old)->layer == loader->file->layer)
        return fail_twice(loader, key, *old, place);
    if (*old != NULL)
        tell(loader, key, *old, place);
    declared = tm_pool_new(&loader->pool, TmDeclared);
    *declared = (TmDeclared){loader->file->layer, loader->file->name, place, index};
    g_hash_table_insert(loader->known, (gpointer)key, declared);
    return TRUE;
}

gboolean
tm_load_add(TmLoader *loader, GPtrArray *array, const char *what, const char *id, gpointer record,
            TmPlace place, guint *index)
{
    g_autofree char *joined = g_strconcat(what, " ", id, NULL);
    const char *key = tm_pool_text(&loader->pool, joined);
    const TmDeclared *old = g_hash_table_lookup(loader->known, key);

    *index = old != NULL ? old->index : array->len;
    if (!declare(loader, key, *index, place, &old))
        return FALSE;
    if (old != NULL)
        array->pdata[*index] = record;
    else
        g_ptr_array_add(array, record);
    return TRUE;
}

gpointer
tm_load_find(const TmLoader *loader, const GPtrArray *array, const char *what, const char *id)
{
    g_autofree char *key = g_strconcat(what, " ", id, NULL);
    const TmDeclared *declared = g_hash_table_lookup(loader->known, key);

    return declared != NULL ? g_ptr_array_index(array, declared->index) : NULL;
}

/* --- properties -------------------------------------------------------------------------- */

/* A declaration that lost all its types says nothing any more; one without types is for all. */
static void
take_from(TmLoader *loader, guint index, const char *type)
{
    TmProperty *property = g_ptr_array_index(loader->template->properties, index);

    if (type != NULL)
        for (guint i = 0; i < property->types->len; i++)
            if (strcmp(g_ptr_array_index(property->types, i), type) == 0)
                g_ptr_array_remove_index(property->types, i--);
    if (property->types->len == 0)
        loader->template->properties->pdata[index] = NULL;
}

static gboolean
declare_for(TmLoader *loader, const TmProperty *property, const char *type)
{
    g_autofree char *joined =
        g_strconcat("property ", property->id, type != NULL ? " on " : NULL, type, NULL);
    const char *key = tm_pool_text(&loader->pool, joined);
    const TmDeclared *old;

    if (!declare(loader, key, loader->template->properties->len, property->place, &old))
        return FALSE;
    if (old != NULL)
        take_from(loader, old->index, type);
    return TRUE;
}

gboolean
tm_load_add_property(TmLoader *loader, TmProperty *property)
{
    for (guint i = 0; i < property->types->len; i++)
        if (!declare_for(loader, property, g_ptr_array_index(property->types, i)))
            return FALSE;
    if (property->types->len == 0 && !declare_for(loader, property, NULL))
        return FALSE;
    g_ptr_array_add(loader->template->properties, property);
    return TRUE;
}
