/* Decisions that have lost their threat, and what stands in its place. */
#include "decided-world.h"

static void
test_renamed(World *world, gconstpointer data G_GNUC_UNUSED)
{
    run(world, "threats: {X1@user:server: {state: mitigated, justification: j}}\n");
    check_message(
        world, "H40", 2, 11,
        "server, which X1@user:server is about, is not in the diagram; the same threat "
        "is now X1@user:web: drawbridge decide small.dot --register r.yaml --adopt X1@user:server "
        "X1@user:web");
    g_assert_cmpuint(world->report->threats->len, ==, 2);
}

/* Both callers may be the one that is gone, and nobody can tell which. */
static void
test_ambiguous(World *world, gconstpointer data G_GNUC_UNUSED)
{
    run(world, "threats: {X1@client:web: {state: mitigated, justification: j}}\n");
    check_message(world, "H40", 2, 11,
                  "client, which X1@client:web is about, is not in the diagram: remove the "
                  "decision, or take it over for another threat");
}

/* One of them had a decision before: it is not the new one. */
static void
test_decided_before(World *world, gconstpointer data G_GNUC_UNUSED)
{
    run(world, "threats:\n"
               "  X1@boss:web: {state: needs-investigation}\n"
               "  X1@client:web: {state: mitigated, justification: j}\n");
    g_assert_nonnull(strstr(message(world, "H40")->text, "is now X1@user:web"));
}

static void
test_gone(World *world, gconstpointer data G_GNUC_UNUSED)
{
    run(world, "threats: {X1@web:db: {ticket: T}}\n");
    check_message(world, "H41", 2, 11,
                  "X1@web:db is not found any more: remove the decision if that is right");
}

static void
test_other_template(World *world, gconstpointer data G_GNUC_UNUSED)
{
    run(world, "threats: {Y1@user:shop: {ticket: T}}\n");
    check_message(world, "H41", 2, 11, "Y1@user:shop: the template has no threat type Y1");
}

/* What nobody computes is not missed. */
static void
test_off(World *world, gconstpointer data G_GNUC_UNUSED)
{
    ((TmDiagram *)world->model->diagrams->pdata[0])->off = TRUE;
    run(world, "threats: {X1@user:web: {ticket: T}}\n");
    g_assert_null(message(world, "H40"));
    g_assert_null(message(world, "H41"));
}

/* Ids that no threat can have. */
static void
test_odd_ids(World *world, gconstpointer data G_GNUC_UNUSED)
{
    run(world, "threats:\n"
               "  'X1': {}\n"
               "  'X1@': {}\n"
               "  'X1@@/': {}\n"
               "  '@': {}\n"
               "  'X1@a:b:c:d:e': {}\n"
               "  'X1@p/a:b': {}\n"
               "  ':::': {}\n");
    g_assert_cmpuint(world->report->threats->len, ==, 2);
}

/* Of so many decisions, or of so many threats that they may be about, none is looked for. */
static void
lose_many(World *world, guint users, guint decisions)
{
    g_autoptr(GString) text = g_string_new("threats:\n  X1@user:server: {}\n");

    for (guint i = 0; i < users; i++) {
        g_autofree char *id = g_strdup_printf("u%u", i);
        fixture_element(world->model, id, "EI.User");
        fixture_flow(world->model, id, "web", NULL);
    }
    for (guint i = 1; i < decisions; i++)
        g_string_append_printf(text, "  X1@gone%u:web: {}\n", i);
    run(world, text->str);
}

static gboolean
proposes(const World *world)
{
    for (guint i = 0; i < world->report->messages->len; i++)
        if (strstr(((const TmMessage *)world->report->messages->pdata[i])->text, "is now") != NULL)
            return TRUE;
    return FALSE;
}

static void
test_many(World *world, gconstpointer data G_GNUC_UNUSED)
{
    lose_many(world, 900, 1000);
    g_assert_true(proposes(world));
}

static void
test_too_many_decisions(World *world, gconstpointer data G_GNUC_UNUSED)
{
    lose_many(world, 0, 1001);
    g_assert_false(proposes(world));
}

static void
test_too_many_threats(World *world, gconstpointer data G_GNUC_UNUSED)
{
    lose_many(world, 1000, 1000);
    g_assert_false(proposes(world));
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
    add("/check-orphans/renamed", test_renamed);
    add("/check-orphans/ambiguous", test_ambiguous);
    add("/check-orphans/decided-before", test_decided_before);
    add("/check-orphans/gone", test_gone);
    add("/check-orphans/other-template", test_other_template);
    add("/check-orphans/off", test_off);
    add("/check-orphans/odd-ids", test_odd_ids);
    add("/check-orphans/many", test_many);
    add("/check-orphans/too-many-decisions", test_too_many_decisions);
    add("/check-orphans/too-many-threats", test_too_many_threats);
    return g_test_run();
}
