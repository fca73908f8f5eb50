/* The threat register: what is read from it, and the place of every mistake. */
#include "tm.h"

#include <string.h>

static TmRegister *
load(const char *text, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));

    return tm_register_load("r.yaml", bytes, error);
}

static void
check_error(const char *text, const char *want)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(load(text, &error));
    g_assert_nonnull(error);
    g_assert_true(error->domain == TM_ERROR);
    g_assert_cmpstr(error->message, ==, want);
}

static const char whole[] = "# ours\n"
                            "drawbridge: 1\n"
                            "model:\n"
                            "  name: Web shop\n"
                            "  assumptions: |\n"
                            "    The data centre is locked.\n"
                            "answers:\n"
                            "  page-1/web: {authn: Yes, classification: Confidential}\n"
                            "threats:\n"
                            "  S01@user:web:\n"
                            "    state: mitigated\n"
                            "    priority: High\n"
                            "    justification: OpenID\n"
                            "    notes: |\n"
                            "      Who resets keys?\n"
                            "      Ann asks.\n"
                            "    owner: web team\n"
                            "    ticket: SHOP-142\n"
                            "    by: somebody\n"
                            "    at: 2026-11-21\n"
                            "    expires: 2027-05-01\n"
                            "  E13: {ticket: SHOP-1}\n"
                            "custom:\n"
                            "  - id: U1\n"
                            "    title: Tapes\n"
                            "    category: Information Disclosure\n"
                            "    subjects: [db]\n"
                            "    severity: high\n"
                            "    state: needs-investigation\n"
                            "    notes: Nobody draws them.\n";

static void
check_decision(const TmDecision *decision)
{
    g_assert_cmpstr(decision->id, ==, "S01@user:web");
    g_assert_cmpint(decision->state, ==, TM_STATE_MITIGATED);
    g_assert_cmpstr(decision->priority, ==, "High");
    g_assert_cmpstr(decision->justification, ==, "OpenID");
    g_assert_cmpstr(decision->notes, ==, "Who resets keys?\nAnn asks.");
    g_assert_cmpstr(decision->owner, ==, "web team");
    g_assert_cmpstr(decision->ticket, ==, "SHOP-142");
    g_assert_cmpstr(decision->by, ==, "somebody");
    g_assert_cmpstr(decision->at, ==, "2026-11-21");
    g_assert_cmpstr(decision->expires, ==, "2027-05-01");
    g_assert_cmpstr(decision->file, ==, "r.yaml");
    g_assert_cmpuint(decision->place.line, ==, 10);
    g_assert_cmpuint(decision->place.column, ==, 3);
    g_assert_true(decision->touched);
}

static void
check_custom(const TmDecision *custom)
{
    g_assert_cmpstr(custom->id, ==, "U1");
    g_assert_cmpstr(custom->title, ==, "Tapes");
    g_assert_cmpstr(custom->category, ==, "Information Disclosure");
    g_assert_cmpstr(custom->subjects->pdata[0], ==, "db");
    g_assert_cmpint(custom->severity, ==, TM_HIGH);
    g_assert_cmpint(custom->state, ==, TM_STATE_NEEDS_INVESTIGATION);
    g_assert_cmpstr(custom->notes, ==, "Nobody draws them.");
    g_assert_true(custom->custom);
}

static void
test_whole(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TmRegister) book = load(whole, &error);
    const TmAnswer *answer;
    const TmValue *value;

    g_assert_no_error(error);
    value = book->metadata->pdata[0];
    g_assert_cmpstr(value->name, ==, "name");
    g_assert_cmpstr(value->value, ==, "Web shop");
    value = book->metadata->pdata[1];
    g_assert_cmpstr(value->value, ==, "The data centre is locked.");
    answer = book->answers->pdata[0];
    g_assert_cmpstr(answer->subject, ==, "page-1/web");
    value = answer->values->pdata[1];
    g_assert_cmpstr(value->name, ==, "classification");
    g_assert_cmpstr(value->value, ==, "Confidential");
    g_assert_cmpuint(value->place.line, ==, 8);
    g_assert_cmpuint(book->decisions->len, ==, 2);
    check_decision(book->decisions->pdata[0]);
    g_assert_cmpuint(book->customs->len, ==, 1);
    check_custom(book->customs->pdata[0]);
}

/* A section that nobody has filled yet is no mistake. */
static void
test_empty(void)
{
    static const char *const texts[] = {
        "drawbridge: 1\n",
        "drawbridge: 1\nmodel:\nanswers:\nthreats:\ncustom:\n",
        "drawbridge: 1\nmodel: {}\nanswers: {}\nthreats: {}\ncustom: []\n",
        ("\xef\xbb\xbf"
         "drawbridge: 1\r\nthreats:\r\n"),
    };

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(TmRegister) book = load(texts[i], &error);
        g_assert_no_error(error);
        g_assert_cmpuint(book->decisions->len + book->customs->len + book->answers->len, ==, 0);
    }
}

static void
test_version(void)
{
    check_error("", "r.yaml:1:1: error: \"drawbridge\" is missing");
    check_error("threats: {}\n", "r.yaml:1:1: error: \"drawbridge\" is missing");
    check_error("drawbridge: 2\nnew: x\n", "r.yaml:1:13: error: expected the version of a register "
                                           "that this program reads: 1");
    check_error("drawbridge: [1]\n", "r.yaml:1:13: error: expected the version of a register that "
                                     "this program reads: 1");
    check_error("- 1\n", "r.yaml:1:1: error: expected keys with values");
    check_error("drawbridge: 1\ndrawbridge: 1\n",
                "r.yaml:2:1: error: the key \"drawbridge\" is here twice");
}

static void
test_sections(void)
{
    check_error("drawbridge: 1\nthreat: {}\n", "r.yaml:2:1: error: \"threat\" is no key of this");
    check_error("drawbridge: 1\nmodel: [a]\n", "r.yaml:2:8: error: expected keys with values");
    check_error("drawbridge: 1\nmodel: {title: a}\n",
                "r.yaml:2:9: error: \"title\" is no key of this");
    check_error("drawbridge: 1\nmodel: {name: \"a\\nb\"}\n",
                "r.yaml:2:16: error: expected a text on one line");
    check_error("drawbridge: 1\nanswers: [web]\n",
                "r.yaml:2:10: error: expected answers: {web: {authn: Yes}}");
    check_error("drawbridge: 1\nanswers: {web: Yes}\n",
                "r.yaml:2:16: error: expected properties: {name: value}");
    check_error("drawbridge: 1\nanswers: {web: {authn: [Yes]}}\n",
                "r.yaml:2:24: error: expected a text");
    check_error("drawbridge: 1\nanswers: {web: {}, web: {}}\n",
                "r.yaml:2:20: error: the key \"web\" is here twice");
    check_error("drawbridge: 1\nthreats: [S01]\n",
                "r.yaml:2:10: error: expected decisions: {S01@user:web: {state: mitigated ...}}");
    check_error("drawbridge: 1\ncustom: {id: U1}\n",
                "r.yaml:2:9: error: expected a list of threats: [{id: U1, title: ...}]");
    check_error("drawbridge: 1\nthreats: &a {}\ncustom: *a\n",
                "r.yaml:2:10: error: anchors and tags are not allowed");
    check_error("drawbridge: 1\nthreats: *a\n", "r.yaml:2:10: error: aliases are not allowed");
    check_error("drawbridge: 1\nthreats:\n<<<<<<< ours\n",
                "r.yaml:4:1: error: could not find expected ':'");
}

static void
check_decision_error(const char *text, const char *want)
{
    g_autofree char *yaml = g_strconcat("drawbridge: 1\nthreats:\n  S01@a:b:\n", text, NULL);

    check_error(yaml, want);
}

static void
test_decisions(void)
{
    check_decision_error("    state: done\n",
                         "r.yaml:4:12: error: \"done\" is no state: expected one of not-started, "
                         "needs-investigation, not-applicable, mitigated");
    check_decision_error("    status: mitigated\n",
                         "r.yaml:4:5: error: \"status\" is no key of this");
    check_decision_error("    title: x\n", "r.yaml:4:5: error: \"title\" is no key of this");
    check_decision_error("    state: mitigated\n",
                         "r.yaml:4:12: error: mitigated needs a justification");
    check_decision_error("    owner: a\n    state: not-applicable\n",
                         "r.yaml:5:12: error: not-applicable needs a justification");
    check_decision_error("    notes: we did\n    state: mitigated\n",
                         "r.yaml:5:12: error: mitigated needs a justification");
    check_decision_error("    notes: {a: b}\n", "r.yaml:4:12: error: expected a text");
    check_decision_error("    notes: ''\n",
                         "r.yaml:4:13: error: expected a text, which is not empty");
    check_decision_error("    justification: ''\n",
                         "r.yaml:4:21: error: expected a text, which is not empty");
    check_decision_error("    expires: soon\n",
                         "r.yaml:4:14: error: expected a day, such as 2026-11-21");
    check_decision_error("    expires: 2026-02-29\n",
                         "r.yaml:4:14: error: expected a day, such as 2026-11-21");
    check_decision_error("    at: 2026-11-21T10:00\n",
                         "r.yaml:4:9: error: expected a day, such as 2026-11-21");
    check_decision_error("    at: [2026-11-21]\n",
                         "r.yaml:4:9: error: expected a day, such as 2026-11-21");
    check_decision_error("    owner: \"a\\tb\"\n",
                         "r.yaml:4:13: error: expected a text on one line");
    check_decision_error("    state: [mitigated]\n", "r.yaml:4:12: error: expected a word");
    check_decision_error("  S01@a:b: {}\n", "r.yaml:4:3: error: the key \"S01@a:b\" is here twice");
    check_error("drawbridge: 1\nthreats:\n  ? ''\n  : {}\n",
                "r.yaml:3:6: error: expected the id of a threat: S01@user:web");
    check_error("drawbridge: 1\nthreats:\n  S01: mitigated\n",
                "r.yaml:3:8: error: expected keys with values");
}

static void
check_custom_error(const char *text, const char *want)
{
    g_autofree char *yaml =
        g_strconcat("drawbridge: 1\nthreats: {S01: {}}\ncustom:\n  - id: U1\n", text, NULL);

    check_error(yaml, want);
}

static void
test_customs(void)
{
    const char *rest = "    title: T\n    category: C\n    severity: low\n";
    g_autofree char *twice = g_strconcat(rest, "  - id: U1\n", rest, NULL);
    g_autofree char *other = g_strconcat(rest, "  - id: S01\n", rest, NULL);

    check_custom_error("    title: T\n    category: C\n",
                       "r.yaml:4:5: error: \"severity\" is missing");
    check_custom_error("    severity: worst\n",
                       "r.yaml:5:15: error: \"worst\" is no severity: expected one of low, medium, "
                       "high, critical");
    check_custom_error("    subjects: db\n",
                       "r.yaml:5:15: error: expected a list of texts: [one, two]");
    check_custom_error(twice, "r.yaml:8:9: error: the threat \"U1\" is here twice");
    check_custom_error(other, "r.yaml:8:9: error: the threat \"S01\" is here twice");
    check_error("drawbridge: 1\ncustom: [{id: a b}]\n",
                "r.yaml:2:15: error: an id has letters, digits and . _ - only");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/register/whole", test_whole);
    g_test_add_func("/register/empty", test_empty);
    g_test_add_func("/register/version", test_version);
    g_test_add_func("/register/sections", test_sections);
    g_test_add_func("/register/decisions", test_decisions);
    g_test_add_func("/register/customs", test_customs);
    return g_test_run();
}
