/* How wide text is, and where it breaks. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TM_WRAP_MOST 6 /* lines */

/* One line: a piece of the text, without blanks at its ends. */
typedef struct {
    const char *start;
    gsize length;
    double width;
} TmWrapLine;

typedef struct {
    TmWrapLine lines[TM_WRAP_MOST];
    guint count;
    double width;    /* of the widest */
    gboolean broken; /* inside of a word */
    gboolean cut;    /* there was more: the last line stands for it, and ends in "..." */
} TmWrap;

/* Returns the width of @length bytes of UTF-8 in letters of one point: those of Helvetica, with
 * something added since other fonts are wider. */
double tm_wrap_width(const char *text, gsize length);

/* Breaks @text into lines of at most @width, set in @size (same unit). */
TmWrap tm_wrap(const char *text, double size, double width);

/* Returns the text of a line; free it. */
char *tm_wrap_text(const TmWrap *wrap, guint line);

G_END_DECLS
