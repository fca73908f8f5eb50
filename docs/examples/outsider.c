/* A program of somebody else's: it counts the threats in a diagram, with libdrawbridge.
 *
 *     cc outsider.c -o outsider $(pkg-config --cflags --libs drawbridge)
 *     ./outsider shop.dot
 */
#include <importers.h>
#include <stdio.h>
#include <tm.h>
#include <writers.h>

static TmTemplate *
load_template(GError **error)
{
    g_autoptr(GArray) sources = tm_sources_new();

    tm_template_builtin("stride", sources);
    return tm_template_load((const TmSource *)(gpointer)sources->data, sources->len, error);
}

/* Four verbs: load, import, check, write. */
static gboolean
run(const char *name, GBytes *bytes, GString *out, guint *count, GError **error)
{
    const TmView view = {.version = "1", .min_severity = TM_HIGH};
    g_autoptr(TmTemplate) template = load_template(error);
    g_autoptr(TmModel) model = template != NULL ? tm_import(name, bytes, template, error) : NULL;
    g_autoptr(TmReport) report = model != NULL ? tm_check(model, template, NULL) : NULL;

    if (report == NULL)
        return FALSE;
    *count = report->threats->len;
    return tm_write(report, &view, "text", out, error);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GBytes) bytes = NULL;
    char *text;
    gsize length;
    guint count = 0;

    if (argc != 2) {
        fprintf(stderr, "Usage: outsider DIAGRAM\n");
        return 2;
    }
    if (!g_file_get_contents(argv[1], &text, &length, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return 2;
    }
    bytes = g_bytes_new_take(text, length);
    if (!run(argv[1], bytes, out, &count, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return 2;
    }
    printf("%s%u threats in all\n", out->str, count);
    return 0;
}
