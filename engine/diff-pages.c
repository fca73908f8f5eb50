/* Which pages of two models are the same: by id, then by a name that only one page of each has,
 * then by an id that the importer made up. One page that is left on both sides was given another
 * name and id, if there is no other page or a part is on both. */
#include <string.h>

#include "diff-own.h"

typedef const char *(*Key)(const TmDiagram *diagram);

static const char *
id_of(const TmDiagram *diagram)
{
    return diagram->id;
}

/* "page-2" of the second page says where it stands and nothing else: a page before it may have come
 * or gone. Files of draw.io need have no ids. */
static const char *
own_id_of(const TmDiagram *diagram)
{
    g_autofree char *made_up = g_strdup_printf("page-%u", diagram->index + 1);

    return strcmp(diagram->id, made_up) != 0 ? diagram->id : "";
}

static const char *
name_of(const TmDiagram *diagram)
{
    return diagram->name;
}

static gboolean
is_paired(const TmDiffing *diffing, const TmDiagram *diagram)
{
    return tm_diff_now(diffing, diagram) != NULL || tm_diff_old(diffing, diagram) != NULL;
}

/* Returns key -> TmDiagram of the pages that are left; NULL of those that share a key. */
static GHashTable *
collect(const TmDiffing *diffing, const GPtrArray *diagrams, Key key)
{
    GHashTable *pages = g_hash_table_new(tm_text_hash, g_str_equal);

    for (guint i = 0; i < diagrams->len; i++) {
        TmDiagram *diagram = g_ptr_array_index(diagrams, i);
        const char *text = key(diagram);
        if (*text == '\0' || is_paired(diffing, diagram))
            continue;
        g_hash_table_insert(pages, (gpointer)text,
                            g_hash_table_contains(pages, text) ? NULL : diagram);
    }
    return pages;
}

static void
pair_by(TmDiffing *diffing, Key key)
{
    const GPtrArray *diagrams = diffing->diff->now->model->diagrams;
    g_autoptr(GHashTable) old = collect(diffing, diffing->diff->old->model->diagrams, key);
    g_autoptr(GHashTable) now = collect(diffing, diagrams, key);

    for (guint i = 0; i < diagrams->len; i++) {
        const char *text = key(g_ptr_array_index(diagrams, i));
        const TmDiagram *one = g_hash_table_lookup(old, text);
        const TmDiagram *other = g_hash_table_lookup(now, text);
        if (one != NULL && other != NULL)
            tm_diff_pair(diffing, one, other);
    }
}

/* Returns the only page that is left; NULL: there is none, or there are several. */
static const TmDiagram *
last_one(const TmDiffing *diffing, const GPtrArray *diagrams)
{
    const TmDiagram *last = NULL;

    for (guint i = 0; i < diagrams->len; i++) {
        const TmDiagram *diagram = g_ptr_array_index(diagrams, i);
        if (is_paired(diffing, diagram))
            continue;
        if (last != NULL)
            return NULL;
        last = diagram;
    }
    return last;
}

static gboolean
share_elements(const TmDiagram *old, const TmDiagram *now)
{
    for (guint i = 0; i < old->elements->len; i++) {
        const TmPart *part = g_ptr_array_index(old->elements, i);
        const TmPart *other = tm_diagram_find(now, part->id);
        if (other != NULL && g_strcmp0(part->name, other->name) == 0)
            return TRUE;
    }
    return FALSE;
}

static void
pair_last(TmDiffing *diffing)
{
    const GPtrArray *olds = diffing->diff->old->model->diagrams;
    const GPtrArray *nows = diffing->diff->now->model->diagrams;
    const TmDiagram *old = last_one(diffing, olds);
    const TmDiagram *now = last_one(diffing, nows);

    if (old == NULL || now == NULL)
        return;
    if ((olds->len == 1 && nows->len == 1) || share_elements(old, now))
        tm_diff_pair(diffing, old, now);
}

void
tm_diff_match_pages(TmDiffing *diffing)
{
    pair_by(diffing, own_id_of);
    pair_by(diffing, name_of);
    pair_by(diffing, id_of);
    pair_last(diffing);
}
