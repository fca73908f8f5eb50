/* The fence around zlib. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Inflates raw deflate data (no header). @budget holds how many bytes the whole file may still
 * become and is lowered; running out of it is TM_ERROR_LIMIT, damaged data TM_ERROR_SYNTAX, with
 * @file and @place. Returns the bytes, with a NUL behind them that is not counted. */
GBytes *tm_inflate(const char *file, TmPlace place, const guint8 *data, gsize length, gsize *budget,
                   GError **error);

/* Deflates @data the same way back: raw, the same bytes on every run. */
GBytes *tm_deflate(const char *data, gsize length);

/* What one file may inflate to. */
#define TM_INFLATE_BUDGET ((gsize)256 << 20)

G_END_DECLS
