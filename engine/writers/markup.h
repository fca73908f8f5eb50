/* XML by its bytes, for writers that put something into a text and leave the rest as it is. The
 * text is known to be well formed: an importer has read it. */
#pragma once

#include "edits.h"

G_BEGIN_DECLS

typedef enum {
    TM_TAG_OPEN,  /* <a> */
    TM_TAG_CLOSE, /* </a> */
    TM_TAG_EMPTY, /* <a/> */
    TM_TAG_OTHER, /* a comment, an instruction, CDATA, a DOCTYPE */
} TmTagKind;

typedef struct {
    TmTagKind kind;
    TmSpan at;   /* from its `<` to behind its `>` */
    TmSpan name; /* without prefix */
} TmTag;

typedef struct {
    TmSpan at;    /* with the blank before it */
    TmSpan name;  /* with prefix */
    TmSpan value; /* between the quotes, as written */
} TmMark;

/* Finds the first tag at or after @from; FALSE: there is no other. */
gboolean tm_tag_next(const char *text, gsize length, gsize from, TmTag *tag);
gboolean tm_tag_is(const char *text, const TmTag *tag, const char *name);

/* Finds the end tag of the element that @open begins; of <a/> it is that tag itself. */
gboolean tm_tag_end(const char *text, gsize length, const TmTag *open, TmTag *end);

/* Returns the first attribute or tag whose prefix is declared nowhere, or NULL; its place is set to
 * @at. The caller frees it. */
char *tm_markup_unbound(const char *text, gsize length, gsize *at);

/* Steps to the next attribute of a tag, @mark being zeroed at first; FALSE: there is no other. */
gboolean tm_mark_next(const char *text, const TmTag *tag, TmMark *mark);
gboolean tm_mark_find(const char *text, const TmTag *tag, const char *name, TmMark *mark);

/* Returns the value of an attribute with its entities decoded, or NULL. The caller frees it. */
char *tm_mark_value(const char *text, const TmTag *tag, const char *name);

/* Appends @length bytes at @text with the five entities of XML and its numbers decoded. */
void tm_markup_decode(GString *out, const char *text, gsize length);

/* Returns how many bytes at @text are blanks, as bytes or as numbers of them (&#xa;). */
gsize tm_markup_blanks(const char *text);

/* The blanks of the text that end at @end, from their last line break on: how a tag there is set
 * in; or "" where no line begins with it. */
TmSpan tm_markup_indent(const char *text, gsize end);

/* Appends the text with every tag on a line of its own, by two blanks deeper for each level; the
 * first is @depth levels deep. Texts between tags stay; blanks there go. */
void tm_markup_print(GString *out, const char *text, gsize length, guint depth);

G_END_DECLS
