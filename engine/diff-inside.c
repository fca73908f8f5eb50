/* What moved across a boundary. Where a boundary came or went, that is said of the boundary: only
 * those count here that both models have. */
#include <string.h>

#include "diff-own.h"

/* Whether @boundaries, of one model, are those of @others in the other one, in the same order. */
static gboolean
are_same(GHashTable *twins, const GPtrArray *boundaries, const GPtrArray *others)
{
    for (guint i = 0; i < boundaries->len; i++)
        if (i >= others->len ||
            g_hash_table_lookup(twins, boundaries->pdata[i]) != others->pdata[i])
            return FALSE;
    return boundaries->len == others->len;
}

/* Adds to @found those of @boundaries that have a twin which is not among @others. */
static void
find_others(TmPool *pool, GPtrArray **found, GHashTable *twins, const GPtrArray *boundaries,
            const GPtrArray *others)
{
    g_autoptr(GHashTable) set = g_hash_table_new(NULL, NULL);

    for (guint i = 0; i < others->len; i++)
        g_hash_table_add(set, others->pdata[i]);
    for (guint i = 0; i < boundaries->len; i++) {
        gpointer twin = g_hash_table_lookup(twins, boundaries->pdata[i]);
        if (twin != NULL && !g_hash_table_contains(set, twin))
            tm_pool_add(pool, found, boundaries->pdata[i]);
    }
}

static const TmChange *
find_move(const TmDiffing *diffing, const TmPart *boundary)
{
    const GPtrArray *changes = g_hash_table_lookup(diffing->at, boundary);

    for (guint i = 0; changes != NULL && i < changes->len; i++) {
        const TmChange *change = g_ptr_array_index(changes, i);
        if (change->kind == TM_CHANGE_MOVED)
            return change;
    }
    return NULL;
}

static void
add_all(GHashTable *set, const GPtrArray *items)
{
    for (guint i = 0; i < items->len; i++)
        g_hash_table_add(set, items->pdata[i]);
}

/* Returns the boundaries that the part entered or left only because one around it moved. */
static GHashTable *
find_carried(const TmDiffing *diffing, TmDiffSide old, TmDiffSide now)
{
    GHashTable *carried = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) before = g_hash_table_new(NULL, NULL);

    add_all(before, old.part->inside);
    for (guint i = 0; i < now.part->inside->len; i++) {
        const TmPart *boundary = g_ptr_array_index(now.part->inside, i);
        const TmPart *twin = tm_diff_old(diffing, boundary);
        const TmChange *move = twin != NULL ? find_move(diffing, boundary) : NULL;
        if (move == NULL || !g_hash_table_contains(before, twin))
            continue;
        add_all(carried, move->entered);
        add_all(carried, move->left);
    }
    return carried;
}

static void
remove_carried(GPtrArray *boundaries, GHashTable *carried)
{
    for (guint i = boundaries->len; i > 0; i--)
        if (g_hash_table_contains(carried, boundaries->pdata[i - 1]))
            g_ptr_array_remove_index(boundaries, i - 1);
}

static void
add_move(TmDiffing *diffing, TmChangeKind kind, TmDiffSide old, TmDiffSide now, GPtrArray *left,
         GPtrArray *entered)
{
    TmChange *change;

    if (left->len + entered->len == 0)
        return;
    change = tm_diff_add(diffing, kind, old, now);
    change->left = left;
    change->entered = entered;
}

void
tm_diff_boundaries(TmDiffing *diffing, TmDiffSide old, TmDiffSide now)
{
    TmPool *pool = &diffing->diff->pool;
    g_autoptr(GHashTable) carried = NULL;
    GPtrArray *left = tm_pool_nothing(pool);
    GPtrArray *entered = tm_pool_nothing(pool);

    if (are_same(diffing->now_of, old.part->inside, now.part->inside))
        return;
    find_others(pool, &left, diffing->now_of, old.part->inside, now.part->inside);
    find_others(pool, &entered, diffing->old_of, now.part->inside, old.part->inside);
    carried = find_carried(diffing, old, now);
    remove_carried(left, carried);
    remove_carried(entered, carried);
    add_move(diffing, TM_CHANGE_MOVED, old, now, left, entered);
}

/* --- crossings --------------------------------------------------------------------------- */

/* Boxes are crossed by what is inside of them, and that is compared. */
static GPtrArray *
find_lines(const TmFlow *flow)
{
    GPtrArray *lines = g_ptr_array_new();

    for (guint i = 0; i < flow->crossings->len; i++) {
        const TmCrossing *crossing = g_ptr_array_index(flow->crossings, i);
        if (crossing->boundary != NULL && crossing->boundary->line)
            g_ptr_array_add(lines, (gpointer)crossing->boundary);
    }
    return lines;
}

void
tm_diff_crossings(TmDiffing *diffing, TmDiffSide old, TmDiffSide now)
{
    TmPool *pool = &diffing->diff->pool;
    g_autoptr(GPtrArray) before = find_lines((const TmFlow *)old.part);
    g_autoptr(GPtrArray) after = find_lines((const TmFlow *)now.part);
    GPtrArray *left = tm_pool_nothing(pool);
    GPtrArray *entered = tm_pool_nothing(pool);

    if (are_same(diffing->now_of, before, after))
        return;
    find_others(pool, &left, diffing->now_of, before, after);
    find_others(pool, &entered, diffing->old_of, after, before);
    add_move(diffing, TM_CHANGE_CROSSING, old, now, left, entered);
}
