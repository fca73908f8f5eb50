/* What attributes of a Graphviz graph become: names, types, values, sights and looks. */
#include <string.h>

#include "fixture.h"
#include "read-dot.h"

static void
test_labels(void)
{
    g_autoptr(TmModel) model = dot_good(
        "digraph g { plain; own [label=\"\\N of \\G\"]; lines [label=\"one\\ntwo\\lthree\\r\"];"
        "html [label=<<b>Web</b> &amp; <font point-size=\"9\">mobile</font><br/>shop&#8594;x>];"
        "rec [shape=record label=\"{<p0> Head | { a\\|b | c } | <p1> }\"];"
        "none [label=\"\"]; outer [label=\"\" xlabel=\"Outside\"]; amp [label=\"R&amp;D \\\\ x\"];"
        "table [label=<<table><tr><td>a</td><td>b</td></tr></table>>];"
        "plain -> own [label=\"\\T to \\H\"]; own -> plain [xlabel=\"\\E\"] }");

    dot_check_name(model, "plain", "plain");
    dot_check_name(model, "own", "own of g");
    dot_check_name(model, "lines", "one two three");
    dot_check_name(model, "html", "Web & mobile shop\xe2\x86\x92x");
    dot_check_name(model, "rec", "Head a|b c");
    dot_check_name(model, "none", "none");
    dot_check_name(model, "outer", "Outside");
    dot_check_name(model, "amp", "R&D \\ x");
    dot_check_name(model, "table", "a b");
    dot_check_name(model, "plain->own", "plain to own");
    dot_check_name(model, "own->plain", "own->plain");
}

/* Escapes and defaults multiply: what comes of them has an end. */
static void
test_long_labels(void)
{
    GString *text = g_string_new("digraph { node [label=\"");
    g_autoptr(TmModel) model = NULL;

    for (guint i = 0; i < 1000; i++)
        g_string_append(text, "\\N\xc3\xa4");
    g_string_append(text, "\"] abcdefgh }");
    model = dot_good(text->str);
    g_assert_cmpuint(strlen(fixture_part(model, "abcdefgh")->name), <=, 500);
    g_assert_true(g_str_has_suffix(fixture_part(model, "abcdefgh")->name, "..."));
    g_string_free(text, TRUE);
}

/* Labels are inherited as Graphviz shows it; types are not. */
static void
test_inheritance(void)
{
    g_autoptr(TmModel) model = dot_good(
        "digraph { subgraph cluster_0 { a } label=Title; node [shape=box]; subgraph cluster_1 { "
        "tm_type=\"TB.Corp\"; b; subgraph cluster_2 { label=\"\"; node [shape=circle]; c } } d }");

    dot_check_name(model, "cluster_0", "");
    dot_check_name(model, "cluster_1", "Title");
    dot_check_name(model, "cluster_2", "");
    g_assert_true(fixture_part(model, "cluster_1")->stated);
    g_assert_false(fixture_part(model, "cluster_2")->stated);
    g_assert_true(tm_part_saw(fixture_part(model, "a"), "shape default"));
    g_assert_true(tm_part_saw(fixture_part(model, "b"), "shape box"));
    g_assert_true(tm_part_saw(fixture_part(model, "c"), "shape circle"));
    g_assert_true(tm_part_saw(fixture_part(model, "d"), "shape box"));
}

static void
test_values(void)
{
    g_autoptr(TmModel) model = dot_good(
        "digraph { a [tm_type=\"P.Web,P.Edge\" authn=Yes tm_owner=\"Own team\" tm_nonsense=1 "
        "colour=red]; b [outOfScope=Yes outOfScopeReason=\"not ours\" tm_nonsense=2]; a -> b "
        "[encrypted=Yes tm_crosses=\"TB.Internet, TB.Corp\" exposure=Internet] }");
    const TmPart *a = fixture_part(model, "a");
    const TmFlow *flow = (const TmFlow *)(gconstpointer)fixture_part(model, "a->b");

    g_assert_cmpstr(a->type, ==, "P.Web");
    g_assert_cmpuint(a->facets->len, ==, 1);
    g_assert_cmpuint(a->values->len, ==, 2);
    g_assert_cmpstr(tm_part_value(a, "authn"), ==, "Yes");
    g_assert_cmpstr(tm_part_value(a, "owner"), ==, "Own team");
    g_assert_true(fixture_part(model, "b")->outOfScope);
    g_assert_cmpstr(tm_part_value(fixture_part(model, "b"), "outOfScopeReason"), ==, "not ours");
    g_assert_cmpstr(tm_part_value(&flow->part, "encrypted"), ==, "Yes");
    g_assert_null(tm_part_value(&flow->part, "exposure"));
    g_assert_cmpuint(flow->crossings->len, ==, 2);
    g_assert_cmpstr(((const TmCrossing *)flow->crossings->pdata[1])->type, ==, "TB.Corp");
    g_assert_cmpuint(dot_count_messages(model, "H26"), ==, 2);
}

static void
test_misplaced_values(void)
{
    dot_check_messages("digraph { tm_thing=1; subgraph cluster_a { a } }", "H26", 1);
    dot_check_messages("digraph { a [tm_crosses=\"TB.Corp\"] }", "H26", 1);
    dot_check_messages("digraph { tm_threats=off; subgraph cluster_a { a } }", "H26", 0);
}

static void
check_saw(const TmModel *model, const char *id, const char *sight)
{
    if (!tm_part_saw(fixture_part(model, id), sight))
        g_error("%s does not show %s", id, sight);
}

static void
test_sights(void)
{
    g_autoptr(TmModel) model =
        dot_good("digraph { a [shape=box style=\"filled, dashed\" class=\"x y\" color=\"#c0392b\"];"
                 "b [label=<<table SIDES=\"tb\"><tr><td>DB</td></tr></table>> color=firebrick2];"
                 "c [image=\"/lib/resources/aws/compute/ec2.png\" color=\"#2b39c0\"];"
                 "subgraph cluster_1 { color=red; style=dashed; b } a -> b [lhead=cluster_1] }");

    check_saw(model, "a", "style filled");
    check_saw(model, "a", "style dashed");
    check_saw(model, "a", "class y");
    check_saw(model, "a", "stroke red");
    check_saw(model, "b", "stroke red");
    check_saw(model, "b", "sides TB");
    check_saw(model, "c", "image ec2");
    check_saw(model, "c", "icon aws ec2");
    g_assert_false(tm_part_saw(fixture_part(model, "c"), "stroke red"));
    check_saw(model, "cluster_1", "stroke red");
    check_saw(model, "cluster_1", "style dashed");
    check_saw(model, "a->b", "lhead cluster_1");
}

/* Nothing that names a file, an address or a font is kept, and nothing with odd characters. */
static void
test_look(void)
{
    g_autoptr(TmModel) model = dot_good(
        "digraph { a [shape=box penwidth=2 image=\"/etc/passwd\" URL=\"http://x\" fontname=\"x\" "
        "stylesheet=\"x\" fillcolor=\"a\\\"b\" href=x target=y shapefile=z color=<red>] }");
    const TmPart *a = fixture_part(model, "a");

    g_assert_cmpuint(a->look->len, ==, 2);
    g_assert_cmpstr(((const TmValue *)a->look->pdata[0])->value, ==, "2");
    g_assert_cmpstr(((const TmValue *)a->look->pdata[1])->name, ==, "shape");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dot/labels", test_labels);
    g_test_add_func("/dot/labels/long", test_long_labels);
    g_test_add_func("/dot/inheritance", test_inheritance);
    g_test_add_func("/dot/values", test_values);
    g_test_add_func("/dot/values/misplaced", test_misplaced_values);
    g_test_add_func("/dot/sights", test_sights);
    g_test_add_func("/dot/look", test_look);
    return g_test_run();
}
