/* The threat register of a diagram as a file. */
#include "register-file.h"

#include <string.h>
#include <sys/stat.h>

#include "files.h"

#define ENDING ".threats.yaml"

char *
tm_register_file_path(const char *named, const char *file)
{
    if (named != NULL)
        return g_strdup(named);
    return strcmp(file, "-") == 0 ? NULL : g_strconcat(file, ENDING, NULL);
}

/* A link that leads nowhere is there: what it should lead to is missed. */
static gboolean
is_there(const char *path)
{
    struct stat status;

    return lstat(path, &status) == 0;
}

gboolean
tm_register_file_load(const char *named, const char *file, TmRegister **beside, GError **error)
{
    g_autofree char *path = tm_register_file_path(named, file);
    g_autoptr(GBytes) bytes = NULL;

    if (path == NULL || (named == NULL && !is_there(path)))
        return TRUE;
    bytes = tm_file_read(path, error);
    if (bytes != NULL)
        *beside = tm_register_load(path, bytes, error);
    return *beside != NULL;
}
