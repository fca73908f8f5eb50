/* When every file is read: stencils find their parents, properties their slots, and every name
 * that was used is looked up. */
#include <string.h>

#include "template-load.h"

#define MAX_STENCIL_DEPTH 32
#define MAX_DECLARATIONS 16
/* Of Microsoft's templates, which may come with a hostile model. */
#define MAX_OPEN_VALUES 1024
#define MAX_OPEN_SLOTS 1024

/* --- stencils ---------------------------------------------------------------------------- */

static gboolean
add_alias(TmLoader *loader, TmStencil *stencil, const char *alias)
{
    GHashTable *known = loader->template->stencil_of;
    const TmStencil *other = g_hash_table_lookup(known, alias);

    /* The type itself is there: it needs no other name. */
    if (other != NULL && other->representation != NULL && strcmp(other->id, alias) == 0)
        return TRUE;
    if (other != NULL && other != stencil)
        return tm_fail(loader->error, TM_ERROR_MEANING, stencil->file, stencil->place,
                       "the alias \"%s\" of %s already means %s", alias, stencil->id, other->id);
    g_hash_table_insert(known, (gpointer)alias, stencil);
    return TRUE;
}

static gboolean
add_aliases(TmLoader *loader)
{
    const GPtrArray *stencils = loader->template->stencils;

    for (guint i = 0; i < stencils->len; i++) {
        TmStencil *stencil = g_ptr_array_index(stencils, i);
        for (guint j = 0; j < stencil->aliases->len; j++)
            if (!add_alias(loader, stencil, g_ptr_array_index(stencil->aliases, j)))
                return FALSE;
    }
    return TRUE;
}

static void
index_stencils(TmTemplate *template)
{
    for (guint i = 0; i < template->stencils->len; i++) {
        TmStencil *stencil = g_ptr_array_index(template->stencils, i);
        stencil->number = i;
        g_hash_table_insert(template->stencil_of, (gpointer)stencil->id, stencil);
    }
}

/* A chain that comes back to its beginning is longer than any limit. */
static gboolean
find_kind(TmLoader *loader, TmStencil *stencil)
{
    const TmStencil *root = stencil;

    for (guint depth = 1; root->parent != NULL; depth++) {
        root = root->parent;
        if (root == stencil)
            return tm_fail(loader->error, TM_ERROR_MEANING, stencil->file, stencil->place,
                           "%s is its own ancestor", stencil->id);
        if (depth >= MAX_STENCIL_DEPTH)
            return tm_fail(loader->error, TM_ERROR_LIMIT, stencil->file, stencil->place,
                           "%s has more than %d ancestors", stencil->id, MAX_STENCIL_DEPTH - 1);
    }
    stencil->kind = root->kind;
    return TRUE;
}

static gboolean
find_kinds(TmLoader *loader)
{
    GPtrArray *stencils = loader->template->stencils;

    for (guint i = 0; i < stencils->len; i++) {
        TmStencil *stencil = g_ptr_array_index(stencils, i);
        stencil->parent = tm_template_stencil(loader->template, stencil->parent_id);
    }
    for (guint i = 0; i < stencils->len; i++)
        if (!find_kind(loader, g_ptr_array_index(stencils, i)))
            return FALSE;
    return TRUE;
}

/* --- properties -------------------------------------------------------------------------- */

static gboolean
same_values(const TmProperty *a, const TmProperty *b)
{
    if (a->values->len != b->values->len || a->ordered != b->ordered || a->derived != b->derived)
        return FALSE;
    for (guint i = 0; i < a->values->len; i++)
        if (strcmp(g_ptr_array_index(a->values, i), g_ptr_array_index(b->values, i)) != 0)
            return FALSE;
    return TRUE;
}

/* Microsoft's declarations of the same name may have other values. */
static gboolean
unite_values(TmLoader *loader, const TmProperty *first, const TmProperty *property)
{
    for (guint i = 0; i < property->values->len; i++) {
        const char *value = g_ptr_array_index(property->values, i);
        if (tm_property_number(first, value) > 0)
            continue;
        if (first->values->len >= MAX_OPEN_VALUES)
            return tm_fail(loader->error, TM_ERROR_LIMIT, property->file, property->place,
                           "%s has more than %d values", property->id, MAX_OPEN_VALUES);
        g_ptr_array_add(first->values, (gpointer)value);
    }
    return TRUE;
}

static gboolean
chain_property(TmLoader *loader, TmProperty *property, TmProperty *last)
{
    if (last == NULL && property->open && loader->template->n_slots >= MAX_OPEN_SLOTS)
        return tm_fail(loader->error, TM_ERROR_LIMIT, property->file, property->place,
                       "more than %d properties", MAX_OPEN_SLOTS);
    if (last == NULL) {
        property->slot = loader->template->n_slots++;
        g_hash_table_insert(loader->template->property_of, (gpointer)property->id, property);
        return TRUE;
    }
    if (property->open || last->open) {
        if (!unite_values(loader, last, property))
            return FALSE;
    } else if (!same_values(last, property))
        return tm_fail(loader->error, TM_ERROR_MEANING, property->file, property->place,
                       "%s has other values, or another order, at %s:%u", property->id, last->file,
                       last->place.line);
    property->slot = last->slot;
    property->values = last->values;
    last->next = property;
    return TRUE;
}

static gboolean
chain_properties(TmLoader *loader)
{
    GPtrArray *properties = loader->template->properties;
    g_autoptr(GHashTable) last = g_hash_table_new(tm_text_hash, g_str_equal);
    g_autoptr(GArray) counts = g_array_new(FALSE, TRUE, sizeof(guint));

    for (guint i = 0; i < properties->len; i++) {
        TmProperty *property = g_ptr_array_index(properties, i);
        if (!chain_property(loader, property, g_hash_table_lookup(last, property->id)))
            return FALSE;
        g_hash_table_insert(last, (gpointer)property->id, property);
        g_array_set_size(counts, loader->template->n_slots);
        if (!property->open && ++g_array_index(counts, guint, property->slot) > MAX_DECLARATIONS)
            return tm_fail(loader->error, TM_ERROR_LIMIT, property->file, property->place,
                           "%s is declared more than %d times", property->id, MAX_DECLARATIONS);
    }
    return TRUE;
}

static void
drop_replaced(GPtrArray *properties)
{
    guint kept = 0;

    for (guint i = 0; i < properties->len; i++)
        if (g_ptr_array_index(properties, i) != NULL)
            properties->pdata[kept++] = g_ptr_array_index(properties, i);
    g_ptr_array_set_size(properties, (gint)kept);
}

/* Types are named by their ids, so that a pointer is enough to compare. */
static void
name_types(TmTemplate *template)
{
    for (guint i = 0; i < template->properties->len; i++) {
        const TmProperty *property = g_ptr_array_index(template->properties, i);
        for (guint j = 0; j < property->types->len; j++) {
            const TmStencil *type = tm_template_stencil(template, property->types->pdata[j]);
            property->types->pdata[j] = (gpointer)type->id;
        }
    }
}

/* --- names ------------------------------------------------------------------------------- */

static gboolean
check_wants(TmLoader *loader)
{
    const TmTemplate *template = loader->template;
    const struct {
        GHashTable *known;
        const char *what;
    } kinds[] = {
        [TM_WANT_STENCIL] = {template->stencil_of, "type"},
        [TM_WANT_PROPERTY] = {template->property_of, "property"},
        [TM_WANT_CONTROL] = {template->control_of, "control"},
        [TM_WANT_THREAT] = {template->threat_of, "threat type"},
    };

    for (guint i = 0; i < loader->wants->len; i++) {
        const TmWant *want = g_ptr_array_index(loader->wants, i);
        if (!g_hash_table_contains(kinds[want->kind].known, want->id))
            return tm_fail(loader->error, TM_ERROR_MEANING, want->file, want->place, "no %s \"%s\"",
                           kinds[want->kind].what, want->id);
    }
    return TRUE;
}

static gboolean
check_preset(TmLoader *loader, const TmStencil *stencil, const TmValue *preset)
{
    const TmProperty *property = tm_template_property(loader->template, preset->name, stencil);

    if (property == NULL)
        return tm_fail(loader->error, TM_ERROR_MEANING, stencil->file, preset->place,
                       "%s has no property \"%s\"", stencil->id, preset->name);
    if (property->derived)
        return tm_fail(loader->error, TM_ERROR_MEANING, stencil->file, preset->place,
                       "%s is derived and cannot be set", preset->name);
    if (tm_property_number(property, preset->value) > 0)
        return TRUE;
    return tm_fail(loader->error, TM_ERROR_MEANING, stencil->file, preset->place,
                   "\"%s\" is no value of %s", preset->value, preset->name);
}

static gboolean
check_presets(TmLoader *loader)
{
    const GPtrArray *stencils = loader->template->stencils;

    for (guint i = 0; i < stencils->len; i++) {
        const TmStencil *stencil = g_ptr_array_index(stencils, i);
        for (guint j = 0; j < stencil->presets->len && stencil->representation == NULL; j++)
            if (!check_preset(loader, stencil, g_ptr_array_index(stencil->presets, j)))
                return FALSE;
    }
    return TRUE;
}

static void
index_rest(TmTemplate *template)
{
    for (guint i = 0; i < template->controls->len; i++) {
        TmControl *control = g_ptr_array_index(template->controls, i);
        g_hash_table_insert(template->control_of, (gpointer)control->id, control);
    }
    for (guint i = 0; i < template->mitigations->len; i++) {
        TmMitigation *mitigation = g_ptr_array_index(template->mitigations, i);
        g_hash_table_insert(template->mitigation_of, (gpointer)mitigation->id, mitigation);
    }
    for (guint i = 0; i < template->threats->len; i++) {
        TmThreatType *threat = g_ptr_array_index(template->threats, i);
        g_hash_table_insert(template->threat_of, (gpointer)threat->id, threat);
    }
}

gboolean
tm_load_resolve(TmLoader *loader)
{
    index_stencils(loader->template);
    index_rest(loader->template);
    drop_replaced(loader->template->properties);
    if (!add_aliases(loader) || !chain_properties(loader) || !check_wants(loader) ||
        !find_kinds(loader))
        return FALSE;
    name_types(loader->template);
    return check_presets(loader);
}
