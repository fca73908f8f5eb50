/* Rules that cannot do what their author meant. */
#include <string.h>

#include "template-lint.h"

/* Of a longer `and` only so many terms are compared with each other. */
#define MAX_COMPARED 64

typedef enum {
    NEVER,
    ALWAYS,
    DEPENDS,
} Truth;

/* What one property of one party is taken to be. */
typedef struct {
    TmWho who;
    const TmProperty *property;
    guint number;
} Assumption;

/* --- tests that nothing can pass --------------------------------------------------------- */

static gboolean
fits_who(TmWho who, TmKind kind)
{
    return who == TM_WHO_FLOW ? kind == TM_FLOW : kind != TM_FLOW && kind != TM_BOUNDARY;
}

static gboolean
has_property(const TmLint *lint, TmWho who, const TmProperty *first)
{
    for (const TmProperty *property = first; property != NULL; property = property->next) {
        for (guint i = 0; i < property->types->len; i++)
            if (fits_who(who, tm_template_stencil(lint->template, property->types->pdata[i])->kind))
                return TRUE;
        if (property->types->len == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean
can_hold(const TmLint *lint, const TmExpression *e)
{
    if (e->property != NULL)
        return has_property(lint, e->who, e->property);
    if (e->stencil == NULL)
        return FALSE;
    if (e->term == TM_TERM_CROSSES)
        return e->stencil->kind == TM_BOUNDARY;
    return fits_who(e->who, e->stencil->kind);
}

/* --- tests that contradict each other ---------------------------------------------------- */

static gboolean
excludes(const TmExpression *value, const TmExpression *other)
{
    if (other->term == TM_TERM_VALUE)
        return value->number != other->number;
    return value->number < other->number || value->number == other->unknown;
}

static gboolean
contradict(const TmExpression *a, const TmExpression *b)
{
    if (a->n_terms > 0 || b->n_terms > 0 || a->who != b->who)
        return FALSE;
    if (a->term == TM_TERM_TYPE && b->term == TM_TERM_TYPE)
        return a->stencil != NULL && b->stencil != NULL && a->stencil->kind != b->stencil->kind;
    if (a->property == NULL || a->property != b->property)
        return FALSE;
    if (a->term == TM_TERM_VALUE)
        return excludes(a, b);
    return b->term == TM_TERM_VALUE && excludes(b, a);
}

static void
compare_terms(TmLint *lint, const TmExpression *e, guint index)
{
    const TmExpression *later = e->terms[index];

    for (guint i = 0; i < index; i++) {
        g_autoptr(GString) pair = g_string_new(NULL);
        if (!contradict(e->terms[i], later))
            continue;
        tm_expression_print(e->terms[i], pair);
        g_string_append(pair, " and ");
        tm_expression_print(later, pair);
        tm_lint_warn(lint, lint->file, later->place, "nothing can be both: %s", pair->str);
    }
}

static void
check_tests(TmLint *lint, const TmExpression *e)
{
    if (e->n_terms == 0 && !can_hold(lint, e)) {
        g_autoptr(GString) text = g_string_new(NULL);
        tm_expression_print(e, text);
        tm_lint_warn(lint, lint->file, e->place, "this can never be true: %s", text->str);
    }
    if (e->stencil != NULL)
        g_hash_table_add(lint->used, (gpointer)e->stencil->id);
    for (guint i = 0; i < e->n_terms; i++) {
        check_tests(lint, e->terms[i]);
        if (e->term == TM_TERM_AND && i < MAX_COMPARED)
            compare_terms(lint, e, i);
    }
}

/* --- answers that nobody is asked for ---------------------------------------------------- */

static Truth
test_truth(const TmExpression *e, const Assumption *assumption)
{
    gboolean holds;

    if (e->property != assumption->property || e->who != assumption->who)
        return DEPENDS;
    holds = e->term == TM_TERM_VALUE
                ? assumption->number == e->number
                : assumption->number != e->unknown && assumption->number >= e->number;
    return holds ? ALWAYS : NEVER;
}

static Truth
truth(const TmExpression *e, const Assumption *assumption)
{
    Truth decides = e->term == TM_TERM_AND ? NEVER : ALWAYS;
    Truth rest = e->term == TM_TERM_AND ? ALWAYS : NEVER;

    if (e->n_terms == 0)
        return test_truth(e, assumption);
    for (guint i = 0; i < e->n_terms; i++) {
        Truth term = truth(e->terms[i], assumption);
        if (e->term == TM_TERM_NOT)
            return term == DEPENDS ? DEPENDS : term == NEVER ? ALWAYS : NEVER;
        if (term == decides)
            return decides;
        if (term == DEPENDS)
            rest = DEPENDS;
    }
    return rest;
}

static gboolean
is_cleared(const TmThreatType *type, const Assumption *assumption)
{
    return truth(type->include, assumption) == NEVER ||
           (type->exclude != NULL && truth(type->exclude, assumption) == ALWAYS);
}

/* Whether nobody knows the value unless it is asked for. */
static gboolean
is_question(const TmProperty *property)
{
    return !property->derived && *property->safe != '\0' &&
           strcmp(property->preset, "Unknown") == 0;
}

static gboolean
is_asked(const TmThreatType *type, TmWho who, const char *property)
{
    for (guint i = 0; i < type->asks->len; i++) {
        const TmAsk *ask = g_ptr_array_index(type->asks, i);
        if (strcmp(ask->who, tm_who_name(who)) == 0 && strcmp(ask->property, property) == 0)
            return TRUE;
    }
    return FALSE;
}

static const TmProperty *
find_question(const TmProperty *first)
{
    const TmProperty *property = first;

    while (property != NULL && !is_question(property))
        property = property->next;
    return property;
}

static void
check_answer(TmWho who, const TmProperty *first, gpointer data)
{
    TmLint *lint = data;
    const TmProperty *property = find_question(first);
    Assumption unknown = {who, first, tm_property_number(first, "Unknown")};
    Assumption safe = unknown;

    g_hash_table_add(lint->used_slots, (gpointer)first);
    if (property == NULL || is_asked(lint->type, who, first->id))
        return;
    safe.number = tm_property_number(first, property->safe);
    if (is_cleared(lint->type, &safe) && !is_cleared(lint->type, &unknown))
        tm_lint_warn(lint, lint->type->file, lint->type->place,
                     "nobody is asked for %s.%s, though %s clears %s", tm_who_name(who), first->id,
                     property->safe, lint->type->id);
}

/* --- one threat type --------------------------------------------------------------------- */

static void
use_slot(TmWho who G_GNUC_UNUSED, const TmProperty *first, gpointer data)
{
    TmLint *lint = data;

    g_hash_table_add(lint->used_slots, (gpointer)first);
}

void
tm_lint_when(TmLint *lint, const TmMitigation *mitigation)
{
    lint->file = mitigation->file;
    if (mitigation->when == NULL)
        return;
    check_tests(lint, mitigation->when);
    tm_expression_visit(mitigation->when, use_slot, lint);
}

void
tm_lint_rules(TmLint *lint, const TmThreatType *type)
{
    lint->type = type;
    lint->file = type->file;
    if (type->include == NULL) {
        tm_lint_warn(lint, type->file, type->place, "%s has no include: it never fires", type->id);
        return;
    }
    check_tests(lint, type->include);
    tm_expression_visit(type->include, check_answer, lint);
    if (type->eases != NULL) {
        check_tests(lint, type->eases);
        tm_expression_visit(type->eases, use_slot, lint);
    }
    if (type->exclude == NULL)
        return;
    check_tests(lint, type->exclude);
    tm_expression_visit(type->exclude, check_answer, lint);
}
