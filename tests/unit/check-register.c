/* A register joins a report: answers, decisions, days that are over, threats that a person added.
 */
#include "decided-world.h"

/* --- answers ----------------------------------------------------------------------------- */

static void
test_answer(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmPart *web = fixture_part(world->model, "web");
    g_autoptr(GPtrArray) values = NULL;

    fixture_state(world->model, "web", "authn", "Unknown");
    fixture_state(world->model, "web", "owner", "Own team");
    run(world, "answers:\n  web: {authn: Yes, owner: Own team}\n");
    g_assert_cmpuint(world->report->threats->len, ==, 0);
    g_assert_cmpstr(tm_report_value(world->report, web, "authn"), ==, "Yes");
    g_assert_cmpstr(tm_report_value(world->report, web, "owner"), ==, "Own team");
    g_assert_null(tm_report_value(world->report, web, "criticality"));
    values = tm_report_values(world->report, web);
    g_assert_cmpuint(values->len, ==, 2);
    g_assert_null(message(world, "H43"));
    g_assert_null(message(world, "H26"));
}

static void
test_contradiction(World *world, gconstpointer data G_GNUC_UNUSED)
{
    fixture_state(world->model, "web", "authn", "No");
    run(world, "answers:\n  web: {authn: Yes}\n");
    g_assert_cmpuint(world->report->threats->len, ==, 2);
    check_message(world, "H43", 3, 9,
                  "the diagram says authn=No of web, and the register Yes: the diagram counts");
    g_assert_cmpstr(message(world, "H43")->part->id, ==, "web");
}

/* What no rule understands says nothing. */
static void
test_answer_of_a_mistake(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmPart *web = fixture_part(world->model, "web");

    fixture_state(world->model, "web", "authn", "Perhaps");
    run(world, "answers:\n  web: {authn: Yes}\n");
    g_assert_cmpuint(world->report->threats->len, ==, 0);
    g_assert_cmpstr(tm_report_value(world->report, web, "authn"), ==, "Yes");
    g_assert_null(message(world, "H43"));
    g_assert_cmpstr(message(world, "H26")->text, ==, "authn cannot be 'Perhaps'");
}

static void
test_answer_mistakes(World *world, gconstpointer data G_GNUC_UNUSED)
{
    static const struct {
        const char *value;
        const char *text;
    } mistakes[] = {
        {"authn: Perhaps", "authn cannot be 'Perhaps'"},
        {"nothing: Yes", "no property is called nothing"},
        {"taint: Yes", "taint is computed and cannot be answered"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        g_autofree char *text = g_strdup_printf("answers: {web: {%s}}\n", mistakes[i].value);
        run(world, text);
        check_message(world, "H26", 2, 17, mistakes[i].text);
        g_assert_cmpuint(world->report->threats->len, ==, 2);
        g_clear_pointer(&world->report, tm_report_free);
        g_clear_pointer(&world->beside, tm_register_free);
    }
    run(world, "answers: {wob: {authn: Yes}}\n");
    check_message(world, "H42", 2, 11, "wob, about which there are answers, is not in the diagram");
}

/* Ids are written as in those of threats. */
static void
test_subject_names(World *world, gconstpointer data G_GNUC_UNUSED)
{
    ((TmDiagram *)world->model->diagrams->pdata[0])->prefix = "p/";
    fixture_element(world->model, "a b", "P.Web");
    run(world, "answers:\n"
               "  p/web: {authn: Yes}\n"
               "  p/a%20b: {authn: Yes}\n"
               "  p/web-%3Edb: {encrypted: Yes}\n");
    g_assert_null(message(world, "H42"));
    g_assert_cmpuint(g_hash_table_size(world->report->answers), ==, 3);
}

/* What the diagram says, such as a name, gives way; what the register lacks stays. */
static void
test_metadata(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmValue *value;

    world->model->name = "shop";
    tm_model_add_metadata(world->model, "owner", "drawn", TM_NOWHERE);
    tm_model_add_metadata(world->model, "reviewer", "drawn", TM_NOWHERE);
    tm_model_add_metadata(world->model, "note", "one", TM_NOWHERE);
    tm_model_add_metadata(world->model, "note", "two", TM_NOWHERE);
    run(world, "model: {name: Web shop, owner: payments}\n");
    g_assert_cmpstr(world->report->name, ==, "Web shop");
    g_assert_cmpuint(world->report->metadata->len, ==, 4);
    value = world->report->metadata->pdata[0];
    g_assert_cmpstr(value->value, ==, "payments");
    value = world->report->metadata->pdata[1];
    g_assert_cmpstr(value->value, ==, "drawn");
}

/* --- decisions --------------------------------------------------------------------------- */

static void
test_decision(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmThreat *threat;

    run(world, "threats:\n"
               "  X1@user:web: {state: mitigated, justification: MFA, priority: P2, owner: o,\n"
               "    expires: 2026-11-21}\n"
               "  X1@boss:web: {owner: b, notes: ask}\n");
    threat = find(world, "X1@user:web");
    g_assert_cmpstr(threat->decision->notes, ==, "");
    g_assert_cmpint(threat->state, ==, TM_STATE_MITIGATED);
    g_assert_cmpstr(threat->justification, ==, "MFA");
    g_assert_cmpstr(threat->priority, ==, "P2");
    g_assert_cmpstr(threat->decision->owner, ==, "o");
    g_assert_false(threat->expired);
    threat = find(world, "X1@boss:web");
    g_assert_cmpint(threat->state, ==, TM_STATE_NOT_STARTED);
    g_assert_cmpstr(threat->decision->notes, ==, "ask");
    g_assert_cmpstr(threat->priority, ==, "Medium");
    g_assert_cmpuint(world->report->threats->len, ==, 2);
}

/* A template may have its own list. */
static void
test_priority(World *world, gconstpointer data G_GNUC_UNUSED)
{
    g_ptr_array_add(world->template->priorities, (gpointer) "P1");
    g_ptr_array_add(world->template->priorities, (gpointer) "P2");
    run(world, "threats: {X1@user:web: {priority: High}, X1@boss:web: {priority: P1}}\n");
    check_message(world, "H26", 2, 11,
                  "the priority of X1@user:web cannot be 'High': the template has P1, P2");
    g_assert_cmpstr(find(world, "X1@boss:web")->priority, ==, "P1");
}

static void
test_expired(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmThreat *threat;

    run(world, "threats:\n"
               "  X1@user:web: {state: not-applicable, justification: j, expires: 2026-11-20}\n");
    threat = find(world, "X1@user:web");
    g_assert_true(threat->expired);
    g_assert_cmpint(threat->state, ==, TM_STATE_NOT_STARTED);
    g_assert_cmpstr(threat->justification, ==, "j");
    check_message(world, "H44", 3, 3,
                  "the decision about X1@user:web held until 2026-11-20: the threat counts "
                  "as not reviewed");
}

static void
decide_in_model(World *world, const char *id, const char *at)
{
    TmDecision *decision = tm_model_add_decision(world->model, (TmPlace){9, 9});

    decision->id = id;
    decision->at = at;
    decision->number = "7";
    decision->title = "Frozen";
    decision->state = TM_STATE_NEEDS_INVESTIGATION;
    decision->touched = *at != '\0';
}

/* Of a decision in the diagram and one in the register the newer counts; on the same day the
 * register. What the diagram says besides stays. */
static void
test_two_decisions(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmThreat *threat;

    decide_in_model(world, "X1@user:web", "2026-05-05T10:00:00");
    decide_in_model(world, "X1@boss:web", "2026-05-06T10:00:00");
    run(world, "threats:\n"
               "  X1@boss:web: {state: mitigated, justification: j, at: 2026-05-05}\n"
               "  X1@user:web: {state: mitigated, justification: j, at: 2026-05-05}\n");
    threat = find(world, "X1@user:web");
    g_assert_cmpint(threat->state, ==, TM_STATE_MITIGATED);
    g_assert_cmpstr(threat->title, ==, "Frozen");
    g_assert_cmpstr(threat->decision->number, ==, "7");
    g_assert_cmpstr(threat->decision->at, ==, "2026-05-05");
    threat = find(world, "X1@boss:web");
    g_assert_cmpint(threat->state, ==, TM_STATE_NEEDS_INVESTIGATION);
}

static void
test_untouched_in_model(World *world, gconstpointer data G_GNUC_UNUSED)
{
    decide_in_model(world, "X1@user:web", "");
    run(world, "threats: {X1@user:web: {state: mitigated, justification: j}}\n");
    g_assert_cmpint(find(world, "X1@user:web")->state, ==, TM_STATE_MITIGATED);
    g_assert_null(message(world, "H45"));
}

/* --- threats that a person added --------------------------------------------------------- */

#define CUSTOM(id, subjects)                                                                       \
    "  - {id: " id ", title: \"Tapes\", category: Spoofing, severity: high, subjects: " subjects   \
    "}\n"

static void
test_custom(World *world, gconstpointer data G_GNUC_UNUSED)
{
    const TmThreat *threat;

    run(world, "custom:\n" CUSTOM("U1", "[db]") CUSTOM("U2", "[user, web]")
                   CUSTOM("U3", "[web-%3Edb]") CUSTOM("U4", "[]"));
    threat = find(world, "U1");
    g_assert_true(threat->custom);
    g_assert_null(threat->source);
    g_assert_cmpstr(threat->target->part.id, ==, "db");
    g_assert_cmpint(threat->severity, ==, TM_HIGH);
    g_assert_cmpstr(threat->priority, ==, "High");
    g_assert_cmpint(threat->type->scope, ==, TM_SCOPE_TARGET);
    threat = find(world, "U2");
    g_assert_cmpstr(threat->source->part.id, ==, "user");
    g_assert_cmpstr(threat->target->part.id, ==, "web");
    threat = find(world, "U3");
    g_assert_cmpstr(threat->flow->part.id, ==, "web->db");
    g_assert_cmpstr(threat->source->part.id, ==, "web");
    threat = find(world, "U4");
    g_assert_cmpint(threat->type->scope, ==, TM_SCOPE_MODEL);
    g_assert_nonnull(threat->diagram);
}

static void
test_custom_mistakes(World *world, gconstpointer data G_GNUC_UNUSED)
{
    TmDecision *inside = tm_model_add_decision(world->model, (TmPlace){9, 9});

    inside->id = "U1";
    inside->custom = TRUE;
    run(world, "custom:\n" CUSTOM("U1", "[nobody, db]"));
    check_message(world, "H42", 3, 10, "nobody, which U1 is about, is not in the diagram");
    check_message(world, "H27", 3, 10, "another threat is called U1: this one is U1~2");
    g_assert_cmpstr(find(world, "U1~2")->target->part.id, ==, "db");
    g_assert_nonnull(find(world, "U1"));
}

/* A model without a page has no place for a threat. */
static void
test_no_page(World *world, gconstpointer data G_GNUC_UNUSED)
{
    g_ptr_array_set_size(world->model->diagrams, 0);
    run(world, "threats: {X1@a:b: {}}\ncustom:\n" CUSTOM("U1", "[db]"));
    g_assert_cmpuint(world->report->threats->len, ==, 0);
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
    add("/check-register/answer", test_answer);
    add("/check-register/contradiction", test_contradiction);
    add("/check-register/answer-of-a-mistake", test_answer_of_a_mistake);
    add("/check-register/answer-mistakes", test_answer_mistakes);
    add("/check-register/subject-names", test_subject_names);
    add("/check-register/metadata", test_metadata);
    add("/check-register/decision", test_decision);
    add("/check-register/priority", test_priority);
    add("/check-register/expired", test_expired);
    add("/check-register/two-decisions", test_two_decisions);
    add("/check-register/untouched-in-model", test_untouched_in_model);
    add("/check-register/custom", test_custom);
    add("/check-register/custom-mistakes", test_custom_mistakes);
    add("/check-register/no-page", test_no_page);
    return g_test_run();
}
