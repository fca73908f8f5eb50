/* Every rule of every template of Microsoft's format below DRAWBRIDGE_CORPUS can be read, and what
 * is printed of it is read as the same. Without DRAWBRIDGE_CORPUS the test is skipped. */
#include <string.h>

#include "expression.h"

#define MAX_DEPTH 8

typedef struct {
    guint files;
    guint refused;
    guint rules;
} Count;

static char *
print(const TmExpression *expression)
{
    GString *text = g_string_new(NULL);

    tm_expression_print(expression, text);
    return g_string_free(text, FALSE);
}

static void
check_rule(TmTemplate *template, const TmExpression *rule, const char *text, Count *count)
{
    g_autoptr(GPtrArray) notes = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *once = NULL;
    g_autofree char *twice = NULL;
    const TmExpression *again;

    if (strspn(text, " \t\r\n") == strlen(text))
        return;
    g_assert_nonnull(rule);
    once = print(rule);
    again = tm_expression_parse_open(template, &template->pool, once, "printed", (TmPlace){1, 1},
                                     notes, &error);
    g_assert_no_error(error);
    twice = print(again);
    g_assert_cmpstr(once, ==, twice);
    g_assert_cmpuint(tm_expression_count(rule), ==, tm_expression_count(again));
    count->rules++;
}

static void
check_file(const char *path, Count *count)
{
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(TmTemplate) template = NULL;
    TmSource source = {path, NULL};
    char *text;
    gsize length;

    if (!g_file_get_contents(path, &text, &length, NULL))
        return;
    source.bytes = g_bytes_new_take(text, length);
    g_array_append_val(sources, source);
    template = tm_template_is_tb7(source.bytes) ? tm_template_load(&source, 1, NULL) : NULL;
    count->files++;
    count->refused += template == NULL;
    for (guint i = 0; template != NULL && i < template->threats->len; i++) {
        const TmThreatType *type = g_ptr_array_index(template->threats, i);
        check_rule(template, type->include, type->include_text, count);
        check_rule(template, type->exclude, type->exclude_text, count);
    }
}

static void
check_folder(const char *folder, guint depth, Count *count)
{
    g_autoptr(GDir) dir = depth < MAX_DEPTH ? g_dir_open(folder, 0, NULL) : NULL;
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            check_folder(path, depth + 1, count);
        else if (g_str_has_suffix(name, ".tb7") || g_str_has_suffix(name, ".tm7"))
            check_file(path, count);
    }
}

static void
test_filters(void)
{
    const char *folder = g_getenv("DRAWBRIDGE_CORPUS");
    Count count = {0};

    if (folder == NULL || *folder == '\0') {
        g_test_skip("DRAWBRIDGE_CORPUS names no folder");
        return;
    }
    check_folder(folder, 0, &count);
    g_test_message("%u files, %u without a template, %u rules", count.files, count.refused,
                   count.rules);
    if (count.files == 0) {
        g_test_skip("no file of Microsoft's tool is below DRAWBRIDGE_CORPUS");
        return;
    }
    g_assert_cmpuint(count.rules, >, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/corpus/filters", test_filters);
    return g_test_run();
}
