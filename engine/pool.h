/* A pool: the memory of a model, a template or a report, given back all at once.
 * Pointers into it need no count and no care; they are good until tm_pool_clear(). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    GStringChunk *strings;
    GHashTable *texts; /* those of @strings that tm_pool_text() gave */
    GPtrArray *blocks;
    GPtrArray *arrays;
    GPtrArray *nothing; /* the array of those that have nothing; or NULL */
    char *free;         /* the rest of the last page for small blocks */
    gsize left;         /* its bytes */
    gsize page;         /* bytes of the next page */
} TmPool;

void tm_pool_init(TmPool *pool);

/* Frees everything that came from @pool. An empty or cleared pool may be cleared again. */
void tm_pool_clear(TmPool *pool);

/* Returns @size zero bytes that live as long as the pool; never NULL, not for 0 bytes either. */
gpointer tm_pool_alloc(TmPool *pool, gsize size);

/* Returns the pool's one copy of @text: equal texts are the same pointer. NULL becomes "". */
const char *tm_pool_text(TmPool *pool, const char *text);

/* Returns a copy of its own, which costs less where texts seldom repeat. */
const char *tm_pool_copy(TmPool *pool, const char *text);

/* Returns the pool's one copy of the first @length bytes of @text. */
const char *tm_pool_text_n(TmPool *pool, const char *text, gsize length);

/* The same for a text that is put together as printf() does. */
const char *tm_pool_printf(TmPool *pool, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Returns an empty array of pointers that the pool frees; what it points to it does not. */
GPtrArray *tm_pool_array(TmPool *pool);

/* Returns the empty array that all share who have nothing yet: only tm_pool_add() may add to it. */
GPtrArray *tm_pool_nothing(TmPool *pool);

/* Appends to *@array, which becomes an array of its own where it was tm_pool_nothing(). */
void tm_pool_add(TmPool *pool, GPtrArray **array, gconstpointer item);

#define tm_pool_new(pool, Type) ((Type *)tm_pool_alloc((pool), sizeof(Type)))
#define tm_pool_new_n(pool, Type, count) ((Type *)tm_pool_alloc((pool), sizeof(Type) * (count)))

/* For tables whose keys come from a file: g_str_hash() that a file cannot aim at. */
guint tm_text_hash(gconstpointer text);

G_END_DECLS
