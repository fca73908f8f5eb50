/* What a report becomes for people: Markdown and HTML. */
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

static void
test_html(void)
{
    static const char *const want[] = {
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
        "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
        "base-uri 'none'; form-action 'none'; style-src 'sha256-",
        "<h1>Web shop: data flow diagram</h1>",
        "<dt>Templates</dt><dd>Drawbridge STRIDE 1</dd>",
        "13 threats: 3 stated, 10 assumed.</p>",
        "<th>critical</th><td><svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" "
        "aria-hidden=\"true\"><rect class=\"critical\" width=\"40\" height=\"1\"/></svg></td>"
        "<td class=\"number\">2</td>",
        "Most useful to answer",
        "<td><button type=\"button\" data-asks=\"0-e4.authn=Yes\">Does Web front end "
        "&quot;R&amp;D&quot; &lt;beta&gt; authenticate its callers?</button></td>"
        "<td>Web front end &quot;R&amp;D&quot; &lt;beta&gt;</td><td><code>authn=Yes</code></td>"
        "<td class=\"number\">8</td>",
        "<option value=\"Information Disclosure\">",
        "<h2>Payments</h2>",
        "<summary>Threats by interaction: ",
        "<button type=\"button\" data-shows=\"0-f7\">Order service to Payment provider: card data "
        "&amp; amount &lt;EUR&gt;</button></td><td class=\"number\">1</td>",
        "<button type=\"button\" data-shows=\"0-e4\">Web front end &quot;R&amp;D&quot; &lt;beta&gt;"
        "</button></td><td>process</td>",
        "data-id=\"I02@order:psp\" data-severity=\"critical\" "
        "data-category=\"Information Disclosure\" data-certainty=\"stated\" "
        "data-state=\"not-started\" data-parts=\"0-f7 0-e7 0-e2\">",
        "<span>Card data in &quot;clear&quot; &lt;text&gt;</span></button>"
        "<code>I02@order:psp</code>",
        "<p>What goes wrong.</p>",
        "<a rel=\"noreferrer\" href=\"https://cwe.mitre.org/data/definitions/287.html\">CWE-287",
        "<td>H05</td><td>something is odd</td><td><code>shop.dot:9:2</code></td>",
        NULL,
    };
    g_autoptr(Shop) shop = shop_new("dot");
    const TmView view = {0};
    g_autofree char *html = written_as(shop, &view, "html");

    written_order(html, want);
    g_assert_null(strstr(html, "class=\"picture\""));
    g_assert_null(strstr(html, "<beta>"));
    g_assert_cmpuint(written_count(html, "<script"), ==, 1);
}

/* What people decided has a table; of a decision that is over, the threat says so. */
static void
test_html_decisions(void)
{
    static const char *const want[] = {
        "Threats that people looked at: 2, expired: 1</summary>",
        "<tr><td><a href=\"#I02@order:psp\">Card data in &quot;clear&quot; &lt;text&gt;</a></td>"
        "<td>mitigated</td><td>TLS &lt;1.3&gt;</td><td>web team</td><td>SHOP-1</td><td></td>"
        "<td>ann, 2026-11-21</td></tr>",
        "<span class=\"mark\">decision expired</span></td><td>not-started</td>",
        "<option value=\"expired\">decision expired</option>",
        "<tbody class=\"threat closed\"",
        "data-state=\"not-started expired\"",
        NULL,
    };
    g_autoptr(Shop) shop = shop_new("dot");
    const TmView view = {0};
    TmThreat *mitigated = g_ptr_array_index(shop->report.threats, 0);
    TmThreat *over = g_ptr_array_index(shop->report.threats, 1);
    TmDecision *decision = tm_decision_new(&shop->report.pool, TM_NOWHERE);
    g_autofree char *html = NULL;

    decision->owner = "web team";
    decision->ticket = "SHOP-1";
    decision->by = "ann";
    decision->at = "2026-11-21";
    mitigated->state = TM_STATE_MITIGATED;
    mitigated->justification = "TLS <1.3>";
    mitigated->decision = decision;
    over->expired = TRUE;
    over->decision = tm_decision_new(&shop->report.pool, TM_NOWHERE);
    html = written_as(shop, &view, "html");
    written_order(html, want);
}

/* Returns the page with @svg as the picture of the only diagram. */
static char *
write_pictured(const char *svg)
{
    g_autoptr(Shop) shop = shop_new("dot");
    g_autoptr(GPtrArray) pictures = g_ptr_array_new();
    const TmView view = {.pictures = pictures};

    g_ptr_array_add(pictures, (gpointer)svg);
    return written_as(shop, &view, "html");
}

static void
test_html_picture(void)
{
    static const char svg[] =
        "<?xml version=\"1.0\"?><svg role=\"img\" aria-labelledby=\"tm-title\" "
        "width=\"9pt\"><title "
        "id=\"tm-title\">a &lt;b&gt;</title><style>g { fill: red }</style>"
        "<linearGradient id=\"web_l\"><stop style=\"stop-color:#ff0000;stop-opacity:1.;\"/>"
        "</linearGradient><g id=\"web\" class=\"node tm-element\"><g id=\"a_web\">"
        "<ellipse fill=\"url(#web_l)\"/><text xml:space=\"preserve\">a </text></g></g><g "
        "id=\"order-&gt;psp\" class=\"edge tm-flow\"/>"
        "<g id=\"order-&gt;psp-label\" class=\"edge tm-flow-label\"/>"
        "<g id=\"dmz\" class=\"cluster tm-boundary\"/><g id=\"net\" class=\"graph\"/></svg>";
    static const char *const want[] = {
        "<figure class=\"picture\"><svg width=\"9pt\" role=\"group\" ",
        "<title>a &lt;b&gt;</title>",
        "<linearGradient id=\"p0-web_l\"><stop stop-color=\"#ff0000\" stop-opacity=\"1.\">",
        "<g class=\"node tm-element\" data-part=\"0-e4\"><g><ellipse fill=\"url(#p0-web_l)\">",
        "<text xml:space=\"preserve\">a </text>",
        "<g class=\"edge tm-flow\" data-part=\"0-f7\">",
        "<g class=\"edge tm-flow-label\" data-part=\"0-f7\"></g>"
        "<g class=\"cluster tm-boundary\" data-part=\"0-b1\"></g><g "
        "class=\"graph\"></g></svg></figure>",
        NULL,
    };
    g_autofree char *html = write_pictured(svg);
    g_autofree char *broken = write_pictured("<svg><g></svg>");
    g_autofree char *none = write_pictured(NULL);

    written_order(html, want);
    g_assert_null(strstr(html, "fill: red"));
    g_assert_null(strstr(broken, "<figure"));
    g_assert_null(strstr(none, "<figure"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reports/markdown", test_markdown);
    g_test_add_func("/reports/markdown-elsewhere", test_markdown_elsewhere);
    g_test_add_func("/reports/html", test_html);
    g_test_add_func("/reports/html-decisions", test_html_decisions);
    g_test_add_func("/reports/html-picture", test_html_picture);
    return g_test_run();
}
