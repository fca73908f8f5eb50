/* Changes of a text by its bytes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of a text: from @start to before @end. */
typedef struct {
    gsize start;
    gsize end;
} TmSpan;

/* Changes of a text, in any order; what is put in at one place stands in the order in which it
 * was, before what replaces something there. What lies in bytes that are replaced is dropped. */
typedef struct TmEdits TmEdits;
TmEdits *tm_edits_new(void);
void tm_edits_free(TmEdits *edits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmEdits, tm_edits_free)

/* Puts a copy of @with in place of the bytes of @span, which may be none. */
void tm_edits_add(TmEdits *edits, TmSpan span, const char *with);
void tm_edits_insert(TmEdits *edits, gsize at, const char *text);

/* Appends the text with the changes made. */
void tm_edits_apply(TmEdits *edits, const char *text, gsize length, GString *out);

G_END_DECLS
