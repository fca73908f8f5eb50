/* cgraph's own ids are addresses of names, and it walks subgraphs by id: the order of boundaries in
 * a picture would hang on the heap. Ours count. */
#include "ids.h"

/* Named objects have even ids, those without a name odd ones, as cgraph does it. */
typedef struct {
    GHashTable *ids;  /* name -> position in @names, from 1 */
    GPtrArray *names; /* char: texts of cgraph, which asks them whether they are HTML */
    Agraph_t *graph;  /* whose texts they are; frees them */
    IDTYPE unnamed;
    IDTYPE foreign;     /* id of a graph that had it before; 0: there is none */
    char *foreign_name; /* the graph's, too */
} Ids;

/* long, or int in newer versions. */
typedef __typeof__(((Agiddisc_t *)NULL)->map(NULL, 0, NULL, NULL, 0)) Truth;

static void *
open_ids(Agraph_t *graph, Agdisc_t *disc G_GNUC_UNUSED)
{
    Ids *ids = g_new0(Ids, 1);

    ids->ids = g_hash_table_new(g_str_hash, g_str_equal);
    ids->names = g_ptr_array_new();
    ids->graph = graph;
    return ids;
}

static Truth
map_name(void *state, int type G_GNUC_UNUSED, char *name, IDTYPE *id, int create)
{
    Ids *ids = state;
    guint known = name != NULL ? GPOINTER_TO_UINT(g_hash_table_lookup(ids->ids, name)) : 0;

    if (name == NULL) {
        *id = 2 * ids->unnamed++ + 1;
        return TRUE;
    }
    if (known == 0 && !create)
        return FALSE;
    if (known == 0) {
        g_ptr_array_add(ids->names, agstrdup(ids->graph, name));
        known = ids->names->len;
        g_hash_table_insert(ids->ids, ids->names->pdata[known - 1], GUINT_TO_POINTER(known));
    }
    *id = 2 * (IDTYPE)known;
    return TRUE;
}

#ifdef HAVE_AGIDDISC_ALLOC
static Truth
take_id(void *state G_GNUC_UNUSED, int type G_GNUC_UNUSED, IDTYPE id G_GNUC_UNUSED)
{
    return FALSE;
}

#endif

static void
drop_id(void *state G_GNUC_UNUSED, int type G_GNUC_UNUSED, IDTYPE id G_GNUC_UNUSED)
{
}

static char *
print_id(void *state, int type G_GNUC_UNUSED, IDTYPE id)
{
    const Ids *ids = state;

    if (id != 0 && id == ids->foreign)
        return ids->foreign_name;
    if (id == 0 || id % 2 != 0 || id / 2 > ids->names->len)
        return NULL;
    return ids->names->pdata[id / 2 - 1];
}

static void
close_ids(void *state)
{
    Ids *ids = state;

    g_hash_table_unref(ids->ids);
    g_ptr_array_unref(ids->names);
    g_free(ids);
}

static void
register_id(void *state G_GNUC_UNUSED, int type G_GNUC_UNUSED, void *object G_GNUC_UNUSED)
{
}

const Agiddisc_t tm_ids = {
    .open = open_ids,
    .map = map_name,
#ifdef HAVE_AGIDDISC_ALLOC
    .alloc = take_id,
#endif
    .free = drop_id,
    .print = print_id,
    .close = close_ids,
    .idregister = register_id,
};

#ifdef HAVE_AGCLOS
void
tm_ids_adopt(Agraph_t *graph)
{
    Ids *ids = open_ids(graph, NULL);

    ids->foreign = AGID(graph);
    ids->foreign_name = AGID(graph) % 2 == 0 ? agstrdup(graph, agnameof(graph)) : NULL;
    graph->clos->disc.id = (Agiddisc_t *)&tm_ids;
    graph->clos->state.id = ids;
}
#else
void
tm_ids_adopt(Agraph_t *graph G_GNUC_UNUSED)
{
}
#endif
