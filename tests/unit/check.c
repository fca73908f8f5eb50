/* From rules to threats: scopes, ids, suppression, questions, severity, steps. */
#include "check-own.h"

#include <string.h>

#include "crossing.h"
#include "fixture.h"
#include "severity.h"

typedef struct {
    TmTemplate *template;
    TmModel *model;
    TmReport *report;
} World;

static void
set_up(World *world, gconstpointer threat)
{
    world->template = fixture_template(threat);
    world->model = fixture_model();
}

static void
tear_down(World *world, gconstpointer threat G_GNUC_UNUSED)
{
    tm_report_free(world->report);
    tm_model_free(world->model);
    tm_template_free(world->template);
}

static const TmThreat *
run(World *world, guint threats)
{
    tm_crossing_compute(world->model);
    world->report = tm_check(world->model, world->template, NULL);
    g_assert_cmpuint(world->report->threats->len, ==, threats);
    return threats > 0 ? world->report->threats->pdata[0] : NULL;
}

static void
check_why(const World *world, const TmThreat *threat, const char *want)
{
    g_autofree char *why = tm_threat_why(world->report, threat);

    g_assert_cmpstr(why, ==, want);
}

#define RULE(scope, more)                                                                          \
    "id: X1\ntitle: \"{source.Name} at {TARGET.name} by {flow.Name} {target.authn} {nothing}\"\n"  \
    "category: Spoofing\ninclude: \"target is 'GE.P' and not target.authn is 'Yes'\"\n"            \
    "scope: " scope "\nlikelihood: 3\nimpact: either\nposition: flow\n"                            \
    "ask: {target.authn: \"Does {target.Name} ask who calls?\"}\ndescription: D\n" more

static void
two_callers(World *world)
{
    fixture_element(world->model, "u v", "EI.User");
    fixture_element(world->model, "b", "EI.User");
    fixture_element(world->model, "web", "P.Web");
    fixture_flow(world->model, "u v", "web", NULL);
    fixture_flow(world->model, "b", "web", "DF.Https");
}

static void
test_pair(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmThreat *threat;

    two_callers(world);
    threat = run(world, 2);
    g_assert_cmpstr(threat->id, ==, "X1@b:web");
    g_assert_cmpstr(((TmThreat *)world->report->threats->pdata[1])->id, ==, "X1@u%20v:web");
    g_assert_cmpstr(threat->title, ==, "b at web by the flow Unknown {nothing}");
    check_why(world, threat, "L = 3 base +0 External = 3; I = 2 Unknown; 6 Medium");
    g_assert_cmpstr(threat->priority, ==, "Medium");
}

static void
test_target(World *world, gconstpointer data G_GNUC_UNUSED)
{
    g_autofree char *ask = NULL;
    const TmThreat *threat;
    const TmQuestion *question;

    two_callers(world);
    ((TmDiagram *)world->model->diagrams->pdata[0])->prefix = "page-2/";
    threat = run(world, 1);
    g_assert_cmpstr(threat->id, ==, "X1@page-2/web");
    g_assert_cmpuint(threat->flows->len, ==, 2);
    g_assert_false(threat->stated);
    g_assert_cmpuint(threat->questions->len, ==, 1);
    question = threat->questions->pdata[0];
    ask = tm_threat_ask(world->report, threat, question);
    g_assert_cmpstr(ask, ==, "Does web ask who calls?");
    g_assert_cmpstr(question->clears, ==, "Yes");
    g_assert_cmpstr(question->part->id, ==, "web");
}

/* Where a part calls itself, the question is that about the target all the same. */
static void
test_loop(World *world, gconstpointer data G_GNUC_UNUSED)
{
    g_autofree char *ask = NULL;
    const TmThreat *threat;

    fixture_element(world->model, "web", "P.Web");
    fixture_flow(world->model, "web", "web", NULL);
    threat = run(world, 1);
    g_assert_cmpuint(threat->questions->len, ==, 1);
    ask = tm_threat_ask(world->report, threat, threat->questions->pdata[0]);
    g_assert_cmpstr(ask, ==, "Does web ask who calls?");
}

/* An unsafe answer makes the flaw certain, and one step likelier. */
static void
test_stated(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmThreat *threat;

    two_callers(world);
    fixture_state(world->model, "web", "authn", "No");
    threat = run(world, 1);
    g_assert_true(threat->stated);
    g_assert_cmpuint(threat->questions->len, ==, 0);
    g_assert_cmpuint(threat->likelihood, ==, 4);
    g_assert_cmpint(threat->severity, ==, TM_HIGH);
}

#define ODD_RULE                                                                                   \
    "id: X1\ntitle: T\ncategory: Spoofing\ninclude: \"target is 'GE.P' and not target.authn is "   \
    "'No'\"\nscope: target\nlikelihood: 3\nimpact: either\nposition: flow\ndescription: D\n"

/* Another answer than the safe one is a question only where the rule asks. */
static void
test_other_answer(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmThreat *threat;
    const TmQuestion *question;

    two_callers(world);
    threat = run(world, 1);
    g_assert_false(threat->stated);
    g_assert_cmpuint(threat->questions->len, ==, 1);
    question = threat->questions->pdata[0];
    g_assert_cmpstr(question->clears, ==, "No");
}

static void
test_unasked_answer(World *world, gconstpointer data G_GNUC_UNUSED)
{
    two_callers(world);
    g_assert_true(run(world, 1)->stated);
}

static void
test_cleared(World *world, gconstpointer data G_GNUC_UNUSED)
{
    two_callers(world);
    fixture_state(world->model, "web", "authn", "Yes");
    run(world, 0);
}

static void
test_model(World *world, gconstpointer data G_GNUC_UNUSED)
{
    two_callers(world);
    g_assert_cmpstr(run(world, 1)->id, ==, "X1");
}

static void
test_out_of_scope(World *world, gconstpointer data G_GNUC_UNUSED)
{
    two_callers(world);
    fixture_part(world->model, "web")->outOfScope = TRUE;
    run(world, 0);
}

static void
test_off(World *world, gconstpointer data G_GNUC_UNUSED)
{
    two_callers(world);
    ((TmDiagram *)world->model->diagrams->pdata[0])->off = TRUE;
    run(world, 0);
}

/* Both ways of a pair are one threat under one id, whichever comes first in the file. */
static void
test_mutual(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmThreat *threat;

    fixture_element(world->model, "z", "GE.P");
    fixture_element(world->model, "a", "GE.P");
    fixture_flow(world->model, "z", "a", NULL);
    fixture_flow(world->model, "a", "z", NULL);
    threat = run(world, 1);
    g_assert_cmpstr(threat->id, ==, "X1@a:z");
    g_assert_cmpuint(threat->flows->len, ==, 2);
}

static void
test_takeover_and_internet(World *world, gconstpointer data G_GNUC_UNUSED)
{
    two_callers(world);
    fixture_boundary(world->model, "net", "TB.Internet");
    fixture_put_inside(world->model, "b", "net");
    fixture_state(world->model, "web", "criticality", "High");
    check_why(world, run(world, 1),
              "L = 3 base +1 Internet = 4; I = 3 High +1 takeover = 4; 16 Critical");
}

/* A step does a little; ending early gives back all memory and loses nothing that is done. */
static void
test_steps(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmCheck *check;
    TmCheck *early;
    guint steps = 0;

    two_callers(world);
    early = tm_check_begin(world->model, world->template, NULL);
    g_assert_true(tm_check_step(early));
    tm_report_free(tm_check_end(early));
    check = tm_check_begin(world->model, world->template, NULL);
    while (tm_check_step(check))
        steps++;
    world->report = tm_check_end(check);
    g_assert_cmpuint(steps, ==,
                     6); /* facts, rules, what suppresses, one group, no other, drawing */
    g_assert_cmpuint(world->report->threats->len, ==, 1);
}

static gboolean
says(const TmReport *report, const char *code)
{
    for (guint i = 0; i < report->messages->len; i++)
        if (strcmp(((TmMessage *)report->messages->pdata[i])->code, code) == 0)
            return TRUE;
    return FALSE;
}

static void
test_messages(World *world, gconstpointer data G_GNUC_UNUSED)
{
    two_callers(world);
    fixture_element(world->model, "alone", "GE.P");
    fixture_element(world->model, "db", "DS.Sql");
    fixture_flow(world->model, "b", "u v", NULL);
    fixture_state(world->model, "web", "authn", "Perhaps");
    fixture_flow(world->model, "web", "db", NULL);
    fixture_state(world->model, "web->db", "writes", "Write");
    run(world, 1);
    g_assert_true(says(world->report, "H01"));
    g_assert_true(says(world->report, "H02"));
    g_assert_true(says(world->report, "H04"));
    g_assert_true(says(world->report, "H05"));
    g_assert_true(says(world->report, "H26"));
    g_assert_false(says(world->report, "H09"));
    g_assert_false(says(world->report, "H10"));
}

static void
add(const char *path, const char *threat, void (*test)(World *, gconstpointer))
{
    g_test_add(path, World, threat, set_up, test, tear_down);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add("/check/pair", RULE("pair", ""), test_pair);
    add("/check/target", RULE("target", ""), test_target);
    add("/check/loop", RULE("target", ""), test_loop);
    add("/check/stated", RULE("target", ""), test_stated);
    add("/check/other-answer", ODD_RULE "ask: {target.authn: \"Is it open?\"}\n",
        test_other_answer);
    add("/check/unasked-answer", ODD_RULE, test_unasked_answer);
    add("/check/cleared", RULE("target", ""), test_cleared);
    add("/check/model", RULE("model", ""), test_model);
    add("/check/out-of-scope", RULE("target", ""), test_out_of_scope);
    add("/check/off", RULE("target", ""), test_off);
    add("/check/mutual", RULE("pair", "mutual: true\n"), test_mutual);
    add("/check/takeover",
        "id: X1\ntitle: T\ncategory: Spoofing\ninclude: \"target is 'GE.P'\"\nscope: target\n"
        "likelihood: 3\nimpact: takeover\nposition: flow\ndescription: D\n"
        "exclude: \"target.authn is 'Yes'\"\n",
        test_takeover_and_internet);
    add("/check/steps", RULE("target", ""), test_steps);
    add("/check/messages", RULE("target", ""), test_messages);
    return g_test_run();
}
