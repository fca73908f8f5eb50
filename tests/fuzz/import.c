/* Any bytes as a diagram (FUZZ_FORMAT): refused or read, checked and written; never a crash. */
#include "fuzz.h"
#include "importers.h"
#include "writers.h"

static void
write_all(const TmReport *report)
{
    const TmView view = {.version = "fuzz"};

    for (const TmWriter *const *writer = tm_writers; *writer != NULL; writer++) {
        g_autoptr(GString) out = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        gboolean good = tm_write(report, &view, (*writer)->name, out, &error);

        g_assert_true(good == (error == NULL));
        g_assert_true(!good || g_utf8_validate(out->str, (gssize)out->len, NULL));
    }
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    const TmTemplate *template = fuzz_template();
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(TmModel) model = tm_import_as(FUZZ_FORMAT, "fuzz", bytes, template, &error);
    g_autoptr(TmReport) report = NULL;

    g_assert_true((model == NULL) == (error != NULL));
    if (model == NULL)
        return 0;
    report = tm_check(model, template, NULL);
    write_all(report);
    return 0;
}
