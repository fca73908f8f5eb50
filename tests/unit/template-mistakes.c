/* Loading templates: every mistake is an error with its place, and every limit holds. */
#include "template-files.h"

static void
test_files(void)
{
    check_one("x.yaml", "controls: []\n",
              "x.yaml:1:1: error: no template.yaml in this folder or in one around it");
    check_one("t/x.yaml", "", "t/x.yaml:1:1: error: nothing is declared here");
    check_one("t/x.yaml", "[1]\n", "t/x.yaml:1:1: error: nothing is declared here");
    check_one("t/x.yaml", "controls: []\nthings: []\n",
              "t/x.yaml:2:1: error: expected template, language, stencils, properties, "
              "controls, mitigations, shapes, or the id of a threat type");
    check_one("t/x.yaml", "controls: {}\n", "t/x.yaml:1:11: error: expected a list");
    check_one("t/x.yaml", "controls: [1]\n", "t/x.yaml:1:12: error: expected keys with values");
    check_one("t/x.yaml", "a: [\n", "t/x.yaml:2:1: error: did not find expected node content");
    check_one("t/x.yaml", "template: t\nname: T\nversion: 1\n",
              "t/x.yaml:1:1: error: the id or the folder is that of another template: "
              "t/template.yaml");
    check_one("t/x.yaml", "template: x\nname: T\nversion: 1\n",
              "t/x.yaml:1:1: error: the id or the folder is that of another template: "
              "t/template.yaml");
    check_one("u/template.yaml", "template: u\nname: T\n",
              "u/template.yaml:1:1: error: \"version\" is missing");
}

static void
test_priorities(void)
{
    static const char head[] = "template: t\nname: T\nversion: '1'\npriorities: ";
    static const char *const wrong[][2] = {
        {"P1\n", "t/template.yaml:4:13: error: expected a list of texts: [one, two]"},
        {"[P1, P1]\n", "t/template.yaml:4:18: error: the priority is here twice"},
        {"[\"P\\n1\"]\n", "t/template.yaml:4:15: error: expected a text on one line"},
        {"[a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,1,2,3,4,5,6,7]\n",
         "t/template.yaml:4:13: error: more than 32 priorities"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *text = g_strconcat(head, wrong[i][0], NULL);
        check_one("t/template.yaml", text, wrong[i][1]);
    }
}

static void
test_kinds(void)
{
    static const char *const wrong[][2] = {
        {"x: 1", "\"x\" is no key of this"},
        {"cwe: 287", "expected a list of numbers: [287, 306]"},
        {"cwe: [CWE-287]", "expected a number, such as 287"},
        {"controls: G.A", "expected a list of texts: [one, two]"},
        {"controls: [G A]", "an id has letters, digits and . _ - only"},
        {"controls: [G.B]", "no control \"G.B\""},
        {"suppresses: [S99]", "no threat type \"S99\""},
        {"mutual: yes", "expected true or false"},
        {"description: [a]", "expected a text"},
        {"description: ''", "expected a text, which is not empty"},
        {"exclude: ''", "expected a condition"},
        {"exclude: [a]", "expected a condition"},
        {"hit: {a: b}", "expected a list of texts: [one, two]"},
        {"miss: [[a]]", "expected a text"},
        {"ask: [a]", "expected questions: {target.authn: \"Does ...?\"}"},
        {"ask: {authn: a}", "expected source., target. or flow. and a property"},
        {"ask: {me.authn: a}", "expected source., target. or flow. and a property"},
        {"ask: {target.none: a}", "no property \"none\""},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *text = g_strconcat("id: A1\n" RULE, wrong[i][0], "\n", NULL);
        const File more[4] = {{"t/A1.yaml", text}};
        g_autoptr(GError) error = NULL;
        g_assert_null(load(more, &error));
        g_assert_true(g_str_has_prefix(error->message, "t/A1.yaml:9:"));
        g_assert_true(g_str_has_suffix(error->message, wrong[i][1]));
    }
}

static void
test_words(void)
{
    g_autofree char *id = g_strnfill(101, 'x');
    g_autofree char *threat = g_strconcat("id: ", id, "\n", NULL);

    check_one("t/A1.yaml", threat, "t/A1.yaml:1:5: error: an id has at most 100 letters");
    check_one("t/A1.yaml", "id: A1\ntitle: x\n", "t/A1.yaml:1:1: error: \"category\" is missing");
    check_one("t/A1.yaml", "id: A1\nscope: all\n",
              "t/A1.yaml:2:8: error: \"all\" is no scope: expected one of flow, pair, source, "
              "target, model");
    check_one("t/A1.yaml", "id: A1\nlikelihood: 5\n",
              "t/A1.yaml:2:13: error: expected a number from 1 to 4");
    check_one("t/A1.yaml", "id: A 1\n",
              "t/A1.yaml:1:5: error: an id has letters, digits and . _ - only");
    check_one("t/A1.yaml",
              "id: A1\ntitle: x\ncategory: Spying\ninclude: x\nscope: pair\nlikelihood: 1\n"
              "impact: either\nposition: flow\n",
              "t/A1.yaml:3:11: error: \"Spying\" is none of the six STRIDE categories");
    check_one("t/s.yaml", "shapes: [{seen: a, type: GE.P, confidence: 1.5}]\n",
              "t/s.yaml:1:44: error: expected a number from 0 to 1");
    check_one("t/s.yaml", "shapes: [{seen: a, type: GE.X, confidence: 1}]\n",
              "t/s.yaml:1:26: error: no type \"GE.X\"");
}

static void
test_rule_places(void)
{
    check_one("t/A1.yaml",
              "id: A1\n" RULE "exclude: >\n\n"
              "  source is 'P.Web'\n  # not a comment\n",
              "t/A1.yaml:12:3: error: expected \"and\" or \"or\"");
    check_one("t/A1.yaml",
              "id: A1\n" RULE "exclude: >\n  source is 'P.Web' and\n    target is 'X'\n",
              "t/A1.yaml:11:15: error: no type \"X\"");
    check_one("t/A1.yaml", "id: A1\n" RULE "exclude: \"source is 'P.Web' and\n  target is 'X'\"\n",
              "t/A1.yaml:10:13: error: no type \"X\"");
    check_one("t/A1.yaml", "id: A1\n" RULE "exclude: source is 'P.Web' and\n  source.x is 'X'\n",
              "t/A1.yaml:10:10: error: no property \"x\"");
}

static void
test_twice(void)
{
    check_one("t/x.yaml", "controls:\n  - {id: G.A, name: x}\n",
              "t/x.yaml:2:5: error: control G.A is declared twice: first at t/rest.yaml:6:5");
    check_one("t/x.yaml", "stencils:\n  - {id: GE.DF, kind: flow, name: x}\n",
              "t/x.yaml:2:5: error: stencil GE.DF is declared twice: first at t/types.yaml:4:5");
    check_one("t/x.yaml", "properties:\n  - {id: size, label: x, values: [S, M, L]}\n",
              "t/x.yaml:2:5: error: property size is declared twice: first at t/rest.yaml:4:5");
    check_one("t/x.yaml",
              "properties:\n  - {id: authn, on: [GE.P, GE.DF], label: x, values: [S, M]}\n",
              "t/x.yaml:2:5: error: property authn on GE.DF is declared twice: first at "
              "t/rest.yaml:3:5");
    check_one("t/x.yaml", "stencils:\n  - {id: X, parent: GE.P, name: x, aliases: [P.Web]}\n",
              "t/x.yaml:2:5: error: the alias \"P.Web\" of X already means P.Web");
}

static void
test_stencil_mistakes(void)
{
    check_one("t/x.yaml", "stencils:\n  - {id: X, name: x}\n",
              "t/x.yaml:2:5: error: \"parent\" is missing, or \"kind\" of a root");
    check_one("t/x.yaml", "stencils:\n  - {id: X, name: x, parent: GE.P, kind: flow}\n",
              "t/x.yaml:2:42: error: the kind comes from the parent");
    check_one("t/x.yaml", "stencils:\n  - {id: X, name: x, kind: node}\n",
              "t/x.yaml:2:28: error: \"node\" is no kind: expected one of external, process, "
              "store, flow, boundary");
    check_one("t/x.yaml", "stencils:\n  - {id: X, name: x, parent: GE.X}\n",
              "t/x.yaml:2:30: error: no type \"GE.X\"");
    check_one("t/x.yaml",
              "stencils:\n  - {id: X, name: x, parent: Y}\n  - {id: Y, name: y, parent: X}\n",
              "t/x.yaml:2:5: error: X is its own ancestor");
    check_one("t/x.yaml", "stencils:\n  - {id: X, name: x, parent: GE.P, sets: {none: Yes}}\n",
              "t/x.yaml:2:43: error: X has no property \"none\"");
    check_one("t/x.yaml", "stencils:\n  - {id: X, name: x, parent: GE.P, sets: {authn: yes}}\n",
              "t/x.yaml:2:43: error: \"yes\" is no value of authn");
    check_one("t/x.yaml", "stencils:\n  - {id: X, name: x, parent: GE.P, words: {strong: a}}\n",
              "t/x.yaml:2:52: error: expected a list of texts: [one, two]");
}

static void
test_property_mistakes(void)
{
    check_one("t/x.yaml", "properties:\n  - {id: p, label: x, values: [a, b], safe: c}\n",
              "t/x.yaml:2:45: error: \"c\" is not among the values");
    check_one("t/x.yaml", "properties:\n  - {id: p, label: x, values: [a, b], default: c}\n",
              "t/x.yaml:2:48: error: \"c\" is not among the values");
    check_one("t/x.yaml", "properties:\n  - {id: p, label: x, values: [a, a]}\n",
              "t/x.yaml:2:35: error: this value is here twice");
    check_one("t/x.yaml", "properties:\n  - {id: p, label: x, values: []}\n",
              "t/x.yaml:2:31: error: no value is declared");
    check_one("t/x.yaml", "properties:\n  - {id: authn, label: x, values: [Unknown, Yes, No]}\n",
              "t/x.yaml:2:5: error: authn has other values, or another order, at t/rest.yaml:3");
    check_one("t/x.yaml", "properties:\n  - {id: p, on: [GE.X], label: x, values: [a]}\n",
              "t/x.yaml:2:18: error: no type \"GE.X\"");
    check_one("t/x.yaml",
              "properties:\n  - {id: p, label: x, values: [a], derived: true}\n"
              "stencils:\n  - {id: X, name: x, parent: GE.P, sets: {p: a}}\n",
              "t/x.yaml:4:43: error: p is derived and cannot be set");
}

/* --- limits ------------------------------------------------------------------------------ */

static void
check_limit(GString *text, const char *want)
{
    const File more[4] = {{"t/x.yaml", text->str}};
    g_autoptr(GError) error = NULL;

    g_assert_null(load(more, &error));
    g_assert_error(error, TM_ERROR, TM_ERROR_LIMIT);
    g_assert_cmpstr(error->message, ==, want);
}

static void
test_limits(void)
{
    g_autoptr(GString) deep = g_string_new("stencils:\n");
    g_autoptr(GString) values = g_string_new("properties:\n- {id: p, label: x, values: [v");
    g_autoptr(GString) many = g_string_new("properties:\n");

    for (guint i = 0; i < 32; i++)
        g_string_append_printf(deep, "- {id: X%u, parent: X%u, name: x}\n", i, i + 1);
    g_string_append(deep, "- {id: X32, parent: GE.P, name: x}\n");
    check_limit(deep, "t/x.yaml:2:3: error: X0 has more than 31 ancestors");
    for (guint i = 0; i < 256; i++)
        g_string_append_printf(values, ", v%u", i);
    g_string_append(values, "]}\n");
    check_limit(values, "t/x.yaml:2:3: error: more than 256 values or 64 types");
    g_string_assign(values, "properties:\n- {id: p, label: x, values: [v], on: [X");
    for (guint i = 0; i < 64; i++)
        g_string_append_printf(values, ", X%u", i);
    g_string_append(values, "]}\n");
    check_limit(values, "t/x.yaml:2:3: error: more than 256 values or 64 types");
    for (guint i = 0; i < 17; i++)
        g_string_append_printf(many, "- {id: p, on: [X%u], label: x, values: [a]}\n", i);
    check_limit(many, "t/x.yaml:18:3: error: p is declared more than 16 times");
}

static void
test_many(void)
{
    g_autoptr(GString) stencils = g_string_new("stencils:\n");
    g_autoptr(GString) properties = g_string_new("properties:\n");

    for (guint i = 0; i < 10000; i++)
        g_string_append_printf(stencils, "- {id: X%u, parent: GE.P, name: x}\n", i);
    for (guint i = 0; i < 2000; i++)
        g_string_append_printf(properties, "- {id: p%u, label: x, values: [a]}\n", i);
    check_limit(stencils, "t/x.yaml:9999:3: error: more than 10000 of these");
    check_limit(properties, "t/x.yaml:1999:3: error: more than 2000 of these");
}

static void
test_counts(void)
{
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(GError) templates = NULL;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < 17; i++) {
        char *text = g_strdup_printf("template: t%u\nname: T\nversion: 1\n", i);
        char *name = g_strdup_printf("%u/t.yaml", i);
        TmSource source = {name, g_bytes_new_take(text, strlen(text))};
        g_ptr_array_add(names, name);
        g_array_append_val(sources, source);
    }
    g_assert_null(tm_template_load(&g_array_index(sources, TmSource, 0), 17, &templates));
    g_assert_cmpstr(templates->message, ==, "16/t.yaml:1:1: error: more than 16 templates");
    g_array_set_size(sources, 1);
    for (guint i = 0; i < 10000; i++) {
        TmSource source = {"0/s.yaml", g_bytes_new_static("shapes: []", 10)};
        g_array_append_val(sources, source);
    }
    g_assert_null(tm_template_load(&g_array_index(sources, TmSource, 0), 10001, &error));
    g_assert_cmpstr(error->message, ==, "0/s.yaml:1:1: error: more than 10000 files");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/template-mistakes/files", test_files);
    g_test_add_func("/template-mistakes/kinds", test_kinds);
    g_test_add_func("/template-mistakes/priorities", test_priorities);
    g_test_add_func("/template-mistakes/words", test_words);
    g_test_add_func("/template-mistakes/rule-places", test_rule_places);
    g_test_add_func("/template-mistakes/twice", test_twice);
    g_test_add_func("/template-mistakes/stencil-mistakes", test_stencil_mistakes);
    g_test_add_func("/template-mistakes/property-mistakes", test_property_mistakes);
    g_test_add_func("/template-mistakes/limits", test_limits);
    g_test_add_func("/template-mistakes/many", test_many);
    g_test_add_func("/template-mistakes/counts", test_counts);
    return g_test_run();
}
