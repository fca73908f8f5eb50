/* The fence around libxml2: tags in order with their places, and what is refused. */
#include "xml.h"

#include <string.h>

typedef struct {
    GString *seen;
    const char *stop_at;
} Log;

static gboolean
log_start(const char *name, const TmXmlAttribute *attributes, TmPlace place, gsize offset,
          gpointer data, GError **error)
{
    Log *log = data;

    g_string_append_printf(log->seen, "<%s %u:%u@%zu", name, place.line, place.column, offset);
    for (; attributes->name != NULL; attributes++)
        g_string_append_printf(log->seen, " %s=%s", attributes->name, attributes->value);
    g_string_append_c(log->seen, '>');
    if (g_strcmp0(name, log->stop_at) == 0)
        return tm_fail(error, TM_ERROR_MEANING, "f", place, "stopped");
    return TRUE;
}

static void
log_text(const char *text, gsize length, gpointer data)
{
    Log *log = data;

    g_string_append_len(log->seen, text, (gssize)length);
}

static void
log_end(const char *name, gpointer data)
{
    Log *log = data;

    g_string_append_printf(log->seen, "</%s>", name);
}

static const TmXmlHandler handler = {log_start, log_text, log_end};

static void
check(const char *text, TmPlace base, const char *want)
{
    g_autoptr(GString) seen = g_string_new(NULL);
    Log log = {seen, NULL};
    GError *error = NULL;

    tm_xml_parse("f", text, strlen(text), base, &handler, &log, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(seen->str, ==, want);
}

static void
check_error(const char *text, gint code, const char *want)
{
    g_autoptr(GString) seen = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    Log log = {seen, "stop"};

    g_assert_false(tm_xml_parse("f", text, strlen(text), TM_NOWHERE, &handler, &log, &error));
    g_assert_error(error, TM_ERROR, code);
    if (!g_pattern_match_simple(want, error->message))
        g_error("expected %s, got %s", want, error->message);
}

static void
test_places(void)
{
    check("<a>\n  <b x='1' n:y=\"&lt;&amp;&#65;\"/>\n<c\n z=''>t&gt;</c></a>", TM_NOWHERE,
          "<a 1:1@0>\n  <b 2:3@6 x=1 y=<&A></b>\n<c 3:1@38 z=>t></c></a>");
    check("<a xml:space='b' n:space='c'/>", TM_NOWHERE, "<a 1:1@0 xml:space=b space=c></a>");
    check("\xef\xbb\xbf<a/>", TM_NOWHERE, "<a 1:4@3></a>");
    check("<?xml version='1.0'?>\n<!-- <x> -->\n<!DOCTYPE a>\n<a/>", TM_NOWHERE, "<a 4:1@48></a>");
}

static void
test_base(void)
{
    check("<a>\n<b/></a>", (TmPlace){7, 5}, "<a 7:5@0>\n<b 8:1@4></b></a>");
}

/* In another encoding the line is right, the column about right. */
static void
test_encoding(void)
{
    static const char text[] = "<?xml version='1.0' encoding='ISO-8859-1'?>\n<a b='\xe4'/>";
    g_autoptr(GString) seen = g_string_new(NULL);
    Log log = {seen, NULL};
    GError *error = NULL;

    tm_xml_parse("f", text, strlen(text), TM_NOWHERE, &handler, &log, &error);
    g_assert_no_error(error);
    g_assert_true(g_str_has_prefix(seen->str, "<a 2:"));
    g_assert_true(g_str_has_suffix(seen->str, " b=ä></a>"));
}

/* Chunks of 64 KiB are fed: a tag in the tenth is still where it is. */
static void
test_long(void)
{
    g_autoptr(GString) text = g_string_new("<a>\n");
    g_autoptr(GString) seen = g_string_new(NULL);
    Log log = {seen, NULL};
    GError *error = NULL;

    for (guint i = 0; i < 40000; i++)
        g_string_append(text, "<bc d='efgh'/>\n");
    g_string_append(text, "<last/></a>");
    tm_xml_parse("f", text->str, text->len, TM_NOWHERE, &handler, &log, &error);
    g_assert_no_error(error);
    g_assert_nonnull(strstr(seen->str, "<last 40002:1@600004>"));
    g_assert_nonnull(strstr(seen->str, "<bc 20001:1@299989 d=efgh>"));
}

static void
test_errors(void)
{
    check_error("", TM_ERROR_SYNTAX, "f:1:1: error: the document is empty");
    check_error("<a>\n<b></a>", TM_ERROR_SYNTAX, "f:2:*: error: *mismatch*");
    check_error("<a", TM_ERROR_SYNTAX, "f:1:*: error: *");
    check_error("<a>&nbsp;</a>", TM_ERROR_SYNTAX, "f:1:*: error: *nbsp*");
    check_error("<a><b/>\n<stop/><c></a>", TM_ERROR_MEANING, "f:2:1: error: stopped");
}

static void
test_entities(void)
{
    check_error("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", TM_ERROR_LIMIT,
                "f:1:*: error: entity declarations are not allowed");
    check_error("<!DOCTYPE a [\n<!ENTITY x SYSTEM '/etc/passwd'>]><a>&x;</a>", TM_ERROR_LIMIT,
                "f:2:*: error: entity declarations are not allowed");
    check_error("<!DOCTYPE a [<!ENTITY % p 'x'>%p;]><a/>", TM_ERROR_LIMIT, "*entity*");
    check_error("<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]>"
                "<a>&c;</a>",
                TM_ERROR_LIMIT, "*entity*");
}

/* The text need not end in a NUL, and quotes in comments and sections are no attributes. */
static void
test_attributes(void)
{
    g_autoptr(GString) many = g_string_new("<a><b");
    g_autoptr(GString) quotes = g_string_new("<a><!-- ");
    g_autofree char *bare = g_memdup2("<a b='c'", 8);
    GError *error = NULL;

    for (guint i = 0; i < 1001; i++) {
        g_string_append_printf(many, " x%u=\"\"", i);
        g_string_append(quotes, "\"it's\" ");
    }
    g_string_append(many, "/></a>");
    g_string_append(quotes, "--></a>");
    check_error(many->str, TM_ERROR_LIMIT, "f:1:4: error: *more than 1000 attributes*");
    tm_xml_parse("f", quotes->str, quotes->len, TM_NOWHERE, &(TmXmlHandler){0}, NULL, &error);
    g_assert_no_error(error);
    g_assert_false(tm_xml_parse("f", bare, 8, TM_NOWHERE, &(TmXmlHandler){0}, NULL, &error));
    g_clear_error(&error);
}

static void
test_bytes_of_another_encoding(void)
{
    check_error("<?xml version=\"1.0\" encoding=\"utf-7\"?><a b=\"\xff\xff\"><c/></a>",
                TM_ERROR_SYNTAX, "f:1:*: error: *");
}

static void
nest(GString *text, guint depth)
{
    for (guint i = 0; i < depth; i++)
        g_string_append(text, "<a>");
    for (guint i = 0; i < depth; i++)
        g_string_append(text, "</a>");
}

static void
test_depth(void)
{
    g_autoptr(GString) fits = g_string_new(NULL);
    g_autoptr(GString) deep = g_string_new(NULL);
    GError *error = NULL;

    nest(fits, 100);
    tm_xml_parse("f", fits->str, fits->len, TM_NOWHERE, &(TmXmlHandler){0}, NULL, &error);
    g_assert_no_error(error);
    nest(deep, 101);
    check_error(deep->str, TM_ERROR_LIMIT, "f:1:301: error: *100 deep*");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/xml/places", test_places);
    g_test_add_func("/xml/base", test_base);
    g_test_add_func("/xml/encoding", test_encoding);
    g_test_add_func("/xml/long", test_long);
    g_test_add_func("/xml/errors", test_errors);
    g_test_add_func("/xml/entities", test_entities);
    g_test_add_func("/xml/attributes", test_attributes);
    g_test_add_func("/xml/other-bytes", test_bytes_of_another_encoding);
    g_test_add_func("/xml/depth", test_depth);
    return g_test_run();
}
