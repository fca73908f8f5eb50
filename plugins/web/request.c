/* The options of one call, by their names. */
#include "request.h"

#include <stddef.h>
#include <string.h>

enum {
    MAX_LENGTH = 16 * 1024 * 1024, /* of a text: a page of a browser must survive what it becomes */
};

typedef struct {
    const char *key;
    gsize offset; /* in TmRequest */
} Field;

/* Of type const char *. */
static const Field texts[] = {
    {"name", offsetof(TmRequest, name)},
    {"from", offsetof(TmRequest, from)},
    {"language", offsetof(TmRequest, language)},
    {"today", offsetof(TmRequest, today)},
    {"to", offsetof(TmRequest, to)},
    {"page", offsetof(TmRequest, page)},
    {"id", offsetof(TmRequest, id)},
    {"threat", offsetof(TmRequest, threat)},
    {"state", offsetof(TmRequest, state)},
    {"why", offsetof(TmRequest, why)},
    {"notes", offsetof(TmRequest, notes)},
    {"priority", offsetof(TmRequest, priority)},
    {"owner", offsetof(TmRequest, owner)},
    {"ticket", offsetof(TmRequest, ticket)},
    {"expires", offsetof(TmRequest, expires)},
    {"by", offsetof(TmRequest, by)},
    {NULL, 0},
};

/* Of type GBytes *. */
static const Field files[] = {
    {"text", offsetof(TmRequest, text)},
    {"register", offsetof(TmRequest, book)},
    {NULL, 0},
};

/* Of type gboolean. */
static const Field flags[] = {
    {"reportPage", offsetof(TmRequest, report_page)},
    {"uncompress", offsetof(TmRequest, uncompress)},
    {NULL, 0},
};

static gpointer
find(TmRequest *request, const Field *fields, const char *key)
{
    for (; fields->key != NULL; fields++)
        if (strcmp(fields->key, key) == 0)
            return (char *)request + fields->offset;
    return NULL;
}

void
tm_request_init(TmRequest *request)
{
    memset(request, 0, sizeof(*request));
    tm_pool_init(&request->pool);
    request->sources = tm_sources_new();
    request->name = "diagram";
    request->to = "json";
    request->id = "";
    request->threat = "";
}

void
tm_request_clear(TmRequest *request)
{
    g_clear_pointer(&request->text, g_bytes_unref);
    g_clear_pointer(&request->book, g_bytes_unref);
    g_clear_pointer(&request->sources, g_array_unref);
    tm_pool_clear(&request->pool);
}

static gboolean
check_length(const char *name, gsize length, GError **error)
{
    if (length <= MAX_LENGTH)
        return TRUE;
    return tm_fail(error, TM_ERROR_LIMIT, name, (TmPlace){1, 1},
                   "the file is larger than %d MiB, which is too much for a browser",
                   MAX_LENGTH / 1024 / 1024);
}

static void
take_bytes(GBytes **bytes, const char *value, gsize length)
{
    g_clear_pointer(bytes, g_bytes_unref);
    *bytes = g_bytes_new(value, length);
}

gboolean
tm_request_set(TmRequest *request, const char *key, const char *value, gsize length, GError **error)
{
    const char **text = find(request, texts, key);
    GBytes **bytes = find(request, files, key);
    gboolean *flag = find(request, flags, key);

    if (!check_length(request->name, length, error))
        return FALSE;
    if (text == NULL && bytes == NULL && flag == NULL) {
        g_set_error(error, TM_ERROR, TM_ERROR_MEANING, "drawbridge: error: no option '%s'", key);
        return FALSE;
    }
    if (text != NULL)
        *text = tm_pool_text_n(&request->pool, value, length);
    if (bytes != NULL)
        take_bytes(bytes, value, length);
    if (flag != NULL)
        *flag = TRUE;
    return TRUE;
}

gboolean
tm_request_add_template(TmRequest *request, const char *name, const char *value, gsize length,
                        GError **error)
{
    TmSource source = {tm_pool_text(&request->pool, name), NULL};

    if (!check_length(name, length, error))
        return FALSE;
    source.bytes = g_bytes_new(value, length);
    g_array_append_val(request->sources, source);
    return TRUE;
}
