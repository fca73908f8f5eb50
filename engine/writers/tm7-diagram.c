/* The diagrams of a .tm7: DrawingSurfaceList, with boxes, and flows from port to port. */
#include <math.h>
#include <string.h>

#include "tm7-names.h"
#include "tm7-own.h"

#define SURFACE "DRAWINGSURFACE"
/* Ends of flows lie that far inside of what they are attached to. */
#define INSET 5
/* Between flows that join the same two elements. */
#define SPREAD 40

typedef struct {
    TmTm7Writer *writer;
    const TmDiagram *diagram;
    const TmPlaces *places;
    GHashTable *joined; /* "1-2" -> how many flows join these elements so far */
} Drawing;

/* The end of a flow: a side of an element, and the point there. */
typedef struct {
    const char *port;
    TmTm7Point point;
} Port;

typedef struct {
    TmTm7Point points[3]; /* start, handle, end */
    const char *ports[2];
    char guids[2][TM_TM7_GUID_LENGTH + 1];
} Line;

/* --- what all parts have ----------------------------------------------------------------- */

static const char *
shape_of(const TmPart *part)
{
    static const char *const shapes[] = {
        [TM_EXTERNAL] = "StencilRectangle",  [TM_PROCESS] = "StencilEllipse",
        [TM_STORE] = "StencilParallelLines", [TM_FLOW] = "Connector",
        [TM_BOUNDARY] = "BorderBoundary",
    };

    return shapes[part->kind];
}

/* A type of ours has a twin for boundaries that are lines. */
static void
write_type(const Drawing *drawing, const char *tag, const TmStencil *stencil, gboolean line)
{
    gboolean twin = line && drawing->writer->ours;
    g_autofree char *id =
        g_strconcat(stencil != NULL ? stencil->id : "", twin ? TM_TM7_LINE : "", NULL);

    tm_tm7_abstract(drawing->writer->out, tag, id);
}

static void
open_part(const Drawing *drawing, const TmPart *part, gboolean line)
{
    TmTm7Writer *writer = drawing->writer;
    const TmStencil *stencil = tm_tm7_stencil(writer, part);
    char guid[TM_TM7_GUID_LENGTH + 1];

    tm_tm7_part_guid(writer, drawing->diagram, part->id, guid);
    g_string_append_printf(writer->out,
                           "<a:KeyValueOfguidanyType><a:Key>%s</a:Key><a:Value z:Id=\"i%u\" "
                           "i:type=\"%s\">",
                           guid, writer->next++, line ? "LineBoundary" : shape_of(part));
    write_type(drawing, "GenericTypeId", stencil != NULL ? tm_tm7_root(stencil) : NULL, line);
    tm_tm7_abstract(writer->out, "Guid", guid);
    tm_tm7_write_properties(writer, part, drawing->places);
    write_type(drawing, "TypeId", stencil, line);
}

static void
close_part(const Drawing *drawing)
{
    g_string_append(drawing->writer->out, "</a:Value></a:KeyValueOfguidanyType>");
}

/* --- boxes ------------------------------------------------------------------------------- */

static void
write_box(const Drawing *drawing, const TmPart *part, const TmPlaceBox *box)
{
    GString *out = drawing->writer->out;

    open_part(drawing, part, FALSE);
    tm_tm7_abstract_number(out, "Height", box->height);
    tm_tm7_abstract_number(out, "Left", box->left);
    g_string_append(out, "<StrokeDashArray i:nil=\"true\" xmlns=\"" TM_TM7_ABSTRACTS "\"/>");
    tm_tm7_abstract_number(out, "StrokeThickness", 1);
    tm_tm7_abstract_number(out, "Top", box->top);
    tm_tm7_abstract_number(out, "Width", box->width);
    close_part(drawing);
}

static void
write_borders(const Drawing *drawing)
{
    const TmDiagram *diagram = drawing->diagram;
    const TmPlaces *places = drawing->places;

    for (guint i = 0; i < diagram->elements->len; i++)
        write_box(drawing, diagram->elements->pdata[i],
                  &g_array_index(places->elements, TmPlaceBox, i));
    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = diagram->boundaries->pdata[i];
        if (!boundary->line)
            write_box(drawing, &boundary->part, &g_array_index(places->boundaries, TmPlaceBox, i));
    }
}

/* --- lines ------------------------------------------------------------------------------- */

static void
write_line(const Drawing *drawing, const TmPart *part, const Line *line)
{
    GString *out = drawing->writer->out;

    open_part(drawing, part, part->kind == TM_BOUNDARY);
    tm_tm7_abstract_number(out, "HandleX", line->points[1].x);
    tm_tm7_abstract_number(out, "HandleY", line->points[1].y);
    tm_tm7_abstract(out, "PortSource", line->ports[0]);
    tm_tm7_abstract(out, "PortTarget", line->ports[1]);
    tm_tm7_abstract(out, "SourceGuid", line->guids[0]);
    tm_tm7_abstract_number(out, "SourceX", line->points[0].x);
    tm_tm7_abstract_number(out, "SourceY", line->points[0].y);
    tm_tm7_abstract(out, "TargetGuid", line->guids[1]);
    tm_tm7_abstract_number(out, "TargetX", line->points[2].x);
    tm_tm7_abstract_number(out, "TargetY", line->points[2].y);
    close_part(drawing);
}

static TmTm7Point
centre(const TmPlaceBox *box)
{
    return (TmTm7Point){box->left + box->width / 2, box->top + box->height / 2};
}

/* The middle of the side that faces @other. */
static Port
face(const TmPlaceBox *box, TmTm7Point other)
{
    TmTm7Point c = centre(box);
    gint64 dx = other.x - c.x, dy = other.y - c.y;

    if (ABS(dx) * box->height >= ABS(dy) * box->width)
        return dx >= 0 ? (Port){"East", {box->left + box->width - INSET, c.y}}
                       : (Port){"West", {box->left + INSET, c.y}};
    return dy >= 0 ? (Port){"South", {c.x, box->top + box->height - INSET}}
                   : (Port){"North", {c.x, box->top + INSET}};
}

/* Flows between the same two elements get handles apart from each other. */
static gint64
offset_of(const Drawing *drawing, const TmFlow *flow)
{
    guint a = flow->source->part.index, b = flow->target->part.index;
    char *key = g_strdup_printf("%u-%u", MIN(a, b), MAX(a, b));
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(drawing->joined, key));

    g_hash_table_insert(drawing->joined, key, GUINT_TO_POINTER(n + 1));
    return (gint64)((n + 1) / 2) * (n % 2 == 0 ? -SPREAD : SPREAD);
}

static void
write_flow(const Drawing *drawing, const TmFlow *flow)
{
    const GArray *boxes = drawing->places->elements;
    const TmPlaceBox *from = &g_array_index(boxes, TmPlaceBox, flow->source->part.index);
    const TmPlaceBox *to = &g_array_index(boxes, TmPlaceBox, flow->target->part.index);
    Port start = face(from, centre(to));
    Port end = face(to, centre(from));
    gint64 offset = offset_of(drawing, flow);
    Line line = {.ports = {start.port, end.port}};

    if (flow->source == flow->target)
        end = (Port){"South", {centre(to).x, to->top + to->height - INSET}};
    line.ports[1] = end.port;
    line.points[0] = start.point;
    line.points[2] = end.point;
    line.points[1] = (TmTm7Point){(start.point.x + end.point.x) / 2 + offset,
                                  (start.point.y + end.point.y) / 2 + offset};
    tm_tm7_part_guid(drawing->writer, drawing->diagram, flow->source->part.id, line.guids[0]);
    tm_tm7_part_guid(drawing->writer, drawing->diagram, flow->target->part.id, line.guids[1]);
    write_line(drawing, &flow->part, &line);
}

static TmTm7Point
round_point(TmPoint point)
{
    return (TmTm7Point){llround(point.x), llround(point.y)};
}

/* A line of many points is bent but once there. */
static void
write_boundary_line(const Drawing *drawing, const TmBoundary *boundary)
{
    const TmPlaceBox *box =
        &g_array_index(drawing->places->boundaries, TmPlaceBox, boundary->part.index);
    TmTm7Point left = {box->left, box->top}, right = {box->left + box->width, box->top};
    Line line = {.points = {left, {(left.x + right.x) / 2, left.y}, right},
                 .ports = {"None", "None"},
                 .guids = {TM_TM7_NOBODY, TM_TM7_NOBODY}};

    if (drawing->places->drawn) {
        guint n = boundary->n_points;
        line.points[0] = round_point(boundary->points[0]);
        line.points[2] = round_point(boundary->points[n - 1]);
        line.points[1] = (TmTm7Point){(line.points[0].x + line.points[2].x) / 2,
                                      (line.points[0].y + line.points[2].y) / 2};
        if (n > 2)
            line.points[1] = round_point(boundary->points[n / 2]);
    }
    write_line(drawing, &boundary->part, &line);
}

static void
write_lines(const Drawing *drawing)
{
    const TmDiagram *diagram = drawing->diagram;

    for (guint i = 0; i < diagram->flows->len; i++)
        write_flow(drawing, diagram->flows->pdata[i]);
    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = diagram->boundaries->pdata[i];
        if (boundary->line)
            write_boundary_line(drawing, boundary);
    }
}

/* --- the surface ------------------------------------------------------------------------- */

static void
write_surface_properties(const Drawing *drawing, const char *name)
{
    const TmDiagram *diagram = drawing->diagram;
    GString *out = drawing->writer->out;

    g_string_append(out,
                    "<Properties xmlns=\"" TM_TM7_ABSTRACTS "\" xmlns:a=\"" TM_TM7_ARRAYS "\">");
    tm_tm7_header(out, "Diagram");
    tm_tm7_string(out, "StringDisplayAttribute", "Name", "Name", name);
    if (drawing->writer->ours) {
        tm_tm7_string(out, "CustomStringDisplayAttribute", TM_TM7_ID, "", diagram->id);
        tm_tm7_string(out, "CustomStringDisplayAttribute", TM_TM7_PREFIX, "", diagram->prefix);
        if (diagram->off)
            tm_tm7_string(out, "CustomStringDisplayAttribute", TM_TM7_OFF, "", "off");
    }
    g_string_append(out, "</Properties>");
}

static void
open_list(GString *out, const char *name)
{
    g_string_append_printf(out, "<%s xmlns:a=\"" TM_TM7_ARRAYS "\">", name);
}

static void
write_surface(const Drawing *drawing)
{
    TmTm7Writer *writer = drawing->writer;
    GString *out = writer->out;
    const char *name = drawing->diagram->name;
    char guid[TM_TM7_GUID_LENGTH + 1];

    tm_tm7_diagram_guid(writer, drawing->diagram, guid);
    g_string_append_printf(out, "<DrawingSurfaceModel z:Id=\"i%u\" xmlns:z=\"" TM_TM7_IDS "\">",
                           writer->next++);
    tm_tm7_abstract(out, "GenericTypeId", SURFACE);
    tm_tm7_abstract(out, "Guid", guid);
    write_surface_properties(drawing, name);
    tm_tm7_abstract(out, "TypeId", SURFACE);
    open_list(out, "Borders");
    write_borders(drawing);
    g_string_append(out, "</Borders>");
    tm_tm7_leaf(out, "Header", name);
    open_list(out, "Lines");
    write_lines(drawing);
    g_string_append(out, "</Lines><Zoom>1</Zoom></DrawingSurfaceModel>");
}

void
tm_tm7_write_diagrams(TmTm7Writer *writer)
{
    const GPtrArray *diagrams = writer->report->model->diagrams;

    g_string_append(writer->out, "<DrawingSurfaceList>");
    for (guint i = 0; i < diagrams->len; i++) {
        const TmDiagram *diagram = diagrams->pdata[i];
        g_autoptr(TmPlaces) places = tm_places_new(diagram);
        g_autoptr(GHashTable) joined =
            g_hash_table_new_full(tm_text_hash, g_str_equal, g_free, NULL);
        Drawing drawing = {writer, diagram, places, joined};
        write_surface(&drawing);
    }
    g_string_append(writer->out, "</DrawingSurfaceList>");
}
