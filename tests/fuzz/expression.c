/* Any text as a rule: refused or compiled, and what is compiled prints as text that means the same.
 */
#include "expression.h"
#include "fuzz.h"

static const TmExpression *
parse(TmPool *pool, const char *text, GError **error)
{
    return tm_expression_parse(fuzz_template(), pool, text, "fuzz", (TmPlace){1, 1}, error);
}

static void
check_print(TmPool *pool, const TmExpression *expression)
{
    g_autoptr(GString) once = g_string_new(NULL);
    g_autoptr(GString) twice = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    const TmExpression *again;

    tm_expression_print(expression, once);
    again = parse(pool, once->str, &error);
    g_assert_no_error(error);
    tm_expression_print(again, twice);
    g_assert_cmpstr(once->str, ==, twice->str);
    g_assert_cmpuint(tm_expression_count(expression), ==, tm_expression_count(again));
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autoptr(GError) error = NULL;
    const TmExpression *expression;
    TmPool pool;

    tm_pool_init(&pool);
    expression = parse(&pool, text, &error);
    g_assert_true(expression == NULL || error == NULL);
    if (expression != NULL)
        check_print(&pool, expression);
    tm_pool_clear(&pool);
    return 0;
}
