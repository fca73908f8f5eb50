/* The rule language: from text to an expression, a function for each line of the grammar.
 *
 *     or      = and { "or" and }
 *     and     = unary { "and" unary }
 *     unary   = "not" unary | "(" or ")" | test
 *     test    = who "is" literal | who "." NAME ( "is" | ">=" ) literal | "flow" "crosses" literal
 *     who     = "source" | "target" | "flow"
 *     literal = "'" any but ' "'" | "[" any but ] "]"
 *
 * White space, line breaks too, may stand between all tokens. Keywords have no case; a NAME runs to
 * the next white space or ">=". */
#include <string.h>

#include "begins.h"
#include "expression-tree.h"

#define MAX_LENGTH (64 * 1024)
#define MAX_DEPTH 100
/* Of a property of Microsoft's templates, with those that only rules name. */
#define MAX_OPEN_VALUES 1024

typedef struct {
    const TmTemplate *template;
    TmPool *pool;
    const char *text;
    const char *file;
    const char *at;
    const char *line_start;
    TmPlace place; /* of line_start */
    guint depth;
    GPtrArray *notes; /* Microsoft's language, and what is odd in it; NULL: ours */
    GError **error;
} Parser;

static const TmExpression *parse_or(Parser *p);

/* --- tokens ------------------------------------------------------------------------------ */

static TmPlace
here(const Parser *p)
{
    return (TmPlace){p->place.line, p->place.column + (guint)(p->at - p->line_start)};
}

static void
advance(Parser *p)
{
    if (*p->at++ != '\n')
        return;
    p->place = (TmPlace){p->place.line + 1, 1};
    p->line_start = p->at;
}

static void
skip_space(Parser *p)
{
    while (g_ascii_isspace(*p->at))
        advance(p);
}

static gsize
word_length(const Parser *p)
{
    gsize length = 0;

    while (g_ascii_isalpha(p->at[length]))
        length++;
    return length;
}

static gboolean
take_word(Parser *p, const char *word)
{
    gsize length = strlen(word);

    skip_space(p);
    if (word_length(p) != length || g_ascii_strncasecmp(p->at, word, length) != 0)
        return FALSE;
    p->at += length;
    return TRUE;
}

static gboolean
take_sign(Parser *p, const char *sign)
{
    skip_space(p);
    if (!tm_begins(p->at, sign))
        return FALSE;
    p->at += strlen(sign);
    return TRUE;
}

static gboolean
fail_expected(Parser *p, const char *what)
{
    skip_space(p);
    return tm_fail(p->error, TM_ERROR_SYNTAX, p->file, here(p), "expected %s%s", what,
                   *p->at == '\0' ? " before the end" : "");
}

/* A line break in a literal, where a long line was folded, counts as one blank. */
static const char *
copy_literal(Parser *p, const char *start, const char *end)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (const char *c = start; c < end; c++) {
        if (*c != '\n' && *c != '\r') {
            g_string_append_c(text, *c);
            continue;
        }
        while (c + 1 < end && g_ascii_isspace(c[1]))
            c++;
        g_string_append_c(text, ' ');
    }
    return tm_pool_text(p->pool, text->str);
}

static gboolean
take_literal(Parser *p, TmExpression *test)
{
    TmPlace place;
    const char *start;
    char close;

    skip_space(p);
    if (*p->at != '\'' && *p->at != '[')
        return fail_expected(p, "a text in quotes");
    place = here(p);
    close = *p->at == '[' ? ']' : '\'';
    start = p->at + 1;
    for (advance(p); *p->at != close; advance(p))
        if (*p->at == '\0')
            return tm_fail(p->error, TM_ERROR_SYNTAX, p->file, place, "this text has no end");
    test->literal = copy_literal(p, start, p->at);
    test->bracketed = close == ']' && p->notes != NULL;
    test->place = place;
    p->at++;
    return TRUE;
}

/* --- names ------------------------------------------------------------------------------- */

/* A name that is not declared: in Microsoft's templates nothing but a note. */
static gboolean
undeclared(Parser *p, TmPlace place, const char *what, const char *name)
{
    TmExpressionNote *note;

    if (p->notes == NULL)
        return tm_fail(p->error, TM_ERROR_MEANING, p->file, place, "no %s \"%s\"", what, name);
    note = tm_pool_new(p->pool, TmExpressionNote);
    note->text = tm_pool_printf(p->pool, "no %s \"%s\"", what, name);
    note->place = place;
    g_ptr_array_add(p->notes, note);
    return TRUE;
}

static gboolean
resolve_type(Parser *p, TmExpression *test)
{
    if (strcmp(test->literal, "ROOT") == 0)
        return TRUE;
    if (p->notes == NULL || !test->bracketed)
        test->stencil = tm_template_stencil(p->template, test->literal);
    return test->stencil != NULL || undeclared(p, test->place, "type", test->literal);
}

static gboolean
fail_value(Parser *p, const TmExpression *test)
{
    g_autoptr(GString) values = g_string_new(NULL);

    for (guint i = 0; i < test->property->values->len; i++)
        g_string_append_printf(values, "%s%s", i > 0 ? ", " : "",
                               (const char *)g_ptr_array_index(test->property->values, i));
    return tm_fail(p->error, TM_ERROR_MEANING, p->file, test->place, "\"%s\" is no value of %s: %s",
                   test->literal, test->property->id, values->str);
}

static gboolean
resolve_open(Parser *p, TmExpression *test)
{
    if (test->property == NULL)
        return TRUE;
    if (test->bracketed)
        return undeclared(p, test->place, "value", test->literal);
    test->number = tm_property_number(test->property, test->literal);
    if (test->number > 0)
        return TRUE;
    if (!test->property->open || test->property->values->len >= MAX_OPEN_VALUES)
        return undeclared(p, test->place, "value", test->literal);
    g_ptr_array_add(test->property->values, (gpointer)test->literal);
    test->number = test->property->values->len;
    return TRUE;
}

static gboolean
resolve_value(Parser *p, TmExpression *test)
{
    if (p->notes != NULL)
        return resolve_open(p, test);
    test->number = tm_property_number(test->property, test->literal);
    test->unknown = tm_property_number(test->property, "Unknown");
    return test->number > 0 || fail_value(p, test);
}

static gboolean
take_attribute(Parser *p, TmExpression *test)
{
    const char *end = ++p->at;
    const char *sign = p->notes == NULL ? ">=" : " ";

    while (*end != '\0' && !g_ascii_isspace(*end) && !tm_begins(end, sign))
        end++;
    if (end == p->at)
        return fail_expected(p, "the name of a property");
    test->attribute = tm_pool_text_n(p->pool, p->at, (gsize)(end - p->at));
    test->property = g_hash_table_lookup(p->template->property_of, test->attribute);
    if (test->property == NULL && !undeclared(p, here(p), "property", test->attribute))
        return FALSE;
    p->at = end;
    return TRUE;
}

/* --- the grammar ------------------------------------------------------------------------- */

static gboolean
parse_value(Parser *p, TmExpression *test)
{
    TmPlace dot = here(p);

    if (!take_attribute(p, test))
        return FALSE;
    test->term = p->notes == NULL && take_sign(p, ">=") ? TM_TERM_LEAST : TM_TERM_VALUE;
    if (test->term == TM_TERM_VALUE && !take_word(p, "is"))
        return fail_expected(p, p->notes == NULL ? "\"is\" or \">=\"" : "\"is\"");
    if (test->term == TM_TERM_LEAST && !test->property->ordered)
        return tm_fail(p->error, TM_ERROR_MEANING, p->file, (TmPlace){dot.line, dot.column + 1},
                       "the values of %s have no order: use \"is\"", test->attribute);
    return take_literal(p, test) && resolve_value(p, test);
}

static gboolean
parse_rest(Parser *p, TmExpression *test)
{
    if (*p->at == '.')
        return parse_value(p, test);
    if (test->who == TM_WHO_FLOW && take_word(p, "crosses"))
        test->term = TM_TERM_CROSSES;
    else if (take_word(p, "is"))
        test->term = TM_TERM_TYPE;
    else
        return fail_expected(p, test->who == TM_WHO_FLOW ? "\"is\", \"crosses\" or \".\""
                                                         : "\"is\" or \".\"");
    return take_literal(p, test) && resolve_type(p, test);
}

static const TmExpression *
parse_test(Parser *p)
{
    TmExpression *test = tm_pool_new(p->pool, TmExpression);

    for (TmWho who = TM_WHO_SOURCE; who < TM_N_WHO; who++)
        if (take_word(p, tm_who_name(who))) {
            test->who = who;
            return parse_rest(p, test) ? test : NULL;
        }
    fail_expected(p, "source, target, flow, \"not\" or \"(\"");
    return NULL;
}

static const TmExpression *
parse_group(Parser *p)
{
    const TmExpression *inner = parse_or(p);

    if (inner != NULL && !take_sign(p, ")")) {
        fail_expected(p, "\"and\", \"or\" or \")\"");
        return NULL;
    }
    return inner;
}

static const TmExpression *
negate(TmPool *pool, const TmExpression *inner)
{
    TmExpression *e = tm_pool_new(pool, TmExpression);

    e->term = TM_TERM_NOT;
    e->n_terms = 1;
    e->terms = tm_pool_new_n(pool, const TmExpression *, 1);
    e->terms[0] = inner;
    return e;
}

static const TmExpression *parse_unary(Parser *p);

static const TmExpression *
parse_deeper(Parser *p)
{
    const TmExpression *inner;

    if (take_sign(p, "("))
        return parse_group(p);
    if (!take_word(p, "not"))
        return parse_test(p);
    inner = parse_unary(p);
    return inner != NULL ? negate(p->pool, inner) : NULL;
}

static const TmExpression *
parse_unary(Parser *p)
{
    const TmExpression *e;

    skip_space(p);
    if (p->depth >= MAX_DEPTH) {
        tm_fail(p->error, TM_ERROR_LIMIT, p->file, here(p), "nested deeper than %d", MAX_DEPTH);
        return NULL;
    }
    p->depth++;
    e = parse_deeper(p);
    p->depth--;
    return e;
}

static const TmExpression *
parse_chain(Parser *p, TmTerm term, const char *word, const TmExpression *(*parse)(Parser *))
{
    g_autoptr(GPtrArray) terms = g_ptr_array_new();

    do {
        const TmExpression *e = parse(p);
        if (e == NULL)
            return NULL;
        g_ptr_array_add(terms, (gpointer)e);
    } while (take_word(p, word));
    return tm_expression_join(p->pool, term, terms);
}

static const TmExpression *
parse_and(Parser *p)
{
    return parse_chain(p, TM_TERM_AND, "and", parse_unary);
}

static const TmExpression *
parse_or(Parser *p)
{
    return parse_chain(p, TM_TERM_OR, "or", parse_and);
}

static const TmExpression *
parse_all(Parser *p)
{
    const TmExpression *e;

    if (strnlen(p->text, MAX_LENGTH + 1) > MAX_LENGTH) {
        tm_fail(p->error, TM_ERROR_LIMIT, p->file, p->place, "longer than %d bytes", MAX_LENGTH);
        return NULL;
    }
    skip_space(p);
    if (*p->at == '\0')
        return NULL;
    e = parse_or(p);
    skip_space(p);
    if (e != NULL && *p->at != '\0') {
        fail_expected(p, "\"and\" or \"or\"");
        return NULL;
    }
    return e;
}

const TmExpression *
tm_expression_parse(const TmTemplate *template, TmPool *pool, const char *text, const char *file,
                    TmPlace place, GError **error)
{
    return tm_expression_parse_open(template, pool, text, file, place, NULL, error);
}

const TmExpression *
tm_expression_parse_open(const TmTemplate *template, TmPool *pool, const char *text,
                         const char *file, TmPlace place, GPtrArray *notes, GError **error)
{
    Parser p = {.template = template,
                .pool = pool,
                .text = text,
                .file = file,
                .at = text,
                .line_start = text,
                .place = place,
                .notes = notes,
                .error = error};

    return parse_all(&p);
}
