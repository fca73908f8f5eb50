/* What all parts of a .tm7 have: a type, a name, and all of their properties. */
#include <string.h>

#include "tm7-own.h"

typedef struct {
    TmTm7 *tm7;
    TmPart *part;
} Reading;

/* --- properties -------------------------------------------------------------------------- */

/* The chosen one of a list of texts; "" where the index leads nowhere. */
static const char *
chosen(TmTm7 *tm7, const TmXmlNode *property)
{
    const TmXmlNode *list = tm_xml_child(property, "Value");
    const char *word = tm_tm7_word(tm7, property, "SelectedIndex");
    guint64 index = 0;

    if (*word != '\0' && !g_ascii_string_to_unsigned(word, 10, 0, G_MAXUINT, &index, NULL))
        return "";
    for (const TmXmlNode *item = list != NULL ? list->first : NULL; item != NULL;
         item = item->next, index--)
        if (index == 0)
            return item->text;
    return "";
}

static void
add_value(const Reading *reading, const char *name, const char *value, TmPlace place)
{
    if (*name != '\0' && *value != '\0')
        tm_model_add_value(reading->tm7->model, reading->part, name, value, place);
}

static void
read_list(const Reading *reading, const TmXmlNode *property)
{
    const char *value = chosen(reading->tm7, property);

    if (!reading->tm7->ours || strcmp(value, TM_TM7_UNSAID) != 0)
        add_value(reading, tm_tm7_word(reading->tm7, property, "Name"), value, property->place);
}

static void
read_text(const Reading *reading, const TmXmlNode *property)
{
    const char *name = tm_tm7_word(reading->tm7, property, "Name");
    const char *label = tm_tm7_word(reading->tm7, property, "DisplayName");
    const char *value = tm_xml_child_text(property, "Value");

    if (strcmp(label, "Name") == 0 && (*name == '\0' || strcmp(name, "Name") == 0))
        tm_model_set_name(reading->tm7->model, reading->part, value);
    else
        add_value(reading, strcmp(name, TM_TM7_REASON) == 0 ? "outOfScopeReason" : name, value,
                  property->place);
}

static void
read_truth(const Reading *reading, const TmXmlNode *property)
{
    const char *name = tm_tm7_word(reading->tm7, property, "Name");
    const char *value = tm_tm7_word(reading->tm7, property, "Value");

    if (strcmp(name, TM_TM7_OUT_OF_SCOPE) == 0)
        reading->part->outOfScope = g_ascii_strcasecmp(value, "true") == 0;
    if (strcmp(name, TM_TM7_OUT_OF_SCOPE) != 0)
        add_value(reading, name, value, property->place);
    else if (reading->tm7->ours && reading->part->outOfScope)
        add_value(reading, "outOfScope", "Yes", property->place);
}

static gboolean
is_remark(const char *label)
{
    static const char *const labels[] = {TM_TM7_ID,   TM_TM7_PREFIX,  TM_TM7_FACETS,
                                         TM_TM7_OFF,  TM_TM7_INSIDE,  TM_TM7_CROSSES,
                                         TM_TM7_CELL, TM_TM7_REVERSE, NULL};

    return g_strv_contains(labels, label);
}

/* What a person added has no other name than its label. */
static void
read_custom(const Reading *reading, const TmXmlNode *property)
{
    const char *name = tm_tm7_word(reading->tm7, property, "Name");
    const char *label = tm_tm7_word(reading->tm7, property, "DisplayName");

    if (!reading->tm7->ours || !is_remark(label))
        add_value(reading, *name != '\0' ? name : label, tm_xml_child_text(property, "Value"),
                  property->place);
}

static void
read_property(const Reading *reading, const TmXmlNode *property)
{
    static const struct {
        const char *kind;
        void (*read)(const Reading *reading, const TmXmlNode *property);
    } kinds[] = {
        {"ListDisplayAttribute", read_list},           {"StaticListDisplayAttribute", read_list},
        {"StringDisplayAttribute", read_text},         {"BooleanDisplayAttribute", read_truth},
        {"CustomStringDisplayAttribute", read_custom},
    };
    const char *kind = tm_tm7_kind(property);

    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kinds[i].kind, kind) == 0)
            kinds[i].read(reading, property);
}

const char *
tm_tm7_remark(TmTm7 *tm7, const TmXmlNode *value, const char *label)
{
    const TmXmlNode *list = tm_xml_child(value, "Properties");

    for (const TmXmlNode *p = list != NULL ? list->first : NULL; p != NULL; p = p->next)
        if (strcmp(tm_tm7_kind(p), "CustomStringDisplayAttribute") == 0 &&
            strcmp(tm_tm7_word(tm7, p, "DisplayName"), label) == 0)
            return tm_xml_child_text(p, "Value");
    return "";
}

const char *
tm_tm7_id(const TmTm7 *tm7, const char *guid)
{
    const char *id = g_hash_table_lookup(tm7->names, guid);

    return id != NULL ? id : guid;
}

/* --- types ------------------------------------------------------------------------------- */

/* A type that the template lacks counts as the generic one that the file names, else as that of
 * the shape. */
static const char *
known_type(TmTm7 *tm7, TmDiagram *diagram, const TmPart *part, const TmXmlNode *value, TmKind kind)
{
    const char *type = tm_tm7_word(tm7, value, "TypeId");
    const char *generic = tm_tm7_word(tm7, value, "GenericTypeId");

    if (tm7->ours && g_str_has_suffix(type, TM_TM7_LINE))
        type = tm_pool_text_n(&tm7->model->pool, type, strlen(type) - strlen(TM_TM7_LINE));
    if (tm_template_stencil(tm7->template, type) != NULL)
        return type;
    if (tm_template_stencil(tm7->template, generic) == NULL)
        generic = tm7->drawn[kind] != NULL ? tm7->drawn[kind] : "";
    if (*type != '\0')
        tm_model_add_message(tm7->model, "H26", diagram, part, value->place,
                             "the template has no type %s: it counts as %s", type, generic);
    return generic;
}

static void
read_facets(TmTm7 *tm7, TmPart *part, const TmXmlNode *value)
{
    const char *facets = tm_tm7_remark(tm7, value, TM_TM7_FACETS);

    if (*facets != '\0')
        tm_model_state_type(tm7->model, part, facets);
}

void
tm_tm7_read_part(TmTm7 *tm7, TmDiagram *diagram, TmPart *part, const TmXmlNode *value, TmKind kind)
{
    const TmXmlNode *properties = tm_xml_child(value, "Properties");
    const Reading reading = {tm7, part};

    for (const TmXmlNode *p = properties != NULL ? properties->first : NULL; p != NULL; p = p->next)
        read_property(&reading, p);
    part->type = known_type(tm7, diagram, part, value, kind);
    part->stated = *part->type != '\0';
    if (tm7->ours && part->facets != NULL)
        read_facets(tm7, part, value);
}
