/* The attributes that speak to drawbridge (contract.md section 4): the type, and properties under
 * their own name or with tm_ before it. All others are Graphviz's or somebody else's. */
#include <string.h>

#include "dot-own.h"
#include "wording.h"

enum {
    MAX_VALUE = 1000, /* bytes: a default may give one value to very many parts */
};

/* Read elsewhere. */
static const char *const known[] = {"tm_type", "tm_name", "tm_crosses", "tm_threats", NULL};

static void
complain(TmDotReader *r, const TmPart *part, const char *name, const char *problem)
{
    TmPlace place = part != NULL ? part->place : r->places->place;

    if (g_hash_table_add(r->complained, (gpointer)name))
        tm_model_add_message(r->model, "H26", r->diagram, part, place, "%s %s", name,
                             tm_wording(r->model->language, problem));
}

static void
add_value(TmDotReader *r, TmPart *part, const char *name, const char *value)
{
    if (strcmp(name, "outOfScope") == 0)
        part->outOfScope = strcmp(value, "Yes") == 0;
    tm_model_add_value(r->model, part, name, value, part->place);
}

static void
read_attribute(TmDotReader *r, TmPart *part, const TmDotAttribute *attribute)
{
    gboolean ours = g_str_has_prefix(attribute->name, "tm_");
    const char *name = attribute->name + (ours ? 3 : 0);
    const TmProperty *property = g_hash_table_lookup(r->template->property_of, name);
    gboolean scope = g_str_has_prefix(name, "outOfScope");

    if (!ours && property == NULL && !scope)
        return;
    if (strlen(attribute->value) > MAX_VALUE)
        complain(r, part, attribute->name, "is left out: its value is too long");
    else if (strcmp(attribute->name, "tm_crosses") == 0 && part->kind != TM_FLOW)
        complain(r, part, attribute->name, "is left out: it belongs on an edge");
    else if (ours && g_strv_contains(known, attribute->name))
        return;
    else if (property != NULL && property->derived)
        complain(r, part, attribute->name, "is computed from the diagram and cannot be stated");
    else if (property != NULL || scope)
        add_value(r, part, name, attribute->value);
    else
        complain(r, part, attribute->name, "is no declared property");
}

void
tm_dot_add_values(TmDotReader *reader, TmPart *part, const TmDotObject *object, gboolean typed)
{
    const char *type = tm_dot_value(object, "tm_type");

    if (typed && *type != '\0' && strlen(type) <= MAX_VALUE)
        tm_model_state_type(reader->model, part, type);
    for (guint i = 0; i < object->n_attributes; i++)
        read_attribute(reader, part, &object->attributes[i]);
}

void
tm_dot_check_graph(TmDotReader *reader)
{
    static const char *const meant[] = {"tm_name", "tm_register", "tm_template", "tm_threats",
                                        NULL};
    const TmDotObject *root = &reader->graph->subgraphs[0];

    for (guint i = 0; i < root->n_attributes; i++) {
        const char *name = root->attributes[i].name;
        if (g_str_has_prefix(name, "tm_") && !g_strv_contains(meant, name))
            complain(reader, NULL, name, "means nothing on a graph");
    }
}
