/* The rule language: tm7-format.md section 2 and our additions (templates.md section 5.1).
 * An expression is compiled against a template and then evaluated without allocation. */
#pragma once

#include "facts.h"
#include "tm.h"

G_BEGIN_DECLS

typedef enum {
    TM_WHO_SOURCE,
    TM_WHO_TARGET,
    TM_WHO_FLOW,
    TM_N_WHO,
} TmWho;

/* Returns "source", "target" or "flow". */
const char *tm_who_name(TmWho who);

/* Compiles @text, whose first character is at @place in @file, out of @pool. Types, properties and
 * values that @template does not declare are errors (TM_ERROR_MEANING) with their place.
 * An empty text gives NULL without an error. A type is an id or an alias; 'ROOT' is a type that
 * nothing is. Limits: 64 KiB, depth 100. */
const TmExpression *tm_expression_parse(const TmTemplate *template, TmPool *pool, const char *text,
                                        const char *file, TmPlace place, GError **error);

/* A property that nobody stated (0) or that is "Unknown" is never >= anything. */
/* Something in a rule that stands for nothing. */
typedef struct {
    const char *text;
    TmPlace place;
} TmExpressionNote;

/* The same for a rule of Microsoft's templates, in which a text in [] stands for nothing and >= is
 * not known. What @template does not declare is no error but a note (TmExpressionNote, in @pool),
 * and the test is never true; a value that a property of theirs lacks is added to it. Other
 * mistakes are errors. */
const TmExpression *tm_expression_parse_open(const TmTemplate *template, TmPool *pool,
                                             const char *text, const char *file, TmPlace place,
                                             GPtrArray *notes, GError **error);

gboolean tm_expression_holds(const TmExpression *expression, const TmInteraction *interaction);

typedef enum {
    TM_TRUTH_NO,
    TM_TRUTH_OPEN,
    TM_TRUTH_YES,
} TmTruth;

/* What the types of the parts of @interaction alone say: open where a value or a crossing would
 * have to be looked at. */
TmTruth tm_expression_by_type(const TmExpression *expression, const TmInteraction *interaction);

/* Appends the text of an expression, with only the parentheses that it needs; it compiles to the
 * same expression again. */
void tm_expression_print(const TmExpression *expression, GString *out);

/* Calls @visit for each property that the expression names, in the order of the text; a property
 * named twice is visited twice. */
typedef void (*TmExpressionVisit)(TmWho who, const TmProperty *property, gpointer data);
void tm_expression_visit(const TmExpression *expression, TmExpressionVisit visit, gpointer data);

/* How special the types are that an expression asks for: the ancestors of the most special one, and
 * itself. What stands in a `not` does not count. */
guint tm_expression_depth(const TmExpression *expression);

/* Appends what makes an expression hold at @interaction, as people call it: the labels of
 * properties and the names of types; of an `or` the first that holds. */
void tm_expression_reason(const TmExpression *expression, const TmInteraction *interaction,
                          GString *out);

/* How many tests (leaves) an expression has, and the same expression without the test @index: an
 * `and` or `or` keeps its other side, a `not` goes with its test. NULL when nothing is left.
 * For the mutation tests of rules. */
guint tm_expression_count(const TmExpression *expression);
const TmExpression *tm_expression_without(const TmExpression *expression, TmPool *pool,
                                          guint index);

G_END_DECLS
