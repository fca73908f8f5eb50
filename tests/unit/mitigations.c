/* Mitigations: read, refused, chosen; and partial controls, which ease a threat. */
#include "crossing.h"
#include "fixture.h"
#include "template-files.h"

#define ONE "mitigations:\n  - {id: m, frame: F, product: P, title: T, controls: [G.A]"

/* --- reading ----------------------------------------------------------------------------- */

static void
test_read(void)
{
    static const char text[] =
        ONE ", phase: Build, technologies: [a, b],\n"
            "     attributes: [x=1], when: source is 'P.Web', guidance: Do., references: [r]}\n"
            "  - {id: always, frame: F, product: P, title: T, controls: [G.A]}\n";
    const File more[4] = {{"t/m.yaml", text}};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) template = load(more, &error);
    const TmControl *control;
    const TmMitigation *m;

    g_assert_no_error(error);
    g_assert_cmpuint(template->mitigations->len, ==, 2);
    m = g_hash_table_lookup(template->mitigation_of, "m");
    control = g_hash_table_lookup(template->control_of, "G.A");
    g_assert_true(m == control->mitigations->pdata[0] && m == template->mitigations->pdata[0]);
    g_assert_cmpstr(m->phase, ==, "Build");
    g_assert_cmpstr(m->technologies->pdata[1], ==, "b");
    g_assert_cmpstr(m->attributes->pdata[0], ==, "x=1");
    g_assert_cmpstr(m->guidance, ==, "Do.");
    g_assert_cmpuint(m->special, ==, 201);
    g_assert_cmpuint(m->when_place.line, ==, 3);
    m = g_hash_table_lookup(template->mitigation_of, "always");
    g_assert_null(m->when);
    g_assert_cmpuint(m->special, ==, 0);
    g_assert_cmpstr(m->phase, ==, "");
}

static void
test_mistakes(void)
{
    static const char *const wrong[][2] = {
        {"mitigations: [{id: m}]\n", "t/m.yaml:1:15: error: \"frame\" is missing"},
        {ONE ", x: 1}\n", "t/m.yaml:2:62: error: \"x\" is no key of this"},
        {ONE ", phase: Later}\n",
         "t/m.yaml:2:69: error: expected a phase: Design, Build or Deployment"},
        {ONE ", when: ''}\n", "t/m.yaml:2:69: error: expected a condition"},
        {ONE ", when: [a]}\n", "t/m.yaml:2:68: error: expected a condition"},
        {ONE ", when: source is 'P.None'}\n", "t/m.yaml:2:78: error: no type \"P.None\""},
        {ONE ", technologies: a}\n", "t/m.yaml:2:76: error: expected a list of texts: [one, two]"},
        {ONE "}\n  - {id: m, frame: F, product: P, title: T, controls: [G.A]}\n",
         "t/m.yaml:3:5: error: mitigation m is declared twice: first at t/m.yaml:2:5"},
        {"mitigations: [{id: m, frame: F, product: P, title: T, controls: []}]\n",
         "t/m.yaml:1:65: error: expected the control that it does"},
        {"mitigations: [{id: m, frame: F, product: P, title: T, controls: [G.B]}]\n",
         "t/m.yaml:1:66: error: no control \"G.B\""},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++)
        check_one("t/m.yaml", wrong[i][0], wrong[i][1]);
    check_one("t/A1.yaml", "id: A1\n" RULE "eases: ''\n",
              "t/A1.yaml:9:9: error: expected a condition");
    check_one("t/A1.yaml", "id: A1\n" RULE "eases: target is 'P.None'\n",
              "t/A1.yaml:9:18: error: no type \"P.None\"");
}

static void
test_limit(void)
{
    g_autoptr(GString) text = g_string_new("mitigations:\n");

    for (guint i = 0; i <= 10000; i++)
        g_string_append_printf(text,
                               "- {id: m%u, frame: F, product: P, title: T, controls: [G.A]}\n", i);
    check_one("t/m.yaml", text->str, "t/m.yaml:10002:3: error: more than 10000 of these");
}

/* --- lint -------------------------------------------------------------------------------- */

static gboolean
has_line(const GPtrArray *lines, const char *line)
{
    return g_ptr_array_find_with_equal_func((GPtrArray *)lines, line, g_str_equal, NULL);
}

static void
test_lint(void)
{
    static const char text[] =
        "controls: [{id: G.B, name: b}]\n"
        "mitigations:\n"
        "  - {id: m, frame: F, product: P, title: T, controls: [G.B], when: flow is 'GE.P'}\n";
    const File more[4] = {{"t/m.yaml", text},
                          {"t/A1.yaml", "id: A1\n" RULE "eases: flow is 'P.Web'\n"}};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) template = load(more, &error);
    g_autoptr(GPtrArray) lines = NULL;

    g_assert_no_error(error);
    lines = tm_template_lint(template);
    for (guint i = 0; i < lines->len; i++)
        g_test_message("%s", (const char *)lines->pdata[i]);
    g_assert_true(has_line(lines, "t/m.yaml:3:5: warning: m has no \"guidance\""));
    g_assert_true(has_line(lines, "t/m.yaml:3:5: warning: no threat leads to m: none names its "
                                  "controls"));
    g_assert_true(has_line(lines, "t/m.yaml:3:76: warning: this can never be true: flow is "
                                  "'GE.P'"));
    g_assert_true(has_line(lines, "t/A1.yaml:9:16: warning: this can never be true: flow is "
                                  "'P.Web'"));
}

/* --- choice ------------------------------------------------------------------------------ */

/* Threat A1 wherever a P.Web sends, with the controls G.A and G.B. */
static TmTemplate *
load_choice(const char *mitigations)
{
    g_autofree char *text =
        g_strconcat("controls: [{id: G.B, name: b}]\nmitigations:\n", mitigations, NULL);
    const File more[4] = {{"t/m.yaml", text},
                          {"t/A1.yaml", "id: A1\n" RULE "controls: [G.A, G.B]\n"}};
    g_autoptr(GError) error = NULL;
    TmTemplate *template = load(more, &error);

    g_assert_no_error(error);
    return template;
}

static TmModel *
two_senders(void)
{
    TmModel *model = fixture_model();

    fixture_element(model, "a", "P.Web");
    fixture_element(model, "b", "P.Web");
    fixture_element(model, "c", "GE.P");
    fixture_flow(model, "a", "c", NULL);
    fixture_flow(model, "b", "c", NULL);
    tm_crossing_compute(model);
    return model;
}

/* @want: the ids, each ended by a blank. */
static void
check_advice(const char *mitigations, const char *want, guint more)
{
    g_autoptr(TmTemplate) template = load_choice(mitigations);
    g_autoptr(TmModel) model = two_senders();
    g_autoptr(TmReport) report = tm_check(model, template, NULL);
    g_autoptr(GString) ids = g_string_new(NULL);
    g_autoptr(GPtrArray) list = NULL;
    guint found;

    g_assert_cmpuint(report->threats->len, ==, 2);
    list = tm_threat_mitigations(report, report->threats->pdata[0], &found);
    for (guint i = 0; i < list->len; i++)
        g_string_append_printf(ids, "%s ", ((const TmMitigation *)list->pdata[i])->id);
    g_assert_cmpstr(ids->str, ==, want);
    g_assert_cmpuint(found, ==, more);
}

#define M(id, control, more)                                                                       \
    "  - {id: " id ", frame: F, product: P, title: T, controls: [" control "]" more "}\n"
#define WEB ", when: source is 'P.Web'"
#define APP ", when: target is 'GE.P'"

static void
test_choice(void)
{
    check_advice(M("none", "G.A", ", when: flow.authn is 'Yes'"), "", 0);
    check_advice(M("b", "G.B", "") M("a", "G.A", ""), "a b ", 0);
    check_advice(M("any", "G.A", "") M("web", "G.B", WEB) M("app", "G.A", APP), "web app any ", 0);
    check_advice(M("app", "G.A", APP) M("more", "G.A", APP " and not flow.authn is 'Yes'"),
                 "more app ", 0);
    check_advice(M("both", "'G.A', 'G.B'", "") M("b", "G.B", ""), "both b ", 0);
    check_advice(M("not", "G.A", ", when: not target is 'P.Web'") M("any", "G.A", ""), "not any ",
                 0);
    check_advice(M("1", "G.A", "") M("2", "G.A", "") M("3", "G.A", "") M("4", "G.A", "")
                     M("5", "G.A", "") M("6", "G.A", "") M("7", "G.B", WEB),
                 "7 1 2 3 4 ", 2);
}

/* --- partial controls -------------------------------------------------------------------- */

#define EASED                                                                                      \
    "id: X1\ntitle: t\ncategory: Spoofing\ninclude: target is 'P.Web'\n"                           \
    "scope: target\nlikelihood: 3\nimpact: either\nposition: flow\ndescription: D\n"

/* A user, a load balancer and a web server behind it. */
static void
check_eased(const char *eases, const char *want)
{
    g_autofree char *text = g_strconcat(EASED, eases, NULL);
    g_autoptr(TmTemplate) template = fixture_template(text);
    g_autoptr(TmModel) model = fixture_model();
    g_autoptr(TmReport) report = NULL;
    g_autofree char *why = NULL;

    fixture_element(model, "user", "EI.User");
    fixture_element(model, "front", "P.Lb");
    fixture_element(model, "web", "P.Web");
    fixture_state(model, "web", "authn", "Yes");
    fixture_flow(model, "user", "front", NULL);
    fixture_flow(model, "front", "web", NULL);
    tm_crossing_compute(model);
    report = tm_check(model, template, NULL);
    g_assert_cmpuint(report->threats->len, ==, 1);
    why = tm_threat_why(report, report->threats->pdata[0]);
    g_assert_cmpstr(why, ==, want);
}

static void
test_eases(void)
{
    check_eased("", "L = 3 base +0 External +1 stated = 4; I = 2 Unknown; 8 High");
    check_eased("eases: target.authn is 'No'\n",
                "L = 3 base +0 External +1 stated = 4; I = 2 Unknown; 8 High");
    check_eased("eases: target.authn is 'Yes'\n",
                "L = 3 base +0 External +1 stated -1 Authenticates callers = 3; I = 2 Unknown; 6 "
                "Medium");
    check_eased("eases: target.authn is 'Yes' and target is 'P.Web'\n",
                "L = 3 base +0 External +1 stated -1 Authenticates callers, Web server = 3; I = 2 "
                "Unknown; 6 Medium");
    check_eased("eases: target.authn is 'No' or source is 'P.Lb'\n",
                "L = 3 base +0 External +1 stated -1 Load balancer = 3; I = 2 Unknown; 6 Medium");
    check_eased("eases: not target.authn is 'No'\n",
                "L = 3 base +0 External +1 stated -1 not target.authn is 'No' = 3; I = 2 Unknown; "
                "6 Medium");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mitigations/read", test_read);
    g_test_add_func("/mitigations/mistakes", test_mistakes);
    g_test_add_func("/mitigations/limit", test_limit);
    g_test_add_func("/mitigations/lint", test_lint);
    g_test_add_func("/mitigations/choice", test_choice);
    g_test_add_func("/mitigations/eases", test_eases);
    return g_test_run();
}
