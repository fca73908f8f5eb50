/* Trust zones and components of an Open Threat Model, and what is inside of what. */
#include <string.h>

#include "otm-own.h"

/* A file that nests deeper is damaged, or goes round in circles. */
#define MAX_DEPTH 100

/* --- reading ----------------------------------------------------------------------------- */

/* The page that shows it first. */
static TmDiagram *
find_page(const TmOtm *otm, const TmYaml *node)
{
    const TmYaml *list = tm_tree_list(node, "representations");
    TmDiagram *page = NULL;

    for (guint i = 0; i < tm_tree_count(list) && page == NULL; i++)
        page = g_hash_table_lookup(otm->pages, tm_tree_text(&list->items[i], "representation"));
    return page != NULL ? page : otm->first;
}

static void
remember(TmOtm *otm, GHashTable *table, OtmThing *thing)
{
    g_ptr_array_add(otm->things, thing);
    if (!g_hash_table_contains(table, thing->id))
        g_hash_table_insert(table, (gpointer)thing->id, thing);
    else
        tm_model_add_message(otm->model, "H27", thing->diagram, NULL, thing->node->place,
                             "the id %s is there twice", thing->id);
}

static void
collect(TmOtm *otm, const char *key, GHashTable *table)
{
    const TmYaml *list = tm_tree_list(otm->root, key);

    for (guint i = 0; i < tm_tree_count(list); i++) {
        OtmThing *thing = tm_pool_new(&otm->model->pool, OtmThing);
        thing->node = &list->items[i];
        thing->zone = table == otm->zones;
        thing->id = tm_tree_text(thing->node, "id");
        thing->diagram = find_page(otm, thing->node);
        if (thing->node->kind == TM_YAML_MAPPING)
            remember(otm, table, thing);
    }
}

/* {trustZone: id} or {component: id}; old files write the id alone. */
static void
find_parent(TmOtm *otm, OtmThing *thing)
{
    const TmYaml *parent = tm_yaml_get(thing->node, "parent");
    const char *zone = tm_tree_text(parent, "trustZone");
    const char *component = tm_tree_text(parent, "component");
    const char *name = tm_tree_text(thing->node, "name");
    const char *id = *zone != '\0' ? zone : *component != '\0' ? component : tm_tree_word(parent);

    if (*component == '\0')
        thing->parent = g_hash_table_lookup(otm->zones, id);
    if (thing->parent == NULL && *zone == '\0')
        thing->parent = g_hash_table_lookup(otm->components, id);
    if (thing->parent != NULL &&
        (thing->parent == thing || thing->parent->diagram != thing->diagram))
        thing->parent = NULL;
    if (thing->parent != NULL)
        thing->parent->holds = TRUE;
    else if (*id != '\0')
        tm_model_add_message(otm->model, "H23", thing->diagram, NULL, thing->node->place,
                             "%s is inside of %s, which is not in the file", name, id);
}

/* --- elements and boundaries ------------------------------------------------------------- */

/* A component that is a place and not a program: other components are in it, nothing flows to it,
 * and its type is that of a network, or says nothing. */
static gboolean
is_place(const OtmThing *thing)
{
    static const char *const words[] = {
        "vpc", "vnet", "subnet", "network", "empty-component", "trust-boundary", NULL};
    g_autofree char *type = g_ascii_strdown(tm_tree_text(thing->node, "type"), -1);
    const TmYaml *threats = tm_tree_list(thing->node, "threats");

    if (!thing->holds || thing->used || tm_tree_count(threats) > 0)
        return FALSE;
    for (guint i = 0; words[i] != NULL; i++)
        if (strstr(type, words[i]) != NULL)
            return TRUE;
    return FALSE;
}

static gboolean
is_none(const OtmThing *thing)
{
    const TmYaml *attributes = tm_tree_mapping(thing->node, "attributes");

    return strcmp(tm_tree_text(attributes, TM_OTM_TYPE), TM_OTM_NONE) == 0;
}

static void
add_line(TmOtm *otm, const OtmThing *thing, TmBoundary *boundary)
{
    const char *line = tm_tree_text(tm_tree_mapping(thing->node, "attributes"), TM_OTM_LINE);

    if (*line == '\0')
        return;
    boundary->line = TRUE;
    boundary->points = tm_otm_points(otm, thing->node, &boundary->n_points);
    boundary->placed = boundary->points != NULL;
    boundary->curve = strcmp(line, "curve") == 0;
}

static void
add_part(TmOtm *otm, OtmThing *thing, gboolean boundary)
{
    const char *id = tm_otm_id(otm, thing->node);
    const TmPlace place = thing->node->place;
    TmBoundary *added;

    if (boundary) {
        added = tm_model_add_boundary(otm->model, thing->diagram, id, place);
        add_line(otm, thing, added);
        thing->part = &added->part;
    } else {
        thing->part = &tm_model_add_element(otm->model, thing->diagram, id, place)->part;
    }
    tm_otm_describe(otm, thing->part, thing->node);
}

/* Boundaries that overlap hold a part without being its parents. */
static void
put_inside_others(TmOtm *otm, const OtmThing *thing)
{
    const char *stated = tm_tree_text(tm_tree_mapping(thing->node, "attributes"), TM_OTM_INSIDE);
    g_auto(GStrv) ids = g_strsplit(stated, " ", MAX_DEPTH);

    for (char **id = ids; *id != NULL; id++) {
        g_autofree char *plain = g_uri_unescape_string(*id, NULL);
        const OtmThing *other = plain != NULL ? g_hash_table_lookup(otm->zones, plain) : NULL;
        if (other != NULL && other->part != NULL && other->diagram == thing->diagram)
            tm_model_put_inside(thing->part, (TmBoundary *)(gpointer)other->part);
    }
}

static void
put_inside(TmOtm *otm, OtmThing *thing)
{
    const OtmThing *around = thing->parent;

    put_inside_others(otm, thing);
    for (guint depth = 0; around != NULL && depth < MAX_DEPTH; depth++) {
        if (around->part != NULL && around->part->kind == TM_BOUNDARY)
            tm_model_put_inside(thing->part, (TmBoundary *)(gpointer)around->part);
        around = around->parent;
    }
}

void
tm_otm_read_things(TmOtm *otm)
{
    collect(otm, "trustZones", otm->zones);
    collect(otm, "components", otm->components);
    for (guint i = 0; i < otm->things->len; i++)
        find_parent(otm, g_ptr_array_index(otm->things, i));
    tm_otm_find_ends(otm);
    for (guint i = 0; i < otm->things->len; i++) {
        OtmThing *thing = g_ptr_array_index(otm->things, i);
        if (!is_none(thing))
            add_part(otm, thing, thing->zone || is_place(thing));
    }
    for (guint i = 0; i < otm->things->len; i++) {
        OtmThing *thing = g_ptr_array_index(otm->things, i);
        if (thing->part != NULL)
            put_inside(otm, thing);
    }
}
