/* The engine as JavaScript calls it: options by name, verbs in steps. */
#include "web.h"

#include <string.h>

static const char shop[] =
    "<mxfile><diagram id='p' name='P'><mxGraphModel><root><mxCell id='0'/>"
    "<mxCell id='1' parent='0'/>"
    "<mxCell id='u' value='User' style='shape=umlActor' vertex='1' parent='1'>"
    "<mxGeometry x='0' y='0' width='40' height='80'/></mxCell>"
    "<mxCell id='w' value='Web server' style='ellipse' vertex='1' parent='1'>"
    "<mxGeometry x='200' y='0' width='80' height='80'/></mxCell>"
    "<mxCell id='f' value='order' style='endArrow=classic' edge='1' parent='1' source='u' "
    "target='w'><mxGeometry relative='1'/></mxCell>"
    "</root></mxGraphModel></diagram></mxfile>";

static void
say(TmWeb *web, const char *key, const char *value)
{
    tm_web_set(web, key, value, strlen(value));
}

static TmWebStatus
finish(TmWeb *web)
{
    TmWebStatus status;

    do
        status = tm_web_step(web);
    while (status == TM_WEB_MORE);
    g_assert_cmpuint(strlen(tm_web_result(web)), ==, tm_web_length(web));
    g_assert_cmpint(tm_web_step(web), ==, status);
    return status;
}

static void
begin(TmWeb *web, const char *verb)
{
    tm_web_begin(web, verb);
    say(web, "name", "shop.drawio");
    say(web, "text", shop);
}

static void
assert_has(const TmWeb *web, const char *words)
{
    if (strstr(tm_web_result(web), words) == NULL)
        g_error("no '%s' in: %s", words, tm_web_result(web));
}

static void
assert_fails(TmWeb *web, const char *message)
{
    g_assert_cmpint(finish(web), ==, TM_WEB_FAILED);
    g_assert_cmpstr(tm_web_result(web), ==, message);
}

static void
test_analyse(void)
{
    g_autoptr(TmWeb) web = tm_web_new();

    for (guint i = 0; i < 2; i++) {
        begin(web, "analyse");
        g_assert_cmpint(finish(web), ==, TM_WEB_DONE);
        assert_has(web, "\"id\": \"S01@p/u:w\"");
    }
    begin(web, "analyse");
    say(web, "language", "de");
    g_assert_cmpint(finish(web), ==, TM_WEB_DONE);
    assert_has(web, "Web server");
}

static void
test_write(void)
{
    static const char *const formats[] = {"csv", "drawio", "html", "markdown", "sarif", "tm7"};
    g_autoptr(TmWeb) web = tm_web_new();

    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
        begin(web, "write");
        say(web, "to", formats[i]);
        g_assert_cmpint(finish(web), ==, TM_WEB_DONE);
        assert_has(web, "Web server");
    }
    begin(web, "write");
    say(web, "to", "png");
    g_assert_cmpint(finish(web), ==, TM_WEB_FAILED);
}

static void
test_decide(void)
{
    g_autoptr(TmWeb) web = tm_web_new();
    g_autofree char *book = NULL;

    begin(web, "decide");
    say(web, "threat", "S01@p/u:w");
    say(web, "state", "mitigated");
    say(web, "why", "OpenID Connect");
    say(web, "today", "2026-11-26");
    g_assert_cmpint(finish(web), ==, TM_WEB_DONE);
    assert_has(web, "    at: 2026-11-26\n");
    book = g_strdup(tm_web_result(web));
    begin(web, "write");
    say(web, "to", "text");
    say(web, "register", book);
    g_assert_cmpint(finish(web), ==, TM_WEB_DONE);
    begin(web, "decide");
    say(web, "threat", "S01@p/u:w");
    say(web, "state", "mitigated");
    assert_fails(web, "drawbridge: error: mitigated needs a reason: --why TEXT");
}

static void
test_knowledge(void)
{
    g_autoptr(TmWeb) web = tm_web_new();

    tm_web_begin(web, "stencils");
    g_assert_cmpint(finish(web), ==, TM_WEB_DONE);
    assert_has(web, "\"id\": \"P.WebApp\"");
    tm_web_begin(web, "explain");
    say(web, "id", "S01");
    g_assert_cmpint(finish(web), ==, TM_WEB_DONE);
    assert_has(web, "S01  ");
    begin(web, "explain");
    say(web, "id", "S01@p/u:w");
    g_assert_cmpint(finish(web), ==, TM_WEB_DONE);
    assert_has(web, "order");
}

static void
test_mistakes(void)
{
    g_autoptr(TmWeb) web = tm_web_new();

    tm_web_begin(web, "dance");
    assert_fails(web, "drawbridge: error: no verb 'dance'");
    begin(web, "analyse");
    say(web, "colour", "red");
    assert_fails(web, "drawbridge: error: no option 'colour'");
    tm_web_begin(web, "analyse");
    assert_fails(web, "diagram:1:1: error: there is no text");
    begin(web, "analyse");
    say(web, "page", "9");
    assert_fails(web, "shop.drawio:1:1: error: no page '9'");
    begin(web, "analyse");
    tm_web_set(web, "text", shop, 17 << 20);
    assert_fails(web, "shop.drawio:1:1: error: the file is larger than 16 MiB, which is too much "
                      "for a browser");
    begin(web, "analyse");
    g_assert_cmpint(finish(web), ==, TM_WEB_DONE);
}

/* A call that is left in the middle of its work leaves nothing behind. */
static void
test_left(void)
{
    g_autoptr(TmWeb) web = tm_web_new();

    for (guint steps = 0; steps < 12; steps++) {
        begin(web, "analyse");
        for (guint i = 0; i < steps; i++)
            tm_web_step(web);
    }
}

/* A file that has the name of one of ours is not ours; a broken tree is no tree. */
static void
test_templates(void)
{
    static const char tree[] = "\x05\x02\x0b\x7f";
    g_autoptr(TmWeb) web = tm_web_new();

    begin(web, "analyse");
    tm_web_add_template(web, "stride/template.yaml", "[", 1);
    assert_fails(web, "stride/template.yaml:1:2: error: did not find expected node content");
    for (gsize length = 1; length < sizeof(tree); length++) {
        begin(web, "analyse");
        tm_web_add_template(web, "stride/template.yaml", tree, length);
        g_assert_cmpint(finish(web), ==, TM_WEB_FAILED);
    }
    begin(web, "analyse");
    g_assert_cmpint(finish(web), ==, TM_WEB_DONE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/web/analyse", test_analyse);
    g_test_add_func("/web/write", test_write);
    g_test_add_func("/web/decide", test_decide);
    g_test_add_func("/web/knowledge", test_knowledge);
    g_test_add_func("/web/mistakes", test_mistakes);
    g_test_add_func("/web/left", test_left);
    g_test_add_func("/web/templates", test_templates);
    return g_test_run();
}
