/* Where draw.io hides a diagram: the picture that was exported from it carries it along. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Whether the bytes begin with the tags of a diagram, a byte order mark and comments aside. */
gboolean tm_drawio_is_plain(const char *text, gsize length);

/* Whether the bytes are a PNG, an SVG or a web page with a diagram inside. */
gboolean tm_drawio_is_wrapped(const char *text, gsize length);

/* Returns the XML inside of a PNG (text chunks before the picture: tEXt of keyword mxfile or
 * mxGraphModel, zTXt of the latter) or of an SVG (attribute content of its root) or of HTML (see
 * drawio-html.h), with @place set to where it is. @budget: see inflate.h. Damage is
 * TM_ERROR_SYNTAX. The caller owns the text. */
GString *tm_drawio_unwrap(const char *file, const char *text, gsize length, gsize *budget,
                          TmPlace *place, GError **error);

G_END_DECLS
