/* How draw.io packs a page: percent-encoded, deflated, base64. And the names of what we put into a
 * diagram, so that we know it again. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

#define TM_DRAWIO_BADGE "tm.badge"       /* attribute of each of our badges */
#define TM_DRAWIO_LAYER "tm.layer"       /* attribute of our layer */
#define TM_DRAWIO_CROSSES "tm.crosses"   /* of a flow: types of boundaries that are not drawn */
#define TM_DRAWIO_REGISTER "tm.register" /* attribute of a layer: what people decided */
#define TM_DRAWIO_SEVERITY "tm.severity" /* attributes of what has threats */
#define TM_DRAWIO_THREATS "tm.threats"
#define TM_DRAWIO_REPORT "tm-report" /* id of our page */

/* Returns the XML of a packed page; very old files are percent-encoded only, and XML is left as it
 * is. Control characters go. @budget: see inflate.h. Damage is TM_ERROR_SYNTAX. The caller owns the
 * text. */
GString *tm_drawio_unpack(const char *file, const char *packed, gsize *budget, TmPlace place,
                          GError **error);

/* Appends @xml packed, as draw.io reads it. */
void tm_drawio_pack(GString *out, const char *xml, gsize length);

/* Append the bytes that the %XX of @text mean, as decodeURIComponent() has them, and the other way
 * about, as encodeURIComponent() does it. */
void tm_drawio_unescape(GString *out, const char *text, gsize length);
void tm_drawio_escape(GString *out, const char *text, gsize length);

G_END_DECLS
