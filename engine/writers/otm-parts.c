/* Boundaries as trust zones, elements as components, flows as data flows. */
#include <string.h>

#include "classify-own.h"
#include "escape.h"
#include "json-model.h"
#include "otm-names.h"
#include "otm-own.h"

/* The tail of the id of a flow that is the way back of another. */
#define REVERSE "~reverse"

/* --- attributes -------------------------------------------------------------------------- */

static void
set_types(TmJson *attributes, const TmPart *part)
{
    g_autoptr(GString) types = g_string_new(part->type);

    if (part->type == NULL)
        return;
    for (guint i = 0; i < part->facets->len; i++)
        g_string_append_printf(types, ",%s", (const char *)g_ptr_array_index(part->facets, i));
    tm_json_set_text(attributes, TM_OTM_TYPE, types->str);
}

static void
set_points(TmJson *attributes, const TmPoint *points, guint count)
{
    g_autoptr(GString) text = g_string_new(NULL);
    char number[G_ASCII_DTOSTR_BUF_SIZE];

    for (guint i = 0; points != NULL && i < count; i++) {
        g_string_append(text, i > 0 ? " " : "");
        g_string_append(text, g_ascii_dtostr(number, sizeof number, points[i].x));
        g_string_append_c(text, ',');
        g_string_append(text, g_ascii_dtostr(number, sizeof number, points[i].y));
    }
    tm_json_set_known(attributes, TM_OTM_POINTS, text->str);
}

/* Its properties, those that the register answers too. */
static TmJson *
new_attributes(const TmOtmWriter *writer, const TmPart *part, const char *id)
{
    g_autoptr(GPtrArray) values = tm_report_values(writer->report, part);
    TmJson *attributes = tm_json_object();

    if (strcmp(id, part->id) != 0)
        tm_json_set_text(attributes, TM_OTM_ID, part->id);
    if (*part->name == '\0' && part->kind != TM_FLOW)
        tm_json_set_text(attributes, TM_OTM_UNNAMED, "Yes");
    set_types(attributes, part);
    for (guint i = 0; i < values->len; i++) {
        const TmValue *value = g_ptr_array_index(values, i);
        if (!g_str_has_prefix(value->name, "tm_"))
            tm_json_set_text(attributes, value->name, value->value);
    }
    if (part->outOfScope)
        tm_json_set_text(attributes, "outOfScope", "Yes");
    return attributes;
}

/* --- where it is ------------------------------------------------------------------------- */

static TmJson *
new_pair(const char *one, double first, const char *other, double second)
{
    TmJson *object = tm_json_object();

    tm_json_set_real(object, one, first);
    tm_json_set_real(object, other, second);
    return object;
}

static const TmBoundary *
parent_of(const TmPart *part)
{
    for (guint i = 0; i < part->inside->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(part->inside, i);
        if (!boundary->line)
            return boundary;
    }
    return NULL;
}

/* From the corner of the parent. Without a place it still says which page it is on. */
static void
set_place(TmJson *object, const TmDiagram *diagram, const TmPart *part, const char *id,
          const TmBox *box)
{
    const TmBoundary *parent = parent_of(part);
    const double x = parent != NULL && parent->placed ? parent->box.x : 0;
    const double y = parent != NULL && parent->placed ? parent->box.y : 0;
    TmJson *array = tm_json_array();
    TmJson *place = tm_json_object();

    tm_json_set_text(place, "representation", diagram->id);
    tm_json_set_text(place, "id", id);
    if (box != NULL && (parent == NULL || parent->placed)) {
        tm_json_set(place, "position", new_pair("x", box->x - x, "y", box->y - y));
        tm_json_set(place, "size", new_pair("width", box->width, "height", box->height));
    }
    tm_json_append(array, place);
    tm_json_set(object, "representations", array);
}

static void
set_parent(TmJson *object, const TmOtmWriter *writer, const TmDiagram *diagram,
           const TmBoundary *boundary)
{
    TmJson *parent = tm_json_object();
    g_autofree char *id = boundary != NULL ? tm_otm_part_id(writer, diagram, &boundary->part)
                                           : g_strdup(writer->outside);

    tm_json_set_text(parent, "trustZone", id);
    tm_json_set(object, "parent", parent);
}

/* Whether what @part is inside of is its parent, the parent of that, and so on. */
static gboolean
is_chain(const TmPart *part)
{
    const TmBoundary *around = parent_of(part);

    for (guint i = 0; i < part->inside->len; i++) {
        if (around != g_ptr_array_index(part->inside, i))
            return FALSE;
        around = parent_of(&around->part);
    }
    return around == NULL;
}

/* Boundaries may overlap, the zones of the format may not. */
static void
set_inside(TmJson *attributes, const TmOtmWriter *writer, const TmDiagram *diagram,
           const TmPart *part)
{
    g_autoptr(GString) ids = g_string_new(NULL);

    if (is_chain(part))
        return;
    for (guint i = 0; i < part->inside->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(part->inside, i);
        g_autofree char *id = tm_otm_part_id(writer, diagram, &boundary->part);
        if (ids->len > 0)
            g_string_append_c(ids, ' ');
        tm_escape_id(ids, id);
    }
    tm_json_set_known(attributes, TM_OTM_INSIDE, ids->str);
}

/* --- zones ------------------------------------------------------------------------------- */

/* In per cent; how far from us it is says how much it is to be trusted. */
static TmJson *
new_risk(const TmOtmWriter *writer, const TmPart *part)
{
    static const guint ratings[] = {[TM_ZONE_UNKNOWN] = 50,
                                    [TM_ZONE_INTERNAL] = 80,
                                    [TM_ZONE_EXTERNAL] = 30,
                                    [TM_ZONE_INTERNET] = 10};
    const TmStencil *stencil = part != NULL && part->type != NULL
                                   ? tm_template_stencil(writer->report->template, part->type)
                                   : NULL;
    const TmZone zone = stencil != NULL ? tm_classify_zone(stencil) : TM_ZONE_UNKNOWN;
    TmJson *risk = tm_json_object();

    tm_json_set_integer(risk, "trustRating", ratings[zone]);
    return risk;
}

static TmJson *
new_zone(const TmOtmWriter *writer, const TmDiagram *diagram, const TmBoundary *boundary)
{
    const TmPart *part = &boundary->part;
    g_autofree char *id = tm_otm_part_id(writer, diagram, part);
    TmJson *object = tm_json_object();
    TmJson *attributes = new_attributes(writer, part, id);

    tm_json_set_text(object, "id", id);
    tm_json_set_text(object, "name", part->called);
    tm_json_set_known(object, "type", part->type);
    tm_json_set(object, "risk", new_risk(writer, part));
    if (parent_of(part) != NULL)
        set_parent(object, writer, diagram, parent_of(part));
    set_place(object, diagram, part, id,
              boundary->placed && !boundary->line ? &boundary->box : NULL);
    if (boundary->line) {
        tm_json_set_text(attributes, TM_OTM_LINE, boundary->curve ? "curve" : "straight");
        set_points(attributes, boundary->points, boundary->n_points);
    }
    set_inside(attributes, writer, diagram, part);
    tm_json_set(object, "attributes", attributes);
    return object;
}

/* Outside of all boundaries; not part of the model. */
static TmJson *
new_outside(const TmOtmWriter *writer)
{
    TmJson *object = tm_json_object();
    TmJson *attributes = tm_json_object();

    tm_json_set_text(attributes, TM_OTM_TYPE, TM_OTM_NONE);
    tm_json_set_text(object, "id", writer->outside);
    tm_json_set_text(object, "name", "Outside of all boundaries");
    tm_json_set(object, "risk", new_risk(writer, NULL));
    tm_json_set(object, "attributes", attributes);
    return object;
}

void
tm_otm_write_zones(TmOtmWriter *writer, const TmDiagram *diagram, TmJsonStream *stream)
{
    for (guint i = 0; i < diagram->boundaries->len; i++)
        tm_json_stream_item(stream,
                            new_zone(writer, diagram, g_ptr_array_index(diagram->boundaries, i)));
    if (diagram->index + 1 == writer->report->model->diagrams->len)
        tm_json_stream_item(stream, new_outside(writer));
}

/* --- components -------------------------------------------------------------------------- */

static TmJson *
new_component(TmOtmWriter *writer, const TmDiagram *diagram, const TmElement *element)
{
    const TmPart *part = &element->part;
    g_autofree char *id = tm_otm_part_id(writer, diagram, part);
    TmJson *object = tm_json_object();
    TmJson *attributes = new_attributes(writer, part, id);

    tm_json_set_text(object, "id", id);
    tm_json_set_text(object, "name", part->called);
    tm_json_set_text(object, "type", part->type != NULL ? part->type : tm_kind_name(part->kind));
    set_parent(object, writer, diagram, parent_of(part));
    set_place(object, diagram, part, id, element->placed ? &element->box : NULL);
    tm_json_set(object, "threats", tm_otm_threats_at(writer, part));
    set_inside(attributes, writer, diagram, part);
    tm_json_set(object, "attributes", attributes);
    return object;
}

void
tm_otm_write_components(TmOtmWriter *writer, const TmDiagram *diagram, TmJsonStream *stream)
{
    for (guint i = 0; i < diagram->elements->len; i++)
        tm_json_stream_item(
            stream, new_component(writer, diagram, g_ptr_array_index(diagram->elements, i)));
}

/* --- flows ------------------------------------------------------------------------------- */

/* Returns the way back that is one with @flow, or NULL. */
static const TmFlow *
way_back(const TmDiagram *diagram, const TmFlow *flow)
{
    g_autofree char *id = g_strconcat(flow->part.id, REVERSE, NULL);
    const TmPart *part = tm_diagram_find(diagram, id);
    const TmFlow *back;

    if (flow->reverse || part == NULL || part->kind != TM_FLOW)
        return NULL;
    back = g_ptr_array_index(diagram->flows, part->index);
    return back->reverse && back->source == flow->target && back->target == flow->source ? back
                                                                                         : NULL;
}

/* Whether it is written with the other direction. */
static gboolean
is_way_back(const TmDiagram *diagram, const TmFlow *flow)
{
    const TmPart *there = tm_diagram_find(diagram, flow->cell);

    return flow->reverse && there != NULL && there->kind == TM_FLOW &&
           way_back(diagram, g_ptr_array_index(diagram->flows, there->index)) == flow;
}

static void
set_crossings(TmJson *attributes, const TmFlow *flow)
{
    g_autoptr(GString) types = g_string_new(NULL);

    for (guint i = 0; i < flow->crossings->len; i++) {
        const TmCrossing *crossing = g_ptr_array_index(flow->crossings, i);
        if (crossing->boundary == NULL)
            g_string_append_printf(types, "%s%s", types->len > 0 ? "," : "", crossing->type);
    }
    tm_json_set_known(attributes, TM_OTM_CROSSES, types->str);
}

static void
set_end(TmJson *object, const char *key, const TmOtmWriter *writer, const TmDiagram *diagram,
        const TmElement *element)
{
    g_autofree char *id = tm_otm_part_id(writer, diagram, &element->part);

    tm_json_set_text(object, key, id);
}

static TmJson *
new_flow(TmOtmWriter *writer, const TmDiagram *diagram, const TmFlow *flow)
{
    const TmPart *part = &flow->part;
    g_autofree char *id = tm_otm_part_id(writer, diagram, part);
    TmJson *object = tm_json_object();
    TmJson *attributes = new_attributes(writer, part, id);

    tm_json_set_text(object, "id", id);
    tm_json_set_text(object, "name", part->name);
    tm_json_set_boolean(object, "bidirectional", way_back(diagram, flow) != NULL);
    set_end(object, "source", writer, diagram, flow->source);
    set_end(object, "destination", writer, diagram, flow->target);
    tm_json_set(object, "threats", tm_otm_threats_at(writer, part));
    if (strcmp(flow->cell, part->id) != 0)
        tm_json_set_text(attributes, TM_OTM_CELL, flow->cell);
    if (flow->reverse)
        tm_json_set_text(attributes, TM_OTM_REVERSE, "Yes");
    set_points(attributes, flow->points, flow->n_points);
    set_crossings(attributes, flow);
    tm_json_set(object, "attributes", attributes);
    return object;
}

void
tm_otm_write_flows(TmOtmWriter *writer, const TmDiagram *diagram, TmJsonStream *stream)
{
    for (guint i = 0; i < diagram->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(diagram->flows, i);
        if (!is_way_back(diagram, flow))
            tm_json_stream_item(stream, new_flow(writer, diagram, flow));
    }
}
