/* A tool of the build: writes text files as strings in C, so that a style sheet is a style sheet in
 * the source and a string in the program.
 *
 * usage: text OUT.c NAME=FILE... */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#define BYTES_IN_LINE 20

static void
append_bytes(GString *out, const char *name, const char *text, gsize length)
{
    g_string_append_printf(out, "\nconst char %s[] = {", name);
    for (gsize i = 0; i < length; i++)
        g_string_append_printf(out, "%s%d,", i % BYTES_IN_LINE == 0 ? "\n    " : " ",
                               (signed char)text[i]);
    g_string_append(out, "\n    0};\n");
}

static gboolean
add_file(GString *out, const char *argument, GError **error)
{
    g_auto(GStrv) words = g_strsplit(argument, "=", 2);
    g_autofree char *text = NULL;
    gsize length;

    if (g_strv_length(words) != 2 || !g_file_get_contents(words[1], &text, &length, error))
        return FALSE;
    g_string_append_printf(out, "extern const char %s[];\n", words[0]);
    append_bytes(out, words[0], text, length);
    return TRUE;
}

int
main(int argc, char **argv)
{
    g_autoptr(GString) out = g_string_new("/* Made by plugins/embed/text.c: do not edit. */\n");
    g_autoptr(GError) error = NULL;

    if (argc < 3)
        return 2;
    for (int i = 2; i < argc; i++)
        if (!add_file(out, argv[i], &error)) {
            fprintf(stderr, "text: %s\n", error != NULL ? error->message : argv[i]);
            return 2;
        }
    if (!g_file_set_contents(argv[1], out->str, (gssize)out->len, &error)) {
        fprintf(stderr, "text: %s\n", error->message);
        return 2;
    }
    return 0;
}
