/* The YAML files of a folder, for tools of the build. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef struct {
    const char *path;
    GPtrArray *folders; /* char: paths, its own too, sorted */
    GPtrArray *files;   /* char: paths, sorted */
} TmFolder;

/* Finds the files of the folder @path, which must outlive @folder; clear it in any case. */
gboolean tm_folder_read(TmFolder *folder, const char *path, GError **error);
void tm_folder_clear(TmFolder *folder);

/* Returns a path as it is in the folder: "stride/controls.yaml". */
const char *tm_folder_name(const TmFolder *folder, const char *path);

/* Writes for make that @out is made of the folders and the files: so a new file makes it again. */
gboolean tm_folder_write_depends(const TmFolder *folder, const char *out, const char *depends,
                                 GError **error);

G_END_DECLS
