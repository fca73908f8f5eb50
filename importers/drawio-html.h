/* Web pages with a diagram inside, as draw.io exports them. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Whether the bytes are a web page with a diagram inside. */
gboolean tm_drawio_is_in_html(const char *text, gsize length);

/* Appends the XML of the first diagram to @xml and sets @place to where it is: the member xml of
 * the JSON in data-mxgraph, the text of <div class="mxgraph">, or the escaped XML of a clipboard.
 * @budget: see inflate.h. The caller owns the text. */
GString *tm_drawio_unwrap_html(const char *file, const char *text, gsize length, gsize *budget,
                               TmPlace *place, GError **error);

G_END_DECLS
