/* Runs a fuzz target without libFuzzer: on each seed, on its beginnings, and on copies of it with a
 * few bytes changed, the same ones on every run. */
#include <stdio.h>
#include <string.h>

#include "fuzz.h"

#define BEGINNINGS 16
#define CHANGES 32
#define MAX_SEED (64 << 10) /* a longer seed is only run as it is */
#define SEED 20210901u

static void
run(const char *text, gsize length)
{
    g_autofree guint8 *exact = g_malloc(MAX(length, 1));

    memcpy(exact, text, length);

    LLVMFuzzerTestOneInput(exact, length);
}

static void
run_beginnings(const char *text, gsize length)
{
    for (gsize i = 0; i < BEGINNINGS; i++)
        run(text, length * i / BEGINNINGS);
}

static void
run_changes(const char *text, gsize length, GRand *random)
{
    for (guint i = 0; i < CHANGES && length > 0; i++) {
        g_autofree char *copy = g_memdup2(text, length);

        for (guint j = 0; j <= i % 4; j++)
            copy[g_rand_int_range(random, 0, (gint32)length)] =
                (char)g_rand_int_range(random, 0, 256);
        run(copy, length);
    }
}

static gboolean
run_file(const char *path)
{
    g_autofree char *text = NULL;
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
    gsize length;

    if (!g_file_get_contents(path, &text, &length, NULL))
        return FALSE;
    run(text, length);
    if (length <= MAX_SEED) {
        run_beginnings(text, length);
        run_changes(text, length, random);
    }
    return TRUE;
}

int
main(int count, char **paths)
{
    int failed = 0;

    printf("1..%d\n", count - 1);
    run("", 0);
    for (int i = 1; i < count; i++) {
        gboolean good = run_file(paths[i]);

        printf("%s %d - %s\n", good ? "ok" : "not ok", i, paths[i]);
        failed |= !good;
    }
    return failed;
}
