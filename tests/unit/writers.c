/* What a report becomes: text, JSON, DOT. */
#include "writers.h"

#include <string.h>

#include "dot-label.h"
#include "written.h"

static void
check_holds(const char *text, const char *const *parts)
{
    for (; *parts != NULL; parts++)
        if (strstr(text, *parts) == NULL)
            g_error("\"%s\" is missing in:\n%s", *parts, text);
}

static void
test_table(void)
{
    g_autoptr(Shop) shop = shop_new("dot");
    const TmView view = {0};
    g_autoptr(GString) out = g_string_new("kept");
    g_autoptr(GError) error = NULL;

    g_assert_nonnull(tm_writer("json"));
    g_assert_null(tm_writer("bmp"));
    g_assert_false(tm_write(&shop->report, &view, "bmp", out, &error));
    g_assert_error(error, TM_ERROR, TM_ERROR_FORMAT);
    g_assert_cmpstr(out->str, ==, "kept");
}

static void
test_text(void)
{
    static const char *const want[] = {
        "shop.dot:37:7: critical: Card data in \"clear\" <text> [I02@order:psp]\n",
        "shop.dot:35:7: critical: Dump of password hashes [T04@auth:users]\n",
        "shop.dot:32:7: low: Verbose errors [I05@web:api]\n",
        "shop.dot:9:2: warning: something is odd [H05]\n",
        "13 threats: 2 critical, 4 high, 5 medium, 2 low; 3 stated, 10 assumed\n",
        "<beta> authenticate its callers? authn=Yes clears 8 threats\n",
        "Does User DB authenticate its callers? authn=Yes clears 2 threats\n",
        NULL,
    };
    g_autoptr(Shop) shop = shop_new("dot");
    const TmView view = {0};
    g_autofree char *text = written_as(shop, &view, "text");

    written_order(text, want);
    g_assert_null(strstr(text, "(page"));
}

static void
test_text_drawio(void)
{
    static const char *const want[] = {
        "[I02@order:psp] (page \"Payments\", cell order->psp)\n",
        "something is odd [H05] (page \"Payments\", cell web)\n",
        NULL,
    };
    g_autoptr(Shop) shop = shop_new("drawio");
    const TmView view = {0};
    g_autofree char *text = written_as(shop, &view, "text");

    written_order(text, want);
}

static void
test_view(void)
{
    static const struct {
        TmView view;
        guint shown;
    } views[] = {
        {{0}, 13},
        {{.only_stated = TRUE}, 3},
        {{.min_severity = TM_HIGH}, 6},
        {{.category = "sT"}, 6},
        {{.page = "1"}, 13},
        {{.page = "Payments"}, 13},
        {{.page = "2"}, 0},
    };
    g_autoptr(Shop) shop = shop_new("dot");

    for (gsize i = 0; i < G_N_ELEMENTS(views); i++) {
        g_autofree char *json = written_as(shop, &views[i].view, "json");
        g_autofree char *text = written_as(shop, &views[i].view, "text");
        g_autofree char *sarif = written_as(shop, &views[i].view, "sarif");
        g_autofree char *html = written_as(shop, &views[i].view, "html");
        g_autofree char *markdown = written_as(shop, &views[i].view, "markdown");
        g_assert_cmpuint(written_count(json, "\"certainty\""), ==, views[i].shown);
        g_assert_cmpuint(written_count(text, "@"), ==, views[i].shown);
        g_assert_cmpuint(written_count(markdown, "\n#### "), ==, views[i].shown);
        g_assert_cmpuint(written_count(sarif, "\"ruleId\""), ==, views[i].shown);
        g_assert_cmpuint(written_count(html, "<tbody class=\"threat"), ==, views[i].shown);
        g_assert_nonnull(strstr(html, "13 threats: 3 stated, 10 assumed."));
        g_assert_nonnull(strstr(markdown, "13 threats: 3 stated, 10 assumed."));
        g_assert_nonnull(strstr(json, "\"threats\": 13"));
        g_assert_nonnull(strstr(text, "13 threats"));
    }
}

static void
test_json(void)
{
    static const char *const want[] = {
        "{\"drawbridge\":1,\"tool\":{\"name\":\"drawbridge\",\"version\":\"1.2\"},"
        "\"file\":\"shop.dot\",\"format\":\"dot\",\"templates\":[{\"id\":\"stride\","
        "\"name\":\"Drawbridge STRIDE\",\"version\":\"1\"}],\"model\":{\"name\":\"Web shop",
        "{\"id\":\"web\",\"name\":\"Web front end \\\"R&D\\\" <beta>\",\"kind\":\"process\","
        "\"type\":\"P.WebApp\",\"also\":[],\"confidence\":0.85,\"evidence\":[],"
        "\"properties\":{\"authn\":\"No \\\\\"},\"inside\":[\"dmz\"],\"outOfScope\":false,"
        "\"line\":14,\"column\":5}",
        "{\"id\":\"api->order\",\"cell\":\"api->order\",\"name\":\"gRPC\",\"type\":\"DF.Https\","
        "\"source\":\"api\",\"target\":\"order\",\"reverse\":false,\"properties\":{},"
        "\"crosses\":[\"dmz\",\"net\",\"wall\"],\"outOfScope\":false,\"line\":34,\"column\":7}",
        "{\"id\":\"data\",\"name\":\"Data tier\",\"type\":\"TB.Subnet\",\"shape\":\"box\","
        "\"inside\":[\"net\"],\"members\":[]}",
        "\"shape\":\"line\"",
        "\"messages\":[{\"code\":\"H05\",\"severity\":\"warning\",\"text\":\"something is odd\","
        "\"diagram\":\"shop\",\"element\":\"web\",\"cell\":\"web\",\"line\":9,\"column\":2}]",
        "{\"id\":\"T04@auth:users\",\"type\":\"T04\",\"category\":\"Tampering\",\"title\":\"Dump "
        "of password hashes\",\"description\":\"What goes wrong.\",\"diagram\":\"shop\",\"scope\":"
        "\"target\",\"source\":\"auth\",\"flow\":\"auth->users\",\"target\":\"users\",\"flows\":["
        "\"auth->users\"],\"severity\":\"critical\",\"score\":16,\"likelihood\":3,\"impact\":3,"
        "\"certainty\":\"assumed\",\"questions\":[{\"element\":\"users\","
        "\"property\":\"authn\",\"clears\":\"Yes\",\"ask\":\"Does User DB authenticate its "
        "callers?\"}],\"state\":\"not-started\",\"priority\":\"High\",\"stale\":false,"
        "\"custom\":false,\"cwe\":[287,306],"
        "\"capec\":[],\"mitigations\":[{\"id\":\"G.AUTHN\",\"title\":\"Authenticate callers\","
        "\"references\":[\"NIST SP 800-53 IA-2\"]}]}",
        "\"summary\":{\"threats\":13,\"bySeverity\":{\"critical\":2,\"high\":4,\"medium\":5,"
        "\"low\":2},\"byCategory\":{\"Information Disclosure\":2,\"Tampering\":3,",
        "\"byState\":{\"not-started\":13}}}\n",
        NULL,
    };
    g_autoptr(Shop) shop = shop_new("dot");
    const TmView view = {.one_line = TRUE, .version = "1.2"};
    g_autofree char *json = written_as(shop, &view, "json");

    written_order(json, want);
    g_assert_cmpuint(written_count(json, "\n"), ==, 1);
}

static void
test_dot(void)
{
    static const char *const want[] = {
        "digraph \"shop\" {",
        "\"user\" [tm_type=\"EI.User\" shape=\"box\"",
        "subgraph \"cluster_dmz\" {",
        "\"web\" [tm_type=\"P.WebApp\" \"authn\"=\"No \\\\\" tm_name=\"Web front end "
        "\\\"R&amp;D\\\" <beta>\"",
        "class=\"tm-element tm-process severity-high\"",
        "Web front end &quot;R&amp;D&quot;<BR/>&lt;beta&gt;",
        "<B>+3</B>",
        "subgraph \"cluster_net\" {",
        "label=\"Batch jobs that run \\\\N\\nevery night and take\\nmuch longer\"",
        "subgraph \"cluster_data\" {",
        "SIDES=\"TB\"",
        "// the boundary \"Country\" is a line: not drawn",
        "\"api\" -> \"order\" [tm_type=\"DF.Https,DF.Json\" tm_name=\"gRPC\" "
        "tm_crosses=\"TB.Border\"",
        "class=\"tm-flow tm-crossing severity-critical\"",
        "<B>I02C</B>",
        NULL,
    };
    static const char *const legend[] = {"C = critical", "whole model:", "<B>E13M</B>", NULL};
    g_autoptr(Shop) shop = shop_new("dot");
    const TmView view = {0};
    g_autofree char *dot = written_as(shop, &view, "dot");

    written_order(dot, want);
    check_holds(dot, legend);
    g_assert_null(strstr(dot, "passwd"));
    g_assert_null(strstr(dot, "T07M"));
}

/* Boundaries of the same size that claim to be inside of each other, and a long chain of them. */
static void
test_dot_nesting(void)
{
    g_autoptr(Shop) shop = shop_new("dot");
    const TmView view = {0};
    TmDiagram *diagram = g_ptr_array_index(shop->model->diagrams, 0);
    TmBoundary *around = (TmBoundary *)tm_diagram_find(diagram, "data");
    TmBoundary *net = (TmBoundary *)tm_diagram_find(diagram, "net");
    g_autofree char *dot = NULL;

    tm_model_put_inside(&net->part, around);
    for (guint i = 0; i < 1000; i++) {
        g_autofree char *id = g_strdup_printf("chain%u", i);
        TmBoundary *inner = tm_model_add_boundary(shop->model, diagram, id, TM_NOWHERE);
        tm_model_put_inside(&around->part, inner);
        around = inner;
    }
    dot = written_as(shop, &view, "dot");
    g_assert_cmpuint(written_count(dot, "subgraph"), ==, 1004);
    g_assert_null(strstr(dot, "\n                                                              "
                              "                                                                "
                              "                                                                "
                              "                "));
}

static void
add_look(Shop *shop, const char *const (*looks)[2])
{
    const TmDiagram *diagram = g_ptr_array_index(shop->model->diagrams, 0);
    TmPart *part = tm_diagram_find(diagram, "logs");

    for (; (*looks)[0] != NULL; looks++)
        tm_model_add_look(shop->model, part, (*looks)[0], (*looks)[1]);
}

static void
test_dot_look(void)
{
    static const char *const looks[][2] = {
        {"shape", "cylinder"}, {"fillcolor", "lightblue"},   {"style", "filled"}, {"sides", "2e9"},
        {"penwidth", "2"},     {"peripheries", "100000000"}, {"dir", "back"},     {NULL, NULL},
    };
    static const char *const want[] = {
        "\"logs\" [tm_type=\"DS.Log\" shape=\"cylinder\" margin=\"0.11,0.17\" "
        "style=\"filled\" fillcolor=\"lightblue\" penwidth=\"2\" "
        "fontcolor=\"#1a1a1a\" id=\"logs\"",
        NULL};
    g_autoptr(Shop) shop = shop_new("dot");
    const TmView dfd = {.notation = TM_NOTATION_DFD};
    const TmView author = {0};
    g_autofree char *kept = NULL;
    g_autofree char *ours = NULL;

    add_look(shop, looks);
    kept = written_as(shop, &author, "dot");
    written_order(kept, want);
    g_assert_null(strstr(kept, "2e9"));
    g_assert_null(strstr(kept, "peripheries"));
    ours = written_as(shop, &dfd, "dot");
    g_assert_null(strstr(ours, "cylinder"));
    g_assert_null(strstr(ours, "lightblue"));
}

static void
test_empty(void)
{
    g_autoptr(Shop) shop = shop_new("dot");
    const TmView view = {0};
    g_autofree char *dot = NULL;
    g_autofree char *json = NULL;

    tm_model_add_diagram(shop->model, "page-2", "Nothing");
    dot = written_as(shop, &view, "dot");
    json = written_as(shop, &view, "json");
    g_assert_cmpuint(written_count(dot, "digraph"), ==, 1);
    g_assert_nonnull(strstr(json, "\"id\": \"page-2\""));
}

static void
test_wrap(void)
{
    static const struct {
        const char *text;
        const char *lines;
    } rows[] = {
        {"", ""},
        {"short", "short"},
        {"exactly twenty-four char", "exactly twenty-four char"},
        {"one two three four five six seven eight", "one two three four five|six seven eight"},
        {"AVeryLongNameWithoutAnyBlankInIt", "AVeryLongNameWithoutAnyB|lankInIt"},
        {"\xe6\x95\xb0\xe6\x8d\xae\xe5\xba\x93\xe6\x95\xb0\xe6\x8d\xae\xe5\xba\x93\xe6\x95\xb0"
         "\xe6\x8d\xae\xe5\xba\x93\xe6\x95\xb0\xe6\x8d\xae\xe5\xba\x93\xe6\x95\xb0",
         "\xe6\x95\xb0\xe6\x8d\xae\xe5\xba\x93\xe6\x95\xb0\xe6\x8d\xae\xe5\xba\x93\xe6\x95\xb0"
         "\xe6\x8d\xae\xe5\xba\x93\xe6\x95\xb0\xe6\x8d\xae\xe5\xba\x93|\xe6\x95\xb0"},
    };
    g_autoptr(GString) endless = g_string_new(NULL);
    g_auto(GStrv) cut = NULL;

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_auto(GStrv) lines = tm_dot_wrap(rows[i].text);
        g_autofree char *joined = g_strjoinv("|", lines);
        g_assert_cmpstr(joined, ==, rows[i].lines);
    }
    while (endless->len < 100000)
        g_string_append(endless, "word ");
    cut = tm_dot_wrap(endless->str);
    g_assert_cmpuint(g_strv_length(cut), ==, 7);
    g_assert_cmpstr(cut[6], ==, "\xe2\x80\xa6");
}

static void
test_quote(void)
{
    static const char *const rows[][2] = {
        {"plain", "\"plain\""},   {"a\"b", "\"a\\\"b\""},     {"C:\\dir", "\"C:\\dir\""},
        {"end\\", "\"end\\\\\""}, {"end\\\\", "\"end\\\\\""}, {"\\\"", "\"\\\\\\\"\""},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        tm_dot_quote(out, rows[i][0]);
        g_assert_cmpstr(out->str, ==, rows[i][1]);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/writers/table", test_table);
    g_test_add_func("/writers/text", test_text);
    g_test_add_func("/writers/text-drawio", test_text_drawio);
    g_test_add_func("/writers/view", test_view);
    g_test_add_func("/writers/json", test_json);
    g_test_add_func("/writers/dot", test_dot);
    g_test_add_func("/writers/dot-nesting", test_dot_nesting);
    g_test_add_func("/writers/dot-look", test_dot_look);
    g_test_add_func("/writers/empty", test_empty);
    g_test_add_func("/writers/wrap", test_wrap);
    g_test_add_func("/writers/quote", test_quote);
    return g_test_run();
}
