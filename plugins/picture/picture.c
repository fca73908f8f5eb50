/* The picture of a report: as much detail as the size of the diagram and the time allow. */
#include "picture.h"

#include <string.h>

#include "dot-plan.h"
#include "dot.h"
#include "placed.h"

/* rendering.md: what Graphviz lays out in a second. */
#define FULL_SIZE 300
#define PLAIN_SIZE 1000

const TmPictureLimits tm_picture_limits = {
    .seconds = 8,
    .memory = (gsize)2 << 30,
    .length = (gsize)256 << 20,
};

/* Returns the page to draw: the one that is wanted, else the first with anything on it, else the
 * first; or NULL. */
static const TmDiagram *
find_page(const TmModel *model, const TmView *view)
{
    for (guint i = 0; i < model->diagrams->len; i++) {
        const TmDiagram *diagram = g_ptr_array_index(model->diagrams, i);
        if (view->page != NULL ? tm_view_diagram(view, diagram) : diagram->elements->len > 0)
            return diagram;
    }
    return view->page == NULL && model->diagrams->len > 0 ? g_ptr_array_index(model->diagrams, 0)
                                                          : NULL;
}

static TmDotDetail
choose_detail(const TmDiagram *diagram)
{
    guint size = MAX(diagram->elements->len, diagram->flows->len / 3 * 2);

    if (size <= FULL_SIZE)
        return TM_DOT_FULL;
    return size <= PLAIN_SIZE ? TM_DOT_PLAIN : TM_DOT_LOOSE;
}

static char *
describe(const TmReport *report, const TmDiagram *diagram)
{
    guint counts[TM_CRITICAL + 1] = {0};

    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(report->threats, i);
        if (threat->diagram == diagram)
            counts[threat->severity]++;
    }
    return g_strdup_printf("Data flow diagram with %u elements, %u flows and %u trust boundaries. "
                           "Threats: %u critical, %u high, %u medium, %u low.",
                           diagram->elements->len, diagram->flows->len, diagram->boundaries->len,
                           counts[TM_CRITICAL], counts[TM_HIGH], counts[TM_MEDIUM], counts[TM_LOW]);
}

/* By @painter, or by a new one if that is NULL. */
static gboolean
draw(TmPainter *painter, const char *format, const GString *dot, GString *out, GError **error)
{
    if (painter != NULL)
        return tm_painter_draw(painter, dot->str, dot->len, out, error);
    return tm_picture_render(dot->str, dot->len, format, &tm_picture_limits, out, error);
}

/* Appends @svg checked, and with all that Graphviz does not write. */
static gboolean
finish(const TmReport *report, const TmDiagram *diagram, const GString *svg, GString *out,
       GError **error)
{
    g_autofree char *title = tm_dot_title(report, diagram);
    g_autofree char *about = describe(report, diagram);

    return tm_picture_decorate(svg->str, svg->len, title, about, out, error);
}

static gboolean
draw_page(TmPainter *painter, const TmReport *report, const TmView *view, const TmDiagram *diagram,
          TmDotDetail detail, const char *format, GString *out, GError **error)
{
    g_autoptr(GString) dot = g_string_new(NULL);
    g_autoptr(GString) picture = g_string_new(NULL);

    tm_dot_append_page(report, view, diagram, detail, dot);
    if (strcmp(format, "svg") != 0)
        return draw(painter, format, dot, out, error);
    return draw(painter, format, dot, picture, error) &&
           finish(report, diagram, picture, out, error);
}

/* Where the author placed everything there is nothing to lay out; Graphviz makes PNG and PDF. */
static gboolean
draw_placed(TmPainter *painter, const TmReport *report, const TmView *view,
            const TmDiagram *diagram, const char *format, GString *out, GError **error)
{
    g_autoptr(GPtrArray) threats = tm_dot_plan_sort(report, view);
    g_autoptr(TmCanvas) canvas =
        tm_placed_draw(report, view, diagram, g_ptr_array_index(threats, diagram->index));
    g_autoptr(GString) text = g_string_new(NULL);

    if (strcmp(format, "svg") != 0) {
        tm_canvas_dot(canvas, text);
        return draw(painter, format, text, out, error);
    }
    tm_canvas_svg(canvas, text);
    return finish(report, diagram, text, out, error);
}

gboolean
tm_picture_write_by(TmPainter *painter, const TmReport *report, const TmView *view,
                    const char *format, GString *out, GError **error)
{
    const TmModel *model = report->model;
    const TmDiagram *diagram = find_page(model, view);
    g_autoptr(GError) problem = NULL;

    if (diagram == NULL)
        return tm_fail(error, TM_ERROR_PICTURE, model->file, TM_NOWHERE,
                       "there is no such page to draw");
    if (tm_placed_is(diagram) && draw_placed(painter, report, view, diagram, format, out, &problem))
        return TRUE;
    for (TmDotDetail detail = choose_detail(diagram); detail <= TM_DOT_TITLE; detail++) {
        g_clear_error(&problem);
        if (draw_page(painter, report, view, diagram, detail, format, out, &problem))
            return TRUE;
        painter = NULL;
    }
    return tm_fail(error, TM_ERROR_PICTURE, model->file, TM_NOWHERE, "the picture failed: %s",
                   problem->message);
}

gboolean
tm_picture_write(const TmReport *report, const TmView *view, const char *format, GString *out,
                 GError **error)
{
    return tm_picture_write_by(NULL, report, view, format, out, error);
}
