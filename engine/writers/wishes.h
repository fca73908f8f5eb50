/* What a report would like to know: the questions of all its open threats, each of them once. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef struct {
    const TmQuestion *question;
    const TmThreat *threat; /* the first that asks it */
    guint threats;          /* how many its answer clears */
    guint score;            /* the sum of theirs */
    guint order;            /* in which it was found */
} TmWish;

/* Returns an array of TmWish, the most useful first: it clears the most threats, then those of the
 * highest scores. The caller owns it. */
GPtrArray *tm_wishes_collect(const TmReport *report);

G_END_DECLS
