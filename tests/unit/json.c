/* The fence around jansson. */
#include "json.h"

#include <math.h>

typedef TmJson AutoJson;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AutoJson, tm_json_free)

static void
check_print(const TmJson *json, gboolean one_line, const char *want)
{
    g_autoptr(GString) out = g_string_new(NULL);

    tm_json_print(json, one_line, out);
    g_assert_cmpstr(out->str, ==, want);
}

static void
test_order(void)
{
    g_autoptr(AutoJson) object = tm_json_object();
    TmJson *array = tm_json_array();

    tm_json_set_text(object, "z", "last letter first");
    tm_json_set_integer(object, "a", G_MAXINT64);
    tm_json_set_boolean(object, "yes", TRUE);
    tm_json_append_text(array, "b");
    tm_json_append_integer(array, -1);
    tm_json_append(array, tm_json_object());
    tm_json_set(object, "m", array);
    check_print(object, TRUE,
                "{\"z\":\"last letter first\",\"a\":9223372036854775807,\"yes\":true,"
                "\"m\":[\"b\",-1,{}]}\n");
}

static void
test_indent(void)
{
    g_autoptr(AutoJson) object = tm_json_object();
    TmJson *array = tm_json_array();

    tm_json_append_integer(array, 1);
    tm_json_set(object, "list", array);
    check_print(object, FALSE, "{\n  \"list\": [\n    1\n  ]\n}\n");
}

static void
test_reals(void)
{
    static const double numbers[] = {40, 0.95, -1.5, 1.0 / 3, 1234567.25, 1e300, NAN, -INFINITY};
    g_autoptr(AutoJson) array = tm_json_array();
    g_autoptr(AutoJson) object = tm_json_object();

    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
        tm_json_append_real(array, numbers[i]);
    check_print(array, TRUE, "[40,0.95,-1.5,0.333333,1234567.25,1e300,null,null]\n");
    tm_json_set_real(object, "half", 0.5);
    check_print(object, TRUE, "{\"half\":0.5}\n");
}

static TmJson *
new_point(void)
{
    TmJson *point = tm_json_object();

    tm_json_set_integer(point, "x", 1);
    return point;
}

/* A stream prints what the whole document would. */
static void
test_stream(void)
{
    for (guint one_line = 0; one_line < 2; one_line++) {
        g_autoptr(GString) out = g_string_new(NULL);
        g_autoptr(AutoJson) whole = tm_json_object();
        TmJson *array = tm_json_array();
        TmJsonStream stream = tm_json_stream_begin(out, one_line == 1);

        tm_json_set_text(whole, "a", "two\nlines");
        tm_json_stream_member(&stream, "a", tm_json_text("two\nlines"));
        tm_json_append(array, new_point());
        tm_json_append(array, new_point());
        tm_json_set(whole, "list", array);
        tm_json_stream_open(&stream, "list");
        tm_json_stream_item(&stream, new_point());
        tm_json_stream_item(&stream, new_point());
        tm_json_stream_close(&stream);
        tm_json_set(whole, "none", tm_json_array());
        tm_json_stream_open(&stream, "none");
        tm_json_stream_close(&stream);
        tm_json_set(whole, "last", new_point());
        tm_json_stream_member(&stream, "last", new_point());
        tm_json_stream_end(&stream);
        check_print(whole, one_line == 1, out->str);
    }
}

static void
test_text(void)
{
    g_autoptr(AutoJson) array = tm_json_array();

    tm_json_append_text(array, "quote \" slash \\ tab \t bell \a");
    tm_json_append_text(array, "caf\xe9 caf\xc3\xa9");
    check_print(array, TRUE,
                "[\"quote \\\" slash \\\\ tab \\t bell \\u0007\","
                "\"caf\xef\xbf\xbd caf\xc3\xa9\"]\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json/order", test_order);
    g_test_add_func("/json/indent", test_indent);
    g_test_add_func("/json/reals", test_reals);
    g_test_add_func("/json/stream", test_stream);
    g_test_add_func("/json/text", test_text);
    return g_test_run();
}
