/* The diagram as DOT, drawn as a data flow diagram with its threats on it, so that our importer
 * reads the same model back: types, properties and names stand in attributes of their own. */
#include "dot.h"

#include <string.h>

#include "dot-attribute.h"
#include "dot-label.h"
#include "dot-look.h"
#include "escape.h"
#include "made-by.h"
#include "placed.h"

#define FONT "Helvetica,Arial,sans-serif"
#define RED "#c0392b"

static void
append_indent(GString *out, guint depth)
{
    for (guint i = 0; i < depth; i++)
        g_string_append(out, "  ");
}

/* --- parts ------------------------------------------------------------------------------- */

static void
append_identity(const TmDotDrawing *drawing, const TmPart *part, const char *id, const char *class)
{
    const GPtrArray *threats = tm_dot_plan_threats(drawing->plan, part);
    GString *out = drawing->out;

    tm_dot_attribute(out, "id", id);
    g_string_append_printf(out, " class=\"%s", class);
    if (threats != NULL) {
        const TmThreat *worst = g_ptr_array_index(threats, 0);
        g_string_append_printf(out, " severity-%s", tm_severity_name(worst->severity));
    }
    g_string_append(out, part->outOfScope ? " tm-out-of-scope\"" : "\"");
    g_string_append(out, " tooltip=");
    tm_dot_tooltip(out, drawing->report, drawing->plan, part);
}

/* Whether the label is the name and nothing else, so that it reads back as the name. */
static gboolean
is_plain(const TmDotDrawing *drawing, const TmPart *part)
{
    return tm_dot_plan_threats(drawing->plan, part) == NULL && tm_dot_fits(part->name) &&
           (part->kind != TM_STORE || tm_dot_keeps_shape(drawing, part));
}

static void
append_element_label(const TmDotDrawing *drawing, const TmPart *part)
{
    const GPtrArray *threats = tm_dot_plan_threats(drawing->plan, part);
    GString *out = drawing->out;

    g_string_append(out, " label=");
    if (part->kind == TM_STORE && !tm_dot_keeps_shape(drawing, part))
        tm_dot_label_store(out, drawing->report, part->name, threats);
    else if (threats != NULL)
        tm_dot_label_element(out, drawing->report, part->name, threats);
    else
        tm_dot_label_plain(out, part->name);
}

static void
append_element(const TmDotDrawing *drawing, const TmElement *element, guint depth)
{
    static const char *const classes[] = {
        [TM_EXTERNAL] = "tm-element tm-external",
        [TM_PROCESS] = "tm-element tm-process",
        [TM_STORE] = "tm-element tm-store",
        [TM_FLOW] = "",
        [TM_BOUNDARY] = "",
    };
    const TmPart *part = &element->part;
    GString *out = drawing->out;

    append_indent(out, depth);
    tm_dot_quote(out, part->id);
    g_string_append(out, " [");
    tm_dot_type(out, part);
    tm_dot_properties(drawing, part);
    if (!is_plain(drawing, part))
        tm_dot_name(out, part);
    tm_dot_shape(drawing, part);
    append_identity(drawing, part, part->id, classes[part->kind]);
    append_element_label(drawing, part);
    g_string_append(out, "];\n");
}

static void
append_flow(const TmDotDrawing *drawing, const TmFlow *flow)
{
    const TmPart *part = &flow->part;
    const GPtrArray *threats = tm_dot_plan_threats(drawing->plan, part);
    gboolean crossing = flow->crossings->len > 0;
    gboolean labelled = drawing->detail == TM_DOT_FULL && (*part->name != '\0' || threats != NULL);
    GString *out = drawing->out;

    g_string_append(out, "  ");
    tm_dot_quote(out, flow->source->part.id);
    g_string_append(out, " -> ");
    tm_dot_quote(out, flow->target->part.id);
    g_string_append(out, " [");
    tm_dot_type(out, part);
    if (labelled || *part->name != '\0')
        tm_dot_name(out, part);
    tm_dot_crossings(drawing, flow);
    tm_dot_properties(drawing, part);
    tm_dot_line(drawing, flow);
    if (g_hash_table_contains(drawing->plan->doubles, flow))
        g_string_append(out, " dir=both");
    append_identity(drawing, part, part->id, crossing ? "tm-flow tm-crossing" : "tm-flow");
    if (labelled) {
        g_string_append(out, " labeltooltip=");
        tm_dot_tooltip(out, drawing->report, drawing->plan, part);
        g_string_append(out, "\n   label=");
        tm_dot_label_flow(out, drawing->report, part->name, threats);
    }
    g_string_append(out, "];\n");
}

/* --- clusters ---------------------------------------------------------------------------- */

static void append_cluster(const TmDotDrawing *drawing, const TmDotCluster *cluster, guint depth);

/* Elements and clusters in the order of the file. */
static void
append_contents(const TmDotDrawing *drawing, const TmDotCluster *cluster, guint depth)
{
    guint next = 0;

    for (guint i = 0; i < cluster->clusters->len; i++) {
        const TmDotCluster *inner = g_ptr_array_index(cluster->clusters, i);

        for (; next < cluster->elements->len; next++) {
            const TmElement *element = g_ptr_array_index(cluster->elements, next);
            if (element->part.index > inner->first)
                break;
            append_element(drawing, element, depth);
        }
        append_cluster(drawing, inner, depth);
    }
    for (; next < cluster->elements->len; next++)
        append_element(drawing, g_ptr_array_index(cluster->elements, next), depth);
}

/* Graphviz draws a subgraph as a box when its name begins so. Free it. */
static char *
cluster_name(const TmDotDrawing *drawing, const TmPart *part)
{
    gboolean dot = strcmp(drawing->report->model->format, "dot") == 0;
    gboolean named = dot && g_str_has_prefix(part->id, "cluster");

    return g_strconcat(named ? "" : "cluster_", part->id, NULL);
}

static void
append_cluster_attributes(const TmDotDrawing *drawing, const TmPart *part, const char *name)
{
    const gboolean dot = strcmp(drawing->report->model->format, "dot") == 0;
    GString *out = drawing->out;

    g_string_append(out, "graph [");
    tm_dot_type(out, part);
    tm_dot_properties(drawing, part);
    tm_dot_name(out, part);
    for (const TmBoundary *around = drawing->plan->parents[part->index]; around != NULL;
         around = drawing->plan->parents[around->part.index])
        tm_dot_disowned(drawing, part, &around->part);
    g_string_append(out, " style=\"dashed,rounded\" color=\"" RED "\" fontcolor=\"" RED "\""
                         " penwidth=1.5 bgcolor=transparent labeljust=l margin=14");
    tm_dot_place(drawing, part);
    append_identity(drawing, part, dot ? name : part->id, "tm-boundary");
    g_string_append(out, " label=");
    tm_dot_label_left(out, part->name);
    g_string_append(out, "];\n");
}

/* Elements that are drawn in another cluster; they are in this one as well. */
static void
append_guests(const TmDotDrawing *drawing, const TmDotCluster *cluster, guint depth)
{
    for (guint i = 0; i < cluster->guests->len; i++) {
        const TmElement *guest = g_ptr_array_index(cluster->guests, i);
        append_indent(drawing->out, depth);
        tm_dot_quote(drawing->out, guest->part.id);
        g_string_append(drawing->out, ";\n");
    }
}

static void
append_cluster(const TmDotDrawing *drawing, const TmDotCluster *cluster, guint depth)
{
    const TmPart *part = &cluster->boundary->part;
    g_autofree char *name = cluster_name(drawing, part);
    GString *out = drawing->out;

    append_indent(out, depth);
    if (cluster->boundary->line) {
        g_string_append_printf(out, "// the boundary \"%s\" is a line: not drawn\n", part->name);
        return;
    }
    g_string_append(out, "subgraph ");
    tm_dot_quote(out, name);
    g_string_append(out, " {\n");
    append_indent(out, depth + 1);
    append_cluster_attributes(drawing, part, name);
    append_contents(drawing, cluster, depth + 1);
    append_guests(drawing, cluster, depth + 1);
    append_indent(out, depth);
    g_string_append(out, "}\n");
}

/* --- the graph --------------------------------------------------------------------------- */

/* Without any name the file's. */
char *
tm_dot_title(const TmReport *report, const TmDiagram *diagram)
{
    const char *slash = strrchr(report->model->file, '/');
    const char *name = report->name;

    if (*name != '\0' && report->model->diagrams->len > 1 && strcmp(name, diagram->name) != 0)
        return g_strdup_printf("%s: %s", name, diagram->name);
    if (*name != '\0')
        return tm_escape_line(name);
    if (*diagram->name != '\0')
        return g_strdup(diagram->name);
    return tm_escape_line(slash != NULL ? slash + 1 : report->model->file);
}

/* The name of the first graph in a file is that of the model: it may have none. */
static void
append_graph(const TmDotDrawing *drawing)
{
    static const char *const layouts[] = {
        [TM_DOT_FULL] = "rankdir=LR nodesep=0.45 ranksep=0.6",
        [TM_DOT_PLAIN] = "rankdir=LR nodesep=0.3 ranksep=0.8 splines=line",
    };
    static const char *const notes[] = {
        [TM_DOT_FULL] = "",
        [TM_DOT_PLAIN] = "simplified: flows without labels",
    };
    const TmDiagram *diagram = drawing->plan->diagram;
    const TmModel *model = drawing->report->model;
    const gboolean unnamed = diagram->index == 0 && *model->name == '\0';
    g_autofree char *title = drawing->bare ? g_strdup("") : tm_dot_title(drawing->report, diagram);
    GString *out = drawing->out;

    g_string_append_printf(out, "  graph [%s%s", drawing->placed ? "layout=nop2 " : "",
                           layouts[drawing->detail]);
    g_string_append(out, " labelloc=t labeljust=l pad=0.2 bgcolor=white fontname=\"" FONT "\""
                         " fontsize=11 class=\"tm-diagram\" tm_name=\"");
    tm_escape_dot(out, unnamed ? TM_DOT_NO_NAME : diagram->name);
    g_string_append(out, diagram->off ? "\" tm_threats=off" : "\"");
    if (drawing->made_by != NULL)
        tm_dot_attribute(out, "comment", drawing->made_by);
    g_string_append(out, "\n    label=");
    tm_dot_label_graph(out, drawing->report, drawing->plan, title, notes[drawing->detail]);
    g_string_append(out, "];\n");
    g_string_append(out, "  node [fontname=\"" FONT "\" fontsize=11 color=\"#2c3e50\""
                         " fillcolor=white];\n"
                         "  edge [fontname=\"" FONT "\" fontsize=10 color=\"#44515e\""
                         " arrowsize=0.7];\n");
}

/* Whether clusters leave elements in the order of the file. @next: the first that may follow. */
static gboolean
is_in_order(const TmDotCluster *cluster, guint *next)
{
    guint element = 0;

    for (guint i = 0; i <= cluster->clusters->len; i++) {
        const gboolean last = i == cluster->clusters->len;
        const TmDotCluster *inner = last ? NULL : g_ptr_array_index(cluster->clusters, i);

        for (; element < cluster->elements->len; element++) {
            const TmElement *here = g_ptr_array_index(cluster->elements, element);
            if (!last && here->part.index > inner->first)
                break;
            if (here->part.index < *next)
                return FALSE;
            *next = here->part.index;
        }
        if (!last && !is_in_order(inner, next))
            return FALSE;
    }
    return TRUE;
}

/* Else it is said before. */
static void
append_order(const TmDotDrawing *drawing)
{
    const GPtrArray *elements = drawing->plan->diagram->elements;
    guint next = 0;

    if (drawing->plan->n_guests == 0 && is_in_order(drawing->plan->outside, &next))
        return;
    g_string_append(drawing->out, " ");
    for (guint i = 0; i < elements->len; i++) {
        g_string_append_c(drawing->out, ' ');
        tm_dot_quote(drawing->out, ((const TmElement *)g_ptr_array_index(elements, i))->part.id);
        g_string_append_c(drawing->out, ';');
    }
    g_string_append_c(drawing->out, '\n');
}

static void
append_parts(const TmDotDrawing *drawing)
{
    const TmDiagram *diagram = drawing->plan->diagram;

    append_order(drawing);
    append_contents(drawing, drawing->plan->outside, 1);
    for (guint i = 0; i < diagram->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(diagram->flows, i);
        if (tm_dot_plan_arrow(diagram, flow) == flow)
            append_flow(drawing, flow);
    }
}

static gboolean
keeps_look(const TmReport *report, const TmView *view)
{
    return view->notation == TM_NOTATION_AUTHOR && strcmp(report->model->format, "dot") == 0;
}

/* Places that a layout program gave to a DOT file belong to the author's look. */
static gboolean
is_placed(const TmReport *report, const TmView *view, const TmDiagram *diagram)
{
    return tm_placed_is(diagram) &&
           (keeps_look(report, view) || strcmp(report->model->format, "dot") != 0);
}

void
tm_dot_append(const TmReport *report, const TmView *view, const TmDiagram *diagram,
              const GPtrArray *threats, TmDotDetail detail, GString *out)
{
    g_autoptr(TmDotPlan) plan = tm_dot_plan_new(diagram, threats);
    g_autofree char *made_by = tm_made_by(report, view);
    const TmDotDrawing drawing = {
        .report = report,
        .plan = plan,
        .detail = detail,
        .author = keeps_look(report, view),
        .placed = is_placed(report, view, diagram),
        .bare = view->bare,
        .made_by = made_by,
        .out = out,
    };

    if (view->bare)
        plan->n_threats = plan->n_closed = 0;
    g_string_append(out, "digraph ");
    tm_dot_quote(out, diagram->id);
    g_string_append(out, " {\n");
    append_graph(&drawing);
    append_parts(&drawing);
    g_string_append(out, "}\n");
}

void
tm_dot_append_page(const TmReport *report, const TmView *view, const TmDiagram *diagram,
                   TmDotDetail detail, GString *out)
{
    g_autoptr(GPtrArray) threats = tm_dot_plan_sort(report, view);

    tm_dot_append(report, view, diagram, g_ptr_array_index(threats, diagram->index), detail, out);
}

/* Pages without anything on them are left out, unless there is no other. */
static gboolean
write_dot(const TmReport *report, const TmView *view, GString *out, GError **error G_GNUC_UNUSED)
{
    g_autoptr(GPtrArray) threats = tm_dot_plan_sort(report, view);
    const GPtrArray *diagrams = report->model->diagrams;
    gsize before = out->len;

    for (guint i = 0; i < diagrams->len; i++) {
        const TmDiagram *diagram = g_ptr_array_index(diagrams, i);
        if (diagram->elements->len > 0 && tm_view_diagram(view, diagram))
            tm_dot_append(report, view, diagram, g_ptr_array_index(threats, i), TM_DOT_FULL, out);
    }
    if (out->len == before)
        g_string_append(out, "digraph {\n}\n");
    return TRUE;
}

const TmWriter tm_writer_dot = {"dot", "dot gv", "the diagram with its threats, for Graphviz",
                                write_dot, FALSE};
