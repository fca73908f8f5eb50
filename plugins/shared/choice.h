/* What a person decides about a threat, put into the text of a register. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Of the texts NULL is what stays as it is, "" what is taken away. */
typedef struct {
    const char *threat; /* its id */
    TmState state;
    const char *why;
    const char *notes;
    const char *priority;
    const char *owner;
    const char *ticket;
    const char *expires;
    const char *by;
    const char *today; /* NULL: not known */
} TmChoice;

/* Returns the threat of that id, or NULL. */
const TmThreat *tm_report_find(const TmReport *report, const char *id);

/* Appends to @out the register @bytes (NULL: there is none yet; messages call it @name) with the
 * choice. @beside is what @bytes say, or NULL. Sets the error where there is no such threat, where
 * a reason is wanting, or where the decision is over before it begins. */
gboolean tm_choose(const TmReport *report, const TmRegister *beside, const TmChoice *choice,
                   const char *name, GBytes *bytes, GString *out, GError **error);

G_END_DECLS
