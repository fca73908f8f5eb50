/* What is wrong with the drawing itself: H01 to H05, H08 to H10 and H26 (templates.md
 * section 2.4). What is not drawn at all is in check-missing.c. */
#include <string.h>

#include "check-own.h"

typedef struct {
    TmReport *report;
    const TmDiagramFacts *facts;
    guint *in;  /* by element: drawn flows that enter */
    guint *out; /* and that leave; what is read from a store counts for both */
} Drawing;

#define say(drawing, ...) tm_check_say((drawing)->report, (drawing)->facts, __VA_ARGS__)

/* --- elements ---------------------------------------------------------------------------- */

static void
check_element(const Drawing *drawing, const TmElement *element)
{
    guint in = drawing->in[element->part.index];
    guint out = drawing->out[element->part.index];
    const TmPart *part = &element->part;

    if (in == 0 && out == 0)
        say(drawing, "H01", part,
            "%s has no flow: connect it, or set tm_type=none if it is no part of the model",
            part->called);
    else if (part->kind == TM_STORE && in == 0)
        say(drawing, "H02", part, "nobody writes to %s: draw where its data comes from",
            part->called);
    else if (part->kind == TM_STORE && out == 0)
        say(drawing, "H02", part, "nobody reads %s: draw who uses its data", part->called);
    else if (part->kind == TM_PROCESS && out == 0)
        say(drawing, "H03", part, "%s takes data and gives none: draw what it sends", part->called);
    else if (part->kind == TM_PROCESS && in == 0)
        say(drawing, "H03", part, "%s gives data and takes none: draw where its data comes from",
            part->called);
}

/* Elements that are drawn twice are one for a reader, and two for a threat: one message a name. */
static void
check_names(const Drawing *drawing)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(tm_text_hash, g_str_equal);
    const GPtrArray *elements = drawing->facts->diagram->elements;

    for (guint i = 0; i < elements->len; i++) {
        const TmPart *part = g_ptr_array_index(elements, i);
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, part->name));
        if (*part->name != '\0')
            g_hash_table_insert(counts, (gpointer)part->name, GUINT_TO_POINTER(count + 1));
    }
    for (guint i = 0; i < elements->len; i++) {
        const TmPart *part = g_ptr_array_index(elements, i);
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, part->name));
        if (count > 1)
            say(drawing, "H09", part,
                "%u elements are called %s: rename them, so that threats can be told apart", count,
                part->name);
        g_hash_table_remove(counts, part->name);
    }
}

/* --- flows ------------------------------------------------------------------------------- */

/* A request to a store may read as well as write, unless the model says which. */
static void
count_flow(Drawing *drawing, const TmInteraction *interaction)
{
    const TmPart *source = &interaction->source->part;
    const TmPart *target = &interaction->target->part;
    const char *writes = tm_facts_text(interaction->of[TM_WHO_FLOW], drawing->facts->writes);

    drawing->out[source->index]++;
    drawing->in[target->index]++;
    if (target->kind == TM_STORE && strcmp(writes, "Write") != 0)
        drawing->out[target->index]++;
    if (target->kind == TM_STORE && strcmp(writes, "Read") == 0)
        drawing->in[target->index]--;
    if (target->kind == TM_PROCESS && source->kind != TM_STORE)
        drawing->out[target->index]++;
    if (source->kind == TM_PROCESS && (target->kind != TM_STORE || strcmp(writes, "Write") != 0))
        drawing->in[source->index]++;
}

static void
check_flow(const Drawing *drawing, const TmInteraction *interaction)
{
    const TmPart *source = &interaction->source->part;
    const TmPart *target = &interaction->target->part;
    const TmPart *flow = &interaction->flow->part;
    const TmStencil *type = interaction->of[TM_WHO_FLOW]->types[0];

    if (source->kind == target->kind && source->kind != TM_PROCESS)
        say(drawing, "H04", flow,
            "%s and %s are joined directly: draw the process that moves the data", source->called,
            target->called);
    if (interaction->flow->crossings->len > 0 && type != NULL && type->parent == NULL &&
        !interaction->response)
        say(drawing, "H08", flow,
            "the flow from %s to %s crosses a boundary: write its protocol on the arrow",
            source->called, target->called);
}

/* --- boundaries and values --------------------------------------------------------------- */

static void
check_boundaries(const Drawing *drawing)
{
    const TmDiagram *diagram = drawing->facts->diagram;
    gboolean crossed = FALSE;

    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(diagram->boundaries, i);
        if (!boundary->line && boundary->members->len == 0)
            say(drawing, "H10", &boundary->part,
                "nothing is inside the boundary %s: move elements into it or remove it",
                boundary->part.called);
    }
    for (guint i = 0; i < diagram->flows->len; i++)
        crossed |= ((const TmFlow *)g_ptr_array_index(diagram->flows, i))->crossings->len > 0;
    if (diagram->flows->len > 0 && diagram->boundaries->len == 0 && !crossed)
        say(drawing, "H05", NULL, "no trust boundary is drawn: draw one around what you control");
}

static void
check_values(const Drawing *drawing, const GPtrArray *parts)
{
    const TmTemplate *template = drawing->facts->template;

    if (drawing->facts->diagram->complete)
        return;
    for (guint i = 0; i < parts->len; i++) {
        const TmPart *part = g_ptr_array_index(parts, i);
        for (guint v = 0; v < part->values->len; v++) {
            const TmValue *value = g_ptr_array_index(part->values, v);
            const TmProperty *property = g_hash_table_lookup(template->property_of, value->name);
            if (property == NULL || property->open)
                continue;
            if (property->derived)
                say(drawing, "H26", part, "%s is computed and cannot be stated", value->name);
            else if (tm_property_number(property, value->value) == 0)
                say(drawing, "H26", part, "%s cannot be '%s'", value->name, value->value);
        }
    }
}

void
tm_check_drawing(TmReport *report, const TmDiagramFacts *facts)
{
    const TmDiagram *diagram = facts->diagram;
    g_autofree guint *in = g_new0(guint, diagram->elements->len + 1);
    g_autofree guint *out = g_new0(guint, diagram->elements->len + 1);
    Drawing drawing = {report, facts, in, out};

    for (guint i = 0; i < facts->interactions->len; i++) {
        const TmInteraction *interaction = g_ptr_array_index(facts->interactions, i);
        if (interaction->virtual)
            continue;
        count_flow(&drawing, interaction);
        check_flow(&drawing, interaction);
    }
    if (diagram->flows->len == 0 && diagram->elements->len > 0)
        say(&drawing, "H01", NULL, "no flow is drawn: connect the elements");
    for (guint i = 0; i < diagram->elements->len && diagram->flows->len > 0; i++)
        check_element(&drawing, g_ptr_array_index(diagram->elements, i));
    check_names(&drawing);
    check_boundaries(&drawing);
    check_values(&drawing, diagram->elements);
    check_values(&drawing, diagram->flows);
    check_values(&drawing, diagram->boundaries);
}
