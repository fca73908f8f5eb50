/* Any bytes as a diagram (FUZZ_FORMAT), drawn: refused, or a picture that passes its own check, and
 * DOT that is read again as the same. Graphviz itself is not run here: it lays out in a process of
 * its own, whose end is no news. */
#include <string.h>

#include "arrange.h"
#include "dot-plan.h"
#include "fuzz.h"
#include "importers.h"
#include "picture.h"
#include "placed.h"

static void
check_svg(const TmReport *report, const TmView *view, const TmDiagram *diagram,
          const GPtrArray *threats, const TmLayout *layout)
{
    g_autoptr(GString) told = g_string_new(NULL);
    g_autoptr(GString) svg = g_string_new(NULL);
    g_autoptr(GString) dot = g_string_new(NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(TmCanvas) canvas = tm_placed_draw(report, view, diagram, threats, layout, told);

    tm_canvas_svg(canvas, svg);
    tm_canvas_dot(canvas, "report.html", dot);
    tm_picture_decorate(svg->str, svg->len, "title", "about", "report.html", out, &error);
    g_assert_no_error(error);
    g_assert_true(g_utf8_validate(out->str, (gssize)out->len, NULL));
}

static void
draw(const TmReport *report, const TmView *view, const TmDiagram *diagram, const GPtrArray *threats)
{
    g_autoptr(TmDotPlan) plan = tm_dot_plan_new(diagram, threats);
    g_autoptr(TmArrangement) arrangement = tm_arrange_new(report, view, plan);

    check_svg(report, view, diagram, threats, tm_arrange_finish(arrangement));
    if (tm_placed_is(diagram))
        check_svg(report, view, diagram, threats, NULL);
}

#ifdef FUZZ_DOT
static GString *
write_dot(const TmReport *report)
{
    const TmView view = {.version = "fuzz"};
    GString *out = g_string_new(NULL);

    g_assert_true(tm_write(report, &view, "dot", out, NULL));
    return out;
}

static void
read_again(const TmReport *report)
{
    g_autoptr(GString) dot = write_dot(report);
    g_autoptr(GBytes) bytes = g_bytes_new(dot->str, dot->len);
    g_autoptr(GError) error = NULL;
    g_autoptr(TmModel) model = tm_import_as("dot", "again", bytes, report->template, &error);

    g_assert_no_error(error);
    g_assert_nonnull(model);
}
#else
static void
read_again(const TmReport *report G_GNUC_UNUSED)
{
}
#endif

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    const TmTemplate *template = fuzz_template();
    const TmView view = {.version = "fuzz"};
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(TmModel) model = tm_import_as(FUZZ_FORMAT, "fuzz", bytes, template, NULL);
    g_autoptr(TmReport) report = NULL;
    g_autoptr(GPtrArray) threats = NULL;

    if (model == NULL)
        return 0;
    report = tm_check(model, template, NULL);
    threats = tm_dot_plan_sort(report, &view);
    for (guint i = 0; i < model->diagrams->len; i++) {
        const TmDiagram *diagram = g_ptr_array_index(model->diagrams, i);
        if (diagram->elements->len > 0)
            draw(report, &view, diagram, g_ptr_array_index(threats, i));
    }
    read_again(report);
    return 0;
}
