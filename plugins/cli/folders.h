/* Folders and registers among the arguments: in their place stand the diagrams in, or beside, them.
 */
#pragma once

#include "options.h"

G_BEGIN_DECLS

/* Replaces each folder of @options->files by the diagrams below it, in the order of their names: a
 * folder's own files, then those of its folders. What is a diagram says its ending. Links are not
 * followed and hidden files passed over, so nothing outside of the folder is found and nothing
 * twice. A folder that cannot be read stays, so that reading it is the error. Replaces a
 * register by its diagram, unless that is there already. Sets "drawbridge:
 * error: ..." for a folder without a diagram, for more than 10,000 and for a depth over 100; where
 * there is no file at all, and where there are several for one --register. */
gboolean tm_folders_expand(TmOptions *options, GError **error);

G_END_DECLS
