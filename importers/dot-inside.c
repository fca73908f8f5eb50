/* Which clusters a node is inside of. Everything that names a node in a cluster puts it there for
 * cgraph, an edge too; but a picture shows it in one place, and that is where it was declared. */
#include "dot-inside.h"

typedef struct {
    const TmDotPlaces *places;
    GArray *cluster_of; /* guint: innermost cluster at or around each scope, 0: none */
    GArray *around;     /* guint: node + 1 for which the cluster was taken last */
    GArray *anchored;   /* guint: node + 1 that stands in the cluster itself */
    guint node;
    GArray *found; /* guint: clusters around the node */
} Finder;

static const TmDotScope *
scope_at(const TmDotPlaces *places, guint number)
{
    return &g_array_index(places->scopes, TmDotScope, number);
}

static guint *
entry(GArray *array, guint number)
{
    return &g_array_index(array, guint, number);
}

static GArray *
new_numbers(guint count)
{
    GArray *array = g_array_sized_new(FALSE, TRUE, sizeof(guint), count);

    g_array_set_size(array, count);
    return array;
}

/* The next cluster around a cluster. */
static guint
outer(const Finder *f, guint cluster)
{
    return *entry(f->cluster_of, scope_at(f->places, cluster)->parent);
}

static void
find_clusters(Finder *f, const gboolean *is_cluster)
{
    for (guint i = 1; i < f->places->scopes->len; i++) {
        guint parent = scope_at(f->places, i)->parent;
        *entry(f->cluster_of, i) = is_cluster[i] ? i : *entry(f->cluster_of, parent);
    }
}

static void
take_cluster(Finder *f, guint cluster)
{
    for (; cluster > 0 && *entry(f->around, cluster) != f->node + 1; cluster = outer(f, cluster)) {
        *entry(f->around, cluster) = f->node + 1;
        g_array_append_val(f->found, cluster);
    }
}

static void
anchor(Finder *f, guint cluster)
{
    *entry(f->anchored, cluster) = f->node + 1;
    take_cluster(f, cluster);
}

static gboolean
is_in_anchor(const Finder *f, guint cluster)
{
    for (; cluster > 0; cluster = outer(f, cluster))
        if (*entry(f->anchored, cluster) == f->node + 1)
            return TRUE;
    return FALSE;
}

static void
take_mention(Finder *f, const TmDotMention *mention, gboolean stated)
{
    guint cluster = *entry(f->cluster_of, mention->scope);

    if (cluster == 0 || mention->stated != stated)
        return;
    if (stated || f->found->len == 0)
        anchor(f, cluster);
    else if (*entry(f->around, cluster) != f->node + 1 && is_in_anchor(f, cluster))
        take_cluster(f, cluster);
}

static void
take_mentions(Finder *f, const TmDotNodePlace *node, gboolean stated)
{
    const GArray *mentions = f->places->mentions;

    for (guint i = node->first; i > 0; i = g_array_index(mentions, TmDotMention, i).next)
        take_mention(f, &g_array_index(mentions, TmDotMention, i), stated);
}

static gint
compare_depth(gconstpointer a, gconstpointer b, gpointer data)
{
    guint left = *(const guint *)a;
    guint right = *(const guint *)b;
    guint left_depth = scope_at(data, left)->depth;
    guint right_depth = scope_at(data, right)->depth;

    if (left_depth != right_depth)
        return left_depth > right_depth ? -1 : 1;
    return left < right ? -1 : left > right;
}

static void
find_nodes(Finder *f, TmDotInside *inside)
{
    for (f->node = 0; f->node < f->places->nodes->len; f->node++) {
        const TmDotNodePlace *node = &g_array_index(f->places->nodes, TmDotNodePlace, f->node);
        g_array_set_size(f->found, 0);
        take_mentions(f, node, TRUE);
        take_mentions(f, node, FALSE);
        g_array_sort_with_data(f->found, compare_depth, (gpointer)f->places);
        g_array_append_val(inside->starts, inside->scopes->len);
        if (f->found->len > 0)
            g_array_append_vals(inside->scopes, f->found->data, f->found->len);
    }
    g_array_append_val(inside->starts, inside->scopes->len);
}

void
tm_dot_inside_free(TmDotInside *inside)
{
    if (inside == NULL)
        return;
    g_array_unref(inside->starts);
    g_array_unref(inside->scopes);
    g_free(inside);
}

const guint *
tm_dot_inside_of(const TmDotInside *inside, guint node, guint *count)
{
    guint start = g_array_index(inside->starts, guint, node);

    *count = g_array_index(inside->starts, guint, node + 1) - start;
    return *count > 0 ? &g_array_index(inside->scopes, guint, start) : NULL;
}

TmDotInside *
tm_dot_inside_new(const TmDotPlaces *places, const gboolean *is_cluster)
{
    TmDotInside *inside = g_new0(TmDotInside, 1);
    g_autoptr(GArray) cluster_of = new_numbers(places->scopes->len);
    g_autoptr(GArray) around = new_numbers(places->scopes->len);
    g_autoptr(GArray) anchored = new_numbers(places->scopes->len);
    g_autoptr(GArray) found = new_numbers(0);
    Finder f = {places, cluster_of, around, anchored, 0, found};

    inside->starts = new_numbers(0);
    inside->scopes = g_array_new(FALSE, TRUE, sizeof(guint));
    find_clusters(&f, is_cluster);
    find_nodes(&f, inside);
    return inside;
}
