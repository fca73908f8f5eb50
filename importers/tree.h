/* What importers of JSON and YAML share: values of a tree. A mapping may be NULL, and a value may
 * be of any kind: what is not there, is no such value or is null is nothing. */
#pragma once

#include "tm.h"
#include "yaml-tree.h"

G_BEGIN_DECLS

/* Returns the text of @key; "" where there is nothing. */
const char *tm_tree_text(const TmYaml *mapping, const char *key);

/* Returns the mapping or the list of @key; NULL where there is nothing. */
const TmYaml *tm_tree_mapping(const TmYaml *mapping, const char *key);
const TmYaml *tm_tree_list(const TmYaml *mapping, const char *key);

/* Returns how many items a list has. */
guint tm_tree_count(const TmYaml *list);

/* Returns the text of a node. */
const char *tm_tree_word(const TmYaml *node);

gboolean tm_tree_is_true(const TmYaml *mapping, const char *key);

/* Reads a finite number, not farther out than anything can be drawn. */
gboolean tm_tree_number(const TmYaml *mapping, const char *key, double *number);

/* Reads {x: 1, y: 2}. */
gboolean tm_tree_point(const TmYaml *mapping, TmPoint *point);

/* Reads "position" and "size". */
gboolean tm_tree_box(const TmYaml *mapping, TmBox *box);

G_END_DECLS
