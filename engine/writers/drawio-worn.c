/* Which cells of a draw.io file wear which threats: the same as in a picture, but that an arrow is
 * one cell, however many flows it is. */
#include <math.h>
#include <string.h>

#include "dot-plan.h"
#include "drawio-own.h"
#include "wrap.h"

static void
free_worn(gpointer data)
{
    TmDrawioWorn *worn = data;

    g_ptr_array_unref(worn->threats);
    g_free(worn);
}

static void
free_array(gpointer data)
{
    g_ptr_array_unref(data);
}

static TmDrawioWorn *
add(GPtrArray *all, const char *cell, const GPtrArray *threats)
{
    TmDrawioWorn *worn = g_new0(TmDrawioWorn, 1);

    worn->cell = cell;
    worn->threats = g_ptr_array_new();
    for (guint i = 0; i < threats->len; i++)
        g_ptr_array_add(worn->threats, threats->pdata[i]);
    g_ptr_array_add(all, worn);
    return worn;
}

static void
add_element(GPtrArray *all, const TmDotPlan *plan, const TmElement *element)
{
    const GPtrArray *threats = tm_dot_plan_threats(plan, element);
    TmDrawioWorn *worn;

    if (threats == NULL)
        return;
    worn = add(all, element->part.id, threats);
    worn->placed = element->placed;
    worn->box = element->box;
}

static gint
compare_threats(gconstpointer a, gconstpointer b)
{
    const TmThreat *one = *(const TmThreat *const *)a;
    const TmThreat *two = *(const TmThreat *const *)b;

    return (gint)two->severity - (gint)one->severity;
}

/* Whether a badge beside the name in the middle of the line would cover its end. The lines of a
 * name are seldom equal. */
static gboolean
would_cover(const TmDrawioWorn *worn)
{
    const TmFlow *flow = worn->drawn;
    const TmPoint middle = tm_drawio_along(flow->points, flow->n_points, 0.5);
    const TmPoint beside = tm_drawio_along(flow->points, flow->n_points, worn->early ? 0.25 : 0.75);
    const double all = tm_wrap_width(flow->part.name, strlen(flow->part.name)) * TM_DRAWIO_LETTERS;
    const double wide = worn->lines > 1 ? 1.3 * all / worn->lines : all;
    const double high = (double)worn->lines * TM_DRAWIO_LINE;

    return worn->lines > 0 && fabs(beside.x - middle.x) < (wide + TM_DRAWIO_BADGE_WIDTH) / 2 &&
           fabs(beside.y - middle.y) < (high + TM_DRAWIO_BADGE_HEIGHT) / 2;
}

void
tm_drawio_badge_fit(TmDrawioWorn *worn, guint lines)
{
    const TmFlow *flow = worn->drawn;

    worn->lines = lines;
    worn->brief =
        flow != NULL && flow->n_points >= 2 &&
        (tm_drawio_length(flow->points, flow->n_points) < TM_DRAWIO_SHORT || would_cover(worn));
}

/* What is known of the arrows of a page. */
typedef struct {
    GHashTable *worn; /* cell -> TmDrawioWorn */
    guint *leaving;   /* how many flows, by the index of the element */
    guint *arriving;
} Arrows;

static void
add_flow(GPtrArray *all, const Arrows *arrows, const TmDotPlan *plan, const TmFlow *flow)
{
    const GPtrArray *threats = tm_dot_plan_threats(plan, flow);
    TmDrawioWorn *worn = g_hash_table_lookup(arrows->worn, flow->cell);

    if (threats == NULL)
        return;
    if (worn != NULL) {
        for (guint i = 0; i < threats->len; i++)
            g_ptr_array_add(worn->threats, threats->pdata[i]);
        g_ptr_array_sort(worn->threats, compare_threats);
        return;
    }
    worn = add(all, flow->cell, threats);
    worn->flow = TRUE;
    worn->early =
        arrows->arriving[flow->target->part.index] > arrows->leaving[flow->source->part.index];
    worn->drawn = flow->points != NULL ? flow : NULL;
    tm_drawio_badge_fit(worn, *flow->part.name != '\0');
    g_hash_table_insert(arrows->worn, (gpointer)flow->cell, worn);
}

/* Arrows that come together are drawn as one at that end: their badges go to the other. */
static void
add_flows(GPtrArray *all, const TmDotPlan *plan)
{
    const TmDiagram *diagram = plan->diagram;
    g_autoptr(GHashTable) worn = g_hash_table_new(tm_text_hash, g_str_equal);
    g_autofree guint *leaving = g_new0(guint, diagram->elements->len);
    g_autofree guint *arriving = g_new0(guint, diagram->elements->len);
    const Arrows arrows = {worn, leaving, arriving};

    for (guint i = 0; i < diagram->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(diagram->flows, i);
        leaving[flow->source->part.index]++;
        arriving[flow->target->part.index]++;
    }
    for (guint i = 0; i < diagram->flows->len; i++)
        add_flow(all, &arrows, plan, g_ptr_array_index(diagram->flows, i));
}

/* --- the whole page ---------------------------------------------------------------------- */

static TmBox
join(TmBox one, TmBox two)
{
    const double x = MIN(one.x, two.x);
    const double y = MIN(one.y, two.y);

    return (TmBox){x, y, MAX(one.x + one.width, two.x + two.width) - x,
                   MAX(one.y + one.height, two.y + two.height) - y};
}

static void
cover(TmDrawioWorn *worn, gboolean placed, TmBox box)
{
    if (!placed)
        return;
    worn->box = worn->placed ? join(worn->box, box) : box;
    worn->placed = TRUE;
}

static void
add_page(GPtrArray *all, const TmDotPlan *plan)
{
    const TmDiagram *diagram = plan->diagram;
    const GPtrArray *threats = tm_dot_plan_threats(plan, diagram);
    TmDrawioWorn *worn;

    if (threats == NULL)
        return;
    worn = add(all, NULL, threats);
    for (guint i = 0; i < diagram->elements->len; i++) {
        const TmElement *element = g_ptr_array_index(diagram->elements, i);
        cover(worn, element->placed, element->box);
    }
    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(diagram->boundaries, i);
        cover(worn, boundary->placed && !boundary->line, boundary->box);
    }
}

static GPtrArray *
collect(const TmDiagram *diagram, const GPtrArray *threats)
{
    g_autoptr(TmDotPlan) plan = tm_dot_plan_new(diagram, threats);
    GPtrArray *all = g_ptr_array_new_with_free_func(free_worn);

    add_page(all, plan);
    for (guint i = 0; i < diagram->elements->len; i++)
        add_element(all, plan, g_ptr_array_index(diagram->elements, i));
    add_flows(all, plan);
    return all;
}

GPtrArray *
tm_drawio_worn(const TmReport *report, const TmView *view)
{
    g_autoptr(GPtrArray) threats = tm_dot_plan_sort(report, view);
    const GPtrArray *diagrams = report->model->diagrams;
    GPtrArray *pages = g_ptr_array_new_with_free_func(free_array);

    for (guint i = 0; i < diagrams->len; i++)
        g_ptr_array_add(pages, collect(diagrams->pdata[i], threats->pdata[i]));
    return pages;
}
