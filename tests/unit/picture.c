/* Pictures: what Graphviz draws in a child with limits, and what of it leaves. */
#include "picture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "shop.h"

static const TmPictureLimits limits = {10, (gsize)2 << 30, (gsize)64 << 20};

static gboolean
render(const char *dot, const char *format, GString *out, GError **error)
{
    return tm_picture_render(dot, strlen(dot), format, &limits, out, error);
}

static void
test_formats(void)
{
    static const char *const starts[][2] = {
        {"svg", "<?xml"}, {"png", "\x89PNG"}, {"pdf", "%PDF"}, {NULL, NULL}};

    for (guint i = 0; starts[i][0] != NULL; i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        g_assert_true(render("digraph { a -> b }", starts[i][0], out, &error));
        g_assert_no_error(error);
        g_assert_true(g_str_has_prefix(out->str, starts[i][1]));
    }
}

static void
check_failure(const char *dot, const char *format, const TmPictureLimits *some, const char *want)
{
    g_autoptr(GString) out = g_string_new("kept");
    g_autoptr(GError) error = NULL;

    g_assert_false(tm_picture_render(dot, strlen(dot), format, some, out, &error));
    g_assert_error(error, TM_ERROR, TM_ERROR_PICTURE);
    g_assert_nonnull(strstr(error->message, want));
    g_assert_cmpstr(out->str, ==, "kept");
}

static char *
large_graph(guint count)
{
    GString *dot = g_string_new("digraph {\n");

    for (guint i = 0; i < count; i++)
        for (guint k = 1; k <= 5; k++)
            g_string_append_printf(dot, "n%u -> n%u [label=\"a label\"]\n", i,
                                   (i * 7 + k * 13) % count);
    g_string_append(dot, "}\n");
    return g_string_free(dot, FALSE);
}

static void
test_failures(void)
{
    const TmPictureLimits hasty = {1, limits.memory, limits.length};
    const TmPictureLimits brief = {10, limits.memory, 100};
    g_autofree char *large = large_graph(2000);
    const gint64 start = g_get_monotonic_time();

    check_failure("digraph { a -> ", "svg", &limits, "cannot read");
    check_failure("digraph { a -> b }", "nonsense", &limits, "cannot draw");
    check_failure("digraph { a -> b }", "svg", &brief, "too large");
    check_failure(large, "svg", &hasty, "too long");
    g_assert_cmpint(g_get_monotonic_time() - start, <, 8 * G_USEC_PER_SEC);
}

/* A painter waits until it is told what to draw, and goes when nobody wants it. */
static void
test_painter(void)
{
    g_autoptr(TmPainter) idle = tm_painter_start("svg", &limits);
    g_autoptr(TmPainter) painter = tm_painter_start("svg", &limits);
    g_autoptr(Shop) shop = shop_new("drawio");
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) told = g_string_new(NULL);
    g_autoptr(GString) same = g_string_new(NULL);
    const TmView view = {0};

    g_assert_nonnull(idle);
    g_assert_true(tm_picture_write(painter, &shop->report, &view, "svg", out, told, NULL));
    g_assert_true(tm_picture_write(NULL, &shop->report, &view, "svg", same, told, NULL));
    g_assert_cmpstr(out->str, ==, same->str);
}

/* A picture beside the diagram, in every way in which Graphviz takes one. */
static void
test_reads_no_file(void)
{
    static const char *const ways[] = {
        "digraph { a [image=\"%s\"] }",
        "digraph { a [shape=custom shapefile=\"%s\"] }",
        "digraph { a [label=<<TABLE><TR><TD><IMG SRC=\"%s\"/></TD></TR></TABLE>>] }",
    };
    g_autofree char *folder = g_dir_make_tmp("picture-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "secret.png", NULL);
    g_autoptr(GString) png = g_string_new(NULL);

    g_assert_true(render("digraph { a }", "png", png, NULL));
    g_assert_true(g_file_set_contents(path, png->str, (gssize)png->len, NULL));
    for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_auto(GStrv) halves = g_strsplit(ways[i], "%s", 2);
        g_autofree char *dot = g_strconcat(halves[0], path, halves[1], NULL);
        g_autoptr(GString) out = g_string_new(NULL);
        if (render(dot, "svg", out, NULL))
            g_assert_null(strstr(out->str, "<image"));
    }
    g_assert_cmpint(g_remove(path), ==, 0);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static char *
decorate(const char *svg, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);

    if (!tm_picture_decorate(svg, strlen(svg), "A <title>", "About \"it\"", NULL, out, error))
        return NULL;
    return g_strdup(out->str);
}

static void
test_decorate(void)
{
    g_autoptr(GString) svg = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *out = NULL;
    g_autofree char *again = NULL;

    g_assert_true(render("digraph { a [tooltip=\"one\\ntwo & <three>\" URL=\"javascript:1\" "
                         "style=filled fillcolor=\"red:blue\"] }",
                         "svg", svg, NULL));
    out = decorate(svg->str, &error);
    g_assert_no_error(error);
    g_assert_nonnull(strstr(out, "role=\"img\""));
    g_assert_nonnull(strstr(out, "<title id=\"tm-title\">A &lt;title&gt;</title>"));
    g_assert_nonnull(strstr(out, "<desc id=\"tm-about\">About &quot;it&quot;</desc>"));
    g_assert_nonnull(strstr(out, "<title>one&#10;two &amp; &lt;three&gt;</title>"));
    g_assert_nonnull(strstr(out, "prefers-color-scheme: dark"));
    g_assert_nonnull(strstr(out, "stop-color:red"));
    g_assert_null(strstr(out, "javascript"));
    g_assert_null(strstr(out, "Generated by"));
    again = decorate(svg->str, NULL);
    g_assert_cmpstr(out, ==, again);
}

/* As newer versions of Graphviz write a text. */
static void
test_decorate_space(void)
{
    static const char svg[] = "<svg><text xml:space=\"preserve\" x=\"1\">two  blanks </text></svg>";
    g_autofree char *out = decorate(svg, NULL);

    g_assert_nonnull(strstr(out, "<text xml:space=\"preserve\" x=\"1\">two  blanks </text>"));
}

/* A link leads to a threat of the report, or nowhere. */
static void
test_decorate_links(void)
{
    static const char svg[] =
        "<svg><a title=\"part\"><a href=\"#S01@a:b\" title=\"one\"><text>x</text></a></a><path/><a "
        "class=\"tm-chip\" "
        "href=\"#S02@a\"><path d=\"M0,0\"/></a><a href=\"javascript:1#\"><g/></a><a "
        "href=\"#\"><g/></a></svg>";
    static const char *const reports[] = {"my%20report.html", "", NULL};

    for (guint i = 0; i < G_N_ELEMENTS(reports); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        g_autofree char *want = g_strdup_printf("<a class=\"tm-chip\" href=\"%s#S02@a\">\n",
                                                reports[i] != NULL ? reports[i] : "");
        g_assert_true(tm_picture_decorate(svg, strlen(svg), "", "", reports[i], out, NULL));
        g_assert_true((strstr(out->str, want) != NULL) == (reports[i] != NULL));
        g_assert_true((strstr(out->str, "</a>") != NULL) == (reports[i] != NULL));
        g_assert_nonnull(strstr(out->str, "<title>one</title>"));
        g_assert_null(strstr(out->str, "javascript"));
        g_assert_null(strstr(out->str, "#\""));
        g_assert_nonnull(strstr(out->str, "</g>\n<path"));
    }
}

static void
test_refused(void)
{
    static const char *const rows[][2] = {
        {"<svg><script>1</script></svg>", "element \"script\""},
        {"<svg><g onload=\"1\"/></svg>", "attribute \"onload\""},
        {"<svg><image/></svg>", "element \"image\""},
        {"<svg><foreignObject/></svg>", "element \"foreignObject\""},
        {"<svg style=\"background:url(x)\"/>", "attribute \"style\""},
        {"<svg><stop style=\"stop-color:url(x)\"/></svg>", "attribute \"style\""},
        {"<svg><path href=\"x\"/></svg>", "attribute \"href\""},
        {"<svg><path fill=\"url(http://x/y)\"/></svg>", "attribute \"fill\""},
        {"<svg><g></svg>", "picture.svg:1:"},
        {"", "picture.svg:1:1: error"},
    };

    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(decorate(rows[i][0], &error));
        g_assert_nonnull(error);
        g_assert_nonnull(strstr(error->message, rows[i][1]));
    }
}

/* What a diagram may talk Graphviz into. */
static void
test_hostile(void)
{
    static const char *const rows[] = {
        "digraph { stylesheet=\"x\\\"?><script>alert(1)</script>\" a }",
        "digraph { a [fontname=\"x\\\" onload=\\\"alert(1)\"] }",
        "digraph { a [URL=\"javascript:alert(1)\"] }",
        "digraph { a [id=\"x\\\" onload=\\\"alert(1)\"] }",
        "digraph { a [class=\"x\\\" onload=\\\"alert(1)\"] }",
        "digraph { a [fillcolor=\"x\\\" onload=\\\"alert(1)\" style=filled] }",
        "digraph { a [label=\"</text><script>alert(1)</script>\"] }",
    };

    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) svg = g_string_new(NULL);
        g_autofree char *out = NULL;
        if (render(rows[i], "svg", svg, NULL))
            out = decorate(svg->str, NULL);
        if (out == NULL)
            continue;
        g_assert_null(strstr(out, "<script"));
        g_assert_null(strstr(out, " onload=\""));
        g_assert_null(strstr(out, "javascript"));
    }
}

static void
test_shop(void)
{
    static const char *const want[] = {
        "id=\"web\" class=\"node tm-element tm-process severity-high\"",
        "class=\"edge tm-flow tm-crossing severity-critical\"",
        "class=\"cluster tm-boundary\"",
        "<title>E01 high: Stored cross-site scripting</title>",
        ">I02C</text>",
        "12 elements, 12 flows and 5 trust boundaries. Open threats: 2 critical, 4 high, 5 medium",
    };
    g_autoptr(Shop) shop = shop_new("drawio");
    g_autoptr(GString) told = g_string_new(NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    const TmView view = {0};

    g_assert_true(tm_picture_write(NULL, &shop->report, &view, "svg", out, told, &error));
    g_assert_no_error(error);
    for (guint i = 0; i < G_N_ELEMENTS(want); i++)
        g_assert_nonnull(strstr(out->str, want[i]));
}

static void
test_pages(void)
{
    g_autoptr(Shop) shop = shop_new("drawio");
    g_autoptr(GString) told = g_string_new(NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    const TmView nowhere = {.page = "Nowhere"};
    const TmView second = {.page = "2"};

    g_assert_false(tm_picture_write(NULL, &shop->report, &nowhere, "svg", out, told, &error));
    g_assert_error(error, TM_ERROR, TM_ERROR_PICTURE);
    g_assert_cmpuint(out->len, ==, 0);
    tm_model_add_diagram(shop->model, "page-2", "Nothing yet");
    g_assert_true(tm_picture_write(NULL, &shop->report, &second, "svg", out, told, NULL));
    g_assert_nonnull(strstr(out->str, "Nothing yet"));
}

static void
add_many(Shop *shop, guint count)
{
    TmDiagram *diagram = g_ptr_array_index(shop->model->diagrams, 0);

    for (guint i = 0; i < count; i++) {
        g_autofree char *id = g_strdup_printf("e%u", i);
        TmElement *element = tm_model_add_element(shop->model, diagram, id, TM_NOWHERE);
        tm_model_set_name(shop->model, &element->part, id);
        tm_model_add_flow(shop->model, diagram, NULL, g_ptr_array_index(diagram->elements, i / 2),
                          element, TM_NOWHERE);
    }
}

/* More than is laid out in full, or than is laid out at all: simplified, which the picture says. */
static void
test_large(void)
{
    static const struct {
        guint count;
        const char *format;
        const char *says;
    } rows[] = {
        {320, "svg", "simplified: flows without labels"},
        {1200, "svg", "simplified: elements in rows, flows straight and without labels"},
        {1200, "png", ""},
    };
    const TmView view = {0};

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Shop) shop = shop_new("drawio");
        g_autoptr(GString) told = g_string_new(NULL);
        g_autoptr(GString) out = g_string_new(NULL);

        add_many(shop, rows[i].count);
        g_assert_true(
            tm_picture_write(NULL, &shop->report, &view, rows[i].format, out, told, NULL));
        g_assert_nonnull(g_strstr_len(out->str, (gssize)out->len, rows[i].says));
        g_assert_nonnull(strstr(told->str, "flows"));
        if (strcmp(rows[i].format, "svg") == 0)
            g_assert_nonnull(strstr(out->str, "class=\"cluster"));
    }
}

/* Time that is over before it begins: there is a picture all the same, and soon. */
static void
test_hurry(void)
{
    const TmPictureLimits none = {1, limits.memory, limits.length};
    g_autoptr(Shop) shop = shop_new("drawio");
    g_autoptr(TmPainter) painter = tm_painter_start("svg", &none);
    g_autoptr(GString) told = g_string_new(NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    const gint64 start = g_get_monotonic_time();
    const TmView view = {.seconds = 1};

    add_many(shop, 900);
    g_assert_true(tm_picture_write(painter, &shop->report, &view, "svg", out, told, NULL));
    g_assert_cmpint(g_get_monotonic_time() - start, <, 8 * G_USEC_PER_SEC);
    g_assert_nonnull(strstr(told->str, "without labels"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/picture/formats", test_formats);
    g_test_add_func("/picture/failures", test_failures);
    g_test_add_func("/picture/painter", test_painter);
    g_test_add_func("/picture/reads-no-file", test_reads_no_file);
    g_test_add_func("/picture/decorate", test_decorate);
    g_test_add_func("/picture/decorate-space", test_decorate_space);
    g_test_add_func("/picture/decorate-links", test_decorate_links);
    g_test_add_func("/picture/refused", test_refused);
    g_test_add_func("/picture/hostile", test_hostile);
    g_test_add_func("/picture/shop", test_shop);
    g_test_add_func("/picture/pages", test_pages);
    g_test_add_func("/picture/large", test_large);
    g_test_add_func("/picture/hurry", test_hurry);
    return g_test_run();
}
