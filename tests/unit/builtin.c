/* The trees that the build makes of templates/: they say what their files say. */
#include "builtin.h"

#include "template-load.h"

typedef TmPool AutoPool;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AutoPool, tm_pool_clear)

static void
check_same(const TmYaml *a, const TmYaml *b)
{
    g_assert_cmpint(a->kind, ==, b->kind);
    g_assert_cmpuint(a->n_items, ==, b->n_items);
    g_assert_cmpuint(a->place.line, ==, b->place.line);
    g_assert_cmpuint(a->place.column, ==, b->place.column);
    if (a->kind == TM_YAML_SCALAR) {
        g_assert_cmpstr(a->text, ==, b->text);
        g_assert_cmpstr(a->raw, ==, b->raw);
    }
    for (guint i = 0; i < a->n_items; i++)
        check_same(&a->items[i], &b->items[i]);
    for (guint i = 0; a->kind == TM_YAML_MAPPING && i < a->n_items; i++)
        check_same(&a->keys[i], &b->keys[i]);
}

static void
check_file(const TmBuiltin *file)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(file->text, file->length);
    const TmSource source = {file->name, bytes};
    g_autoptr(GError) error = NULL;
    g_auto(AutoPool) pool = {0};
    const TmYaml *parsed, *built;

    tm_pool_init(&pool);
    parsed = tm_yaml_parse(&pool, file->name, bytes, &error);
    built = tm_load_builtin(&pool, &pool, &source);
    g_assert_no_error(error);
    g_assert_nonnull(built);
    check_same(built, parsed);
}

static void
test_trees(void)
{
    g_assert_cmpuint(tm_n_builtins, >, 30);
    for (gsize i = 0; i < tm_n_builtins; i++)
        check_file(&tm_builtins[i]);
}

static void
test_sorted(void)
{
    for (gsize i = 1; i < tm_n_builtins; i++)
        g_assert_cmpstr(tm_builtins[i - 1].name, <, tm_builtins[i].name);
}

/* A folder may have files of the same names, and even of the same bytes. */
static void
test_others(void)
{
    g_autoptr(GBytes) copy = g_bytes_new(tm_builtins[0].text, tm_builtins[0].length);
    g_autoptr(GBytes) ours = g_bytes_new_static(tm_builtins[0].text, tm_builtins[0].length);
    const TmSource same_name = {tm_builtins[0].name, copy};
    const TmSource other_name = {"none/template.yaml", ours};
    g_auto(AutoPool) pool = {0};

    tm_pool_init(&pool);
    g_assert_null(tm_load_builtin(&pool, &pool, &same_name));
    g_assert_null(tm_load_builtin(&pool, &pool, &other_name));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/builtin/trees", test_trees);
    g_test_add_func("/builtin/sorted", test_sorted);
    g_test_add_func("/builtin/others", test_others);
    return g_test_run();
}
