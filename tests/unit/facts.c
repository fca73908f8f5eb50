/* Rows, exposure, taint, reach, pull and looking through: templates.md section 2. */
#include "facts.h"

#include "crossing.h"
#include "fixture.h"

typedef struct {
    TmTemplate *template;
    TmModel *model;
    TmFactsTypes *types;
    TmDiagramFacts *facts;
} World;

static void
set_up(World *world, gconstpointer data G_GNUC_UNUSED)
{
    world->template = fixture_template(NULL);
    world->types = tm_facts_types_new(world->template);
    world->model = fixture_model();
}

static void
tear_down(World *world, gconstpointer data G_GNUC_UNUSED)
{
    tm_facts_free(world->facts);
    tm_facts_types_free(world->types);
    tm_model_free(world->model);
    tm_template_free(world->template);
}

static void
derive(World *world)
{
    tm_crossing_compute(world->model);
    world->facts =
        tm_facts_new(world->model->diagrams->pdata[0], world->template, NULL, world->types);
}

static const char *
value(const World *world, const char *id, const char *property)
{
    const TmPart *part = fixture_part(world->model, id);
    const TmFacts *facts = part->kind == TM_FLOW       ? &world->facts->flows[part->index]
                           : part->kind == TM_BOUNDARY ? &world->facts->boundaries[part->index]
                                                       : &world->facts->elements[part->index];

    return tm_facts_value(world->facts, facts, property);
}

static void
test_presets_and_defaults(World *world, gconstpointer data G_GNUC_UNUSED)
{
    fixture_element(world->model, "lb", "P.Lb");
    fixture_element(world->model, "web", "P.Web,P.Lb");
    fixture_element(world->model, "off", "P.Lb");
    fixture_state(world->model, "off", "passThrough", "No");
    derive(world);
    g_assert_cmpstr(value(world, "lb", "passThrough"), ==, "Yes");
    g_assert_cmpstr(value(world, "web", "passThrough"), ==, "Yes");
    g_assert_cmpstr(value(world, "off", "passThrough"), ==, "No");
    g_assert_cmpstr(value(world, "lb", "authn"), ==, "Unknown");
    g_assert_cmpstr(value(world, "lb", "encrypted"), ==, "");
}

static void
test_exposure(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmModel *model = world->model;

    fixture_element(model, "user", "EI.User");
    fixture_element(model, "clerk", "EI.User");
    fixture_element(model, "web", "P.Web");
    fixture_element(model, "app", "GE.P");
    fixture_element(model, "db", "DS.Sql");
    fixture_boundary(model, "net", "TB.Internet");
    fixture_boundary(model, "corp", "TB.Corp");
    fixture_boundary(model, "data", "GE.TB");
    fixture_put_inside(model, "user", "net");
    fixture_put_inside(model, "clerk", "corp");
    fixture_put_inside(model, "web", "corp");
    fixture_put_inside(model, "app", "corp");
    fixture_put_inside(model, "db", "data");
    fixture_flow(model, "user", "web", NULL);
    fixture_flow(model, "clerk", "web", NULL);
    fixture_flow(model, "web", "app", NULL);
    fixture_flow(model, "app", "db", NULL);
    fixture_flow(model, "user", "db", "DF.Local");
    derive(world);
    g_assert_cmpstr(value(world, "user->web", "exposure"), ==, "Internet");
    g_assert_cmpstr(value(world, "clerk->web", "exposure"), ==, "Internal");
    g_assert_cmpstr(value(world, "web->app", "exposure"), ==, "Local");
    g_assert_cmpstr(value(world, "app->db", "exposure"), ==, "Internal");
    g_assert_cmpstr(value(world, "user->db", "exposure"), ==, "Internal");
}

static void
test_exposure_without_boundaries(World *world, gconstpointer data G_GNUC_UNUSED)
{
    fixture_element(world->model, "user", "EI.User");
    fixture_element(world->model, "web", "P.Web");
    fixture_element(world->model, "ours", "GE.P");
    fixture_element(world->model, "theirs", "GE.P");
    fixture_state(world->model, "theirs", "owner", "Third party");
    fixture_flow(world->model, "user", "web", NULL);
    fixture_flow(world->model, "web", "ours", NULL);
    fixture_flow(world->model, "web", "theirs", NULL);
    derive(world);
    g_assert_cmpstr(value(world, "user->web", "exposure"), ==, "External");
    g_assert_cmpstr(value(world, "web->ours", "exposure"), ==, "Local");
    g_assert_cmpstr(value(world, "web->theirs", "exposure"), ==, "External");
}

static void
test_stated_crossing(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmFlow *flow;

    fixture_element(world->model, "a", "GE.P");
    fixture_element(world->model, "b", "GE.P");
    flow = fixture_flow(world->model, "a", "b", NULL);
    tm_model_add_crossing(world->model, flow, NULL, "TB.Internet");
    derive(world);
    g_assert_cmpstr(value(world, "a->b", "exposure"), ==, "Internet");
}

/* Reach loses a step for each element, none at the edge; data does not enter a store that is only
 * read, and comes out of a store that is tainted. */
static void
test_taint_and_reach(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmModel *model = world->model;

    fixture_element(model, "user", "EI.User");
    fixture_element(model, "admin", "EI.Admin");
    fixture_element(model, "lb", "P.Lb");
    fixture_element(model, "web", "P.Web");
    fixture_element(model, "db", "DS.Sql");
    fixture_element(model, "ref", "DS.Sql");
    fixture_element(model, "job", "GE.P");
    fixture_element(model, "tool", "GE.P");
    fixture_boundary(model, "net", "TB.Internet");
    fixture_put_inside(model, "user", "net");
    fixture_flow(model, "user", "lb", NULL);
    fixture_flow(model, "lb", "web", NULL);
    fixture_flow(model, "web", "db", NULL);
    fixture_flow(model, "web", "ref", NULL);
    fixture_flow(model, "job", "db", NULL);
    fixture_flow(model, "admin", "tool", NULL);
    fixture_state(model, "web->ref", "writes", "Read");
    fixture_state(model, "job->db", "writes", "Read");
    derive(world);
    g_assert_cmpstr(value(world, "lb", "reach"), ==, "Internet");
    g_assert_cmpstr(value(world, "web", "reach"), ==, "Internet");
    g_assert_cmpstr(value(world, "db", "reach"), ==, "External");
    g_assert_cmpstr(value(world, "job", "reach"), ==, "Internal");
    g_assert_cmpstr(value(world, "job", "taint"), ==, "Yes");
    g_assert_cmpstr(value(world, "ref", "taint"), ==, "No");
    g_assert_cmpstr(value(world, "tool", "taint"), ==, "No");
}

/* A template may order its exposures otherwise; nothing is counted in a fixed number of them. */
static void
test_more_exposures(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmProperty *exposure = g_hash_table_lookup(world->template->property_of, "exposure");

    for (guint i = 0; i < 10; i++)
        g_ptr_array_insert(exposure->values, 0, (gpointer) "More");
    fixture_element(world->model, "user", "EI.User");
    fixture_element(world->model, "web", "P.Web");
    fixture_flow(world->model, "user", "web", NULL);
    derive(world);
    g_assert_cmpstr(value(world, "web", "reach"), ==, "External");
}

static void
test_pull_and_response(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmModel *model = world->model;
    const TmInteraction *answer;

    fixture_element(model, "user", "EI.User");
    fixture_element(model, "web", "P.Web");
    fixture_element(model, "db", "DS.Sql");
    fixture_flow(model, "user", "web", NULL);
    tm_model_set_name(model, &fixture_flow(model, "web", "user", NULL)->part, "Result pages");
    fixture_flow(model, "db", "web", NULL);
    derive(world);
    answer = world->facts->interactions->pdata[1];
    g_assert_true(answer->response);
    g_assert_false(((TmInteraction *)world->facts->interactions->pdata[0])->turned);
    g_assert_true(answer->turned);
    g_assert_cmpstr(value(world, "web->user", "role"), ==, "Response");
    g_assert_cmpstr(value(world, "user->web", "hasReverse"), ==, "Yes");
    g_assert_cmpstr(value(world, "db->web", "pull"), ==, "Yes");
    g_assert_cmpstr(value(world, "user->web", "pull"), ==, "No");
}

/* An answer needs a question; a caller's flow is none, and a word in a word says nothing. */
static void
test_no_response(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmModel *model = world->model;

    fixture_element(model, "user", "EI.User");
    fixture_element(model, "web", "P.Web");
    fixture_element(model, "b", "P.Web");
    fixture_element(model, "c", "P.Web");
    tm_model_set_name(model, &fixture_flow(model, "user", "web", NULL)->part, "request page");
    tm_model_set_name(model, &fixture_flow(model, "web", "user", NULL)->part, "page");
    tm_model_set_name(model, &fixture_flow(model, "b", "c", NULL)->part, "homepage");
    tm_model_set_name(model, &fixture_flow(model, "c", "b", NULL)->part, "news");
    derive(world);
    g_assert_false(((TmInteraction *)world->facts->interactions->pdata[0])->response);
    g_assert_true(((TmInteraction *)world->facts->interactions->pdata[1])->response);
    g_assert_false(((TmInteraction *)world->facts->interactions->pdata[2])->response);
    g_assert_false(((TmInteraction *)world->facts->interactions->pdata[3])->response);
}

/* An initiator that does not exist is not a word of the author. */
static void
test_bogus_initiator(World *world, gconstpointer data G_GNUC_UNUSED)
{
    fixture_element(world->model, "db", "DS.Sql");
    fixture_element(world->model, "web", "P.Web");
    fixture_flow(world->model, "db", "web", NULL);
    fixture_state(world->model, "db->web", "initiator", "bogus");
    derive(world);
    g_assert_cmpstr(value(world, "db->web", "pull"), ==, "Yes");
}

static void
test_looking_through(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmModel *model = world->model;
    const TmInteraction *seen;

    fixture_element(model, "user", "EI.User");
    fixture_element(model, "lb", "P.Lb");
    fixture_element(model, "waf", "P.Lb");
    fixture_element(model, "web", "P.Web");
    fixture_boundary(model, "net", "TB.Internet");
    fixture_put_inside(model, "user", "net");
    fixture_flow(model, "user", "lb", "DF.Https");
    fixture_flow(model, "lb", "waf", NULL);
    fixture_flow(model, "waf", "lb", NULL);
    fixture_flow(model, "waf", "web", NULL);
    derive(world);
    g_assert_cmpuint(world->facts->interactions->len, ==, 5);
    seen = world->facts->interactions->pdata[4];
    g_assert_true(seen->virtual);
    g_assert_cmpstr(seen->source->part.id, ==, "user");
    g_assert_cmpstr(seen->target->part.id, ==, "web");
    g_assert_cmpstr(tm_facts_value(world->facts, seen->of[2], "exposure"), ==, "Internet");
    g_assert_cmpstr(tm_facts_value(world->facts, seen->of[2], "encrypted"), ==, "Yes");
}

/* What is passed on late over a more exposed flow still reaches the elements behind. */
static void
test_reach_rises(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmModel *model = world->model;
    TmFlow *flow;

    fixture_element(model, "user", "EI.User");
    fixture_element(model, "a", "GE.P");
    fixture_element(model, "b", "GE.P");
    fixture_element(model, "c", "GE.P");
    fixture_flow(model, "user", "a", NULL);
    flow = fixture_flow(model, "a", "b", NULL);
    tm_model_add_crossing(model, flow, NULL, "TB.Internet");
    fixture_flow(model, "b", "c", NULL);
    derive(world);
    g_assert_cmpstr(value(world, "a", "reach"), ==, "External");
    g_assert_cmpstr(value(world, "b", "reach"), ==, "Internet");
    g_assert_cmpstr(value(world, "c", "reach"), ==, "External");
}

static void
test_abroad(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmModel *model = world->model;

    fixture_element(model, "theirs", "P.Web");
    fixture_element(model, "ours", "P.Web");
    fixture_boundary(model, "net", "TB.Internet");
    fixture_put_inside(model, "theirs", "net");
    fixture_flow(model, "theirs", "ours", NULL);
    derive(world);
    g_assert_cmpstr(value(world, "ours", "taint"), ==, "Yes");
    g_assert_cmpstr(value(world, "ours", "reach"), ==, "Internet");
    g_assert_cmpstr(value(world, "theirs", "taint"), ==, "No");
}

static void
test_what_is_read_comes_back(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmModel *model = world->model;
    const TmInteraction *back;

    fixture_element(model, "web", "P.Web");
    fixture_element(model, "db", "DS.Sql");
    fixture_element(model, "log", "DS.Sql");
    fixture_flow(model, "web", "db", NULL);
    fixture_flow(model, "web", "log", NULL);
    fixture_state(model, "web->db", "writes", "Read");
    derive(world);
    g_assert_cmpuint(world->facts->interactions->len, ==, 3);
    back = g_ptr_array_index(world->facts->interactions, 2);
    g_assert_true(back->virtual);
    g_assert_cmpstr(back->source->part.id, ==, "db");
    g_assert_cmpstr(back->target->part.id, ==, "web");
    g_assert_cmpstr(tm_facts_value(world->facts, back->of[2], "pull"), ==, "Yes");
    g_assert_cmpstr(value(world, "web->db", "pull"), ==, "No");
}

static void
test_worth(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmModel *model = world->model;

    fixture_element(model, "front", "P.Web");
    fixture_element(model, "web", "P.Web");
    fixture_element(model, "db", "DS.Sql");
    fixture_element(model, "far", "P.Web");
    fixture_state(model, "db", "classification", "Restricted");
    fixture_flow(model, "far", "front", NULL);
    fixture_flow(model, "front", "web", NULL);
    fixture_flow(model, "web", "db", NULL);
    derive(world);
    g_assert_cmpuint(world->facts->classification[2].rank, ==, 4);
    g_assert_cmpstr(world->facts->classification[1].why, ==, "Restricted next to it");
    g_assert_cmpuint(world->facts->classification[0].rank, ==, 3);
    g_assert_cmpuint(world->facts->classification[3].rank, ==, 2);
    g_assert_cmpuint(world->facts->criticality[2].rank, ==, 2);
    g_assert_cmpstr(value(world, "web", "handles"), ==, "Restricted");
    g_assert_cmpstr(value(world, "front", "handles"), ==, "Unknown");
}

static void
test_tls_only_store(World *world, gconstpointer data G_GNUC_UNUSED)
{
    fixture_element(world->model, "web", "P.Web");
    fixture_element(world->model, "db", "DS.Sql");
    fixture_state(world->model, "db", "tlsEnforced", "Yes");
    fixture_flow(world->model, "web", "db", NULL);
    derive(world);
    g_assert_cmpstr(value(world, "web->db", "encrypted"), ==, "Yes");
}

static void
add(const char *path, void (*test)(World *, gconstpointer))
{
    g_test_add(path, World, NULL, set_up, test, tear_down);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add("/facts/rows", test_presets_and_defaults);
    add("/facts/exposure", test_exposure);
    add("/facts/exposure-bare", test_exposure_without_boundaries);
    add("/facts/stated-crossing", test_stated_crossing);
    add("/facts/taint", test_taint_and_reach);
    add("/facts/more-exposures", test_more_exposures);
    add("/facts/pull", test_pull_and_response);
    add("/facts/no-response", test_no_response);
    add("/facts/bogus-initiator", test_bogus_initiator);
    add("/facts/through", test_looking_through);
    add("/facts/reach-rises", test_reach_rises);
    add("/facts/abroad", test_abroad);
    add("/facts/back", test_what_is_read_comes_back);
    add("/facts/worth", test_worth);
    add("/facts/tls-only", test_tls_only_store);
    return g_test_run();
}
