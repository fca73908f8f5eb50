/* The fence around zlib. */
#define ZLIB_CONST

#include <zlib.h>

#include "inflate.h"

#define STEP ((gsize)256 << 10)

/* Grows @out, never beyond one byte more than @budget. Returns the room. */
static gsize
make_room(GByteArray *out, gsize budget)
{
    const gsize left = budget + 1 - out->len;
    const gsize room = MIN(left, MAX(STEP, (gsize)out->len));

    g_byte_array_set_size(out, out->len + (guint)room);
    return room;
}

/* Returns zlib's last word: Z_STREAM_END where all is well. */
static int
run(z_stream *stream, GByteArray *out, gsize budget)
{
    int status = Z_OK;

    while (status == Z_OK && out->len <= budget) {
        const guint before = out->len;
        const gsize room = make_room(out, budget);
        stream->next_out = out->data + before;
        stream->avail_out = (uInt)room;
        status = inflate(stream, Z_NO_FLUSH);
        g_byte_array_set_size(out, before + (guint)(room - stream->avail_out));
    }
    return status;
}

GBytes *
tm_inflate(const char *file, TmPlace place, const guint8 *data, gsize length, gsize *budget,
           GError **error)
{
    z_stream stream = {.next_in = data, .avail_in = (uInt)length};
    g_autoptr(GByteArray) out = g_byte_array_new();
    const gsize limit = MIN(*budget, TM_INFLATE_BUDGET);
    int status;

    if (length > G_MAXUINT32 || inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
        tm_fail(error, TM_ERROR_LIMIT, file, place, "compressed data is too large");
        return NULL;
    }
    status = run(&stream, out, limit);
    inflateEnd(&stream);
    if (out->len > limit) {
        tm_fail(error, TM_ERROR_LIMIT, file, place,
                "compressed data inflates to more than 256 MiB in this file");
        return NULL;
    }
    if (status != Z_STREAM_END) {
        tm_fail(error, TM_ERROR_SYNTAX, file, place, "compressed data is damaged or cut off");
        return NULL;
    }
    *budget -= out->len;
    g_byte_array_append(out, (const guint8 *)"", 1);
    g_byte_array_set_size(out, out->len - 1);
    return g_byte_array_free_to_bytes(g_steal_pointer(&out));
}

GBytes *
tm_deflate(const char *data, gsize length)
{
    z_stream stream = {.next_in = (const Bytef *)data, .avail_in = (uInt)length};
    GByteArray *out = g_byte_array_new();
    int status;

    g_assert(length <= TM_INFLATE_BUDGET * 4);
    status =
        deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    g_assert(status == Z_OK);
    g_byte_array_set_size(out, (guint)deflateBound(&stream, length));
    stream.next_out = out->data;
    stream.avail_out = out->len;
    status = deflate(&stream, Z_FINISH);
    g_assert(status == Z_STREAM_END);
    g_byte_array_set_size(out, (guint)stream.total_out);
    deflateEnd(&stream);
    return g_byte_array_free_to_bytes(out);
}
