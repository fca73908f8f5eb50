/* The rule language: what an expression says of an interaction. Nothing here allocates. */
#include "expression-tree.h"

static const char *const who_names[] = {
    [TM_WHO_SOURCE] = "source",
    [TM_WHO_TARGET] = "target",
    [TM_WHO_FLOW] = "flow",
};

const char *
tm_who_name(TmWho who)
{
    g_assert(who < TM_N_WHO);
    return who_names[who];
}

static gboolean
any_holds(const TmExpression *e, const TmInteraction *interaction)
{
    for (guint i = 0; i < e->n_terms; i++)
        if (tm_expression_holds(e->terms[i], interaction))
            return TRUE;
    return FALSE;
}

static gboolean
all_hold(const TmExpression *e, const TmInteraction *interaction)
{
    for (guint i = 0; i < e->n_terms; i++)
        if (!tm_expression_holds(e->terms[i], interaction))
            return FALSE;
    return TRUE;
}

static gboolean
is_type(const TmExpression *e, const TmInteraction *interaction)
{
    return e->stencil != NULL && tm_facts_is(interaction->of[e->who], e->stencil);
}

static gboolean
is_value(const TmExpression *e, const TmInteraction *interaction)
{
    return e->property != NULL && e->number > 0 &&
           interaction->of[e->who]->values[e->property->slot] == e->number;
}

static gboolean
is_least(const TmExpression *e, const TmInteraction *interaction)
{
    guint number = interaction->of[e->who]->values[e->property->slot];

    return number != 0 && number != e->unknown && number >= e->number;
}

static gboolean
is_crossed(const TmExpression *e, const TmInteraction *interaction)
{
    if (e->stencil == NULL)
        return FALSE;
    for (const TmStencil **type = interaction->crossed; *type != NULL; type++)
        if (tm_stencil_is(*type, e->stencil))
            return TRUE;
    return FALSE;
}

void
tm_expression_visit(const TmExpression *expression, TmExpressionVisit visit, gpointer data)
{
    if (expression->property != NULL)
        visit(expression->who, expression->property, data);
    for (guint i = 0; i < expression->n_terms; i++)
        tm_expression_visit(expression->terms[i], visit, data);
}

guint
tm_expression_depth(const TmExpression *expression)
{
    guint depth = 0;

    for (const TmStencil *type = expression->stencil; type != NULL; type = type->parent)
        depth++;
    for (guint i = 0; i < expression->n_terms && expression->term != TM_TERM_NOT; i++) {
        guint below = tm_expression_depth(expression->terms[i]);
        depth = MAX(depth, below);
    }
    return depth;
}

guint
tm_expression_count(const TmExpression *expression)
{
    guint count = expression->n_terms == 0 ? 1 : 0;

    for (guint i = 0; i < expression->n_terms; i++)
        count += tm_expression_count(expression->terms[i]);
    return count;
}

gboolean
tm_expression_holds(const TmExpression *expression, const TmInteraction *interaction)
{
    switch (expression->term) {
    case TM_TERM_OR:
        return any_holds(expression, interaction);
    case TM_TERM_AND:
        return all_hold(expression, interaction);
    case TM_TERM_NOT:
        return !tm_expression_holds(expression->terms[0], interaction);
    case TM_TERM_TYPE:
        return is_type(expression, interaction);
    case TM_TERM_VALUE:
        return is_value(expression, interaction);
    case TM_TERM_LEAST:
        return is_least(expression, interaction);
    case TM_TERM_CROSSES:
        return is_crossed(expression, interaction);
    }
    return FALSE;
}

/* --- by types alone ---------------------------------------------------------------------- */

static TmTruth
greater(TmTruth a, TmTruth b)
{
    return MAX(a, b);
}

static TmTruth
lesser(TmTruth a, TmTruth b)
{
    return MIN(a, b);
}

static TmTruth
any_by_type(const TmExpression *e, const TmInteraction *interaction)
{
    TmTruth truth = TM_TRUTH_NO;

    for (guint i = 0; i < e->n_terms && truth != TM_TRUTH_YES; i++)
        truth = greater(truth, tm_expression_by_type(e->terms[i], interaction));
    return truth;
}

static TmTruth
all_by_type(const TmExpression *e, const TmInteraction *interaction)
{
    TmTruth truth = TM_TRUTH_YES;

    for (guint i = 0; i < e->n_terms && truth != TM_TRUTH_NO; i++)
        truth = lesser(truth, tm_expression_by_type(e->terms[i], interaction));
    return truth;
}

TmTruth
tm_expression_by_type(const TmExpression *expression, const TmInteraction *interaction)
{
    switch (expression->term) {
    case TM_TERM_OR:
        return any_by_type(expression, interaction);
    case TM_TERM_AND:
        return all_by_type(expression, interaction);
    case TM_TERM_NOT:
        return TM_TRUTH_YES - tm_expression_by_type(expression->terms[0], interaction);
    case TM_TERM_TYPE:
        return is_type(expression, interaction) ? TM_TRUTH_YES : TM_TRUTH_NO;
    case TM_TERM_VALUE:
    case TM_TERM_LEAST:
    case TM_TERM_CROSSES:
        break;
    }
    return TM_TRUTH_OPEN;
}
