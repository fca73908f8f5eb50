/* The data flows of an Open Threat Model. */
#include <string.h>

#include "otm-own.h"
#include "wording.h"

/* Of a flow, that are not drawn. */
#define MAX_CROSSINGS 64

static OtmThing *
find_end(const TmOtm *otm, const TmYaml *flow, const char *key)
{
    const char *id = tm_tree_text(flow, key);
    OtmThing *thing = g_hash_table_lookup(otm->components, id);

    return thing != NULL ? thing : g_hash_table_lookup(otm->zones, id);
}

void
tm_otm_find_ends(TmOtm *otm)
{
    static const char *const keys[] = {"source", "destination"};
    const TmYaml *list = tm_tree_list(otm->root, "dataflows");

    for (guint i = 0; i < tm_tree_count(list); i++)
        for (gsize k = 0; k < G_N_ELEMENTS(keys); k++) {
            OtmThing *thing = find_end(otm, &list->items[i], keys[k]);
            if (thing != NULL)
                thing->used = TRUE;
        }
}

static TmElement *
as_element(const OtmThing *thing)
{
    if (thing == NULL || thing->part == NULL || thing->part->kind == TM_BOUNDARY)
        return NULL;
    return g_ptr_array_index(thing->diagram->elements, thing->part->index);
}

static const char *
end_name(const TmOtm *otm, const OtmThing *thing)
{
    return thing != NULL && thing->part != NULL ? thing->part->called
                                                : tm_wording(otm->model->language, "nothing");
}

static gboolean
is_boundary(const OtmThing *thing)
{
    return thing != NULL && thing->part != NULL && thing->part->kind == TM_BOUNDARY;
}

static void
leave_out(TmOtm *otm, const TmYaml *node, const OtmThing *from, const OtmThing *to)
{
    const OtmThing *zone = is_boundary(from) ? from : is_boundary(to) ? to : NULL;
    TmDiagram *diagram = from != NULL ? from->diagram : otm->first;
    const char *name = tm_tree_text(node, "name");
    TmMessage *message;

    if (zone != NULL)
        message = tm_model_add_message(otm->model, "H24", diagram, NULL, node->place,
                                       "the flow \"%s\" ends on the boundary \"%s\"", name,
                                       zone->part->called);
    else
        message = tm_model_add_message(
            otm->model, "H20", diagram, NULL, node->place,
            "the flow \"%s\" from %s to %s is left out: it does not join two elements", name,
            end_name(otm, from), end_name(otm, to));
    message->cell = tm_tree_text(node, "id");
}

/* Boundaries that are not drawn, in our own files. */
static void
state_crossings(TmOtm *otm, TmFlow *flow, const TmYaml *node)
{
    const char *stated = tm_tree_text(tm_tree_mapping(node, "attributes"), TM_OTM_CROSSES);
    g_auto(GStrv) types = g_strsplit(stated, ",", MAX_CROSSINGS);

    for (char **type = types; *type != NULL; type++) {
        const TmStencil *stencil = tm_template_stencil(otm->template, *type);
        if (stencil != NULL && stencil->kind == TM_BOUNDARY)
            tm_model_add_crossing(otm->model, flow, NULL, *type);
    }
}

static TmFlow *
add_flow(TmOtm *otm, TmDiagram *diagram, const TmYaml *node, const char *id, TmElement *from,
         TmElement *to)
{
    TmFlow *flow = tm_model_add_flow(otm->model, diagram, id, from, to, node->place);
    const TmYaml *attributes = tm_tree_mapping(node, "attributes");
    const char *cell = tm_tree_text(attributes, TM_OTM_CELL);

    if (*cell != '\0')
        flow->cell = cell;
    flow->reverse = tm_tree_is_true(attributes, TM_OTM_REVERSE);
    tm_otm_describe(otm, &flow->part, node);
    state_crossings(otm, flow, node);
    return flow;
}

static void
turn_round(TmOtm *otm, const TmFlow *flow, TmFlow *back)
{
    TmPoint *points;

    if (flow->points == NULL)
        return;
    points = tm_pool_new_n(&otm->model->pool, TmPoint, flow->n_points);
    for (guint i = 0; i < flow->n_points; i++)
        points[i] = flow->points[flow->n_points - 1 - i];
    back->points = points;
    back->n_points = flow->n_points;
}

static void
add_back(TmOtm *otm, TmDiagram *diagram, const TmYaml *node, const TmFlow *flow)
{
    const char *id = tm_pool_printf(&otm->model->pool, "%s~reverse", flow->part.id);
    TmFlow *back = add_flow(otm, diagram, node, id, flow->target, flow->source);

    back->cell = flow->cell;
    back->reverse = TRUE;
    turn_round(otm, flow, back);
}

static void
read_flow(TmOtm *otm, const TmYaml *node)
{
    const OtmThing *source = find_end(otm, node, "source");
    const OtmThing *target = find_end(otm, node, "destination");
    TmElement *from = as_element(source);
    TmElement *to = as_element(target);
    TmDiagram *diagram = source != NULL ? source->diagram : otm->first;
    TmFlow *flow;

    if (from == NULL || to == NULL || target->diagram != diagram) {
        leave_out(otm, node, source, target);
        tm_otm_read_threats(otm, diagram, NULL, node);
        return;
    }
    flow = add_flow(otm, diagram, node, tm_otm_id(otm, node), from, to);
    flow->points = tm_otm_points(otm, node, &flow->n_points);
    tm_otm_read_threats(otm, diagram, &flow->part, node);
    if (tm_tree_is_true(node, "bidirectional"))
        add_back(otm, diagram, node, flow);
}

void
tm_otm_read_flows(TmOtm *otm)
{
    const TmYaml *list = tm_tree_list(otm->root, "dataflows");

    for (guint i = 0; i < tm_tree_count(list); i++)
        if (list->items[i].kind == TM_YAML_MAPPING)
            read_flow(otm, &list->items[i]);
}
