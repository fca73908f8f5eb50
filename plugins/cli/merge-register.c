/* drawbridge merge-register: a register that two people changed, as git asks for it: the result is
 * written over OURS. */
#include "merge-register.h"

#include <stdio.h>
#include <unistd.h>

#include "files.h"

#define N_SIDES 3
#define OURS 1

static gboolean
read_sides(const GPtrArray *names, TmMergeSide sides[N_SIDES], GError **error)
{
    for (guint i = 0; i < N_SIDES; i++) {
        sides[i].name = names->pdata[i];
        sides[i].bytes = tm_file_read(sides[i].name, error);
        if (sides[i].bytes == NULL)
            return FALSE;
    }
    return TRUE;
}

static gboolean
merge(const TmMergeSide sides[N_SIDES], guint *conflicts, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);

    if (!tm_register_merge(sides, text, notes, conflicts, error) ||
        !tm_file_save(sides[OURS].name, text->str, text->len, error))
        return FALSE;
    for (guint i = 0; i < notes->len; i++)
        dprintf(STDERR_FILENO, "%s:1:1: note: %s\n", sides[OURS].name, (char *)notes->pdata[i]);
    return TRUE;
}

int
tm_merge_register_command(const TmOptions *options, GError **error)
{
    TmMergeSide sides[N_SIDES] = {{NULL, NULL}};
    guint conflicts = 0;

    if (options->files->len != N_SIDES)
        return tm_options_fail(error, "merge-register takes three files: BASE OURS THEIRS");
    if (read_sides(options->files, sides, error))
        merge(sides, &conflicts, error);
    for (guint i = 0; i < N_SIDES; i++)
        g_clear_pointer(&sides[i].bytes, g_bytes_unref);
    return conflicts > 0 ? 1 : 0;
}
