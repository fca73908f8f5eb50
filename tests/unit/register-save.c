/* Decisions go into the text of a register: what it becomes, byte for byte. */
#include "register-put.h"

/* --- new decisions ----------------------------------------------------------------------- */

static void
test_new_file(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmDecision *decision = decide(&world->pool, S01, TM_STATE_MITIGATED, "Passkeys: all of us");

    decision->priority = "High";
    decision->owner = "web team";
    decision->ticket = "#142";
    decision->by = "me";
    decision->at = "2026-11-21";
    decision->expires = "2027-05-01";
    check_put(NULL, decision,
              "drawbridge: 1\nthreats:\n  S01@user:web:\n    state: mitigated\n"
              "    priority: High\n    justification: \"Passkeys: all of us\"\n"
              "    owner: web team\n    ticket: \"#142\"\n    by: me\n    at: 2026-11-21\n"
              "    expires: 2027-05-01\n");
}

/* Several lines as they are; what is said anew or taken away leaves the rest. */
static void
test_notes(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmDecision *decision = decide(&world->pool, S01, TM_STATE_NOT_STARTED, "");

    decision->notes = "Ann asks: who\n\n  - resets\t#keys?";
    check_put(NULL, decision,
              "drawbridge: 1\nthreats:\n  S01@user:web:\n    state: not-started\n"
              "    notes: |-\n      Ann asks: who\n\n        - resets\t#keys?\n");
    decision->justification = "j";
    decision->owner = "o";
    check_put("drawbridge: 1\nthreats:\n  S01@user:web:\n    justification: j # x\n"
              "    owner: o\n",
              decision,
              "drawbridge: 1\nthreats:\n  S01@user:web:\n    justification: j # x\n"
              "    notes: |-\n      Ann asks: who\n\n        - resets\t#keys?\n    owner: o\n");
    decision->notes = "";
    check_put("drawbridge: 1\nthreats:\n  S01@user:web:\n    justification: j\n"
              "    notes: |  # by Ann\n      one\n      two\n    # it\n    owner: o\n"
              "  T01@web: {notes: b}\n",
              decision,
              "drawbridge: 1\nthreats:\n  S01@user:web:\n    justification: j\n"
              "    # it\n    owner: o\n  T01@web: {notes: b}\n");
}

/* Sorted by id, before the comments of the next one; the rest stays. */
static void
test_sorted(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmDecision *decision = decide(&world->pool, S01, TM_STATE_NEEDS_INVESTIGATION, "");

    check_put("# head\ndrawbridge: 1\n\nthreats:  # ours\n  # first\n  D01@web: {ticket: a}\n\n"
              "  # about T\n  # more\n  T01@web:   # t\n     state:   not-started\n"
              "     # inside\n\n# custom ones\ncustom: []\n",
              decision,
              "# head\ndrawbridge: 1\n\nthreats:  # ours\n  # first\n  D01@web: {ticket: a}\n\n"
              "  S01@user:web:\n     state: needs-investigation\n"
              "  # about T\n  # more\n  T01@web:   # t\n     state:   not-started\n"
              "     # inside\n\n# custom ones\ncustom: []\n");
    check_put(
        "drawbridge: 1\nthreats:\n  D01@web:\n    justification: |\n      a\n\n\ncustom: []\n",
        decision,
        "drawbridge: 1\nthreats:\n  D01@web:\n    justification: |\n      a\n"
        "  S01@user:web:\n    state: needs-investigation\n\n\ncustom: []\n");
    check_put("drawbridge: 1\nthreats:\n  D01@web: {}", decision,
              "drawbridge: 1\nthreats:\n  D01@web: {}\n  S01@user:web:\n"
              "    state: needs-investigation\n");
}

static void
test_empty_sections(World *world, gconstpointer data G_GNUC_UNUSED)
{
    static const char *const texts[][2] = {
        {"drawbridge: 1\n", "drawbridge: 1\nthreats:\n%s"},
        {"drawbridge: 1", "drawbridge: 1\nthreats:\n%s"},
        {"drawbridge: 1\nthreats:\n", "drawbridge: 1\nthreats:\n%s"},
        {"drawbridge: 1\nthreats: # none\n", "drawbridge: 1\nthreats: # none\n%s"},
        {"drawbridge: 1\nthreats: {}\n", "drawbridge: 1\nthreats:\n%s"},
        {"drawbridge: 1\nthreats: {  } # none\n", "drawbridge: 1\nthreats: # none\n%s"},
        {"drawbridge: 1\n# c\ncustom: []\n", "drawbridge: 1\nthreats:\n%s# c\ncustom: []\n"},
        {"custom:\nthreats:\ndrawbridge: 1\n", "custom:\nthreats:\n%sdrawbridge: 1\n"},
        {"---\ndrawbridge: 1\n...\n", "---\ndrawbridge: 1\nthreats:\n%s...\n"},
        {"\xef\xbb\xbf"
         "drawbridge: 1\n",
         "\xef\xbb\xbf"
         "drawbridge: 1\nthreats:\n%s"},
    };
    const TmDecision *decision = decide(&world->pool, S01, TM_STATE_NOT_STARTED, "");

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_auto(GStrv) parts = g_strsplit(texts[i][1], "%s", 2);
        g_autofree char *want =
            g_strconcat(parts[0], "  S01@user:web:\n    state: not-started\n", parts[1], NULL);
        check_put(texts[i][0], decision, want);
    }
}

static void
test_line_ends(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmDecision *decision =
        decide(&world->pool, S01, TM_STATE_NOT_APPLICABLE, "one\n\n  two: #3");

    check_put("drawbridge: 1\r\nthreats:\r\n", decision,
              "drawbridge: 1\r\nthreats:\r\n  S01@user:web:\r\n    state: not-applicable\r\n"
              "    justification: |-\r\n      one\r\n\r\n        two: #3\r\n");
}

/* --- decisions that are there ------------------------------------------------------------ */

static void
test_changed(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmDecision *decision = decide(&world->pool, S01, TM_STATE_MITIGATED, "new");

    decision->owner = "web team";
    decision->at = "2026-11-21";
    check_put("drawbridge: 1\nthreats:\n"
              "  A1@x: {state: needs-investigation}\n"
              "  # it\n  S01@user:web:  # the sign-in\n    # first\n    owner:   'web team'\n"
              "    state: needs-investigation   # for now\n\n    ticket: T-1\n    # last\n"
              "  T01@web: {}\n",
              decision,
              "drawbridge: 1\nthreats:\n"
              "  A1@x: {state: needs-investigation}\n"
              "  # it\n  S01@user:web:  # the sign-in\n    # first\n    owner:   'web team'\n"
              "    state: mitigated   # for now\n    justification: new\n\n"
              "    at: 2026-11-21\n    # last\n  T01@web: {}\n");
}

static void
test_changed_texts(World *world, gconstpointer data G_GNUC_UNUSED)
{
    static const char *const before[] = {
        "    justification: >-  # why\n      long\n      text\n",
        "    justification: \"a \\\"quote\\\" # no\" # yes\n",
        "    justification: 'it''s'\n",
        "    justification: plain\n      goes on # yes\n",
        "    justification: \"over\n      \\u0041 'lines # no\" # yes\n",
        "    \"justification\": x\n",
        "    justification: # one\n      # two\n      'x'\n     # three\n",
        "    justification: |\n        text\n        # no\n      # yes\n",
    };
    static const char *const after[] = {
        "    justification: done  # why\n",
        "    justification: done # yes\n",
        "    justification: done\n",
        "    justification: done # yes\n",
        "    justification: done # yes\n",
        "    justification: done\n",
        "    justification: done # one\n    # two\n     # three\n",
        "    justification: done\n      # yes\n",
    };
    const TmDecision *decision = decide(&world->pool, S01, TM_STATE_MITIGATED, "done");

    for (gsize i = 0; i < G_N_ELEMENTS(before); i++) {
        static const char head[] = "drawbridge: 1\nthreats:\n  S01@user:web:\n";
        static const char tail[] = "    state: mitigated\n# end\n";
        g_autofree char *text = g_strconcat(head, before[i], tail, NULL);
        g_autofree char *want = g_strconcat(head, after[i], tail, NULL);
        check_put(text, decision, want);
    }
}

static void
test_quoted_keys(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmDecision *decision = decide(&world->pool, S01, TM_STATE_MITIGATED, "j");

    check_put("drawbridge: 1\nthreats:\n  'S01@user:web':\n    \"state\": not-started # c\n",
              decision,
              "drawbridge: 1\nthreats:\n  'S01@user:web':\n    state: mitigated # c\n"
              "    justification: j\n");
    check_put("drawbridge: 1\nthreats:\n  A1@x:\n    'state': not-started\n", decision,
              "drawbridge: 1\nthreats:\n  A1@x:\n    'state': not-started\n"
              "  S01@user:web:\n    state: mitigated\n    justification: j\n");
}

/* A comment behind a value stays behind it, also where the new one has lines. */
static void
test_comment_with_lines(World *world, gconstpointer data G_GNUC_UNUSED)
{
    check_put("drawbridge: 1\nthreats:\n  S01@user:web:\n    state: mitigated\n"
              "    justification: short  # says Ann\n",
              decide(&world->pool, S01, TM_STATE_MITIGATED, "one\ntwo"),
              "drawbridge: 1\nthreats:\n  S01@user:web:\n    state: mitigated\n"
              "    justification: |-  # says Ann\n      one\n      two\n");
}

static void
test_braces(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmDecision *decision = decide(&world->pool, S01, TM_STATE_MITIGATED, "j");

    check_put("drawbridge: 1\nthreats:\n  S01@user:web: {state: needs-investigation,\n"
              "    owner: x}\n  # next\n  T01@web: {}\n",
              decision,
              "drawbridge: 1\nthreats:\n  S01@user:web:\n    state: mitigated\n"
              "    justification: j\n  # next\n  T01@web: {}\n");
    check_put("drawbridge: 1\nthreats:\n  S01@user:web: # sign-in\n    {owner: it's # Ann\n"
              "    , ticket: \"a # no\", 'state':\n      'not-started'}  # for now\n",
              decision,
              "drawbridge: 1\nthreats:\n  S01@user:web: # sign-in\n    state: mitigated\n"
              "    justification: j\n    # Ann\n    # for now\n");
}

/* Nothing to say is nothing to write. */
static void
test_same(World *world, gconstpointer data G_GNUC_UNUSED)
{
    static const char text[] = "{drawbridge: 1, threats: {S01@user:web: {state: not-started}}}";

    check_put(text, decide(&world->pool, S01, TM_STATE_NOT_STARTED, ""), text);
}

static void
test_custom(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmDecision *decision = decide(&world->pool, "U1", TM_STATE_MITIGATED, "Encrypted now");

    decision->custom = TRUE;
    decision->title = "Tapes";
    decision->category = "Spoofing";
    decision->severity = TM_HIGH;
    g_ptr_array_add(decision->subjects, (gpointer) "a, b");
    check_put("drawbridge: 1\ncustom:\n- title: Tapes\n  id: U1\n  category: Spoofing\n"
              "  severity: high\n  subjects: ['a, b']\n  ticket: T\n- id: U2\n  title: T\n"
              "  category: C\n  severity: low\n",
              decision,
              "drawbridge: 1\ncustom:\n- title: Tapes\n  id: U1\n  category: Spoofing\n"
              "  severity: high\n  subjects: ['a, b']\n  state: mitigated\n"
              "  justification: Encrypted now\n- id: U2\n  title: T\n"
              "  category: C\n  severity: low\n");
    check_put(
        "drawbridge: 1\ncustom:\n  # it\n"
        "  - {id: U1, title: Tapes, category: Spoofing, severity: high, subjects: ['a, b']}\n",
        decision,
        "drawbridge: 1\ncustom:\n  # it\n"
        "  - id: U1\n    title: Tapes\n    category: Spoofing\n    severity: high\n"
        "    subjects: [\"a, b\"]\n    state: mitigated\n    justification: Encrypted now\n");
    check_put("drawbridge: 1\n", decision,
              "drawbridge: 1\ncustom:\n"
              "  - id: U1\n    title: Tapes\n    category: Spoofing\n    severity: high\n"
              "    subjects: [\"a, b\"]\n    state: mitigated\n    justification: Encrypted now\n");
}

/* --- what is refused --------------------------------------------------------------------- */

static void
test_refused(World *world, gconstpointer data G_GNUC_UNUSED)
{
    static const char rest[] =
        " error: cannot be changed as it is written: put each entry on lines of its own";
    const TmDecision *decision = decide(&world->pool, S01, TM_STATE_MITIGATED, "j");
    static const char *const texts[][2] = {
        {"{drawbridge: 1}", "r.yaml:1:1:"},
        {"drawbridge: 1\nthreats: {T01: {}}\n", "r.yaml:2:10:"},
        {"drawbridge: 1\nthreats:\n  ? S01@user:web\n  : {}\n", "r.yaml:4:5:"},
        {"drawbridge: 1\nthreats: {\n  }\n", "r.yaml:2:10:"},
        {"drawbridge: 1\nthreats: ''\n", "r.yaml:1:1:"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *want = g_strconcat(texts[i][1], rest, NULL);
        check_refused(texts[i][0], decision, want);
    }
    check_refused("drawbridge: 1\nthreats:\n  S01: {state: done}\n", decision,
                  "r.yaml:3:16: error: \"done\" is no state: expected one of not-started, "
                  "needs-investigation, not-applicable, mitigated");
    check_refused("", decision, "r.yaml:1:1: error: \"drawbridge\" is missing");
    check_refused("drawbridge: 1\n", decide(&world->pool, S01, TM_STATE_MITIGATED, " \n"),
                  "r.yaml:1:1: error: S01@user:web: mitigated needs a justification");
    decision = decide(&world->pool, g_strnfill(1001, 'x'), TM_STATE_MITIGATED, "j");
    check_refused(NULL, decision,
                  "r.yaml:1:1: error: an id has at most 1000 letters of UTF-8, on one line");
    g_free((char *)decision->id);
}

/* --- adoption ---------------------------------------------------------------------------- */

static void
check_adopt(const char *text, const char *former, const char *now, const char *want)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    gboolean done = tm_register_adopt("r.yaml", bytes, former, now, out, &error);

    g_assert_cmpstr(done ? out->str : error->message, ==, want);
}

static void
test_adopt(World *world G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
    static const char text[] = "drawbridge: 1\nanswers:\n  a: {authn: Yes}  # a\n"
                               "threats:\n  A1@a:\n    owner: x\n\n"
                               "  # its comment\n  'B1@b:c':   # here\n    owner:  y  # why\n"
                               "  C1@c: {}\n";

    check_adopt(text, "B1@b:c", "D1@b:d",
                "drawbridge: 1\nanswers:\n  a: {authn: Yes}  # a\n"
                "threats:\n  A1@a:\n    owner: x\n\n  C1@c: {}\n"
                "  # its comment\n  D1@b:d:   # here\n    owner:  y  # why\n");
    check_adopt(text, "a", "b",
                "drawbridge: 1\nanswers:\n  b: {authn: Yes}  # a\n"
                "threats:\n  A1@a:\n    owner: x\n\n"
                "  # its comment\n  'B1@b:c':   # here\n    owner:  y  # why\n"
                "  C1@c: {}\n");
    check_adopt(text, "X1", "D1", "r.yaml:1:1: error: says nothing about X1");
    check_adopt(text, "A1@a", "C1@c", "r.yaml:1:1: error: says something about C1@c already");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add("/register-save/new-file", test_new_file);
    add("/register-save/notes", test_notes);
    add("/register-save/sorted", test_sorted);
    add("/register-save/empty-sections", test_empty_sections);
    add("/register-save/line-ends", test_line_ends);
    add("/register-save/changed", test_changed);
    add("/register-save/changed-texts", test_changed_texts);
    add("/register-save/quoted-keys", test_quoted_keys);
    add("/register-save/comment-with-lines", test_comment_with_lines);
    add("/register-save/braces", test_braces);
    add("/register-save/same", test_same);
    add("/register-save/custom", test_custom);
    add("/register-save/refused", test_refused);
    add("/register-save/adopt", test_adopt);
    return g_test_run();
}
