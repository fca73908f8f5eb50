/* Over markup without reading it, for what must be known before libxml2 sees a text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns the end of the markup at @at, a `<`: the `>` of a tag, or what ends a comment or a CDATA
 * section; @end where nothing does. Adds what is in quotes in a tag, its attributes, to
 * @attributes.
 */
const char *tm_xml_skip(const char *at, const char *end, guint *attributes);

G_END_DECLS
