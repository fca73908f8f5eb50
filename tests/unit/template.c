/* Loading templates: what is read, and how several become one. */
#include "expression.h"
#include "template-files.h"

/* --- what is read ------------------------------------------------------------------------ */

static void
test_stencils(void)
{
    const File more[4] = {{NULL, NULL}};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) t = load(more, &error);
    const TmStencil *process;
    const TmStencil *web;

    g_assert_no_error(error);
    process = tm_template_stencil(t, "GE.P");
    web = tm_template_stencil(t, "P.Web");
    g_assert_true(tm_template_stencil(t, "Old.P") == process);
    g_assert_null(tm_template_stencil(t, "Nothing"));
    g_assert_true(web->parent == process);
    g_assert_cmpint(web->kind, ==, TM_PROCESS);
    g_assert_true(tm_stencil_is(web, process));
    g_assert_false(tm_stencil_is(process, web));
    g_assert_false(tm_stencil_is(web, tm_template_stencil(t, "GE.DF")));
    g_assert_cmpuint(web->number, ==, 1);
    g_assert_cmpstr(process->weak->pdata[0], ==, "app");
    g_assert_cmpstr(process->file, ==, "t/types.yaml");
    g_assert_cmpuint(web->place.line, ==, 3);
    g_assert_cmpuint(web->place.column, ==, 5);
}

static void
test_properties(void)
{
    const File more[4] = {{NULL, NULL}};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) t = load(more, &error);
    const TmStencil *web = tm_template_stencil(t, "P.Web");
    const TmStencil *flow = tm_template_stencil(t, "GE.DF");
    const TmProperty *authn = tm_template_property(t, "authn", web);

    g_assert_cmpuint(t->n_slots, ==, 2);
    g_assert_cmpuint(t->properties->len, ==, 3);
    g_assert_cmpstr(authn->label, ==, "A");
    g_assert_cmpstr(authn->preset, ==, "Unknown");
    g_assert_cmpstr(tm_template_property(t, "authn", flow)->label, ==, "B");
    g_assert_cmpuint(tm_template_property(t, "authn", flow)->slot, ==, authn->slot);
    g_assert_null(tm_template_property(t, "authn", NULL));
    g_assert_null(tm_template_property(t, "none", web));
    g_assert_cmpstr(tm_template_property(t, "size", NULL)->preset, ==, "M");
    g_assert_true(tm_template_property(t, "size", web)->ordered);
    g_assert_cmpuint(tm_property_number(authn, "Yes"), ==, 3);
    g_assert_cmpuint(tm_property_number(authn, "yes"), ==, 0);
}

static void
test_threats(void)
{
    const File more[4] = {{"t/threats/a/A1.yaml",
                           "id: A1\n" RULE
                           "exclude: >\n  source.size is 'L'\n  or flow is 'GE.DF'\n"
                           "suppresses: [B1]\ncontrols: [G.A]\ncwe: [287, 306]\n"
                           "mutual: true\ndescription: |\n  one\n  two\n"
                           "ask: {target.size: \"How big?\"}\n"
                           "hit: |\n  digraph {}\nmiss: [a, b]\n"},
                          {"t/threats/b/B2.yaml", "id: B2\n" RULE},
                          {"t/threats/b/B1.yaml", "id: B1\n" RULE},
                          {"t/other.yaml", "id: Z\n" RULE}};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) t = load(more, &error);
    const TmThreatType *a1;

    g_assert_no_error(error);
    a1 = g_hash_table_lookup(t->threat_of, "A1");
    g_assert_true(t->threats->pdata[2] == a1);
    g_assert_true(t->threats->pdata[0] == g_hash_table_lookup(t->threat_of, "B1"));
    g_assert_true(t->threats->pdata[3] == g_hash_table_lookup(t->threat_of, "Z"));
    g_assert_cmpstr(a1->pack, ==, "a");
    g_assert_cmpint(a1->scope, ==, TM_SCOPE_PAIR);
    g_assert_cmpint(a1->impact, ==, TM_IMPACT_TAKEOVER);
    g_assert_cmpint(a1->position, ==, TM_POSITION_TARGET);
    g_assert_true(a1->mutual);
    g_assert_false(a1->channel);
    g_assert_cmpuint(a1->likelihood, ==, 3);
    g_assert_cmpstr(a1->description, ==, "one\ntwo");
    g_assert_cmpstr(a1->exclude_text, ==, "source.size is 'L' or flow is 'GE.DF'");
    g_assert_cmpuint(tm_expression_count(a1->exclude), ==, 2);
    g_assert_cmpuint(g_array_index(a1->cwe, guint, 1), ==, 306);
    g_assert_cmpuint(a1->capec->len, ==, 0);
    g_assert_cmpstr(((const TmAsk *)a1->asks->pdata[0])->who, ==, "target");
    g_assert_cmpstr(a1->hit->pdata[0], ==, "digraph {}\n");
    g_assert_cmpuint(a1->miss->len, ==, 2);
}

static void
test_shapes(void)
{
    const File more[4] = {
        {"t/s.yaml", "shapes:\n  - {seen: [a*, b], with: c, type: Old.P, confidence: 0.5}\n"},
        {"t/sub/template.yaml", "template: u\nname: U\nversion: 2\n"},
        {"t/sub/s.yaml", "shapes:\n  - {seen: z, type: GE.P, confidence: 1}\n"}};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) t = load(more, &error);
    const TmShape *shape;

    g_assert_no_error(error);
    g_assert_cmpuint(t->shapes->len, ==, 3);
    shape = t->shapes->pdata[0];
    g_assert_cmpstr(shape->seen, ==, "z");
    shape = t->shapes->pdata[2];
    g_assert_cmpstr(shape->seen, ==, "b");
    g_assert_cmpstr(shape->with, ==, "c");
    g_assert_cmpfloat(shape->confidence, ==, 0.5);
}

/* --- several templates ------------------------------------------------------------------- */

static void
test_override(void)
{
    const File more[4] = {
        {"t/A1.yaml", "id: A1\n" RULE},
        {"u/template.yaml", "template: u\nname: U\nversion: 2\n"},
        {"u/A1.yaml", "id: A1\ncwe: [1]\n" RULE},
        {"u/rest.yaml",
         "stencils:\n  - {id: P.Web, parent: GE.P, name: New}\n"
         "properties:\n  - {id: authn, on: [GE.DF], label: C, values: [Unknown, No, Yes]}\n"
         "controls:\n  - {id: G.A, name: New}\n"}};
    static const char *const wants[] = {
        "threat type A1 of t/A1.yaml:1 is replaced by that of u/A1.yaml:1",
        "stencil P.Web of t/types.yaml:3 is replaced by that of u/rest.yaml:2",
        "property authn on GE.DF of t/rest.yaml:3 is replaced by that of u/rest.yaml:4",
        "control G.A of t/rest.yaml:6 is replaced by that of u/rest.yaml:6",
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) t = load(more, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(t->messages->len, ==, G_N_ELEMENTS(wants));
    for (guint i = 0; i < t->messages->len; i++) {
        const TmMessage *message = t->messages->pdata[i];
        g_assert_cmpstr(message->code, ==, "H30");
        g_assert_cmpstr(message->text, ==, wants[i]);
    }
    g_assert_cmpuint(t->manifests->len, ==, 2);
    g_assert_cmpuint(t->threats->len, ==, 1);
    g_assert_cmpuint(((const TmThreatType *)t->threats->pdata[0])->cwe->len, ==, 1);
    g_assert_cmpstr(tm_template_stencil(t, "P.Web")->name, ==, "New");
    g_assert_cmpuint(tm_template_stencil(t, "P.Web")->number, ==, 1);
    g_assert_cmpuint(t->properties->len, ==, 3);
    g_assert_cmpstr(tm_template_property(t, "authn", tm_template_stencil(t, "GE.DF"))->label, ==,
                    "C");
}

static void
test_extends(void)
{
    const File good[4] = {{"a/template.yaml", "template: a\nname: A\nversion: 1\nextends: [t]\n"}};
    const File stride[4] = {
        {"a/template.yaml", "template: a\nname: A\nversion: 1\nextends: [stride]\n"},
        {"t/types.yaml", "shapes: []\n"},
        {"t/rest.yaml", "shapes: []\n"}};
    const File cycle[4] = {
        {"a/template.yaml", "template: a\nname: A\nversion: 1\nextends: [b]\n"},
        {"b/template.yaml", "template: b\nname: A\nversion: 1\nextends: [t, a]\n"}};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) t = load(good, &error);
    g_autoptr(TmTemplate) s = load(stride, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(((const TmManifest *)t->manifests->pdata[0])->id, ==, "t");
    g_assert_cmpstr(((const TmManifest *)t->manifests->pdata[1])->name, ==, "A");
    g_assert_cmpstr(((const TmManifest *)s->manifests->pdata[1])->id, ==, "stride");
    g_assert_cmpstr(((const TmManifest *)s->manifests->pdata[2])->id, ==, "a");
    g_assert_nonnull(tm_template_stencil(s, "GE.P"));
    check_error(cycle, "a/template.yaml:1:1: error: the template a extends itself");
    check_one("t/template.yaml", MANIFEST "extends: [none]\n",
              "t/template.yaml:1:1: error: no template \"none\" to extend");
}

static void
test_builtin(void)
{
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) t = NULL;

    g_assert_false(tm_template_builtin("none", sources));
    g_assert_true(tm_template_builtin("stride", sources));
    t = tm_template_load(&g_array_index(sources, TmSource, 0), sources->len, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(t->messages->len, ==, 0);
    g_assert_cmpuint(t->threats->len, >, 0);
    g_assert_cmpuint(t->stencils->len, >, 100);
}

/* The last one is that of low threats. */
static void
test_priorities(void)
{
    static const struct {
        const char *list;
        const char *priorities[4]; /* of low, medium, high and critical threats */
    } lists[] = {
        {"", {"Low", "Medium", "High", "High"}},
        {"priorities: [A]\n", {"A", "A", "A", "A"}},
        {"priorities: [A, B]\n", {"B", "A", "A", "A"}},
        {"priorities: [A, B, C, D]\n", {"D", "C", "B", "A"}},
        {"priorities: [X, A, B, C, D]\n", {"D", "C", "B", "A"}},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
        g_autofree char *text = g_strconcat(MANIFEST, lists[i].list, NULL);
        const File more[4] = {{"t/template.yaml", text}};
        g_autoptr(GError) error = NULL;
        g_autoptr(TmTemplate) template = load(more, &error);
        g_assert_no_error(error);
        for (guint severity = TM_LOW; severity <= TM_CRITICAL; severity++)
            g_assert_cmpstr(tm_template_priority(template, (TmSeverity)severity), ==,
                            lists[i].priorities[severity]);
        g_assert_true(tm_template_has_priority(template, "X") == (i == 0 || i == 4));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/template/stencils", test_stencils);
    g_test_add_func("/template/priorities", test_priorities);
    g_test_add_func("/template/properties", test_properties);
    g_test_add_func("/template/threats", test_threats);
    g_test_add_func("/template/shapes", test_shapes);
    g_test_add_func("/template/override", test_override);
    g_test_add_func("/template/extends", test_extends);
    g_test_add_func("/template/builtin", test_builtin);
    return g_test_run();
}
