/* The only place where files are opened: inputs are read once, outputs appear whole or not at all.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"

#define MAX_BYTES ((gsize)64 << 20)
#define MAX_FILES 10000
#define MAX_DEPTH 10
#define MAX_STRAYS 100
#define PIECE ((gsize)64 << 10)

static gboolean
fail(GError **error, const char *name, const char *what)
{
    return tm_fail(error, TM_ERROR_FORMAT, name, (TmPlace){1, 1}, "%s", what);
}

static gboolean
fail_errno(GError **error, const char *name, const char *what)
{
    return tm_fail(error, TM_ERROR_FORMAT, name, (TmPlace){1, 1}, "%s: %s", what,
                   g_strerror(errno));
}

static gboolean
fail_size(GError **error, const char *name)
{
    return tm_fail(error, TM_ERROR_LIMIT, name, (TmPlace){1, 1}, "larger than %u MiB",
                   (guint)(MAX_BYTES >> 20));
}

/* Reads to the end; a file that grows meanwhile does not get past the limit. */
static gboolean
read_all(int descriptor, const char *name, GByteArray *bytes, GError **error)
{
    gssize got;

    do {
        guint length = bytes->len;

        g_byte_array_set_size(bytes, length + (guint)PIECE);
        got = read(descriptor, bytes->data + length, PIECE);
        g_byte_array_set_size(bytes, length + (guint)MAX(got, 0));
        if (bytes->len > MAX_BYTES)
            return fail_size(error, name);
    } while (got > 0 || (got < 0 && errno == EINTR));
    return got == 0 || fail_errno(error, name, "cannot read");
}

static gboolean
check_readable(int descriptor, const char *name, GError **error)
{
    struct stat status;

    if (fstat(descriptor, &status) != 0)
        return fail_errno(error, name, "cannot read");
    if (S_ISDIR(status.st_mode))
        return fail(error, name, "cannot read: it is a folder");
    if (!S_ISREG(status.st_mode))
        return fail(error, name, "cannot read: it is not a regular file");
    if (status.st_size > (off_t)MAX_BYTES)
        return fail_size(error, name);
    return TRUE;
}

/* Does not wait for the other end of a pipe: that is refused. */
static int
open_input(const char *name, GError **error)
{
    int descriptor = open(name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

    if (descriptor < 0) {
        fail_errno(error, name, "cannot read");
        return -1;
    }
    if (check_readable(descriptor, name, error))
        return descriptor;
    close(descriptor);
    return -1;
}

GBytes *
tm_file_read(const char *name, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    int descriptor;
    gboolean good;

    if (strcmp(name, "-") == 0) {
        good = read_all(STDIN_FILENO, name, bytes, error);
    } else {
        descriptor = open_input(name, error);
        if (descriptor < 0)
            return NULL;
        good = read_all(descriptor, name, bytes, error);
        close(descriptor);
    }
    return good ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}

gboolean
tm_file_print(int descriptor, const char *name, const char *text, gsize length, GError **error)
{
    while (length > 0) {
        gssize written = write(descriptor, text, length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail_errno(error, name, "cannot write");
        text += written;
        length -= (gsize)written;
    }
    return TRUE;
}

/* What is written, and what messages call it. */
typedef struct {
    const char *name;
    const char *text;
    gsize length;
    gboolean synced; /* to the disk before it gets its name */
} Output;

/* Where nothing can be synced (a pipe, some file systems), nothing better can be had. */
static gboolean
print(int descriptor, const Output *output, GError **error)
{
    if (!tm_file_print(descriptor, output->name, output->text, output->length, error))
        return FALSE;
    return !output->synced || fsync(descriptor) == 0 || errno == EINVAL || errno == ENOSYS ||
           fail_errno(error, output->name, "cannot write");
}

static gboolean
print_and_close(int descriptor, const Output *output, GError **error)
{
    if (!print(descriptor, output, error)) {
        close(descriptor);
        return FALSE;
    }
    return close(descriptor) == 0 || fail_errno(error, output->name, "cannot write");
}

static gboolean
write_directly(const Output *output, GError **error)
{
    int descriptor = open(output->name, O_WRONLY | O_NOCTTY | O_CLOEXEC);

    if (descriptor < 0)
        return fail_errno(error, output->name, "cannot write");
    return print_and_close(descriptor, output, error);
}

/* Opens a new file beside @path. One that was killed while it wrote left its own behind, and
 * process numbers come again, in containers soon. Returns its name, or NULL; free it. */
static char *
open_beside(const char *path, int *descriptor)
{
    for (guint stray = 0; stray < MAX_STRAYS; stray++) {
        char *beside = g_strdup_printf("%s.%d-%u~", path, (int)getpid(), stray);

        *descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (*descriptor >= 0)
            return beside;
        g_free(beside);
        if (errno != EEXIST)
            return NULL;
    }
    return NULL;
}

/* Writes @path whole: a reader sees the old file or the new one, which has the rights of @old
 * (NULL: there is none). */
static gboolean
write_beside(const Output *output, const char *path, const struct stat *old, GError **error)
{
    int descriptor;
    g_autofree char *beside = open_beside(path, &descriptor);

    if (beside == NULL)
        return fail_errno(error, output->name, "cannot write");
    if (old != NULL)
        fchmod(descriptor, old->st_mode & 0777);
    if (!print_and_close(descriptor, output, error)) {
        unlink(beside);
        return FALSE;
    }
    if (rename(beside, path) == 0)
        return TRUE;
    fail_errno(error, output->name, "cannot write");
    unlink(beside);
    return FALSE;
}

/* A link stays a link: what it points to is replaced. */
static gboolean
replace(const Output *output, const struct stat *old, GError **error)
{
    char path[PATH_MAX];

    if (access(output->name, W_OK) != 0 || realpath(output->name, path) == NULL)
        return fail_errno(error, output->name, "cannot write");
    return write_beside(output, path, old, error);
}

static gboolean
write_output(const Output *output, GError **error)
{
    struct stat status;

    if (strcmp(output->name, "-") == 0)
        return tm_file_print(STDOUT_FILENO, "standard output", output->text, output->length, error);
    if (stat(output->name, &status) != 0)
        return write_beside(output, output->name, NULL, error);
    if (S_ISDIR(status.st_mode))
        return fail(error, output->name, "cannot write: it is a folder");
    if (!S_ISREG(status.st_mode))
        return write_directly(output, error);
    return replace(output, &status, error);
}

gboolean
tm_file_write(const char *name, const char *text, gsize length, GError **error)
{
    return write_output(&(Output){name, text, length, FALSE}, error);
}

gboolean
tm_file_save(const char *name, const char *text, gsize length, GError **error)
{
    return write_output(&(Output){name, text, length, TRUE}, error);
}

char *
tm_file_key(const char *name)
{
    struct stat status;

    if (stat(name, &status) != 0)
        return g_strconcat("name ", name, NULL);
    return g_strdup_printf("inode %ju:%ju", (uintmax_t)status.st_dev, (uintmax_t)status.st_ino);
}

static gboolean walk(const char *folder, const char *ending, guint depth, GPtrArray *names,
                     GError **error);

static gboolean
walk_entry(char *path, const char *ending, guint depth, GPtrArray *names, GError **error)
{
    g_autofree char *owned = path;
    struct stat status;

    if (stat(path, &status) != 0)
        return fail_errno(error, path, "cannot read");
    if (S_ISDIR(status.st_mode))
        return walk(path, ending, depth + 1, names, error);
    if (!g_str_has_suffix(path, ending))
        return TRUE;
    if (names->len == MAX_FILES)
        return tm_fail(error, TM_ERROR_LIMIT, path, (TmPlace){1, 1}, "more than %d files",
                       MAX_FILES);
    g_ptr_array_add(names, g_steal_pointer(&owned));
    return TRUE;
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

gboolean
tm_file_is_empty(const char *name)
{
    struct dirent **entries;
    int count = scandir(name, &entries, NULL, NULL);

    for (int i = 0; i < count; i++)
        free(entries[i]);
    if (count >= 0)
        free(entries);
    return count >= 0 && count <= 2; /* . and .. */
}

static gboolean
walk(const char *folder, const char *ending, guint depth, GPtrArray *names, GError **error)
{
    struct dirent **entries;
    gboolean good = TRUE;
    int count;

    if (depth > MAX_DEPTH)
        return tm_fail(error, TM_ERROR_LIMIT, folder, (TmPlace){1, 1}, "folders deeper than %d",
                       MAX_DEPTH);
    count = scandir(folder, &entries, is_shown, by_name);
    if (count < 0)
        return fail_errno(error, folder, "cannot read");
    for (int i = 0; i < count; i++) {
        good = good && walk_entry(g_build_filename(folder, entries[i]->d_name, NULL), ending, depth,
                                  names, error);
        free(entries[i]);
    }
    free(entries);
    return good;
}

gboolean
tm_file_walk(const char *folder, const char *ending, GPtrArray *names, GError **error)
{
    return walk(folder, ending, 0, names, error);
}
