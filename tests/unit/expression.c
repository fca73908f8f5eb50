/* The rule language. */
#include "expression.h"

#include <string.h>

typedef TmPool AutoPool;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AutoPool, tm_pool_clear)

static const char template_text[] = "template: t\nname: T\nversion: '1'\n";
static const char types_text[] =
    "stencils:\n"
    "  - {id: GE.P, kind: process, name: P, aliases: [Old.P, \"it's\"]}\n"
    "  - {id: P.Web, parent: GE.P, name: W}\n"
    "  - {id: GE.DS, kind: store, name: S}\n"
    "  - {id: GE.DF, kind: flow, name: F}\n"
    "  - {id: GE.TB, kind: boundary, name: B}\n"
    "  - {id: TB.Net, parent: GE.TB, name: N}\n"
    "properties:\n"
    "  - {id: authn, on: [GE.P], label: A, values: [Unknown, No, Yes]}\n"
    "  - {id: worth, label: C, ordered: true, values: [Unknown, Low, 'Not so low', High]}\n"
    "  - {id: step, label: S, ordered: true, values: [One, Two, Unknown]}\n";

typedef struct {
    TmTemplate *template;
    TmPool pool;
    TmFacts facts[TM_N_WHO];
    const TmStencil *types[TM_N_WHO][3];
    const TmStencil *crossed[2];
    guint16 values[TM_N_WHO][3];
    TmInteraction interaction;
} Fixture;

static void
set_up(Fixture *f, gconstpointer data)
{
    static const char *const types[] = {"P.Web", "GE.DS", "GE.DF"};
    g_autoptr(GArray) sources = tm_sources_new();
    TmSource files[] = {
        {"template.yaml", g_bytes_new_static(template_text, strlen(template_text))},
        {"types.yaml", g_bytes_new_static(types_text, strlen(types_text))},
    };
    g_autoptr(GError) error = NULL;

    (void)data;
    g_array_append_vals(sources, files, 2);
    f->template = tm_template_load(files, 2, &error);
    g_assert_no_error(error);
    tm_pool_init(&f->pool);
    for (guint i = 0; i < TM_N_WHO; i++) {
        f->types[i][0] = tm_template_stencil(f->template, types[i]);
        f->facts[i] = (TmFacts){.types = f->types[i], .values = f->values[i]};
        f->interaction.of[i] = &f->facts[i];
    }
    f->interaction.crossed = f->crossed;
}

static void
tear_down(Fixture *f, gconstpointer data)
{
    (void)data;
    tm_pool_clear(&f->pool);
    tm_template_free(f->template);
}

static const TmExpression *
parse(Fixture *f, const char *text)
{
    g_autoptr(GError) error = NULL;
    const TmExpression *e =
        tm_expression_parse(f->template, &f->pool, text, "r.yaml", (TmPlace){1, 1}, &error);

    g_assert_no_error(error);
    g_assert_nonnull(e);
    return e;
}

static void
check(Fixture *f, const char *text, gboolean want)
{
    gboolean holds = tm_expression_holds(parse(f, text), &f->interaction);

    if (holds != want)
        g_test_message("%s", text);
    g_assert_cmpint(holds, ==, want);
}

static void
check_error(Fixture *f, const char *text, gint code, const char *want)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(
        tm_expression_parse(f->template, &f->pool, text, "r.yaml", (TmPlace){7, 10}, &error));
    g_assert_error(error, TM_ERROR, code);
    g_assert_cmpstr(error->message, ==, want);
}

/* --- truth ------------------------------------------------------------------------------- */

static void
test_types(Fixture *f, gconstpointer data)
{
    (void)data;
    check(f, "source is 'P.Web'", TRUE);
    check(f, "source is 'GE.P'", TRUE);
    check(f, "source is [GE.P]", TRUE);
    check(f, "source is 'Old.P'", TRUE);
    check(f, "source is [it's]", TRUE);
    check(f, "target is 'GE.P'", FALSE);
    check(f, "flow is 'GE.DF'", TRUE);
    check(f, "source is 'ROOT'", FALSE);
    check(f, "not target is 'ROOT'", TRUE);
    f->types[1][1] = tm_template_stencil(f->template, "P.Web");
    check(f, "target is 'GE.P' and target is 'GE.DS'", TRUE);
}

static void
test_crosses(Fixture *f, gconstpointer data)
{
    (void)data;
    check(f, "flow crosses 'GE.TB'", FALSE);
    f->crossed[0] = tm_template_stencil(f->template, "TB.Net");
    check(f, "flow crosses 'GE.TB'", TRUE);
    check(f, "flow crosses   [TB.Net]", TRUE);
    check(f, "flow crosses 'GE.P'", FALSE);
    check(f, "flow crosses 'ROOT'", FALSE);
}

static void
test_values(Fixture *f, gconstpointer data)
{
    (void)data;
    check(f, "source.authn is 'Yes'", FALSE);
    check(f, "not source.authn is 'Yes'", TRUE);
    f->values[TM_WHO_SOURCE][0] = 3;
    check(f, "source.authn is 'Yes'", TRUE);
    check(f, "source.authn is 'No'", FALSE);
    check(f, "target.authn is 'Yes'", FALSE);
    f->values[TM_WHO_FLOW][1] = 3;
    check(f, "flow.worth is 'Not\n   so low'", TRUE);
}

static void
test_least(Fixture *f, gconstpointer data)
{
    (void)data;
    check(f, "flow.worth >= 'Low'", FALSE);
    check(f, "flow.worth >= 'Unknown'", FALSE);
    f->values[TM_WHO_FLOW][1] = 1;
    check(f, "flow.worth >= 'Unknown'", FALSE);
    f->values[TM_WHO_FLOW][1] = 3;
    check(f, "flow.worth >= 'Low'", TRUE);
    check(f, "flow.worth >='Not so low'", TRUE);
    check(f, "flow.worth>= 'High'", FALSE);
    f->values[TM_WHO_FLOW][2] = 3;
    check(f, "flow.step >= 'One'", FALSE);
    f->values[TM_WHO_FLOW][2] = 2;
    check(f, "flow.step >= 'One'", TRUE);
}

static void
test_precedence(Fixture *f, gconstpointer data)
{
    (void)data;
    check(f, "source is 'GE.P' or source is 'GE.P' and target is 'GE.P'", TRUE);
    check(f, "target is 'GE.P' and source is 'GE.P' or source is 'GE.P'", TRUE);
    check(f, "target is 'GE.P' and (source is 'GE.P' or source is 'GE.P')", FALSE);
    check(f, "not target is 'GE.P' and source is 'GE.P'", TRUE);
    check(f, "not (target is 'GE.P' or source is 'GE.P')", FALSE);
    check(f, "NOT not Source Is 'GE.P' AND\r\n\t(target is'GE.DS'OR flow is[GE.DF])", TRUE);
}

/* --- text -------------------------------------------------------------------------------- */

static void
check_print(Fixture *f, const char *text, const char *want)
{
    g_autoptr(GString) once = g_string_new(NULL);
    g_autoptr(GString) twice = g_string_new(NULL);

    tm_expression_print(parse(f, text), once);
    g_assert_cmpstr(once->str, ==, want);
    tm_expression_print(parse(f, once->str), twice);
    g_assert_cmpstr(twice->str, ==, want);
}

static void
test_print(Fixture *f, gconstpointer data)
{
    (void)data;
    check_print(f, "((source is [GE.P]))", "source is 'GE.P'");
    check_print(f, "source is [it's]", "source is [it's]");
    check_print(f, "(flow is 'GE.DF' and (flow.worth >= 'Low' AND flow crosses 'GE.TB'))",
                "flow is 'GE.DF' and flow.worth >= 'Low' and flow crosses 'GE.TB'");
    check_print(f, "(flow is 'GE.DF' or flow is 'ROOT') and not not (flow is 'GE.DF')",
                "(flow is 'GE.DF' or flow is 'ROOT') and not not flow is 'GE.DF'");
    check_print(f,
                "flow is 'GE.DF' or (flow is 'ROOT' and not (flow is 'GE.DF' and flow is "
                "'GE.DF'))",
                "flow is 'GE.DF' or flow is 'ROOT' and not (flow is 'GE.DF' and flow is 'GE.DF')");
}

static void
check_without(Fixture *f, const char *text, guint index, const char *want)
{
    const TmExpression *rest = tm_expression_without(parse(f, text), &f->pool, index);
    g_autoptr(GString) out = g_string_new(NULL);

    if (rest != NULL)
        tm_expression_print(rest, out);
    g_assert_cmpstr(out->str, ==, want);
}

static void
test_without(Fixture *f, gconstpointer data)
{
    static const char text[] = "source is 'GE.P' and (target is 'GE.P' or not flow is 'GE.DF' and "
                               "flow is 'ROOT')";

    (void)data;
    g_assert_cmpuint(tm_expression_count(parse(f, text)), ==, 4);
    check_without(f, text, 0, "target is 'GE.P' or not flow is 'GE.DF' and flow is 'ROOT'");
    check_without(f, text, 1, "source is 'GE.P' and not flow is 'GE.DF' and flow is 'ROOT'");
    check_without(f, text, 2, "source is 'GE.P' and (target is 'GE.P' or flow is 'ROOT')");
    check_without(f, text, 3, "source is 'GE.P' and (target is 'GE.P' or not flow is 'GE.DF')");
    check_without(f, text, 4,
                  "source is 'GE.P' and (target is 'GE.P' or not flow is 'GE.DF' and flow is "
                  "'ROOT')");
    check_without(f, "not flow is 'GE.DF'", 0, "");
}

static void
note(TmWho who, const TmProperty *property, gpointer data)
{
    GString *out = data;

    g_string_append_printf(out, "%s.%s ", tm_who_name(who), property->id);
}

static void
test_visit(Fixture *f, gconstpointer data)
{
    g_autoptr(GString) out = g_string_new(NULL);

    (void)data;
    tm_expression_visit(parse(f, "flow is 'GE.DF' and not (flow.worth is 'Low' or source.authn is "
                                 "'Yes') and flow.worth >= 'Low'"),
                        note, out);
    g_assert_cmpstr(out->str, ==, "flow.worth source.authn flow.worth ");
}

/* --- errors ------------------------------------------------------------------------------ */

static void
test_syntax(Fixture *f, gconstpointer data)
{
    static const struct {
        const char *text;
        const char *want;
    } wrong[] = {
        {"source", "r.yaml:7:16: error: expected \"is\" or \".\" before the end"},
        {"flow in", "r.yaml:7:15: error: expected \"is\", \"crosses\" or \".\""},
        {"source crosses 'GE.TB'", "r.yaml:7:17: error: expected \"is\" or \".\""},
        {"source is GE.P", "r.yaml:7:20: error: expected a text in quotes"},
        {"source is 'GE.P", "r.yaml:7:20: error: this text has no end"},
        {"source is\n [GE.P", "r.yaml:8:2: error: this text has no end"},
        {"(source is 'GE.P'", "r.yaml:7:27: error: expected \"and\", \"or\" or \")\" before the "
                              "end"},
        {"source is 'GE.P')", "r.yaml:7:26: error: expected \"and\" or \"or\""},
        {"source is 'GE.P' and\n", "r.yaml:8:1: error: expected source, target, flow, \"not\" or "
                                   "\"(\" before the end"},
        {"me is 'GE.P'", "r.yaml:7:10: error: expected source, target, flow, \"not\" or \"(\""},
        {"source. is 'x'", "r.yaml:7:18: error: expected the name of a property"},
        {"source.authn 'Yes'", "r.yaml:7:23: error: expected \"is\" or \">=\""},
    };

    (void)data;
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++)
        check_error(f, wrong[i].text, TM_ERROR_SYNTAX, wrong[i].want);
}

static void
test_meaning(Fixture *f, gconstpointer data)
{
    static const struct {
        const char *text;
        const char *want;
    } wrong[] = {
        {"source is 'ge.p'", "r.yaml:7:20: error: no type \"ge.p\""},
        {"source is 'GE.P'\r\n  or flow crosses 'X'", "r.yaml:8:19: error: no type \"X\""},
        {"not source.Authn is 'Yes'", "r.yaml:7:21: error: no property \"Authn\""},
        {"source.authn is 'yes'",
         "r.yaml:7:26: error: \"yes\" is no value of authn: Unknown, No, Yes"},
        {"source.authn >= 'Yes'",
         "r.yaml:7:17: error: the values of authn have no order: use \"is\""},
    };

    (void)data;
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++)
        check_error(f, wrong[i].text, TM_ERROR_MEANING, wrong[i].want);
}

static void
test_empty(Fixture *f, gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_null(tm_expression_parse(f->template, &f->pool, " \n", "r", (TmPlace){1, 1}, &error));
    g_assert_no_error(error);
}

static char *
nest(const char *open, guint depth)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < depth; i++)
        g_string_append(text, open);
    g_string_append(text, "source is 'GE.P'");
    for (guint i = 0; i < depth && *open == '('; i++)
        g_string_append_c(text, ')');
    return g_strdup(text->str);
}

static void
test_limits(Fixture *f, gconstpointer data)
{
    g_autofree char *fits = nest("(", 99);
    g_autofree char *deep = nest("(", 100);
    g_autofree char *nots = nest("not ", 30000 / 4);
    g_autofree char *long_text = g_strnfill(64 * 1024 + 1, ' ');
    g_autoptr(GString) chain = g_string_new("source is 'GE.P'");

    (void)data;
    check(f, fits, TRUE);
    check_error(f, deep, TM_ERROR_LIMIT, "r.yaml:7:110: error: nested deeper than 100");
    check_error(f, nots, TM_ERROR_LIMIT, "r.yaml:7:410: error: nested deeper than 100");
    check_error(f, long_text, TM_ERROR_LIMIT, "r.yaml:7:10: error: longer than 65536 bytes");
    for (guint i = 0; i < 3000; i++)
        g_string_append(chain, " and source is 'GE.P'");
    check(f, chain->str, TRUE);
}

#define TEST(name, function)                                                                       \
    g_test_add("/expression/" name, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("types", test_types);
    TEST("crosses", test_crosses);
    TEST("values", test_values);
    TEST("least", test_least);
    TEST("precedence", test_precedence);
    TEST("print", test_print);
    TEST("without", test_without);
    TEST("visit", test_visit);
    TEST("syntax", test_syntax);
    TEST("meaning", test_meaning);
    TEST("empty", test_empty);
    TEST("limits", test_limits);
    return g_test_run();
}
