/* The threat register of a diagram as a file. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Returns the path of the register of the diagram @file: @named, or where that is NULL the file
 * beside the diagram, "shop.dot.threats.yaml"; NULL for standard input. Free it. */
char *tm_register_file_path(const char *named, const char *file);

/* Loads that file. *@beside stays NULL where it is not there, which is an error only if it is
 * @named. */
gboolean tm_register_file_load(const char *named, const char *file, TmRegister **beside,
                               GError **error);

G_END_DECLS
