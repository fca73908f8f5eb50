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
new_element(const TmReport *report, gconstpointer data)
{
    const TmElement *element = data;
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
new_flow(const TmReport *report, gconstpointer data)
{
    const TmFlow *flow = data;
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
new_boundary(const TmReport *report G_GNUC_UNUSED, gconstpointer data)
{
    const TmBoundary *boundary = data;
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

/* The lists of parts of a diagram. */
static const struct {
    const char *key;
    gsize offset; /* in TmDiagram */
    TmJson *(*make)(const TmReport *report, gconstpointer part);
} lists[] = {
    {"elements", G_STRUCT_OFFSET(TmDiagram, elements), new_element},
    {"flows", G_STRUCT_OFFSET(TmDiagram, flows), new_flow},
    {"boundaries", G_STRUCT_OFFSET(TmDiagram, boundaries), new_boundary},
};

static void
open_diagram(TmJsonStream *stream, const TmDiagram *diagram)
{
    tm_json_stream_open_object(stream, NULL);
    tm_json_stream_member(stream, "id", tm_json_text(diagram->id));
    tm_json_stream_member(stream, "name", tm_json_text(diagram->name));
    tm_json_stream_member(stream, "index", tm_json_integer(diagram->index));
}

/* Some parts of the list at work. */
static void
stream_parts(TmJsonModel *model, const TmDiagram *diagram)
{
    const GPtrArray *parts = G_STRUCT_MEMBER(const GPtrArray *, diagram, lists[model->list].offset);
    const guint end = MIN(parts->len, model->next + TM_JSON_STEP);

    if (model->next == 0)
        tm_json_stream_open(model->stream, lists[model->list].key);
    while (model->next < end)
        tm_json_stream_item(
            model->stream,
            lists[model->list].make(model->report, g_ptr_array_index(parts, model->next++)));
    if (model->next < parts->len)
        return;
    tm_json_stream_close(model->stream);
    model->next = 0;
    model->list++;
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

TmJsonModel
tm_json_model_begin(const TmReport *report, TmJsonStream *stream)
{
    static const char *const keys[] = {"owner",       "reviewer",    "contributors",
                                       "description", "assumptions", "externalDependencies"};

    tm_json_stream_open_object(stream, "model");
    tm_json_stream_member(stream, "name", tm_json_text(report->name));
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        const char *value = find_metadata(report, keys[i]);
        if (value != NULL && *value != '\0')
            tm_json_stream_member(stream, keys[i], tm_json_text(value));
    }
    tm_json_stream_open(stream, "diagrams");
    return (TmJsonModel){.report = report, .stream = stream};
}

gboolean
tm_json_model_step(TmJsonModel *model)
{
    const GPtrArray *diagrams = model->report->model->diagrams;
    const TmDiagram *diagram;

    if (model->diagram == diagrams->len) {
        tm_json_stream_close(model->stream);
        tm_json_stream_close_object(model->stream);
        return FALSE;
    }
    diagram = g_ptr_array_index(diagrams, model->diagram);
    if (model->list == 0 && model->next == 0)
        open_diagram(model->stream, diagram);
    stream_parts(model, diagram);
    if (model->list == G_N_ELEMENTS(lists)) {
        tm_json_stream_close_object(model->stream);
        model->list = 0;
        model->diagram++;
    }
    return TRUE;
}
