/* The change nearest to each element, by flows whichever way they go: all changes spread at once,
 * and each element keeps the first that reaches it. As long as the models, whatever their shape. */
#include "diff-own.h"

/* Both models as one graph: an element and its twin are one place. */
struct TmDiffNear {
    const TmDiffing *diffing;
    GHashTable *places;    /* TmElement -> its place, from 1 */
    GPtrArray *neighbours; /* by place - 1: GArray of guint places */
    GPtrArray *changes;    /* by place - 1: const TmChange, or NULL */
    GArray *queue;         /* guint: places that have one, in the order in which they got it */
};

static void
unref_array(gpointer array)
{
    g_array_unref(array);
}

static guint
place_of(const TmDiffNear *near, gconstpointer element)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(near->places, element));
}

/* --- the graph --------------------------------------------------------------------------- */

static void
add_place(TmDiffNear *near, TmElement *element)
{
    const TmElement *twin = tm_diff_old(near->diffing, element);

    g_ptr_array_add(near->neighbours, g_array_new(FALSE, FALSE, sizeof(guint)));
    g_ptr_array_add(near->changes, NULL);
    g_hash_table_insert(near->places, element, GUINT_TO_POINTER(near->changes->len));
    if (twin != NULL)
        g_hash_table_insert(near->places, (gpointer)twin, GUINT_TO_POINTER(near->changes->len));
}

static void
add_places(TmDiffNear *near, const TmModel *model)
{
    for (guint i = 0; i < model->diagrams->len; i++) {
        const TmDiagram *diagram = g_ptr_array_index(model->diagrams, i);
        for (guint k = 0; k < diagram->elements->len; k++)
            if (place_of(near, g_ptr_array_index(diagram->elements, k)) == 0)
                add_place(near, g_ptr_array_index(diagram->elements, k));
    }
}

static void
add_way(TmDiffNear *near, const TmFlow *flow)
{
    const guint source = place_of(near, flow->source);
    const guint target = place_of(near, flow->target);

    g_array_append_val((GArray *)near->neighbours->pdata[source - 1], target);
    g_array_append_val((GArray *)near->neighbours->pdata[target - 1], source);
}

static void
add_ways(TmDiffNear *near, const TmModel *model)
{
    for (guint i = 0; i < model->diagrams->len; i++) {
        const TmDiagram *diagram = g_ptr_array_index(model->diagrams, i);
        for (guint k = 0; k < diagram->flows->len; k++)
            add_way(near, g_ptr_array_index(diagram->flows, k));
    }
}

/* --- changes spread ---------------------------------------------------------------------- */

static void
reach(TmDiffNear *near, guint place, const TmChange *change)
{
    if (near->changes->pdata[place - 1] != NULL)
        return;
    near->changes->pdata[place - 1] = (gpointer)change;
    g_array_append_val(near->queue, place);
}

static void
seed_part(TmDiffNear *near, const TmPart *part, const TmChange *change)
{
    const GPtrArray *members;

    switch (part->kind) {
    case TM_EXTERNAL:
    case TM_PROCESS:
    case TM_STORE:
        reach(near, place_of(near, part), change);
        return;
    case TM_FLOW:
        reach(near, place_of(near, ((const TmFlow *)part)->source), change);
        reach(near, place_of(near, ((const TmFlow *)part)->target), change);
        return;
    case TM_BOUNDARY:
        members = ((const TmBoundary *)part)->members;
        for (guint i = 0; i < members->len; i++)
            reach(near, place_of(near, members->pdata[i]), change);
        return;
    }
}

static gboolean
can_spread(const TmChange *change, gboolean worth)
{
    if (worth)
        return tm_diff_is_worth(change);
    return change->kind != TM_CHANGE_RENAMED && change->kind != TM_CHANGE_REDRAWN;
}

static void
seed(TmDiffNear *near, gboolean worth)
{
    const GPtrArray *changes = near->diffing->diff->changes;

    for (guint i = 0; i < changes->len; i++) {
        const TmChange *change = g_ptr_array_index(changes, i);
        if (!can_spread(change, worth))
            continue;
        if (change->now.part != NULL)
            seed_part(near, change->now.part, change);
        if (change->old.part != NULL)
            seed_part(near, change->old.part, change);
    }
}

static void
spread(TmDiffNear *near)
{
    for (guint i = 0; i < near->queue->len; i++) {
        const guint place = g_array_index(near->queue, guint, i);
        const GArray *neighbours = near->neighbours->pdata[place - 1];
        for (guint k = 0; k < neighbours->len; k++)
            reach(near, g_array_index(neighbours, guint, k), near->changes->pdata[place - 1]);
    }
}

TmDiffNear *
tm_diff_near_new(const TmDiffing *diffing, gboolean worth)
{
    TmDiffNear *near = g_new(TmDiffNear, 1);

    *near = (TmDiffNear){diffing, g_hash_table_new(NULL, NULL),
                         g_ptr_array_new_with_free_func(unref_array), g_ptr_array_new(),
                         g_array_new(FALSE, FALSE, sizeof(guint))};
    add_places(near, diffing->diff->now->model);
    add_places(near, diffing->diff->old->model);
    add_ways(near, diffing->diff->now->model);
    add_ways(near, diffing->diff->old->model);
    seed(near, worth);
    spread(near);
    return near;
}

void
tm_diff_near_free(TmDiffNear *near)
{
    if (near == NULL)
        return;
    g_hash_table_unref(near->places);
    g_ptr_array_unref(near->neighbours);
    g_ptr_array_unref(near->changes);
    g_array_unref(near->queue);
    g_free(near);
}

const TmChange *
tm_diff_near(const TmDiffNear *near, const TmElement *element)
{
    const guint place = place_of(near, element);

    return place > 0 ? near->changes->pdata[place - 1] : NULL;
}
