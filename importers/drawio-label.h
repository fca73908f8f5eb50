/* Labels of draw.io: HTML and placeholders become plain text. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Appends the text of @html: tags go (those that break a line become a blank), entities are
 * decoded. */
void tm_drawio_strip(GString *out, const char *html);

/* Appends @text with its entities decoded; an ampersand that begins none stays. */
void tm_drawio_decode(GString *out, const char *text);

/* What a placeholder stands for, or NULL. */
typedef const char *(*DrawioLookup)(const char *name, gpointer data);

/* Appends @text with every %name% that @lookup knows replaced; %% is a percent sign. At most
 * 64 KiB are appended. */
void tm_drawio_expand(GString *out, const char *text, DrawioLookup lookup, gpointer data);

G_END_DECLS
