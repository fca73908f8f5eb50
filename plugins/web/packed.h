/* The trees of the built-in templates as one deflated text: a page carries them in a fifth of their
 * size, and parses none. plugins/embed/pack.c makes the tables from templates/.
 *
 * Inflated, the files follow each other. Each is a number of nodes; for each node, breadth first,
 * three times its number of items and its kind; for each node its line, less that of the node
 * before, folded so that small numbers of both signs are small; for each node its column; and the
 * text of each scalar, with a NUL. A number has seven bits in a byte, the lowest first; all its
 * bytes but the last have the eighth bit. The items of a node stand side by side, with the keys of
 * a mapping behind them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file of a template: "stride/controls.yaml". */
typedef struct {
    const char *name;
    gsize length; /* its bytes, inflated */
} TmPackedFile;

/* Sorted by name. */
extern const TmPackedFile tm_packed_files[];
extern const gsize tm_n_packed_files;

/* Raw deflate data. */
extern const guint8 tm_packed[];
extern const gsize tm_packed_length;

G_END_DECLS
