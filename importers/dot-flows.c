/* Edges are flows. An arrow with heads at both ends is two; one that points back goes back; one
 * without a head is read as it is written, with a message. */
#include <string.h>

#include "dot-own.h"

enum {
    MAX_CROSSINGS = 32, /* stated for a flow */
    MAX_JOINTS = 10000, /* edges followed behind junctions, in a graph */
};

/* The edges, and what of them was used. */
typedef struct {
    TmDotReader *r;
    GHashTable *times;   /* id -> how often it was used */
    GArray *first_after; /* guint: first edge out of each junction + 1 */
    GArray *next_after;  /* guint: next edge out of the same node + 1 */
    guint n_joints;
    guint n_invisible;
} Flows;

typedef struct {
    gboolean at_head;
    gboolean at_tail;
} Heads;

static Heads
heads_of(const TmDotReader *r, const TmDotObject *edge)
{
    const char *dir = tm_dot_value(edge, "dir");
    gboolean both = strcmp(dir, "both") == 0;
    gboolean back = strcmp(dir, "back") == 0;
    gboolean forward = *dir == '\0' ? r->graph->directed : strcmp(dir, "forward") == 0;
    Heads heads = {
        .at_head = (both || forward) && strcmp(tm_dot_value(edge, "arrowhead"), "none") != 0,
        .at_tail = (both || back) && strcmp(tm_dot_value(edge, "arrowtail"), "none") != 0,
    };

    return heads;
}

/* The id attribute, else the key, else tail->head; #2, #3 ... where it is taken. */
static char *
next_id(Flows *f, const TmDotObject *edge, guint tail, guint head)
{
    const TmDotGraph *graph = f->r->graph;
    const char *given = tm_dot_value(edge, "id");
    g_autofree char *id = NULL;
    const char *key;
    guint times;

    if (*given == '\0')
        given = edge->name;
    id = given != NULL
             ? g_strdup(given)
             : g_strdup_printf("%s->%s", graph->nodes[tail].name, graph->nodes[head].name);
    key = tm_pool_text(&f->r->model->pool, id);
    times = GPOINTER_TO_UINT(g_hash_table_lookup(f->times, key)) + 1;
    g_hash_table_insert(f->times, (gpointer)key, GUINT_TO_POINTER(times));
    return times > 1 ? g_strdup_printf("%s#%u", id, times) : g_steal_pointer(&id);
}

static char *
edge_label(const TmDotReader *r, const TmDotObject *edge)
{
    TmDotNames names = {
        .graph = r->graph->subgraphs[0].name,
        .tail = r->graph->nodes[edge->tail].name,
        .head = r->graph->nodes[edge->head].name,
        .op = r->graph->directed ? "->" : "--",
    };
    g_autofree char *label = tm_dot_label(tm_dot_find_name(edge), FALSE, &names);

    if (*g_strstrip(label) != '\0' || tm_dot_find(edge, "tm_name") != NULL)
        return g_steal_pointer(&label);
    return tm_dot_label(tm_dot_find(edge, "xlabel"), FALSE, &names);
}

static gboolean
is_boundary_type(TmDotReader *r, const TmFlow *flow, const char *type)
{
    const TmStencil *stencil = tm_template_stencil(r->template, type);

    if (stencil != NULL && stencil->kind == TM_BOUNDARY)
        return TRUE;
    tm_model_add_message(r->model, "H26", r->diagram, &flow->part, flow->part.place,
                         "%s: no boundary type is called %s", "tm_crosses", type);
    return FALSE;
}

static void
add_stated_crossings(TmDotReader *r, TmFlow *flow, const TmDotObject *edge)
{
    g_auto(GStrv) types = g_strsplit_set(tm_dot_value(edge, "tm_crosses"), ", ", MAX_CROSSINGS);

    for (guint i = 0; types[i] != NULL; i++)
        if (*types[i] != '\0' && is_boundary_type(r, flow, types[i]))
            tm_model_add_crossing(r->model, flow, NULL, types[i]);
}

static void
describe(TmDotReader *r, TmFlow *flow, const TmDotObject *edge)
{
    g_autofree char *label = edge_label(r, edge);

    if (*flow->part.name == '\0')
        tm_model_set_name(r->model, &flow->part, label);
    tm_dot_add_sights(r, &flow->part, edge);
    tm_dot_add_values(r, &flow->part, edge, TRUE);
    add_stated_crossings(r, flow, edge);
}

/* A flow drawn as the edges @first and @last: the same one, but for flows through a junction. */
static TmFlow *
add_flow(Flows *f, const char *id, guint from, guint to, const TmDotObject *first,
         const TmDotObject *last, TmPlace place)
{
    TmDotReader *r = f->r;
    TmFlow *flow =
        tm_model_add_flow(r->model, r->diagram, id, r->elements[from], r->elements[to], place);

    describe(r, flow, first);
    if (last != first)
        describe(r, flow, last);
    else
        tm_dot_place_flow(r, flow, first, from != first->tail);
    return flow;
}

static void
add_both(Flows *f, guint tail, guint head, const TmDotObject *first, const TmDotObject *last,
         Heads heads, TmPlace place)
{
    g_autofree char *id = next_id(f, first, tail, head);
    g_autofree char *back = g_strconcat(id, "~reverse", NULL);
    gboolean swap = heads.at_tail && !heads.at_head;
    TmFlow *flow = add_flow(f, id, swap ? head : tail, swap ? tail : head, first, last, place);

    if (heads.at_head && heads.at_tail) {
        TmFlow *other = add_flow(f, back, head, tail, first, last, place);
        other->reverse = TRUE;
        other->cell = flow->cell;
    }
    if (!heads.at_head && !heads.at_tail && (f->r->graph->directed || *tm_dot_value(first, "dir")))
        tm_model_add_message(f->r->model, "H25", f->r->diagram, &flow->part, place,
                             "'%s' has no arrow head: read as data that goes from '%s' to '%s'", id,
                             flow->source->part.name, flow->target->part.name);
}

/* --- junctions ---------------------------------------------------------------------------- */

static void
say_loose(Flows *f, const TmDotObject *edge, TmPlace place)
{
    const TmDotReader *r = f->r;
    const char *tail = r->graph->nodes[edge->tail].name;
    const char *head = r->graph->nodes[edge->head].name;
    TmDotRole tail_role = r->roles[edge->tail];
    TmDotRole head_role = r->roles[edge->head];

    if (tail_role == TM_DOT_IN_LEGEND || head_role == TM_DOT_IN_LEGEND ||
        tail_role == TM_DOT_UNWANTED || head_role == TM_DOT_UNWANTED)
        return;
    tm_model_add_message(r->model, "H20", r->diagram, NULL, place,
                         "the edge from '%s' to '%s' is left out: '%s' is no element", tail, head,
                         r->elements[edge->tail] == NULL ? tail : head);
}

/* Follows an edge through the points behind it to the elements that it reaches. */
static guint
follow(Flows *f, const TmDotObject *first, guint junction, GHashTable *passed, TmPlace place)
{
    guint found = 0;
    guint next;

    if (!g_hash_table_add(passed, GUINT_TO_POINTER(junction)) || g_hash_table_size(passed) > 50)
        return 0;
    for (guint i = g_array_index(f->first_after, guint, junction); i > 0; i = next) {
        const TmDotObject *edge = &f->r->graph->edges[i - 1];
        next = g_array_index(f->next_after, guint, i - 1);
        if (++f->n_joints > MAX_JOINTS)
            return found;
        if (f->r->roles[edge->head] == TM_DOT_JUNCTION) {
            found += follow(f, first, edge->head, passed, place);
        } else if (f->r->elements[edge->head] != NULL) {
            add_both(f, first->tail, edge->head, first, edge, (Heads){TRUE, FALSE}, place);
            found++;
        }
    }
    return found;
}

static void
add_joined(Flows *f, const TmDotObject *edge, TmPlace place)
{
    g_autoptr(GHashTable) passed = g_hash_table_new(g_direct_hash, g_direct_equal);

    if (f->r->roles[edge->tail] == TM_DOT_JUNCTION)
        return;
    if (follow(f, edge, edge->head, passed, place) == 0)
        say_loose(f, edge, place);
}

static void
find_joints(Flows *f)
{
    const TmDotGraph *graph = f->r->graph;

    g_array_set_size(f->first_after, graph->n_nodes);
    g_array_set_size(f->next_after, graph->n_edges);
    for (guint i = graph->n_edges; i > 0; i--) {
        const TmDotObject *edge = &graph->edges[i - 1];
        guint *first = &g_array_index(f->first_after, guint, edge->tail);
        if (f->r->roles[edge->tail] != TM_DOT_JUNCTION || !tm_dot_is_drawn(edge))
            continue;
        g_array_index(f->next_after, guint, i - 1) = *first;
        *first = i;
    }
}

/* --- all ---------------------------------------------------------------------------------- */

static void
read_edge(Flows *f, const TmDotObject *edge)
{
    TmDotReader *r = f->r;
    TmPlace place = tm_dot_next_edge_place(r->places, r->graph->nodes[edge->tail].name,
                                           r->graph->nodes[edge->head].name);

    if (strcmp(tm_dot_value(edge, "tm_type"), "none") == 0)
        return;
    if (!tm_dot_is_drawn(edge))
        f->n_invisible++;
    else if (r->elements[edge->tail] != NULL && r->elements[edge->head] != NULL)
        add_both(f, edge->tail, edge->head, edge, edge, heads_of(r, edge), place);
    else if (r->roles[edge->head] == TM_DOT_JUNCTION)
        add_joined(f, edge, place);
    else if (r->roles[edge->tail] != TM_DOT_JUNCTION)
        say_loose(f, edge, place);
}

static void
read_edges(Flows *f)
{
    TmDotReader *r = f->r;

    find_joints(f);
    for (guint i = 0; i < r->graph->n_edges; i++)
        read_edge(f, &r->graph->edges[i]);
    if (f->n_invisible > 0)
        tm_model_add_message(r->model, "H20", r->diagram, NULL, r->places->place,
                             f->n_invisible > 1 ? "%u invisible edges are left out"
                                                : "%u invisible edge is left out",
                             f->n_invisible);
    if (!r->graph->directed && r->diagram->flows->len > 0)
        tm_model_add_message(r->model, "H25", r->diagram, NULL, r->places->place,
                             "the graph is not directed: each edge is read as data that goes from "
                             "its first to its second end");
}

void
tm_dot_add_flows(TmDotReader *reader)
{
    g_autoptr(GHashTable) times = g_hash_table_new(tm_text_hash, g_str_equal);
    g_autoptr(GArray) first_after = g_array_new(FALSE, TRUE, sizeof(guint));
    g_autoptr(GArray) next_after = g_array_new(FALSE, TRUE, sizeof(guint));
    Flows f = {.r = reader, .times = times, .first_after = first_after, .next_after = next_after};

    if (!reader->generator.dependencies)
        read_edges(&f);
    else if (reader->graph->n_edges > 0)
        tm_model_add_message(reader->model, "H29", reader->diagram, NULL, reader->places->place,
                             "%u edges are left out: %s draws what depends on what, not where data "
                             "goes",
                             reader->graph->n_edges, reader->generator.name);
}
