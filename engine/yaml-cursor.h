/* A walk over the text of a YAML file, from mark to place; for yaml.c only. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* libyaml counts characters; we count bytes in a line, and only "\n" ends one. Events come in the
 * order of the text, so one walk over it places them all. */
typedef struct {
    gsize mark; /* characters before the cursor */
    gsize byte;
    gsize line_start;
    guint line;
} TmCursor;

/* Moves to the character @mark, or to @byte if that comes first. */
TmCursor tm_cursor_walk(TmCursor cursor, const char *text, gsize mark, gsize byte);

TmPlace tm_cursor_place(const TmCursor *cursor);

G_END_DECLS
