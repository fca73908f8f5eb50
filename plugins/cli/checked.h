/* One diagram, checked with its templates and its register: for commands about a threat. */
#pragma once

#include "options.h"

G_BEGIN_DECLS

typedef struct {
    char *today;
    TmTemplate *template;
    TmTemplate *reader; /* with which it was read, where that is another one; else NULL */
    TmRegister *beside; /* NULL: there is none */
    TmModel *model;
    TmReport *report;
} TmChecked;

/* Reads and checks @file as the check itself does. Returns NULL and sets the error. @must_exist: a
 * register that is named must be there. */
TmChecked *tm_checked_new(const TmOptions *options, const char *file, gboolean must_exist,
                          GError **error);

/* The same of @bytes that are called @name, with a register (NULL: there is none), which becomes
 * the result's, or is freed. */
TmChecked *tm_checked_of(const TmOptions *options, const char *name, GBytes *bytes,
                         TmRegister *beside, GError **error);
void tm_checked_free(TmChecked *checked);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmChecked, tm_checked_free)

G_END_DECLS
