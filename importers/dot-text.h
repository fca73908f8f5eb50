/* Texts of DOT: character sets, and labels as a reader of the picture sees them. */
#pragma once

#include "dot-graph.h"

G_BEGIN_DECLS

/* Returns Latin-1 bytes as UTF-8; the caller frees it. */
char *tm_dot_from_latin1(const char *text);

/* Returns the bytes of UTF-16 text that are ASCII, for a look at how it begins; the caller frees
 * it. */
char *tm_dot_narrow(const char *text, gsize length);

/* What the escapes of a label stand for; NULL: nothing. */
typedef struct {
    const char *graph; /* \G */
    const char *node;  /* \N */
    const char *tail;  /* \T */
    const char *head;  /* \H */
    const char *op;    /* between tail and head in \E */
} TmDotNames;

/* Returns a label as plain text, not yet on one line: escapes and entities are replaced, HTML is
 * stripped, the fields of a record are put side by side. @label may be NULL. The caller frees it.
 */
char *tm_dot_label(const TmDotAttribute *label, gboolean record, const TmDotNames *names);

/* Returns the value of an attribute in any tag of an HTML label (IMG SRC, TABLE SIDES), or NULL;
 * the caller frees it. */
char *tm_dot_html_attribute(const char *html, const char *name);

G_END_DECLS
