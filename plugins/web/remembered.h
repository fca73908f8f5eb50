/* The templates of the last call, which the next one mostly wants too. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef struct {
    TmTemplate *template; /* NULL: there was no call */
    TmTemplate *reader;   /* with which diagrams are read; NULL: @template */
    GArray *sources;      /* TmSource: what it was made of */
    char *language;       /* NULL: English */
    TmPool names;         /* of @sources */
} TmRemembered;

/* All zero is the beginning. */
void tm_remembered_clear(TmRemembered *remembered);

/* Makes the templates of @sources (none: the built-in one) in @language, unless it has them. */
gboolean tm_remembered_load(TmRemembered *remembered, const GArray *sources, const char *language,
                            GError **error);

G_END_DECLS
