/* JSON as a tree whose values know their places. */
#include "json-tree.h"

#include <string.h>

typedef TmPool AutoPool;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AutoPool, tm_pool_clear)

static const TmYaml *
parse(TmPool *pool, const char *text, GError **error)
{
    tm_pool_init(pool);
    return tm_json_tree(pool, "t.json", text, strlen(text), error);
}

static void
check_node(const TmYaml *node, const char *text, guint line, guint column)
{
    g_assert_nonnull(node);
    g_assert_cmpint(node->kind, ==, TM_YAML_SCALAR);
    g_assert_cmpstr(node->text, ==, text);
    g_assert_cmpuint(node->place.line, ==, line);
    g_assert_cmpuint(node->place.column, ==, column);
}

static void
test_places(void)
{
    static const char text[] = "\xef\xbb\xbf{\n"
                               "  \"\u00e4\": \"one\", \"n\" : -1.50e1,\r\n"
                               "  \"quoted \\\" {\": [ true, null,\n[], \"a\\\\\" ],\n"
                               "  \"o\": {\"x\": \"y\"}}\n";
    g_auto(AutoPool) pool = {0};
    g_autoptr(GError) error = NULL;
    const TmYaml *root = parse(&pool, text, &error);
    const TmYaml *list;

    g_assert_no_error(error);
    g_assert_cmpuint(root->place.line, ==, 1);
    check_node(tm_yaml_get(root, "\u00e4"), "one", 2, 10);
    check_node(tm_yaml_get(root, "n"), "-1.50e1", 2, 22);
    list = tm_yaml_get(root, "quoted \" {");
    g_assert_cmpint(list->kind, ==, TM_YAML_SEQUENCE);
    g_assert_cmpuint(list->n_items, ==, 4);
    check_node(&list->items[0], "true", 3, 20);
    check_node(&list->items[1], "", 3, 26);
    g_assert_cmpuint(list->items[2].n_items, ==, 0);
    check_node(&list->items[3], "a\\", 4, 6);
    check_node(tm_yaml_get(tm_yaml_get(root, "o"), "x"), "y", 5, 15);
    g_assert_cmpuint(root->keys[3].place.column, ==, 4);
}

/* What no line can hold is dropped; what JSON spells out is one character. */
static void
test_texts(void)
{
    g_auto(AutoPool) pool = {0};
    g_autoptr(GError) error = NULL;
    const TmYaml *root =
        parse(&pool, "{\"a\": \"\\u0000x\\r\\n\\u0007\\ty\\u007f\\ud83d\\ude00\"}", &error);

    g_assert_no_error(error);
    g_assert_cmpstr(tm_yaml_get(root, "a")->text, ==, "x\n\ty\U0001F600");
}

static void
check_error(const char *text, gint code, const char *want)
{
    g_auto(AutoPool) pool = {0};
    g_autoptr(GError) error = NULL;

    g_assert_null(parse(&pool, text, &error));
    g_assert_error(error, TM_ERROR, code);
    g_assert_true(g_str_has_prefix(error->message, want));
}

static void
test_mistakes(void)
{
    check_error("", TM_ERROR_SYNTAX, "t.json:1:1: error: is not JSON: ");
    check_error("{\"a\": 1,\n \"a\": 2}", TM_ERROR_SYNTAX, "t.json:2:");
    check_error("{\"a\": [1,\n  x]}", TM_ERROR_SYNTAX, "t.json:2:3: error: is not JSON: ");
    check_error("{} {}", TM_ERROR_SYNTAX, "t.json:1:");
    check_error("\"text\"", TM_ERROR_SYNTAX, "t.json:1:");
}

static void
test_limits(void)
{
    const guint most = 2000000;
    g_autoptr(GString) deep = g_string_new("{\"a\": ");
    g_autoptr(GString) wide = g_string_new("[");

    for (guint i = 0; i < 101; i++)
        g_string_append_c(deep, '[');
    for (guint i = 0; i < 101; i++)
        g_string_append_c(deep, ']');
    g_string_append_c(deep, '}');
    check_error(deep->str, TM_ERROR_LIMIT, "t.json:1:107: error: nested deeper than 100");
    for (guint i = 0; i < most; i++)
        g_string_append(wide, "1,");
    g_string_append(wide, "1]");
    check_error(wide->str, TM_ERROR_LIMIT, "t.json:1:1: error: more than 2000000 values");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json-tree/places", test_places);
    g_test_add_func("/json-tree/texts", test_texts);
    g_test_add_func("/json-tree/mistakes", test_mistakes);
    g_test_add_func("/json-tree/limits", test_limits);
    return g_test_run();
}
