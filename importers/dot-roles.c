/* What is an element, what is a boundary, and what only helps to read or to lay out the picture. */
#include <string.h>

#include "dot-own.h"
#include "wording.h"

/* Labels of clusters that explain the picture, in lower case. */
static const char *const legends[] = {
    "legend", "key", "legende", "légende", "leyenda", "legenda", "color key", "colour key", NULL,
};

static const char *const text_shapes[] = {"plaintext", "plain", "none", "note", NULL};

gboolean
tm_dot_is_drawn(const TmDotObject *edge)
{
    return !tm_dot_list_has(tm_dot_value(edge, "style"), "invis");
}

/* --- clusters ----------------------------------------------------------------------------- */

static gboolean
is_true(const char *value)
{
    return g_ascii_strcasecmp(value, "true") == 0 || g_ascii_strcasecmp(value, "yes") == 0 ||
           g_ascii_strtoll(value, NULL, 10) != 0;
}

static gboolean
is_cluster(const TmDotObject *subgraph)
{
    return (subgraph->name != NULL && g_ascii_strncasecmp(subgraph->name, "cluster", 7) == 0) ||
           is_true(tm_dot_value(subgraph, "cluster"));
}

static gboolean
is_legend_word(const char *text)
{
    g_autofree char *lower = g_utf8_strdown(text, -1);

    g_strdelimit(lower, ":", ' ');
    g_strstrip(lower);
    return g_strv_contains(legends, lower);
}

static gboolean
is_legend(const TmDotReader *r, guint number)
{
    const char *name = r->graph->subgraphs[number].name;
    g_autofree char *label = tm_dot_area_label(r, number);

    if (name != NULL && g_ascii_strncasecmp(name, "cluster", 7) == 0)
        name += 7 + strspn(name + 7, "_- ");
    return is_legend_word(label) || (name != NULL && is_legend_word(name));
}

static TmDotArea
area_of(const TmDotReader *r, guint number)
{
    const TmDotObject *subgraph = &r->graph->subgraphs[number];
    gboolean typed = g_array_index(r->places->scopes, TmDotScope, number).typed;

    if (number == 0 || !is_cluster(subgraph))
        return TM_DOT_GROUP;
    if (typed)
        return strcmp(tm_dot_value(subgraph, "tm_type"), "none") == 0 ? TM_DOT_OPEN
                                                                      : TM_DOT_BOUNDARY;
    if (tm_dot_list_has(tm_dot_value(subgraph, "style"), "invis"))
        return TM_DOT_OPEN;
    return is_legend(r, number) ? TM_DOT_LEGEND : TM_DOT_BOUNDARY;
}

/* --- nodes -------------------------------------------------------------------------------- */

static gboolean
has_picture(const TmDotObject *node)
{
    const TmDotAttribute *label = tm_dot_find(node, "label");
    g_autofree char *sides = NULL;

    if (label != NULL && label->html)
        sides = tm_dot_html_attribute(label->value, "sides");
    return sides != NULL || *tm_dot_value(node, "image") != '\0';
}

/* A dot where edges meet, or a label of nothing. A point shows no label, even when it has one. */
static gboolean
is_junction(const TmDotReader *r, guint number)
{
    const TmDotObject *node = &r->graph->nodes[number];
    const char *shape = tm_dot_value(node, "shape");
    g_autofree char *label = NULL;

    if (strcmp(shape, "point") == 0)
        return TRUE;
    if (!g_strv_contains(text_shapes, shape) || has_picture(node))
        return FALSE;
    label = tm_dot_node_label(r, number);
    return *g_strstrip(label) == '\0';
}

static gboolean
is_in_legend(const TmDotReader *r, guint number)
{
    guint count;
    const guint *scopes = tm_dot_inside_of(r->inside, number, &count);

    for (guint i = 0; i < count; i++)
        if (r->areas[scopes[i]] == TM_DOT_LEGEND)
            return TRUE;
    return FALSE;
}

static TmDotRole
role_of(const TmDotReader *r, guint number)
{
    const TmDotObject *node = &r->graph->nodes[number];
    const char *shape = tm_dot_value(node, "shape");
    const char *type = tm_dot_value(node, "tm_type");

    if (*type != '\0')
        return strcmp(type, "none") == 0 ? TM_DOT_UNWANTED : TM_DOT_ELEMENT;
    if (is_in_legend(r, number))
        return TM_DOT_IN_LEGEND;
    if (tm_dot_list_has(tm_dot_value(node, "style"), "invis"))
        return TM_DOT_HIDDEN;
    if (is_junction(r, number))
        return TM_DOT_JUNCTION;
    if (r->visible[number] == 0 && g_strv_contains(text_shapes, shape) && !has_picture(node))
        return TM_DOT_REMARK;
    if (r->generator.dependencies && strcmp(shape, "box") != 0)
        return TM_DOT_INPUT;
    return TM_DOT_ELEMENT;
}

/* --- lists that are laid out with invisible edges ------------------------------------------ */

typedef struct {
    guint nodes;
    guint listed; /* joined to others by invisible edges only */
} Census;

static void
count_node(const TmDotReader *r, guint number, gboolean listed, Census *census)
{
    guint count;
    const guint *scopes = tm_dot_inside_of(r->inside, number, &count);

    for (guint i = 0; i < count; i++) {
        census[scopes[i]].nodes++;
        census[scopes[i]].listed += listed ? 1 : 0;
    }
}

/* Three or more nodes below each other that nothing visible joins: a legend by another name. */
static void
find_lists(TmDotReader *r, const gboolean *aligned)
{
    g_autofree Census *census = g_new0(Census, r->graph->n_subgraphs);

    for (guint i = 0; i < r->graph->n_nodes; i++) {
        gboolean stated = *tm_dot_value(&r->graph->nodes[i], "tm_type") != '\0';
        count_node(r, i, aligned[i] && r->visible[i] == 0 && !stated, census);
    }
    for (guint i = 1; i < r->graph->n_subgraphs; i++)
        if (r->areas[i] == TM_DOT_BOUNDARY && census[i].nodes >= 3 &&
            census[i].listed == census[i].nodes &&
            !g_array_index(r->places->scopes, TmDotScope, i).typed)
            r->areas[i] = TM_DOT_LEGEND;
}

/* --- what is said about it ----------------------------------------------------------------- */

static const char *const reasons[] = {
    [TM_DOT_ELEMENT] = NULL,
    [TM_DOT_UNWANTED] = NULL,
    [TM_DOT_JUNCTION] = TM_WORDING("a point without a name"),
    [TM_DOT_HIDDEN] = TM_WORDING("invisible"),
    [TM_DOT_REMARK] = TM_WORDING("text that no edge reaches"),
    [TM_DOT_IN_LEGEND] = TM_WORDING("part of a legend"),
    [TM_DOT_INPUT] = TM_WORDING("no resource"),
};

static void
say_left_out(const TmDotReader *r, guint number, guint others)
{
    const TmDotNodePlace *node = &g_array_index(r->places->nodes, TmDotNodePlace, number);
    const char *reason = tm_wording(r->model->language, reasons[r->roles[number]]);
    TmMessage *message =
        others > 0
            ? tm_model_add_message(r->model, "H21", r->diagram, NULL, node->place,
                                   "'%s' and %u more are left out: %s", node->name, others, reason)
            : tm_model_add_message(r->model, "H21", r->diagram, NULL, node->place,
                                   "'%s' is left out: %s", node->name, reason);

    message->cell = tm_pool_text(&r->model->pool, node->name);
}

/* Legends and inputs come in crowds: one message for all. A junction is no loss. */
static void
say_all_left_out(const TmDotReader *r)
{
    guint crowd[G_N_ELEMENTS(reasons)] = {0};

    for (guint i = 0; i < r->graph->n_nodes; i++)
        crowd[r->roles[i]]++;
    for (guint i = 0; i < r->graph->n_nodes; i++) {
        TmDotRole role = r->roles[i];
        gboolean together = role == TM_DOT_IN_LEGEND || role == TM_DOT_INPUT;
        if (reasons[role] == NULL || (role == TM_DOT_JUNCTION && r->visible[i] > 1))
            continue;
        if (crowd[role] > 0)
            say_left_out(r, i, together ? crowd[role] - 1 : 0);
        crowd[role] = together ? 0 : crowd[role];
    }
}

static void
count_edges(TmDotReader *r, gboolean *aligned)
{
    for (guint i = 0; i < r->graph->n_edges; i++) {
        const TmDotObject *edge = &r->graph->edges[i];
        gboolean drawn = tm_dot_is_drawn(edge);
        r->visible[edge->tail] += drawn ? 1 : 0;
        r->visible[edge->head] += drawn ? 1 : 0;
        aligned[edge->tail] |= !drawn;
        aligned[edge->head] |= !drawn;
    }
}

void
tm_dot_find_roles(TmDotReader *reader)
{
    guint n_areas = reader->graph->n_subgraphs;
    g_autofree gboolean *clusters = g_new0(gboolean, n_areas);
    g_autofree gboolean *aligned = g_new0(gboolean, reader->graph->n_nodes);

    for (guint i = 0; i < n_areas; i++) {
        reader->areas[i] = area_of(reader, i);
        clusters[i] = reader->areas[i] == TM_DOT_BOUNDARY || reader->areas[i] == TM_DOT_LEGEND;
    }
    reader->inside = tm_dot_inside_new(reader->places, clusters);
    count_edges(reader, aligned);
    find_lists(reader, aligned);
    for (guint i = 0; i < reader->graph->n_nodes; i++)
        reader->roles[i] = role_of(reader, i);
    say_all_left_out(reader);
}
