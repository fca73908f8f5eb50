/* The pictures of a report. */
#include "pictures.h"

#include "canvas.h"
#include "dot-plan.h"
#include "placed.h"

#define MOST_PICTURES 20 /* a report with more is too large for a page */

static char *
draw(const TmReport *report, const TmView *view, const TmDiagram *diagram, const GPtrArray *threats)
{
    g_autoptr(GString) simplified = g_string_new(NULL);
    g_autoptr(TmCanvas) canvas = tm_placed_draw(report, view, diagram, threats, NULL, simplified);
    GString *svg = g_string_new(NULL);

    tm_canvas_svg(canvas, svg);
    return g_string_free(svg, FALSE);
}

GPtrArray *
tm_pictures_draw(const TmReport *report, const TmView *view)
{
    const GPtrArray *diagrams = report->model->diagrams;
    const guint count = MIN(diagrams->len, MOST_PICTURES);
    g_autoptr(GPtrArray) sorted = tm_dot_plan_sort(report, view);
    GPtrArray *drawn = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < count; i++) {
        const TmDiagram *diagram = diagrams->pdata[i];
        const gboolean shown = tm_view_diagram(view, diagram) && tm_placed_is(diagram);

        g_ptr_array_add(drawn, shown ? draw(report, view, diagram, sorted->pdata[i]) : NULL);
    }
    return drawn;
}
