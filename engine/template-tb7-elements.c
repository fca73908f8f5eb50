/* The element types of Microsoft's templates become stencils, their attributes properties. */
#include <string.h>

#include "template-tb7.h"

#define MAX_ELEMENTS 4096
#define MAX_ATTRIBUTES 16384
#define MAX_VALUES 65536
/* Of a type: two are usual. */
#define MAX_ANCESTORS 15

/* --- attributes -------------------------------------------------------------------------- */

static GPtrArray *
copy_array(TmPool *pool, const GPtrArray *texts)
{
    GPtrArray *copy = tm_pool_array(pool);

    for (guint i = 0; i < texts->len; i++)
        g_ptr_array_add(copy, g_ptr_array_index(texts, i));
    return copy;
}

static TmProperty *
new_property(TmTb7 *tb7, const TmXmlNode *node, const TmStencil *stencil)
{
    TmPool *pool = &tb7->template->pool;
    TmProperty *property = tm_pool_new(pool, TmProperty);

    property->id = tm_xml_child_word(pool, node, "Name");
    property->label = tm_xml_child_word(pool, node, "DisplayName");
    property->types = tm_pool_array(pool);
    g_ptr_array_add(property->types, (gpointer)stencil->id);
    property->choices = tm_pool_array(pool);
    tm_tb7_list(tm_xml_child(node, "AttributeValues"), property->choices);
    property->values = copy_array(pool, property->choices);
    property->preset = property->choices->len > 0 ? g_ptr_array_index(property->choices, 0) : "";
    property->safe = "";
    property->note = "";
    property->open = TRUE;
    property->fixed = strcmp(tm_xml_child_word(pool, node, "Mode"), "Static") == 0;
    property->file = tb7->file;
    property->place = node->place;
    return property;
}

static void
add_preset(TmTb7 *tb7, TmStencil *stencil, const TmProperty *property)
{
    TmValue *preset = tm_pool_new(&tb7->template->pool, TmValue);

    preset->name = property->id;
    preset->value = property->preset;
    preset->place = property->place;
    g_ptr_array_add(stencil->presets, preset);
}

static gboolean
check_attribute(TmTb7 *tb7, const TmProperty *property)
{
    tb7->n_attributes++;
    tb7->n_values += property->choices->len;
    return (tb7->n_attributes <= MAX_ATTRIBUTES && tb7->n_values <= MAX_VALUES) ||
           tm_fail(tb7->loader->error, TM_ERROR_LIMIT, tb7->file, property->place,
                   "more than %d attributes or %d values", MAX_ATTRIBUTES, MAX_VALUES);
}

/* The tool itself writes inherited attributes once more; the first one counts. */
static gboolean
read_attribute(TmTb7 *tb7, const TmXmlNode *node, TmStencil *stencil)
{
    TmProperty *property = new_property(tb7, node, stencil);
    const char *key =
        tm_pool_printf(&tb7->loader->pool, "attribute %s of %s", property->id, stencil->id);

    if (!check_attribute(tb7, property))
        return FALSE;
    if (*property->id == '\0' || !g_hash_table_add(tb7->known, (gpointer)key))
        return TRUE;
    if (property->fixed)
        add_preset(tb7, stencil, property);
    return tm_load_add_property(tb7->loader, property);
}

static gboolean
read_attributes(TmTb7 *tb7, const TmXmlNode *list, TmStencil *stencil)
{
    for (const TmXmlNode *node = list != NULL ? list->first : NULL; node != NULL; node = node->next)
        if (!read_attribute(tb7, node, stencil))
            return FALSE;
    return TRUE;
}

/* --- ancestors --------------------------------------------------------------------------- */

static const char *
id_of(TmTb7 *tb7, const TmXmlNode *node)
{
    const char *id = tm_xml_child_word(&tb7->template->pool, node, "ID");

    return *id != '\0' ? id : tm_xml_child_word(&tb7->template->pool, node, "Id");
}

/* Returns the id of the parent, or "" for a root. */
static const char *
parent_of(TmTb7 *tb7, const TmXmlNode *node)
{
    const char *id = tm_xml_child_word(&tb7->template->pool, node, "ParentElement");

    if (*id == '\0')
        id = tm_xml_child_word(&tb7->template->pool, node, "ParentId");
    return strcmp(id, "ROOT") == 0 ? "" : id;
}

/* Returns the root above @node, or NULL where the way up is broken or has no end. */
static const TmXmlNode *
root_of(TmTb7 *tb7, const TmXmlNode *node)
{
    for (guint i = 0; i <= MAX_ANCESTORS && node != NULL; i++) {
        const char *parent = parent_of(tb7, node);
        if (*parent == '\0')
            return node;
        node = g_hash_table_lookup(tb7->elements, parent);
    }
    return NULL;
}

/* --- element types ----------------------------------------------------------------------- */

/* tm7-format.md section 1: what a shape means. */
static const struct {
    const char *representation;
    TmKind kind;
} kinds[] = {
    {"Ellipse", TM_PROCESS},     {"Rectangle", TM_EXTERNAL},    {"ParallelLines", TM_STORE},
    {"Line", TM_FLOW},           {"LineBoundary", TM_BOUNDARY}, {"BorderBoundary", TM_BOUNDARY},
    {"Annotation", TM_EXTERNAL},
};

static const char *
shape_of(TmTb7 *tb7, const TmXmlNode *node)
{
    return tm_xml_child_word(&tb7->template->pool, node, "Representation");
}

static TmKind
kind_of(TmTb7 *tb7, const TmXmlNode *root)
{
    const char *shape = shape_of(tb7, root);

    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kinds[i].representation, shape) == 0)
            return kinds[i].kind;
    tm_tb7_note(tb7->template, tb7->file, root->place, "no known shape of a root: \"%s\"", shape);
    return TM_PROCESS;
}

static TmStencil *
new_stencil(TmTb7 *tb7, const TmXmlNode *node)
{
    TmPool *pool = &tb7->template->pool;
    TmStencil *stencil = tm_pool_new(pool, TmStencil);

    stencil->id = id_of(tb7, node);
    stencil->name = tm_xml_child_word(pool, node, "Name");
    stencil->parent_id = parent_of(tb7, node);
    stencil->presets = tm_pool_array(pool);
    stencil->strong = tm_pool_array(pool);
    stencil->generic = tm_pool_array(pool);
    stencil->weak = tm_pool_array(pool);
    stencil->carriers = tm_pool_array(pool);
    stencil->leading = tm_pool_array(pool);
    stencil->outside = tm_pool_array(pool);
    stencil->aliases = tm_pool_array(pool);
    stencil->representation = shape_of(tb7, node);
    stencil->about = tm_xml_child_text(node, "Description");
    stencil->hidden = strcmp(tm_xml_child_word(pool, node, "Hidden"), "true") == 0;
    stencil->file = tb7->file;
    stencil->place = node->place;
    return stencil;
}

/* A type that one of our templates has by the same id (GE.P) stays: it knows words and presets. */
static TmStencil *
find_ours(TmTb7 *tb7, const char *id)
{
    const char *key = tm_pool_printf(&tb7->loader->pool, "stencil %s", id);
    const TmDeclared *known = g_hash_table_lookup(tb7->loader->known, key);
    TmStencil *stencil =
        known != NULL ? g_ptr_array_index(tb7->template->stencils, known->index) : NULL;

    return stencil != NULL && stencil->representation == NULL ? stencil : NULL;
}

static gboolean
is_annotation(TmTb7 *tb7, const TmXmlNode *root)
{
    return strcmp(shape_of(tb7, root), "Annotation") == 0;
}

/* A text on the diagram is no element, unless a flow ends there: then rules see a type of its own.
 * Such types come last, so that none of them is the first of its kind. */
static gboolean
read_element(TmTb7 *tb7, const TmXmlNode *node, gboolean annotations)
{
    TmStencil *stencil = new_stencil(tb7, node);
    const TmXmlNode *root = root_of(tb7, node);

    if (g_hash_table_lookup(tb7->elements, stencil->id) != node)
        return TRUE;
    if (root == NULL && annotations)
        return TRUE;
    if (root == NULL) {
        tm_tb7_note(tb7->template, tb7->file, node->place,
                    "%s has no root above it: its parent %s does not count", stencil->id,
                    stencil->parent_id);
        stencil->parent_id = "";
        root = node;
    }
    if (is_annotation(tb7, root) != annotations)
        return TRUE;
    if (annotations)
        g_hash_table_add(tb7->template->annotations, (gpointer)stencil->id);
    stencil->kind = kind_of(tb7, root);
    if (find_ours(tb7, stencil->id) != NULL)
        return read_attributes(tb7, tm_xml_child(node, "Attributes"), find_ours(tb7, stencil->id));
    return tm_load_add(tb7->loader, tb7->template->stencils, "stencil", stencil->id, stencil,
                       node->place, &stencil->number) &&
           read_attributes(tb7, tm_xml_child(node, "Attributes"), stencil);
}

/* --- both lists -------------------------------------------------------------------------- */

static gboolean
index_elements(TmTb7 *tb7, const TmXmlNode *list)
{
    for (const TmXmlNode *node = list != NULL ? list->first : NULL; node != NULL;
         node = node->next) {
        const char *id = id_of(tb7, node);
        if (g_hash_table_size(tb7->elements) >= MAX_ELEMENTS)
            return tm_fail(tb7->loader->error, TM_ERROR_LIMIT, tb7->file, node->place,
                           "more than %d element types", MAX_ELEMENTS);
        if (tm_tb7_is_new(tb7, node, "element type", id))
            g_hash_table_insert(tb7->elements, (gpointer)id, (gpointer)node);
    }
    return TRUE;
}

static gboolean
read_list(TmTb7 *tb7, const TmXmlNode *list, gboolean annotations)
{
    for (const TmXmlNode *node = list != NULL ? list->first : NULL; node != NULL; node = node->next)
        if (!read_element(tb7, node, annotations))
            return FALSE;
    return TRUE;
}

gboolean
tm_tb7_read_elements(TmTb7 *tb7)
{
    const TmXmlNode *generic = tm_xml_child(tb7->root, "GenericElements");
    const TmXmlNode *standard = tm_xml_child(tb7->root, "StandardElements");

    return index_elements(tb7, generic) && index_elements(tb7, standard) &&
           read_list(tb7, generic, FALSE) && read_list(tb7, standard, FALSE) &&
           read_list(tb7, generic, TRUE) && read_list(tb7, standard, TRUE);
}
