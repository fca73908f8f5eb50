/* Every format that can be written: those of the engine, and pictures where Graphviz is there. */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

typedef struct TmPainter TmPainter;

gboolean tm_format_exists(const char *name);

/* Returns the length of the longest of @extensions (separated by blanks) that ends @path after a
 * dot, or 0. */
gsize tm_format_match(const char *extensions, const char *path);

/* Returns the format whose ending @path has, the longest ending first, or NULL. */
const char *tm_format_of_path(const char *path);

/* Returns the ending that a file of the format @name gets, without a dot. Free it. */
char *tm_format_ending(const char *name);

/* Starts what takes time to get ready for the format @name, while the caller still reads and
 * checks @input: for a picture its painter. NULL where there is nothing to start. */
TmPainter *tm_format_prepare(const char *name, const TmView *view, const char *input);
void tm_format_unprepare(TmPainter *painter);

/* Appends @report to @out in the format @name, which exists. @painter is NULL or what
 * tm_format_prepare() gave, and paints once. What is left out for lack of room or time is appended
 * to @notes. On failure @out is as before. */
gboolean tm_format_write(const TmReport *report, const TmView *view, const char *name,
                         TmPainter *painter, GString *out, GString *notes, GError **error);

/* Appends a line for each format that can be read, and for each that can be written. */
void tm_formats_print(GString *out);

G_END_DECLS
