/* The fence around jansson. */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "json.h"
#include "pool.h"
#include "tm.h"

/* Beyond this a double no longer holds every integer. */
#define WHOLE_LIMIT 9007199254740992.0

#define DIGITS 1e6 /* behind the point */

TmJson *
tm_json_object(void)
{
    return json_object();
}

TmJson *
tm_json_array(void)
{
    return json_array();
}

TmJson *
tm_json_ref(TmJson *json)
{
    return json_incref(json);
}

void
tm_json_free(TmJson *json)
{
    json_decref(json);
}

static TmJson *
new_text(const char *text)
{
    g_autofree char *valid = NULL;

    if (g_utf8_validate(text, -1, NULL))
        return json_string_nocheck(text);
    valid = g_utf8_make_valid(text, -1);
    return json_string_nocheck(valid);
}

/* JSON has no word for infinity: null. */
static TmJson *
new_real(double value)
{
    if (!isfinite(value))
        return json_null();
    if (value == floor(value) && fabs(value) < WHOLE_LIMIT)
        return json_integer((json_int_t)value);
    if (fabs(value) < WHOLE_LIMIT / DIGITS)
        value = round(value * DIGITS) / DIGITS;
    return json_real(value);
}

void
tm_json_set(TmJson *object, const char *key, TmJson *value)
{
    json_object_set_new_nocheck(object, key, value);
}

TmJson *
tm_json_text(const char *text)
{
    return new_text(text);
}

TmJson *
tm_json_integer(gint64 value)
{
    return json_integer(value);
}

void
tm_json_set_text(TmJson *object, const char *key, const char *value)
{
    tm_json_set(object, key, new_text(value));
}

void
tm_json_set_integer(TmJson *object, const char *key, gint64 value)
{
    tm_json_set(object, key, json_integer(value));
}

void
tm_json_set_real(TmJson *object, const char *key, double value)
{
    tm_json_set(object, key, new_real(value));
}

void
tm_json_set_boolean(TmJson *object, const char *key, gboolean value)
{
    tm_json_set(object, key, json_boolean(value));
}

void
tm_json_append(TmJson *array, TmJson *value)
{
    json_array_append_new(array, value);
}

void
tm_json_append_text(TmJson *array, const char *value)
{
    tm_json_append(array, new_text(value));
}

void
tm_json_append_integer(TmJson *array, gint64 value)
{
    tm_json_append(array, json_integer(value));
}

void
tm_json_append_real(TmJson *array, double value)
{
    tm_json_append(array, new_real(value));
}

/* Where jansson's bytes go: each of its lines moved right by @depth steps. */
typedef struct {
    GString *out;
    guint depth;
} Target;

static void
append_indent(GString *out, guint depth)
{
    for (guint i = 0; i < depth; i++)
        g_string_append(out, "  ");
}

/* Line breaks stand between values only: in texts they are escaped. */
static int
append_bytes(const char *bytes, size_t length, void *data)
{
    const Target *target = data;
    const char *end = bytes + length;

    while (bytes < end) {
        const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
        const char *next = newline != NULL ? newline + 1 : end;

        g_string_append_len(target->out, bytes, next - bytes);
        if (newline != NULL)
            append_indent(target->out, target->depth);
        bytes = next;
    }
    return 0;
}

static void
print_at(const TmJson *json, gboolean one_line, GString *out, guint depth)
{
    Target target = {out, depth};
    size_t flags = one_line ? JSON_COMPACT : JSON_INDENT(2);

    json_dump_callback(json, append_bytes, &target,
                       flags | JSON_REAL_PRECISION(15) | JSON_ENCODE_ANY);
}

void
tm_json_print(const TmJson *json, gboolean one_line, GString *out)
{
    print_at(json, one_line, out, 0);
    g_string_append_c(out, '\n');
}

/* --- streams ----------------------------------------------------------------------------- */

TmJsonStream
tm_json_stream_begin(GString *out, gboolean one_line)
{
    g_string_append_c(out, '{');
    return (TmJsonStream){out, one_line, 1, FALSE};
}

/* The comma and the line break before the next value. */
static void
separate(TmJsonStream *stream)
{
    if (stream->any)
        g_string_append_c(stream->out, ',');
    stream->any = TRUE;
    if (stream->one_line)
        return;
    g_string_append_c(stream->out, '\n');
    append_indent(stream->out, stream->depth);
}

static void
append_key(TmJsonStream *stream, const char *key)
{
    separate(stream);
    g_string_append_printf(stream->out, "\"%s\":%s", key, stream->one_line ? "" : " ");
}

void
tm_json_stream_member(TmJsonStream *stream, const char *key, TmJson *value)
{
    append_key(stream, key);
    print_at(value, stream->one_line, stream->out, stream->depth);
    json_decref(value);
}

static void
open_with(TmJsonStream *stream, const char *key, char bracket)
{
    if (key != NULL)
        append_key(stream, key);
    else
        separate(stream);
    g_string_append_c(stream->out, bracket);
    stream->depth++;
    stream->any = FALSE;
}

void
tm_json_stream_open(TmJsonStream *stream, const char *key)
{
    open_with(stream, key, '[');
}

void
tm_json_stream_open_object(TmJsonStream *stream, const char *key)
{
    open_with(stream, key, '{');
}

void
tm_json_stream_item(TmJsonStream *stream, TmJson *item)
{
    separate(stream);
    print_at(item, stream->one_line, stream->out, stream->depth);
    json_decref(item);
}

static void
close_with(TmJsonStream *stream, char bracket)
{
    stream->depth--;
    if (stream->any && !stream->one_line) {
        g_string_append_c(stream->out, '\n');
        append_indent(stream->out, stream->depth);
    }
    g_string_append_c(stream->out, bracket);
    stream->any = TRUE;
}

void
tm_json_stream_close(TmJsonStream *stream)
{
    close_with(stream, ']');
}

void
tm_json_stream_close_object(TmJsonStream *stream)
{
    close_with(stream, '}');
}

void
tm_json_stream_end(TmJsonStream *stream)
{
    close_with(stream, '}');
    g_string_append_c(stream->out, '\n');
}

GHashTable *
tm_json_read_texts(const char *text)
{
    json_t *object = json_loads(text, 0, NULL);
    GHashTable *texts;
    const char *key;
    json_t *value;

    if (!json_is_object(object)) {
        json_decref(object);
        return NULL;
    }
    texts = g_hash_table_new_full(tm_text_hash, g_str_equal, g_free, g_free);
    json_object_foreach(object, key, value) if (json_is_string(value))
        g_hash_table_insert(texts, g_strdup(key), g_strdup(json_string_value(value)));
    json_decref(object);
    return texts;
}

/* --- reading ----------------------------------------------------------------------------- */

/* Its messages end with what stands near the mistake, which may be long or have line breaks. */
static gboolean
fail_to_parse(GError **error, const char *file, guint line, const json_error_t *mistake)
{
    const TmPlace place = {line + (guint)MAX(mistake->line, 1) - 1, (guint)MAX(mistake->column, 1)};
    const char *near = strstr(mistake->text, " near ");
    const int length = near != NULL ? (int)(near - mistake->text) : (int)strlen(mistake->text);

    return tm_fail(error, TM_ERROR_SYNTAX, file, place, "is not JSON: %.*s", length, mistake->text);
}

TmJson *
tm_json_parse(const char *file, guint line, const char *text, gsize length, gsize *used,
              GError **error)
{
    json_error_t mistake;
    json_t *json = json_loadb(text, length, JSON_DISABLE_EOF_CHECK, &mistake);

    if (json == NULL)
        fail_to_parse(error, file, line, &mistake);
    else
        *used = (gsize)mistake.position;
    return json;
}

TmJson *
tm_json_load(const char *file, const char *text, gsize length, GError **error)
{
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL;
    json_error_t mistake;
    json_t *json = json_loadb(text, length, flags, &mistake);

    if (json == NULL)
        fail_to_parse(error, file, 1, &mistake);
    return json;
}

const TmJson *
tm_json_member(const TmJson *object, const char *key)
{
    return json_object_get(object, key);
}

gboolean
tm_json_is_array(const TmJson *array)
{
    return json_is_array(array);
}

guint
tm_json_length(const TmJson *array)
{
    return (guint)json_array_size(array);
}

const TmJson *
tm_json_item(const TmJson *array, guint index)
{
    return json_array_get(array, index);
}

const char *
tm_json_read_text(const TmJson *text)
{
    return json_string_value(text);
}

gint64
tm_json_read_integer(const TmJson *integer)
{
    return json_integer_value(integer);
}
