/* Text made safe for XML, DOT, threat ids and lines. */
#include "escape.h"

#define JOINER "\xe2\x81\xa0"

typedef void (*Escape)(GString *out, const char *text);

typedef struct {
    const char *text;
    const char *want;
} Pair;

static void
check_pairs(Escape escape, const Pair *pairs)
{
    for (const Pair *p = pairs; p->text != NULL; p++) {
        g_autoptr(GString) out = g_string_new("|");

        escape(out, p->text);
        g_assert_cmpstr(out->str + 1, ==, p->want);
        g_assert_cmpint(out->str[0], ==, '|');
    }
}

static void
test_xml(void)
{
    static const Pair pairs[] = {
        {"", ""},
        {"a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;"},
        {"line\nline\ttab", "line&#10;line&#9;tab"},
        {"\x01\x02z\x7f\xc2\x85", "z"},
        {"\xef\xbf\xbe\xef\xbf\xbf!", "!"},
        {"caf\xe9", "caf\xef\xbf\xbd"},
        {"\xd0\xa1\xd0\xba\xd0\xbb\xd0\xb0\xd0\xb4", "\xd0\xa1\xd0\xba\xd0\xbb\xd0\xb0\xd0\xb4"},
        {NULL, NULL},
    };

    check_pairs(tm_escape_xml, pairs);
}

static void
test_dot(void)
{
    static const Pair pairs[] = {
        {"C:\\new \\N", "C:\\\\new \\\\N"},
        {"say \"hi\"", "say \\\"hi\\\""},
        {"R&D &amp;", "R&amp;D &amp;amp;"},
        {"two\nlines", "two\\nlines"},
        {"\x01", ""},
        {"ends with \\", "ends with \\\\"},
        {NULL, NULL},
    };

    check_pairs(tm_escape_dot, pairs);
}

static void
test_markdown(void)
{
    static const Pair pairs[] = {
        {"", ""},
        {"Web shop, 2.5 times (R1)", "Web shop, 2.5 times (R1)"},
        {"a|b", "a\\|b"},
        {"`rm`", "\\`rm\\`"},
        {"<img src=x>&lt;", "\\<img src=x\\>\\&lt;"},
        {"![a](http://x)", "!\\[a\\](http:" JOINER "//x)"},
        {"](http:x \\", "\\](http:x \\\\"},
        {"two\n\n# lines", "two \\# lines"},
        {"# head #", "\\# head \\#"},
        {"- item", "\\- item"},
        {"+ item", "\\+ item"},
        {"===", "\\==="},
        {"a - b", "a - b"},
        {"1. one", "1\\. one"},
        {"12) one", "12\\) one"},
        {"1a. one", "1a. one"},
        {"    code", "code"},
        {"*a* _b_ ~~c~~ $d$ {{e}}", "\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\$d\\$ \\{\\{e\\}\\}"},
        {"see www.x.y or me@x.y", "see www" JOINER ".x.y or me@" JOINER "x.y"},
        {"\x01\xe2\x80\xaez", "z"},
        {NULL, NULL},
    };

    check_pairs(tm_escape_markdown, pairs);
}

static void
test_markdown_code(void)
{
    static const Pair pairs[] = {
        {"", ""},         {"S01@user:web", "`S01@user:web`"}, {"a|b", "`a\\|b`"},
        {"`", "`` ` ``"}, {"a```b", "```` a```b ````"},       {"a\n\n`b", "`` a `b ``"},
        {NULL, NULL},
    };

    check_pairs(tm_escape_markdown_code, pairs);
}

static void
test_id(void)
{
    static const Pair pairs[] = {
        {"web_1-2.3~4", "web_1-2.3~4"},
        {"a b:c/d@e%", "a%20b%3Ac%2Fd%40e%25"},
        {"\n\x7f", "%0A%7F"},
        {"b\xc3\xa4r", "b\xc3\xa4r"},
        {NULL, NULL},
    };

    check_pairs(tm_escape_id, pairs);
}

static void
test_line(void)
{
    static const Pair pairs[] = {
        {NULL, ""},
        {"", ""},
        {"  \n ", ""},
        {"  two \t\r\n words ", "two words"},
        {"a\x01\x1b[31mb", "a[31mb"},
        {"no\xc2\xa0"
         "break",
         "no break"},
        {"bad \xff byte", "bad \xef\xbf\xbd byte"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *line = tm_escape_line(pairs[i].text);
        g_assert_cmpstr(line, ==, pairs[i].want);
    }
}

static void
test_word(void)
{
    static const Pair pairs[] = {
        {"docs/shop-1.dot", "docs/shop-1.dot"},
        {"S01@shop/u:w~2", "S01@shop/u:w~2"},
        {"", "''"},
        {"~root", "'~root'"},
        {"a;touch b", "'a;touch b'"},
        {"it's $(x)", "'it'\\''s $(x)'"},
        {"a\n::error::\x1b[31m", "'a ::error::[31m'"},
        {NULL, NULL},
    };

    check_pairs(tm_escape_word, pairs);
}

static void
test_bare_path(void)
{
    g_assert_cmpstr(tm_bare_path("././shop.dot"), ==, "shop.dot");
    g_assert_cmpstr(tm_bare_path("../shop.dot"), ==, "../shop.dot");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/escape/xml", test_xml);
    g_test_add_func("/escape/dot", test_dot);
    g_test_add_func("/escape/markdown", test_markdown);
    g_test_add_func("/escape/markdown-code", test_markdown_code);
    g_test_add_func("/escape/id", test_id);
    g_test_add_func("/escape/line", test_line);
    g_test_add_func("/escape/word", test_word);
    g_test_add_func("/escape/bare-path", test_bare_path);
    return g_test_run();
}
