/* The engine as JavaScript calls it. */
#include "web.h"

#include <string.h>

#include "verbs.h"

struct TmWeb {
    TmWork work;
    const TmVerb *verb; /* NULL: there is none of that name */
    TmWebStatus status;
    GError *error; /* a mistake in what was set */
    GString *result;
};

TmWeb *
tm_web_new(void)
{
    TmWeb *web = g_new0(TmWeb, 1);

    tm_work_init(&web->work, DRAWBRIDGE_VERSION);
    web->result = g_string_new(NULL);
    return web;
}

void
tm_web_free(TmWeb *web)
{
    if (web == NULL)
        return;
    tm_work_clear(&web->work);
    g_clear_error(&web->error);
    g_string_free(web->result, TRUE);
    g_free(web);
}

void
tm_web_begin(TmWeb *web, const char *verb)
{
    tm_work_forget(&web->work);
    g_clear_error(&web->error);
    g_string_truncate(web->result, 0);
    web->status = TM_WEB_MORE;
    web->verb = tm_verb(verb);
    if (web->verb == NULL)
        g_set_error(&web->error, TM_ERROR, TM_ERROR_FORMAT, "drawbridge: error: no verb '%s'",
                    verb);
}

void
tm_web_set(TmWeb *web, const char *key, const char *value, gsize length)
{
    if (web->error == NULL)
        tm_request_set(&web->work.request, key, value, length, &web->error);
}

void
tm_web_add_template(TmWeb *web, const char *name, const char *value, gsize length)
{
    if (web->error == NULL)
        tm_request_add_template(&web->work.request, name, value, length, &web->error);
}

/* Returns whether there is more to do. */
static gboolean
step(TmWeb *web)
{
    if (web->error == NULL && tm_work_step(&web->work, web->verb->needs, &web->error))
        return TRUE;
    if (web->error != NULL)
        return FALSE;
    return !web->verb->finish(&web->work, web->result, &web->error) && web->error == NULL;
}

TmWebStatus
tm_web_step(TmWeb *web)
{
    if (web->status != TM_WEB_MORE || step(web))
        return web->status;
    web->status = web->error != NULL ? TM_WEB_FAILED : TM_WEB_DONE;
    if (web->error != NULL)
        g_string_assign(web->result, web->error->message);
    return web->status;
}

const char *
tm_web_result(const TmWeb *web)
{
    return web->result->str;
}

gsize
tm_web_length(const TmWeb *web)
{
    return web->result->len;
}
