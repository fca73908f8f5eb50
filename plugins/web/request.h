/* What JavaScript asks for: the options of one call, by their names. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Texts are "" where they were not said, or NULL where that makes a difference. */
typedef struct {
    GBytes *text;         /* of the diagram; NULL: not said */
    GBytes *book;         /* the register beside it; NULL: there is none */
    GArray *sources;      /* TmSource: templates; empty: the built-in one */
    const char *name;     /* of the diagram, for messages */
    const char *from;     /* its format; NULL: found by content */
    const char *language; /* NULL: English */
    const char *today;    /* NULL: what expires never does */
    const char *to;       /* the format to write */
    const char *page;     /* NULL: all */
    const char *id;       /* to explain */
    const char *threat;   /* to decide about; the next are NULL where they stay as they are */
    const char *state;
    const char *why;
    const char *notes;
    const char *priority;
    const char *owner;
    const char *ticket;
    const char *expires;
    const char *by;
    gboolean report_page;
    gboolean uncompress;
    TmPool pool;
} TmRequest;

void tm_request_init(TmRequest *request);
void tm_request_clear(TmRequest *request);

/* Says one option; a flag is said by its name alone. Sets the error where there is no such option,
 * or where it is larger than a browser has room for. */
gboolean tm_request_set(TmRequest *request, const char *key, const char *value, gsize length,
                        GError **error);

/* Adds a file of a template, which messages call @name. */
gboolean tm_request_add_template(TmRequest *request, const char *name, const char *value,
                                 gsize length, GError **error);

G_END_DECLS
