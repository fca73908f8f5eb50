/* Three versions of a register become one. */
#include "tm.h"

#include <string.h>

#define HEAD "drawbridge: 1\n"

/* Expects @want, with so many conflicts, or the error @want where that is -1. */
static void
check_merge(const char *base, const char *ours, const char *theirs, int conflicts, const char *want)
{
    const char *texts[] = {base, ours, theirs};
    static const char *const names[] = {"base", "ours", "theirs"};
    TmMergeSide sides[3];
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    guint count = 0;
    gboolean done;

    for (guint i = 0; i < 3; i++)
        sides[i] = (TmMergeSide){names[i], g_bytes_new_static(texts[i], strlen(texts[i]))};
    done = tm_register_merge(sides, out, notes, &count, &error);
    for (guint i = 0; i < 3; i++)
        g_bytes_unref(sides[i].bytes);
    g_assert_cmpstr(done ? out->str : error->message, ==, want);
    g_assert_cmpint(done ? (int)count : -1, ==, conflicts);
}

/* The same with the sides exchanged gives the same. */
static void
check_both(const char *base, const char *one, const char *other, const char *want)
{
    check_merge(base, one, other, 0, want);
    check_merge(base, other, one, 0, want);
}

static void
test_one_side(void)
{
    static const char base[] = HEAD "threats:\n  A@a:\n    ticket: x # 1\n  C@c: {ticket: c}\n";
    static const char added[] = HEAD "threats:\n  A@a:\n    ticket: x # 1\n  # new\n  B@b:\n"
                                     "    owner: b\n  C@c: {ticket: c}\n";
    static const char changed[] = HEAD "threats:\n  A@a:\n    ticket: y\n  C@c: {ticket: c}\n";
    static const char removed[] = HEAD "threats:\n  A@a:\n    ticket: x # 1\n";

    check_both(base, base, added, added);
    check_both(base, base, changed, changed);
    check_both(base, base, removed, removed);
    check_both(base, added, added, added);
    check_both("", base, base, base);
    check_both("", "", base, base);
}

static void
test_two_sides(void)
{
    check_both(HEAD "threats:\n  B@b: {ticket: b}\n  D@d: {ticket: d}\n",
               HEAD "threats:\n  A@a: {ticket: a}\n  B@b: {ticket: b}\n  D@d: {ticket: e}\n",
               HEAD "threats:\n  B@b: {ticket: c}\n  C@c:\n    ticket: c\n  D@d: {ticket: d}\n",
               HEAD "threats:\n  A@a: {ticket: a}\n  B@b: {ticket: c}\n  C@c:\n    ticket: c\n"
                    "  D@d: {ticket: e}\n");
    check_both(HEAD, HEAD "answers:\n  a: {authn: Yes}\n",
               HEAD "model:\n  name: M\ncustom:\n- id: U1\n  title: T\n  category: C\n"
                    "  severity: low\n",
               HEAD "model:\n  name: M\nanswers:\n  a: {authn: Yes}\ncustom:\n- id: U1\n"
                    "  title: T\n  category: C\n  severity: low\n");
}

/* Deeper or not so deep, with other ends of lines: as the text into which it goes. */
static void
test_indent(void)
{
    check_merge(HEAD, HEAD "threats:\n    A@a:\n        ticket: a\n",
                HEAD "threats:\r\n  B@b:\r\n    justification: |\r\n      x\r\n       y\r\n", 0,
                HEAD "threats:\n    A@a:\n        ticket: a\n    B@b:\n      justification: |\n"
                     "        x\n         y\n");
    check_merge(HEAD, HEAD "threats:\n A@a:\n   ticket: a\n",
                HEAD "threats:\n   B@b:\n    ticket: b\n", 0,
                HEAD "threats:\n A@a:\n   ticket: a\n B@b:\n  ticket: b\n");
}

static void
test_newer(void)
{
    static const char base[] = HEAD "threats:\n  A@a: {ticket: a}\n";
    static const char older[] = HEAD "threats:\n  A@a: {ticket: o, at: 2026-01-01}\n";
    static const char newer[] = HEAD "threats:\n  A@a: {ticket: n, at: 2026-01-02}\n";

    check_both(base, older, newer, newer);
    check_both("", older, newer, newer);
    check_both(older, base, newer, newer);
}

/* As the other keys: what one side noted counts, of both the newer. */
static void
test_notes(void)
{
    static const char base[] = HEAD "threats:\n  A@a: {ticket: a}\n  B@b:\n    notes: b\n";
    static const char noted[] = HEAD "threats:\n  A@a:\n    ticket: a\n    notes: |-\n      one\n"
                                     "\n      two: #3\n  B@b:\n    notes: b\n";
    static const char other[] = HEAD "threats:\n  A@a: {ticket: a}\n  B@b:\n    notes: c\n";
    static const char older[] = HEAD "threats:\n  A@a:\n    notes: o\n    at: 2026-01-01\n";
    static const char newer[] = HEAD "threats:\n  A@a:\n    notes: n\n    at: 2026-01-02\n";

    check_both(base, base, noted, noted);
    check_both(base, noted, other,
               HEAD "threats:\n  A@a:\n    ticket: a\n    notes: |-\n      one\n\n"
                    "      two: #3\n  B@b:\n    notes: c\n");
    check_both(HEAD, older, newer, newer);
    check_merge(HEAD "threats:\n  A@a:\n    notes: a\n", HEAD "threats:\n  A@a:\n    notes: b\n",
                HEAD "threats:\n  A@a:\n    notes: c\n", 1,
                HEAD "threats:\n<<<<<<< ours\n  A@a:\n    notes: b\n=======\n  A@a:\n"
                     "    notes: c\n>>>>>>> theirs\n");
}

static void
test_conflicts(void)
{
    static const char base[] = HEAD "threats:\n  A@a: {ticket: a}\n  B@b: {ticket: b}\n";

    check_merge(base, HEAD "threats:\n  A@a: {ticket: o}\n  B@b: {ticket: b}\n",
                HEAD "threats:\n  # why\n  A@a: {ticket: t}\n  B@b: {ticket: b}\n", 1,
                HEAD "threats:\n<<<<<<< ours\n  A@a: {ticket: o}\n=======\n  # why\n"
                     "  A@a: {ticket: t}\n>>>>>>> theirs\n  B@b: {ticket: b}\n");
    check_merge(base, HEAD "threats:\n  B@b: {ticket: b}\n",
                HEAD "threats:\n  A@a: {ticket: t}\n  B@b: {ticket: b}\n", 1,
                HEAD "threats:\n<<<<<<< ours\n=======\n  A@a: {ticket: t}\n>>>>>>> theirs\n"
                     "  B@b: {ticket: b}\n");
    check_merge(HEAD "model:\n  name: a\n", HEAD "model:\n  name: b\n", HEAD "model:\n  name: c\n",
                1, HEAD "model:\n<<<<<<< ours\n  name: b\n=======\n  name: c\n>>>>>>> theirs\n");
}

static void
test_answers(void)
{
    check_merge(HEAD "answers:\n  a: {x: Yes}\n", HEAD "answers:\n  a: {x: Yes, y: 'No'} # c\n",
                HEAD "answers:\n  a: {x: No, z: Yes}\n", 0,
                HEAD "answers:\n  a: {x: No, y: 'No', z: Yes} # c\n");
    check_merge("", HEAD "answers:\n  a:\n    x: \"Yes\"  # c\n",
                HEAD "answers:\n  a: {z: 'a, b'}\n", 0,
                HEAD "answers:\n  a:\n    x: \"Yes\"  # c\n    z: \"a, b\"\n");
    check_merge("", HEAD "answers:\n  a: {x: Yes}\n", HEAD "answers:\n  a: {x: No}\n", 1,
                HEAD "answers:\n<<<<<<< ours\n  a: {x: Yes}\n=======\n  a: {x: No}\n"
                     ">>>>>>> theirs\n");
    check_merge(HEAD "answers:\n  a: {x: Yes, y: Yes}\n", HEAD "answers:\n  a: {x: Yes}\n",
                HEAD "answers:\n  a: {x: No, y: Yes}\n", 1,
                HEAD "answers:\n<<<<<<< ours\n  a: {x: Yes}\n=======\n  a: {x: No, y: Yes}\n"
                     ">>>>>>> theirs\n");
}

/* However an answer is written, none is lost. */
static void
test_odd_answers(void)
{
    check_merge(HEAD "answers:\n  a:\n    x: Yes\n", HEAD "answers:\n  a:\n    x: Yes\n    y: No",
                HEAD "answers:\n  a:\n    x: Yes\n    z: Yes\n", 0,
                HEAD "answers:\n  a:\n    x: Yes\n    y: No\n    z: Yes");
    check_merge(HEAD "answers:\n  a:\n    'x': Yes\n",
                HEAD "answers:\n  a:\n    'x': Yes\n    y: No\n",
                HEAD "answers:\n  a:\n    'x': Yes\n    z: Yes\n", 0,
                HEAD "answers:\n  a:\n    'x': Yes\n    y: No\n    z: Yes\n");
    check_merge(HEAD "answers:\n  a:\n    x: |\n      Yes\n",
                HEAD "answers:\n  a:\n    x: |\n      Yes\n    y: No\n",
                HEAD "answers:\n  a:\n    x: 'q#, r'\n", 1,
                HEAD "answers:\n<<<<<<< ours\n  a:\n    x: |\n      Yes\n    y: No\n=======\n"
                     "  a:\n    x: 'q#, r'\n>>>>>>> theirs\n");
    check_merge(HEAD "answers:\n  a: {x: 'a\n    b'}\n",
                HEAD "answers:\n  a: {x: 'a\n    b', y: No}\n", HEAD "answers:\n  a: {x: Yes}\n", 0,
                HEAD "answers:\n  a: {x: Yes, y: No}\n");
}

/* What says the same need not be written the same. */
static void
test_written_anew(void)
{
    static const char braced[] = HEAD "threats: {A@a: {ticket: a}}\n";
    static const char lines[] = HEAD "threats:\n  A@a: {ticket: a}\n";

    check_merge(braced, braced, lines, 0, braced);
    check_merge(braced, lines, braced, 0, lines);
}

/* Comments are changes, too. */
static void
test_comments(void)
{
    static const char base[] = "# old\n" HEAD "threats:\n  A@a: {ticket: a}\n";
    static const char said[] = "# old\n" HEAD "threats:\n  # said\n  A@a: {ticket: a}\n";
    static const char head[] = "# new\n" HEAD "threats:\n  A@a: {ticket: a}\n";

    check_both(base, base, said, said);
    check_both(base, base, head, head);
    check_both(base, said, head, "# new\n" HEAD "threats:\n  # said\n  A@a: {ticket: a}\n");
    check_merge(base, "# ours\n" HEAD "threats:\n  A@a: {ticket: a}\n", head, 1,
                "# ours\n" HEAD "threats:\n  A@a: {ticket: a}\n");
}

static void
test_refused(void)
{
    static const char base[] = HEAD "threats:\n  A@a: {ticket: a}\n";

    check_merge(base, base, HEAD "threats:\n  A@a: {state: done}\n", -1,
                "theirs:3:16: error: \"done\" is no state: expected one of not-started, "
                "needs-investigation, not-applicable, mitigated");
    check_merge(base, base, HEAD "threats: {A@a: {ticket: b}}\n", -1,
                "theirs:1:1: error: A@a cannot be merged as it is written: put it on lines of its "
                "own");
    check_merge(base, HEAD "threats: {A@a: {ticket: a}}\n", base, 0,
                HEAD "threats: {A@a: {ticket: a}}\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/register-merge/one-side", test_one_side);
    g_test_add_func("/register-merge/two-sides", test_two_sides);
    g_test_add_func("/register-merge/indent", test_indent);
    g_test_add_func("/register-merge/newer", test_newer);
    g_test_add_func("/register-merge/notes", test_notes);
    g_test_add_func("/register-merge/conflicts", test_conflicts);
    g_test_add_func("/register-merge/answers", test_answers);
    g_test_add_func("/register-merge/odd-answers", test_odd_answers);
    g_test_add_func("/register-merge/written-anew", test_written_anew);
    g_test_add_func("/register-merge/comments", test_comments);
    g_test_add_func("/register-merge/refused", test_refused);
    return g_test_run();
}
