/* Counts and notes what the statements of a DOT text make: nodes, subgraphs and the edges between
 * sets of nodes. The limits stand here, before cgraph builds anything. */
#include <string.h>

#include "dot-grammar-own.h"

enum {
    MAX_DEPTH = 100,
    MAX_GRAPHS = 1000,
    MAX_SET_EDGES = 100000,   /* made by operands of more than one node, in a file */
    MAX_OBJECTS = 1000000,    /* in a file; an object counts once for each level it is in */
    MAX_NAMES = 500,          /* of attributes in a graph: cgraph resizes every object for each */
    MAX_ATTRIBUTES = 5000000, /* objects times names in a graph: cgraph keeps a table of them */
    MAX_VISITS = 10000000,    /* of nodes, to find out what is in a set */
};

static gboolean
fail_limit(const TmDotGrammar *g, TmPlace place, const char *what, guint limit, GError **error)
{
    return tm_fail(error, TM_ERROR_LIMIT, g->scanner.file, place, "more than %u %s", limit, what);
}

static TmDotScope *
scope_at(TmDotGrammar *g, guint number)
{
    return &g_array_index(g->graph->scopes, TmDotScope, number);
}

static gboolean
count_objects(TmDotGrammar *g, guint64 count, guint scope, TmPlace place, GError **error)
{
    g->n_objects += count * (scope_at(g, scope)->depth + 1);
    if (g->n_objects > MAX_OBJECTS)
        return fail_limit(g, place, "nodes and edges", MAX_OBJECTS, error);
    return TRUE;
}

static void
add_scope(TmDotGrammar *g, const char *name, TmPlace place, guint parent, guint depth)
{
    TmDotScope scope = {name, place, parent, depth, FALSE};

    g_array_append_val(g->graph->scopes, scope);
    g_array_set_size(g->range_of, g->graph->scopes->len);
}

gboolean
tm_dot_open_graph(TmDotGrammar *g, TmPlace place, GPtrArray *graphs, GError **error)
{
    if (graphs->len >= MAX_GRAPHS)
        return fail_limit(g, place, "graphs", MAX_GRAPHS, error);
    g->graph = tm_dot_places_new();
    g->graph->place = place;
    g_ptr_array_add(graphs, g->graph);
    g_array_set_size(g->trail, 0);
    g_array_set_size(g->ranges, 1);
    g_array_set_size(g->range_of, 0);
    g_array_set_size(g->stamps, 0);
    g_hash_table_remove_all(g->names);
    g_hash_table_remove_all(g->subgraph_of);
    add_scope(g, NULL, place, 0, 0);
    return TRUE;
}

gboolean
tm_dot_open_scope(TmDotGrammar *g, const char *name, TmPlace place, guint parent, guint *scope,
                  GError **error)
{
    guint depth = scope_at(g, parent)->depth + 1;
    const char *key = name != NULL ? tm_pool_printf(g->pool, "%u %s", parent, name) : "";

    if (depth > MAX_DEPTH)
        return fail_limit(g, place, "levels of subgraphs", MAX_DEPTH, error);
    *scope = GPOINTER_TO_UINT(g_hash_table_lookup(g->subgraph_of, key));
    if (*scope == 0) {
        *scope = g->graph->scopes->len;
        add_scope(g, name, place, parent, depth);
        if (name != NULL)
            g_hash_table_insert(g->subgraph_of, (gpointer)key, GUINT_TO_POINTER(*scope));
    }
    return count_objects(g, 1, parent, place, error);
}

void
tm_dot_close_scope(TmDotGrammar *g, guint scope, guint start)
{
    guint *last = &g_array_index(g->range_of, guint, scope);
    TmDotRange range = {start, g->trail->len, *last};

    *last = g->ranges->len;
    g_array_append_val(g->ranges, range);
}

gboolean
tm_dot_mention(TmDotGrammar *g, guint scope, TmPlace place, GError **error)
{
    const char *name = tm_pool_text(g->pool, g->word->str);
    guint node = tm_dot_places_mention(g->graph, name, scope, place);

    g_array_append_val(g->trail, node);
    return count_objects(g, 1, scope, place, error);
}

gboolean
tm_dot_note_attribute(TmDotGrammar *g, guint scope, gboolean of_scope, TmPlace place,
                      GError **error)
{
    g_hash_table_add(g->names, (gpointer)tm_pool_text(g->pool, g->word->str));
    if (of_scope && strcmp(g->word->str, "tm_type") == 0)
        scope_at(g, scope)->typed = TRUE;
    if (g_hash_table_size(g->names) > MAX_NAMES)
        return fail_limit(g, place, "names of attributes", MAX_NAMES, error);
    return TRUE;
}

static void
collect_range(TmDotGrammar *g, const TmDotRange *range, GArray *set)
{
    for (guint i = range->start; i < range->end; i++) {
        guint node = g_array_index(g->trail, guint, i);
        guint *stamp = &g_array_index(g->stamps, guint, node);
        if (*stamp != g->n_sets)
            g_array_append_val(set, node);
        *stamp = g->n_sets;
    }
    g->n_visits += range->end - range->start;
}

/* Returns the nodes (guint) of an operand: of a list as often as they stand in it, of a subgraph
 * all that it ever got, each once. */
static GArray *
collect_nodes(TmDotGrammar *g, const TmDotOperand *operand)
{
    GArray *set = g_array_new(FALSE, FALSE, sizeof(guint));
    guint number = operand->scope > 0 ? g_array_index(g->range_of, guint, operand->scope) : 0;

    g->n_sets++;
    g_array_set_size(g->stamps, g->graph->nodes->len);
    if (operand->scope == 0)
        g_array_append_vals(set, &g_array_index(g->trail, guint, operand->start),
                            operand->end - operand->start);
    while (number > 0 && g->n_visits <= MAX_VISITS) {
        const TmDotRange *range = &g_array_index(g->ranges, TmDotRange, number);
        collect_range(g, range, set);
        number = range->former;
    }
    return set;
}

static gboolean
count_edges(TmDotGrammar *g, guint64 count, guint scope, TmPlace place, GError **error)
{
    g->n_set_edges += count > 1 ? count : 0;
    if (g->n_set_edges > MAX_SET_EDGES || g->n_visits > MAX_VISITS)
        return fail_limit(g, place, "edges made by sets of nodes", MAX_SET_EDGES, error);
    return count_objects(g, count, scope, place, error);
}

gboolean
tm_dot_join(TmDotGrammar *g, guint scope, const TmDotOperand *left, const TmDotOperand *right,
            GError **error)
{
    g_autoptr(GArray) tails = collect_nodes(g, left);
    g_autoptr(GArray) heads = collect_nodes(g, right);

    if (!count_edges(g, (guint64)tails->len * heads->len, scope, left->place, error))
        return FALSE;
    for (guint i = 0; i < tails->len; i++)
        for (guint j = 0; j < heads->len; j++)
            tm_dot_places_join(g->graph, g_array_index(tails, guint, i),
                               g_array_index(heads, guint, j), left->place);
    return TRUE;
}

void
tm_dot_unstate(TmDotGrammar *g, guint scope, guint start)
{
    for (guint i = start; i < g->trail->len; i++) {
        TmDotMention *mention = &g_array_index(g->graph->mentions, TmDotMention, i + 1);
        if (mention->scope == scope || scope_at(g, mention->scope)->name == NULL)
            mention->stated = FALSE;
    }
}

gboolean
tm_dot_close_graph(TmDotGrammar *g, GError **error)
{
    const TmDotPlaces *graph = g->graph;
    guint64 objects = (guint64)graph->nodes->len + graph->edges->len + graph->scopes->len;

    if (objects * g_hash_table_size(g->names) > MAX_ATTRIBUTES)
        return fail_limit(g, graph->place, "attributes (objects times names)", MAX_ATTRIBUTES,
                          error);
    return TRUE;
}
