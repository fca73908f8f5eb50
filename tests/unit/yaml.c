/* The fence around libyaml. */
#include "yaml-tree.h"

#include <string.h>

typedef TmPool AutoPool;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AutoPool, tm_pool_clear)

static const TmYaml *
parse_bytes(TmPool *pool, const char *text, gsize length, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, length);

    tm_pool_init(pool);
    return tm_yaml_parse(pool, "t.yaml", bytes, error);
}

static void
check_error(const char *text, gsize length, gint code, const char *want)
{
    g_auto(AutoPool) pool = {0};
    g_autoptr(GError) error = NULL;

    g_assert_null(parse_bytes(&pool, text, length, &error));
    g_assert_error(error, TM_ERROR, code);
    g_assert_cmpstr(error->message, ==, want);
}

static void
check_syntax(const char *text, const char *want)
{
    check_error(text, strlen(text), TM_ERROR_SYNTAX, want);
}

static void
check_place(const TmYaml *node, const char *text, guint line, guint column)
{
    g_assert_nonnull(node);
    g_assert_cmpstr(node->text, ==, text);
    g_assert_cmpuint(node->place.line, ==, line);
    g_assert_cmpuint(node->place.column, ==, column);
}

static void
test_places(void)
{
    static const char text[] = "\xef\xbb\xbf# \u00e4\n"
                               "plain: \u00e4\u6587 b\n"
                               "\u00e4: [one, 'two', \"three\"]\n"
                               "map: {x: Yes, y: }\n";
    g_auto(AutoPool) pool = {0};
    g_autoptr(GError) error = NULL;
    const TmYaml *root = parse_bytes(&pool, text, strlen(text), &error);
    const TmYaml *list;

    g_assert_no_error(error);
    check_place(tm_yaml_get(root, "plain"), "\u00e4\u6587 b", 2, 8);
    list = tm_yaml_get(root, "\u00e4");
    g_assert_cmpint(list->kind, ==, TM_YAML_SEQUENCE);
    check_place(&list->items[0], "one", 3, 6);
    check_place(&list->items[1], "two", 3, 12);
    check_place(&list->items[2], "three", 3, 19);
    check_place(tm_yaml_get(tm_yaml_get(root, "map"), "x"), "Yes", 4, 10);
    check_place(tm_yaml_get(tm_yaml_get(root, "map"), "y"), "", 4, 18);
    g_assert_null(tm_yaml_get(root, "none"));
    g_assert_null(tm_yaml_get(list, "none"));
}

static void
check_raw(const TmYaml *node, const char *text, const char *raw, guint line, guint column)
{
    check_place(node, text, line, column);
    g_assert_cmpstr(node->raw, ==, raw);
}

static void
test_blocks(void)
{
    static const char text[] = "folded: >\n"
                               "\n"
                               "  a b\n"
                               "  c\n"
                               "literal: |-\n"
                               "   x\n"
                               "    y\n"
                               "# comment\n"
                               "plain: p\n"
                               "  q\n"
                               "quoted: \"m 'n'\n"
                               "   o\"\n"
                               "escaped: 'it''s\n"
                               "   so'\n"
                               "last: z\n";
    g_auto(AutoPool) pool = {0};
    g_autoptr(GError) error = NULL;
    const TmYaml *root = parse_bytes(&pool, text, strlen(text), &error);

    g_assert_no_error(error);
    check_raw(tm_yaml_get(root, "folded"), "\na b c\n", "a b\n  c\n", 3, 3);
    check_raw(tm_yaml_get(root, "literal"), "x\n y", "x\n    y\n", 6, 4);
    check_raw(tm_yaml_get(root, "plain"), "p q", "p\n  q", 9, 8);
    check_raw(tm_yaml_get(root, "quoted"), "m 'n' o", "m 'n'\n   o", 11, 10);
    check_raw(tm_yaml_get(root, "escaped"), "it's so", "it's so", 13, 11);
    check_raw(tm_yaml_get(root, "last"), "z", "z", 15, 7);
}

static void
test_empty(void)
{
    static const char *const texts[] = {"", "\n", "# nothing\n", "\xef\xbb\xbf",
                                        "%YAML 1.1\n---\n"};

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_auto(AutoPool) pool = {0};
        g_autoptr(GError) error = NULL;
        const TmYaml *root = parse_bytes(&pool, texts[i], strlen(texts[i]), &error);
        g_assert_no_error(error);
        g_assert_nonnull(root);
    }
}

static void
test_refused(void)
{
    check_syntax("a: &x 1\n", "t.yaml:1:4: error: anchors and tags are not allowed");
    check_syntax("a: &x [1]\n", "t.yaml:1:4: error: anchors and tags are not allowed");
    check_syntax("a: &x {b: 1}\n", "t.yaml:1:4: error: anchors and tags are not allowed");
    check_syntax("a: !!str 1\n", "t.yaml:1:4: error: anchors and tags are not allowed");
    check_syntax("a: 1\nb: *x\n", "t.yaml:2:4: error: aliases are not allowed");
    check_syntax("a: 1\nb: 2\na: 3\n", "t.yaml:3:1: error: the key \"a\" is here twice");
    check_syntax("[a]: 1\n", "t.yaml:1:1: error: a key must be a text");
    check_syntax("a: 1\n---\nb: 2\n", "t.yaml:2:1: error: a second document begins here");
    check_syntax("a: \"\\a\"\n", "t.yaml:1:4: error: a control character in a text");
    check_syntax("a: [1, 2\n", "t.yaml:2:1: error: did not find expected ',' or ']'");
    check_syntax("\u00e4: \u00e4: 1\n",
                 "t.yaml:1:7: error: mapping values are not allowed in this context");
    check_syntax("a: 1\n\u00e4\x01\n", "t.yaml:2:3: error: control characters are not allowed");
    check_syntax("a: \xff\n", "t.yaml:1:4: error: not UTF-8");
    check_error("a\0b", 3, TM_ERROR_SYNTAX, "t.yaml:1:2: error: a NUL character");
}

static void
test_many_keys(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_auto(AutoPool) pool = {0};
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < 1000; i++)
        g_string_append_printf(text, "key%u: %u\n", i, i);
    g_assert_cmpuint(parse_bytes(&pool, text->str, text->len, &error)->n_items, ==, 1000);
    g_string_append(text, "key500: again\n");
    check_syntax(text->str, "t.yaml:1001:1: error: the key \"key500\" is here twice");
    g_string_assign(text, "");
    for (guint i = 0; i < 33; i++)
        g_string_append_printf(text, "key%u: %u\n", i % 32, i);
    check_syntax(text->str, "t.yaml:33:1: error: the key \"key0\" is here twice");
}

static char *
repeat(const char *text, gsize count)
{
    g_autoptr(GString) out = g_string_sized_new(strlen(text) * count);

    for (gsize i = 0; i < count; i++)
        g_string_append(out, text);
    return g_strdup(out->str);
}

static void
test_limits(void)
{
    g_autofree char *deep = repeat("[", 5000);
    g_autofree char *large = repeat("#234567890123456\n", 1024 * 1024);
    g_autofree char *many = repeat("- a\n", 1000001);
    g_autofree char *open = repeat("[", 101);
    g_autofree char *close = repeat("]", 101);
    g_autofree char *fits = g_strconcat(open, close, NULL);
    g_auto(AutoPool) pool = {0};
    g_autoptr(GError) error = NULL;

    g_assert_nonnull(parse_bytes(&pool, fits, strlen(fits), &error));
    check_error(deep, strlen(deep), TM_ERROR_LIMIT, "t.yaml:1:102: error: nested deeper than 100");
    check_error(large, strlen(large), TM_ERROR_LIMIT,
                "t.yaml:1:1: error: larger than 16777216 bytes");
    check_error(many, strlen(many), TM_ERROR_LIMIT,
                "t.yaml:1000000:3: error: more than 1000000 values");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/yaml/places", test_places);
    g_test_add_func("/yaml/blocks", test_blocks);
    g_test_add_func("/yaml/empty", test_empty);
    g_test_add_func("/yaml/refused", test_refused);
    g_test_add_func("/yaml/many-keys", test_many_keys);
    g_test_add_func("/yaml/limits", test_limits);
    return g_test_run();
}
