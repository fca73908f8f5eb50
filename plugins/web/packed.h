/* The built-in templates as one deflated text: a page carries them in a fifth of their size.
 * pack.py makes the tables from templates/. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file of a template: "stride/controls.yaml". */
typedef struct {
    const char *name;
    gsize length; /* its bytes, inflated; they follow those of the file before */
} TmPackedFile;

/* Sorted by name. */
extern const TmPackedFile tm_packed_files[];
extern const gsize tm_n_packed_files;

/* Raw deflate data. */
extern const guint8 tm_packed[];
extern const gsize tm_packed_length;

G_END_DECLS
