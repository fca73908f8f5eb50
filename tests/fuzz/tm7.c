/* Any bytes as a model of Microsoft's tool, with the template inside: refused, or checked, written
 * again and read again. */
#include "fuzz.h"
#include "importers.h"
#include "template-convert.h"
#include "writers.h"

/* What was written can be read, and has no threat less. */
static void
write_again(const TmReport *report)
{
    const TmView view = {.today = "2026-11-21"};
    g_autoptr(GString) tm7 = g_string_new(NULL);
    g_autoptr(GString) csv = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(TmModel) model = NULL;

    if (!tm_write(report, &view, "tm7", tm7, NULL) || !tm_write(report, &view, "csv", csv, NULL))
        return;
    bytes = g_bytes_new(tm7->str, tm7->len);
    model = tm_import_as("tm7", "again.tm7", bytes, report->template, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(model->decisions->len, >=, report->model->decisions->len);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    const TmSource source = {"fuzz.tm7", bytes};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) template = NULL;
    g_autoptr(TmModel) model = NULL;
    g_autoptr(TmReport) report = NULL;
    g_autoptr(GPtrArray) lines = NULL;
    g_autoptr(GPtrArray) files = NULL;

    if (!tm_template_is_tb7(bytes))
        return 0;
    template = tm_template_load(&source, 1, &error);
    g_assert_true((template == NULL) == (error != NULL));
    if (template == NULL)
        return 0;
    lines = tm_template_lint(template);
    tm_template_map(template, fuzz_template());
    model = tm_import_as("tm7", "fuzz.tm7", bytes, template, &error);
    g_assert_true((model == NULL) == (error != NULL));
    if (model == NULL)
        return 0;
    report = tm_check(model, template, NULL);
    write_again(report);
    files = tm_template_convert(template, NULL);
    return 0;
}
