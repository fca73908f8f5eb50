/* Texts in other languages: read, refused, chosen; and whether the German ones are complete. */
#include "template-files.h"
#include "wording.h"

#define A1 "id: A1\nask: {target.authn: 'Does {target.Name}?'}\n" RULE

static const TmThreatType *
threat_of(const TmTemplate *template, const char *id)
{
    return g_hash_table_lookup(template->threat_of, id);
}

static const char *
control_name(const TmTemplate *template)
{
    return ((const TmControl *)g_hash_table_lookup(template->control_of, "G.A"))->name;
}

/* --- reading ----------------------------------------------------------------------------- */

static void
test_file(void)
{
    const File more[4] = {
        {"t/A1.yaml", A1 "description: Long\n"},
        {"t/a.yaml", "language: de\nunnamed: ohne\ndescriptions: {A1: Lang}\n"
                     "threats: {A1: 'Von {source.Name}'}\n"
                     "asks: {A1: {target.authn: 'Tut {target.Name}?'}}\n"
                     "controls:\n  G.A: >\n    Anmelden\n"},
        {"t/m.yaml", "mitigations: [{id: m, frame: F, product: P, title: T, controls: [G.A]}]\n"},
        {"t/b.yaml", "language: DE\nmitigations: {m: M}\nguidance: {m: So}\n"
                     "stencils: {P.Web: Netz}\nproperties: {authn: Anmeldung}\n"}};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) t = load(more, &error);
    const TmMitigation *m;

    g_assert_no_error(error);
    m = g_hash_table_lookup(t->mitigation_of, "m");
    g_assert_cmpstr(threat_of(t, "A1")->title, ==, "{source.Name}");
    g_assert_cmpuint(t->languages->len, ==, 1);
    g_assert_true(tm_template_speak(t, "de"));
    g_assert_cmpstr(threat_of(t, "A1")->title, ==, "Von {source.Name}");
    g_assert_cmpstr(threat_of(t, "A1")->description, ==, "Lang");
    g_assert_cmpstr(((const TmAsk *)threat_of(t, "A1")->asks->pdata[0])->text, ==,
                    "Tut {target.Name}?");
    g_assert_cmpstr(control_name(t), ==, "Anmelden");
    g_assert_cmpstr(m->title, ==, "M");
    g_assert_cmpstr(m->guidance, ==, "So");
    g_assert_cmpstr(((const TmProperty *)t->properties->pdata[0])->label, ==, "Anmeldung");
    g_assert_cmpstr(((const TmProperty *)t->properties->pdata[1])->label, ==, "Anmeldung");
    g_assert_cmpstr(((const TmProperty *)t->properties->pdata[2])->label, ==, "S");
    g_assert_cmpstr(tm_template_stencil(t, "P.Web")->name, ==, "Netz");
    g_assert_cmpstr(tm_template_stencil(t, "GE.P")->name, ==, "P");
    g_assert_cmpstr(t->unnamed, ==, "ohne");
}

static void
test_beside(void)
{
    const File more[4] = {
        {"t/A1.yaml", "title[de]: 'Von {source.Name}'\nask[de]: {target.authn: Tut?}\n"
                      "title[pt-BR]: De\n" A1},
        {"t/m.yaml", "mitigations: [{id: m, frame: F, product: P, title: T, 'title[de]': M,\n"
                     "  controls: [G.A]}]\n"
                     "controls: [{id: G.B, name: B, 'name[de]': Be}]\n"
                     "stencils: [{id: X, kind: store, name: X, 'name[de]': Ix}]\n"}};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) t = load(more, &error);

    g_assert_no_error(error);
    g_assert_true(tm_template_speak(t, "de"));
    g_assert_cmpstr(threat_of(t, "A1")->title, ==, "Von {source.Name}");
    g_assert_cmpstr(((const TmAsk *)threat_of(t, "A1")->asks->pdata[0])->text, ==, "Tut?");
    g_assert_cmpstr(((const TmMitigation *)t->mitigations->pdata[0])->title, ==, "M");
    g_assert_cmpstr(((const TmControl *)t->controls->pdata[1])->name, ==, "Be");
    g_assert_cmpstr(tm_template_stencil(t, "X")->name, ==, "Ix");
    g_assert_true(tm_template_speak(t, "pt-BR"));
    g_assert_cmpstr(threat_of(t, "A1")->title, ==, "De");
    g_assert_cmpstr(tm_template_stencil(t, "X")->name, ==, "X");
}

/* --- choosing ---------------------------------------------------------------------------- */

static void
check_title(TmTemplate *template, const char *language, const char *title)
{
    g_assert_true(tm_template_speak(template, language));
    g_assert_cmpstr(threat_of(template, "A1")->title, ==, title);
}

static void
test_choice(void)
{
    const File more[4] = {{"t/A1.yaml", "title[de]: d\ntitle[de-AT]: a\n" A1},
                          {"t/x.yaml", "language: de\ncontrols: {G.A: d}\n"}};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) t = load(more, &error);

    g_assert_no_error(error);
    check_title(t, "de-at", "a");
    g_assert_cmpstr(control_name(t), ==, "d");
    check_title(t, "DE", "d");
    check_title(t, "de-AT-1996", "a");
    check_title(t, "de-CH", "d");
    check_title(t, "en", "{source.Name}");
    g_assert_cmpstr(control_name(t), ==, "Authenticate");
    check_title(t, "de", "d");
    g_assert_false(tm_template_speak(t, "d"));
    g_assert_false(tm_template_speak(t, "deu"));
    g_assert_false(tm_template_speak(t, "de_AT"));
    g_assert_false(tm_template_speak(t, "-de"));
    g_assert_false(tm_template_speak(t, ""));
    g_assert_cmpstr(threat_of(t, "A1")->title, ==, "d");
    check_title(t, "en-GB", "{source.Name}");
}

/* --- several templates ------------------------------------------------------------------- */

static void
test_later_template(void)
{
    const File more[4] = {{"t/A1.yaml", "title[de]: d\n" A1},
                          {"t/x.yaml", "language: de\ncontrols: {G.A: d}\n"},
                          {"u/template.yaml", "template: u\nname: U\nversion: 2\nextends: [t]\n"},
                          {"u/x.yaml", "language: de\nthreats: {A1: u}\ncontrols: {G.A: u}\n"}};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) t = load(more, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(t->messages->len, ==, 0);
    check_title(t, "de", "u");
    g_assert_cmpstr(control_name(t), ==, "u");
}

/* What was said of a threat type is not said of the one that takes its place. */
static void
test_replaced(void)
{
    const File more[4] = {{"t/A1.yaml", "title[de]: d\n" A1},
                          {"t/x.yaml", "language: de\nthreats: {A1: d}\n"},
                          {"u/template.yaml", "template: u\nname: U\nversion: 2\nextends: [t]\n"},
                          {"u/A1.yaml", A1}};
    const File good[4] = {more[0], more[2], more[3]};
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) t = load(good, &error);

    g_assert_no_error(error);
    check_title(t, "de", "{source.Name}");
    check_error(more, "t/x.yaml:2:15: error: this is said twice in de: first at t/A1.yaml:1:12");
}

/* --- mistakes ---------------------------------------------------------------------------- */

static void
test_mistakes(void)
{
    static const char *const wrong[][2] = {
        {"language: d!\n",
         "1:11: error: \"d!\" is no language: expected a tag such as de or de-AT"},
        {"language: [de]\n", "1:11: error: expected a language such as de or de-AT"},
        {"language: de\nx: 1\n", "2:1: error: expected threats, descriptions, asks, controls, "
                                 "mitigations, guidance, stencils, properties or unnamed"},
        {"language: de\nthreats: [A1]\n", "2:10: error: expected texts: {id: \"...\"}"},
        {"language: de\nthreats: {A2: x}\n", "2:11: error: no threat type \"A2\""},
        {"language: de\nasks: {A2: {target.authn: x}}\n", "2:8: error: no threat type \"A2\""},
        {"language: de\ncontrols: {A1: x}\n", "2:12: error: no control \"A1\""},
        {"language: de\nmitigations: {A1: x}\n", "2:15: error: no mitigation \"A1\""},
        {"language: de\nguidance: {A1: x}\n", "2:12: error: no mitigation \"A1\""},
        {"language: de\nproperties: {A1: x}\n", "2:14: error: no property \"A1\""},
        {"language: de\nstencils: {Old.P: x}\n", "2:12: error: no stencil \"Old.P\""},
        {"language: de\nthreats: {A1: ''}\n", "2:16: error: expected a text, which is not empty"},
        {"language: de\nthreats: {A1: [x]}\n", "2:15: error: expected a text"},
        {"language: de\nthreats:\n  A1: 'an {target.Name}'\n",
         "3:8: error: {target.Name} is not in the English text: {source.Name}"},
        {"language: de\nthreats: {A1: 'von {source.Name'}\n",
         "2:16: error: a brace stands alone: expected a placeholder such as {source.Name}"},
        {"language: de\nthreats: {A1: 'von {source.Name}}'}\n",
         "2:16: error: a brace stands alone: expected a placeholder such as {source.Name}"},
        {"language: de\nthreats: {A1: 'von {{source.Name}'}\n",
         "2:16: error: a brace stands alone: expected a placeholder such as {source.Name}"},
        {"language: de\nunnamed: '{flow.Name}'\n",
         "2:11: error: {flow.Name} is not in the English text: the flow"},
        {"language: de\nasks: {A1: x}\n",
         "2:12: error: expected questions: {target.authn: \"...\"}"},
        {"language: de\nasks: {A1: {target.size: x}}\n",
         "2:13: error: nothing is asked about \"target.size\" in English"},
        {"language: de\nthreats: {A1: x, A1: y}\n", "2:18: error: the key \"A1\" is here twice"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
        const File more[4] = {{"t/A1.yaml", A1}, {"t/x.yaml", wrong[i][0]}};
        g_autofree char *want = g_strconcat("t/x.yaml:", wrong[i][1], NULL);
        check_error(more, want);
    }
}

static void
test_keys(void)
{
    static const char *const wrong[][2] = {
        {"title[d-]: x", "9:1: error: \"d-\" is no language: expected a tag such as de or de-AT"},
        {"title[de-]: x", "9:1: error: \"de-\" is no language: expected a tag such as de or de-AT"},
        {"title[abcdefghi]: x", "9:1: error: \"abcdefghi\" is no language: expected a tag such as "
                                "de or de-AT"},
        {"title[]: x", "9:1: error: \"\" is no language: expected a tag such as de or de-AT"},
        {"title[de: x", "9:1: error: \"title[de\" is no key of this"},
        {"category[de]: x", "9:1: error: \"category[de]\" is no key of this"},
        {"description[de]: '{flow.Name}'", "9:19: error: {flow.Name} is not in the English text: "},
        {"title[de]: '{flow.Name}'",
         "9:13: error: {flow.Name} is not in the English text: {source.Name}"},
        {"title[de]: [x]", "9:12: error: expected a text"},
        {"ask[de]: {target.authn: x}",
         "9:11: error: nothing is asked about \"target.authn\" in English"},
        {"title[de]: x\ntitle[DE]: x", "10:12: error: this is said twice in de: first at "
                                       "t/A1.yaml:9:12"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *text = g_strconcat("id: A1\n" RULE, wrong[i][0], "\n", NULL);
        g_autofree char *want = g_strconcat("t/A1.yaml:", wrong[i][1], NULL);
        check_one("t/A1.yaml", text, want);
    }
}

static void
test_many(void)
{
    g_autoptr(GString) text = g_string_new("id: A1\n" RULE);

    for (guint i = 0; i < 65; i++)
        g_string_append_printf(text, "title[de-%u]: x\n", i);
    check_one("t/A1.yaml", text->str, "t/A1.yaml:73:1: error: more than 64 languages");
    g_string_assign(text, "language: de\nunnamed: ");
    for (guint i = 0; i <= 16384; i++)
        g_string_append_c(text, 'x');
    check_one("t/x.yaml", text->str, "t/x.yaml:2:10: error: a translation has at most 16384 bytes");
    g_string_assign(text, "id: A1\n" RULE "title[de]: '");
    for (guint i = 0; i <= 100; i++)
        g_string_append(text, "{source.Name}");
    g_string_append(text, "'\n");
    check_one("t/A1.yaml", text->str,
              "t/A1.yaml:9:13: error: a translation has at most 100 placeholders");
}

/* --- what the program says --------------------------------------------------------------- */

static void
test_wording(void)
{
    static const char english[] = "no trust boundary is drawn";

    g_assert_true(tm_wording(NULL, english) == english);
    g_assert_true(tm_wording("en", english) == english);
    g_assert_true(tm_wording("pt-BR", english) == english);
    g_assert_true(tm_wording("deu", english) == english);
    g_assert_cmpstr(tm_wording("de", english), ==, "es ist keine Vertrauensgrenze gezeichnet");
    g_assert_true(tm_wording("DE-at", english) == tm_wording("de", english));
    g_assert_cmpstr(tm_wording("de", "nobody says this"), ==, "nobody says this");
}

/* --- German ------------------------------------------------------------------------------ */

static gboolean
is_german(const TmTemplate *template, const char *const *where)
{
    const TmTranslation *t = g_hash_table_lookup(template->translations, where);

    return t != NULL && strcmp(t->language, "de") == 0;
}

static void
test_german(void)
{
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) t = NULL;
    g_autoptr(GPtrArray) lines = NULL;

    g_assert_true(tm_template_builtin("privacy", sources));
    t = tm_template_load(&g_array_index(sources, TmSource, 0), sources->len, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(t->threats->len, >=, 222);
    for (guint i = 0; i < t->threats->len; i++) {
        const TmThreatType *type = g_ptr_array_index(t->threats, i);
        g_assert_true(is_german(t, &type->title) && is_german(t, &type->description));
    }
    for (guint i = 0; i < t->controls->len; i++)
        g_assert_true(is_german(t, &((const TmControl *)t->controls->pdata[i])->name));
    for (guint i = 0; i < t->mitigations->len; i++) {
        const TmMitigation *mitigation = g_ptr_array_index(t->mitigations, i);
        g_assert_true(is_german(t, &mitigation->title) && is_german(t, &mitigation->guidance));
    }
    for (guint i = 0; i < t->properties->len; i++)
        g_assert_true(is_german(t, &((const TmProperty *)t->properties->pdata[i])->label));
    lines = tm_template_lint(t);
    for (guint i = 0; i < lines->len; i++)
        g_assert_null(strstr(lines->pdata[i], " de"));
    g_assert_true(tm_template_speak(t, "de-AT"));
    g_assert_cmpstr(t->language, ==, "de");
    g_assert_cmpstr(threat_of(t, "S01")->title, ==,
                    "Angreifer können sich gegenüber {target.Name} als {source.Name} ausgeben");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/language/file", test_file);
    g_test_add_func("/language/beside", test_beside);
    g_test_add_func("/language/choice", test_choice);
    g_test_add_func("/language/later-template", test_later_template);
    g_test_add_func("/language/replaced", test_replaced);
    g_test_add_func("/language/mistakes", test_mistakes);
    g_test_add_func("/language/keys", test_keys);
    g_test_add_func("/language/many", test_many);
    g_test_add_func("/language/wording", test_wording);
    g_test_add_func("/language/german", test_german);
    return g_test_run();
}
