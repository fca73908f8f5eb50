/* A graph in the memory of its host, which a plugin of Graphviz works for. It is walked, never
 * printed and read again: cgraph's scanner may hold what the host has still to read. */
#include <graphviz/cgraph.h>
#include <string.h>

#include "classify.h"
#include "crossing.h"
#include "dot-copy.h"
#include "dot-live.h"
#include "dot-model.h"
#include "dot-places-own.h"
#include "dot-text.h"

/* The same as in dot-grammar-own.h: what cgraph builds from a text that we agree to read. */
enum {
    MAX_DEPTH = 100,         /* of subgraphs */
    MAX_OBJECTS = 1000000,   /* a node counts once for each of its subgraphs */
    MAX_ATTRIBUTES = 5000000 /* objects times names */
};

/* Names that nobody gave begin so. */
static gboolean
is_named(const char *name)
{
    return name != NULL && *name != '%' && *name != '\0';
}

static const char *
text_of(TmPool *pool, const char *name)
{
    g_autofree char *converted = NULL;

    if (g_utf8_validate(name, -1, NULL))
        return tm_pool_text(pool, name);
    converted = tm_dot_from_latin1(name);
    return tm_pool_text(pool, converted);
}

/* --- limits ------------------------------------------------------------------------------- */

static guint
count_attributes(Agraph_t *graph)
{
    guint count = 1;

    for (int kind = AGRAPH; kind <= AGEDGE; kind++)
        for (Agsym_t *sym = agnxtattr(graph, kind, NULL); sym; sym = agnxtattr(graph, kind, sym))
            count++;
    return count;
}

/* Counts what is in @graph and below; FALSE when it is too much. */
static gboolean
count_objects(Agraph_t *graph, guint depth, guint64 *objects)
{
    *objects += (guint64)agnnodes(graph) + 1;
    if (depth > MAX_DEPTH || *objects > MAX_OBJECTS)
        return FALSE;
    for (Agraph_t *sub = agfstsubg(graph); sub != NULL; sub = agnxtsubg(sub))
        if (!count_objects(sub, depth + 1, objects))
            return FALSE;
    return TRUE;
}

static gboolean
is_small(Agraph_t *graph)
{
    guint64 objects = (guint64)agnedges(graph);

    return count_objects(graph, 0, &objects) && objects * count_attributes(graph) <= MAX_ATTRIBUTES;
}

/* --- scopes and mentions ------------------------------------------------------------------ */

static guint
depth_of(Agraph_t *graph)
{
    guint depth = 0;

    for (Agraph_t *around = agparent(graph); around != NULL; around = agparent(around))
        depth++;
    return depth;
}

/* cgraph hands a type on from outer to inner: what says the same says nothing. */
static gboolean
is_typed(Agraph_t *graph)
{
    Agraph_t *around = agparent(graph);
    const char *own = agget(graph, (char *)"tm_type");
    const char *outer = around != NULL ? agget(around, (char *)"tm_type") : NULL;

    return own != NULL && *own != '\0' && (outer == NULL || strcmp(own, outer) != 0);
}

static void
add_scope(TmPool *pool, TmDotPlaces *places, Agraph_t *graph, GHashTable *number_of)
{
    const guint number = places->scopes->len;
    const char *name = agnameof(graph);
    const TmDotScope scope = {
        .name = is_named(name) ? text_of(pool, name) : NULL,
        .place = TM_NOWHERE,
        .parent = GPOINTER_TO_UINT(g_hash_table_lookup(number_of, agparent(graph))),
        .depth = depth_of(graph),
        .typed = is_typed(graph),
    };

    g_array_append_val(places->scopes, scope);
    g_hash_table_insert(number_of, graph, GUINT_TO_POINTER(number));
}

static void
mention_nodes(TmPool *pool, TmDotPlaces *places, Agraph_t *graph, guint scope)
{
    for (Agnode_t *node = agfstnode(graph); node != NULL; node = agnxtnode(graph, node)) {
        const guint mention = places->mentions->len;
        tm_dot_places_mention(places, text_of(pool, agnameof(node)), scope, TM_NOWHERE);
        g_array_index(places->mentions, TmDotMention, mention).stated =
            agfstedge(graph, node) == NULL;
    }
}

/* The graph itself comes first, so that nodes have the numbers of the copy. */
static TmDotPlaces *
find_places(TmPool *pool, Agraph_t *graph)
{
    TmDotPlaces *places = tm_dot_places_new();
    g_autoptr(GPtrArray) subgraphs = tm_dot_subgraphs(graph);
    g_autoptr(GHashTable) number_of = g_hash_table_new(NULL, NULL);

    places->directed = agisdirected(graph) != 0;
    places->name = is_named(agnameof(graph)) ? text_of(pool, agnameof(graph)) : NULL;
    for (guint i = 0; i < subgraphs->len; i++)
        add_scope(pool, places, subgraphs->pdata[i], number_of);
    for (guint i = 0; i < subgraphs->len; i++)
        mention_nodes(pool, places, subgraphs->pdata[i], i);
    return places;
}

/* --- the model ---------------------------------------------------------------------------- */

static gboolean
read_live(TmModel *model, Agraph_t *graph, const TmTemplate *template, GError **error)
{
    g_autoptr(TmDotPlaces) places = NULL;
    g_autoptr(TmDotGraph) copy = NULL;

    if (!is_small(graph))
        return tm_fail(error, TM_ERROR_LIMIT, model->file, TM_NOWHERE,
                       "the graph is larger or deeper than we agree to read");
    places = find_places(&model->pool, graph);
    copy = tm_dot_copy(graph, places);
    if (copy == NULL)
        return tm_fail(error, TM_ERROR_LIMIT, model->file, TM_NOWHERE,
                       "more than %d MiB of attributes, counted for each object",
                       TM_DOT_MAX_BYTES >> 20);
    if (copy->n_nodes != places->nodes->len)
        return tm_fail(error, TM_ERROR_MEANING, model->file, TM_NOWHERE,
                       "two nodes have the same name once they are in UTF-8");
    tm_dot_model_add(model, template, copy, places);
    return TRUE;
}

TmModel *
tm_import_live(const char *name, Agraph_t *graph, const TmTemplate *template, GError **error)
{
    g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
    g_autoptr(TmModel) model = tm_model_new(name, nothing);

    model->language = template->language;
    if (!read_live(model, graph, template, error))
        return NULL;
    model->format = "dot";
    tm_classify(model, template);
    tm_crossing_compute(model);
    return g_steal_pointer(&model);
}
