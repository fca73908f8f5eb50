/* What is said of two models that are not the same, and which threats come from that. */
#include "diff-world.h"

/* --- nothing ----------------------------------------------------------------------------- */

static void
test_same(World *world, gconstpointer data G_GNUC_UNUSED)
{
    run(world);
    expect_changes(world, "");
    expect_threats(world, "");
}

static void
test_empty(World *world, gconstpointer data G_GNUC_UNUSED)
{
    tm_model_free(world->old);
    tm_model_free(world->now);
    world->old = fixture_model();
    world->now = fixture_model();
    run(world);
    expect_changes(world, "");
}

/* Places, looks and the order in the file are no part of the model. */
static void
test_moved(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmElement *web = (TmElement *)fixture_part(world->now, "web");

    web->placed = TRUE;
    web->box = (TmBox){10, 20, 30, 40};
    web->part.place = (TmPlace){7, 7};
    tm_model_add_look(world->now, &web->part, "color", "red");
    tm_model_add_value(world->now, &web->part, "nothing", "x", TM_NOWHERE);
    run(world);
    expect_changes(world, "");
    expect_threats(world, "");
}

/* --- parts ------------------------------------------------------------------------------- */

static void
test_added(World *world, gconstpointer data G_GNUC_UNUSED)
{
    add_element(world->now, "", "new", "P.Func", "New");
    add_flow(world->now, "", "web", "new", "");
    run(world);
    expect_changes(world, "process \"New\" was added as Function\n"
                          "the flow from \"Web\" to \"New\" was added\n");
    expect_threats(world, "new X1@web:new: process \"New\" was added\n");
}

static void
test_removed(World *world, gconstpointer data G_GNUC_UNUSED)
{
    add_element(world->old, "", "cat", "P.Func", "Cat");
    add_flow(world->old, "", "web", "cat", "miaow");
    run(world);
    expect_changes(world, "process \"Cat\" was removed\n"
                          "flow \"miaow\" from \"Web\" to \"Cat\" was removed\n");
    expect_threats(world, "gone X1@web:cat: process \"Cat\" was removed\n");
}

static void
test_renamed(World *world, gconstpointer data G_GNUC_UNUSED)
{
    tm_model_set_name(world->now, fixture_part(world->now, "web"), "Shop");
    tm_model_set_name(world->now, fixture_part(world->now, "web->db"), "");
    run(world);
    expect_changes(world, "process \"Web\" was renamed to \"Shop\"\n"
                          "flow \"query\" from \"Web\" to \"Db\" lost its name\n");
    expect_threats(world, "");
}

static void
test_types(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmPart *web = fixture_part(world->now, "web");
    TmPart *db = fixture_part(world->now, "db");

    web->type = "P.Func";
    tm_model_state_type(world->now, web, "P.Edge");
    db->kind = TM_PROCESS;
    db->type = "P.Web";
    run(world);
    expect_changes(world, "the type of \"Web\" changed from Web server to Function + Edge\n"
                          "\"Db\" changed from store, Database to process, Web server\n");
    expect_threats(world, "new X1@web:db: the type of \"Web\" changed from Web server to Function "
                          "+ Edge; \"Db\" changed from store, Database to process, Web "
                          "server\n");
}

static void
test_properties(World *world, gconstpointer data G_GNUC_UNUSED)
{
    fixture_state(world->old, "web", "owner", "Own team");
    fixture_state(world->old, "db", "tlsEnforced", "No");
    fixture_state(world->now, "db", "tlsEnforced", "Yes");
    fixture_state(world->now, "web", "authn", "Yes");
    run(world);
    expect_changes(world, "authn of \"Web\" was set to Yes\n"
                          "owner of \"Web\" was removed, it was Own team\n"
                          "tlsEnforced of \"Db\" changed from No to Yes\n");
    expect_threats(world, "gone X1@user:web: authn of \"Web\" was set to Yes\n");
}

static void
test_scope(World *world, gconstpointer data G_GNUC_UNUSED)
{
    fixture_part(world->now, "user->web")->outOfScope = TRUE;
    run(world);
    expect_changes(world, "flow \"call\" from \"User\" to \"Web\" was put out of scope\n");
    expect_threats(world, "gone X1@user:web: flow \"call\" from \"User\" to \"Web\" was put out of "
                          "scope\n");
}

static void
test_ends(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmFlow *flow = (TmFlow *)fixture_part(world->now, "web->db");

    flow->target = (TmElement *)fixture_part(world->now, "user");
    run(world);
    expect_changes(world, "flow \"query\" from \"Web\" to \"Db\" now goes to \"User\"\n");
}

/* --- boundaries -------------------------------------------------------------------------- */

static void
test_boundary(World *world, gconstpointer data G_GNUC_UNUSED)
{
    add_boundary(world->now, "dmz", "DMZ");
    fixture_put_inside(world->now, "web", "dmz");
    fixture_put_inside(world->now, "db", "dmz");
    run(world);
    expect_changes(world, "boundary \"DMZ\" was added around \"Web\" and \"Db\"\n");
}

static void
add_zones(World *world)
{
    add_boundary(world->old, "one", "One");
    add_boundary(world->old, "two", "Two");
    add_boundary(world->now, "one", "One");
    add_boundary(world->now, "two", "Two");
}

static void
test_across(World *world, gconstpointer data G_GNUC_UNUSED)
{
    add_zones(world);
    fixture_put_inside(world->old, "web", "one");
    fixture_put_inside(world->now, "web", "two");
    fixture_put_inside(world->now, "db", "one");
    fixture_put_inside(world->old, "user", "two");
    run(world);
    expect_changes(world, "\"User\" moved out of \"Two\"\n"
                          "\"Web\" moved from \"One\" into \"Two\"\n"
                          "\"Db\" moved into \"One\"\n");
}

/* What is in a boundary that moves moves with it. */
static void
test_nested(World *world, gconstpointer data G_GNUC_UNUSED)
{
    add_zones(world);
    fixture_put_inside(world->old, "web", "one");
    fixture_put_inside(world->now, "web", "one");
    fixture_put_inside(world->now, "web", "two");
    fixture_put_inside(world->now, "one", "two");
    run(world);
    expect_changes(world, "boundary \"One\" moved into \"Two\"\n");
}

/* Wherever they stand in the file. */
static void
test_nested_deep(World *world, gconstpointer data G_GNUC_UNUSED)
{
    add_zones(world);
    add_boundary(world->old, "out", "Out");
    add_boundary(world->now, "out", "Out");
    fixture_put_inside(world->old, "one", "two");
    fixture_put_inside(world->old, "web", "one");
    fixture_put_inside(world->old, "web", "two");
    fixture_put_inside(world->now, "one", "two");
    fixture_put_inside(world->now, "one", "out");
    fixture_put_inside(world->now, "two", "out");
    fixture_put_inside(world->now, "web", "one");
    fixture_put_inside(world->now, "web", "two");
    fixture_put_inside(world->now, "web", "out");
    run(world);
    expect_changes(world, "boundary \"Two\" moved into \"Out\"\n");
}

/* --- threats ----------------------------------------------------------------------------- */

static void
test_severity(World *world, gconstpointer data G_GNUC_UNUSED)
{
    fixture_state(world->old, "web", "classification", "Public");
    fixture_state(world->now, "web", "classification", "Restricted");
    run(world);
    g_assert_cmpuint(world->diff->threats->len, ==, 1);
    expect_threats(world,
                   "was medium X1@user:web: classification of \"Web\" changed from Public to "
                   "Restricted\n");
}

/* What happens elsewhere is found along the flows. */
static void
test_far(World *world, gconstpointer data G_GNUC_UNUSED)
{
    fixture_state(world->old, "db", "classification", "Public");
    fixture_state(world->now, "db", "classification", "Restricted");
    run(world);
    expect_threats(world, "was medium X1@user:web: probably classification of \"Db\" changed from "
                          "Public to Restricted\n");
}

static void
test_flow_added(World *world, gconstpointer data G_GNUC_UNUSED)
{
    add_flow(world->now, "", "db", "web", "events");
    tm_model_set_name(world->now, fixture_part(world->now, "user"), "Guest");
    run(world);
    expect_threats(world, "new X1@db:web: flow \"events\" from \"Db\" to \"Web\" was added\n");
}

static void
test_counts(World *world, gconstpointer data G_GNUC_UNUSED)
{
    g_autoptr(GString) words = g_string_new(NULL);
    TmDiffCounts counts;

    add_flow(world->now, "", "db", "web", "events");
    add_element(world->old, "", "cat", "P.Func", "Cat");
    add_flow(world->old, "", "web", "cat", "miaow");
    run(world);
    counts = tm_diff_count(world->diff);
    tm_counts_words(&counts, words);
    g_assert_cmpstr(words->str, ==, "1 new (1 medium), 1 gone");
}

/* --- pages ------------------------------------------------------------------------------- */

static void
test_pages(World *world, gconstpointer data G_GNUC_UNUSED)
{
    tm_model_add_diagram(world->old, "p2", "Second");
    tm_model_add_diagram(world->old, "p3", "Third");
    tm_model_add_diagram(world->now, "p4", "Second");
    tm_model_add_diagram(world->now, "p5", "Fifth");
    run(world);
    expect_changes(world, "page \"Fifth\" was added, with 0 elements and 0 flows\n"
                          "page \"Third\" was removed, with 0 elements and 0 flows\n");
}

/* Files of draw.io need have no ids of pages: those that stand for them are no more than places. */
static void
test_pages_without_ids(World *world, gconstpointer data G_GNUC_UNUSED)
{
    tm_model_add_diagram(world->old, "page-2", "Second");
    tm_model_add_diagram(world->old, "page-3", "Third");
    tm_model_add_diagram(world->old, "page-4", "Fourth");
    tm_model_add_diagram(world->now, "page-2", "Third");
    tm_model_add_diagram(world->now, "page-3", "Second");
    tm_model_add_diagram(world->now, "page-4", "Last");
    run(world);
    expect_changes(world, "page \"Fourth\" was renamed to \"Last\"\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add("/diff/same", test_same);
    add("/diff/empty", test_empty);
    add("/diff/moved", test_moved);
    add("/diff/added", test_added);
    add("/diff/removed", test_removed);
    add("/diff/renamed", test_renamed);
    add("/diff/types", test_types);
    add("/diff/properties", test_properties);
    add("/diff/scope", test_scope);
    add("/diff/ends", test_ends);
    add("/diff/boundary", test_boundary);
    add("/diff/across", test_across);
    add("/diff/nested", test_nested);
    add("/diff/nested-deep", test_nested_deep);
    add("/diff/severity", test_severity);
    add("/diff/far", test_far);
    add("/diff/flow-added", test_flow_added);
    add("/diff/counts", test_counts);
    add("/diff/pages", test_pages);
    add("/diff/pages-without-ids", test_pages_without_ids);
    return g_test_run();
}
