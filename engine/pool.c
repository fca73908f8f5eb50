/* Blocks are plain g_malloc0() blocks kept on a list, not slices of one arena: the address
 * sanitizer then guards each of them, and a pool is still emptied in one call. */
#include "pool.h"

static void
unref_array(gpointer array)
{
    g_ptr_array_unref(array);
}

void
tm_pool_init(TmPool *pool)
{
    pool->strings = g_string_chunk_new(4096);
    pool->blocks = g_ptr_array_new_with_free_func(g_free);
    pool->arrays = g_ptr_array_new_with_free_func(unref_array);
}

void
tm_pool_clear(TmPool *pool)
{
    g_clear_pointer(&pool->arrays, g_ptr_array_unref);
    g_clear_pointer(&pool->blocks, g_ptr_array_unref);
    g_clear_pointer(&pool->strings, g_string_chunk_free);
}

gpointer
tm_pool_alloc(TmPool *pool, gsize size)
{
    gpointer block = g_malloc0(size);

    g_ptr_array_add(pool->blocks, block);
    return block;
}

const char *
tm_pool_text(TmPool *pool, const char *text)
{
    return g_string_chunk_insert_const(pool->strings, text != NULL ? text : "");
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
