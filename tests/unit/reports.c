/* What a report becomes for people: Markdown. */
#include <string.h>

#include "written.h"

static void
test_markdown(void)
{
    static const char *const want[] = {
        "# Threat model: Web shop: data flow diagram\n",
        "- **File**: shop.dot\n- **Templates**: Drawbridge STRIDE 1\n",
        "13 threats: 3 stated, 10 assumed.\n",
        "| critical | 2 |\n| high | 4 |\n",
        "| Information Disclosure | 2 |\n",
        "| not-started | 13 |\n",
        "| Does Web front end \"R\\&D\" \\<beta\\> authenticate its callers? | `web` | "
        "`authn=Yes` | 8 |\n",
        "## Diagram Payments\n\nElements: 12, flows: 12, trust boundaries: 5, threats: 13.\n",
        "### Customer browser to CDN / WAF: HTTPS\n",
        "### Order service to Payment provider: card data \\& amount \\<EUR\\>\n",
        "| `I02@order:psp` | critical | stated | not-started | Card data in \"clear\" "
        "\\<text\\> |\n",
        "#### Card data in \"clear\" \\<text\\> `I02@order:psp`\n\nWhat goes wrong.\n\n",
        "- **Controls**: Authenticate callers (NIST SP 800-53 IA-2)\n",
        "- **Weaknesses**: [CWE-287](https://cwe.mitre.org/data/definitions/287.html), [CWE-306]",
        "| warning | `H05` | something is odd | `shop.dot:9:2` |\n",
        NULL,
    };
    g_autoptr(Shop) shop = shop_new("dot");
    const TmView view = {0};
    g_autofree char *markdown = written_as(shop, &view, "markdown");

    written_order(markdown, want);
}

/* What a person added may name parts of two diagrams; a threat may have lost its parts. */
static void
test_markdown_elsewhere(void)
{
    g_autoptr(Shop) shop = shop_new("dot");
    const TmView view = {0};
    TmThreat *foreign = g_ptr_array_index(shop->report.threats, 0);
    TmThreat *lost = g_ptr_array_index(shop->report.threats, 1);
    g_autofree char *markdown = NULL;

    foreign->diagram = tm_model_add_diagram(shop->model, "page-2", "Other");
    lost->flow = NULL;
    lost->stale = TRUE;
    markdown = written_as(shop, &view, "markdown");
    g_assert_cmpuint(written_count(markdown, "### Elsewhere\n"), ==, 2);
    g_assert_nonnull(strstr(markdown, "its rule no longer fires"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reports/markdown", test_markdown);
    g_test_add_func("/reports/markdown-elsewhere", test_markdown_elsewhere);
    return g_test_run();
}
