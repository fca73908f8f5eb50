/* A draw.io file of a diagram that came in another format: its parts where their author put them,
 * or side by side; what draw.io does not draw stands in attributes. */
#include <math.h>
#include <string.h>

#include "drawio-fresh.h"
#include "escape.h"

#define HEIGHT 60 /* of an element that has no place of its own */
#define MAX_COORDINATE 1e6
#define APART 30 /* pixels, between two arrows that join the same elements */

static const char *const styles[] = {
    [TM_EXTERNAL] = "rounded=0;whiteSpace=wrap;html=1;",
    [TM_PROCESS] = "ellipse;whiteSpace=wrap;html=1;",
    [TM_STORE] = "shape=partialRectangle;left=0;right=0;whiteSpace=wrap;html=1;",
    [TM_FLOW] = "rounded=0;html=1;endArrow=classic;",
    [TM_BOUNDARY] = "rounded=1;absoluteArcSize=1;arcSize=16;dashed=1;dashPattern=8 4;html=1;"
                    "whiteSpace=wrap;fillColor=none;strokeColor=#c0392b;fontColor=#c0392b;"
                    "verticalAlign=top;align=left;spacingLeft=6;container=1;collapsible=0;",
};
#define LINE "endArrow=none;dashed=1;html=1;strokeColor=#c0392b;fontColor=#c0392b;"

/* --- attributes --------------------------------------------------------------------------- */

static void
write_label(GString *out, const char *name)
{
    g_autoptr(GString) html = g_string_new(NULL);

    tm_escape_xml(html, name);
    tm_drawio_attribute(out, "label", html->str);
}

/* What is on a page that is not to be checked is nothing. */
static void
write_type(const TmDrawioFresh *fresh, const TmPart *part)
{
    g_autoptr(GString) types = g_string_new(fresh->diagram->off ? "none" : part->type);

    for (guint i = 0; !fresh->diagram->off && i < part->facets->len; i++)
        g_string_append_printf(types, ",%s", (const char *)part->facets->pdata[i]);
    if (types->len > 0)
        tm_drawio_attribute(fresh->out, "tm.type", types->str);
}

/* Whether an attribute may be called so, and means nothing else. */
static gboolean
is_property(const TmDrawioFresh *fresh, const char *name)
{
    static const char *const reserved[] = {
        "crosses", "id", "outOfScope", "register", "severity", "status", "threats", "type", NULL};
    const char *letters = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_.-";

    if (*name == '\0' || name[strspn(name, letters)] != '\0' || g_strv_contains(reserved, name))
        return FALSE;
    return g_hash_table_contains(fresh->report->template->property_of, name) ||
           strcmp(name, "outOfScopeReason") == 0;
}

static void
write_properties(const TmDrawioFresh *fresh, const TmPart *part)
{
    g_autoptr(GPtrArray) values = tm_report_values(fresh->report, part);

    for (guint i = 0; i < values->len; i++) {
        const TmValue *value = values->pdata[i];
        g_autofree char *name = g_strconcat("tm.", value->name, NULL);
        if (is_property(fresh, value->name))
            tm_drawio_attribute(fresh->out, name, value->value);
    }
    if (part->outOfScope)
        tm_drawio_attribute(fresh->out, "tm.outOfScope", "Yes");
}

static gboolean
is_drawn_across(const TmDrawioFresh *fresh, const TmFlow *flow, const TmBoundary *boundary)
{
    if (boundary->line)
        return fresh->places->drawn;
    return tm_places_hold(fresh->places, &flow->source->part, boundary) !=
           tm_places_hold(fresh->places, &flow->target->part, boundary);
}

/* Boundaries that are crossed, but that one does not see to be. */
static void
write_crossings(const TmDrawioFresh *fresh, const TmFlow *flow)
{
    g_autoptr(GString) types = g_string_new(NULL);

    for (guint i = 0; i < flow->crossings->len; i++) {
        const TmCrossing *crossing = flow->crossings->pdata[i];
        const TmBoundary *boundary = crossing->boundary;
        const char *type = boundary != NULL ? boundary->part.type : crossing->type;
        if (type != NULL && (boundary == NULL || !is_drawn_across(fresh, flow, boundary)))
            g_string_append_printf(types, "%s%s", types->len > 0 ? "," : "", type);
    }
    if (types->len > 0)
        tm_drawio_attribute(fresh->out, TM_DRAWIO_CROSSES, types->str);
}

/* Opens the cell of a part, up to its style. */
static void
open_part(const TmDrawioFresh *fresh, const TmPart *part)
{
    g_string_append(fresh->out, "        <object");
    write_label(fresh->out, part->name);
    write_type(fresh, part);
    write_properties(fresh, part);
    if (part->kind == TM_FLOW)
        write_crossings(fresh, (const TmFlow *)(gconstpointer)part);
    tm_drawio_attribute(fresh->out, "id", part->id);
    g_string_append(fresh->out, ">\n          <mxCell");
}

static void
close_part(const TmDrawioFresh *fresh)
{
    g_string_append(fresh->out, "          </mxCell>\n        </object>\n");
}

/* --- boxes -------------------------------------------------------------------------------- */

TmPlaceBox
tm_drawio_fresh_box(const TmDrawioFresh *fresh, const TmPart *part)
{
    TmPlaceBox box;

    if (part->kind == TM_BOUNDARY)
        return g_array_index(fresh->places->boundaries, TmPlaceBox, part->index);
    box = g_array_index(fresh->places->elements, TmPlaceBox, part->index);
    if (!fresh->places->drawn) {
        box.top += (box.height - HEIGHT) / 2;
        box.height = HEIGHT;
    }
    return box;
}

static const TmBoundary *
parent_of(const TmDrawioFresh *fresh, const TmPart *part)
{
    if (part->kind == TM_BOUNDARY)
        return fresh->plan->parents[part->index];
    for (guint i = 0; i < part->inside->len; i++) {
        const TmBoundary *boundary = part->inside->pdata[i];
        if (!boundary->line)
            return boundary;
    }
    return NULL;
}

static void
write_length(GString *out, const char *name, gint64 length)
{
    if (length != 0)
        g_string_append_printf(out, " %s=\"%" G_GINT64_FORMAT "\"", name, length);
}

static void
write_box(const TmDrawioFresh *fresh, const TmPart *part)
{
    const TmBoundary *around = parent_of(fresh, part);
    TmPlaceBox box = tm_drawio_fresh_box(fresh, part);
    GString *out = fresh->out;

    open_part(fresh, part);
    tm_drawio_attribute(out, "style", styles[part->kind]);
    tm_drawio_attribute(out, "parent", around != NULL ? around->part.id : fresh->layer);
    g_string_append(out, " vertex=\"1\">\n            <mxGeometry");
    if (around != NULL) {
        const TmPlaceBox outer = tm_drawio_fresh_box(fresh, &around->part);
        box.left -= outer.left;
        box.top -= outer.top;
    }
    write_length(out, "x", box.left);
    write_length(out, "y", box.top);
    write_length(out, "width", box.width);
    write_length(out, "height", box.height);
    g_string_append(out, " as=\"geometry\" />\n");
    close_part(fresh);
}

/* --- lines -------------------------------------------------------------------------------- */

/* Whole pixels; a path may come from anywhere. */
static TmPoint
rounded(TmPoint point)
{
    return (TmPoint){round(CLAMP(point.x, -MAX_COORDINATE, MAX_COORDINATE)),
                     round(CLAMP(point.y, -MAX_COORDINATE, MAX_COORDINATE))};
}

static void
write_point(GString *out, TmPoint point, const char *as)
{
    point = rounded(point);
    g_string_append(out, "              <mxPoint");
    write_length(out, "x", (gint64)point.x);
    write_length(out, "y", (gint64)point.y);
    if (as != NULL)
        tm_drawio_attribute(out, "as", as);
    g_string_append(out, " />\n");
}

static void
write_way(GString *out, const TmPoint *points, guint count)
{
    if (count == 0)
        return;
    g_string_append(out, "              <Array as=\"points\">\n");
    for (guint i = 0; i < count; i++) {
        g_string_append(out, "  ");
        write_point(out, points[i], NULL);
    }
    g_string_append(out, "              </Array>\n");
}

/* draw.io pulls a curve only half of the way to its point. */
static TmPoint
pull(const TmPoint *points)
{
    return (TmPoint){2 * points[1].x - (points[0].x + points[2].x) / 2,
                     2 * points[1].y - (points[0].y + points[2].y) / 2};
}

static void
write_line(const TmDrawioFresh *fresh, const TmBoundary *boundary)
{
    const gboolean drawn = fresh->places->drawn;
    const gboolean curve = drawn && boundary->curve && boundary->n_points == 3;
    const TmPlaceBox box = tm_drawio_fresh_box(fresh, &boundary->part);
    const TmPoint ends[] = {{(double)box.left, (double)box.top},
                            {(double)(box.left + box.width), (double)box.top}};
    const TmPoint *points = drawn ? boundary->points : ends;
    const guint count = drawn ? boundary->n_points : 2;
    const TmPoint handle = curve ? pull(points) : points[0];
    GString *out = fresh->out;

    open_part(fresh, &boundary->part);
    tm_drawio_attribute(out, "style", curve ? LINE "curved=1;" : LINE);
    tm_drawio_attribute(out, "parent", fresh->layer);
    g_string_append(out, " edge=\"1\">\n            <mxGeometry relative=\"1\" as=\"geometry\">\n");
    write_point(out, points[0], "sourcePoint");
    write_point(out, points[count - 1], "targetPoint");
    write_way(out, curve ? &handle : points + 1, count - 2);
    g_string_append(out, "            </mxGeometry>\n");
    close_part(fresh);
}

/* --- flows -------------------------------------------------------------------------------- */

static TmPoint
middle_of(const TmDrawioFresh *fresh, const TmElement *element)
{
    const TmPlaceBox box = tm_drawio_fresh_box(fresh, &element->part);

    return (TmPoint){(double)box.left + (double)box.width / 2,
                     (double)box.top + (double)box.height / 2};
}

/* Returns the number of the arrow among those that join the same elements, from 0. */
static guint
count_arrow(const TmDrawioFresh *fresh, const TmFlow *flow)
{
    const guint one = flow->source->part.index, two = flow->target->part.index;
    char *key = g_strdup_printf("%u %u", MIN(one, two), MAX(one, two));
    const guint count = GPOINTER_TO_UINT(g_hash_table_lookup(fresh->joined, key));

    g_hash_table_insert(fresh->joined, key, GUINT_TO_POINTER(count + 1));
    return count;
}

/* Arrows that join the same elements go beside each other; one that ends where it begins goes
 * round. Returns whether there is a way point. */
static gboolean
go_around(const TmDrawioFresh *fresh, const TmFlow *flow, TmPoint *way)
{
    const guint number = count_arrow(fresh, flow);
    const TmPoint a = middle_of(fresh, flow->source), b = middle_of(fresh, flow->target);
    const double length = hypot(b.x - a.x, b.y - a.y);
    const double step = (double)APART * ((number + 1) / 2) * (number % 2 == 0 ? -1 : 1);
    const gboolean forth = flow->source->part.index < flow->target->part.index;

    if (flow->source == flow->target) {
        *way = (TmPoint){a.x, a.y - 2.0 * HEIGHT - (double)APART * number};
        return TRUE;
    }
    if (number == 0 || length < 1)
        return FALSE;
    *way = (TmPoint){(a.x + b.x) / 2 + (b.y - a.y) / length * step * (forth ? 1 : -1),
                     (a.y + b.y) / 2 - (b.x - a.x) / length * step * (forth ? 1 : -1)};
    return TRUE;
}

static TmPoint
edge_towards(const TmDrawioFresh *fresh, const TmElement *element, TmPoint towards)
{
    const TmPlaceBox box = tm_drawio_fresh_box(fresh, &element->part);
    const TmPoint middle = middle_of(fresh, element);
    const double dx = towards.x - middle.x, dy = towards.y - middle.y;
    double scale = 1;

    if (fabs(dx) > 0)
        scale = fmin(scale, (double)box.width / 2 / fabs(dx));
    if (fabs(dy) > 0)
        scale = fmin(scale, (double)box.height / 2 / fabs(dy));
    return (TmPoint){middle.x + dx * scale, middle.y + dy * scale};
}

/* The badge of a flow is placed along the path that our importer will see. */
static void
tell_path(const TmDrawioFresh *fresh, const TmFlow *flow, const TmPoint *way, guint count)
{
    TmDrawioWorn *worn = g_hash_table_lookup(fresh->worn, flow->cell);
    TmPoint *points = tm_pool_new_n(fresh->pool, TmPoint, count + 2);
    TmFlow *drawn = tm_pool_new(fresh->pool, TmFlow);

    if (worn == NULL)
        return;
    points[0] = middle_of(fresh, flow->source);
    points[count + 1] = middle_of(fresh, flow->target);
    for (guint i = 0; i < count; i++)
        points[i + 1] = rounded(way[i]);
    points[0] = edge_towards(fresh, flow->source, points[1]);
    points[count + 1] = edge_towards(fresh, flow->target, points[count]);
    *drawn = *flow;
    drawn->points = points;
    drawn->n_points = count + 2;
    worn->drawn = drawn;
}

static void
write_flow(const TmDrawioFresh *fresh, const TmFlow *flow)
{
    const gboolean drawn = fresh->places->drawn && flow->points != NULL && flow->n_points > 2;
    const gboolean both = g_hash_table_contains(fresh->plan->doubles, flow);
    g_autoptr(GString) style = g_string_new(styles[TM_FLOW]);
    GString *out = fresh->out;
    TmPoint way;
    const gboolean around = !drawn && go_around(fresh, flow, &way);
    const TmPoint *points = drawn ? flow->points + 1 : &way;
    const guint count = drawn ? flow->n_points - 2 : around ? 1 : 0;

    if (both)
        g_string_append(style, "startArrow=classic;");
    if (around || tm_part_saw(&flow->part, "line curved"))
        g_string_append(style, "curved=1;");
    open_part(fresh, &flow->part);
    tm_drawio_attribute(out, "style", style->str);
    tm_drawio_attribute(out, "parent", fresh->layer);
    tm_drawio_attribute(out, "source", flow->source->part.id);
    tm_drawio_attribute(out, "target", flow->target->part.id);
    g_string_append(out, " edge=\"1\">\n            <mxGeometry relative=\"1\" as=\"geometry\">\n");
    write_way(out, points, count);
    tell_path(fresh, flow, points, count);
    g_string_append(out, "            </mxGeometry>\n");
    close_part(fresh);
}

/* --- the page ----------------------------------------------------------------------------- */

/* Flows lie below elements, which hide what passes behind them. Elements keep their order. */
void
tm_drawio_cells(const TmDrawioFresh *fresh)
{
    const TmDiagram *diagram = fresh->diagram;

    for (guint i = 0; i < diagram->flows->len; i++)
        if (tm_dot_plan_arrow(diagram, diagram->flows->pdata[i]) == diagram->flows->pdata[i])
            write_flow(fresh, diagram->flows->pdata[i]);
    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = diagram->boundaries->pdata[i];

        if (boundary->line)
            write_line(fresh, boundary);
        else
            write_box(fresh, &boundary->part);
    }
    for (guint i = 0; i < diagram->elements->len; i++)
        write_box(fresh, diagram->elements->pdata[i]);
}
