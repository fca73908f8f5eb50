/* Messages about the drawing, H01 to H15: each where it is due, and silence where it is not. */
#include <string.h>

#include "check-own.h"
#include "classify.h"
#include "crossing.h"
#include "fixture.h"
#include "messages.h"

typedef struct {
    TmTemplate *template;
    TmModel *model;
    TmReport *report;
} World;

static void
set_up(World *world, gconstpointer data G_GNUC_UNUSED)
{
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(GError) error = NULL;

    g_assert_true(tm_template_builtin("stride", sources));
    world->template =
        tm_template_load((const TmSource *)(gpointer)sources->data, sources->len, &error);
    g_assert_no_error(error);
    world->model = fixture_model();
    world->report = NULL;
}

static void
tear_down(World *world, gconstpointer data G_GNUC_UNUSED)
{
    tm_report_free(world->report);
    tm_model_free(world->model);
    tm_template_free(world->template);
}

static guint
count(World *world, const char *code)
{
    guint found = 0;

    for (guint i = 0; i < world->report->messages->len; i++) {
        const TmMessage *message = g_ptr_array_index(world->report->messages, i);
        found += strcmp(message->code, code) == 0;
    }
    return found;
}

static const TmMessage *
first(World *world, const char *code)
{
    for (guint i = 0; i < world->report->messages->len; i++) {
        const TmMessage *message = g_ptr_array_index(world->report->messages, i);
        if (strcmp(message->code, code) == 0)
            return message;
    }
    return NULL;
}

static void
run(World *world)
{
    tm_report_free(world->report);
    tm_classify(world->model, world->template);
    tm_crossing_compute(world->model);
    world->report = tm_check(world->model, world->template, NULL);
}

/* That there is one message of @code about @id (NULL: the page), which says @text. */
static void
expect(World *world, const char *code, const char *id, const char *text)
{
    const TmMessage *message = first(world, code);

    g_assert_nonnull(message);
    g_assert_nonnull(message->diagram);
    g_assert_cmpstr(message->part != NULL ? message->part->id : NULL, ==, id);
    g_assert_cmpstr(message->cell, ==, id);
    g_assert_nonnull(strstr(message->text, text));
    g_assert_nonnull(strchr(message->text, ':'));
}

/* A browser, a web application and a database, with nothing wrong. */
static void
draw(World *world)
{
    fixture_boundary(world->model, "ours", "TB.Corp");
    fixture_element(world->model, "browser", "EI.Browser");
    fixture_element(world->model, "web", "P.WebApp");
    fixture_element(world->model, "db", "DS.Sql");
    fixture_put_inside(world->model, "web", "ours");
    fixture_put_inside(world->model, "db", "ours");
    fixture_flow(world->model, "browser", "web", "DF.Https");
    fixture_flow(world->model, "web", "db", "DF.Sql");
}

static void
answer(World *world)
{
    static const char *const features[] = {"acceptsFiles",   "deserializes",     "runsCommands",
                                           "fetchesUrls",    "rendersTemplates", "usesCrypto",
                                           "adminInterface", "multiTenant"};

    for (guint i = 0; i < G_N_ELEMENTS(features); i++)
        fixture_state(world->model, "web", features[i], "No");
}

static void
test_quiet(World *world, gconstpointer data G_GNUC_UNUSED)
{
    draw(world);
    answer(world);
    run(world);
    g_assert_cmpuint(world->report->messages->len, ==, 0);
}

static void
test_elements(World *world, gconstpointer data G_GNUC_UNUSED)
{
    draw(world);
    fixture_element(world->model, "alone", "GE.P");
    fixture_element(world->model, "dump", "DS.Fs");
    fixture_flow(world->model, "web", "dump", NULL);
    fixture_state(world->model, "web->dump", "writes", "Write");
    fixture_element(world->model, "sink", "GE.P");
    fixture_flow(world->model, "db", "sink", NULL);
    run(world);
    expect(world, "H01", "alone", "alone has no flow");
    expect(world, "H02", "dump", "nobody reads dump");
    expect(world, "H03", "sink", "sink takes data");
}

static void
test_no_flows(World *world, gconstpointer data G_GNUC_UNUSED)
{
    fixture_element(world->model, "a", "GE.P");
    fixture_element(world->model, "b", "DS.Fs");
    run(world);
    g_assert_cmpuint(count(world, "H01"), ==, 1);
    expect(world, "H01", NULL, "no flow is drawn");
    g_assert_cmpuint(count(world, "H02"), ==, 0);
}

static void
test_flows(World *world, gconstpointer data G_GNUC_UNUSED)
{
    draw(world);
    fixture_element(world->model, "user", "EI.User");
    fixture_flow(world->model, "user", "browser", NULL);
    fixture_flow(world->model, "user", "web", NULL);
    run(world);
    expect(world, "H04", "user->browser", "user and browser are joined directly");
    expect(world, "H08", "user->web", "write its protocol");
    g_assert_cmpuint(count(world, "H08"), ==, 1);
}

static void
test_boundaries(World *world, gconstpointer data G_GNUC_UNUSED)
{
    fixture_element(world->model, "a", "GE.P");
    fixture_element(world->model, "b", "GE.P");
    fixture_flow(world->model, "a", "b", NULL);
    run(world);
    expect(world, "H05", NULL, "no trust boundary");
    fixture_boundary(world->model, "empty", "TB.Corp");
    run(world);
    g_assert_cmpuint(count(world, "H05"), ==, 0);
    expect(world, "H10", "empty", "nothing is inside");
}

static void
test_classification(World *world, gconstpointer data G_GNUC_UNUSED)
{
    draw(world);
    fixture_boundary(world->model, "net", "TB.Internet");
    fixture_put_inside(world->model, "browser", "net");
    run(world);
    expect(world, "H06", "db", "set classification");
    fixture_state(world->model, "db", "classification", "Internal");
    run(world);
    g_assert_cmpuint(count(world, "H06"), ==, 0);
}

static void
test_names(World *world, gconstpointer data G_GNUC_UNUSED)
{
    draw(world);
    for (guint i = 0; i < 3; i++) {
        g_autofree char *id = g_strdup_printf("copy%u", i);
        TmElement *copy = fixture_element(world->model, id, "GE.P");
        tm_model_set_name(world->model, &copy->part, "Worker");
        fixture_flow(world->model, "web", id, NULL);
    }
    run(world);
    g_assert_cmpuint(count(world, "H09"), ==, 1);
    expect(world, "H09", "copy0", "3 elements are called Worker");
}

static void
test_vault(World *world, gconstpointer data G_GNUC_UNUSED)
{
    draw(world);
    fixture_state(world->model, "web", "secretsFrom", "Environment");
    run(world);
    expect(world, "H11", "web", "no vault is drawn");
    fixture_element(world->model, "vault", "DS.Vault");
    run(world);
    g_assert_cmpuint(count(world, "H11"), ==, 0);
}

static void
test_origin(World *world, gconstpointer data G_GNUC_UNUSED)
{
    draw(world);
    run(world);
    g_assert_cmpuint(count(world, "H12"), ==, 0);
    fixture_element(world->model, "jenkins", "P.Ci");
    run(world);
    expect(world, "H12", NULL, "no source repository");
    fixture_element(world->model, "git", "DS.Repo");
    run(world);
    g_assert_cmpuint(count(world, "H12"), ==, 0);
}

static void
test_many_processes(World *world, gconstpointer data G_GNUC_UNUSED)
{
    for (guint i = 0; i < 8; i++) {
        g_autofree char *id = g_strdup_printf("p%u", i);
        fixture_element(world->model, id, "P.Micro");
    }
    run(world);
    expect(world, "H12", NULL, "no source repository and build pipeline");
    fixture_state(world->model, "p0", "owner", "Third party");
    run(world);
    g_assert_cmpuint(count(world, "H12"), ==, 0);
}

static void
test_owners(World *world, gconstpointer data G_GNUC_UNUSED)
{
    draw(world);
    fixture_element(world->model, "bank", "EI.Ext");
    fixture_flow(world->model, "web", "bank", "DF.Https");
    run(world);
    expect(world, "H13", "bank", "nobody says who operates bank");
    fixture_state(world->model, "bank", "owner", "Third party");
    run(world);
    g_assert_cmpuint(count(world, "H13"), ==, 0);
}

static void
test_contradictions(World *world, gconstpointer data G_GNUC_UNUSED)
{
    draw(world);
    fixture_flow(world->model, "db", "web", "DF.Http");
    fixture_state(world->model, "browser->web", "encrypted", "Yes");
    run(world);
    g_assert_cmpuint(count(world, "H14"), ==, 0);
    fixture_state(world->model, "db->web", "encrypted", "Yes");
    run(world);
    expect(world, "H14", "db->web", "encrypted=Yes, but its type HTTP (plain) means No");
}

static void
test_features(World *world, gconstpointer data G_GNUC_UNUSED)
{
    draw(world);
    run(world);
    g_assert_cmpuint(count(world, "H15"), ==, 1);
    expect(world, "H15", "web", "accepts files (acceptsFiles), reads");
    fixture_state(world->model, "web", "acceptsFiles", "Yes");
    run(world);
    expect(world, "H15", "web", "whether web reads native objects");
}

/* Of many only the first are shown; the next one speaks for the others. */
static void
test_folding(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmMessage *last = NULL;

    draw(world);
    for (guint i = 0; i < 20; i++) {
        g_autofree char *id = g_strdup_printf("alone%u", i);
        fixture_element(world->model, id, "GE.P");
    }
    run(world);
    g_assert_cmpuint(count(world, "H01"), ==, 4);
    for (guint i = 0; i < world->report->messages->len; i++) {
        const TmMessage *message = g_ptr_array_index(world->report->messages, i);
        last = strcmp(message->code, "H01") == 0 ? message : last;
    }
    g_assert_nonnull(strstr(last->text, "17 times more"));
    g_assert_nonnull(strstr(last->text, "alone3, alone4"));
    g_assert_nonnull(strstr(last->text, "and 11 more"));
    g_assert_null(last->part);
}

/* Every code has a meaning and an advice. */
static void
test_codes(World *world G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
    for (guint i = 1; i <= 15; i++) {
        g_autofree char *code = g_strdup_printf("H%02u", i);
        const TmMessageCode *known = tm_message_code(code);
        g_assert_nonnull(known);
        g_assert_cmpuint(strlen(known->advice), >, 5);
    }
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
    add("/check-drawing/quiet", test_quiet);
    add("/check-drawing/elements", test_elements);
    add("/check-drawing/no-flows", test_no_flows);
    add("/check-drawing/flows", test_flows);
    add("/check-drawing/boundaries", test_boundaries);
    add("/check-drawing/classification", test_classification);
    add("/check-drawing/names", test_names);
    add("/check-drawing/vault", test_vault);
    add("/check-drawing/origin", test_origin);
    add("/check-drawing/many-processes", test_many_processes);
    add("/check-drawing/owners", test_owners);
    add("/check-drawing/contradictions", test_contradictions);
    add("/check-drawing/features", test_features);
    add("/check-drawing/folding", test_folding);
    add("/check-drawing/codes", test_codes);
    return g_test_run();
}
