/* The only place where files are opened: inputs are read once, outputs appear whole or not at all.
 * Every error is one line, "NAME:1:1: error: cannot ...". */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Reads a regular file of at most 64 MiB; "-" is standard input. Free with g_bytes_unref(). */
GBytes *tm_file_read(const char *name, GError **error);

/* Writes @text beside @name and renames it. What is no regular file (a device, a pipe) is written
 * to directly; "-" is standard output. */
gboolean tm_file_write(const char *name, const char *text, gsize length, GError **error);

/* The same for what nobody can make again, decisions and drawings: when it returns, it is on the
 * disk, so that a machine that loses its power has the old file or the new one. */
gboolean tm_file_save(const char *name, const char *text, gsize length, GError **error);

/* The same for what nobody could make again, decisions and drawings: when it returns, it is on the
 * disk, so that a machine that loses its power keeps the old file or has the new one. */
gboolean tm_file_save(const char *name, const char *text, gsize length, GError **error);

/* Writes to an open descriptor that messages call @name. */
gboolean tm_file_print(int descriptor, const char *name, const char *text, gsize length,
                       GError **error);

/* Adds the name of every file below @folder that ends in @ending, sorted by name, so that the order
 * is the same on every machine. Hidden files are passed over. At most 10,000 files, depth 10. */
gboolean tm_file_walk(const char *folder, const char *ending, GPtrArray *names, GError **error);

/* Whether @name is a folder in which nothing is. */
gboolean tm_file_is_empty(const char *name);

/* Returns a text that two names of the same file share. Free it. */
char *tm_file_key(const char *name);

G_END_DECLS
