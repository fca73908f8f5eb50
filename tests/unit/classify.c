/* Sights and words become types: templates.md section 5.5. */
#include "classify.h"

#include "classify-words.h"
#include "fixture.h"

typedef struct {
    const char *label;
    const char *sight; /* "what value", or NULL */
    const char *type;
    double confidence;
} Case;

static void
see(TmModel *model, TmPart *part, const char *sight)
{
    g_auto(GStrv) words = g_strsplit(sight, " ", 2);

    tm_model_see(model, part, words[0], words[1]);
}

static void
check(const TmTemplate *template, const Case *c)
{
    g_autoptr(TmModel) model = fixture_model();
    TmElement *element = fixture_element(model, "x", NULL);

    tm_model_set_name(model, &element->part, c->label);
    if (c->sight != NULL)
        see(model, &element->part, c->sight);
    tm_classify(model, template);
    g_assert_cmpstr(element->part.type, ==, c->type);
    g_assert_cmpfloat_with_epsilon(element->part.confidence, c->confidence, 0.001);
    g_assert_cmpuint(model->messages->len, ==, c->confidence < 0.5 ? 1 : 0);
}

static void
test_types(void)
{
    static const Case cases[] = {
        {"Orders", "shape cylinder3", "GE.DS", 0.85},
        {"Orders", "shape ellipse", "GE.P", 0.85},
        {"Orders", NULL, "GE.P", 0.3},
        {"Orders", "shape box", "GE.P", 0.4},
        {"order service", NULL, "GE.P", 0.45},
        {"Database", "shape box", "DS.Sql", 0.65},
        {"PostGres", NULL, "DS.Sql", 0.85},
        {"Postgres service", "shape ellipse", "DS.Sql", 0.561},
        {"Postgres writer", "shape ellipse", "GE.P", 0.595},
        {"Postgres writer", NULL, "DS.Sql", 0.75},
        {"user stories", NULL, "GE.P", 0.3},
        {"Stories for the user", NULL, "GE.P", 0.3},
        {"Stories (Postgres)", NULL, "DS.Sql", 0.85},
        {"Web (Postgres)", NULL, "P.Web", 0.65},
        {"user database", NULL, "DS.Sql", 0.65},
        {"Database Users", NULL, "EI.User", 0.65},
        {"databaseUser", NULL, "EI.User", 0.65},
        {"Web server", "shape ellipse", "P.Web", 0.9475},
        {"用户数据库", NULL, "DS.Sql", 0.65},
        {"web database", "shape ellipse", "GE.DS", 0.429}, /* no store is drawn as one */
        {"[Database 01]", NULL, "DS.Sql", 0.65},
    };
    g_autoptr(TmTemplate) template = fixture_template(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        check(template, &cases[i]);
}

/* Beside a store that is drawn as one an ellipse is a process, whatever it is called. */
static void
test_drawn_stores(void)
{
    g_autoptr(TmTemplate) template = fixture_template(NULL);
    g_autoptr(TmModel) model = fixture_model();
    TmElement *ellipse = fixture_element(model, "a", NULL);
    TmElement *store = fixture_element(model, "b", NULL);

    tm_model_set_name(model, &ellipse->part, "web database");
    see(model, &ellipse->part, "shape ellipse");
    see(model, &store->part, "shape cylinder3");
    tm_classify(model, template);
    g_assert_cmpint(ellipse->part.kind, ==, TM_PROCESS);
    g_assert_cmpint(store->part.kind, ==, TM_STORE);
}

/* A box is outside only in a drawing whose processes are ellipses. */
static void
test_company(void)
{
    g_autoptr(TmTemplate) template = fixture_template(NULL);
    g_autoptr(TmModel) model = fixture_model();
    TmElement *box = fixture_element(model, "a", NULL);
    TmElement *ellipse = fixture_element(model, "b", NULL);

    see(model, &box->part, "shape box");
    see(model, &ellipse->part, "shape ellipse");
    tm_classify(model, template);
    g_assert_cmpstr(box->part.type, ==, "GE.EI");
    g_assert_cmpint(box->part.kind, ==, TM_EXTERNAL);
    g_assert_cmpstr(box->part.evidence->pdata[0], ==, "shape box");
}

static void
test_icon_and_role(void)
{
    g_autoptr(TmTemplate) template = fixture_template(NULL);
    g_autoptr(TmModel) model = fixture_model();
    TmElement *element = fixture_element(model, "web", NULL);

    see(model, &element->part, "icon aws4 lambda");
    tm_classify(model, template);
    g_assert_cmpstr(element->part.type, ==, "P.Func");
    g_assert_cmpstr(element->part.facets->pdata[0], ==, "P.Web");
}

static void
test_stated(void)
{
    g_autoptr(TmTemplate) template = fixture_template(NULL);
    g_autoptr(TmModel) model = fixture_model();
    TmElement *known = fixture_element(model, "user", "DS.Sql");
    TmElement *unknown = fixture_element(model, "database", "X.Nothing");
    TmElement *odd = fixture_element(model, "postgres", "GE.DF");

    tm_classify(model, template);
    g_assert_cmpstr(known->part.type, ==, "DS.Sql");
    g_assert_cmpint(known->part.kind, ==, TM_STORE);
    g_assert_cmpfloat(known->part.confidence, ==, 1);
    g_assert_cmpstr(unknown->part.type, ==, "DS.Sql");
    g_assert_false(unknown->part.stated);
    g_assert_cmpstr(odd->part.type, ==, "DS.Sql");
    g_assert_cmpuint(model->messages->len, ==, 2);
    g_assert_cmpstr(((TmMessage *)model->messages->pdata[0])->code, ==, "H26");
}

static void
test_flows(void)
{
    g_autoptr(TmTemplate) template = fixture_template(NULL);
    g_autoptr(TmModel) model = fixture_model();
    TmFlow *flow;

    fixture_element(model, "a", "GE.P");
    fixture_element(model, "b", "GE.P");
    flow = fixture_flow(model, "a", "b", NULL);
    tm_model_set_name(model, &flow->part, "HTTPS gRPC: update, then read with a token");
    tm_classify(model, template);
    g_assert_cmpstr(flow->part.type, ==, "DF.Grpc");
    g_assert_cmpstr(flow->part.facets->pdata[0], ==, "DF.Https");
    g_assert_cmpstr(tm_part_value(&flow->part, "writes"), ==, "ReadWrite");
    g_assert_cmpstr(tm_part_value(&flow->part, "carriesCredentials"), ==, "Yes");
}

static void
test_boundaries(void)
{
    g_autoptr(TmTemplate) template = fixture_template(NULL);
    g_autoptr(TmModel) model = fixture_model();
    TmBoundary *named = fixture_boundary(model, "n", "");
    TmBoundary *bare = fixture_boundary(model, "b", "");

    tm_model_set_name(model, &named->part, "The Internet");
    tm_classify(model, template);
    g_assert_cmpstr(named->part.type, ==, "TB.Internet");
    g_assert_cmpstr(bare->part.type, ==, "GE.TB");
}

static void
test_splitting(void)
{
    static const struct {
        const char *label, *words;
    } cases[] = {
        {"", ""},
        {"webApp S3-Bucket", "web|app|s3|bucket"},
        {"HTTPServer (C++)", "http|server|c++"},
        {"S3Bucket IoT", "s3|bucket|io|t"},
        {"База данных", "база|данных"},
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) words = tm_words_split(cases[i].label);
        g_autofree char *joined = NULL;

        g_ptr_array_add(words, NULL);
        joined = g_strjoinv("|", (char **)words->pdata);
        g_assert_cmpstr(joined, ==, cases[i].words);
    }
}

/* A label of a million words is a text: only its beginning is looked at. */
static void
test_long_label(void)
{
    g_autoptr(GString) label = g_string_new(NULL);
    g_autoptr(GPtrArray) words = NULL;

    for (guint i = 0; i < 100000; i++)
        g_string_append(label, "user ");
    words = tm_words_split(label->str);
    g_assert_cmpuint(words->len, ==, 64);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/classify/types", test_types);
    g_test_add_func("/classify/drawn-stores", test_drawn_stores);
    g_test_add_func("/classify/company", test_company);
    g_test_add_func("/classify/icon-and-role", test_icon_and_role);
    g_test_add_func("/classify/stated", test_stated);
    g_test_add_func("/classify/flows", test_flows);
    g_test_add_func("/classify/boundaries", test_boundaries);
    g_test_add_func("/classify/splitting", test_splitting);
    g_test_add_func("/classify/long-label", test_long_label);
    return g_test_run();
}
