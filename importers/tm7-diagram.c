/* A diagram of a .tm7: what stands on it, and the lines between. */
#include <math.h>
#include <string.h>

#include "crossing.h"
#include "tm7-own.h"

/* Farther out nothing can be drawn; keeps hostile numbers out of the geometry. */
#define MAX_COORDINATE 1e7
/* Of a flow, that are not drawn. */
#define MAX_CROSSINGS 64

static const struct {
    const char *name; /* i:type */
    TmKind kind;
} shapes[] = {
    {"StencilEllipse", TM_PROCESS},
    {"StencilRectangle", TM_EXTERNAL},
    {"StencilParallelLines", TM_STORE},
    {"BorderBoundary", TM_BOUNDARY},
};

/* --- numbers ----------------------------------------------------------------------------- */

static double
number(TmTm7 *tm7, const TmXmlNode *value, const char *name)
{
    double result = g_ascii_strtod(tm_tm7_word(tm7, value, name), NULL);

    return isfinite(result) ? CLAMP(result, -MAX_COORDINATE, MAX_COORDINATE) : 0;
}

static TmBox
read_box(TmTm7 *tm7, const TmXmlNode *value)
{
    double width = number(tm7, value, "Width");
    double height = number(tm7, value, "Height");

    return (TmBox){number(tm7, value, "Left"), number(tm7, value, "Top"), MAX(width, 0),
                   MAX(height, 0)};
}

/* Start, handle and end. */
static const TmPoint *
read_points(TmTm7 *tm7, const TmXmlNode *value)
{
    TmPoint *points = tm_pool_new_n(&tm7->model->pool, TmPoint, 3);

    points[0] = (TmPoint){number(tm7, value, "SourceX"), number(tm7, value, "SourceY")};
    points[1] = (TmPoint){number(tm7, value, "HandleX"), number(tm7, value, "HandleY")};
    points[2] = (TmPoint){number(tm7, value, "TargetX"), number(tm7, value, "TargetY")};
    return points;
}

/* --- what stands there ------------------------------------------------------------------- */

static const char *
id_of(TmTm7 *tm7, const TmXmlNode *pair, const TmXmlNode *value)
{
    const char *guid = tm_tm7_word(tm7, value, "Guid");

    return *guid != '\0' ? guid : tm_tm7_word(tm7, pair, "Key");
}

/* In our own files the parts keep the ids that they had before. */
static const char *
own_id(TmTm7 *tm7, const TmXmlNode *value, const char *guid)
{
    const char *id = tm7->ours ? tm_tm7_remark(tm7, value, TM_TM7_ID) : "";

    return *id != '\0' ? id : guid;
}

static void
remember(TmTm7 *tm7, const char *guid, const TmPart *part)
{
    if (tm7->ours)
        g_hash_table_insert(tm7->names, (gpointer)guid, (gpointer)part->id);
}

static gboolean
is_annotation(TmTm7 *tm7, const TmXmlNode *value)
{
    const char *type = tm_tm7_word(tm7, value, "TypeId");
    const char *generic = tm_tm7_word(tm7, value, "GenericTypeId");

    return strcmp(type, "GE.A") == 0 || strcmp(generic, "GE.A") == 0 ||
           g_hash_table_contains(tm7->template->annotations, type);
}

static void
read_element(TmTm7 *tm7, TmDiagram *diagram, const char *guid, const TmXmlNode *value, TmKind kind)
{
    TmElement *element =
        tm_model_add_element(tm7->model, diagram, own_id(tm7, value, guid), value->place);

    remember(tm7, guid, &element->part);
    element->part.kind = kind;
    element->placed = TRUE;
    element->box = read_box(tm7, value);
    tm_tm7_read_part(tm7, diagram, &element->part, value, kind);
}

static void
read_border(TmTm7 *tm7, TmDiagram *diagram, const char *guid, const TmXmlNode *value)
{
    TmBoundary *boundary =
        tm_model_add_boundary(tm7->model, diagram, own_id(tm7, value, guid), value->place);

    boundary->placed = TRUE;
    boundary->box = read_box(tm7, value);
    tm_tm7_read_part(tm7, diagram, &boundary->part, value, TM_BOUNDARY);
}

/* A text is no element, unless a flow ends there: threats then come from it as from others. */
static void
read_shape(TmTm7 *tm7, TmDiagram *diagram, const TmXmlNode *pair, GHashTable *ends)
{
    const TmXmlNode *value = tm_xml_child(pair, "Value");
    const char *id = value != NULL ? id_of(tm7, pair, value) : "";

    if (value == NULL || (is_annotation(tm7, value) && !g_hash_table_contains(ends, id)))
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(shapes); i++) {
        if (strcmp(shapes[i].name, tm_tm7_kind(value)) != 0)
            continue;
        if (shapes[i].kind == TM_BOUNDARY)
            read_border(tm7, diagram, id, value);
        else
            read_element(tm7, diagram, id, value, shapes[i].kind);
        return;
    }
    tm_model_add_message(tm7->model, "H23", diagram, NULL, value->place,
                         "nothing is known of a %s: it is left out", tm_tm7_kind(value));
}

/* --- lines ------------------------------------------------------------------------------- */

static void
read_line_boundary(TmTm7 *tm7, TmDiagram *diagram, const char *guid, const TmXmlNode *value)
{
    TmBoundary *boundary =
        tm_model_add_boundary(tm7->model, diagram, own_id(tm7, value, guid), value->place);

    boundary->placed = TRUE;
    boundary->line = TRUE;
    boundary->curve = TRUE;
    boundary->points = read_points(tm7, value);
    boundary->n_points = 3;
    tm_tm7_read_part(tm7, diagram, &boundary->part, value, TM_BOUNDARY);
}

static TmElement *
find_end(TmTm7 *tm7, const TmDiagram *diagram, const TmXmlNode *value, const char *name)
{
    TmPart *part = tm_diagram_find(diagram, tm_tm7_id(tm7, tm_tm7_word(tm7, value, name)));

    if (part == NULL || part->kind == TM_BOUNDARY || part->kind == TM_FLOW)
        return NULL;
    return g_ptr_array_index(diagram->elements, part->index);
}

static void
leave_out(TmTm7 *tm7, TmDiagram *diagram, const char *id, const TmXmlNode *value)
{
    TmPart part = {.kind = TM_FLOW, .name = "", .values = tm_pool_array(&tm7->model->pool)};
    TmMessage *message;

    tm_tm7_read_part(tm7, diagram, &part, value, TM_FLOW);
    message = tm_model_add_message(tm7->model, "H20", diagram, NULL, value->place,
                                   "the flow %s is not connected to two elements",
                                   *part.name != '\0' ? part.name : id);
    message->cell = id;
    g_hash_table_add(tm7->loose, (gpointer)id);
}

static void
add_crossing(TmTm7 *tm7, TmFlow *flow, const char *type)
{
    if (tm_template_stencil(tm7->template, type) != NULL)
        tm_model_add_crossing(tm7->model, flow, NULL, type);
}

/* What only our own files say of a flow. */
static void
read_remarks(TmTm7 *tm7, TmFlow *flow, const TmXmlNode *value)
{
    const char *cell = tm_tm7_remark(tm7, value, TM_TM7_CELL);
    g_auto(GStrv) types = g_strsplit(tm_tm7_remark(tm7, value, TM_TM7_CROSSES), ",", MAX_CROSSINGS);

    if (*cell != '\0')
        flow->cell = cell;
    flow->reverse = *tm_tm7_remark(tm7, value, TM_TM7_REVERSE) != '\0';
    for (char **type = types; *type != NULL; type++)
        add_crossing(tm7, flow, *type);
}

static void
read_connector(TmTm7 *tm7, TmDiagram *diagram, const char *id, const TmXmlNode *value)
{
    TmElement *source = find_end(tm7, diagram, value, "SourceGuid");
    TmElement *target = find_end(tm7, diagram, value, "TargetGuid");
    TmFlow *flow;

    if (source == NULL || target == NULL) {
        leave_out(tm7, diagram, id, value);
        return;
    }
    flow = tm_model_add_flow(tm7->model, diagram, own_id(tm7, value, id), source, target,
                             value->place);
    remember(tm7, id, &flow->part);
    flow->points = read_points(tm7, value);
    flow->n_points = 3;
    tm_tm7_read_part(tm7, diagram, &flow->part, value, TM_FLOW);
    if (tm7->ours)
        read_remarks(tm7, flow, value);
}

static void
read_line(TmTm7 *tm7, TmDiagram *diagram, const TmXmlNode *pair)
{
    const TmXmlNode *value = tm_xml_child(pair, "Value");

    if (value == NULL)
        return;
    if (strcmp(tm_tm7_kind(value), "Connector") == 0)
        read_connector(tm7, diagram, id_of(tm7, pair, value), value);
    else if (strcmp(tm_tm7_kind(value), "LineBoundary") == 0)
        read_line_boundary(tm7, diagram, id_of(tm7, pair, value), value);
    else
        tm_model_add_message(tm7->model, "H23", diagram, NULL, value->place,
                             "nothing is known of a %s: it is left out", tm_tm7_kind(value));
}

/* The ids of what lines end on. */
static GHashTable *
find_ends(TmTm7 *tm7, const TmXmlNode *lines)
{
    GHashTable *ends = g_hash_table_new(tm_text_hash, g_str_equal);

    for (const TmXmlNode *pair = lines != NULL ? lines->first : NULL; pair != NULL;
         pair = pair->next) {
        const TmXmlNode *value = tm_xml_child(pair, "Value");
        g_hash_table_add(ends, (gpointer)tm_tm7_word(tm7, value, "SourceGuid"));
        g_hash_table_add(ends, (gpointer)tm_tm7_word(tm7, value, "TargetGuid"));
    }
    return ends;
}

/* --- what our own files say besides ----------------------------------------------------- */

static TmBoundary *
find_boundary(const TmDiagram *diagram, const char *escaped)
{
    g_autofree char *id = g_uri_unescape_string(escaped, NULL);
    TmPart *part = id != NULL ? tm_diagram_find(diagram, id) : NULL;

    return part != NULL && part->kind == TM_BOUNDARY ? diagram->boundaries->pdata[part->index]
                                                     : NULL;
}

/* The boundaries around a part that the drawing does not show. */
static void
put_inside(TmTm7 *tm7, const TmDiagram *diagram, const TmXmlNode *value)
{
    const char *guid = tm_tm7_word(tm7, value, "Guid");
    TmPart *part = tm_diagram_find(diagram, own_id(tm7, value, guid));
    g_auto(GStrv) ids = g_strsplit(tm_tm7_remark(tm7, value, TM_TM7_INSIDE), " ", MAX_CROSSINGS);

    for (char **id = ids; part != NULL && *id != NULL; id++) {
        TmBoundary *boundary = find_boundary(diagram, *id);
        if (boundary != NULL && !g_ptr_array_find(part->inside, boundary, NULL))
            tm_model_put_inside(part, boundary);
    }
}

/* --- the diagram ------------------------------------------------------------------------- */

void
tm_tm7_read_diagram(TmTm7 *tm7, const TmXmlNode *surface)
{
    const TmXmlNode *borders = tm_xml_child(surface, "Borders");
    const TmXmlNode *lines = tm_xml_child(surface, "Lines");
    g_autoptr(GHashTable) ends = find_ends(tm7, lines);
    const char *guid = tm_tm7_word(tm7, surface, "Guid");
    TmDiagram *diagram = tm_model_add_diagram(tm7->model, own_id(tm7, surface, guid),
                                              tm_xml_child_text(surface, "Header"));

    if (tm7->ours)
        diagram->prefix = tm_tm7_remark(tm7, surface, TM_TM7_PREFIX);
    diagram->by_points = !tm7->ours;
    diagram->complete = !tm7->ours;
    diagram->off = tm7->off || (tm7->ours && *tm_tm7_remark(tm7, surface, TM_TM7_OFF) != '\0');
    for (const TmXmlNode *pair = borders != NULL ? borders->first : NULL; pair != NULL;
         pair = pair->next)
        read_shape(tm7, diagram, pair, ends);
    for (const TmXmlNode *pair = lines != NULL ? lines->first : NULL; pair != NULL;
         pair = pair->next)
        read_line(tm7, diagram, pair);
    tm_crossing_nest(tm7->model, diagram);
    for (const TmXmlNode *pair = tm7->ours && borders != NULL ? borders->first : NULL; pair != NULL;
         pair = pair->next)
        put_inside(tm7, diagram, tm_xml_child(pair, "Value"));
}
