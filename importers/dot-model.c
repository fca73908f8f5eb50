/* From a Graphviz graph to a diagram: the graph, its nodes and its clusters. */
#include "dot-model.h"

#include <stdlib.h>
#include <string.h>

#include "dot-own.h"

/* --- names -------------------------------------------------------------------------------- */

char *
tm_dot_node_label(const TmDotReader *reader, guint node)
{
    const TmDotObject *object = &reader->graph->nodes[node];
    const char *shape = tm_dot_value(object, "shape");
    gboolean record = strcmp(shape, "record") == 0 || strcmp(shape, "Mrecord") == 0;
    TmDotNames names = {.graph = reader->graph->subgraphs[0].name, .node = object->name};

    return tm_dot_label(tm_dot_find_name(object), record, &names);
}

char *
tm_dot_area_label(const TmDotReader *reader, guint subgraph)
{
    const TmDotObject *object = &reader->graph->subgraphs[subgraph];
    TmDotNames names = {.graph = object->name};

    return tm_dot_label(tm_dot_find_name(object), FALSE, &names);
}

/* What a reader sees; an element without any label is called by its node's name. */
static void
name_element(TmDotReader *r, TmElement *element, guint number)
{
    const TmDotObject *node = &r->graph->nodes[number];
    TmDotNames names = {.graph = r->graph->subgraphs[0].name, .node = node->name};
    g_autofree char *label = tm_dot_node_label(r, number);
    g_autofree char *outside = tm_dot_label(tm_dot_find(node, "xlabel"), FALSE, &names);

    tm_model_set_name(r->model, &element->part, label);
    if (*element->part.name == '\0')
        tm_model_set_name(r->model, &element->part, outside);
    if (*element->part.name == '\0')
        tm_model_set_name(r->model, &element->part, node->name);
}

/* --- parts -------------------------------------------------------------------------------- */

/* In two parents there may be clusters of one name. */
static const char *
boundary_id(TmDotReader *r, guint number)
{
    const char *name = r->graph->subgraphs[number].name;
    guint times;

    if (name == NULL)
        return tm_pool_printf(&r->model->pool, "subgraph-%u", number);
    times = GPOINTER_TO_UINT(g_hash_table_lookup(r->clusters, name)) + 1;
    g_hash_table_insert(r->clusters, (gpointer)name, GUINT_TO_POINTER(times));
    return times > 1 ? tm_pool_printf(&r->model->pool, "%s~%u", name, times) : name;
}

static void
add_boundary(TmDotReader *r, guint number)
{
    const TmDotObject *cluster = &r->graph->subgraphs[number];
    const TmDotScope *scope = &g_array_index(r->places->scopes, TmDotScope, number);
    g_autofree char *label = tm_dot_area_label(r, number);
    TmBoundary *boundary;

    boundary = tm_model_add_boundary(r->model, r->diagram, boundary_id(r, number), scope->place);
    r->boundaries[number] = boundary;
    tm_model_set_name(r->model, &boundary->part, label);
    tm_dot_add_sights(r, &boundary->part, cluster);
    tm_dot_add_values(r, &boundary->part, cluster, scope->typed);
    tm_dot_place_boundary(r, boundary, cluster);
    for (guint outer = scope->parent; outer > 0;) {
        if (r->boundaries[outer] != NULL)
            tm_model_put_inside(&boundary->part, r->boundaries[outer]);
        outer = g_array_index(r->places->scopes, TmDotScope, outer).parent;
    }
}

static void
put_inside(TmDotReader *r, TmElement *element, guint number)
{
    guint count;
    const guint *scopes = tm_dot_inside_of(r->inside, number, &count);

    for (guint i = 0; i < count; i++)
        if (r->boundaries[scopes[i]] != NULL)
            g_ptr_array_add(element->part.inside, r->boundaries[scopes[i]]);
}

static void
add_element(TmDotReader *r, guint number)
{
    const TmDotObject *node = &r->graph->nodes[number];
    TmPlace place = g_array_index(r->places->nodes, TmDotNodePlace, number).place;
    TmElement *element = tm_model_add_element(r->model, r->diagram, node->name, place);

    r->elements[number] = element;
    name_element(r, element, number);
    tm_dot_add_sights(r, &element->part, node);
    tm_dot_add_values(r, &element->part, node, TRUE);
    tm_dot_place_element(r, element, node);
    put_inside(r, element, number);
}

static void
add_parts(TmDotReader *r)
{
    for (guint i = 1; i < r->graph->n_subgraphs; i++)
        if (r->areas[i] == TM_DOT_BOUNDARY)
            add_boundary(r, i);
    for (guint i = 0; i < r->graph->n_nodes; i++)
        if (r->roles[i] == TM_DOT_ELEMENT)
            add_element(r, i);
    tm_dot_add_flows(r);
}

/* --- the diagram -------------------------------------------------------------------------- */

static gboolean
is_taken(const TmModel *model, const char *id)
{
    for (guint i = 0; i < model->diagrams->len; i++) {
        const TmDiagram *diagram = g_ptr_array_index(model->diagrams, i);
        if (strcmp(diagram->id, id) == 0)
            return TRUE;
    }
    return FALSE;
}

static const char *
free_id(TmModel *model, const char *name)
{
    guint number = model->diagrams->len + 1;
    const char *id = name != NULL && *name != '\0'
                         ? tm_pool_text(&model->pool, name)
                         : tm_pool_printf(&model->pool, "graph-%u", number);

    return is_taken(model, id) ? tm_pool_printf(&model->pool, "%s~%u", id, number) : id;
}

/* The name of a graph, unless we made it for one that had none. */
static const char *
name_of(const TmDotObject *root, guint number)
{
    g_autofree char *made = g_strdup_printf("graph-%u", number);

    if (root->name == NULL ||
        (tm_dot_find(root, "tm_name") != NULL && strcmp(root->name, made) == 0))
        return "";
    return root->name;
}

static TmDiagram *
add_diagram(TmModel *model, const TmDotGraph *graph)
{
    const TmDotObject *root = &graph->subgraphs[0];
    TmDotNames names = {.graph = root->name};
    g_autofree char *label = tm_dot_label(tm_dot_find_name(root), FALSE, &names);
    const char *name = name_of(root, model->diagrams->len + 1);
    const char *shown = *g_strstrip(label) != '\0' ? label : name;
    TmDiagram *diagram = tm_model_add_diagram(model, free_id(model, root->name), shown);

    if (diagram->index > 0) /* ids of threats in the first graph are bare: contract.md section 2 */
        tm_model_set_prefix(model, diagram);
    diagram->off = strcmp(tm_dot_value(root, "tm_threats"), "off") == 0;
    if (diagram->index == 0 && *label != '\0')
        model->name = diagram->name;
    return diagram;
}

void
tm_dot_model_add(TmModel *model, const TmTemplate *template, const TmDotGraph *graph,
                 TmDotPlaces *places)
{
    g_autofree TmDotArea *areas = g_new0(TmDotArea, graph->n_subgraphs);
    g_autofree TmDotRole *roles = g_new0(TmDotRole, graph->n_nodes + 1);
    g_autofree guint *visible = g_new0(guint, graph->n_nodes + 1);
    g_autofree TmElement **elements = g_new0(TmElement *, graph->n_nodes + 1);
    g_autofree TmBoundary **boundaries = g_new0(TmBoundary *, graph->n_subgraphs);
    g_autoptr(GHashTable) complained = g_hash_table_new(tm_text_hash, g_str_equal);
    g_autoptr(GHashTable) clusters = g_hash_table_new(tm_text_hash, g_str_equal);
    TmDotReader reader = {
        .model = model,
        .template = template,
        .graph = graph,
        .places = places,
        .areas = areas,
        .roles = roles,
        .visible = visible,
        .elements = elements,
        .boundaries = boundaries,
        .complained = complained,
        .clusters = clusters,
    };

    reader.diagram = add_diagram(model, graph);
    reader.generator = tm_dot_find_generator(graph);
    tm_dot_find_roles(&reader);
    add_parts(&reader);
    tm_dot_check_graph(&reader);
    tm_dot_inside_free(reader.inside);
}
