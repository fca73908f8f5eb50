/* Web pages that hold a diagram, well or badly. */
#include <string.h>

#include "fixture.h"
#include "importers.h"

static TmModel *
import(const char *html, const TmTemplate *template, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new(html, strlen(html));

    return tm_import_as("drawio", "f", bytes, template, error);
}

static void
check_error(const TmTemplate *template, const char *html, const char *expected)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(import(html, template, &error));
    g_assert_nonnull(error);
    g_assert_cmpstr(error->message, ==, expected);
}

static void
test_good(void)
{
    g_autoptr(TmTemplate) template = fixture_template(NULL);
    static const char *const pages[] = {
        "<html><div data-mxgraph='{&quot;xml&quot;: &quot;&lt;mxfile&gt;&lt;diagram/&gt;"
        "&lt;/mxfile&gt;&quot;}'></div></html>",
        "<div class=\"mxgraph\"><div>%3CmxGraphModel%3E%3C/mxGraphModel%3E</div></div>",
        "\n <META charset=x>&lt;mxGraphModel&gt;&lt;/mxGraphModel&gt;</p>",
        NULL,
    };

    for (guint i = 0; pages[i] != NULL; i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(TmModel) model = import(pages[i], template, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(model->diagrams->len, ==, 1);
    }
}

static void
test_bad(void)
{
    g_autoptr(TmTemplate) template = fixture_template(NULL);

    check_error(template, "<html>\n <i data-mxgraph=\"{",
                "f:2:18: error: no diagram is inside of "
                "this web page");
    check_error(template, "<div data-mxgraph='[1]'>",
                "f:1:19: error: no diagram is inside of this "
                "web page");
    check_error(template, "<div data-mxgraph='{\"url\": \"x\"}'>",
                "f:1:19: error: no diagram is inside of this web page");
    check_error(template, "<div class=\"mxgraph\">",
                "f:1:6: error: no diagram is inside of this "
                "web page");
    check_error(template, "<div class=\"mxgraph\"><b>&lt;svg/&gt;</div>",
                "f:1:6: error: no diagram is inside of this file");
    check_error(template, "<div class=\"mxgraph\">AAAA</div>",
                "f:1:6: error: compressed data is damaged or cut off");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/drawio-html/good", test_good);
    g_test_add_func("/drawio-html/bad", test_bad);
    return g_test_run();
}
