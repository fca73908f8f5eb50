/* Large diagrams in small steps: no step does much, and whoever stops in between gets all memory
 * back (which the sanitizers look at). */
#include <string.h>

#include "drawio-packed.h"
#include "importers.h"
#include "json-steps.h"
#include "web.h"

/* What a step may write: threats, or parts of the model. */
#define MOST 32

static const char *const names[] = {"Web server", "User", "Orders DB", "Payment API"};

static void
append_cell(GString *xml, guint i)
{
    g_string_append_printf(xml,
                           "<mxCell id='n%u' value='%s %u' style='html=1' vertex='1' parent='1'>"
                           "<mxGeometry x='%u' y='%u' width='100' height='50' as='geometry'/>"
                           "</mxCell>\n",
                           i, names[i % 4], i, i % 40 * 160, i / 40 * 120);
    g_string_append_printf(xml,
                           "<mxCell id='e%u' value='HTTPS' style='html=1' edge='1' parent='1' "
                           "source='n%u' target='n%u'><mxGeometry relative='1' as='geometry'/>"
                           "</mxCell>\n",
                           i, i, (i * 7 + 3) % MAX(i, 1));
}

/* A page of @count shapes and as many flows. */
static GString *
page_of(guint count)
{
    GString *xml = g_string_new("<mxGraphModel><root><mxCell id='0'/><mxCell id='1' parent='0'/>");

    for (guint i = 0; i < count; i++)
        append_cell(xml, i);
    g_string_append(xml, "</root></mxGraphModel>");
    return xml;
}

/* The same page twice, the second one packed. */
static GBytes *
file_of(guint count)
{
    g_autoptr(GString) page = page_of(count);
    GString *file = g_string_new("<mxfile><diagram id='plain' name='A'>");

    g_string_append_len(file, page->str, (gssize)page->len);
    g_string_append(file, "</diagram><diagram id='packed' name='B'>");
    tm_drawio_pack(file, page->str, page->len);
    g_string_append(file, "</diagram></mxfile>");
    return g_string_free_to_bytes(file);
}

static TmTemplate *
load_template(void)
{
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(GError) error = NULL;
    TmTemplate *template;

    tm_template_builtin("stride", sources);
    template = tm_template_load((const TmSource *)(gpointer)sources->data, sources->len, &error);
    g_assert_no_error(error);
    return template;
}

static guint
count_words(const char *text, const char *word)
{
    guint count = 0;

    for (text = strstr(text, word); text != NULL; text = strstr(text + 1, word))
        count++;
    return count;
}

/* --- importing --------------------------------------------------------------------------- */

/* Returns how many steps it takes to read a file. */
static guint
count_import(GBytes *bytes, const TmTemplate *template)
{
    TmImport *import = tm_import_begin(NULL, "large.drawio", bytes, template);
    g_autoptr(GError) error = NULL;
    g_autoptr(TmModel) model = NULL;
    guint steps = 1;

    while (tm_import_step(import))
        steps++;
    g_assert_false(tm_import_step(import));
    model = tm_import_end(import, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(model->diagrams->len, ==, 2);
    return steps;
}

/* Each further cell costs as much of a step as those before. */
static void
test_import_grows(void)
{
    g_autoptr(TmTemplate) template = load_template();
    guint steps[4];

    for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_autoptr(GBytes) bytes = file_of(400 * i);
        steps[i] = count_import(bytes, template);
    }
    g_assert_cmpuint(steps[1], >=, steps[0] + 2 * (400 + 400) / 64);
    g_assert_cmpuint(steps[2], >=, steps[1] + 2 * (400 + 400) / 64);
    g_assert_cmpuint(steps[3], >=, steps[2] + 2 * (400 + 400) / 64);
}

static void
test_import_left(void)
{
    g_autoptr(TmTemplate) template = load_template();
    g_autoptr(GBytes) bytes = file_of(200);
    const guint all = count_import(bytes, template);

    for (guint steps = 0; steps < all; steps++) {
        TmImport *import = tm_import_begin(NULL, "large.drawio", bytes, template);
        g_autoptr(GError) error = NULL;
        for (guint i = 0; i < steps; i++)
            g_assert_true(tm_import_step(import));
        g_assert_null(tm_import_end(import, &error));
        g_assert_no_error(error);
    }
}

/* A mistake that comes late is told, once, and nothing goes on after it. */
static void
test_import_fails(void)
{
    g_autoptr(TmTemplate) template = load_template();
    g_autoptr(GString) page = page_of(400);
    g_autoptr(GBytes) bytes = g_bytes_new(page->str, page->len - 3);
    TmImport *import = tm_import_begin("drawio", "large.drawio", bytes, template);
    g_autoptr(GError) error = NULL;

    while (tm_import_step(import))
        continue;
    g_assert_false(tm_import_step(import));
    g_assert_null(tm_import_end(import, &error));
    g_assert_error(error, TM_ERROR, TM_ERROR_SYNTAX);
    import = tm_import_begin("paint", "large.drawio", bytes, template);
    g_assert_false(tm_import_step(import));
    g_clear_error(&error);
    g_assert_null(tm_import_end(import, &error));
    g_assert_error(error, TM_ERROR, TM_ERROR_FORMAT);
}

/* --- writing ----------------------------------------------------------------------------- */

static TmReport *
check_large(const TmTemplate *template, TmModel **model)
{
    g_autoptr(GBytes) bytes = file_of(200);

    *model = tm_import("large.drawio", bytes, template, NULL);
    return tm_check(*model, template, NULL);
}

static void
test_write(void)
{
    static const char *const items[] = {"\"certainty\"", "\"outOfScope\"", "\n      \"code\""};
    g_autoptr(TmTemplate) template = load_template();
    g_autoptr(TmModel) model = NULL;
    g_autoptr(TmReport) report = check_large(template, &model);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) whole = g_string_new(NULL);
    TmJsonWriting *writing = tm_json_write_begin(report, &(TmView){0}, out);
    gboolean more = TRUE;

    g_assert_cmpuint(report->threats->len, >, 3 * MOST);
    while (more) {
        const gsize before = out->len;
        more = tm_json_write_step(writing);
        for (guint i = 0; i < G_N_ELEMENTS(items); i++)
            g_assert_cmpuint(count_words(out->str + before, items[i]), <=, MOST);
    }
    g_assert_false(tm_json_write_step(writing));
    tm_json_write_end(writing);
    g_assert_true(tm_write(report, &(TmView){0}, "json", whole, NULL));
    g_assert_cmpstr(out->str, ==, whole->str);
    g_assert_cmpuint(count_words(whole->str, "\"certainty\""), ==, report->threats->len);
}

/* --- all of it --------------------------------------------------------------------------- */

static void
begin(TmWeb *web, GBytes *bytes)
{
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);

    tm_web_begin(web, "analyse");
    tm_web_set(web, "text", text, length);
}

static void
test_web_left(void)
{
    g_autoptr(TmWeb) web = tm_web_new();
    g_autoptr(GBytes) bytes = file_of(60);
    guint all = 1;

    begin(web, bytes);
    while (tm_web_step(web) == TM_WEB_MORE)
        all++;
    for (guint steps = 0; steps < all; steps++) {
        begin(web, bytes);
        for (guint i = 0; i < steps; i++)
            g_assert_cmpint(tm_web_step(web), ==, TM_WEB_MORE);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/steps/import-grows", test_import_grows);
    g_test_add_func("/steps/import-left", test_import_left);
    g_test_add_func("/steps/import-fails", test_import_fails);
    g_test_add_func("/steps/write", test_write);
    g_test_add_func("/steps/web-left", test_web_left);
    return g_test_run();
}
