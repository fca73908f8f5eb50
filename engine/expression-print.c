/* The rule language: expressions made from expressions, and their text. */
#include <string.h>

#include "expression-tree.h"

/* --- making ------------------------------------------------------------------------------ */

static void
add_term(GPtrArray *flat, TmTerm term, const TmExpression *e)
{
    if (e->term != term) {
        g_ptr_array_add(flat, (gpointer)e);
        return;
    }
    for (guint i = 0; i < e->n_terms; i++)
        g_ptr_array_add(flat, (gpointer)e->terms[i]);
}

static const TmExpression *
make(TmPool *pool, TmTerm term, const GPtrArray *terms)
{
    TmExpression *e = tm_pool_new(pool, TmExpression);

    e->term = term;
    e->n_terms = terms->len;
    e->terms = tm_pool_new_n(pool, const TmExpression *, terms->len);
    memcpy(e->terms, terms->pdata, terms->len * sizeof(gpointer));
    return e;
}

const TmExpression *
tm_expression_join(TmPool *pool, TmTerm term, const GPtrArray *terms)
{
    g_autoptr(GPtrArray) flat = g_ptr_array_new();

    for (guint i = 0; i < terms->len; i++)
        add_term(flat, term, g_ptr_array_index(terms, i));
    if (flat->len == 0)
        return NULL;
    return flat->len == 1 ? g_ptr_array_index(flat, 0) : make(pool, term, flat);
}

/* @index counts down over the tests of the whole expression; G_MAXUINT: the test is gone. */
static const TmExpression *
without(const TmExpression *e, TmPool *pool, guint *index)
{
    g_autoptr(GPtrArray) rest = g_ptr_array_new();

    if (e->n_terms == 0)
        return (*index)-- == 0 ? NULL : e;
    for (guint i = 0; i < e->n_terms; i++) {
        const TmExpression *term = without(e->terms[i], pool, index);
        if (term != NULL)
            g_ptr_array_add(rest, (gpointer)term);
    }
    if (e->term != TM_TERM_NOT || rest->len == 0)
        return tm_expression_join(pool, e->term, rest);
    return make(pool, TM_TERM_NOT, rest);
}

const TmExpression *
tm_expression_without(const TmExpression *expression, TmPool *pool, guint index)
{
    return without(expression, pool, &index);
}

/* --- printing ---------------------------------------------------------------------------- */

static void
print_literal(const TmExpression *e, GString *out)
{
    const char *quotes = e->bracketed || strchr(e->literal, '\'') != NULL ? "[]" : "''";

    g_string_append_printf(out, "%c%s%c", quotes[0], e->literal, quotes[1]);
}

static void
print_test(const TmExpression *e, GString *out)
{
    static const char *const signs[] = {
        [TM_TERM_TYPE] = " is ",
        [TM_TERM_VALUE] = " is ",
        [TM_TERM_LEAST] = " >= ",
        [TM_TERM_CROSSES] = " crosses ",
    };

    g_string_append(out, tm_who_name(e->who));
    if (e->attribute != NULL)
        g_string_append_printf(out, ".%s", e->attribute);
    g_string_append(out, signs[e->term]);
    print_literal(e, out);
}

/* An `or` inside of anything else needs parentheses, an `and` only inside of a `not`. */
static void
print_term(const TmExpression *parent, const TmExpression *e, GString *out)
{
    gboolean inside =
        e->term == TM_TERM_OR || (e->term == TM_TERM_AND && parent->term == TM_TERM_NOT);

    if (inside)
        g_string_append_c(out, '(');
    tm_expression_print(e, out);
    if (inside)
        g_string_append_c(out, ')');
}

static const char *
called(const TmExpression *e)
{
    if (e->property != NULL)
        return e->property->label;
    return e->stencil != NULL ? e->stencil->name : e->literal;
}

static void
reason_of_all(const TmExpression *e, const TmInteraction *interaction, GString *out)
{
    for (guint i = 0; i < e->n_terms; i++) {
        if (i > 0)
            g_string_append(out, ", ");
        tm_expression_reason(e->terms[i], interaction, out);
    }
}

void
tm_expression_reason(const TmExpression *expression, const TmInteraction *interaction, GString *out)
{
    if (expression->term == TM_TERM_AND)
        reason_of_all(expression, interaction, out);
    else if (expression->term == TM_TERM_NOT)
        tm_expression_print(expression, out);
    else if (expression->n_terms == 0)
        g_string_append(out, called(expression));
    for (guint i = 0; i < expression->n_terms && expression->term == TM_TERM_OR; i++)
        if (tm_expression_holds(expression->terms[i], interaction)) {
            tm_expression_reason(expression->terms[i], interaction, out);
            return;
        }
}

void
tm_expression_print(const TmExpression *expression, GString *out)
{
    if (expression->n_terms == 0)
        print_test(expression, out);
    if (expression->term == TM_TERM_NOT)
        g_string_append(out, "not ");
    for (guint i = 0; i < expression->n_terms; i++) {
        if (i > 0)
            g_string_append(out, expression->term == TM_TERM_OR ? " or " : " and ");
        print_term(expression, expression->terms[i], out);
    }
}
