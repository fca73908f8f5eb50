/* Text to a graph, the same on every run. cgraph's own ids are addresses of names, and it walks
 * subgraphs by id: the order of boundaries in a picture would hang on the heap. Ours count. */
#include <graphviz/cgraph.h>
#include <string.h>

#include "draw.h"

/* Named objects have even ids, those without a name odd ones, as cgraph does it. */
typedef struct {
    GHashTable *ids;  /* name -> position in @names, from 1 */
    GPtrArray *names; /* char */
    IDTYPE unnamed;
} Ids;

typedef struct {
    const char *text;
    gsize length;
} Channel;

static void *
open_ids(Agraph_t *graph G_GNUC_UNUSED, Agdisc_t *disc G_GNUC_UNUSED)
{
    Ids *ids = g_new0(Ids, 1);

    ids->ids = g_hash_table_new(g_str_hash, g_str_equal);
    ids->names = g_ptr_array_new_with_free_func(g_free);
    return ids;
}

static long
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
        g_ptr_array_add(ids->names, g_strdup(name));
        known = ids->names->len;
        g_hash_table_insert(ids->ids, ids->names->pdata[known - 1], GUINT_TO_POINTER(known));
    }
    *id = 2 * (IDTYPE)known;
    return TRUE;
}

static long
take_id(void *state G_GNUC_UNUSED, int type G_GNUC_UNUSED, IDTYPE id G_GNUC_UNUSED)
{
    return FALSE;
}

static void
drop_id(void *state G_GNUC_UNUSED, int type G_GNUC_UNUSED, IDTYPE id G_GNUC_UNUSED)
{
}

static char *
print_id(void *state, int type G_GNUC_UNUSED, IDTYPE id)
{
    const Ids *ids = state;

    return id % 2 == 0 && id / 2 <= ids->names->len ? ids->names->pdata[id / 2 - 1] : NULL;
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

static int
read_channel(void *data, char *buffer, int size)
{
    Channel *channel = data;
    gsize length = MIN(channel->length, (gsize)size);

    memcpy(buffer, channel->text, length);
    channel->text += length;
    channel->length -= length;
    return (int)length;
}

Agraph_t *
tm_draw_read(const char *text)
{
    const Agiddisc_t ids = {open_ids, map_name, take_id, drop_id, print_id, close_ids, register_id};
    const Agiodisc_t io = {read_channel, AgIoDisc.putstr, AgIoDisc.flush};
    Agdisc_t disc = {&AgMemDisc, g_memdup2(&ids, sizeof ids), g_memdup2(&io, sizeof io)};
    Channel channel = {text, strlen(text)};

    return agread(&channel, &disc);
}
