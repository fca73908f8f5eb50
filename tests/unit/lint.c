/* What the linter finds, and that it is silent where nothing is wrong. */
#include "template-files.h"

#define WELL                                                                                       \
    "id: A1\ndescription: d\ncontrols: [G.A]\nhit: a\nmiss: b\n"                                   \
    "ask: {source.authn: 'Does {source.Name}?'}\n"                                                 \
    "title: '{source.Name} and {TARGET.name} and {flow.size}'\n"                                   \
    "category: Spoofing\nscope: pair\nlikelihood: 3\nimpact: takeover\nposition: target\n"
#define INCLUDE                                                                                    \
    "include: source is 'P.Web' and target is 'GE.P' and flow is 'GE.DF' and not source.authn "    \
    "is 'Yes'\n"

#define MORE                                                                                       \
    "stencils: [{id: GE.S, kind: store, name: s, aliases: [S]}]\n"                                 \
    "properties: [{id: role, on: [GE.P], label: R, values: [No, Yes]}]\n"                          \
    "shapes: [{seen: s, type: P.Web, confidence: 1}]\n"

/* @want is NULL, or one warning without the name of the file; it must be the only one. */
static void
check_lint(const char *text, const char *want)
{
    const File more[4] = {{"t/A1.yaml", text}, {"t/more.yaml", MORE}};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) template = load(more, &error);
    g_autoptr(GPtrArray) lines = NULL;

    g_assert_no_error(error);
    lines = tm_template_lint(template);
    for (guint i = 0; i < lines->len; i++)
        g_test_message("%s", (const char *)lines->pdata[i]);
    g_assert_cmpuint(lines->len, ==, want != NULL ? 1 : 0);
    if (want != NULL)
        g_assert_cmpstr(lines->pdata[0], ==, want);
}

static void
check_rule(const char *include, const char *want)
{
    g_autofree char *text =
        g_strconcat(WELL "exclude: not source.authn is 'Yes'\ninclude: ", include, "\n", NULL);

    check_lint(text, want);
}

static void
test_silent(void)
{
    check_lint(WELL INCLUDE, NULL);
    check_rule("source is 'P.Web' or target is 'GE.P' and source.size is 'M'", NULL);
    check_rule("source.size is 'M' or source.size is 'L'", NULL);
    check_rule("source.size is 'M' and target.size is 'L'", NULL);
    check_rule("source.size is 'M' and source.size >= 'S' and source is 'P.Web'", NULL);
    check_rule("source is 'P.Web' and not source is 'P.Web'", NULL);
}

static void
test_texts(void)
{
    g_autofree char *text = g_strdup(WELL INCLUDE);
    char *at = strstr(text, "description: d");
    char *title;

    memset(at, '#', 1);
    check_lint(text, "t/A1.yaml:1:1: warning: A1 has no \"description\"");
    memcpy(at, "d", 1);
    at = strstr(text, "hit: a");
    memcpy(at, "#", 1);
    check_lint(text, "t/A1.yaml:1:1: warning: A1 has no \"hit\"");
    memcpy(at, "h", 1);
    at = strstr(text, "miss: b");
    memcpy(at, "#", 1);
    check_lint(text, "t/A1.yaml:1:1: warning: A1 has no \"miss\"");
    memcpy(at, "m", 1);
    title = strstr(text, "{flow.size}");
    memcpy(title, "{flow.sice}", 11);
    check_lint(text, "t/A1.yaml:1:1: warning: {flow.sice} names nothing");
    memcpy(title, "{flows.siz ", 11);
    check_lint(text, "t/A1.yaml:1:1: warning: {flows.siz } names nothing");
}

static void
test_tests(void)
{
    check_rule("source is 'GE.P' or source is 'ROOT'",
               "t/A1.yaml:14:40: warning: this can never be true: source is 'ROOT'");
    check_rule("source is 'GE.P' or source is 'GE.DF'",
               "t/A1.yaml:14:40: warning: this can never be true: source is 'GE.DF'");
    check_rule("flow crosses 'GE.P'",
               "t/A1.yaml:14:23: warning: this can never be true: flow crosses 'GE.P'");
    check_rule("flow.role is 'Yes' or source is 'P.Web'",
               "t/A1.yaml:14:23: warning: this can never be true: flow.role is 'Yes'");
    check_rule("source.size is 'M' and (target is 'P.Web' and source.size is 'L')",
               "t/A1.yaml:14:71: warning: nothing can be both: source.size is 'M' and source.size "
               "is 'L'");
    check_rule("source.size >= 'M' and source.size is 'S'",
               "t/A1.yaml:14:48: warning: nothing can be both: source.size >= 'M' and source.size "
               "is 'S'");
}

static void
test_kinds(void)
{
    check_rule("source is 'GE.P' and source is 'GE.S'",
               "t/A1.yaml:14:41: warning: nothing can be both: source is 'GE.P' and source is "
               "'GE.S'");
}

static void
test_questions(void)
{
    g_autofree char *text =
        g_strconcat(WELL INCLUDE "exclude: target.authn is 'Yes' and source is 'P.Web' or "
                                 "target.authn is 'Yes'\n",
                    NULL);

    check_lint(text, "t/A1.yaml:1:1: warning: nobody is asked for target.authn, though Yes clears "
                     "A1");
}

static void
test_unused(void)
{
    const File more[4] = {{"t/A1.yaml", WELL INCLUDE},
                          {"t/b.yaml", "controls: [{id: G.B, name: b}]\n"
                                       "properties: [{id: p, label: p, values: [a, b], safe: b},\n"
                                       "  {id: outOfScope, label: p, values: [a, b], safe: b}]\n"
                                       "stencils: [{id: P.X, parent: GE.P, name: x},\n"
                                       "  {id: P.Y, parent: GE.P, name: y, aliases: [Y]}]\n"}};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) template = load(more, &error);
    g_autoptr(GPtrArray) lines = NULL;

    g_assert_no_error(error);
    lines = tm_template_lint(template);
    g_assert_cmpuint(lines->len, ==, 3);
    g_assert_cmpstr(lines->pdata[0], ==,
                    "t/b.yaml:4:12: warning: nothing leads to P.X: no word, shape or rule");
    g_assert_cmpstr(lines->pdata[1], ==, "t/b.yaml:1:12: warning: no threat type names G.B");
    g_assert_cmpstr(lines->pdata[2], ==, "t/b.yaml:2:14: warning: no rule tests p");
}

/* Who translates a template is told what is left, and which names are lost. */
static void
test_languages(void)
{
    const File more[4] = {{"t/A1.yaml", "title[fr]: '{flow.size}'\n" WELL INCLUDE},
                          {"t/more.yaml", MORE},
                          {"t/de.yaml", "language: de\ncontrols: {G.A: a}\n"
                                        "stencils: {GE.P: p, P.Web: w, GE.DF: f}\n"
                                        "properties: {authn: a, size: s}\n"},
                          {"t/de2.yaml", "language: de\nunnamed: x\n"}};
    static const char *const wants[] = {
        "t/A1.yaml:1:13: warning: threat type A1 lacks {source.Name} in fr",
        "t/A1.yaml:1:13: warning: threat type A1 lacks {TARGET.name} in fr",
        "t/A1.yaml:1:1: warning: threat type A1 is not translated to de",
        "t/A1.yaml:1:1: warning: the description of threat type A1 is not translated to de",
        "t/more.yaml:1:12: warning: stencil GE.S is not translated to de",
        "t/more.yaml:2:14: warning: property role is not translated to de",
        "t/A1.yaml:1:1: warning: the question source.authn of A1 is not translated to de",
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) template = load(more, &error);
    g_autoptr(GPtrArray) lines = NULL;

    g_assert_no_error(error);
    lines = tm_template_lint(template);
    g_assert_cmpuint(lines->len, ==, G_N_ELEMENTS(wants));
    for (guint i = 0; i < lines->len; i++)
        g_assert_cmpstr(lines->pdata[i], ==, wants[i]);
}

/* Of the built-in template every warning is about what no threat type uses yet. */
static void
test_builtin(void)
{
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) template = NULL;
    g_autoptr(GPtrArray) lines = NULL;

    g_assert_true(tm_template_builtin("stride", sources));
    template = tm_template_load(&g_array_index(sources, TmSource, 0), sources->len, &error);
    g_assert_no_error(error);
    lines = tm_template_lint(template);
    for (guint i = 0; i < lines->len; i++)
        g_assert_true(strstr(lines->pdata[i], "no rule tests") != NULL ||
                      strstr(lines->pdata[i], "no threat type names") != NULL);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lint/silent", test_silent);
    g_test_add_func("/lint/texts", test_texts);
    g_test_add_func("/lint/tests", test_tests);
    g_test_add_func("/lint/kinds", test_kinds);
    g_test_add_func("/lint/questions", test_questions);
    g_test_add_func("/lint/unused", test_unused);
    g_test_add_func("/lint/languages", test_languages);
    g_test_add_func("/lint/builtin", test_builtin);
    return g_test_run();
}
