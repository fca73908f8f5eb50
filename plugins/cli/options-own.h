/* What the parser and the table of options share. */
#pragma once

#include "options.h"

G_BEGIN_DECLS

/* @take is called with the value, or with NULL for an option that has none (@value is NULL). */
typedef struct {
    const char *name;
    char letter; /* 0: none */
    const char *value;
    const char *about;
    guint commands; /* TmCommand */
    gboolean (*take)(TmOptions *options, const char *value, GError **error);
} TmOption;

/* Of options-decide.c. */
gboolean tm_take_state(TmOptions *options, const char *value, GError **error);
gboolean tm_take_why(TmOptions *options, const char *value, GError **error);
gboolean tm_take_notes(TmOptions *options, const char *value, GError **error);
gboolean tm_take_priority(TmOptions *options, const char *value, GError **error);
gboolean tm_take_owner(TmOptions *options, const char *value, GError **error);
gboolean tm_take_ticket(TmOptions *options, const char *value, GError **error);
gboolean tm_take_expires(TmOptions *options, const char *value, GError **error);
gboolean tm_take_by(TmOptions *options, const char *value, GError **error);
gboolean tm_take_adopt(TmOptions *options, const char *value, GError **error);

/* All options, ended by a NULL name. */
extern const TmOption tm_option_table[];

/* Those of its functions that have a file of their own. */
gboolean tm_options_take_fail_on(TmOptions *options, const char *value, GError **error);

G_END_DECLS
