/* A template of Microsoft's in our own format: what our loader is strict about. */
#include "template-convert.h"

#include "tm7-files.h"

static GPtrArray *
convert(const TmTemplate *template)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *files = tm_template_convert(template, &error);

    g_assert_no_error(error);
    return files;
}

static TmTemplate *
load_files(const GPtrArray *files)
{
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(GError) error = NULL;
    TmTemplate *template;

    for (guint i = 0; i < files->len; i++) {
        const TmTemplateFile *file = files->pdata[i];
        TmSource source = {file->name, g_bytes_new(file->text->str, file->text->len)};
        g_array_append_val(sources, source);
    }
    template = tm_template_load(&g_array_index(sources, TmSource, 0), sources->len, &error);
    g_assert_no_error(error);
    return template;
}

/* Types, properties and rules that the language of ours has no words for are still there. */
static void
test_loads(void)
{
    g_autofree char *text = read_case("drawio-tb7/shop.tb7");
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) before = load_tb7(text, NULL, &error);
    g_autoptr(GPtrArray) files = convert(before);
    g_autoptr(TmTemplate) after = load_files(files);

    g_assert_cmpuint(after->threats->len, ==, before->threats->len);
    g_assert_cmpuint(after->stencils->len, ==, before->stencils->len);
    g_assert_cmpuint(after->n_slots, ==, before->n_slots);
    for (guint i = 0; i < before->threats->len; i++) {
        const TmThreatType *one = before->threats->pdata[i];
        const TmThreatType *two = g_hash_table_lookup(after->threat_of, one->id);
        g_assert_nonnull(two);
        g_assert_cmpint(two->scope, ==, TM_SCOPE_FLOW);
        g_assert_cmpuint(two->likelihood, ==, 0);
        g_assert_cmpstr(two->category, ==, one->category);
        g_assert_cmpstr(two->priority, ==, one->priority);
    }
}

/* A list of priorities of its own goes along; the usual one need not be said. */
static void
test_priorities(void)
{
    g_autofree char *usual = read_case("drawio-tb7/shop.tb7");
    g_autofree char *own =
        change(change(g_strdup(usual), "<Value>High</Value>", "<Value>P1: now</Value>"),
               "<Value>Medium</Value>", "<Value>P1: now</Value>");
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) plain = load_tb7(usual, NULL, &error);
    g_autoptr(TmTemplate) before = load_tb7(own, NULL, &error);
    g_autoptr(GPtrArray) plain_files = convert(plain);
    g_autoptr(GPtrArray) files = convert(before);
    g_autoptr(TmTemplate) after = load_files(files);

    g_assert_null(strstr(((TmTemplateFile *)plain_files->pdata[0])->text->str, "priorities"));
    g_assert_cmpuint(plain->priorities->len, ==, 3);
    g_assert_cmpuint(before->priorities->len, ==, 2);
    g_assert_cmpuint(after->priorities->len, ==, 2);
    g_assert_cmpstr(after->priorities->pdata[0], ==, "P1: now");
    g_assert_cmpstr(after->priorities->pdata[1], ==, "Low");
}

static void
test_strange_names(void)
{
    char *text = read_case("drawio-tb7/shop.tb7");
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) template = NULL;
    g_autoptr(GPtrArray) files = NULL;
    g_autoptr(TmTemplate) after = NULL;

    text = change(text, "<Name>Web", "<Name>\"W\\\t: {x} # eb &#x2028;");
    template = load_tb7(text, NULL, &error);
    g_assert_no_error(error);
    files = convert(template);
    after = load_files(files);
    g_assert_cmpuint(after->stencils->len, ==, template->stencils->len);
    g_free(text);
}

/* An id that is no id of ours is refused, and never a path. */
static void
test_bad_id(void)
{
    char *text = read_case("drawio-tb7/shop.tb7");
    const char *begin = strstr(strstr(text, "<ThreatType>"), "<Id>") + strlen("<Id>");
    g_autofree char *old = g_strndup(begin, strcspn(begin, "<"));
    g_autofree char *from = g_strdup_printf("<Id>%s</Id>", old);
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) template = NULL;

    text = change(text, from, "<Id>../../x</Id>");
    template = load_tb7(text, NULL, &error);
    g_assert_no_error(error);
    g_assert_null(tm_template_convert(template, &error));
    g_assert_error(error, TM_ERROR, TM_ERROR_MEANING);
    g_assert_nonnull(strstr(error->message, "our format cannot hold"));
    g_assert_true(g_str_has_prefix(error->message, "a.tb7:"));
    g_free(text);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/template-convert/loads", test_loads);
    g_test_add_func("/template-convert/priorities", test_priorities);
    g_test_add_func("/template-convert/strange-names", test_strange_names);
    g_test_add_func("/template-convert/bad-id", test_bad_id);
    return g_test_run();
}
