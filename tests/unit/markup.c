/* XML by its bytes: tags, attributes, changes. */
#include "markup.h"

#include <string.h>

#include "edits.h"

static void
test_tags(void)
{
    static const char text[] = "<?xml?><!-- <no> --><n:a x='>'><b/><![CDATA[<c>]]></n:a >";
    static const char *const names[] = {"", "", "a", "b", "", "a"};
    TmTag tag = {0};
    TmTag end;

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_assert_true(tm_tag_next(text, strlen(text), tag.at.end, &tag));
        if (*names[i] == '\0')
            g_assert_cmpint(tag.kind, ==, TM_TAG_OTHER);
        else
            g_assert_true(tm_tag_is(text, &tag, names[i]));
        if (i != 2)
            continue;
        g_assert_true(tm_tag_end(text, strlen(text), &tag, &end));
        g_assert_cmpuint(end.at.end, ==, strlen(text));
    }
    g_assert_false(tm_tag_next(text, strlen(text), tag.at.end, &tag));
}

static void
test_cut_off(void)
{
    static const char *const texts[] = {"<", "<a", "<a x", "<a x=", "<a x='", "<!--", "</", "<a>"};

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        TmTag tag = {0};
        TmTag end;
        TmMark mark = {0};
        g_assert_true(tm_tag_next(texts[i], strlen(texts[i]), 0, &tag));
        g_assert_cmpuint(tag.at.end, ==, strlen(texts[i]));
        g_assert_false(tm_mark_next(texts[i], &tag, &mark));
        tm_tag_end(texts[i], strlen(texts[i]), &tag, &end);
    }
}

static void
test_attributes(void)
{
    static const char text[] = "<a one = \"1&lt;&#x41;&#66;&no;&\"\n two='\"'/>";
    TmTag tag = {0};
    g_autofree char *one = NULL;
    g_autofree char *two = NULL;

    g_assert_true(tm_tag_next(text, strlen(text), 0, &tag));
    one = tm_mark_value(text, &tag, "one");
    two = tm_mark_value(text, &tag, "two");
    g_assert_cmpstr(one, ==, "1<AB&no;&");
    g_assert_cmpstr(two, ==, "\"");
    g_assert_null(tm_mark_value(text, &tag, "three"));
}

static void
test_prefixes(void)
{
    static const struct {
        const char *text;
        const char *unbound;
    } rows[] = {{"<a xml:x='1'/>", NULL},
                {"<a xmlns:p='u'><p:b p:x='1'/></a>", NULL},
                {"<a><p:b/></a>", "p"},
                {"<a q:x='1'/>", "q"}};

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        gsize at;
        g_autofree char *prefix = tm_markup_unbound(rows[i].text, strlen(rows[i].text), &at);
        g_assert_cmpstr(prefix, ==, rows[i].unbound);
    }
}

static void
test_print(void)
{
    static const char text[] = "<a>&#xa; <b>x</b><c><d/></c><e></e></a>";
    g_autoptr(GString) out = g_string_new(NULL);

    tm_markup_print(out, text, strlen(text), 1);
    g_assert_cmpstr(out->str, ==,
                    "<a>\n    <b>x</b>\n    <c>\n      <d/>\n    </c>\n    <e></e>\n  </a>");
}

static void
test_edits(void)
{
    static const char text[] = "0123456789";
    g_autoptr(TmEdits) edits = tm_edits_new();
    g_autoptr(GString) out = g_string_new(NULL);

    tm_edits_add(edits, (TmSpan){2, 5}, "-");
    tm_edits_insert(edits, 2, "a");
    tm_edits_insert(edits, 2, "b");
    tm_edits_insert(edits, 3, "dropped");
    tm_edits_insert(edits, 10, "end");
    tm_edits_apply(edits, text, strlen(text), out);
    g_assert_cmpstr(out->str, ==, "01ab-56789end");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/markup/tags", test_tags);
    g_test_add_func("/markup/cut-off", test_cut_off);
    g_test_add_func("/markup/attributes", test_attributes);
    g_test_add_func("/markup/prefixes", test_prefixes);
    g_test_add_func("/markup/print", test_print);
    g_test_add_func("/markup/edits", test_edits);
    return g_test_run();
}
