/* How draw.io packs a page: percent-encoded, deflated, base64. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Returns the XML of a packed page; very old files are percent-encoded only, and XML is left as it
 * is. Control characters go. @budget: see inflate.h. Damage is TM_ERROR_SYNTAX. The caller owns the
 * text. */
GString *tm_drawio_unpack(const char *file, const char *packed, gsize *budget, TmPlace place,
                          GError **error);

G_END_DECLS
