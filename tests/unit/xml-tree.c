/* XML as a tree, and the root of a document that is not parsed. */
#include "xml-tree.h"

#include <string.h>

static void
test_tree(void)
{
    static const char *const skip[] = {"image", NULL};
    static const char text[] = "<a:r x='1' xmlns:a='u'>\n <n>one</n><image>AAAA<n>no</n></image>"
                               "<n> two &amp; <![CDATA[<b>]]></n><e i:nil='true' xmlns:i='v'/>"
                               "</a:r>";
    TmPool pool;
    const TmXmlNode *root, *n;

    tm_pool_init(&pool);
    root = tm_xml_tree(&pool, "f", text, strlen(text), skip, NULL);
    g_assert_cmpstr(root->name, ==, "r");
    g_assert_cmpstr(root->text, ==, "");
    g_assert_cmpstr(tm_xml_attribute(root->attributes, "x"), ==, "1");
    g_assert_cmpstr(tm_xml_child_text(root, "n"), ==, "one");
    n = tm_xml_child(root, "n");
    g_assert_cmpuint(n->place.line, ==, 2);
    g_assert_cmpuint(n->place.column, ==, 2);
    g_assert_true(text[n->offset] == '<' && text[n->offset + 1] == 'n');
    g_assert_cmpstr(n->next->name, ==, "image");
    g_assert_cmpstr(n->next->text, ==, "");
    g_assert_null(n->next->first);
    g_assert_cmpstr(n->next->next->text, ==, " two & <b>");
    g_assert_true(tm_xml_is_nil(tm_xml_child(root, "e")));
    g_assert_false(tm_xml_is_nil(n));
    g_assert_cmpstr(tm_xml_child_word(&pool, root, "missing"), ==, "");
    g_assert_null(tm_xml_child(NULL, "n"));
    tm_pool_clear(&pool);
}

static void
test_root(void)
{
    static const struct {
        const char *text;
        gboolean is_r;
    } documents[] = {
        {"<r/>", TRUE},
        {"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <a> -->\n<x:r y='z'>", TRUE},
        {"<!DOCTYPE r [\n<!ENTITY a 'b'>\n]>\n<r>", TRUE},
        {"  <root/>", FALSE},
        {"<?xml", FALSE},
        {"<!--", FALSE},
        {"<", FALSE},
        {"<r", FALSE},
        {"", FALSE},
        {"r: <r/>", FALSE},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(documents); i++) {
        g_autofree char *exact = g_memdup2(documents[i].text, strlen(documents[i].text) + 1);
        g_assert_true(tm_xml_root_is(exact, strlen(exact), "r") == documents[i].is_r);
    }
}

static void
test_limit(void)
{
    g_autoptr(GString) text = g_string_new("<r>");
    g_autoptr(GError) error = NULL;
    TmPool pool;

    for (guint i = 0; i < 2000000; i++)
        g_string_append(text, "<a/>");
    g_string_append(text, "</r>");
    tm_pool_init(&pool);
    g_assert_null(tm_xml_tree(&pool, "f", text->str, text->len, NULL, &error));
    g_assert_error(error, TM_ERROR, TM_ERROR_LIMIT);
    g_assert_cmpstr(error->message, ==, "f:1:8000000: error: more than 2000000 tags");
    tm_pool_clear(&pool);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/xml-tree/tree", test_tree);
    g_test_add_func("/xml-tree/root", test_root);
    g_test_add_func("/xml-tree/limit", test_limit);
    return g_test_run();
}
