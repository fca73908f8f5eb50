/* Where things stand in a DOT text, where it is wrong, and when it is too much. */
#include "dot-places.h"

#include <string.h>

typedef struct {
    TmPool pool;
    GPtrArray *graphs;
    GError *error;
} Read;

static Read
read_text(const char *text)
{
    Read read = {.graphs = NULL};

    tm_pool_init(&read.pool);
    read.graphs = tm_dot_places(&read.pool, "a.dot", text, FALSE, &read.error);
    return read;
}

static void
end(Read *read)
{
    g_clear_pointer(&read->graphs, g_ptr_array_unref);
    g_clear_error(&read->error);
    tm_pool_clear(&read->pool);
}

static TmDotPlaces *
graph_at(const Read *read, guint number)
{
    g_assert_no_error(read->error);
    g_assert_cmpuint(read->graphs->len, >, number);
    return g_ptr_array_index(read->graphs, number);
}

static void
check_place(TmPlace place, guint line, guint column)
{
    g_assert_cmpuint(place.line, ==, line);
    g_assert_cmpuint(place.column, ==, column);
}

static void
check_node(const TmDotPlaces *places, const char *name, guint line, guint column)
{
    const TmDotNodePlace *node = tm_dot_node_place(places, name);

    if (node == NULL)
        g_error("no node %s", name);
    check_place(node->place, line, column);
}

static const TmDotScope *
scope_at(const TmDotPlaces *places, guint number)
{
    g_assert_cmpuint(places->scopes->len, >, number);
    return &g_array_index(places->scopes, TmDotScope, number);
}

static void
test_nodes(void)
{
    Read read = read_text("# a line\n"
                          "strict DiGraph \"x y\" { /* b\n */ a // b\n"
                          "  \"b \\\"c\\\"\" [label=nothere];\n"
                          "  <i>:p:n; \"ab\" + \"cd\" \n"
                          "  -1.5 2. .5 Node [shape=box] n\xc3\xa4h z\n"
                          "  \"li\\\nne\" w\n"
                          "}\n");
    const TmDotPlaces *g = graph_at(&read, 0);

    g_assert_cmpstr(g->name, ==, "x y");
    g_assert_true(g->directed);
    check_place(g->place, 2, 1);
    check_node(g, "a", 3, 5);
    check_node(g, "b \"c\"", 4, 3);
    check_node(g, "i", 5, 3);
    check_node(g, "abcd", 5, 12);
    check_node(g, "-1.5", 6, 3);
    check_node(g, "2.", 6, 8);
    check_node(g, ".5", 6, 11);
    check_node(g, "n\xc3\xa4h", 6, 31);
    check_node(g, "z", 6, 36);
    check_node(g, "line", 7, 3);
    check_node(g, "w", 8, 5);
    g_assert_cmpuint(g->nodes->len, ==, 11);
    g_assert_null(tm_dot_node_place(g, "nothere"));
    end(&read);
}

/* Numbers and names are split where cgraph splits them. */
static void
test_tokens(void)
{
    Read read = read_text("graph{1a 1.2.3 a--b a -1 _x9}");
    const TmDotPlaces *g = graph_at(&read, 0);
    static const char *const names[] = {"1", "a", "1.2", ".3", "b", "-1", "_x9", NULL};

    for (guint i = 0; names[i] != NULL; i++)
        g_assert_nonnull(tm_dot_node_place(g, names[i]));
    g_assert_cmpuint(g->nodes->len, ==, 7);
    end(&read);
}

static void
test_edges(void)
{
    Read read = read_text("digraph {\n"
                          " a -> b -> c [x=1] [y=2]\n"
                          " {a b} -> subgraph s { c d }\n"
                          " a, b -> c:p:n\n"
                          " a -> b; c -> c\n"
                          "}");
    TmDotPlaces *g = graph_at(&read, 0);

    g_assert_cmpuint(g->edges->len, ==, 2 + 4 + 2 + 2);
    check_place(tm_dot_next_edge_place(g, "a", "b"), 2, 2);
    check_place(tm_dot_next_edge_place(g, "a", "b"), 5, 2);
    check_place(tm_dot_next_edge_place(g, "a", "b"), 5, 2);
    check_place(tm_dot_next_edge_place(g, "b", "c"), 2, 7);
    check_place(tm_dot_next_edge_place(g, "b", "c"), 3, 2);
    check_place(tm_dot_next_edge_place(g, "b", "c"), 4, 2);
    check_place(tm_dot_next_edge_place(g, "a", "d"), 3, 2);
    check_place(tm_dot_next_edge_place(g, "c", "c"), 5, 10);
    check_place(tm_dot_next_edge_place(g, "d", "a"), 1, 1);
    check_place(tm_dot_next_edge_place(g, "?", "a"), 1, 1);
    end(&read);
}

static void
test_scopes(void)
{
    Read read = read_text("digraph {\n"
                          " subgraph cluster_a { x; tm_type=\"TB.Vpc\"\n"
                          "  subgraph cluster_b { graph [tm_type=none]; y } {z} }\n"
                          " subgraph cluster_a { w }\n"
                          " subgraph cluster_b { node [tm_type=none] }\n"
                          "}");
    const TmDotPlaces *g = graph_at(&read, 0);

    g_assert_cmpuint(g->scopes->len, ==, 5);
    check_place(scope_at(g, 1)->place, 2, 2);
    g_assert_cmpstr(scope_at(g, 1)->name, ==, "cluster_a");
    g_assert_true(scope_at(g, 1)->typed);
    check_place(scope_at(g, 2)->place, 3, 3);
    g_assert_cmpuint(scope_at(g, 2)->parent, ==, 1);
    g_assert_true(scope_at(g, 2)->typed);
    g_assert_null(scope_at(g, 3)->name);
    g_assert_cmpuint(scope_at(g, 3)->depth, ==, 2);
    check_place(scope_at(g, 4)->place, 5, 2);
    g_assert_false(scope_at(g, 4)->typed);
    end(&read);
}

static void
test_graphs(void)
{
    static const char text[] = "digraph a { x }\n graph { x -- y } // end\n";
    Read read = read_text(text);
    const TmDotPlaces *second = graph_at(&read, 1);

    g_assert_cmpuint(read.graphs->len, ==, 2);
    g_assert_true(second->start == text + 17);
    g_assert_cmpuint(second->length, ==, strlen("graph { x -- y }"));
    g_assert_null(second->name);
    g_assert_false(second->directed);
    check_node(second, "x", 2, 10);
    check_node(graph_at(&read, 0), "x", 1, 13);
    end(&read);
}

/* Columns are bytes of the file, also where a Latin-1 byte became two. */
static void
test_latin1(void)
{
    TmPool pool;
    g_autoptr(GPtrArray) graphs = NULL;

    tm_pool_init(&pool);
    graphs = tm_dot_places(&pool, "a.dot", "graph{\xc3\xa4 b}", TRUE, NULL);
    check_node(g_ptr_array_index(graphs, 0), "b", 1, 9);
    g_clear_pointer(&graphs, g_ptr_array_unref);
    tm_pool_clear(&pool);
}

typedef struct {
    const char *text;
    const char *message;
} Mistake;

static void
check_mistake(const char *text, gint code, const char *message)
{
    Read read = read_text(text);
    g_autofree char *want = g_strconcat("a.dot:", message, NULL);

    g_assert_null(read.graphs);
    g_assert_error(read.error, TM_ERROR, code);
    if (!g_str_has_prefix(read.error->message, want))
        g_error("%s is not %s", read.error->message, want);
    end(&read);
}

static void
test_mistakes(void)
{
    static const Mistake mistakes[] = {
        {"digraph {\n a\n -> -> b }", "3:5: error: syntax error near '->': expected a node"},
        {"digraph {\n a -- b }", "2:4: error: syntax error near '--': expected '->'"},
        {"graph {\n a -> b }", "2:4: error: syntax error near '->': expected '--'"},
        {"digraph {\n a [bold] }", "2:9: error: syntax error near ']': expected '=' and a value"},
        {"digraph {\n a [x=] }", "2:7: error: syntax error near ']': expected the attribute's"},
        {"digraph {\n a [x=1,,y=2] }", "2:9: error: syntax error near ','"},
        {"digraph {\n ; }", "2:2: error: syntax error near ';'"},
        {"digraph {\n node x }", "2:7: error: syntax error near 'x': expected '['"},
        {"digraph {\n \"a\" + b }", "2:8: error: syntax error near 'b': expected a string"},
        {"digraph {\n a:[x=1] }", "2:4: error: syntax error near '[': expected a port"},
        {"digraph\n [", "2:2: error: syntax error near '[': expected '{'"},
        {"digraph {\n a -> b\n", "3:1: error: syntax error at the end of the file: expected the "
                                 "'}' of the '{' in line 1"},
        {"digraph {\n a [label=\"x\n]; }", "2:11: error: the string that starts here has no end"},
        {"digraph {\n a [label=<b<i> ]; }", "2:11: error: the HTML label that starts here"},
        {"digraph {\n /* a }", "2:2: error: the comment that starts here has no end"},
        {"digraph { a }\n }", "2:2: error: syntax error near '}': expected graph or digraph"},
        {"digraph { subgraph a -> b }", "1:22: error: syntax error near '->': expected '{'"},
        {"digraph { a \xff }", "1:15: error: syntax error"},
        {NULL, NULL},
    };

    for (const Mistake *m = mistakes; m[1].text != NULL; m++)
        check_mistake(m->text, TM_ERROR_SYNTAX, m->message);
}

static void
append_times(GString *text, const char *what, guint times)
{
    for (guint i = 0; i < times; i++)
        g_string_append_printf(text, "%s%u ", what, i);
}

static void
append_same(GString *text, const char *what, guint times)
{
    for (guint i = 0; i < times; i++)
        g_string_append(text, what);
}

/* Reads "digraph {" and @text; @message NULL: it is not too much. */
static void
check_limit(GString *text, const char *message)
{
    Read read;

    g_string_prepend(text, "digraph {\n");
    read = read_text(text->str);
    if (message == NULL) {
        g_assert_no_error(read.error);
    } else {
        g_assert_error(read.error, TM_ERROR, TM_ERROR_LIMIT);
        g_assert_cmpstr(read.error->message, ==, message);
    }
    end(&read);
    g_string_free(text, TRUE);
}

static GString *
two_sets(guint left, guint right)
{
    GString *text = g_string_new(" {");

    append_times(text, "a", left);
    g_string_append(text, "} -> {");
    append_times(text, "b", right);
    g_string_append(text, "}}");
    return text;
}

static void
test_sets(void)
{
    static const char *const too_many = "a.dot:2:2: error: more than 100000 edges made by sets of "
                                        "nodes";
    GString *reopened = g_string_new(" ");
    GString *list = g_string_new(" a");

    check_limit(two_sets(2000, 2000), too_many);
    check_limit(two_sets(1, 100001), too_many);
    check_limit(two_sets(400, 250), NULL);
    append_same(list, ",a", 400);
    g_string_append(list, " -> b");
    append_same(list, ",b", 400);
    check_limit(g_string_append(list, "}"), too_many);
    for (guint i = 0; i < 500; i++)
        g_string_append_printf(reopened, "subgraph s { n%u } -> x ", i);
    check_limit(g_string_append(reopened, "}"),
                "a.dot:2:11042: error: more than 100000 edges made by sets of nodes");
}

static void
test_depth(void)
{
    GString *deep = g_string_new(NULL);
    GString *deeper = g_string_new(NULL);

    append_same(deep, "{", 100);
    append_same(deep, "}", 101);
    check_limit(deep, NULL);
    append_same(deeper, "{", 1000000);
    check_limit(deeper, "a.dot:2:101: error: more than 100 levels of subgraphs");
}

static void
test_counts(void)
{
    GString *nodes = g_string_new(NULL);
    GString *names = g_string_new("a [");
    GString *table = g_string_new("a [");
    GString *graphs = g_string_new("}");

    append_same(nodes, "a ", 1000001);
    check_limit(nodes, "a.dot:2:2000001: error: more than 1000000 nodes and edges");
    for (guint i = 0; i <= 500; i++)
        g_string_append_printf(names, "x%u=1 ", i);
    check_limit(names, "a.dot:2:3394: error: more than 500 names of attributes");
    for (guint i = 0; i < 500; i++)
        g_string_append_printf(table, "x%u=1 ", i);
    g_string_append(table, "] ");
    append_times(table, "n", 10000);
    check_limit(g_string_append(table, "}"),
                "a.dot:1:1: error: more than 5000000 attributes (objects times names)");
    append_same(graphs, "graph{}", 1000);
    check_limit(graphs, "a.dot:2:6995: error: more than 1000 graphs");
}

static void
test_long_tokens(void)
{
    static const char *const message =
        "a.dot:2:1: error: a word, string or comment of more than 64 KiB";
    GString *string = g_string_new("\"");
    GString *comment = g_string_new("/*");
    GString *line = g_string_new("//");

    append_same(string, "x\n", 40000);
    check_limit(g_string_append(string, "\"}"), message);
    append_same(comment, "x", 66000);
    check_limit(g_string_append(comment, "*/}"), message);
    append_same(line, "x", 66000);
    check_limit(g_string_append(line, "\n}"), message);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dot-places/nodes", test_nodes);
    g_test_add_func("/dot-places/tokens", test_tokens);
    g_test_add_func("/dot-places/edges", test_edges);
    g_test_add_func("/dot-places/scopes", test_scopes);
    g_test_add_func("/dot-places/graphs", test_graphs);
    g_test_add_func("/dot-places/latin1", test_latin1);
    g_test_add_func("/dot-places/mistakes", test_mistakes);
    g_test_add_func("/dot-places/limits/sets", test_sets);
    g_test_add_func("/dot-places/limits/depth", test_depth);
    g_test_add_func("/dot-places/limits/counts", test_counts);
    g_test_add_func("/dot-places/limits/tokens", test_long_tokens);
    return g_test_run();
}
