/* What goes where in a picture of a diagram. Graphviz knows only clusters that nest: an element is
 * in the innermost of its boundaries, a boundary in the innermost of those around it. Lines are no
 * clusters. */
#include "dot-plan.h"

#define MAX_DEPTH 100 /* clusters in clusters; deeper ones stand beside */

/* --- clusters ---------------------------------------------------------------------------- */

static const TmBoundary *
innermost_box(const TmPart *part)
{
    for (guint i = 0; i < part->inside->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(part->inside, i);
        if (!boundary->line)
            return boundary;
    }
    return NULL;
}

/* Whether @around may hold @boundary: it is not inside of it itself, nor too deep. Two boundaries
 * of the same size may each claim to be inside of the other. */
static gboolean
may_hold(const TmDotPlan *plan, const TmBoundary *around, const TmBoundary *boundary)
{
    guint depth = 0;

    for (; around != NULL; around = plan->parents[around->part.index])
        if (around == boundary || ++depth >= MAX_DEPTH)
            return FALSE;
    return TRUE;
}

static void
find_parents(TmDotPlan *plan)
{
    const GPtrArray *boundaries = plan->diagram->boundaries;

    for (guint i = 0; i < boundaries->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(boundaries, i);
        const TmBoundary *around = boundary->line ? NULL : innermost_box(&boundary->part);
        if (around != NULL && may_hold(plan, around, boundary))
            plan->parents[i] = around;
    }
    for (guint i = 0; i < boundaries->len; i++)
        if (!may_hold(plan, plan->parents[i], NULL))
            plan->parents[i] = NULL;
}

static TmDotCluster *
cluster_of(const TmDotPlan *plan, const TmBoundary *boundary)
{
    return boundary != NULL ? &plan->clusters[boundary->part.index] : plan->outside;
}

static void
init_cluster(TmDotPlan *plan, TmDotCluster *cluster, const TmBoundary *boundary)
{
    cluster->boundary = boundary;
    cluster->first = G_MAXUINT;
    cluster->clusters = tm_pool_array(&plan->pool);
    cluster->elements = tm_pool_array(&plan->pool);
    cluster->guests = tm_pool_array(&plan->pool);
}

static gboolean
is_around(const TmDotPlan *plan, const TmBoundary *boundary, const TmBoundary *inner)
{
    for (; inner != NULL; inner = plan->parents[inner->part.index])
        if (inner == boundary)
            return TRUE;
    return FALSE;
}

/* Whether the element is drawn in that one of its boundaries, or in one that is drawn in it, or is
 * a guest there. */
static gboolean
is_shown(const TmDotPlan *plan, const GPtrArray *inside, guint number)
{
    const TmBoundary *boundary = g_ptr_array_index(inside, number);
    gboolean innermost = TRUE;

    for (guint i = 0; i < number; i++) {
        const TmBoundary *other = g_ptr_array_index(inside, i);
        if (!other->line && is_around(plan, boundary, other))
            return TRUE;
        innermost = innermost && other->line;
    }
    return innermost;
}

/* Where boundaries overlap an element is also in clusters that do not hold it. */
static void
put_guest(TmDotPlan *plan, TmElement *element)
{
    const GPtrArray *inside = element->part.inside;

    for (guint i = 0; i < inside->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(inside, i);
        if (boundary->line || is_shown(plan, inside, i))
            continue;
        g_ptr_array_add(cluster_of(plan, boundary)->guests, element);
        plan->n_guests++;
    }
}

static void
put_element(TmDotPlan *plan, TmElement *element)
{
    const TmBoundary *around = innermost_box(&element->part);

    g_ptr_array_add(cluster_of(plan, around)->elements, element);
    for (; around != NULL; around = plan->parents[around->part.index]) {
        TmDotCluster *cluster = cluster_of(plan, around);
        cluster->first = MIN(cluster->first, element->part.index);
    }
}

static gint
compare_clusters(gconstpointer a, gconstpointer b)
{
    const TmDotCluster *one = *(const TmDotCluster *const *)a;
    const TmDotCluster *two = *(const TmDotCluster *const *)b;
    guint here = one->boundary->part.index;
    guint there = two->boundary->part.index;

    if (one->first != two->first)
        return one->first < two->first ? -1 : 1;
    return here < there ? -1 : here > there;
}

static void
fill_clusters(TmDotPlan *plan)
{
    const TmDiagram *diagram = plan->diagram;

    init_cluster(plan, plan->outside, NULL);
    for (guint i = 0; i < diagram->boundaries->len; i++)
        init_cluster(plan, &plan->clusters[i], g_ptr_array_index(diagram->boundaries, i));
    for (guint i = 0; i < diagram->boundaries->len; i++)
        g_ptr_array_add(cluster_of(plan, plan->parents[i])->clusters, &plan->clusters[i]);
    for (guint i = 0; i < diagram->elements->len; i++) {
        put_element(plan, g_ptr_array_index(diagram->elements, i));
        put_guest(plan, g_ptr_array_index(diagram->elements, i));
    }
    g_ptr_array_sort(plan->outside->clusters, compare_clusters);
    for (guint i = 0; i < diagram->boundaries->len; i++)
        g_ptr_array_sort(plan->clusters[i].clusters, compare_clusters);
}

/* --- threats ----------------------------------------------------------------------------- */

static void
free_array(gpointer array)
{
    g_ptr_array_unref(array);
}

const TmFlow *
tm_dot_plan_arrow(const TmDiagram *diagram, const TmFlow *flow)
{
    const TmPart *part = flow->reverse ? tm_diagram_find(diagram, flow->cell) : NULL;
    const TmFlow *first = part != NULL && part->kind == TM_FLOW ? (gconstpointer)part : NULL;

    if (first == NULL || first->reverse)
        return flow;
    return first->source == flow->target && first->target == flow->source ? first : flow;
}

/* Returns the part that wears a threat, or the diagram. */
static gconstpointer
wearer_of(const TmThreat *threat)
{
    const TmFlow *flow = threat->flow;

    switch (threat->type->scope) {
    case TM_SCOPE_SOURCE:
        return threat->source;
    case TM_SCOPE_TARGET:
        return threat->target;
    case TM_SCOPE_FLOW:
    case TM_SCOPE_PAIR:
        return flow != NULL ? tm_dot_plan_arrow(threat->diagram, flow) : NULL;
    case TM_SCOPE_MODEL:
        return threat->diagram;
    }
    return NULL;
}

static void
count_closed(TmDotPlan *plan, gconstpointer wearer)
{
    const guint count = tm_dot_plan_closed(plan, wearer) + 1;

    g_hash_table_insert(plan->closed, (gpointer)wearer, GUINT_TO_POINTER(count));
    plan->n_closed++;
}

static void
add_threat(TmDotPlan *plan, TmThreat *threat)
{
    gconstpointer wearer = wearer_of(threat);
    GPtrArray *worn;

    if (wearer == NULL)
        wearer = threat->diagram;
    if (tm_threat_is_closed(threat)) {
        count_closed(plan, wearer);
        return;
    }
    plan->n_threats++;
    worn = g_hash_table_lookup(plan->threats, wearer);
    if (worn == NULL) {
        worn = tm_pool_array(&plan->pool);
        g_hash_table_insert(plan->threats, (gpointer)wearer, worn);
    }
    g_ptr_array_add(worn, threat);
}

GPtrArray *
tm_dot_plan_sort(const TmReport *report, const TmView *view)
{
    GPtrArray *sorted = g_ptr_array_new_with_free_func(free_array);

    for (guint i = 0; i < report->model->diagrams->len; i++)
        g_ptr_array_add(sorted, g_ptr_array_new());
    for (guint i = 0; i < report->threats->len; i++) {
        TmThreat *threat = g_ptr_array_index(report->threats, i);
        if (tm_view_threat(view, threat))
            g_ptr_array_add(g_ptr_array_index(sorted, threat->diagram->index), threat);
    }
    return sorted;
}

/* --- the plan ---------------------------------------------------------------------------- */

const GPtrArray *
tm_dot_plan_threats(const TmDotPlan *plan, gconstpointer wearer)
{
    return g_hash_table_lookup(plan->threats, wearer);
}

guint
tm_dot_plan_closed(const TmDotPlan *plan, gconstpointer wearer)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(plan->closed, wearer));
}

gboolean
tm_dot_plan_crosses(const TmFlow *flow, const TmBoundary *boundary)
{
    return g_ptr_array_find(flow->source->part.inside, boundary, NULL) !=
           g_ptr_array_find(flow->target->part.inside, boundary, NULL);
}

void
tm_dot_plan_free(TmDotPlan *plan)
{
    g_hash_table_unref(plan->threats);
    g_hash_table_unref(plan->closed);
    g_hash_table_unref(plan->doubles);
    tm_pool_clear(&plan->pool);
    g_free(plan);
}

TmDotPlan *
tm_dot_plan_new(const TmDiagram *diagram, const GPtrArray *threats)
{
    TmDotPlan *plan = g_new0(TmDotPlan, 1);
    guint count = diagram->boundaries->len;

    tm_pool_init(&plan->pool);
    plan->diagram = diagram;
    plan->threats = g_hash_table_new(NULL, NULL);
    plan->closed = g_hash_table_new(NULL, NULL);
    plan->doubles = g_hash_table_new(NULL, NULL);
    plan->parents = tm_pool_new_n(&plan->pool, const TmBoundary *, count);
    plan->clusters = tm_pool_new_n(&plan->pool, TmDotCluster, count);
    plan->outside = tm_pool_new(&plan->pool, TmDotCluster);
    find_parents(plan);
    fill_clusters(plan);
    for (guint i = 0; i < diagram->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(diagram->flows, i);
        const TmFlow *arrow = tm_dot_plan_arrow(diagram, flow);
        if (arrow != flow)
            g_hash_table_add(plan->doubles, (gpointer)arrow);
    }
    for (guint i = 0; i < threats->len; i++)
        add_threat(plan, g_ptr_array_index(threats, i));
    return plan;
}
