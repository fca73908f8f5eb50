/* Folders and registers among the arguments: in their place stand the diagrams. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "files.h"
#include "folders.h"
#include "importers.h"
#include "register-file.h"

#define MAX_FILES 10000
#define MAX_DEPTH 100

/* Endings that importers know and that mostly belong to something else. */
static const char *const doubtful[] = {"xml", "svg", "png", "html", "json", "yaml", "yml", NULL};

typedef struct {
    GHashTable *known; /* keys of files that were found */
    GPtrArray *found;  /* char: their names */
    guint seen;        /* files in folders, also those found before */
} Walk;

static gboolean
ends_in(const char *name, const char *extensions)
{
    g_auto(GStrv) endings = g_strsplit(extensions, " ", -1);
    g_autofree char *lower = g_ascii_strdown(name, -1);

    for (char **ending = endings; *ending != NULL; ending++) {
        g_autofree char *dotted = g_strconcat(".", *ending, NULL);

        if (!g_strv_contains(doubtful, *ending) && g_str_has_suffix(lower, dotted))
            return TRUE;
    }
    return FALSE;
}

static gboolean
is_diagram(const char *name)
{
    for (const TmImporter *const *importer = tm_importers; *importer != NULL; importer++)
        if (ends_in(name, (*importer)->extensions))
            return TRUE;
    return FALSE;
}

/* Takes @path. */
static gboolean
add_file(Walk *walk, char *path, GError **error)
{
    walk->seen++;
    if (!g_hash_table_add(walk->known, tm_file_key(path))) {
        g_free(path);
        return TRUE;
    }
    g_ptr_array_add(walk->found, path);
    return walk->found->len <= MAX_FILES ||
           tm_options_fail(error, "more than %d diagrams", MAX_FILES);
}

static int
by_name(const struct dirent **one, const struct dirent **two)
{
    return strcmp((*one)->d_name, (*two)->d_name);
}

static int
is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* "docs" and "shop.dot": "docs/shop.dot"; what is here has no folder. */
static char *
path_in(const char *folder, const char *name)
{
    return strcmp(folder, ".") == 0 ? g_strdup(name) : g_build_filename(folder, name, NULL);
}

static gboolean
add_entry(Walk *walk, const char *folder, const char *name, GPtrArray *folders, GError **error)
{
    g_autofree char *path = path_in(folder, name);
    struct stat status;

    if (lstat(path, &status) != 0)
        return TRUE; /* it is gone since the folder was read */
    if (S_ISDIR(status.st_mode))
        g_ptr_array_add(folders, g_steal_pointer(&path));
    else if (S_ISREG(status.st_mode) && is_diagram(name))
        return add_file(walk, g_steal_pointer(&path), error);
    return TRUE;
}

static gboolean
add_entries(Walk *walk, const char *folder, GPtrArray *folders, GError **error)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_shown, by_name);
    gboolean good = TRUE;

    if (count < 0)
        return add_file(walk, g_strdup(folder), error);
    for (int i = 0; i < count; i++) {
        good = good && add_entry(walk, folder, entries[i]->d_name, folders, error);
        free(entries[i]);
    }
    free(entries);
    return good;
}

static gboolean
add_folder(Walk *walk, const char *folder, guint depth, GError **error)
{
    g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);

    if (depth > MAX_DEPTH)
        return tm_options_fail(error, "%s: folders deeper than %d", folder, MAX_DEPTH);
    if (!add_entries(walk, folder, folders, error))
        return FALSE;
    for (guint i = 0; i < folders->len; i++)
        if (!add_folder(walk, folders->pdata[i], depth + 1, error))
            return FALSE;
    return TRUE;
}

static gboolean
is_folder(const char *name)
{
    struct stat status;

    return strcmp(name, "-") != 0 && stat(name, &status) == 0 && S_ISDIR(status.st_mode);
}

/* "docs//" is "docs", "/" stays. */
static char *
bare_name(const char *name)
{
    gsize length = strlen(name);

    while (length > 1 && name[length - 1] == '/')
        length--;
    return g_strndup(name, length);
}

/* Its register stands for a diagram, so that both may be named. */
static gboolean
expand_file(Walk *walk, const char *name, GError **error)
{
    char *diagram = tm_register_file_diagram(name);

    if (diagram != NULL)
        return add_file(walk, diagram, error);
    g_hash_table_add(walk->known, tm_file_key(name));
    g_ptr_array_add(walk->found, g_strdup(name));
    return TRUE;
}

static gboolean
expand_name(Walk *walk, const char *name, GError **error)
{
    const guint before = walk->seen;
    g_autofree char *folder = bare_name(name);

    if (!is_folder(name))
        return expand_file(walk, name, error);
    if (!add_folder(walk, folder, 0, error))
        return FALSE;
    return walk->seen > before || tm_fail(error, TM_ERROR_FORMAT, name, (TmPlace){1, 1},
                                          "cannot read: no diagram is in the folder");
}

gboolean
tm_folders_expand(TmOptions *options, GError **error)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    Walk walk = {known, found, 0};

    if (options->files->len == 0)
        return tm_options_fail(error, "no file to check; see --help");
    for (guint i = 0; i < options->files->len; i++)
        if (!expand_name(&walk, options->files->pdata[i], error))
            return FALSE;
    g_ptr_array_unref(options->files);
    options->files = g_steal_pointer(&found);
    if (options->decisions != NULL && options->files->len > 1)
        return tm_options_fail(error, "--register is for one diagram, not for %u",
                               options->files->len);
    return TRUE;
}
