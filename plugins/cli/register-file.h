/* The threat register of a diagram as a file. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Returns the path of the register of the diagram @file: @named, or where that is NULL the file
 * beside the diagram, "shop.dot.threats.yaml"; NULL for standard input. Free it. */
char *tm_register_file_path(const char *named, const char *file);

/* Returns the diagram beside which the register @path lies, "shop.dot"; NULL: it is not called like
 * a register. Free it. */
char *tm_register_file_diagram(const char *path);

/* Loads that file. *@beside stays NULL where it is not there, which is an error if it must. */
gboolean tm_register_file_load(const char *path, gboolean must_exist, TmRegister **beside,
                               GError **error);

/* Reads its bytes. *@bytes stays NULL where it is not there. */
gboolean tm_register_file_read(const char *path, GBytes **bytes, GError **error);

/* Lets nobody else who asks change registers in the folder of @path, until the descriptor that is
 * returned is closed; waits for it. -1: the folder knows no locks. */
int tm_register_file_lock(const char *path);

G_END_DECLS
