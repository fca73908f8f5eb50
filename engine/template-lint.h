/* What the loader lets pass and an author should mend; for template-lint*.c only. */
#pragma once

#include "expression-tree.h"
#include "tm.h"

G_BEGIN_DECLS

typedef struct {
    const TmTemplate *template;
    GPtrArray *lines;         /* char */
    GHashTable *used;         /* ids that a rule, a shape, a parent or a threat type names */
    GHashTable *used_slots;   /* TmProperty (the first of its slot) that a rule tests */
    const TmThreatType *type; /* the one that is being looked at */
    const char *file;         /* in which the rule stands */
} TmLint;

void tm_lint_warn(TmLint *lint, const char *file, TmPlace place, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* template-lint-rules.c: tests that nothing can pass, and answers that nobody is asked for. */
void tm_lint_rules(TmLint *lint, const TmThreatType *type);

/* template-lint-rules.c: the same for the condition of a mitigation. */
void tm_lint_when(TmLint *lint, const TmMitigation *mitigation);

/* template-lint-language.c: texts that a language which the template speaks has not. */
void tm_lint_languages(TmLint *lint);

G_END_DECLS
