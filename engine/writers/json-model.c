/* The model in JSON: the key "model" of contract.md section 2. */
#include "json-model.h"

#include <string.h>

void
tm_json_set_known(TmJson *object, const char *key, const char *value)
{
    if (value != NULL && *value != '\0')
        tm_json_set_text(object, key, value);
}

void
tm_json_set_place(TmJson *object, TmPlace place)
{
    if (place.line > 0)
        tm_json_set_integer(object, "line", place.line);
    if (place.line > 0 && place.column > 0)
        tm_json_set_integer(object, "column", place.column);
}

void
tm_json_set_texts(TmJson *object, const char *key, const GPtrArray *texts)
{
    TmJson *array = tm_json_array();

    for (guint i = 0; i < texts->len; i++)
        tm_json_append_text(array, g_ptr_array_index(texts, i));
    tm_json_set(object, key, array);
}

void
tm_json_set_ids(TmJson *object, const char *key, const GPtrArray *parts)
{
    TmJson *array = tm_json_array();

    for (guint i = 0; i < parts->len; i++) {
        const TmPart *part = g_ptr_array_index(parts, i);
        tm_json_append_text(array, part->id);
    }
    tm_json_set(object, key, array);
}

static void
set_properties(TmJson *object, const TmReport *report, const TmPart *part)
{
    g_autoptr(GPtrArray) values = tm_report_values(report, part);
    TmJson *properties = tm_json_object();

    for (guint i = 0; i < values->len; i++) {
        const TmValue *value = g_ptr_array_index(values, i);
        if (g_hash_table_contains(report->template->property_of, value->name))
            tm_json_set_text(properties, value->name, value->value);
    }
    tm_json_set(object, "properties", properties);
}

static void
set_box(TmJson *object, const TmBox *box)
{
    TmJson *array = tm_json_array();

    tm_json_append_real(array, box->x);
    tm_json_append_real(array, box->y);
    tm_json_append_real(array, box->width);
    tm_json_append_real(array, box->height);
    tm_json_set(object, "box", array);
}

static TmJson *
new_element(const TmReport *report, const TmElement *element)
{
    const TmPart *part = &element->part;
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "id", part->id);
    tm_json_set_text(object, "name", part->name);
    tm_json_set_text(object, "kind", tm_kind_name(part->kind));
    tm_json_set_known(object, "type", part->type);
    tm_json_set_texts(object, "also", part->facets);
    tm_json_set_real(object, "confidence", part->confidence);
    tm_json_set_texts(object, "evidence", part->evidence);
    set_properties(object, report, part);
    tm_json_set_ids(object, "inside", part->inside);
    tm_json_set_boolean(object, "outOfScope", part->outOfScope);
    if (element->placed)
        set_box(object, &element->box);
    tm_json_set_place(object, part->place);
    return object;
}

static void
set_crossings(TmJson *object, const GPtrArray *crossings)
{
    TmJson *array = tm_json_array();

    for (guint i = 0; i < crossings->len; i++) {
        const TmCrossing *crossing = g_ptr_array_index(crossings, i);
        const TmBoundary *boundary = crossing->boundary;
        tm_json_append_text(array, boundary != NULL ? boundary->part.id : crossing->type);
    }
    tm_json_set(object, "crosses", array);
}

static TmJson *
new_flow(const TmReport *report, const TmFlow *flow)
{
    const TmPart *part = &flow->part;
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "id", part->id);
    tm_json_set_text(object, "cell", flow->cell);
    tm_json_set_text(object, "name", part->name);
    tm_json_set_known(object, "type", part->type);
    tm_json_set_text(object, "source", flow->source->part.id);
    tm_json_set_text(object, "target", flow->target->part.id);
    tm_json_set_boolean(object, "reverse", flow->reverse);
    set_properties(object, report, part);
    set_crossings(object, flow->crossings);
    tm_json_set_boolean(object, "outOfScope", part->outOfScope);
    tm_json_set_place(object, part->place);
    return object;
}

static TmJson *
new_boundary(const TmBoundary *boundary)
{
    const TmPart *part = &boundary->part;
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "id", part->id);
    tm_json_set_text(object, "name", part->name);
    tm_json_set_known(object, "type", part->type);
    tm_json_set_text(object, "shape", boundary->line ? "line" : "box");
    tm_json_set_ids(object, "inside", part->inside);
    tm_json_set_ids(object, "members", boundary->members);
    return object;
}

static TmJson *
new_diagram(const TmReport *report, const TmDiagram *diagram)
{
    TmJson *object = tm_json_object();
    TmJson *elements = tm_json_array();
    TmJson *flows = tm_json_array();
    TmJson *boundaries = tm_json_array();

    for (guint i = 0; i < diagram->elements->len; i++)
        tm_json_append(elements, new_element(report, g_ptr_array_index(diagram->elements, i)));
    for (guint i = 0; i < diagram->flows->len; i++)
        tm_json_append(flows, new_flow(report, g_ptr_array_index(diagram->flows, i)));
    for (guint i = 0; i < diagram->boundaries->len; i++)
        tm_json_append(boundaries, new_boundary(g_ptr_array_index(diagram->boundaries, i)));
    tm_json_set_text(object, "id", diagram->id);
    tm_json_set_text(object, "name", diagram->name);
    tm_json_set_integer(object, "index", diagram->index);
    tm_json_set(object, "elements", elements);
    tm_json_set(object, "flows", flows);
    tm_json_set(object, "boundaries", boundaries);
    return object;
}

static const char *
find_metadata(const TmReport *report, const char *name)
{
    for (guint i = 0; i < report->metadata->len; i++) {
        const TmValue *value = g_ptr_array_index(report->metadata, i);
        if (strcmp(value->name, name) == 0)
            return value->value;
    }
    return NULL;
}

TmJson *
tm_json_model(const TmReport *report)
{
    static const char *const keys[] = {"owner",       "reviewer",    "contributors",
                                       "description", "assumptions", "externalDependencies"};
    const TmModel *model = report->model;
    TmJson *object = tm_json_object();
    TmJson *diagrams = tm_json_array();

    tm_json_set_text(object, "name", report->name);
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
        tm_json_set_known(object, keys[i], find_metadata(report, keys[i]));
    for (guint i = 0; i < model->diagrams->len; i++)
        tm_json_append(diagrams, new_diagram(report, g_ptr_array_index(model->diagrams, i)));
    tm_json_set(object, "diagrams", diagrams);
    return object;
}
