/* The templates that are part of the program, where its size counts for more than its start: they
 * take the place of engine/template-builtin.c and are parsed like any file. */
#include "inflate.h"
#include "packed.h"
#include "template-load.h"

static void
clear_source(gpointer source)
{
    TmSource *s = source;

    g_clear_pointer(&s->bytes, g_bytes_unref);
}

GArray *
tm_sources_new(void)
{
    GArray *sources = g_array_new(FALSE, TRUE, sizeof(TmSource));

    g_array_set_clear_func(sources, clear_source);
    return sources;
}

/* There are no trees. */
const TmYaml *
tm_load_builtin(TmPool *pool G_GNUC_UNUSED, const TmSource *source G_GNUC_UNUSED)
{
    return NULL;
}

static void
add_files(const char *folder, GBytes *all, GArray *sources)
{
    gsize place = 0;

    for (gsize i = 0; i < tm_n_packed_files; i++) {
        const TmPackedFile *file = &tm_packed_files[i];
        TmSource source = {file->name, NULL};

        if (g_str_has_prefix(file->name, folder)) {
            source.bytes = g_bytes_new_from_bytes(all, place, file->length);
            g_array_append_val(sources, source);
        }
        place += file->length;
    }
}

gboolean
tm_template_builtin(const char *name, GArray *sources)
{
    g_autofree char *folder = g_strconcat(name, "/", NULL);
    const guint before = sources->len;
    gsize budget = TM_INFLATE_BUDGET;
    g_autoptr(GBytes) all =
        tm_inflate("templates", TM_NOWHERE, tm_packed, tm_packed_length, &budget, NULL);

    g_assert(all != NULL);
    add_files(folder, all, sources);
    return sources->len > before;
}
