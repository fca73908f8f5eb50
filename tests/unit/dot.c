/* What a Graphviz graph becomes: elements, flows, boundaries, and what is said about the rest. */
#include <string.h>

#include "fixture.h"
#include "importers.h"

static TmModel *
import(const char *text, GError **error)
{
    g_autoptr(TmTemplate) template = fixture_template(NULL);
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));

    return tm_import_as("dot", "a.dot", bytes, template, error);
}

static TmModel *
good(const char *text)
{
    g_autoptr(GError) error = NULL;
    TmModel *model = import(text, &error);

    g_assert_no_error(error);
    return model;
}

static TmDiagram *
diagram_at(const TmModel *model, guint number)
{
    g_assert_cmpuint(model->diagrams->len, >, number);
    return g_ptr_array_index(model->diagrams, number);
}

static void
check_name(const TmModel *model, const char *id, const char *name)
{
    g_assert_cmpstr(fixture_part(model, id)->name, ==, name);
}

/* "a>b" for each flow, separated by blanks. */
static char *
flows_of(const TmModel *model)
{
    const TmDiagram *diagram = diagram_at(model, 0);
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < diagram->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(diagram->flows, i);
        g_string_append_printf(text, "%s%s>%s", i > 0 ? " " : "", flow->source->part.id,
                               flow->target->part.id);
    }
    return g_string_free(text, FALSE);
}

static void
check_flows(const char *text, const char *want)
{
    g_autoptr(TmModel) model = good(text);
    g_autofree char *flows = flows_of(model);

    g_assert_cmpstr(flows, ==, want);
}

static void
check_ids(const char *text, GPtrArray *parts, const char *want)
{
    GString *ids = g_string_new(NULL);

    for (guint i = 0; i < parts->len; i++) {
        const TmPart *part = g_ptr_array_index(parts, i);
        g_string_append_printf(ids, "%s%s", i > 0 ? " " : "", part->id);
    }
    if (strcmp(ids->str, want) != 0)
        g_error("%s: %s is not %s", text, ids->str, want);
    g_string_free(ids, TRUE);
}

static void
check_elements(const char *text, const char *want)
{
    g_autoptr(TmModel) model = good(text);

    check_ids(text, diagram_at(model, 0)->elements, want);
}

static void
check_boundaries(const char *text, const char *want)
{
    g_autoptr(TmModel) model = good(text);

    check_ids(text, diagram_at(model, 0)->boundaries, want);
}

static void
check_inside(const char *text, const char *id, const char *want)
{
    g_autoptr(TmModel) model = good(text);

    check_ids(text, fixture_part(model, id)->inside, want);
}

static guint
count_messages(const TmModel *model, const char *code)
{
    guint count = 0;

    for (guint i = 0; i < model->messages->len; i++) {
        const TmMessage *message = g_ptr_array_index(model->messages, i);
        count += strcmp(message->code, code) == 0 ? 1 : 0;
    }
    return count;
}

static void
check_messages(const char *text, const char *code, guint want)
{
    g_autoptr(TmModel) model = good(text);

    g_assert_cmpuint(count_messages(model, code), ==, want);
}

static void
test_labels(void)
{
    g_autoptr(TmModel) model = good(
        "digraph g { plain; own [label=\"\\N of \\G\"]; lines [label=\"one\\ntwo\\lthree\\r\"];"
        "html [label=<<b>Web</b> &amp; <font point-size=\"9\">mobile</font><br/>shop&#8594;x>];"
        "rec [shape=record label=\"{<p0> Head | { a\\|b | c } | <p1> }\"];"
        "none [label=\"\"]; outer [label=\"\" xlabel=\"Outside\"]; amp [label=\"R&amp;D \\\\ x\"];"
        "table [label=<<table><tr><td>a</td><td>b</td></tr></table>>];"
        "plain -> own [label=\"\\T to \\H\"]; own -> plain [xlabel=\"\\E\"] }");

    check_name(model, "plain", "plain");
    check_name(model, "own", "own of g");
    check_name(model, "lines", "one two three");
    check_name(model, "html", "Web & mobile shop\xe2\x86\x92x");
    check_name(model, "rec", "Head a|b c");
    check_name(model, "none", "none");
    check_name(model, "outer", "Outside");
    check_name(model, "amp", "R&D \\ x");
    check_name(model, "table", "a b");
    check_name(model, "plain->own", "plain to own");
    check_name(model, "own->plain", "own->plain");
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
    model = good(text->str);
    g_assert_cmpuint(strlen(fixture_part(model, "abcdefgh")->name), <=, 500);
    g_assert_true(g_str_has_suffix(fixture_part(model, "abcdefgh")->name, "..."));
    g_string_free(text, TRUE);
}

static void
test_too_many_bytes(void)
{
    GString *text = g_string_new("digraph { node [comment=\"");
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < 60000; i++)
        g_string_append_c(text, 'x');
    g_string_append(text, "\"]\n");
    for (guint i = 0; i < 5000; i++)
        g_string_append_printf(text, "n%u ", i);
    g_string_append(text, "}");
    g_assert_null(import(text->str, &error));
    g_assert_error(error, TM_ERROR, TM_ERROR_LIMIT);
    g_assert_cmpstr(error->message, ==,
                    "a.dot:1:1: error: more than 256 MiB of attributes, counted for each object");
    g_string_free(text, TRUE);
}

static void
test_flows(void)
{
    check_flows("digraph { a -> b -> c; a -> a }", "a>b b>c a>a");
    check_flows("digraph { b -> a [dir=back]; {c d} -> {e f} }", "a>b c>e c>f d>e d>f");
    check_flows("digraph { a -> b [dir=both] }", "a>b b>a");
    check_flows("digraph { a -> b [dir=both arrowhead=none] }", "b>a");
    check_flows("digraph { a -> b [dir=none]; b -> c [arrowhead=none] }", "a>b b>c");
    check_flows("graph { a -- b; b -- c [dir=back] }", "a>b c>b");
    check_flows("digraph { a:p:n -> b:q; edge [style=invis]; a -> c }", "a>b");
    check_flows("digraph { a -> b [tm_type=none]; c -> d [style=\"dashed,invis\"] }", "");
    check_flows("strict digraph { a -> b; a -> b }", "a>b");
}

static void
test_flow_ids(void)
{
    static const char text[] = "digraph { a -> b; a -> b; a -> b [key=k]; a -> b [id=i]; c -> d "
                               "[dir=both]; a -> b [id=i] }";
    g_autoptr(TmModel) model = good(text);
    const TmFlow *second;

    check_ids(text, diagram_at(model, 0)->flows, "a->b a->b#2 k i c->d c->d~reverse i#2");
    second = (const TmFlow *)(gconstpointer)fixture_part(model, "c->d~reverse");
    g_assert_true(second->reverse);
    g_assert_cmpstr(second->cell, ==, "c->d");
    g_assert_cmpuint(fixture_part(model, "a->b#2")->place.column, ==, 19);
}

/* Edges that meet in a point are flows between the elements that they join. */
static void
test_junctions(void)
{
    check_flows("digraph { p [shape=point]; a -> p [dir=none]; p -> b; p -> c }", "a>b a>c");
    check_flows("digraph { p [shape=point]; q [shape=none label=\"\"]; a -> p -> q -> b }", "a>b");
    check_flows("digraph { p [shape=point]; a -> p; p -> p }", "");
    check_messages("digraph { p [shape=point]; a -> p; p -> p }", "H20", 1);
    check_messages("digraph { p [shape=point]; a -> p; p -> b }", "H21", 0);
}

static void
test_no_heads(void)
{
    check_messages("digraph { a -> b [dir=none]; b -> c [dir=none] }", "H25", 2);
    check_messages("graph { a -- b -- c -- d }", "H25", 1);
    check_messages("graph { a }", "H25", 0);
    check_messages("digraph { a -> b [style=invis]; b -> c [style=invis] }", "H20", 1);
}

static void
test_decoration(void)
{
    static const char legend[] =
        "digraph { a -> b; subgraph cluster_k { label=\"Legend:\"; x -> y; "
        "z [tm_type=\"GE.P\"] } }";
    static const char list[] =
        "digraph { a -> b; subgraph cluster_l { label=\"Ideas\"; x -> y -> z "
        "[style=invis] } }";

    check_elements("digraph { a -> b; p [shape=point]; t [shape=plaintext]; n [shape=note] }",
                   "a b");
    check_elements("digraph { t [shape=plaintext]; t -> n; n [shape=note] }", "t n");
    check_elements("digraph { h [style=\"filled,invis\"]; t [shape=none tm_type=\"GE.P\"] }", "t");
    check_elements("digraph { s [shape=none label=<<table sides=\"TB\"><tr><td>DB</td></tr></table>"
                   ">]; i [shape=none image=\"x.png\"] }",
                   "s i");
    check_elements("digraph { a [tm_type=none]; a -> b }", "b");
    check_elements(legend, "a b z");
    check_boundaries(legend, "");
    check_messages(legend, "H21", 1);
    check_elements(list, "a b");
    check_messages(list, "H21", 1);
}

static void
test_boundaries(void)
{
    check_boundaries("digraph { subgraph cluster_a { a subgraph clusterb { b } { rank=same c } } "
                     "subgraph s { d } subgraph t { cluster=true e } }",
                     "cluster_a clusterb t");
    check_boundaries("digraph { subgraph cluster_a { style=invis; a } subgraph cluster_b { "
                     "tm_type=none; b subgraph cluster_c { c } } }",
                     "cluster_c");
    check_elements("digraph { subgraph cluster_b { tm_type=none; b } }", "b");
}

static void
test_inside(void)
{
    check_inside("digraph { subgraph cluster_a { subgraph cluster_b { { x } } } }", "x",
                 "cluster_b cluster_a");
    check_inside("digraph { subgraph cluster_a { x y } subgraph cluster_b { y z } }", "y",
                 "cluster_a cluster_b");
    check_inside("digraph { subgraph cluster_a { y } subgraph cluster_b { y -> z } }", "y",
                 "cluster_a");
    check_inside("digraph { subgraph cluster_a { x -> y } subgraph cluster_b { y -> z } }", "y",
                 "cluster_a");
    check_inside("digraph { subgraph cluster_a { y; subgraph cluster_b { y -> z } } }", "y",
                 "cluster_b cluster_a");
    check_inside("digraph { subgraph cluster_a { {x y} -> z } subgraph cluster_b { y } }", "y",
                 "cluster_b");
    check_inside("digraph { y; subgraph cluster_a { x -> y } }", "y", "cluster_a");
    check_inside("digraph { subgraph cluster_a { subgraph cluster_b { x } } }", "cluster_b",
                 "cluster_a");
}

/* Labels are inherited as Graphviz shows it; types are not. */
static void
test_inheritance(void)
{
    g_autoptr(TmModel) model = good(
        "digraph { subgraph cluster_0 { a } label=Title; node [shape=box]; subgraph cluster_1 { "
        "tm_type=\"TB.Corp\"; b; subgraph cluster_2 { label=\"\"; node [shape=circle]; c } } d }");

    check_name(model, "cluster_0", "");
    check_name(model, "cluster_1", "Title");
    check_name(model, "cluster_2", "");
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
    g_autoptr(TmModel) model =
        good("digraph { a [tm_type=\"P.Web,P.Edge\" authn=Yes tm_owner=\"Own team\" tm_nonsense=1 "
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
    g_assert_cmpuint(count_messages(model, "H26"), ==, 2);
}

static void
test_misplaced_values(void)
{
    check_messages("digraph { tm_thing=1; subgraph cluster_a { a } }", "H26", 1);
    check_messages("digraph { a [tm_crosses=\"TB.Corp\"] }", "H26", 1);
    check_messages("digraph { tm_threats=off; subgraph cluster_a { a } }", "H26", 0);
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
        good("digraph { a [shape=box style=\"filled, dashed\" class=\"x y\" color=\"#c0392b\"];"
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
    g_autoptr(TmModel) model = good(
        "digraph { a [shape=box penwidth=2 image=\"/etc/passwd\" URL=\"http://x\" fontname=\"x\" "
        "stylesheet=\"x\" fillcolor=\"a\\\"b\" href=x target=y shapefile=z color=<red>] }");
    const TmPart *a = fixture_part(model, "a");

    g_assert_cmpuint(a->look->len, ==, 2);
    g_assert_cmpstr(((const TmValue *)a->look->pdata[0])->name, ==, "shape");
    g_assert_cmpstr(((const TmValue *)a->look->pdata[1])->value, ==, "2");
}

static void
test_generators(void)
{
    g_autoptr(TmModel) pytm = good("digraph tm { a [shape=square]; b [shape=circle]; a -> b }");
    g_autoptr(TmModel) terraform =
        good("digraph { \"[root] aws_s3_bucket.a\" [shape=box]; \"[root] var.x\" [shape=note]; "
             "\"[root] aws_s3_bucket.a\" -> \"[root] var.x\" }");

    check_saw(pytm, "b", "generator pytm");
    check_saw(terraform, "[root] aws_s3_bucket.a", "generator terraform");
    g_assert_cmpuint(diagram_at(terraform, 0)->elements->len, ==, 1);
    g_assert_cmpuint(diagram_at(terraform, 0)->flows->len, ==, 0);
    g_assert_cmpuint(count_messages(terraform, "H29"), ==, 1);
    check_messages("digraph { a -> b }", "H29", 0);
}

static void
test_graphs(void)
{
    g_autoptr(TmModel) model = good("digraph \"a shop\" { label=\"The <shop>\"; x }\n"
                                    "graph { tm_threats=off; x } digraph \"b/c\" { x -> y }"
                                    "digraph \"a shop\" {}");

    g_assert_cmpuint(model->diagrams->len, ==, 4);
    g_assert_cmpstr(model->name, ==, "The <shop>");
    g_assert_cmpstr(diagram_at(model, 0)->id, ==, "a shop");
    g_assert_cmpstr(diagram_at(model, 0)->name, ==, "The <shop>");
    g_assert_cmpstr(diagram_at(model, 0)->prefix, ==, "");
    g_assert_cmpstr(diagram_at(model, 1)->id, ==, "graph-2");
    g_assert_true(diagram_at(model, 1)->off);
    g_assert_cmpstr(diagram_at(model, 2)->prefix, ==, "b%2Fc/");
    g_assert_false(diagram_at(model, 2)->off);
    g_assert_cmpstr(diagram_at(model, 3)->id, ==, "a shop~4");
}

static void
test_boxes(void)
{
    g_autoptr(TmModel) model = good(
        "digraph { bb=\"0,0,200,100\"; a [pos=\"50,80\" width=1 height=0.5]; b [pos=\"1e999,0\" "
        "width=1 height=1]; subgraph cluster_1 { bb=\"10,20,110,90\"; a } }");
    const TmElement *a = g_ptr_array_index(diagram_at(model, 0)->elements, 0);
    const TmElement *b = g_ptr_array_index(diagram_at(model, 0)->elements, 1);
    const TmBoundary *boundary = g_ptr_array_index(diagram_at(model, 0)->boundaries, 0);

    g_assert_true(a->placed);
    g_assert_cmpfloat(a->box.x, ==, 14);
    g_assert_cmpfloat(a->box.y, ==, 2);
    g_assert_cmpfloat(a->box.width, ==, 72);
    g_assert_false(b->placed);
    g_assert_cmpfloat(boundary->box.y, ==, 10);
    g_assert_cmpfloat(boundary->box.height, ==, 70);
}

static void
check_error(const char *bytes, gsize length, const char *want)
{
    g_autoptr(TmTemplate) template = fixture_template(NULL);
    g_autoptr(GBytes) all = g_bytes_new_static(bytes, length);
    g_autoptr(GError) error = NULL;
    g_autoptr(TmModel) model = tm_import("a.dot", all, template, &error);

    g_assert_null(model);
    g_assert_cmpstr(error->message, ==, want);
}

static void
test_character_sets(void)
{
    static const char wide[] = "\xff\xfeg\0r\0a\0p\0h\0{\0}\0";
    static const char nul[] = "graph { a\0 }";
    g_autoptr(TmModel) latin1 = good("graph { charset=latin1; \xe4 [label=\"\xfc\"] }");
    g_autoptr(TmModel) marked = good("\xef\xbb\xbfgraph { a }");

    check_name(latin1, "\xc3\xa4", "\xc3\xbc");
    g_assert_cmpuint(fixture_part(marked, "a")->place.column, ==, 9);
    check_error(wide, sizeof wide - 1,
                "a.dot:1:1: error: UTF-16 or binary data (a NUL byte): save the file as UTF-8");
    check_error(nul, sizeof nul - 1,
                "a.dot:1:1: error: UTF-16 or binary data (a NUL byte): save the file as UTF-8");
}

/* cgraph keeps its scanner in globals: one bad file must not spoil the next. */
static void
test_bad_then_good(void)
{
    GString *chain = g_string_new("digraph { a");

    for (guint i = 0; i < 20000; i++)
        g_string_append(chain, " -> a");
    g_string_append(chain, " }");
    check_error(chain->str, chain->len,
                "a.dot:1:1: error: Graphviz cannot read this graph: has it a chain of thousands "
                "of edges in one statement?");
    check_flows("digraph { a -> b }", "a>b");
    check_error("digraph { a [label=\"x }", 22,
                "a.dot:1:20: error: the string that starts here has no end ('\"' is missing)");
    check_flows("digraph { a -> b }", "a>b");
    check_error("digraph { a } } digraph { b }", 29,
                "a.dot:1:15: error: syntax error near '}': expected graph or digraph");
    check_elements("digraph { c }", "c");
    g_string_free(chain, TRUE);
}

static void
test_probe(void)
{
    static const char *const yes[] = {"graph {", "\n/* x */ STRICT DiGraph g {}",
                                      "#include\n// y\ndigraph{", "\xef\xbb\xbf graph{}", NULL};
    static const char *const no[] = {"graphs {",    "strict",     "<graph/>",
                                     "// graph",    "/* graph {", "\"graph\" {}",
                                     "subgraph {}", "",           NULL};
    const TmImporter *dot = tm_importer("dot");

    for (guint i = 0; yes[i] != NULL; i++)
        g_assert_true(dot->probe(yes[i], strlen(yes[i])));
    for (guint i = 0; no[i] != NULL; i++)
        g_assert_false(dot->probe(no[i], strlen(no[i])));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dot/labels", test_labels);
    g_test_add_func("/dot/labels/long", test_long_labels);
    g_test_add_func("/dot/limits/bytes", test_too_many_bytes);
    g_test_add_func("/dot/flows", test_flows);
    g_test_add_func("/dot/flows/ids", test_flow_ids);
    g_test_add_func("/dot/flows/junctions", test_junctions);
    g_test_add_func("/dot/flows/no-heads", test_no_heads);
    g_test_add_func("/dot/decoration", test_decoration);
    g_test_add_func("/dot/boundaries", test_boundaries);
    g_test_add_func("/dot/inside", test_inside);
    g_test_add_func("/dot/inheritance", test_inheritance);
    g_test_add_func("/dot/values", test_values);
    g_test_add_func("/dot/values/misplaced", test_misplaced_values);
    g_test_add_func("/dot/sights", test_sights);
    g_test_add_func("/dot/look", test_look);
    g_test_add_func("/dot/generators", test_generators);
    g_test_add_func("/dot/graphs", test_graphs);
    g_test_add_func("/dot/boxes", test_boxes);
    g_test_add_func("/dot/character-sets", test_character_sets);
    g_test_add_func("/dot/bad-then-good", test_bad_then_good);
    g_test_add_func("/dot/probe", test_probe);
    return g_test_run();
}
