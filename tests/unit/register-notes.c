/* What must hold of notes, tried on random ones: they come back, leave every other line as it is,
 * and go without a trace; those of two sides are both in the merged register.
 */
#include "register-put.h"

#define N_TRIALS 300
#define MAX_PIECES 12

static const char base[] = "# ours\ndrawbridge: 1\nthreats:\n"
                           "  A@a:   # first\n    state: mitigated\n    justification: j  # why\n"
                           "    # deeper\n    ticket: T-1\n"
                           "  # about B\n"
                           "  B@b:\n     owner: b\n     at: 2026-01-01\n"
                           "  C@c:\n    state: needs-investigation\n"
                           "custom:\n  - id: U1\n    title: T\n    category: C\n"
                           "    severity: low\n    subjects: [x]\n";
static const char *const ids[] = {"A@a", "B@b", "C@c", "U1"};

/* A text of pieces that mean something in YAML, in whatever order. */
static char *
random_text(GRand *random)
{
    static const char *const pieces[] = {
        "a",      "\n", "\n\n", " ", "  - ", ": ", " #", "#",  "'",        "\"",  "|",
        ">",      "{",  "}",    "[", "]",    "%",  "\t", "&x", "---",      "...", "\\",
        "\u00e4", "!",  "? ",   "*", "@",    ",",  "~",  "0",  "<<<<<<< ", "\n# "};
    const gint32 count = g_rand_int_range(random, 1, MAX_PIECES);
    GString *text = g_string_new("n");

    if (g_rand_boolean(random))
        g_string_truncate(text, 0);
    for (gint32 i = 0; i < count; i++)
        g_string_append(text, pieces[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(pieces))]);
    while (g_str_has_suffix(text->str, "\n"))
        g_string_truncate(text, text->len - 1);
    return g_string_free(text, FALSE);
}

static TmRegister *
load(const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    g_autoptr(GError) error = NULL;
    TmRegister *book = tm_register_load("r.yaml", bytes, &error);

    g_assert_no_error(error);
    return book;
}

static const TmDecision *
find(const TmRegister *book, const char *id)
{
    const GPtrArray *lists[] = {book->decisions, book->customs};

    for (gsize list = 0; list < G_N_ELEMENTS(lists); list++)
        for (guint i = 0; i < lists[list]->len; i++) {
            const TmDecision *decision = g_ptr_array_index(lists[list], i);
            if (strcmp(decision->id, id) == 0)
                return decision;
        }
    g_assert_not_reached();
}

/* Returns the register with these notes about a threat, whatever else it says of it. */
static char *
note(const char *text, const char *id, const char *notes)
{
    g_autoptr(TmRegister) book = load(text);
    g_autoptr(GError) error = NULL;
    TmDecision noted = *find(book, id);
    char *out;

    noted.notes = notes;
    out = put(text, &noted, &error);
    g_assert_no_error(error);
    return out;
}

static void
check_notes(const char *text, const char *id, const char *want)
{
    g_autoptr(TmRegister) book = load(text);

    g_assert_cmpstr(find(book, id)->notes, ==, want);
}

static const char *
pick(GRand *random, const char *but)
{
    const char *id = ids[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(ids))];

    return g_strcmp0(id, but) == 0 ? pick(random, but) : id;
}

static void
come_and_go(GRand *random)
{
    const char *id = pick(random, NULL);
    g_autofree char *first = random_text(random);
    g_autofree char *second = random_text(random);
    g_autofree char *noted = note(base, id, first);
    g_autofree char *again = note(noted, id, second);
    g_autofree char *gone = note(again, id, "");

    check_notes(noted, id, first);
    check_notes(again, id, second);
    g_assert_cmpstr(gone, ==, base);
}

static char *
merge(const char *ours, const char *theirs)
{
    const TmMergeSide sides[3] = {{"base", g_bytes_new(base, strlen(base))},
                                  {"ours", g_bytes_new(ours, strlen(ours))},
                                  {"theirs", g_bytes_new(theirs, strlen(theirs))}};
    g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    GString *out = g_string_new(NULL);
    guint conflicts = 0;

    tm_register_merge(sides, out, said, &conflicts, &error);
    for (gsize i = 0; i < G_N_ELEMENTS(sides); i++)
        g_bytes_unref(sides[i].bytes);
    g_assert_no_error(error);
    g_assert_cmpuint(conflicts, ==, 0);
    return g_string_free(out, FALSE);
}

static void
meet(GRand *random)
{
    const char *one = pick(random, NULL);
    const char *other = pick(random, one);
    g_autofree char *first = random_text(random);
    g_autofree char *second = random_text(random);
    g_autofree char *ours = note(base, one, first);
    g_autofree char *theirs = note(base, other, second);
    g_autofree char *merged = merge(ours, theirs);
    g_autofree char *exchanged = merge(theirs, ours);

    check_notes(merged, one, first);
    check_notes(merged, other, second);
    g_assert_cmpstr(merged, ==, exchanged);
}

static void
test_notes(gconstpointer data)
{
    void (*const try)(GRand *) = *(void (*const *)(GRand *))data;

    for (guint32 seed = 1; seed <= N_TRIALS; seed++) {
        GRand *random = g_rand_new_with_seed(seed);
        try(random);
        g_rand_free(random);
    }
}

int
main(int argc, char **argv)
{
    static void (*const tries[])(GRand *) = {come_and_go, meet};

    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/register-notes/come-and-go", &tries[0], test_notes);
    g_test_add_data_func("/register-notes/meet", &tries[1], test_notes);
    return g_test_run();
}
