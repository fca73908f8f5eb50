/* Texts and ids of every kind go into a register and come back. */
#include "register-put.h"

/* Each between two of the marks. */
static const char odd_texts[] =
    "- a|a: b|a #b|#|a:|\"|'|{|[x|&a|*a|!a|%a|@a|`a|>|?|? a|~|Yes|1|a\\b|\tx|x\ty|x | x|---|...|"
    "a\n b| a\nb|a\n\nb|a\n#b|\u00e4|\u2028|a\u2028b|a\xc2\x85"
    "b|\uFEFFx|x\uFFFE|\u202Ex|\n\tb|"
    "end\n---\nx|a: 1\nb: 2|\U0001F600|a\n  \nb|a \nb";

static void
check_text(World *world, const char *text)
{
    TmDecision *decision = decide(&world->pool, S01, TM_STATE_NEEDS_INVESTIGATION, text);
    g_autoptr(GError) error = NULL;
    g_autofree char *out = NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(TmRegister) book = NULL;

    decision->notes = text;
    out = put(NULL, decision, &error);
    g_assert_no_error(error);
    bytes = g_bytes_new(out, strlen(out));
    book = tm_register_load("r.yaml", bytes, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(((TmDecision *)book->decisions->pdata[0])->justification, ==, text);
    g_assert_cmpstr(((TmDecision *)book->decisions->pdata[0])->notes, ==, text);
}

/* Whatever the text, it comes back. */
static void
test_odd_texts(World *world, gconstpointer data G_GNUC_UNUSED)
{
    g_auto(GStrv) texts = g_strsplit(odd_texts, "|", -1);

    for (guint i = 0; texts[i] != NULL; i++)
        check_text(world, texts[i]);
    check_text(world, "|");
    check_text(world, "a | b");
}

/* As other tools, shells and editors leave them. */
static void
test_foreign_texts(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmDecision *decision =
        decide(&world->pool, S01, TM_STATE_MITIGATED, "one\r\ntwo\rthree\x7f\x01\r\n\n");

    decision->owner = "Ann\r\nBo";
    check_put(NULL, decision,
              "drawbridge: 1\nthreats:\n  S01@user:web:\n    state: mitigated\n"
              "    justification: |-\n      one\n      two\n      three\n    owner: Ann Bo\n");
}

static void
test_odd_ids(World *world, gconstpointer data G_GNUC_UNUSED)
{
    static const char *const ids[] = {"E13", "TH 8@a:b:c", "\u00e4@\u00f6", "-x",  "a: b", "'",
                                      "\"",  "#1@x",       "x #y",          "? a", "a:",   "@"};

    for (gsize i = 0; i < G_N_ELEMENTS(ids); i++) {
        const TmDecision *decision = decide(&world->pool, ids[i], TM_STATE_NEEDS_INVESTIGATION, "");
        g_autoptr(GError) error = NULL;
        g_autofree char *out = put(NULL, decision, &error);
        g_autofree char *again = NULL;
        g_assert_no_error(error);
        again = put(out, decide(&world->pool, ids[i], TM_STATE_MITIGATED, "j"), &error);
        g_assert_no_error(error);
        g_assert_nonnull(strstr(again, "mitigated"));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add("/register-texts/odd-texts", test_odd_texts);
    add("/register-texts/foreign-texts", test_foreign_texts);
    add("/register-texts/odd-ids", test_odd_ids);
    return g_test_run();
}
