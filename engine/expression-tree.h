/* What an expression is made of; for expression*.c and the linter only. */
#pragma once

#include "expression.h"

G_BEGIN_DECLS

typedef enum {
    TM_TERM_OR,
    TM_TERM_AND,
    TM_TERM_NOT,
    TM_TERM_TYPE,    /* source is 'GE.P' */
    TM_TERM_VALUE,   /* source.authn is 'Yes' */
    TM_TERM_LEAST,   /* flow.exposure >= 'External' */
    TM_TERM_CROSSES, /* flow crosses 'TB.Internet' */
} TmTerm;

/* `or` and `and` have two terms or more, none of them of their own kind; `not` has one. */
struct TmExpression {
    TmTerm term;
    const TmExpression **terms;
    guint n_terms;
    /* of a test: */
    TmWho who;
    const char *attribute; /* as written */
    const char *literal;   /* as written */
    gboolean bracketed;    /* it stands in []: in Microsoft's rules nothing */
    TmPlace place;
    const TmStencil *stencil;   /* NULL: 'ROOT', which nothing is, or not declared */
    const TmProperty *property; /* NULL: not declared */
    guint number;               /* of the value; 0: not declared */
    guint unknown;              /* number of the value "Unknown"; 0 where there is none */
};

/* Joins @terms (const TmExpression) by `and` or `or`: terms of the same kind are taken apart, and
 * one term stays as it is. Returns NULL for none. */
const TmExpression *tm_expression_join(TmPool *pool, TmTerm term, const GPtrArray *terms);

G_END_DECLS
