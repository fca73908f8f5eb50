/* The YAML files of a folder, for tools of the build. */
#include "folder.h"

#include <string.h>

static gboolean add_folder(TmFolder *folder, const char *name, GError **error);

static gboolean
add_path(TmFolder *folder, const char *path, GError **error)
{
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return add_folder(folder, path, error);
    if (g_str_has_suffix(path, ".yaml"))
        g_ptr_array_add(folder->files, g_strdup(path));
    return TRUE;
}

static gboolean
add_folder(TmFolder *folder, const char *name, GError **error)
{
    g_autoptr(GDir) dir = g_dir_open(name, 0, error);
    const char *entry;

    if (dir == NULL)
        return FALSE;
    g_ptr_array_add(folder->folders, g_strdup(name));
    while ((entry = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_strconcat(name, "/", entry, NULL);
        if (*entry != '.' && !add_path(folder, path, error))
            return FALSE;
    }
    return TRUE;
}

static gint
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
tm_folder_clear(TmFolder *folder)
{
    g_clear_pointer(&folder->folders, g_ptr_array_unref);
    g_clear_pointer(&folder->files, g_ptr_array_unref);
}

gboolean
tm_folder_read(TmFolder *folder, const char *path, GError **error)
{
    folder->path = path;
    folder->folders = g_ptr_array_new_with_free_func(g_free);
    folder->files = g_ptr_array_new_with_free_func(g_free);
    if (!add_folder(folder, path, error))
        return FALSE;
    g_ptr_array_sort(folder->files, compare_names);
    g_ptr_array_sort(folder->folders, compare_names);
    return TRUE;
}

const char *
tm_folder_name(const TmFolder *folder, const char *path)
{
    return path + strlen(folder->path) + 1;
}

static void
add_dependencies(GString *text, const GPtrArray *paths)
{
    for (guint i = 0; i < paths->len; i++) {
        g_auto(GStrv) parts = g_strsplit(g_ptr_array_index(paths, i), " ", -1);
        g_autofree char *escaped = g_strjoinv("\\ ", parts);
        g_string_append_printf(text, " %s", escaped);
    }
}

gboolean
tm_folder_write_depends(const TmFolder *folder, const char *out, const char *depends,
                        GError **error)
{
    g_autoptr(GString) list = g_string_new(out);

    g_string_append_c(list, ':');
    add_dependencies(list, folder->folders);
    add_dependencies(list, folder->files);
    g_string_append_c(list, '\n');
    return g_file_set_contents(depends, list->str, -1, error);
}
