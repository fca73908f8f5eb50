/* The engine as JavaScript calls it: options are said by name, a verb is begun, and then stepped
 * until it is done, so that a browser can breathe between the steps. No files, no clock.
 *
 *     tm_web_begin(web, "analyse");
 *     tm_web_set(web, "text", bytes, length);
 *     while (tm_web_step(web) == TM_WEB_MORE)
 *         continue;
 *     tm_web_result(web)
 *
 * drawbridge.js beside this file is the only caller besides the tests.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct TmWeb TmWeb;

/* What JavaScript compares with: the numbers stay. */
typedef enum {
    TM_WEB_FAILED = 0, /* the result is the text of the error */
    TM_WEB_DONE = 1,
    TM_WEB_MORE = 2, /* step again */
} TmWebStatus;

/* It keeps the templates of its last call, which the next one mostly wants too. */
TmWeb *tm_web_new(void);
void tm_web_free(TmWeb *web);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmWeb, tm_web_free)

/* Begins a verb: analyse, write, decide, stencils, explain. What was at work is forgotten, with its
 * options. */
void tm_web_begin(TmWeb *web, const char *verb);

/* Says an option (request.h). A mistake is told by the next step. */
void tm_web_set(TmWeb *web, const char *key, const char *value, gsize length);
void tm_web_add_template(TmWeb *web, const char *name, const char *value, gsize length);

/* Does a little. After the last step further ones change nothing. */
TmWebStatus tm_web_step(TmWeb *web);

/* What came out, or the error: good until the next tm_web_begin(). It ends in a NUL. */
const char *tm_web_result(const TmWeb *web);
gsize tm_web_length(const TmWeb *web);

G_END_DECLS
