/* The grammar of DOT (lib/cgraph/grammar.y), read for places and limits only.
 *
 *     graph     = [strict] (graph | digraph) [id] body
 *     body      = "{" { statement [";"] } "}"
 *     statement = (graph | node | edge) { list } | id "=" id | operand { edgeop operand } { list }
 *     operand   = [subgraph [id]] body | node { "," node }
 *     node      = id [":" id [":" id]]
 *     list      = "[" { id "=" id ["," | ";"] } "]"
 *     id        = name | (string | html) { "+" (string | html) }
 */
#include <string.h>

#include "dot-grammar-own.h"
#include "escape.h"

static gboolean read_body(TmDotGrammar *g, guint scope, GError **error);

static gboolean
next(TmDotGrammar *g, GError **error)
{
    return tm_dot_scan(&g->scanner, error);
}

static gboolean
fail_expected(TmDotGrammar *g, const char *expected, GError **error)
{
    const TmDotToken *token = &g->scanner.token;
    g_autofree char *start = g_strndup(token->text, MIN(token->length, 32));
    g_autofree char *near = tm_escape_line(start);

    if (token->kind == TM_DOT_END)
        return tm_fail(error, TM_ERROR_SYNTAX, g->scanner.file, token->place,
                       "syntax error at the end of the file: expected %s", expected);
    return tm_fail(error, TM_ERROR_SYNTAX, g->scanner.file, token->place,
                   "syntax error near '%s': expected %s", near, expected);
}

static gboolean
take_sign(TmDotGrammar *g, char sign, const char *expected, GError **error)
{
    if (!tm_dot_is_sign(&g->scanner, sign))
        return fail_expected(g, expected, error);
    return next(g, error);
}

static gboolean
skip_sign(TmDotGrammar *g, char sign, GError **error)
{
    return !tm_dot_is_sign(&g->scanner, sign) || next(g, error);
}

static gboolean
at_id(const TmDotGrammar *g)
{
    TmDotKind kind = g->scanner.token.kind;

    return kind == TM_DOT_NAME || kind == TM_DOT_STRING || kind == TM_DOT_HTML;
}

/* Leaves the id in @g->word. */
static gboolean
read_id(TmDotGrammar *g, const char *expected, GError **error)
{
    gboolean bare = g->scanner.token.kind == TM_DOT_NAME;

    if (!at_id(g))
        return fail_expected(g, expected, error);
    g_string_truncate(g->word, 0);
    tm_dot_token_append(&g->scanner.token, g->word);
    if (!next(g, error))
        return FALSE;
    while (!bare && tm_dot_is_sign(&g->scanner, '+')) {
        if (!next(g, error))
            return FALSE;
        if (!at_id(g) || g->scanner.token.kind == TM_DOT_NAME)
            return fail_expected(g, "a string after '+'", error);
        tm_dot_token_append(&g->scanner.token, g->word);
        if (!next(g, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
read_value(TmDotGrammar *g, GError **error)
{
    return take_sign(g, '=', "'=' and a value after the attribute's name", error) &&
           read_id(g, "the attribute's value", error);
}

static gboolean
read_list(TmDotGrammar *g, guint scope, gboolean of_scope, GError **error)
{
    if (!next(g, error))
        return FALSE;
    while (!tm_dot_is_sign(&g->scanner, ']')) {
        TmPlace place = g->scanner.token.place;
        if (!read_id(g, "an attribute or ']'", error) ||
            !tm_dot_note_attribute(g, scope, of_scope, place, error) || !read_value(g, error))
            return FALSE;
        if (!skip_sign(g, tm_dot_is_sign(&g->scanner, ',') ? ',' : ';', error))
            return FALSE;
    }
    return next(g, error);
}

static gboolean
read_lists(TmDotGrammar *g, guint scope, gboolean of_scope, GError **error)
{
    while (tm_dot_is_sign(&g->scanner, '['))
        if (!read_list(g, scope, of_scope, error))
            return FALSE;
    return TRUE;
}

static gboolean
read_port(TmDotGrammar *g, GError **error)
{
    for (guint i = 0; i < 2 && tm_dot_is_sign(&g->scanner, ':'); i++)
        if (!next(g, error) || !read_id(g, "a port after ':'", error))
            return FALSE;
    return TRUE;
}

/* The first name is read already; @place is where. */
static gboolean
read_nodes(TmDotGrammar *g, guint scope, TmPlace place, GError **error)
{
    if (!tm_dot_mention(g, scope, place, error) || !read_port(g, error))
        return FALSE;
    while (tm_dot_is_sign(&g->scanner, ',')) {
        if (!next(g, error))
            return FALSE;
        place = g->scanner.token.place;
        if (!read_id(g, "a node after ','", error) || !tm_dot_mention(g, scope, place, error) ||
            !read_port(g, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
read_subgraph(TmDotGrammar *g, guint parent, guint *scope, GError **error)
{
    TmPlace place = g->scanner.token.place;
    guint start = g->trail->len;
    const char *name = NULL;

    if (g->scanner.token.kind == TM_DOT_SUBGRAPH) {
        if (!next(g, error))
            return FALSE;
        if (at_id(g)) {
            if (!read_id(g, "a name", error))
                return FALSE;
            name = tm_pool_text(g->pool, g->word->str);
        }
    }
    if (!tm_dot_open_scope(g, name, place, parent, scope, error) || !read_body(g, *scope, error))
        return FALSE;
    tm_dot_close_scope(g, *scope, start);
    return TRUE;
}

static gboolean
read_operand(TmDotGrammar *g, guint scope, TmDotOperand *operand, GError **error)
{
    gboolean good;

    *operand = (TmDotOperand){.start = g->trail->len, .place = g->scanner.token.place};
    if (g->scanner.token.kind == TM_DOT_SUBGRAPH || tm_dot_is_sign(&g->scanner, '{'))
        good = read_subgraph(g, scope, &operand->scope, error);
    else
        good = read_id(g, "a node or a subgraph", error) &&
               read_nodes(g, scope, operand->place, error);
    operand->end = g->trail->len;
    return good;
}

static gboolean
read_edgeop(TmDotGrammar *g, GError **error)
{
    gboolean arrow = g->scanner.token.text[1] == '>';

    if (arrow && !g->graph->directed)
        return fail_expected(g, "'--', because this is a graph and no digraph", error);
    if (!arrow && g->graph->directed)
        return fail_expected(g, "'->', because this is a digraph", error);
    return next(g, error);
}

/* The rest of a chain, then the attributes of its edges (or of the nodes, when there are none). */
static gboolean
read_edges(TmDotGrammar *g, guint scope, TmDotOperand left, GError **error)
{
    guint start = left.start;

    while (g->scanner.token.kind == TM_DOT_EDGEOP) {
        TmDotOperand right;
        if (!read_edgeop(g, error) || !read_operand(g, scope, &right, error) ||
            !tm_dot_join(g, scope, &left, &right, error))
            return FALSE;
        tm_dot_unstate(g, scope, left.start == start ? start : right.start);
        left = right;
    }
    return read_lists(g, scope, FALSE, error);
}

static gboolean
read_assignment(TmDotGrammar *g, guint scope, TmPlace place, GError **error)
{
    return tm_dot_note_attribute(g, scope, TRUE, place, error) && read_value(g, error);
}

/* A statement that begins with an id. */
static gboolean
read_named(TmDotGrammar *g, guint scope, GError **error)
{
    TmDotOperand left = {.start = g->trail->len, .place = g->scanner.token.place};

    if (!read_id(g, "a node, an edge, an attribute, a subgraph or '}'", error))
        return FALSE;
    if (tm_dot_is_sign(&g->scanner, '='))
        return read_assignment(g, scope, left.place, error);
    if (!read_nodes(g, scope, left.place, error))
        return FALSE;
    left.end = g->trail->len;
    return read_edges(g, scope, left, error);
}

static gboolean
read_statement(TmDotGrammar *g, guint scope, GError **error)
{
    TmDotKind kind = g->scanner.token.kind;
    TmDotOperand left;

    if (kind == TM_DOT_GRAPH || kind == TM_DOT_NODE || kind == TM_DOT_EDGE) {
        if (!next(g, error))
            return FALSE;
        if (!tm_dot_is_sign(&g->scanner, '['))
            return fail_expected(g, "'[' and the attributes that are to be the default", error);
        return read_lists(g, scope, kind == TM_DOT_GRAPH, error);
    }
    if (kind != TM_DOT_SUBGRAPH && !tm_dot_is_sign(&g->scanner, '{'))
        return read_named(g, scope, error);
    return read_operand(g, scope, &left, error) && read_edges(g, scope, left, error);
}

/* Leaves the closing brace as the token. */
static gboolean
read_statements(TmDotGrammar *g, guint scope, GError **error)
{
    guint line = g->scanner.token.place.line;
    g_autofree char *end = g_strdup_printf("the '}' of the '{' in line %u", line);

    if (!take_sign(g, '{', "'{'", error))
        return FALSE;
    while (!tm_dot_is_sign(&g->scanner, '}')) {
        if (g->scanner.token.kind == TM_DOT_END)
            return fail_expected(g, end, error);
        if (!read_statement(g, scope, error) || !skip_sign(g, ';', error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
read_body(TmDotGrammar *g, guint scope, GError **error)
{
    return read_statements(g, scope, error) && next(g, error);
}

static gboolean
read_header(TmDotGrammar *g, GError **error)
{
    if (g->scanner.token.kind == TM_DOT_STRICT && !next(g, error))
        return FALSE;
    g->graph->directed = g->scanner.token.kind == TM_DOT_DIGRAPH;
    if (!g->graph->directed && g->scanner.token.kind != TM_DOT_GRAPH)
        return fail_expected(g, "graph or digraph", error);
    if (!next(g, error))
        return FALSE;
    if (at_id(g)) {
        if (!read_id(g, "a name", error))
            return FALSE;
        g->graph->name = tm_pool_text(g->pool, g->word->str);
    }
    return TRUE;
}

static gboolean
read_graph(TmDotGrammar *g, GPtrArray *graphs, GError **error)
{
    const TmDotToken *token = &g->scanner.token;
    const char *start = token->text;

    if (!tm_dot_open_graph(g, token->place, graphs, error) || !read_header(g, error) ||
        !read_statements(g, 0, error) || !tm_dot_close_graph(g, error))
        return FALSE;
    g->graph->start = start;
    g->graph->length = (gsize)(token->text + token->length - start);
    return next(g, error);
}

static gboolean
read_graphs(TmDotGrammar *g, GPtrArray *graphs, GError **error)
{
    if (!next(g, error))
        return FALSE;
    do {
        if (!read_graph(g, graphs, error))
            return FALSE;
    } while (g->scanner.token.kind != TM_DOT_END);
    return TRUE;
}

gboolean
tm_dot_grammar_read(TmPool *pool, const TmDotScanner *start, GPtrArray *graphs, GError **error)
{
    TmDotGrammar g = {.pool = pool, .scanner = *start};
    g_autoptr(GHashTable) names = g_hash_table_new(g_direct_hash, g_direct_equal);
    g_autoptr(GHashTable) subgraph_of = g_hash_table_new(tm_text_hash, g_str_equal);
    g_autoptr(GArray) trail = g_array_new(FALSE, TRUE, sizeof(guint));
    g_autoptr(GArray) ranges = g_array_new(FALSE, TRUE, sizeof(TmDotRange));
    g_autoptr(GArray) range_of = g_array_new(FALSE, TRUE, sizeof(guint));
    g_autoptr(GArray) stamps = g_array_new(FALSE, TRUE, sizeof(guint));
    gboolean good;

    g.word = g_string_new(NULL);
    g.names = names;
    g.subgraph_of = subgraph_of;
    g.trail = trail;
    g.ranges = ranges;
    g.range_of = range_of;
    g.stamps = stamps;
    good = read_graphs(&g, graphs, error);
    g_string_free(g.word, TRUE);
    return good;
}
