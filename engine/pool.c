/* Small blocks are slices of pages, which costs a tenth of an allocation. Under the address
 * sanitizer each block is an allocation of its own and so guarded; CI runs everything that way. */
#include "pool.h"

#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define GUARDED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GUARDED 1
#endif
#endif
#ifndef GUARDED
#define GUARDED 0
#endif

/* A pool begins small, since a file may hold a thousand diagrams of three shapes; pages double. */
#define FIRST_PAGE 4096u
#define LARGEST_PAGE 65536u
/* A block above this has memory of its own. */
#define LARGEST_SLICE (GUARDED ? 0u : 2048u)
#define ALIGNMENT 16u

/* --- hashing ----------------------------------------------------------------------------- */

static guint64
mix(guint64 hash, guint64 word)
{
    hash = (hash ^ word) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 29);
}

/* g_str_hash() gives "Ab" and "BA" the same number: a file of such names would make every table a
 * list. Here the place in memory of this function, which differs from run to run, is mixed in; no
 * output depends on the order in a table. */
guint
tm_text_hash(gconstpointer text)
{
    const char *at = text;
    gsize left = strlen(at);
    guint64 hash = mix((guint64)(guintptr)&tm_text_hash, left);
    guint64 word;

    for (; left >= sizeof(word); at += sizeof(word), left -= sizeof(word)) {
        memcpy(&word, at, sizeof(word));
        hash = mix(hash, word);
    }
    word = 0;
    memcpy(&word, at, left);
    hash = mix(hash, word);
    return (guint)(hash ^ (hash >> 32));
}

/* --- the pool ---------------------------------------------------------------------------- */

static void
unref_array(gpointer array)
{
    g_ptr_array_unref(array);
}

void
tm_pool_init(TmPool *pool)
{
    pool->strings = g_string_chunk_new(4096);
    pool->texts = g_hash_table_new(tm_text_hash, g_str_equal);
    pool->blocks = g_ptr_array_new_with_free_func(g_free);
    pool->arrays = g_ptr_array_new_with_free_func(unref_array);
    pool->nothing = NULL;
    pool->free = NULL;
    pool->left = 0;
    pool->page = FIRST_PAGE;
}

void
tm_pool_clear(TmPool *pool)
{
    g_assert(pool->nothing == NULL || pool->nothing->len == 0);
    pool->nothing = NULL;
    g_clear_pointer(&pool->arrays, g_ptr_array_unref);
    g_clear_pointer(&pool->blocks, g_ptr_array_unref);
    g_clear_pointer(&pool->texts, g_hash_table_unref);
    g_clear_pointer(&pool->strings, g_string_chunk_free);
    pool->free = NULL;
    pool->left = 0;
}

static gpointer
new_block(TmPool *pool, gsize size)
{
    gpointer block = g_malloc0(size);

    g_ptr_array_add(pool->blocks, block);
    return block;
}

static void
new_page(TmPool *pool)
{
    pool->free = new_block(pool, pool->page);
    pool->left = pool->page;
    pool->page = MIN(2 * pool->page, LARGEST_PAGE);
}

gpointer
tm_pool_alloc(TmPool *pool, gsize size)
{
    const gsize wanted = MAX(size, 1);
    const gsize slice = (wanted + ALIGNMENT - 1) & ~(gsize)(ALIGNMENT - 1);
    gpointer block;

    if (wanted > LARGEST_SLICE)
        return new_block(pool, wanted);
    if (pool->left < slice)
        new_page(pool);
    block = pool->free;
    pool->free += slice;
    pool->left -= slice;
    return block;
}

const char *
tm_pool_text(TmPool *pool, const char *text)
{
    const char *wanted = text != NULL ? text : "";
    const char *known = g_hash_table_lookup(pool->texts, wanted);

    if (known != NULL)
        return known;
    known = g_string_chunk_insert(pool->strings, wanted);
    g_hash_table_add(pool->texts, (gpointer)known);
    return known;
}

const char *
tm_pool_copy(TmPool *pool, const char *text)
{
    return g_string_chunk_insert(pool->strings, text);
}

const char *
tm_pool_text_n(TmPool *pool, const char *text, gsize length)
{
    g_autofree char *copy = g_strndup(text, length);

    return tm_pool_text(pool, copy);
}

const char *
tm_pool_printf(TmPool *pool, const char *format, ...)
{
    g_autofree char *text = NULL;
    va_list args;

    va_start(args, format);
    text = g_strdup_vprintf(format, args);
    va_end(args);
    return tm_pool_text(pool, text);
}

GPtrArray *
tm_pool_array(TmPool *pool)
{
    GPtrArray *array = g_ptr_array_new();

    g_ptr_array_add(pool->arrays, array);
    return array;
}

GPtrArray *
tm_pool_nothing(TmPool *pool)
{
    if (pool->nothing == NULL)
        pool->nothing = tm_pool_array(pool);
    return pool->nothing;
}

void
tm_pool_add(TmPool *pool, GPtrArray **array, gconstpointer item)
{
    if (*array == pool->nothing)
        *array = tm_pool_array(pool);
    g_ptr_array_add(*array, (gpointer)item);
}
