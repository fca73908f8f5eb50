/* What is wrong with the drawing itself: the codes, and the checks that need no rule. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* One code. @about says in a line what it means, @advice what to do. */
typedef struct {
    const char *code;
    TmLevel level;
    const char *about;
    const char *advice;
} TmMessageCode;

/* All codes in order, ended by a NULL code. */
extern const TmMessageCode tm_message_codes[];

/* Returns the code of that name, or NULL. */
const TmMessageCode *tm_message_code(const char *code);

G_END_DECLS
