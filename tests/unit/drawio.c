/* draw.io files: pages, compression, containers, what is damaged, and limits. */
#include <string.h>
#include <zlib.h>

#include "fixture.h"
#include "importers.h"

#define HEAD "<mxGraphModel><root><mxCell id=\"0\"/><mxCell id=\"1\" parent=\"0\"/>"
#define BOX                                                                                        \
    "<mxCell id=\"a\" value=\"Shop\" style=\"rounded=0;\" vertex=\"1\" parent=\"1\">"              \
    "<mxGeometry x=\"10\" y=\"20\" width=\"100\" height=\"50\" as=\"geometry\"/></mxCell>"
#define TAIL "</root></mxGraphModel>"

static TmModel *
import(const char *text, gsize length, GError **error)
{
    g_autoptr(TmTemplate) template = fixture_template(NULL);
    g_autoptr(GBytes) bytes = g_bytes_new(text, length);

    return tm_import_as("drawio", "f", bytes, template, error);
}

static TmModel *
import_good(const char *text)
{
    GError *error = NULL;
    TmModel *model = import(text, strlen(text), &error);

    g_assert_no_error(error);
    return model;
}

static void
check_error(const char *text, gint code, const char *want)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(import(text, strlen(text), &error));
    g_assert_error(error, TM_ERROR, code);
    g_test_message("%s", error->message);
    g_assert_true(g_pattern_match_simple(want, error->message));
}

static const TmDiagram *
page(const TmModel *model, guint index)
{
    g_assert_cmpuint(model->diagrams->len, >, index);
    return g_ptr_array_index(model->diagrams, index);
}

static guint
count_messages(const TmModel *model, const char *code)
{
    guint count = 0;

    for (guint i = 0; i < model->messages->len; i++) {
        const TmMessage *message = g_ptr_array_index(model->messages, i);
        count += strcmp(message->code, code) == 0;
    }
    return count;
}

/* base64( deflate( %XX( xml ) ) ) */
static char *
pack(const char *xml)
{
    g_autofree char *escaped = g_uri_escape_string(xml, NULL, FALSE);
    z_stream stream = {0};
    g_autofree guchar *out = NULL;
    gsize room;

    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    room = deflateBound(&stream, strlen(escaped));
    out = g_malloc(room);
    stream.next_in = (Bytef *)escaped;
    stream.avail_in = (uInt)strlen(escaped);
    stream.next_out = out;
    stream.avail_out = (uInt)room;
    g_assert_cmpint(deflate(&stream, Z_FINISH), ==, Z_STREAM_END);
    deflateEnd(&stream);
    return g_base64_encode(out, stream.total_out);
}

static void
check_box(const TmDiagram *diagram)
{
    const TmElement *element;

    g_assert_cmpuint(diagram->elements->len, ==, 1);
    element = g_ptr_array_index(diagram->elements, 0);
    g_assert_cmpstr(element->part.id, ==, "a");
    g_assert_cmpstr(element->part.name, ==, "Shop");
    g_assert_cmpfloat(element->box.x, ==, 10);
    g_assert_cmpfloat(element->box.height, ==, 50);
}

static void
test_pages(void)
{
    g_autofree char *packed = pack(HEAD BOX TAIL);
    g_autofree char *escaped = g_uri_escape_string(HEAD BOX TAIL, NULL, FALSE);
    g_autofree char *text = g_strdup_printf(
        "<mxfile>\n<diagram id=\"p/1\" name=\"One\">" HEAD BOX TAIL "</diagram>\n"
        "<diagram name=\"Two\">\n  %s\n</diagram><diagram>%s</diagram><diagram/></mxfile>",
        packed, escaped);
    g_autoptr(TmModel) model = import_good(text);

    g_assert_cmpuint(model->diagrams->len, ==, 4);
    for (guint i = 0; i < 3; i++)
        check_box(page(model, i));
    g_assert_cmpuint(page(model, 3)->elements->len, ==, 0);
    g_assert_cmpstr(page(model, 0)->id, ==, "p/1");
    g_assert_cmpstr(page(model, 0)->prefix, ==, "p%2F1/");
    g_assert_cmpstr(page(model, 1)->id, ==, "page-2");
    g_assert_cmpstr(page(model, 1)->name, ==, "Two");
    g_assert_cmpstr(page(model, 3)->name, ==, "Page-4");
    g_assert_cmpuint(page(model, 3)->index, ==, 3);
}

static void
test_places(void)
{
    g_autofree char *packed = pack(HEAD "\n\n" BOX TAIL);
    g_autofree char *text = g_strdup_printf("<mxfile>\n<diagram>" HEAD "\n  " BOX TAIL
                                            "</diagram>\n <diagram>%s</diagram></mxfile>",
                                            packed);
    g_autoptr(TmModel) model = import_good(text);
    const TmElement *plain = g_ptr_array_index(page(model, 0)->elements, 0);
    const TmElement *inner = g_ptr_array_index(page(model, 1)->elements, 0);

    g_assert_cmpuint(plain->part.place.line, ==, 3);
    g_assert_cmpuint(plain->part.place.column, ==, 3);
    g_assert_cmpuint(inner->part.place.line, ==, 4);
    g_assert_cmpuint(inner->part.place.column, ==, 2);
}

static void
test_bare(void)
{
    g_autoptr(TmModel) model =
        import_good("\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- x -->" HEAD BOX TAIL);

    check_box(page(model, 0));
    g_assert_cmpstr(page(model, 0)->id, ==, "page-1");
    g_assert_cmpstr(page(model, 0)->prefix, ==, "page-1/");
}

static void
test_svg(void)
{
    g_autoptr(GString) text = g_string_new("<!DOCTYPE svg>\n<svg width=\"1px\" content=\"");
    g_autofree char *content =
        g_markup_escape_text("<mxfile><diagram>" HEAD BOX TAIL "</diagram></mxfile>", -1);
    g_autoptr(TmModel) model = NULL;

    g_string_append(text, content);
    g_string_append(text, "\"><g/></svg>");
    model = import_good(text->str);
    check_box(page(model, 0));
    check_error("<svg content=\"&lt;html/&gt;\"/>", TM_ERROR_FORMAT, "f:1:1: error: no diagram*");
}

static void
add_chunk(GByteArray *png, const char *type, const void *data, gsize length)
{
    const guint32 size = GUINT32_TO_BE((guint32)length);

    g_byte_array_append(png, (const guint8 *)&size, 4);
    g_byte_array_append(png, (const guint8 *)type, 4);
    g_byte_array_append(png, data, (guint)length);
    g_byte_array_append(png, (const guint8 *)"CRC!", 4);
}

static void
test_png(void)
{
    g_autofree char *escaped =
        g_uri_escape_string("<mxfile><diagram>" HEAD BOX TAIL "</diagram></mxfile>", NULL, FALSE);
    g_autoptr(GByteArray) data = g_byte_array_new();
    g_autoptr(GByteArray) png = g_byte_array_new();
    g_autoptr(TmModel) model = NULL;
    GError *error = NULL;

    g_byte_array_append(png, (const guint8 *)"\x89PNG\r\n\x1a\n", 8);
    add_chunk(png, "IHDR", "0123456789abc", 13);
    add_chunk(png, "tEXt", "Comment\0no", 10);
    g_byte_array_append(data, (const guint8 *)"mxfile", 7);
    g_byte_array_append(data, (const guint8 *)escaped, (guint)strlen(escaped));
    add_chunk(png, "tEXt", data->data, data->len);
    model = import((const char *)png->data, png->len, &error);
    g_assert_no_error(error);
    check_box(page(model, 0));
    for (guint length = 0; length < png->len; length += 7) {
        g_autoptr(GError) cut = NULL;
        g_assert_null(import((const char *)png->data, length, &cut));
        g_assert_nonnull(cut);
    }
}

/* One damaged page is a message, and nothing but damage an error. */
static void
test_damage(void)
{
    g_autoptr(TmModel) model =
        import_good("<mxfile><diagram>" HEAD BOX TAIL "</diagram><diagram>!!</diagram></mxfile>");
    g_autofree char *broken = pack("<mxGraphModel><root>");
    g_autofree char *alone = g_strdup_printf("<mxfile>\n<diagram>%s</diagram></mxfile>", broken);
    g_autofree char *other = pack("<html/>");
    g_autofree char *strange = g_strdup_printf("<mxfile><diagram>%s</diagram></mxfile>", other);

    check_box(page(model, 0));
    g_assert_cmpuint(page(model, 1)->elements->len, ==, 0);
    g_assert_cmpuint(count_messages(model, "H23"), ==, 1);
    check_error("<mxfile>\n <diagram>xx</diagram></mxfile>", TM_ERROR_SYNTAX, "f:2:2: error: *");
    check_error(alone, TM_ERROR_SYNTAX, "f:2:*: error: *");
    check_error(strange, TM_ERROR_SYNTAX, "f:1:9: error: *<html>*");
    check_error("<mxfile>\n<diagram></mxfile>", TM_ERROR_SYNTAX, "f:2:*: error: *");
}

static void
test_bomb(void)
{
    g_autofree char *packed =
        pack("<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><mxGraphModel>&b;</mxGraphModel>");
    g_autofree char *text = g_strdup_printf(
        "<mxfile><diagram>" HEAD BOX TAIL "</diagram>\n<diagram>%s</diagram></mxfile>", packed);

    check_error(text, TM_ERROR_LIMIT, "f:2:*: error: entity declarations*");
}

static void
check_many(const char *each, guint count, const char *want)
{
    g_autoptr(GString) text = g_string_new(HEAD);

    for (guint i = 0; i < count; i++)
        g_string_append(text, each);
    g_string_append(text, TAIL);
    check_error(text->str, TM_ERROR_LIMIT, want);
}

static void
test_limits(void)
{
    g_autoptr(GString) path = g_string_new("<mxCell edge=\"1\"><mxGeometry><Array as=\"points\">");

    for (guint i = 0; i < 1000; i++)
        g_string_append(path, "<mxPoint/>");
    g_string_append(path, "</Array></mxGeometry></mxCell>");
    check_many("<mxCell/>", 500000, "f:1:*: error: more than 500000 cells");
    check_many(path->str, 2001, "f:1:*: error: more than 2000000 points");
}

static void
test_probe(void)
{
    const TmImporter *importer = tm_importer("drawio");
    static const char *const good[] = {"<mxfile/>",
                                       "  <!-- <x> --><mxGraphModel>",
                                       "<?xml?><!DOCTYPE mxfile><mxfile>",
                                       "<svg a='1' content=\"%3C\">",
                                       "<mxlibrary>[]</mxlibrary>",
                                       "<html><div data-mxgraph=''>",
                                       "<div class=\"mxgraph\"></div>",
                                       "<meta><p>&lt;mxfile&gt;</p>",
                                       NULL};
    static const char *const bad[] = {"",
                                      "<",
                                      "<!--",
                                      "digraph {}",
                                      "<html><mxfile/>",
                                      "<svg width='1'><text content=\"\"/></svg>",
                                      "\x89PNG\r\n\x1a\n",
                                      "p { }<div class=\"mxgraph\">",
                                      NULL};

    for (guint i = 0; good[i] != NULL; i++)
        g_assert_true(importer->probe(good[i], strlen(good[i])));
    for (guint i = 0; bad[i] != NULL; i++)
        g_assert_false(importer->probe(bad[i], strlen(bad[i])));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/drawio/pages", test_pages);
    g_test_add_func("/drawio/places", test_places);
    g_test_add_func("/drawio/bare", test_bare);
    g_test_add_func("/drawio/svg", test_svg);
    g_test_add_func("/drawio/png", test_png);
    g_test_add_func("/drawio/damage", test_damage);
    g_test_add_func("/drawio/bomb", test_bomb);
    g_test_add_func("/drawio/limits", test_limits);
    g_test_add_func("/drawio/probe", test_probe);
    return g_test_run();
}
