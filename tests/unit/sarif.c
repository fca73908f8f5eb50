/* What a report becomes for code hosts. */
#include <string.h>

#include "written.h"

static char *
write_line(const Shop *shop)
{
    const TmView view = {.one_line = TRUE, .version = "1.2"};

    return written_as(shop, &view, "sarif");
}

static void
test_results(void)
{
    static const char *const want[] = {
        "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"Drawbridge\","
        "\"version\":"
        "\"1.2\",\"rules\":[{\"id\":\"I02\",",
        "\"help\":{\"text\":\"What goes wrong.\\n\\nControls:\\n- Authenticate callers\"",
        "\"defaultConfiguration\":{\"level\":\"error\"},\"properties\":{\"tags\":[\"security\","
        "\"Information Disclosure\",\"external/cwe/cwe-287\",\"external/cwe/cwe-306\"],"
        "\"security-severity\":\"9.5\"}}",
        "\"executionSuccessful\":true,\"toolExecutionNotifications\":[{\"descriptor\":{\"id\":"
        "\"H05\"},\"level\":\"warning\",\"message\":{\"text\":\"something is odd\"}",
        "\"columnKind\":\"unicodeCodePoints\",\"results\":[{\"ruleId\":\"I02\",\"ruleIndex\":0,"
        "\"level\":\"error\",\"message\":{\"text\":\"Card data in \\\"clear\\\" <text>\"},"
        "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"shop.dot\"},"
        "\"region\":{\"startLine\":37}},\"logicalLocations\":[{\"name\":\"Order service\","
        "\"fullyQualifiedName\":\"order\",\"kind\":\"process\"}",
        "\"threatId/v1\":\"I02@order:psp\"},\"suppressions\":[],\"properties\":{"
        "\"security-severity\":\"9.5\",\"severity\":\"critical\",",
        "\"level\":\"note\"",
        NULL,
    };
    g_autoptr(Shop) shop = shop_new("dot");
    g_autofree char *sarif = write_line(shop);

    written_order(sarif, want);
    g_assert_cmpuint(written_count(sarif, "\"ruleId\""), ==, 13);
    g_assert_cmpuint(written_count(sarif, "\"shortDescription\""), ==, 13);
}

/* A decision that is over suppresses nothing. */
static void
test_suppressions(void)
{
    g_autoptr(Shop) shop = shop_new("dot");
    TmThreat *mitigated = g_ptr_array_index(shop->report.threats, 0);
    TmThreat *over = g_ptr_array_index(shop->report.threats, 1);
    TmThreat *looked_at = g_ptr_array_index(shop->report.threats, 2);
    g_autofree char *sarif = NULL;

    mitigated->state = TM_STATE_MITIGATED;
    mitigated->justification = "TLS \"1.3\"";
    over->state = TM_STATE_NOT_APPLICABLE;
    over->expired = TRUE;
    looked_at->state = TM_STATE_NEEDS_INVESTIGATION;
    sarif = write_line(shop);
    g_assert_nonnull(strstr(sarif, "\"suppressions\":[{\"kind\":\"external\",\"status\":"
                                   "\"accepted\",\"justification\":\"TLS \\\"1.3\\\"\"}]"));
    g_assert_cmpuint(written_count(sarif, "\"kind\":\"external\",\"status\""), ==, 1);
}

/* Lines and columns are those of the text, in characters; what is not in it has none. */
static void
test_columns(void)
{
    static const char text[] = "\n\xc3\xa4\xc3\xa4 x\n\xff\xff x";
    static const struct {
        TmPlace place;
        const char *want;
    } rows[] = {
        {{2, 6}, "\"region\":{\"startLine\":2,\"startColumn\":4}"},
        {{2, 1}, "\"region\":{\"startLine\":2,\"startColumn\":1}"},
        {{2, 3000}, "\"region\":{\"startLine\":2}"},
        {{3, 4}, "\"region\":{\"startLine\":3}"},
        {{9, 1}, "\"region\":{\"startLine\":9}"},
        {{0, 0}, "\"artifactLocation\":{\"uri\":\"shop.dot\"}},\"logicalLocations\""},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Shop) shop = shop_new("dot");
        TmDiagram *diagram = g_ptr_array_index(shop->model->diagrams, 0);
        TmFlow *flow = g_ptr_array_index(diagram->flows, 7);
        g_autofree char *sarif = NULL;
        shop->model->text = text;
        flow->part.place = rows[i].place;
        sarif = write_line(shop);
        g_assert_nonnull(strstr(sarif, rows[i].want));
    }
}

/* A flow that comes back: one element is one place. */
static void
test_loop(void)
{
    g_autoptr(Shop) shop = shop_new("dot");
    TmThreat *threat = g_ptr_array_index(shop->report.threats, 0);
    g_autofree char *sarif = NULL;

    threat->target = threat->source;
    g_ptr_array_set_size(shop->report.threats, 1);
    sarif = write_line(shop);
    g_assert_cmpuint(written_count(sarif, "\"fullyQualifiedName\":\"order\""), ==, 1);
}

static void
test_address(void)
{
    static const char *const rows[][2] = {
        {"docs/web shop.dot", "{\"uri\":\"docs/web%20shop.dot\"}"},
        {"/srv/a#b?.dot", "{\"uri\":\"file:///srv/a%23b%3F.dot\"}"},
        {"javascript:x", "{\"uri\":\"javascript%3Ax\"}"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Shop) shop = shop_new("dot");
        g_autofree char *sarif = NULL;
        shop->model->file = rows[i][0];
        sarif = write_line(shop);
        g_assert_nonnull(strstr(sarif, rows[i][1]));
    }
}

/* Code hosts take 25,000; the rest is told. */
static void
test_limit(void)
{
    g_autoptr(Shop) shop = shop_new("dot");
    GPtrArray *threats = shop->report.threats;
    const guint own = threats->len;
    g_autoptr(GString) notes = g_string_new(NULL);
    const TmView view = {.one_line = TRUE, .notes = notes};
    g_autofree char *sarif = NULL;

    while (threats->len < 25010)
        g_ptr_array_add(threats, g_ptr_array_index(threats, own - 1));
    sarif = written_as(shop, &view, "sarif");
    g_assert_cmpstr(notes->str, ==, "10 threats are left out: code hosts take no more");
    g_assert_nonnull(strstr(sarif, "10 threats are left out"));
    g_ptr_array_set_size(threats, (gint)own);
}

/* Of a type that only the file knows: the threat is its own rule; titles lose their names. */
static void
test_rules(void)
{
    g_autoptr(Shop) shop = shop_new("dot");
    TmThreat *custom = g_ptr_array_index(shop->report.threats, 0);
    TmThreat *titled = g_ptr_array_index(shop->report.threats, 1);
    g_autofree char *sarif = NULL;

    ((TmThreatType *)custom->type)->id = "";
    ((TmThreatType *)titled->type)->title = "{source.Name} fools {target.Name} {";
    sarif = write_line(shop);
    g_assert_nonnull(strstr(sarif, "\"rules\":[{\"id\":\"I02@order:psp\","));
    g_assert_nonnull(strstr(sarif, "\"results\":[{\"ruleId\":\"I02@order:psp\",\"ruleIndex\":0"));
    g_assert_nonnull(strstr(sarif, "\"shortDescription\":{\"text\":\"source fools target \"}"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sarif/results", test_results);
    g_test_add_func("/sarif/suppressions", test_suppressions);
    g_test_add_func("/sarif/columns", test_columns);
    g_test_add_func("/sarif/loop", test_loop);
    g_test_add_func("/sarif/address", test_address);
    g_test_add_func("/sarif/limit", test_limit);
    g_test_add_func("/sarif/rules", test_rules);
    return g_test_run();
}
