/* The reference of a template as a folder of pages: one for each threat type, control and frame of
 * mitigations, an index, and pictures of what the threat types find and do not find. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Writes the pages into @folder, which is made where it is not there. Files of other names stay. */
gboolean tm_docs_write(const TmTemplate *template, const char *folder, GError **error);

G_END_DECLS
