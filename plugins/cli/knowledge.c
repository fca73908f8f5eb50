/* Templates by name: those compiled into the program, folders, and files of Microsoft's tool. */
#include "knowledge.h"

#include "files.h"

static gboolean
add_file(GArray *sources, const char *path, GError **error)
{
    TmSource source = {path, tm_file_read(path, error)};

    if (source.bytes == NULL)
        return FALSE;
    g_array_append_val(sources, source);
    return TRUE;
}

/* @paths keeps the names of the files. */
static gboolean
add_folder(GArray *sources, GPtrArray *paths, const char *folder, GError **error)
{
    guint first = paths->len;

    if (!tm_file_walk(folder, ".yaml", paths, error))
        return FALSE;
    if (paths->len == first)
        return tm_fail(error, TM_ERROR_MEANING, folder, (TmPlace){1, 1},
                       "is not a template: no .yaml file is in it");
    for (guint i = first; i < paths->len; i++)
        if (!add_file(sources, paths->pdata[i], error))
            return FALSE;
    return TRUE;
}

static gboolean
add_template(GArray *sources, GPtrArray *paths, const char *name, GError **error)
{
    if (tm_template_builtin(name, sources))
        return TRUE;
    if (g_file_test(name, G_FILE_TEST_IS_REGULAR))
        return add_file(sources, name, error);
    return add_folder(sources, paths, name, error);
}

TmTemplate *
tm_knowledge_load(const GPtrArray *names, const char *language, GError **error)
{
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < names->len; i++)
        if (!add_template(sources, paths, names->pdata[i], error))
            return NULL;
    return tm_knowledge_compile(sources, language, error);
}
