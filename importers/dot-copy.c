/* From a graph of cgraph to one that is free of it; part of the fence around cgraph. */
#include <graphviz/cgraph.h>
#include <string.h>

#include "dot-copy.h"
#include "dot-text.h"

/* What it takes to copy a graph. A text is one for cgraph, however many objects have it. */
typedef struct {
    TmDotGraph *graph;
    GHashTable *copy_of; /* text of cgraph -> text of the pool */
    guint64 n_bytes;     /* of all attributes of all objects */
} Copier;

/* The texts of a graph that somebody else read may be Latin-1. */
static const char *
copy_new(Copier *c, const char *text)
{
    g_autofree char *converted = NULL;

    if (g_utf8_validate(text, -1, NULL))
        return tm_pool_text(&c->graph->pool, text);
    converted = tm_dot_from_latin1(text);
    return tm_pool_text(&c->graph->pool, converted);
}

static const char *
copy_text(Copier *c, char *text)
{
    const char *copy = g_hash_table_lookup(c->copy_of, text);

    if (copy == NULL) {
        copy = copy_new(c, text);
        g_hash_table_insert(c->copy_of, text, (gpointer)copy);
    }
    return copy;
}

static void
copy_attributes(Copier *c, void *object, int kind, TmDotObject *copy)
{
    g_autoptr(GArray) found = g_array_new(FALSE, TRUE, sizeof(TmDotAttribute));
    Agraph_t *root = agroot(object);
    TmDotAttribute *attributes;

    for (Agsym_t *sym = agnxtattr(root, kind, NULL); sym; sym = agnxtattr(root, kind, sym)) {
        char *value = agxget(object, sym);
        TmDotAttribute attribute = {NULL, NULL, FALSE};
        if (value == NULL || *value == '\0' || c->n_bytes > TM_DOT_MAX_BYTES)
            continue;
        attribute.name = copy_text(c, sym->name);
        attribute.value = copy_text(c, value);
        attribute.html = aghtmlstr(value) != 0;
        c->n_bytes += strlen(attribute.value);
        g_array_append_val(found, attribute);
    }
    attributes = tm_pool_new_n(&c->graph->pool, TmDotAttribute, found->len + 1);
    if (found->len > 0)
        memcpy(attributes, found->data, found->len * sizeof *attributes);
    copy->attributes = attributes;
    copy->n_attributes = found->len;
}

static int
compare_sequence(gconstpointer a, gconstpointer b)
{
    guint left = AGSEQ(*(void *const *)a);
    guint right = AGSEQ(*(void *const *)b);

    return left < right ? -1 : left > right;
}

static void
collect_subgraphs(Agraph_t *graph, GPtrArray *subgraphs)
{
    for (Agraph_t *sub = agfstsubg(graph); sub != NULL; sub = agnxtsubg(sub)) {
        g_ptr_array_add(subgraphs, sub);
        collect_subgraphs(sub, subgraphs);
    }
}

GPtrArray *
tm_dot_subgraphs(Agraph_t *graph)
{
    GPtrArray *found = g_ptr_array_new();

    collect_subgraphs(graph, found);
    g_ptr_array_sort(found, compare_sequence);
    g_ptr_array_insert(found, 0, graph);
    return found;
}

/* cgraph keeps subgraphs by address and edges by node; ours are in the order of the file. */
static void
copy_subgraphs(Copier *c, Agraph_t *source, const TmDotPlaces *places)
{
    TmDotGraph *graph = c->graph;
    g_autoptr(GPtrArray) found = tm_dot_subgraphs(source);
    TmDotObject *copies;

    copies = tm_pool_new_n(&graph->pool, TmDotObject, found->len);
    for (guint i = 0; i < found->len; i++) {
        copy_attributes(c, g_ptr_array_index(found, i), AGRAPH, &copies[i]);
        if (i < places->scopes->len)
            copies[i].name = g_array_index(places->scopes, TmDotScope, i).name;
    }
    copies[0].name = places->name;
    graph->subgraphs = copies;
    graph->n_subgraphs = found->len;
}

static void
copy_edges(Copier *c, GPtrArray *found, GHashTable *number_of)
{
    TmDotGraph *graph = c->graph;
    TmDotObject *copies = tm_pool_new_n(&graph->pool, TmDotObject, found->len + 1);

    g_ptr_array_sort(found, compare_sequence);
    for (guint i = 0; i < found->len; i++) {
        Agedge_t *edge = g_ptr_array_index(found, i);
        const char *key = agnameof(edge);
        copy_attributes(c, edge, AGEDGE, &copies[i]);
        copies[i].name = key != NULL && *key != '\0' ? copy_new(c, key) : NULL;
        copies[i].tail = GPOINTER_TO_UINT(g_hash_table_lookup(number_of, agtail(edge)));
        copies[i].head = GPOINTER_TO_UINT(g_hash_table_lookup(number_of, aghead(edge)));
    }
    graph->edges = copies;
    graph->n_edges = found->len;
}

static void
copy_nodes(Copier *c, Agraph_t *source)
{
    TmDotGraph *graph = c->graph;
    g_autoptr(GHashTable) number_of = g_hash_table_new(g_direct_hash, g_direct_equal);
    g_autoptr(GPtrArray) edges = g_ptr_array_new();
    TmDotObject *copies = tm_pool_new_n(&graph->pool, TmDotObject, (guint)agnnodes(source) + 1);

    for (Agnode_t *node = agfstnode(source); node != NULL; node = agnxtnode(source, node)) {
        TmDotObject *copy = &copies[graph->n_nodes];
        g_hash_table_insert(number_of, node, GUINT_TO_POINTER(graph->n_nodes++));
        copy_attributes(c, node, AGNODE, copy);
        copy->name = copy_new(c, agnameof(node));
        for (Agedge_t *edge = agfstout(source, node); edge; edge = agnxtout(source, edge))
            g_ptr_array_add(edges, edge);
    }
    graph->nodes = copies;
    copy_edges(c, edges, number_of);
}

TmDotGraph *
tm_dot_copy(Agraph_t *source, const TmDotPlaces *places)
{
    g_autoptr(TmDotGraph) graph = g_new0(TmDotGraph, 1);
    g_autoptr(GHashTable) copy_of = g_hash_table_new(g_direct_hash, g_direct_equal);
    Copier c = {graph, copy_of, 0};

    tm_pool_init(&graph->pool);
    graph->directed = agisdirected(source) != 0;
    copy_subgraphs(&c, source, places);
    copy_nodes(&c, source);
    return c.n_bytes > TM_DOT_MAX_BYTES ? NULL : g_steal_pointer(&graph);
}
