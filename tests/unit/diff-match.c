/* Which parts of two models are the same, where their ids are not. */
#include "diff-world.h"

static void
use_ids(World *world, const char *prefix)
{
    tm_model_free(world->now);
    world->now = new_shop(prefix);
}

static void
test_redrawn(World *world, gconstpointer data G_GNUC_UNUSED)
{
    use_ids(world, "n");
    run(world);
    expect_changes(world, "external \"User\" was drawn anew: its id is now nuser, and was user\n"
                          "process \"Web\" was drawn anew: its id is now nweb, and was web\n"
                          "store \"Db\" was drawn anew: its id is now ndb, and was db\n");
    expect_threats(world, "");
}

/* Another format has other ids. */
static void
test_other_format(World *world, gconstpointer data G_GNUC_UNUSED)
{
    use_ids(world, "n");
    world->now->format = "other";
    run(world);
    expect_changes(world, "");
    expect_threats(world, "");
}

/* Neither id nor name: neighbours and type tell. */
static void
test_by_place(World *world, gconstpointer data G_GNUC_UNUSED)
{
    tm_model_free(world->now);
    world->now = fixture_model();
    add_element(world->now, "", "user", "EI.User", "User");
    add_element(world->now, "", "shop", "P.Web", "Shop");
    add_element(world->now, "", "db", "DS.Sql", "Db");
    add_flow(world->now, "", "user", "shop", "call");
    add_flow(world->now, "", "shop", "db", "query");
    run(world);
    expect_changes(world, "process \"Web\" was renamed to \"Shop\"\n");
    expect_threats(world, "");
}

/* A program that numbers what it draws: an id says nothing where names are elsewhere. */
static void
test_numbered(World *world, gconstpointer data G_GNUC_UNUSED)
{
    static const char *const names[] = {"A", "B", "C", "D", "E"};

    tm_model_free(world->old);
    tm_model_free(world->now);
    world->old = fixture_model();
    world->now = fixture_model();
    world->now->format = "other";
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        const char id[] = {(char)('0' + i), '\0'};
        const char shifted[] = {(char)('1' + i), '\0'};
        add_element(world->old, "", id, "P.Web", names[i]);
        add_element(world->now, "", shifted, "P.Web", names[i]);
    }
    add_element(world->now, "", "0", "P.Web", "First");
    run(world);
    expect_changes(world, "process \"First\" was added as Web server\n");
}

/* Names that several have, told apart by their neighbours. */
static void
test_twins(World *world, gconstpointer data G_GNUC_UNUSED)
{
    use_ids(world, "n");
    world->now->format = "other";
    add_element(world->old, "", "w1", "P.Func", "Worker");
    add_element(world->old, "", "w2", "P.Func", "Worker");
    add_element(world->now, "n", "x1", "P.Func", "Worker");
    add_element(world->now, "n", "x2", "P.Func", "Worker");
    add_flow(world->old, "", "w1", "db", "writes");
    add_flow(world->old, "", "web", "w2", "calls");
    add_flow(world->now, "n", "x2", "db", "writes");
    add_flow(world->now, "n", "web", "x1", "calls");
    run(world);
    expect_changes(world, "");
    expect_threats(world, "");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add("/diff-match/redrawn", test_redrawn);
    add("/diff-match/other-format", test_other_format);
    add("/diff-match/by-place", test_by_place);
    add("/diff-match/numbered", test_numbered);
    add("/diff-match/twins", test_twins);
    return g_test_run();
}
