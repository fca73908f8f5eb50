/* What a Graphviz graph becomes: elements, flows, boundaries, and what is said about the rest. */
#include <string.h>

#include "fixture.h"
#include "importers.h"
#include "read-dot.h"

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
    g_assert_null(dot_import(text->str, &error));
    g_assert_error(error, TM_ERROR, TM_ERROR_LIMIT);
    g_assert_cmpstr(error->message, ==,
                    "a.dot:1:1: error: more than 256 MiB of attributes, counted for each object");
    g_string_free(text, TRUE);
}

static void
test_flows(void)
{
    dot_check_flows("digraph { a -> b -> c; a -> a }", "a>b b>c a>a");
    dot_check_flows("digraph { b -> a [dir=back]; {c d} -> {e f} }", "a>b c>e c>f d>e d>f");
    dot_check_flows("digraph { a -> b [dir=both] }", "a>b b>a");
    dot_check_flows("digraph { a -> b [dir=both arrowhead=none] }", "b>a");
    dot_check_flows("digraph { a -> b [dir=none]; b -> c [arrowhead=none] }", "a>b b>c");
    dot_check_flows("graph { a -- b; b -- c [dir=back] }", "a>b c>b");
    dot_check_flows("digraph { a:p:n -> b:q; edge [style=invis]; a -> c }", "a>b");
    dot_check_flows("digraph { a -> b [tm_type=none]; c -> d [style=\"dashed,invis\"] }", "");
    dot_check_flows("strict digraph { a -> b; a -> b }", "a>b");
}

static void
test_flow_ids(void)
{
    static const char text[] = "digraph { a -> b; a -> b; a -> b [key=k]; a -> b [id=i]; c -> d "
                               "[dir=both]; a -> b [id=i] }";
    g_autoptr(TmModel) model = dot_good(text);
    const TmFlow *second;

    dot_check_ids(text, dot_diagram(model, 0)->flows, "a->b a->b#2 k i c->d c->d~reverse i#2");
    second = (const TmFlow *)(gconstpointer)fixture_part(model, "c->d~reverse");
    g_assert_true(second->reverse);
    g_assert_cmpstr(second->cell, ==, "c->d");
    g_assert_cmpuint(fixture_part(model, "a->b#2")->place.column, ==, 19);
}

/* Edges that meet in a point are flows between the elements that they join. */
static void
test_junctions(void)
{
    dot_check_flows("digraph { p [shape=point]; a -> p [dir=none]; p -> b; p -> c }", "a>b a>c");
    dot_check_flows("digraph { p [shape=point]; q [shape=none label=\"\"]; a -> p -> q -> b }",
                    "a>b");
    dot_check_flows("digraph { p [shape=point]; a -> p; p -> p }", "");
    dot_check_messages("digraph { p [shape=point]; a -> p; p -> p }", "H20", 1);
    dot_check_messages("digraph { p [shape=point]; a -> p; p -> b }", "H21", 0);
}

static void
test_no_heads(void)
{
    dot_check_messages("digraph { a -> b [dir=none]; b -> c [dir=none] }", "H25", 2);
    dot_check_messages("graph { a -- b -- c -- d }", "H25", 1);
    dot_check_messages("graph { a }", "H25", 0);
    dot_check_messages("digraph { a -> b [style=invis]; b -> c [style=invis] }", "H20", 1);
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

    dot_check_elements("digraph { a -> b; p [shape=point]; t [shape=plaintext]; n [shape=note] }",
                       "a b");
    dot_check_elements("digraph { t [shape=plaintext]; t -> n; n [shape=note] }", "t n");
    dot_check_elements("digraph { h [style=\"filled,invis\"]; t [shape=none tm_type=\"GE.P\"] }",
                       "t");
    dot_check_elements(
        "digraph { s [shape=none label=<<table sides=\"TB\"><tr><td>DB</td></tr></table>"
        ">]; i [shape=none image=\"x.png\"] }",
        "s i");
    dot_check_elements("digraph { a [tm_type=none]; a -> b }", "b");
    dot_check_elements(legend, "a b z");
    dot_check_boundaries(legend, "");
    dot_check_messages(legend, "H21", 1);
    dot_check_elements(list, "a b");
    dot_check_messages(list, "H21", 1);
}

static void
test_boundaries(void)
{
    dot_check_boundaries(
        "digraph { subgraph cluster_a { a subgraph clusterb { b } { rank=same c } } "
        "subgraph s { d } subgraph t { cluster=true e } }",
        "cluster_a clusterb t");
    dot_check_boundaries("digraph { subgraph cluster_a { style=invis; a } subgraph cluster_b { "
                         "tm_type=none; b subgraph cluster_c { c } } }",
                         "cluster_c");
    dot_check_elements("digraph { subgraph cluster_b { tm_type=none; b } }", "b");
    dot_check_boundaries("digraph { subgraph x { subgraph cluster_a { a } } subgraph y { subgraph "
                         "cluster_a { b } } subgraph cluster_a { c } { cluster=true d } }",
                         "cluster_a cluster_a~2 cluster_a~3 subgraph-6");
}

static void
test_inside(void)
{
    dot_check_inside("digraph { subgraph cluster_a { subgraph cluster_b { { x } } } }", "x",
                     "cluster_b cluster_a");
    dot_check_inside("digraph { subgraph cluster_a { x y } subgraph cluster_b { y z } }", "y",
                     "cluster_a cluster_b");
    dot_check_inside("digraph { subgraph cluster_a { y } subgraph cluster_b { y -> z } }", "y",
                     "cluster_a");
    dot_check_inside("digraph { subgraph cluster_a { x -> y } subgraph cluster_b { y -> z } }", "y",
                     "cluster_a");
    dot_check_inside("digraph { subgraph cluster_a { y; subgraph cluster_b { y -> z } } }", "y",
                     "cluster_b cluster_a");
    dot_check_inside("digraph { subgraph cluster_a { {x y} -> z } subgraph cluster_b { y } }", "y",
                     "cluster_b");
    dot_check_inside("digraph { y; subgraph cluster_a { x -> y } }", "y", "cluster_a");
    dot_check_inside("digraph { subgraph cluster_a { subgraph cluster_b { x } } }", "cluster_b",
                     "cluster_a");
}

static void
test_generators(void)
{
    g_autoptr(TmModel) pytm = dot_good("digraph tm { a [shape=square]; b [shape=circle]; a -> b }");
    g_autoptr(TmModel) terraform =
        dot_good("digraph { \"[root] aws_s3_bucket.a\" [shape=box]; \"[root] var.x\" [shape=note]; "
                 "\"[root] aws_s3_bucket.a\" -> \"[root] var.x\" }");

    g_assert_true(tm_part_saw(fixture_part(pytm, "b"), "generator pytm"));
    g_assert_true(
        tm_part_saw(fixture_part(terraform, "[root] aws_s3_bucket.a"), "generator terraform"));
    g_assert_cmpuint(dot_diagram(terraform, 0)->elements->len, ==, 1);
    g_assert_cmpuint(dot_diagram(terraform, 0)->flows->len, ==, 0);
    g_assert_cmpuint(dot_count_messages(terraform, "H29"), ==, 1);
    dot_check_messages("digraph { a -> b }", "H29", 0);
}

static void
test_graphs(void)
{
    g_autoptr(TmModel) model = dot_good("digraph \"a shop\" { label=\"The <shop>\"; x }\n"
                                        "graph { tm_threats=off; x } digraph \"b/c\" { x -> y }"
                                        "digraph \"a shop\" {}");

    g_assert_cmpuint(model->diagrams->len, ==, 4);
    g_assert_cmpstr(model->name, ==, "The <shop>");
    g_assert_cmpstr(dot_diagram(model, 0)->id, ==, "a shop");
    g_assert_cmpstr(dot_diagram(model, 0)->name, ==, "The <shop>");
    g_assert_cmpstr(dot_diagram(model, 0)->prefix, ==, "");
    g_assert_cmpstr(dot_diagram(model, 1)->id, ==, "graph-2");
    g_assert_true(dot_diagram(model, 1)->off);
    g_assert_cmpstr(dot_diagram(model, 2)->prefix, ==, "b%2Fc/");
    g_assert_false(dot_diagram(model, 2)->off);
    g_assert_cmpstr(dot_diagram(model, 3)->id, ==, "a shop~4");
}

static void
test_boxes(void)
{
    g_autoptr(TmModel) model = dot_good(
        "digraph { bb=\"0,0,200,100\"; a [pos=\"50,80\" width=1 height=0.5]; b [pos=\"1e999,0\" "
        "width=1 height=1]; subgraph cluster_1 { bb=\"10,20,110,90\"; a } }");
    const TmElement *a = g_ptr_array_index(dot_diagram(model, 0)->elements, 0);
    const TmElement *b = g_ptr_array_index(dot_diagram(model, 0)->elements, 1);
    const TmBoundary *boundary = g_ptr_array_index(dot_diagram(model, 0)->boundaries, 0);

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
    g_autoptr(TmModel) latin1 = dot_good("graph { charset=latin1; \xe4 [label=\"\xfc\"] }");
    g_autoptr(TmModel) marked = dot_good("\xef\xbb\xbfgraph { a }");

    dot_check_name(latin1, "\xc3\xa4", "\xc3\xbc");
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
    dot_check_flows("digraph { a -> b }", "a>b");
    check_error("digraph { a [label=\"x }", 22,
                "a.dot:1:20: error: the string that starts here has no end ('\"' is missing)");
    dot_check_flows("digraph { a -> b }", "a>b");
    check_error("digraph { a } } digraph { b }", 29,
                "a.dot:1:15: error: syntax error near '}': expected graph or digraph");
    dot_check_elements("digraph { c }", "c");
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
    g_test_add_func("/dot/limits/bytes", test_too_many_bytes);
    g_test_add_func("/dot/flows", test_flows);
    g_test_add_func("/dot/flows/ids", test_flow_ids);
    g_test_add_func("/dot/flows/junctions", test_junctions);
    g_test_add_func("/dot/flows/no-heads", test_no_heads);
    g_test_add_func("/dot/decoration", test_decoration);
    g_test_add_func("/dot/boundaries", test_boundaries);
    g_test_add_func("/dot/inside", test_inside);
    g_test_add_func("/dot/generators", test_generators);
    g_test_add_func("/dot/graphs", test_graphs);
    g_test_add_func("/dot/boxes", test_boxes);
    g_test_add_func("/dot/character-sets", test_character_sets);
    g_test_add_func("/dot/bad-then-good", test_bad_then_good);
    g_test_add_func("/dot/probe", test_probe);
    return g_test_run();
}
