/* Which way an arrow points. */
#pragma once

#include "drawio-style.h"

G_BEGIN_DECLS

/* Heads that are no arrows (circles, diamonds) count only where the other end has none. An edge
 * without a word about heads has an arrow at its target. */
DrawioHeads tm_drawio_heads(const DrawioStyle *style);

G_END_DECLS
