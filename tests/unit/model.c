/* Models, pools, errors and message codes: the ground that importers stand on. */
#include <string.h>

#include "fixture.h"
#include "messages.h"

static TmDiagram *
page(const TmModel *model)
{
    return g_ptr_array_index(model->diagrams, 0);
}

static void
test_pool(void)
{
    TmPool pool;

    tm_pool_init(&pool);
    g_assert_nonnull(tm_pool_alloc(&pool, 0));
    g_assert_true(tm_pool_text(&pool, "web") == tm_pool_text_n(&pool, "website", 3));
    g_assert_true(tm_pool_text(&pool, NULL) == tm_pool_text(&pool, ""));
    g_assert_cmpstr(tm_pool_printf(&pool, "%s-%u", "page", 2), ==, "page-2");
    g_assert_cmpint(*tm_pool_new(&pool, int), ==, 0);
    g_assert_cmpuint(tm_pool_array(&pool)->len, ==, 0);
    tm_pool_clear(&pool);
    tm_pool_clear(&pool);
}

/* g_str_hash() cannot tell these two. */
static void
test_text_hash(void)
{
    g_assert_cmpuint(tm_text_hash("Ab"), !=, tm_text_hash("BA"));
    g_assert_cmpuint(tm_text_hash("Ab"), ==, tm_text_hash("Ab"));
}

static void
test_ids(void)
{
    g_autoptr(TmModel) model = fixture_model();
    const TmElement *first = fixture_element(model, "web", "GE.P");
    const TmElement *second = fixture_element(model, "web", "GE.P");
    const TmElement *taken = fixture_element(model, "web~2", "GE.P");

    g_assert_cmpstr(second->part.id, ==, "web~2");
    g_assert_cmpstr(taken->part.id, ==, "web~2~2");
    g_assert_true(tm_diagram_find(page(model), "web") == &first->part);
    g_assert_null(tm_diagram_find(page(model), "db"));
    g_assert_cmpstr(tm_model_add_diagram(model, "page", "Copy")->id, ==, "page~2");
}

static void
test_names(void)
{
    g_autoptr(TmModel) model = fixture_model();
    TmElement *element = fixture_element(model, "a\nb", "GE.P,P.Web, P.Lb");

    tm_model_set_name(model, &element->part, "");
    g_assert_cmpstr(element->part.called, ==, "a b");
    tm_model_set_name(model, &element->part, " Web\n\tserver\x01 ");
    g_assert_cmpstr(element->part.name, ==, "Web server");
    g_assert_cmpstr(element->part.called, ==, "Web server");
    g_assert_cmpstr(element->part.type, ==, "GE.P");
    g_assert_cmpuint(element->part.facets->len, ==, 2);
}

static void
test_values_and_sights(void)
{
    g_autoptr(TmModel) model = fixture_model();
    TmElement *element = fixture_element(model, "web", "GE.P");
    TmBoundary *boundary = fixture_boundary(model, "zone", "GE.TB");

    fixture_state(model, "web", "authn", "Yes");
    tm_model_see(model, &element->part, "shape", "ellipse");
    tm_model_put_inside(&element->part, boundary);
    tm_model_put_inside(&element->part, boundary);
    tm_model_put_inside(&boundary->part, boundary);
    g_assert_cmpstr(tm_part_value(&element->part, "authn"), ==, "Yes");
    g_assert_null(tm_part_value(&element->part, "Authn"));
    g_assert_true(tm_part_saw(&element->part, "shape ellipse"));
    g_assert_false(tm_part_saw(&element->part, "shape"));
    g_assert_cmpuint(element->part.inside->len, ==, 1);
    g_assert_cmpuint(boundary->part.inside->len, ==, 0);
}

/* Codes are in order, and each says what to do. */
static void
test_messages(void)
{
    g_autoptr(TmModel) model = fixture_model();
    const TmMessage *message;

    for (const TmMessageCode *code = tm_message_codes; code->code != NULL; code++) {
        g_assert_true(*code->about != '\0' && *code->advice != '\0');
        if (code > tm_message_codes)
            g_assert_cmpstr(code[-1].code, <, code->code);
    }
    g_assert_null(tm_message_code("H99"));
    message =
        tm_model_add_message(model, "H21", page(model), NULL, (TmPlace){3, 4}, "%s\nout", "x");
    g_assert_cmpstr(message->text, ==, "x out");
    g_assert_cmpint(message->level, ==, TM_NOTE);
}

static void
test_errors(void)
{
    GError *error = NULL;

    g_assert_false(tm_fail(&error, TM_ERROR_LIMIT, "a.dot", (TmPlace){2, 7}, "too %s", "deep"));
    g_assert_error(error, TM_ERROR, TM_ERROR_LIMIT);
    g_assert_cmpstr(error->message, ==, "a.dot:2:7: error: too deep");
    g_clear_error(&error);
    g_assert_false(tm_fail(NULL, TM_ERROR_SYNTAX, "a.dot", TM_NOWHERE, "nobody listens"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/model/pool", test_pool);
    g_test_add_func("/model/text-hash", test_text_hash);
    g_test_add_func("/model/ids", test_ids);
    g_test_add_func("/model/names", test_names);
    g_test_add_func("/model/values", test_values_and_sights);
    g_test_add_func("/model/messages", test_messages);
    g_test_add_func("/model/errors", test_errors);
    return g_test_run();
}
