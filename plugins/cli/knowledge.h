/* Templates by name: those compiled into the program, folders, and files of Microsoft's tool. */
#pragma once

#include "knowledge-bytes.h"

G_BEGIN_DECLS

/* Loads and merges the templates called @names (const char: a built-in name, a folder with a
 * template.yaml, or one file: a .tb7); none means the built-in "stride". They speak @language; NULL
 * is English, and one in which they say nothing is an error. */
TmTemplate *tm_knowledge_load(const GPtrArray *names, const char *language, GError **error);

G_END_DECLS
