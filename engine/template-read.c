/* The files of a template: from YAML to records. Whether names exist is asked later. */
#include <stddef.h>
#include <string.h>

#include "fields.h"
#include "template-load.h"

#define MAX_STENCILS 10000
#define MAX_PROPERTIES 2000
#define MAX_VALUES 256
#define MAX_TYPES 64

typedef struct {
    const char *key;
    gboolean (*read)(TmLoader *loader, const TmYaml *node);
} Section;

TmFieldReader
tm_load_reader(const TmLoader *loader)
{
    return (TmFieldReader){&loader->template->pool, loader->template->numbers, loader->file->name,
                           loader->error,           loader->template,          loader->file->layer};
}

static gboolean
read_record(TmLoader *loader, const TmYaml *node, const TmField *fields, gpointer record)
{
    const TmFieldReader reader = tm_load_reader(loader);

    return tm_fields_read(&reader, node, fields, record);
}

static gboolean
refuse(TmLoader *loader, const TmYaml *node, const char *text)
{
    return tm_fail(loader->error, TM_ERROR_MEANING, loader->file->name, node->place, "%s", text);
}

static const char *
file_of(TmLoader *loader)
{
    return tm_pool_text(&loader->template->pool, loader->file->name);
}

static gboolean
check_count(TmLoader *loader, const TmYaml *node, const GPtrArray *array, guint most)
{
    return array->len < most || tm_fail(loader->error, TM_ERROR_LIMIT, loader->file->name,
                                        node->place, "more than %u of these", most);
}

/* --- stencils ---------------------------------------------------------------------------- */

static gboolean
check_root(TmLoader *loader, const TmYaml *node)
{
    const TmYaml *kind = tm_yaml_get(node, "kind");
    const TmYaml *parent = tm_yaml_get(node, "parent");

    if (parent != NULL && kind != NULL)
        return refuse(loader, kind, "the kind comes from the parent");
    if (parent == NULL && kind == NULL)
        return refuse(loader, node, "\"parent\" is missing, or \"kind\" of a root");
    if (parent != NULL)
        tm_load_want(loader, TM_WANT_STENCIL, parent->text, parent->place);
    return TRUE;
}

static gboolean
read_stencil(TmLoader *loader, const TmYaml *node)
{
    static const char *const kinds[] = {"external", "process", "store", "flow", "boundary", NULL};
    static const TmField words[] = {
        {"strong", TM_FIELD_TEXTS, .offset = offsetof(TmStencil, strong)},
        {"generic", TM_FIELD_TEXTS, .offset = offsetof(TmStencil, generic)},
        {"weak", TM_FIELD_TEXTS, .offset = offsetof(TmStencil, weak)},
        {"carriers", TM_FIELD_TEXTS, .offset = offsetof(TmStencil, carriers)},
        {"leading", TM_FIELD_TEXTS, .offset = offsetof(TmStencil, leading)},
        {"outside", TM_FIELD_TEXTS, .offset = offsetof(TmStencil, outside)},
        {.key = NULL},
    };
    static const TmField fields[] = {
        {"id", TM_FIELD_ID, offsetof(TmStencil, id), .required = TRUE},
        {"name", TM_FIELD_TEXT, offsetof(TmStencil, name), .required = TRUE, .spoken = TRUE},
        {"parent", TM_FIELD_ID, .offset = offsetof(TmStencil, parent_id)},
        {"kind", TM_FIELD_WORD, offsetof(TmStencil, kind), .words = kinds},
        {"sets", TM_FIELD_VALUES, .offset = offsetof(TmStencil, presets)},
        {"words", TM_FIELD_GROUP, .group = words},
        {"aliases", TM_FIELD_TEXTS, .offset = offsetof(TmStencil, aliases)},
        {.key = NULL},
    };
    TmStencil *stencil = tm_pool_new(&loader->template->pool, TmStencil);

    stencil->file = file_of(loader);
    stencil->place = node->place;
    return check_count(loader, node, loader->template->stencils, MAX_STENCILS) &&
           read_record(loader, node, fields, stencil) && check_root(loader, node) &&
           tm_load_add(loader, loader->template->stencils, "stencil", stencil->id, stencil,
                       node->place, &stencil->number);
}

/* --- properties -------------------------------------------------------------------------- */

static gboolean
check_value(TmLoader *loader, const TmYaml *node, const char *key, const TmProperty *property)
{
    const TmYaml *value = tm_yaml_get(node, key);

    if (value == NULL || tm_property_number(property, value->text) > 0)
        return TRUE;
    return tm_fail(loader->error, TM_ERROR_MEANING, loader->file->name, value->place,
                   "\"%s\" is not among the values", value->text);
}

static gboolean
check_property(TmLoader *loader, const TmYaml *node, const TmProperty *property)
{
    const TmYaml *values = tm_yaml_get(node, "values");
    g_autoptr(GHashTable) known = g_hash_table_new(tm_text_hash, g_str_equal);

    if (property->values->len == 0)
        return refuse(loader, values, "no value is declared");
    if (property->values->len > MAX_VALUES || property->types->len > MAX_TYPES)
        return tm_fail(loader->error, TM_ERROR_LIMIT, loader->file->name, node->place,
                       "more than %d values or %d types", MAX_VALUES, MAX_TYPES);
    for (guint i = 0; i < property->values->len; i++)
        if (!g_hash_table_add(known, g_ptr_array_index(property->values, i)))
            return refuse(loader, &values->items[i], "this value is here twice");
    return check_value(loader, node, "default", property) &&
           check_value(loader, node, "safe", property);
}

static gboolean
read_property(TmLoader *loader, const TmYaml *node)
{
    static const TmField fields[] = {
        {"id", TM_FIELD_ID, offsetof(TmProperty, id), .required = TRUE},
        {"on", TM_FIELD_TEXTS, .offset = offsetof(TmProperty, types)},
        {"label", TM_FIELD_TEXT, offsetof(TmProperty, label), .required = TRUE, .spoken = TRUE},
        {"values", TM_FIELD_TEXTS, offsetof(TmProperty, values), .required = TRUE},
        {"default", TM_FIELD_TEXT, .offset = offsetof(TmProperty, preset)},
        {"safe", TM_FIELD_TEXT, .offset = offsetof(TmProperty, safe)},
        {"ordered", TM_FIELD_FLAG, .offset = offsetof(TmProperty, ordered)},
        {"derived", TM_FIELD_FLAG, .offset = offsetof(TmProperty, derived)},
        {"note", TM_FIELD_TEXT, .offset = offsetof(TmProperty, note)},
        {.key = NULL},
    };
    TmProperty *property = tm_pool_new(&loader->template->pool, TmProperty);

    property->file = file_of(loader);
    property->place = node->place;
    if (!check_count(loader, node, loader->template->properties, MAX_PROPERTIES) ||
        !read_record(loader, node, fields, property) || !check_property(loader, node, property))
        return FALSE;
    if (*property->preset == '\0')
        property->preset = g_ptr_array_index(property->values, 0);
    tm_load_want_all(loader, TM_WANT_STENCIL, tm_yaml_get(node, "on"));
    return tm_load_add_property(loader, property);
}

/* --- controls and shapes ----------------------------------------------------------------- */

static gboolean
read_control(TmLoader *loader, const TmYaml *node)
{
    static const TmField fields[] = {
        {"id", TM_FIELD_ID, offsetof(TmControl, id), .required = TRUE},
        {"name", TM_FIELD_TEXT, offsetof(TmControl, name), .required = TRUE, .spoken = TRUE},
        {"references", TM_FIELD_TEXTS, .offset = offsetof(TmControl, references)},
        {.key = NULL},
    };
    TmControl *control = tm_pool_new(&loader->template->pool, TmControl);
    guint index;

    control->mitigations = tm_pool_array(&loader->template->pool);
    control->file = file_of(loader);
    control->place = node->place;
    return read_record(loader, node, fields, control) &&
           tm_load_add(loader, loader->template->controls, "control", control->id, control,
                       node->place, &index);
}

static gboolean
read_shape(TmLoader *loader, const TmYaml *node)
{
    static const TmField fields[] = {
        {"seen", TM_FIELD_OTHER, .required = TRUE},
        {"with", TM_FIELD_TEXT, .offset = offsetof(TmShape, with)},
        {"type", TM_FIELD_TEXT, offsetof(TmShape, type), .required = TRUE},
        {"confidence", TM_FIELD_SHARE, offsetof(TmShape, confidence), .required = TRUE},
        {.key = NULL},
    };
    const TmFieldReader reader = tm_load_reader(loader);
    TmShape shape = {.file = file_of(loader), .place = node->place};
    GPtrArray *globs = tm_pool_array(&loader->pool);

    if (!read_record(loader, node, fields, &shape) ||
        !tm_fields_texts(&reader, tm_yaml_get(node, "seen"), TRUE, globs))
        return FALSE;
    tm_load_want(loader, TM_WANT_STENCIL, shape.type, tm_yaml_get(node, "type")->place);
    for (guint i = 0; i < globs->len; i++) {
        TmShape *one = tm_pool_new(&loader->template->pool, TmShape);
        *one = shape;
        one->seen = g_ptr_array_index(globs, i);
        g_ptr_array_add(loader->template->shapes, one);
    }
    return TRUE;
}

/* --- files ------------------------------------------------------------------------------- */

static gboolean
read_section(TmLoader *loader, const Section *section, const TmYaml *list)
{
    if (list->kind != TM_YAML_SEQUENCE)
        return refuse(loader, list, "expected a list");
    for (guint i = 0; i < list->n_items; i++)
        if (!section->read(loader, &list->items[i]))
            return FALSE;
    return TRUE;
}

static gboolean
read_sections(TmLoader *loader, const TmYaml *key, const TmYaml *list)
{
    static const Section sections[] = {
        {"stencils", read_stencil}, {"properties", read_property},
        {"controls", read_control}, {"mitigations", tm_load_read_mitigation},
        {"shapes", read_shape},
    };

    for (guint i = 0; i < G_N_ELEMENTS(sections); i++)
        if (strcmp(sections[i].key, key->text) == 0)
            return read_section(loader, &sections[i], list);
    return refuse(loader, key,
                  "expected template, language, stencils, properties, controls, mitigations, "
                  "shapes, or the id of a threat type");
}

/* Each once, on one line. */
static gboolean
check_priorities(TmLoader *loader, const TmYaml *list)
{
    g_autoptr(GHashTable) known = g_hash_table_new(tm_text_hash, g_str_equal);

    if (list != NULL && list->n_items > TM_MAX_PRIORITIES)
        return tm_fail(loader->error, TM_ERROR_LIMIT, loader->file->name, list->place,
                       "more than %d priorities", TM_MAX_PRIORITIES);
    for (guint i = 0; list != NULL && i < list->n_items; i++) {
        const TmYaml *item = &list->items[i];
        if (strpbrk(item->text, "\n\t") != NULL)
            return refuse(loader, item, "expected a text on one line");
        if (!g_hash_table_add(known, (gpointer)item->text))
            return refuse(loader, item, "the priority is here twice");
    }
    return TRUE;
}

gboolean
tm_load_read_manifest(TmLoader *loader, const TmLoadFile *file, TmLayer *layer)
{
    static const TmField fields[] = {
        {"template", TM_FIELD_ID, offsetof(TmLayer, manifest.id), .required = TRUE},
        {"name", TM_FIELD_TEXT, offsetof(TmLayer, manifest.name), .required = TRUE},
        {"version", TM_FIELD_TEXT, offsetof(TmLayer, manifest.version), .required = TRUE},
        {"packs", TM_FIELD_IDS, .offset = offsetof(TmLayer, packs)},
        {"extends", TM_FIELD_IDS, .offset = offsetof(TmLayer, extends)},
        {"priorities", TM_FIELD_TEXTS, .offset = offsetof(TmLayer, priorities)},
        {.key = NULL},
    };

    loader->file = file;
    return read_record(loader, file->root, fields, layer) &&
           check_priorities(loader, tm_yaml_get(file->root, "priorities"));
}

gboolean
tm_load_read(TmLoader *loader, const TmLoadFile *file)
{
    const TmYaml *root = file->root;

    loader->file = file;
    if (root->kind != TM_YAML_MAPPING || root->n_items == 0)
        return refuse(loader, root, "nothing is declared here");
    if (tm_yaml_get(root, "id") != NULL)
        return tm_load_read_threat(loader, root);
    if (tm_yaml_get(root, "language") != NULL) {
        g_ptr_array_add(loader->languages, (gpointer)file);
        return TRUE;
    }
    for (guint i = 0; i < root->n_items; i++)
        if (!read_sections(loader, &root->keys[i], &root->items[i]))
            return FALSE;
    return TRUE;
}
