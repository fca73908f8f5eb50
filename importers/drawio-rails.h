/* Stores that are drawn as a name between two lines. */
#pragma once

#include "drawio-cell.h"

G_BEGIN_DECLS

/* Lets the elements of the page that stand between two level lines show it. For after the parts
 * are there. */
void tm_drawio_see_rails(DrawioPage *page);

G_END_DECLS
