/* Blocks are plain g_malloc0() blocks kept on a list, not slices of one arena: the address
 * sanitizer then guards each of them, and a pool is still emptied in one call. */
#include "pool.h"

/* g_str_hash() gives "Ab" and "BA" the same number: a file of such names would make every table a
 * list. Here the place in memory of this function, which differs from run to run, is mixed in; no
 * output depends on the order in a table. */
guint
tm_text_hash(gconstpointer text)
{
    guint64 hash = (guint64)(guintptr)&tm_text_hash;

    for (const guchar *c = text; *c != '\0'; c++) {
        hash = (hash ^ *c) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
        hash ^= hash >> 29;
    }
    return (guint)(hash ^ (hash >> 32));
}

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
}

void
tm_pool_clear(TmPool *pool)
{
    g_clear_pointer(&pool->arrays, g_ptr_array_unref);
    g_clear_pointer(&pool->blocks, g_ptr_array_unref);
    g_clear_pointer(&pool->texts, g_hash_table_unref);
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
