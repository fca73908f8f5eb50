/* Finding the importer by content, and what is refused before any importer is asked. */
#include "importers.h"

#include <string.h>

#include "fixture.h"

enum {
    MIB = 1024 * 1024,
};

static const char drawio[] = "<mxGraphModel><root><mxCell id=\"0\"/><mxCell id=\"1\" parent=\"0\"/>"
                             "</root></mxGraphModel>";

static char *
error_of(const char *format, const char *bytes, gsize length, gint code)
{
    g_autoptr(TmTemplate) template = fixture_template(NULL);
    g_autoptr(GBytes) all = g_bytes_new_static(bytes, length);
    g_autoptr(GError) error = NULL;
    g_autoptr(TmModel) model = tm_import_as(format, "shop.x", all, template, &error);

    g_assert_null(model);
    g_assert_error(error, TM_ERROR, code);
    return g_strdup(error->message);
}

static void
check_error(const char *format, const char *bytes, gsize length, gint code, const char *want)
{
    g_autofree char *message = error_of(format, bytes, length, code);

    if (!g_str_has_prefix(message, want))
        g_error("%s is not %s", message, want);
}

static void
test_refused(void)
{
    static const char binary[] = "\x89\x00\x01\x02\xff\xfe\x00\x00";
    const char *unknown = "shop.x:1:1: error: not a diagram that drawbridge knows (";

    check_error(NULL, "", 0, TM_ERROR_FORMAT, "shop.x:1:1: error: the file is empty");
    check_error(NULL, binary, sizeof binary, TM_ERROR_FORMAT, unknown);
    check_error(NULL, "hello\n", 6, TM_ERROR_FORMAT, unknown);
    check_error(NULL, "<svg/>", 6, TM_ERROR_FORMAT, unknown);
    check_error(NULL, "// graph", 8, TM_ERROR_FORMAT, unknown);
    check_error("paint", drawio, strlen(drawio), TM_ERROR_FORMAT,
                "shop.x:1:1: error: no importer is called 'paint' (");
}

/* The list of what is known comes from the table. */
static void
test_names(void)
{
    g_autofree char *message = error_of(NULL, "x", 1, TM_ERROR_FORMAT);

    for (guint i = 0; tm_importers[i] != NULL; i++) {
        const TmImporter *importer = tm_importers[i];
        g_assert_nonnull(strstr(message, importer->name));
        g_assert_true(tm_importer(importer->name) == importer);
        g_assert_cmpstr(importer->extensions, !=, "");
        g_assert_cmpstr(importer->about, !=, "");
    }
    g_assert_null(tm_importer(""));
}

static void
test_too_large(void)
{
    gsize length = 64 * MIB;
    g_autofree char *text = g_malloc(length + 1);

    memset(text, ' ', length + 1);
    check_error(NULL, text, length + 1, TM_ERROR_LIMIT,
                "shop.x:1:1: error: the file is larger than 64 MiB");
    check_error(NULL, text, length, TM_ERROR_FORMAT, "shop.x:1:1: error: not a diagram");
}

static void
test_found(void)
{
    g_autoptr(TmTemplate) template = fixture_template(NULL);
    g_autoptr(GBytes) bytes = g_bytes_new_static(drawio, strlen(drawio));
    g_autoptr(GError) error = NULL;
    g_autoptr(TmModel) model = tm_import("shop.dot", bytes, template, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(model->format, ==, "drawio");
    g_assert_cmpstr(model->file, ==, "shop.dot");
    g_assert_cmpuint(model->length, ==, strlen(drawio));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/importers/refused", test_refused);
    g_test_add_func("/importers/names", test_names);
    g_test_add_func("/importers/too-large", test_too_large);
    g_test_add_func("/importers/found", test_found);
    return g_test_run();
}
