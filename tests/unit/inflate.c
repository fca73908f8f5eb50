/* The fence around zlib: what it returns, and where it stops. */
#include "inflate.h"

#include <string.h>
#include <zlib.h>

static GByteArray *
deflate_raw(const void *data, gsize length)
{
    z_stream stream = {0};
    GByteArray *out = g_byte_array_new();

    g_assert_cmpint(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), ==,
                    Z_OK);
    g_byte_array_set_size(out, (guint)deflateBound(&stream, length));
    stream.next_in = (Bytef *)(gpointer)data;
    stream.avail_in = (uInt)length;
    stream.next_out = out->data;
    stream.avail_out = out->len;
    g_assert_cmpint(deflate(&stream, Z_FINISH), ==, Z_STREAM_END);
    g_byte_array_set_size(out, (guint)stream.total_out);
    deflateEnd(&stream);
    return out;
}

static void
test_round(void)
{
    static const char text[] = "the quick brown fox";
    g_autoptr(GByteArray) packed = deflate_raw(text, strlen(text));
    gsize budget = 100;
    GError *error = NULL;
    g_autoptr(GBytes) bytes =
        tm_inflate("f", (TmPlace){3, 4}, packed->data, packed->len, &budget, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(g_bytes_get_data(bytes, NULL), ==, text);
    g_assert_cmpuint(g_bytes_get_size(bytes), ==, strlen(text));
    g_assert_cmpuint(budget, ==, 100 - strlen(text));
}

static void
check_error(const guint8 *data, gsize length, gsize budget, gint code, const char *want)
{
    g_autoptr(GError) error = NULL;
    const gsize before = budget;

    g_assert_null(tm_inflate("f", (TmPlace){3, 4}, data, length, &budget, &error));
    g_assert_error(error, TM_ERROR, code);
    g_assert_true(g_str_has_prefix(error->message, want));
    g_assert_cmpuint(budget, ==, before);
}

static void
test_damage(void)
{
    static const guint8 noise[] = {0xff, 0x00, 0x12, 0x34};
    g_autoptr(GByteArray) packed = deflate_raw("abcdefghijklmnop", 16);

    check_error(noise, sizeof noise, 100, TM_ERROR_SYNTAX, "f:3:4: error: compressed data is");
    check_error(packed->data, packed->len - 2, 100, TM_ERROR_SYNTAX, "f:3:4: error: compressed");
    check_error(packed->data, 0, 100, TM_ERROR_SYNTAX, "f:3:4: error: compressed");
}

/* Exactly the budget fits; a byte more does not. */
static void
test_budget(void)
{
    const gsize size = 3 << 20;
    g_autofree char *zeros = g_malloc0(size);
    g_autoptr(GByteArray) packed = deflate_raw(zeros, size);
    gsize budget = size;
    GError *error = NULL;
    g_autoptr(GBytes) bytes =
        tm_inflate("f", (TmPlace){1, 1}, packed->data, packed->len, &budget, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(g_bytes_get_size(bytes), ==, size);
    g_assert_cmpuint(budget, ==, 0);
    check_error(packed->data, packed->len, size - 1, TM_ERROR_LIMIT, "f:3:4: error: compressed");
}

static void
test_deflate(void)
{
    static const char text[] = "the quick brown fox, the quick brown fox";
    g_autoptr(GBytes) packed = tm_deflate(text, strlen(text));
    gsize size;
    const guint8 *data = g_bytes_get_data(packed, &size);
    gsize budget = 100;
    g_autoptr(GBytes) bytes = tm_inflate("f", TM_NOWHERE, data, size, &budget, NULL);

    g_assert_cmpstr(g_bytes_get_data(bytes, NULL), ==, text);
    g_assert_cmpuint(size, <, strlen(text));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/inflate/round", test_round);
    g_test_add_func("/inflate/damage", test_damage);
    g_test_add_func("/inflate/budget", test_budget);
    g_test_add_func("/inflate/deflate", test_deflate);
    return g_test_run();
}
