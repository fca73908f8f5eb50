/* What is different between two reports. */
#include "diff-own.h"

const char *const tm_change_names[] = {
    [TM_CHANGE_ADDED] = "added",       [TM_CHANGE_REMOVED] = "removed",
    [TM_CHANGE_RENAMED] = "renamed",   [TM_CHANGE_REDRAWN] = "redrawn",
    [TM_CHANGE_KIND] = "kind",         [TM_CHANGE_TYPE] = "type",
    [TM_CHANGE_PROPERTY] = "property", [TM_CHANGE_SCOPE] = "scope",
    [TM_CHANGE_MOVED] = "moved",       [TM_CHANGE_ENDS] = "reconnected",
    [TM_CHANGE_CROSSING] = "crossing", [TM_N_CHANGES] = NULL,
};

gpointer
tm_diff_now(const TmDiffing *diffing, gconstpointer old)
{
    return g_hash_table_lookup(diffing->now_of, old);
}

gpointer
tm_diff_old(const TmDiffing *diffing, gconstpointer now)
{
    return g_hash_table_lookup(diffing->old_of, now);
}

void
tm_diff_pair(TmDiffing *diffing, gconstpointer old, gconstpointer now)
{
    g_hash_table_insert(diffing->now_of, (gpointer)old, (gpointer)now);
    g_hash_table_insert(diffing->old_of, (gpointer)now, (gpointer)old);
}

/* --- changes ----------------------------------------------------------------------------- */

static void
note(const TmDiffing *diffing, TmDiffSide side, TmChange *change)
{
    gconstpointer key = side.part != NULL ? (gconstpointer)side.part : side.diagram;
    GPtrArray *changes;

    if (key == NULL)
        return;
    changes = g_hash_table_lookup(diffing->at, key);
    if (changes == NULL) {
        changes = tm_pool_array(&diffing->diff->pool);
        g_hash_table_insert(diffing->at, (gpointer)key, changes);
    }
    g_ptr_array_add(changes, change);
}

TmChange *
tm_diff_add(TmDiffing *diffing, TmChangeKind kind, TmDiffSide old, TmDiffSide now)
{
    TmDiff *diff = diffing->diff;
    TmChange *change = tm_pool_new(&diff->pool, TmChange);

    change->kind = kind;
    change->number = diff->changes->len;
    change->old = old;
    change->now = now;
    change->property = "";
    change->from = "";
    change->to = "";
    change->left = tm_pool_nothing(&diff->pool);
    change->entered = tm_pool_nothing(&diff->pool);
    g_ptr_array_add(diff->changes, change);
    note(diffing, old, change);
    note(diffing, now, change);
    return change;
}

/* --- all of it --------------------------------------------------------------------------- */

static void
match(TmDiffing *diffing)
{
    const GPtrArray *diagrams = diffing->diff->now->model->diagrams;

    tm_diff_match_pages(diffing);
    for (guint i = 0; i < diagrams->len; i++) {
        const TmDiagram *now = g_ptr_array_index(diagrams, i);
        const TmDiagram *old = tm_diff_old(diffing, now);
        if (old != NULL)
            tm_diff_match_parts(diffing, old, now);
    }
}

TmDiff *
tm_diff(const TmReport *old, const TmReport *now)
{
    TmDiff *diff = g_new0(TmDiff, 1);
    g_autoptr(GHashTable) now_of = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) old_of = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) at = g_hash_table_new(NULL, NULL);
    TmDiffing diffing = {diff, now_of, old_of, at};

    tm_pool_init(&diff->pool);
    diff->old = old;
    diff->now = now;
    diff->changes = tm_pool_array(&diff->pool);
    diff->threats = tm_pool_array(&diff->pool);
    match(&diffing);
    tm_diff_models(&diffing);
    tm_diff_threats(&diffing);
    return diff;
}

void
tm_diff_free(TmDiff *diff)
{
    if (diff == NULL)
        return;
    tm_pool_clear(&diff->pool);
    g_free(diff);
}
