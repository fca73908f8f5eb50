/* A row of values for each part: what its author states, or a register answers, beats what its type
 * sets, the type beats the facets, and where nobody says anything the property's default holds. */
#include "facts-own.h"

#include <string.h>

typedef struct {
    TmDiagramFacts *facts;
    TmFactsTypes *types;
    const TmStencil *edge, *container, *pod, *space; /* P.Edge and so on; or NULL */
} Rows;

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

/* Parts of one type without facets share their bits. */
static const guint32 *
bits_of(const Rows *rows, const TmStencil *const *types)
{
    guint32 *bits;

    if (types[0] != NULL && types[1] == NULL)
        return tm_facts_types_bits(rows->types, types[0]);
    bits =
        tm_pool_new_n(&rows->facts->pool, guint32, rows->facts->template->stencils->len / 32 + 1);
    for (const TmStencil *const *type = types; *type != NULL; type++)
        tm_facts_types_add_bits(bits, *type);
    return bits;
}

static void
fill_from_types(const Rows *rows, TmFacts *facts)
{
    const guint n_slots = rows->facts->template->n_slots;
    const gboolean complete = rows->facts->diagram->complete;

    if (facts->types[0] != NULL && facts->types[1] == NULL) {
        memcpy(facts->values, tm_facts_types_row(rows->types, facts->types[0], complete),
               n_slots * sizeof *facts->values);
        return;
    }
    for (const TmStencil **type = facts->types; *type != NULL; type++)
        tm_facts_types_fill(facts->values, tm_facts_types_presets(rows->types, *type, complete),
                            n_slots);
    for (const TmStencil **type = facts->types; *type != NULL; type++)
        tm_facts_types_fill(facts->values, tm_facts_types_defaults(rows->types, *type, complete),
                            n_slots);
}

static void
fill_part(const Rows *rows, TmFacts *facts, const TmPart *part)
{
    const TmTemplate *template = rows->facts->template;

    facts->part = part;
    facts->types = types_of(rows, part);
    facts->is = bits_of(rows, facts->types);
    facts->values =
        tm_pool_new_n(&rows->facts->pool, guint16, MAX(1, rows->facts->template->n_slots));
    fill_from_types(rows, facts);
    add_values(template, part->values, facts->values);
    if (rows->facts->answers != NULL)
        facts->answers = g_hash_table_lookup(rows->facts->answers, part);
    if (facts->answers != NULL)
        add_values(template, facts->answers, facts->values);
}

static TmFacts *
fill_all(const Rows *rows, const GPtrArray *parts)
{
    TmFacts *facts = tm_pool_new_n(&rows->facts->pool, TmFacts, parts->len + 1);

    for (guint i = 0; i < parts->len; i++)
        fill_part(rows, &facts[i], g_ptr_array_index(parts, i));
    return facts;
}

void
tm_facts_fill_rows(TmDiagramFacts *facts, TmFactsTypes *types)
{
    const Rows rows = {facts,
                       types,
                       tm_template_stencil(facts->template, "P.Edge"),
                       tm_template_stencil(facts->template, "P.Container"),
                       tm_template_stencil(facts->template, "P.Pod"),
                       tm_template_stencil(facts->template, "TB.Ns")};

    facts->elements = fill_all(&rows, facts->diagram->elements);
    facts->flows = fill_all(&rows, facts->diagram->flows);
    facts->boundaries = fill_all(&rows, facts->diagram->boundaries);
}
