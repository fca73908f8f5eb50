/* Any bytes as a model of Microsoft's tool, with the template inside: refused or checked. */
#include "fuzz.h"
#include "importers.h"

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
    if (model != NULL)
        report = tm_check(model, template);
    return 0;
}
