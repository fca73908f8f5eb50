/* The edges of a page: flows between elements, or lines that are boundaries. */
#include <math.h>
#include <string.h>

#include "drawio-joint.h"
#include "drawio-key.h"
#include "drawio-name.h"
#include "drawio-packed.h"
#include "wording.h"

#define LINE_LENGTH 60 /* a boundary line is longer than any stray stroke */
#define MAX_CROSSINGS 32
#define MAX_LABEL 2000 /* of all label cells of an edge together */

/* --- labels ------------------------------------------------------------------------------- */

/* Label cells of edges, gathered in one pass: edge -> text. */
static GHashTable *
gather_labels(const DrawioPage *page)
{
    GHashTable *labels = g_hash_table_new(NULL, NULL);

    for (guint i = 0; i < page->cells->len; i++) {
        DrawioCell *cell = g_ptr_array_index(page->cells, i);
        DrawioCell *edge = cell->role == DRAWIO_LABEL ? cell->parent : NULL;
        const char *before;
        if (edge == NULL || *cell->label == '\0')
            continue;
        before = g_hash_table_lookup(labels, edge);
        before = before != NULL ? before : edge->label;
        if (strlen(before) > MAX_LABEL)
            continue;
        if (*before != '\0')
            before = tm_pool_printf(page->pool, "%s, %s", before, cell->label);
        g_hash_table_insert(labels, edge, (gpointer)(*before != '\0' ? before : cell->label));
    }
    return labels;
}

static const char *
edge_label(GHashTable *labels, const DrawioCell *edge)
{
    const char *label = g_hash_table_lookup(labels, edge);

    return label != NULL ? label : tm_drawio_name(edge);
}

/* --- lines that are boundaries ------------------------------------------------------------ */

static double
path_length(const TmPoint *points, guint count)
{
    double length = 0;

    for (guint i = 1; i < count; i++)
        length += hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    return length;
}

static gboolean
is_sample(const DrawioPage *page, const DrawioCell *edge)
{
    return tm_drawio_is_in_key(page, tm_drawio_page_point(edge, edge->source_point)) ||
           tm_drawio_is_in_key(page, tm_drawio_page_point(edge, edge->target_point));
}

static gboolean
is_boundary_line(const DrawioPage *page, const DrawioCell *edge, const char *label)
{
    const gboolean headless = edge->style->heads.undirected;

    if (!edge->has_source_point || !edge->has_target_point || edge->source != NULL ||
        edge->target != NULL || is_sample(page, edge))
        return FALSE;
    if (headless && edge->style->dashed)
        return TRUE;
    return (headless || edge->style->dashed) && tm_drawio_speaks_of_boundary(page, label);
}

/* A curved edge with one way point is pulled towards it, half of the way. */
static void
bend(TmPoint *points)
{
    const TmPoint middle = {(points[0].x + points[2].x) / 2, (points[0].y + points[2].y) / 2};

    points[1].x = (points[1].x + middle.x) / 2;
    points[1].y = (points[1].y + middle.y) / 2;
}

static gboolean
add_line(DrawioPage *page, DrawioCell *edge, const char *label)
{
    guint count;
    TmPoint *points = tm_drawio_path(&page->model->pool, edge, &count);
    TmBoundary *boundary;

    if (path_length(points, count) < LINE_LENGTH)
        return FALSE;
    boundary = tm_model_add_boundary(page->model, page->diagram, edge->id, edge->place);
    edge->part = &boundary->part;
    boundary->placed = TRUE;
    boundary->line = TRUE;
    boundary->curve = count == 3 && tm_drawio_style_on(edge->style, "curved");
    if (boundary->curve)
        bend(points);
    boundary->points = points;
    boundary->n_points = count;
    tm_model_set_name(page->model, edge->part, label);
    tm_model_see(page->model, edge->part, "shape", "line");
    tm_drawio_describe(page, edge, edge->part);
    return TRUE;
}

/* How draw.io finds its way between the points. */
static void
see_line(const DrawioPage *page, const DrawioCell *edge, TmPart *part)
{
    const char *way = tm_drawio_style_value(edge->style, "edgeStyle");

    if (tm_drawio_style_on(edge->style, "curved"))
        tm_model_see(page->model, part, "line", "curved");
    if (way != NULL && (strstr(way, "rthogonal") != NULL || strstr(way, "lbow") != NULL))
        tm_model_see(page->model, part, "line", "orthogonal");
}

/* --- flows -------------------------------------------------------------------------------- */

/* Boundaries that are not drawn. */
static void
state_crossings(DrawioPage *page, const DrawioCell *edge, TmFlow *flow)
{
    const char *stated = tm_drawio_extra(edge, TM_DRAWIO_CROSSES);
    g_auto(GStrv) types = g_strsplit_set(stated != NULL ? stated : "", ", ", MAX_CROSSINGS);

    for (guint i = 0; types[i] != NULL; i++) {
        const TmStencil *stencil = tm_template_stencil(page->template, types[i]);
        if (stencil != NULL && stencil->kind == TM_BOUNDARY)
            tm_model_add_crossing(page->model, flow, NULL, types[i]);
        else if (*types[i] != '\0')
            tm_drawio_note(page, "H26", edge, "%s: no boundary type is called %s",
                           TM_DRAWIO_CROSSES, types[i]);
    }
}

static void
turn_round(TmPoint *points, guint count)
{
    for (guint i = 0; i < count / 2; i++) {
        const TmPoint swap = points[i];
        points[i] = points[count - 1 - i];
        points[count - 1 - i] = swap;
    }
}

static TmFlow *
add_flow(DrawioPage *page, DrawioCell *edge, const char *id, const char *label,
         const DrawioCell *from, const DrawioCell *to)
{
    TmFlow *flow =
        tm_model_add_flow(page->model, page->diagram, id, (TmElement *)(gpointer)from->part,
                          (TmElement *)(gpointer)to->part, edge->place);

    if (edge->part == NULL)
        edge->part = &flow->part;
    if (strcmp(flow->part.id, edge->id) != 0)
        flow->cell = tm_pool_text(&page->model->pool, edge->id);
    tm_model_set_name(page->model, &flow->part, label);
    tm_drawio_describe(page, edge, &flow->part);
    state_crossings(page, edge, flow);
    see_line(page, edge, &flow->part);
    return flow;
}

static void
add_path(const DrawioPage *page, const DrawioCell *edge, TmFlow *flow, gboolean backward)
{
    TmPoint *points = tm_drawio_path(&page->model->pool, edge, &flow->n_points);

    if (backward)
        turn_round(points, flow->n_points);
    flow->points = points;
}

static void
add_flows_of(DrawioPage *page, DrawioCell *edge, const char *label, DrawioCell *from,
             DrawioCell *to)
{
    const DrawioHeads heads = edge->style->heads;
    const char *second = edge->id;
    TmFlow *flow;

    if (heads.forward) {
        flow = add_flow(page, edge, edge->id, label, from, to);
        add_path(page, edge, flow, FALSE);
    }
    if (heads.backward) {
        if (heads.forward)
            second = tm_pool_printf(page->pool, "%s~reverse", edge->id);
        flow = add_flow(page, edge, second, label, to, from);
        add_path(page, edge, flow, TRUE);
        flow->reverse = heads.forward;
    }
    if (heads.undirected)
        tm_drawio_note(page, "H25", edge, "the flow \"%s\" has no arrow head: read as %s to %s",
                       *label != '\0' ? label : edge->id, tm_drawio_name(from), tm_drawio_name(to));
}

/* Both halves are one flow; it has the id of the half that leaves the badge. */
static void
pass(const DrawioHalf *in, const DrawioHalf *out, gpointer data)
{
    DrawioPage *page = data;
    const gboolean two = *in->label != '\0' && *out->label != '\0';
    g_autofree char *label = g_strconcat(in->label, two ? ", " : "", out->label, NULL);

    add_flow(page, out->edge, out->edge->id, label, in->element, out->element);
    in->edge->part = out->edge->part;
}

/* --- edges -------------------------------------------------------------------------------- */

static const char *
end_name(const DrawioPage *page, const DrawioCell *cell)
{
    return cell != NULL ? tm_drawio_cell_name(cell) : tm_wording(page->model->language, "nothing");
}

static void
tell_loose(DrawioPage *page, const DrawioCell *edge, const DrawioCell *from, const DrawioCell *to)
{
    tm_drawio_note(page, "H20", edge,
                   "an edge from %s to %s is left out: it does not join two elements",
                   end_name(page, from), end_name(page, to));
}

/* Drawn out of a part and dropped on it again. */
static gboolean
is_half_pinned(const DrawioStyle *style)
{
    return (tm_drawio_style_value(style, "exitX") != NULL) !=
           (tm_drawio_style_value(style, "entryX") != NULL);
}

static gboolean
starts_where_it_ends(const DrawioStyle *style)
{
    return style->pinned &&
           tm_drawio_style_number(style, "exitX", -1) ==
               tm_drawio_style_number(style, "entryX", -1) &&
           tm_drawio_style_number(style, "exitY", -1) ==
               tm_drawio_style_number(style, "entryY", -1);
}

/* A stray edge of no length is often left on a part, and a stroke divides one: a loop goes
 * somewhere, or says something. */
static gboolean
is_loop(const DrawioCell *edge, const char *label)
{
    if (edge->n_way > 0)
        return TRUE;
    if (edge->style->heads.undirected && *label == '\0')
        return FALSE;
    return edge->source != NULL && edge->source == edge->target &&
           (*label != '\0' || (!starts_where_it_ends(edge->style) && !is_half_pinned(edge->style)));
}

static void
add_edge(DrawioPage *page, DrawioEnds *ends, DrawioJoints *joints, DrawioCell *edge,
         const char *label)
{
    DrawioCell *from;
    DrawioCell *to;

    if (is_boundary_line(page, edge, label) && !tm_drawio_joins(ends, edge) &&
        add_line(page, edge, label))
        return;
    if (!tm_drawio_find_ends(ends, edge, &from, &to))
        return;
    if (from != NULL && to != NULL && (from != to || is_loop(edge, label)))
        add_flows_of(page, edge, label, from, to);
    else if (!tm_drawio_joints_take_loose(joints, edge, from, to, label))
        tell_loose(page, edge, from, to);
}

/* Halves that found no other half. */
static void
tell_left(const DrawioHalf *half, gpointer data)
{
    DrawioPage *page = data;

    if (half->edge->part != NULL)
        return;
    if (half->badge != NULL)
        tm_drawio_note(page, "H20", half->edge, "half of a flow ends on \"%s\" and is left out",
                       end_name(page, half->badge));
    else
        tell_loose(page, half->edge, half->forth ? half->element : NULL,
                   half->forth ? NULL : half->element);
}

void
tm_drawio_add_flows(DrawioPage *page)
{
    g_autoptr(GHashTable) labels = gather_labels(page);
    g_autoptr(DrawioEnds) ends = tm_drawio_ends_new(page);
    g_autoptr(DrawioJoints) joints = tm_drawio_joints_new();

    for (guint i = 0; i < page->cells->len; i++) {
        DrawioCell *cell = g_ptr_array_index(page->cells, i);
        const char *label = cell->edge ? edge_label(labels, cell) : "";
        if (!cell->edge || g_strcmp0(tm_drawio_extra(cell, "tm.type"), "none") == 0)
            continue;
        if (!tm_drawio_joints_take(joints, ends, cell, label))
            add_edge(page, ends, joints, cell, label);
    }
    tm_drawio_joints_join(joints, pass, page);
    tm_drawio_joints_left(joints, tell_left, page);
}
