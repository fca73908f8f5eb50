/* From bytes to a model: one file for a format, one line in the table. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* An importer adds what it sees to @model and returns TRUE, or sets the error. @template only tells
 * which words and properties exist. */
typedef struct {
    const char *name;
    const char *extensions; /* separated by blanks, without dots; never decides alone */
    const char *about;
    gboolean (*probe)(const char *text, gsize length); /* whether the content looks like it */
    gboolean (*read)(TmModel *model, const TmTemplate *template, GError **error);

    /* Instead of read(), for what people draw large diagrams with: in steps, until step() returns
     * FALSE. end() frees the reading, at any moment. */
    gpointer (*begin)(TmModel *model, const TmTemplate *template);
    gboolean (*step)(gpointer reading);
    gboolean (*end)(gpointer reading, GError **error);
} TmImporter;

/* All importers, in the order in which they are asked; ended by NULL. */
extern const TmImporter *const tm_importers[];

/* Returns the importer of that name, or NULL. */
const TmImporter *tm_importer(const char *name);

/* Reads @bytes, found by their content; @name is for messages only. The types of the model point
 * into @template, which must outlive it. Errors: TM_ERROR_FORMAT when
 * no importer knows the bytes, TM_ERROR_LIMIT above 64 MiB, else what the importer says. */
TmModel *tm_import(const char *name, GBytes *bytes, const TmTemplate *template, GError **error);

/* The same, read by the importer called @format (NULL: found by content). */
TmModel *tm_import_as(const char *format, const char *name, GBytes *bytes,
                      const TmTemplate *template, GError **error);

/* The same in small steps, so that a browser can breathe: step until it returns FALSE. A mistake in
 * @bytes is told by the end. */
typedef struct TmImport TmImport;
TmImport *tm_import_begin(const char *format, const char *name, GBytes *bytes,
                          const TmTemplate *template);
gboolean tm_import_step(TmImport *import);

/* Frees @import, at any moment. Returns the model; or NULL, with the error set where there was a
 * mistake, and without one where steps are left. */
TmModel *tm_import_end(TmImport *import, GError **error);

G_END_DECLS
