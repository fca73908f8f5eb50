/* A row of values for each part: what its author states, or a register answers, beats what its type
 * sets, the type beats the facets, and where nobody says anything the property's default holds. */
#include "facts-own.h"

#include <string.h>

typedef struct {
    TmDiagramFacts *facts;
    guint16 **presets;  /* by TmStencil.number: what the stencil and its ancestors set */
    guint16 **defaults; /* by TmStencil.number: defaults of the properties that it has */
    guint16 **wholes;   /* by TmStencil.number: both */
    guint32 **bits;     /* by TmStencil.number: TmFacts.is of parts of that type alone */
    const TmStencil *edge, *container, *pod, *space; /* P.Edge and so on; or NULL */
} Rows;

/* --- what a stencil says ----------------------------------------------------------------- */

static guint16 *
new_row(Rows *rows)
{
    return tm_pool_new_n(&rows->facts->pool, guint16, MAX(1, rows->facts->template->n_slots));
}

/* Where parts say all of their properties, there is no gap to be filled. */
static gboolean
may_fill(const Rows *rows, const TmProperty *property)
{
    return !(property->open && rows->facts->diagram->complete);
}

static void
add_presets(const Rows *rows, const TmStencil *stencil, guint16 *row)
{
    for (guint i = 0; i < stencil->presets->len; i++) {
        const TmValue *preset = g_ptr_array_index(stencil->presets, i);
        const TmProperty *property =
            g_hash_table_lookup(rows->facts->template->property_of, preset->name);
        if (property != NULL && row[property->slot] == 0 && may_fill(rows, property))
            row[property->slot] = (guint16)tm_property_number(property, preset->value);
    }
}

static const guint16 *
preset_row(Rows *rows, const TmStencil *stencil)
{
    guint16 **row = &rows->presets[stencil->number];

    if (*row == NULL) {
        *row = new_row(rows);
        for (const TmStencil *s = stencil; s != NULL; s = s->parent)
            add_presets(rows, s, *row);
    }
    return *row;
}

static gboolean
is_called(const TmStencil *stencil, const char *id)
{
    return stencil->id == id || strcmp(stencil->id, id) == 0;
}

static gboolean
has_property(const TmProperty *property, const TmStencil *stencil)
{
    for (guint i = 0; i < property->types->len; i++)
        for (const TmStencil *type = stencil; type != NULL; type = type->parent)
            if (is_called(type, g_ptr_array_index(property->types, i)))
                return TRUE;
    return property->types->len == 0;
}

static const guint16 *
default_row(Rows *rows, const TmStencil *stencil)
{
    guint16 **row = &rows->defaults[stencil->number];
    const TmTemplate *template = rows->facts->template;

    if (*row != NULL)
        return *row;
    *row = new_row(rows);
    for (guint i = 0; i < template->properties->len; i++) {
        const TmProperty *property = g_ptr_array_index(template->properties, i);
        if (!property->derived && (*row)[property->slot] == 0 && may_fill(rows, property) &&
            has_property(property, stencil))
            (*row)[property->slot] = (guint16)tm_property_number(property, property->preset);
    }
    return *row;
}

/* --- what a part says -------------------------------------------------------------------- */

static gboolean
is_some(const TmStencil *type, const TmStencil *known)
{
    return known != NULL && tm_stencil_is(type, known);
}

/* What runs in a namespace of a cluster is a workload there, whatever else it is. */
static gboolean
is_workload(const Rows *rows, const TmPart *part, const TmStencil *type)
{
    const TmTemplate *template = rows->facts->template;

    if (part->kind != TM_PROCESS || rows->pod == NULL || part->inside->len == 0 ||
        is_some(type, rows->edge) || is_some(type, rows->container))
        return FALSE;
    for (guint i = 0; i < part->inside->len; i++) {
        const TmPart *around = part->inside->pdata[i];
        const TmStencil *boundary =
            around->type != NULL ? tm_template_stencil(template, around->type) : NULL;
        if (boundary != NULL && is_some(boundary, rows->space))
            return TRUE;
    }
    return FALSE;
}

/* A type that the template does not know counts as the generic one of its kind. */
static const TmStencil **
types_of(const Rows *rows, const TmPart *part)
{
    TmDiagramFacts *facts = rows->facts;
    const TmStencil **types = tm_pool_new_n(&facts->pool, const TmStencil *, part->facets->len + 3);
    const TmStencil *type =
        part->type != NULL ? tm_template_stencil(facts->template, part->type) : NULL;
    guint count = 0;

    if (type == NULL)
        type = tm_template_root(facts->template, part->kind);
    if (type != NULL)
        types[count++] = type;
    for (guint i = 0; i < part->facets->len; i++) {
        type = tm_template_stencil(facts->template, g_ptr_array_index(part->facets, i));
        if (type != NULL)
            types[count++] = type;
    }
    if (count > 0 && is_workload(rows, part, types[0]))
        types[count++] = rows->pod;
    return types;
}

static void
fill_gaps(guint16 *row, const guint16 *from, guint n)
{
    for (guint i = 0; i < n; i++)
        if (row[i] == 0)
            row[i] = from[i];
}

static void
add_values(const TmTemplate *template, const GPtrArray *values, guint16 *row)
{
    for (guint i = 0; i < values->len; i++) {
        const TmValue *value = g_ptr_array_index(values, i);
        const TmProperty *property = g_hash_table_lookup(template->property_of, value->name);
        guint number =
            property != NULL && !property->derived ? tm_property_number(property, value->value) : 0;
        if (number > 0)
            row[property->slot] = (guint16)number;
    }
}

static void
add_bits(guint32 *bits, const TmStencil *stencil)
{
    for (; stencil != NULL; stencil = stencil->parent)
        bits[stencil->number / 32] |= 1u << stencil->number % 32;
}

/* Parts of one type without facets share their bits. */
static const guint32 *
bits_of(Rows *rows, const TmStencil *const *types)
{
    const guint words = rows->facts->template->stencils->len / 32 + 1;
    gboolean alone = types[0] != NULL && types[1] == NULL;
    guint32 *bits = alone ? rows->bits[types[0]->number] : NULL;

    if (bits != NULL)
        return bits;
    bits = tm_pool_new_n(&rows->facts->pool, guint32, words);
    for (const TmStencil *const *type = types; *type != NULL; type++)
        add_bits(bits, *type);
    if (alone)
        rows->bits[types[0]->number] = bits;
    return bits;
}

/* What a type says, and then its defaults; most parts have one type. */
static const guint16 *
whole_row(Rows *rows, const TmStencil *stencil)
{
    const guint n_slots = rows->facts->template->n_slots;
    guint16 **row = &rows->wholes[stencil->number];

    if (*row == NULL) {
        *row = new_row(rows);
        fill_gaps(*row, preset_row(rows, stencil), n_slots);
        fill_gaps(*row, default_row(rows, stencil), n_slots);
    }
    return *row;
}

static void
fill_from_types(Rows *rows, TmFacts *facts)
{
    const guint n_slots = rows->facts->template->n_slots;

    if (facts->types[0] != NULL && facts->types[1] == NULL) {
        memcpy(facts->values, whole_row(rows, facts->types[0]), n_slots * sizeof *facts->values);
        return;
    }
    for (const TmStencil **type = facts->types; *type != NULL; type++)
        fill_gaps(facts->values, preset_row(rows, *type), n_slots);
    for (const TmStencil **type = facts->types; *type != NULL; type++)
        fill_gaps(facts->values, default_row(rows, *type), n_slots);
}

static void
fill_part(Rows *rows, TmFacts *facts, const TmPart *part)
{
    const TmTemplate *template = rows->facts->template;

    facts->part = part;
    facts->types = types_of(rows, part);
    facts->is = bits_of(rows, facts->types);
    facts->values = new_row(rows);
    fill_from_types(rows, facts);
    add_values(template, part->values, facts->values);
    if (rows->facts->answers != NULL)
        facts->answers = g_hash_table_lookup(rows->facts->answers, part);
    if (facts->answers != NULL)
        add_values(template, facts->answers, facts->values);
}

static TmFacts *
fill_all(Rows *rows, const GPtrArray *parts)
{
    TmFacts *facts = tm_pool_new_n(&rows->facts->pool, TmFacts, parts->len + 1);

    for (guint i = 0; i < parts->len; i++)
        fill_part(rows, &facts[i], g_ptr_array_index(parts, i));
    return facts;
}

void
tm_facts_fill_rows(TmDiagramFacts *facts)
{
    guint n = MAX(1, facts->template->stencils->len);
    Rows rows = {facts,
                 tm_pool_new_n(&facts->pool, guint16 *, n),
                 tm_pool_new_n(&facts->pool, guint16 *, n),
                 tm_pool_new_n(&facts->pool, guint16 *, n),
                 tm_pool_new_n(&facts->pool, guint32 *, n),
                 tm_template_stencil(facts->template, "P.Edge"),
                 tm_template_stencil(facts->template, "P.Container"),
                 tm_template_stencil(facts->template, "P.Pod"),
                 tm_template_stencil(facts->template, "TB.Ns")};

    facts->elements = fill_all(&rows, facts->diagram->elements);
    facts->flows = fill_all(&rows, facts->diagram->flows);
    facts->boundaries = fill_all(&rows, facts->diagram->boundaries);
}
