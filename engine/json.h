/* The fence around jansson. Members keep the order in which they are set; numbers with a fraction
 * are written with at most 6 digits; text that is not UTF-8 is made valid. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct json_t TmJson;

TmJson *tm_json_object(void);
TmJson *tm_json_array(void);
TmJson *tm_json_text(const char *text);
TmJson *tm_json_integer(gint64 value);
void tm_json_free(TmJson *json);

/* Returns @json with one more owner, so that it can stand in several places. */
TmJson *tm_json_ref(TmJson *json);

/* Set a member of an object. tm_json_set() takes ownership of @value. */
void tm_json_set(TmJson *object, const char *key, TmJson *value);
void tm_json_set_text(TmJson *object, const char *key, const char *value);
void tm_json_set_integer(TmJson *object, const char *key, gint64 value);
void tm_json_set_real(TmJson *object, const char *key, double value);
void tm_json_set_boolean(TmJson *object, const char *key, gboolean value);

/* Append to an array. tm_json_append() takes ownership of @value. */
void tm_json_append(TmJson *array, TmJson *value);
void tm_json_append_text(TmJson *array, const char *value);
void tm_json_append_integer(TmJson *array, gint64 value);
void tm_json_append_real(TmJson *array, double value);

/* Reads an object: returns those of its members whose values are texts, in a table of char * to
 * char
 * * that the caller unrefs, or NULL where @text holds no object. */
GHashTable *tm_json_read_texts(const char *text);

/* Parses the first value of @text, an object or an array, and sets how many bytes it @used. Returns
 * NULL and sets the error with its place, where the text begins in line @line of @file. The caller
 * frees the result. */
TmJson *tm_json_parse(const char *file, guint line, const char *text, gsize length, gsize *used,
                      GError **error);

/* Parses all of @text; a key that is in an object twice is an error. For json-tree.c, which knows
 * the place of every value. */
TmJson *tm_json_load(const char *file, const char *text, gsize length, GError **error);

/* What is in a value; any may be asked of any value, and of NULL: then there is nothing. */
const TmJson *tm_json_member(const TmJson *object, const char *key);
gboolean tm_json_is_array(const TmJson *array);
guint tm_json_length(const TmJson *array);
const TmJson *tm_json_item(const TmJson *array, guint index);
const char *tm_json_read_text(const TmJson *text); /* NULL: it is no text */
gint64 tm_json_read_integer(const TmJson *integer);

/* Appends the text of @json: on one line, or indented by two; a newline ends it. */
void tm_json_print(const TmJson *json, gboolean one_line, GString *out);

/* For documents too large to be held at once: one object whose members, and the items of arrays in
 * it, are printed and freed as they come. What comes out is what tm_json_print() would print. */
typedef struct {
    GString *out;
    gboolean one_line;
    guint depth;  /* of what is open: 1 is the object */
    gboolean any; /* the innermost open one has something in it */
} TmJsonStream;

TmJsonStream tm_json_stream_begin(GString *out, gboolean one_line);

/* A member of the innermost object; takes ownership of @value. */
void tm_json_stream_member(TmJsonStream *stream, const char *key, TmJson *value);

/* A member that is an array, and its items; takes ownership of @item. */
void tm_json_stream_open(TmJsonStream *stream, const char *key);
void tm_json_stream_item(TmJsonStream *stream, TmJson *item);
void tm_json_stream_close(TmJsonStream *stream);

/* A member that is an object; without a @key, an item that is one. */
void tm_json_stream_open_object(TmJsonStream *stream, const char *key);
void tm_json_stream_close_object(TmJsonStream *stream);

void tm_json_stream_end(TmJsonStream *stream);

G_END_DECLS
