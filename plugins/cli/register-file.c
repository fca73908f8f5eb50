/* The threat register of a diagram as a file. */
#include "register-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"

#define ENDING ".threats.yaml"

char *
tm_register_file_path(const char *named, const char *file)
{
    if (named != NULL)
        return g_strdup(named);
    return strcmp(file, "-") == 0 ? NULL : g_strconcat(file, ENDING, NULL);
}

char *
tm_register_file_diagram(const char *path)
{
    if (!g_str_has_suffix(path, ENDING) || strlen(path) == strlen(ENDING))
        return NULL;
    return g_strndup(path, strlen(path) - strlen(ENDING));
}

/* A link that leads nowhere is there: what it should lead to is missed. */
static gboolean
is_there(const char *path)
{
    struct stat status;

    return lstat(path, &status) == 0;
}

gboolean
tm_register_file_read(const char *path, GBytes **bytes, GError **error)
{
    if (!is_there(path))
        return TRUE;
    *bytes = tm_file_read(path, error);
    return *bytes != NULL;
}

gboolean
tm_register_file_load(const char *path, gboolean must_exist, TmRegister **beside, GError **error)
{
    g_autoptr(GBytes) bytes = NULL;

    if (path == NULL || (!must_exist && !is_there(path)))
        return TRUE;
    bytes = tm_file_read(path, error);
    if (bytes != NULL)
        *beside = tm_register_load(path, bytes, error);
    return *beside != NULL;
}

/* The folder, since the file itself is replaced. */
int
tm_register_file_lock(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    while (descriptor >= 0 && flock(descriptor, LOCK_EX) != 0) {
        if (errno == EINTR)
            continue;
        close(descriptor);
        return -1;
    }
    return descriptor;
}
