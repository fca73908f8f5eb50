/* JSON as the tree of yaml-tree.h, so that an importer reads both in one way and every value knows
 * its place. A number is its text in the file, null is "", of a text control characters other than
 * line feed and tab are dropped. Limits: two million values, depth 100. */
#pragma once

#include "yaml-tree.h"

G_BEGIN_DECLS

/* Whether @text begins as an object does, after white space and a byte order mark. */
gboolean tm_json_is_object(const char *text, gsize length);

/* Parses all of @text into @pool. Returns NULL and sets the error with file, line and column. */
const TmYaml *tm_json_tree(TmPool *pool, const char *file, const char *text, gsize length,
                           GError **error);

G_END_DECLS
