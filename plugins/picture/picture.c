/* The picture of a report: as much detail as the size of the diagram and the time allow. */
#include "picture.h"

#include <string.h>

#include "dot-plan.h"
#include "dot.h"
#include "made-by.h"
#include "overview.h"
#include "placed.h"

/* rendering.md: what Graphviz lays out in a second. */
#define FULL_SIZE 300
#define PLAIN_SIZE 1000
#define SECONDS 10 /* for a picture, where nobody says how many */
#define SHARE 0.4  /* of the time that is left, for one attempt: others may have to follow */
#define LAST 60    /* seconds for what nothing follows: late is better than not at all */

const TmPictureLimits tm_picture_limits = {
    .seconds = SECONDS,
    .memory = (gsize)2 << 30,
    .length = (gsize)256 << 20,
};

/* One page on its way to a picture. */
typedef struct {
    TmPainter *painter; /* NULL when it was used */
    const TmReport *report;
    const TmView *view;
    const TmDiagram *diagram;
    const char *format;
    gint64 deadline;
    GString *simplified;
    GString *out;
} Task;

static char *
describe(const TmReport *report, const TmDiagram *diagram)
{
    guint counts[TM_CRITICAL + 1] = {0};

    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(report->threats, i);
        if (threat->diagram == diagram && !tm_threat_is_closed(threat))
            counts[threat->severity]++;
    }
    return g_strdup_printf("Data flow diagram with %u elements, %u flows and %u trust boundaries. "
                           "Open threats: %u critical, %u high, %u medium, %u low.",
                           diagram->elements->len, diagram->flows->len, diagram->boundaries->len,
                           counts[TM_CRITICAL], counts[TM_HIGH], counts[TM_MEDIUM], counts[TM_LOW]);
}

/* --- drawing ------------------------------------------------------------------------------ */

/* @share: of the time that is left. */
static TmPictureLimits
limits_of(const Task *task, double share)
{
    TmPictureLimits limits = tm_picture_limits;
    const gint64 left = task->deadline - g_get_monotonic_time();

    limits.seconds = (guint)MAX(1, (double)left * share / G_USEC_PER_SEC + 0.5);
    return limits;
}

/* By the painter that waits, or by a new one. */
static gboolean
paint(Task *task, const GString *dot, const TmPictureLimits *limits, GString *out, GError **error)
{
    TmPainter *painter = task->painter;

    task->painter = NULL;
    if (painter == NULL)
        return tm_picture_render(dot->str, dot->len, task->format, limits, out, error);
    tm_painter_hurry(painter, limits->seconds);
    return tm_painter_draw(painter, dot->str, dot->len, out, error);
}

/* Says what made the picture that begins at @start, behind its first line. */
static void
sign(const Task *task, gsize start)
{
    g_autofree char *made_by = tm_made_by(task->report, task->view);
    g_autofree char *comment = g_strdup_printf("<!-- %s -->\n", made_by);
    const char *line = strchr(task->out->str + start, '\n');

    if (made_by != NULL && line != NULL)
        g_string_insert(task->out, line + 1 - task->out->str, comment);
}

/* Appends @svg checked, and with all that Graphviz does not write. */
static gboolean
finish(const Task *task, const GString *svg, GError **error)
{
    g_autofree char *title = tm_dot_title(task->report, task->diagram);
    g_autofree char *about = describe(task->report, task->diagram);
    const gsize start = task->out->len;

    if (!tm_picture_decorate(svg->str, svg->len, title, about, task->view->report, task->out,
                             error))
        return FALSE;
    sign(task, start);
    return TRUE;
}

static gboolean
is_svg(const Task *task)
{
    return strcmp(task->format, "svg") == 0;
}

/* Returns the report to which Graphviz makes links, or NULL: PNG has none, those of SVG are ours.
 */
static const char *
led_by_dot(const Task *task)
{
    return strcmp(task->format, "pdf") == 0 ? task->view->report : NULL;
}

/* Chips lead to "#" and the id of their threat; quotes of others are escaped. */
static void
lead_to_report(GString *dot, const char *report)
{
    g_autofree char *address = g_strdup_printf("HREF=\"%s#", report);

    g_string_replace(dot, "HREF=\"#", address, 0);
}

static gboolean
draw_laid_out(Task *task, TmDotDetail detail, GError **error)
{
    const TmPictureLimits limits = limits_of(task, SHARE);
    g_autoptr(GString) dot = g_string_new(NULL);
    g_autoptr(GString) picture = g_string_new(NULL);

    tm_dot_append_page(task->report, task->view, task->diagram, detail, dot);
    if (led_by_dot(task) != NULL)
        lead_to_report(dot, led_by_dot(task));
    if (!is_svg(task))
        return paint(task, dot, &limits, task->out, error);
    return paint(task, dot, &limits, picture, error) && finish(task, picture, error);
}

/* What has a place needs no layout; Graphviz still makes PNG and PDF of it. */
static gboolean
draw_placed(Task *task, const GPtrArray *threats, const TmLayout *layout, GError **error)
{
    g_autoptr(TmCanvas) canvas =
        tm_placed_draw(task->report, task->view, task->diagram, threats, layout, task->simplified);
    g_autoptr(GString) text = g_string_new(NULL);
    TmPictureLimits limits = limits_of(task, 1);

    if (is_svg(task)) {
        tm_canvas_svg(canvas, text);
        return finish(task, text, error);
    }
    limits.seconds = MAX(limits.seconds, LAST);
    tm_canvas_dot(canvas, led_by_dot(task), text);
    return tm_picture_render(text->str, text->len, task->format, &limits, task->out, error);
}

/* Boundaries apart from each other, and in each its elements in rows. */
static gboolean
draw_apart(Task *task, const GPtrArray *threats, GError **error)
{
    g_autoptr(TmDotPlan) plan = tm_dot_plan_new(task->diagram, threats);
    g_autoptr(TmArrangement) arrangement = tm_arrange_new(task->report, task->view, plan);
    const TmPictureLimits limits = limits_of(task, 2 * SHARE);
    const gboolean spread = tm_overview_spread(arrangement, task->diagram, &limits, NULL);
    const gboolean rows = !spread || task->diagram->boundaries->len > 0;

    g_string_printf(task->simplified, "%sflows straight and without labels",
                    rows ? "elements in rows, " : "");
    return draw_placed(task, threats, tm_arrange_finish(arrangement), error);
}

/* From much detail to little, until one is drawn in time. */
static gboolean
draw_page(Task *task, GError **error)
{
    const guint size = MAX(task->diagram->elements->len, task->diagram->flows->len / 3 * 2);
    g_autoptr(GPtrArray) sorted = tm_dot_plan_sort(task->report, task->view);
    const GPtrArray *threats = g_ptr_array_index(sorted, task->diagram->index);

    if (tm_placed_is(task->diagram))
        return draw_placed(task, threats, NULL, error);
    if (size <= FULL_SIZE && draw_laid_out(task, TM_DOT_FULL, NULL))
        return TRUE;
    g_string_assign(task->simplified, "flows without labels");
    if (size <= PLAIN_SIZE && draw_laid_out(task, TM_DOT_PLAIN, NULL))
        return TRUE;
    return draw_apart(task, threats, error);
}

gboolean
tm_picture_write_page(TmPainter *painter, const TmReport *report, const TmView *view,
                      const TmDiagram *diagram, const char *format, GString *out,
                      GString *simplified, GError **error)
{
    const guint seconds = view->seconds > 0 ? view->seconds : SECONDS;
    g_autoptr(GString) told = g_string_new(NULL);
    g_autoptr(GError) problem = NULL;
    Task task = {painter, report, view,
                 diagram, format, g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC,
                 told,    out};

    if (!draw_page(&task, &problem))
        return tm_fail(error, TM_ERROR_PICTURE, report->model->file, (TmPlace){1, 1},
                       "the picture failed: %s", problem->message);
    g_string_append(simplified, told->str);
    return TRUE;
}

gboolean
tm_picture_write(TmPainter *painter, const TmReport *report, const TmView *view, const char *format,
                 GString *out, GString *simplified, GError **error)
{
    const TmDiagram *diagram = tm_view_page(view, report->model);

    if (diagram == NULL)
        return tm_fail(error, TM_ERROR_PICTURE, report->model->file, (TmPlace){1, 1},
                       "there is no such page to draw");
    return tm_picture_write_page(painter, report, view, diagram, format, out, simplified, error);
}
