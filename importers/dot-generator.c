/* Which tool wrote a graph: each has a habit of its own. */
#include <string.h>

#include "dot-own.h"

static gboolean
is_named(const TmDotGraph *graph, const char *name)
{
    return g_strcmp0(graph->subgraphs[0].name, name) == 0;
}

static gboolean
has_shape(const TmDotGraph *graph, const char *shape)
{
    for (guint i = 0; i < graph->n_nodes; i++)
        if (strcmp(tm_dot_value(&graph->nodes[i], "shape"), shape) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
has_prefix(const TmDotGraph *graph, const char *prefix)
{
    for (guint i = 0; i < graph->n_nodes; i++)
        if (g_str_has_prefix(graph->nodes[i].name, prefix))
            return TRUE;
    return FALSE;
}

static gboolean
is_pytm(const TmDotGraph *graph)
{
    return is_named(graph, "tm") && (has_shape(graph, "circle") || has_shape(graph, "square"));
}

static gboolean
is_threagile(const TmDotGraph *graph)
{
    return is_named(graph, "generatedModel");
}

static gboolean
is_compose(const TmDotGraph *graph)
{
    return has_shape(graph, "component") &&
           (has_prefix(graph, "named: ") || has_prefix(graph, "net: ") ||
            strcmp(tm_dot_value(&graph->subgraphs[0], "pad"), "0.5") == 0);
}

static gboolean
is_terraform(const TmDotGraph *graph)
{
    return has_prefix(graph, "[root] ");
}

static const struct {
    TmDotGenerator generator;
    gboolean (*wrote)(const TmDotGraph *graph);
} generators[] = {
    {{"pytm", FALSE}, is_pytm},
    {{"threagile", FALSE}, is_threagile},
    {{"docker-compose", FALSE}, is_compose},
    {{"terraform", TRUE}, is_terraform},
};

TmDotGenerator
tm_dot_find_generator(const TmDotGraph *graph)
{
    for (guint i = 0; i < G_N_ELEMENTS(generators); i++)
        if (generators[i].wrote(graph))
            return generators[i].generator;
    return (TmDotGenerator){NULL, FALSE};
}
