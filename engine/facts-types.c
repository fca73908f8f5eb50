/* What the types of a template say of their parts: worked out once for all diagrams. */
#include "facts-own.h"

#include <string.h>

/* By TmStencil.number; NULL: nobody has asked yet. */
typedef struct {
    guint16 **presets;  /* what the stencil and its ancestors set */
    guint16 **defaults; /* defaults of the properties that it has */
    guint16 **wholes;   /* both */
} Rows;

struct TmFactsTypes {
    const TmTemplate *template;
    Rows rows[2];   /* of diagrams whose parts do not say all of their properties, and of those */
    guint32 **bits; /* TmFacts.is of parts of that type alone */
    TmPool pool;
};

TmFactsTypes *
tm_facts_types_new(const TmTemplate *template)
{
    TmFactsTypes *types = g_new0(TmFactsTypes, 1);
    const guint n = MAX(1, template->stencils->len);

    tm_pool_init(&types->pool);
    types->template = template;
    types->bits = tm_pool_new_n(&types->pool, guint32 *, n);
    for (guint i = 0; i < G_N_ELEMENTS(types->rows); i++) {
        types->rows[i].presets = tm_pool_new_n(&types->pool, guint16 *, n);
        types->rows[i].defaults = tm_pool_new_n(&types->pool, guint16 *, n);
        types->rows[i].wholes = tm_pool_new_n(&types->pool, guint16 *, n);
    }
    return types;
}

void
tm_facts_types_free(TmFactsTypes *types)
{
    if (types == NULL)
        return;
    tm_pool_clear(&types->pool);
    g_free(types);
}

static guint16 *
new_row(TmFactsTypes *types)
{
    return tm_pool_new_n(&types->pool, guint16, MAX(1, types->template->n_slots));
}

/* Where parts say all of their properties, there is no gap to be filled. */
static gboolean
may_fill(const TmProperty *property, gboolean complete)
{
    return !(property->open && complete);
}

/* --- presets ----------------------------------------------------------------------------- */

static void
add_presets(const TmFactsTypes *types, const TmStencil *stencil, gboolean complete, guint16 *row)
{
    for (guint i = 0; i < stencil->presets->len; i++) {
        const TmValue *preset = g_ptr_array_index(stencil->presets, i);
        const TmProperty *property =
            g_hash_table_lookup(types->template->property_of, preset->name);
        if (property != NULL && row[property->slot] == 0 && may_fill(property, complete))
            row[property->slot] = (guint16)tm_property_number(property, preset->value);
    }
}

const guint16 *
tm_facts_types_presets(TmFactsTypes *types, const TmStencil *stencil, gboolean complete)
{
    guint16 **row = &types->rows[complete ? 1 : 0].presets[stencil->number];

    if (*row == NULL) {
        *row = new_row(types);
        for (const TmStencil *s = stencil; s != NULL; s = s->parent)
            add_presets(types, s, complete, *row);
    }
    return *row;
}

/* --- defaults ---------------------------------------------------------------------------- */

static gboolean
has_property(const TmProperty *property, const TmStencil *stencil)
{
    for (guint i = 0; i < property->types->len; i++)
        for (const TmStencil *type = stencil; type != NULL; type = type->parent)
            if (strcmp(type->id, g_ptr_array_index(property->types, i)) == 0)
                return TRUE;
    return property->types->len == 0;
}

const guint16 *
tm_facts_types_defaults(TmFactsTypes *types, const TmStencil *stencil, gboolean complete)
{
    guint16 **row = &types->rows[complete ? 1 : 0].defaults[stencil->number];

    if (*row != NULL)
        return *row;
    *row = new_row(types);
    for (guint i = 0; i < types->template->properties->len; i++) {
        const TmProperty *property = g_ptr_array_index(types->template->properties, i);
        if (!property->derived && (*row)[property->slot] == 0 && may_fill(property, complete) &&
            has_property(property, stencil))
            (*row)[property->slot] = (guint16)tm_property_number(property, property->preset);
    }
    return *row;
}

/* --- both -------------------------------------------------------------------------------- */

void
tm_facts_types_fill(guint16 *row, const guint16 *from, guint n_slots)
{
    for (guint i = 0; i < n_slots; i++)
        if (row[i] == 0)
            row[i] = from[i];
}

const guint16 *
tm_facts_types_row(TmFactsTypes *types, const TmStencil *stencil, gboolean complete)
{
    const guint n_slots = types->template->n_slots;
    guint16 **row = &types->rows[complete ? 1 : 0].wholes[stencil->number];

    if (*row == NULL) {
        *row = new_row(types);
        tm_facts_types_fill(*row, tm_facts_types_presets(types, stencil, complete), n_slots);
        tm_facts_types_fill(*row, tm_facts_types_defaults(types, stencil, complete), n_slots);
    }
    return *row;
}

/* --- ancestors --------------------------------------------------------------------------- */

void
tm_facts_types_add_bits(guint32 *bits, const TmStencil *stencil)
{
    for (; stencil != NULL; stencil = stencil->parent)
        bits[stencil->number / 32] |= 1u << stencil->number % 32;
}

const guint32 *
tm_facts_types_bits(TmFactsTypes *types, const TmStencil *stencil)
{
    guint32 **bits = &types->bits[stencil->number];

    if (*bits == NULL) {
        *bits = tm_pool_new_n(&types->pool, guint32, types->template->stencils->len / 32 + 1);
        tm_facts_types_add_bits(*bits, stencil);
    }
    return *bits;
}
