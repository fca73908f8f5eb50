/* What is found in a DOT text, kept so that it can be asked for by name. The grammar that finds it
 * is in dot-grammar.c. */
#include "dot-places-own.h"

void
tm_dot_places_free(TmDotPlaces *places)
{
    if (places == NULL)
        return;
    g_array_unref(places->scopes);
    g_array_unref(places->mentions);
    g_array_unref(places->nodes);
    g_array_unref(places->edges);
    g_hash_table_unref(places->node_of);
    g_hash_table_unref(places->edge_of);
    g_free(places);
}

static void
free_places(gpointer places)
{
    tm_dot_places_free(places);
}

/* g_int64_hash() takes the lower half only: all edges into one node would be one entry. */
static guint
hash_key(gconstpointer key)
{
    guint64 mixed = (guint64) * (const gint64 *)key * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);

    return (guint)(mixed >> 32);
}

TmDotPlaces *
tm_dot_places_new(void)
{
    TmDotPlaces *places = g_new0(TmDotPlaces, 1);

    places->scopes = g_array_new(FALSE, TRUE, sizeof(TmDotScope));
    places->mentions = g_array_new(FALSE, TRUE, sizeof(TmDotMention));
    g_array_set_size(places->mentions, 1);
    places->nodes = g_array_new(FALSE, TRUE, sizeof(TmDotNodePlace));
    places->edges = g_array_new(FALSE, TRUE, sizeof(TmDotEdgePlace));
    places->node_of = g_hash_table_new(tm_text_hash, g_str_equal);
    places->edge_of = g_hash_table_new_full(hash_key, g_int64_equal, g_free, NULL);
    return places;
}

guint
tm_dot_places_mention(TmDotPlaces *places, const char *name, guint scope, TmPlace place)
{
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(places->node_of, name));
    TmDotMention mention = {scope, TRUE, 0};
    guint last = places->mentions->len;
    TmDotNodePlace *node;

    g_array_append_val(places->mentions, mention);
    if (number == 0) {
        TmDotNodePlace fresh = {name, place, last, last};
        g_array_append_val(places->nodes, fresh);
        number = places->nodes->len;
        g_hash_table_insert(places->node_of, (gpointer)name, GUINT_TO_POINTER(number));
        return number - 1;
    }
    node = &g_array_index(places->nodes, TmDotNodePlace, number - 1);
    g_array_index(places->mentions, TmDotMention, node->last).next = last;
    node->last = last;
    return number - 1;
}

static gint64
pair_key(guint tail, guint head)
{
    return (gint64)(((guint64)tail << 32) | head);
}

void
tm_dot_places_join(TmDotPlaces *places, guint tail, guint head, TmPlace place)
{
    gint64 key = pair_key(tail, head);
    guint first = GPOINTER_TO_UINT(g_hash_table_lookup(places->edge_of, &key));
    guint number = places->edges->len;
    TmDotEdgePlace edge = {place, number, number};
    TmDotEdgePlace *queue;

    g_array_append_val(places->edges, edge);
    if (first == 0) {
        g_hash_table_insert(places->edge_of, g_memdup2(&key, sizeof key),
                            GUINT_TO_POINTER(number + 1));
        return;
    }
    queue = &g_array_index(places->edges, TmDotEdgePlace, first - 1);
    g_array_index(places->edges, TmDotEdgePlace, queue->last).next = number;
    queue->last = number;
}

const TmDotNodePlace *
tm_dot_node_place(const TmDotPlaces *places, const char *name)
{
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(places->node_of, name));

    return number > 0 ? &g_array_index(places->nodes, TmDotNodePlace, number - 1) : NULL;
}

TmPlace
tm_dot_next_edge_place(TmDotPlaces *places, const char *tail, const char *head)
{
    guint a = GPOINTER_TO_UINT(g_hash_table_lookup(places->node_of, tail));
    guint b = GPOINTER_TO_UINT(g_hash_table_lookup(places->node_of, head));
    gint64 key = pair_key(a - 1, b - 1);
    guint number =
        a > 0 && b > 0 ? GPOINTER_TO_UINT(g_hash_table_lookup(places->edge_of, &key)) : 0;
    const TmDotEdgePlace *edge;

    if (number == 0)
        return places->place;
    edge = &g_array_index(places->edges, TmDotEdgePlace, number - 1);
    g_hash_table_insert(places->edge_of, g_memdup2(&key, sizeof key),
                        GUINT_TO_POINTER(edge->next + 1));
    return edge->place;
}

GPtrArray *
tm_dot_places(TmPool *pool, const char *file, const char *text, gboolean latin1, GError **error)
{
    g_autoptr(GPtrArray) graphs = g_ptr_array_new_with_free_func(free_places);
    TmDotScanner start = {.file = file, .at = text, .place = {1, 1}, .latin1 = latin1};

    if (!tm_dot_grammar_read(pool, &start, graphs, error))
        return NULL;
    return g_steal_pointer(&graphs);
}
