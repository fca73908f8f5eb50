/* Models of Threat Dragon: what its cells become, and the threats that people wrote. */
#include <string.h>

#include "builtin.h"
#include "importers.h"

#define HEAD                                                                                       \
    "{\"summary\": {\"title\": \"T\"}, \"detail\": {\"diagrams\": [{\"id\": 7, \"title\": \"D\","  \
    " \"cells\": ["
#define TAIL "]}]}}"
#define ACTOR                                                                                      \
    "{\"shape\": \"actor\", \"id\": \"a\", \"position\": {\"x\": 0, \"y\": 0}, \"size\": "         \
    "{\"width\": 100, \"height\": 60}, \"data\": {\"name\": \"Alice\"}}"
#define STORE(data)                                                                                \
    "{\"shape\": \"store\", \"id\": \"s\", \"position\": {\"x\": 300, \"y\": 0}, \"size\": "       \
    "{\"width\": 100, \"height\": 60}, \"data\": {\"name\": \"Store\"" data "}}"
#define PROCESS(data)                                                                              \
    "{\"shape\": \"process\", \"id\": \"p\", \"position\": {\"x\": 300, \"y\": 200}, \"size\": "   \
    "{\"width\": 100, \"height\": 100}, \"data\": {\"name\": \"Worker\"" data "}}"
#define FLOW(ends, data)                                                                           \
    "{\"shape\": \"flow\", \"id\": \"f\", " ends ", \"data\": {\"name\": \"f\"" data "}}"

typedef struct {
    TmTemplate *template;
    TmModel *model;
} Read;

static void
set_up(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    g_autoptr(GArray) sources = tm_sources_new();

    tm_template_builtin("stride", sources);
    read->template =
        tm_template_load((const TmSource *)(gpointer)sources->data, sources->len, NULL);
}

static void
tear_down(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    g_clear_pointer(&read->model, tm_model_free);
    tm_template_free(read->template);
}

static const TmDiagram *
read_cells(Read *read, const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    g_autoptr(GError) error = NULL;

    g_clear_pointer(&read->model, tm_model_free);
    read->model = tm_import("t.json", bytes, read->template, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(read->model->format, ==, "threat-dragon");
    return g_ptr_array_index(read->model->diagrams, 0);
}

static const TmFlow *
flow_at(const TmDiagram *diagram, guint index)
{
    return g_ptr_array_index(diagram->flows, index);
}

static const TmDecision *
decision_at(const Read *read, guint index)
{
    return g_ptr_array_index(read->model->decisions, index);
}

static void
check_message(const Read *read, const char *code, const char *text)
{
    for (guint i = 0; i < read->model->messages->len; i++) {
        const TmMessage *message = g_ptr_array_index(read->model->messages, i);
        if (strcmp(message->code, code) == 0) {
            g_assert_cmpstr(message->text, ==, text);
            return;
        }
    }
    g_error("no message %s", code);
}

/* --- properties -------------------------------------------------------------------------- */

static void
check_value(const TmDiagram *diagram, const char *id, const char *name, const char *value)
{
    g_assert_cmpstr(tm_part_value(tm_diagram_find(diagram, id), name), ==, value);
}

static void
test_ticks(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    const TmDiagram *diagram = read_cells(
        read, HEAD STORE(", \"isALog\": true, \"isSigned\": true, \"isEncrypted\": false, "
                         "\"storesCredentials\": true, \"outOfScope\": true, "
                         "\"reasonOutOfScope\": \"not ours\"") "," PROCESS(", \"privilegeLevel\": "
                                                                           "\"root\", "
                                                                           "\"handlesCardPayment\":"
                                                                           " true") TAIL);

    check_value(diagram, "s", "storesLogs", "Yes");
    check_value(diagram, "s", "integrityAtRest", "Yes");
    check_value(diagram, "s", "storesCredentials", "Yes");
    check_value(diagram, "s", "encryptedAtRest", NULL);
    check_value(diagram, "s", "outOfScopeReason", "not ours");
    g_assert_true(tm_diagram_find(diagram, "s")->outOfScope);
    check_value(diagram, "p", "privilege", "System");
    check_value(diagram, "p", "transactional", "Yes");
    g_assert_false(tm_diagram_find(diagram, "p")->outOfScope);
}

/* What a cell is its author said; words only say which. */
static void
test_types(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    const TmDiagram *diagram =
        read_cells(read, HEAD "{\"shape\": \"actor\", \"id\": \"a\", \"data\": {\"name\": "
                              "\"Database\"}},"
                              "{\"shape\": \"store\", \"id\": \"s\", \"data\": {\"name\": "
                              "\"Web server\"}}," PROCESS(", \"isWebApplication\": true") TAIL);

    g_assert_cmpint(tm_diagram_find(diagram, "a")->kind, ==, TM_EXTERNAL);
    g_assert_cmpint(tm_diagram_find(diagram, "s")->kind, ==, TM_STORE);
    g_assert_cmpstr(tm_diagram_find(diagram, "p")->type, ==, "P.WebApp");
}

/* --- lines ------------------------------------------------------------------------------- */

static void
test_flow(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    const TmDiagram *diagram =
        read_cells(read, HEAD ACTOR "," PROCESS("") "," FLOW(
                             "\"source\": {\"cell\": \"a\"}, \"target\": {\"cell\": \"p\"}, "
                             "\"vertices\": [{\"x\": 200, \"y\": 20}]",
                             ", \"protocol\": \"HTTPS\", \"isBidirectional\": true") TAIL);
    const TmFlow *there = flow_at(diagram, 0);
    const TmFlow *back = flow_at(diagram, 1);

    g_assert_cmpuint(diagram->flows->len, ==, 2);
    g_assert_cmpstr(there->part.type, ==, "DF.Https");
    g_assert_cmpuint(there->n_points, ==, 3);
    g_assert_cmpfloat(there->points[0].x, ==, 50);
    g_assert_cmpfloat(there->points[1].x, ==, 200);
    g_assert_cmpfloat(there->points[2].y, ==, 250);
    g_assert_cmpstr(back->part.id, ==, "f~reverse");
    g_assert_cmpstr(back->cell, ==, "f");
    g_assert_true(back->reverse && back->source == there->target);
    g_assert_cmpfloat(back->points[0].y, ==, 250);
}

/* Nobody ticked the box before there was one: the head at the other end says it. */
static void
test_heads(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    const TmDiagram *diagram = read_cells(
        read, HEAD ACTOR "," PROCESS("") ","
                                         "{\"shape\": \"flow\", \"id\": \"f\", \"source\": "
                                         "{\"cell\": \"a\"}, \"target\": {\"cell\": \"p\"}, "
                                         "\"attrs\": {\"line\": {\"sourceMarker\": {\"name\": "
                                         "\"block\"}}}, \"data\": {\"name\": \"f\"}}" TAIL);

    g_assert_cmpuint(diagram->flows->len, ==, 2);
}

static void
test_loose_ends(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    const TmDiagram *diagram =
        read_cells(read, HEAD ACTOR "," PROCESS("") "," FLOW("\"source\": {\"x\": 130, \"y\": 30}, "
                                                             "\"target\": {\"x\": 320, \"y\": 210}",
                                                             "") TAIL);

    g_assert_cmpuint(diagram->flows->len, ==, 1);
    g_assert_cmpstr(flow_at(diagram, 0)->source->part.id, ==, "a");
    g_assert_cmpstr(flow_at(diagram, 0)->target->part.id, ==, "p");
    diagram = read_cells(read, HEAD ACTOR "," FLOW("\"source\": {\"cell\": \"a\"}, \"target\": "
                                                   "{\"x\": 900, \"y\": 0}",
                                                   "") TAIL);
    g_assert_cmpuint(diagram->flows->len, ==, 0);
    check_message(read, "H20",
                  "the flow \"f\" from Alice to nothing is left out: it does not join two "
                  "elements");
}

/* --- threats ----------------------------------------------------------------------------- */

static void
test_threats(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    const TmDecision *decision;

    read_cells(
        read,
        HEAD PROCESS(", \"threats\": [{\"title\": \"One\", \"number\": 3, \"status\": \"Open\", "
                     "\"severity\": \"TBD\", \"type\": \"Denial of service\", \"mitigation\": "
                     "\"Provide remediation for this threat or a reason if status is N/A\"}, "
                     "{\"title\": \"Two\", \"number\": 3, \"status\": \"Accepted\", \"severity\": "
                     "\"critical\", \"type\": \"Unawareness\", \"mitigation\": \"Rare.\"}, "
                     "{\"title\": \"Three\", \"status\": \"Whatever\"}]") TAIL);
    g_assert_cmpuint(read->model->decisions->len, ==, 3);
    decision = decision_at(read, 0);
    g_assert_cmpstr(decision->id, ==, "U3");
    g_assert_cmpstr(decision->target, ==, "p");
    g_assert_cmpstr(decision->category, ==, "Denial of Service");
    g_assert_cmpstr(decision->justification, ==, "");
    g_assert_cmpint(decision->severity, ==, TM_MEDIUM);
    g_assert_cmpint(decision->state, ==, TM_STATE_NOT_STARTED);
    g_assert_true(decision->custom && decision->touched);
    decision = decision_at(read, 1);
    g_assert_cmpstr(decision->id, ==, "U3~2");
    g_assert_cmpstr(decision->category, ==, "Unawareness");
    g_assert_cmpstr(decision->justification, ==, "Accepted: Rare.");
    g_assert_cmpint(decision->severity, ==, TM_CRITICAL);
    g_assert_cmpint(decision->state, ==, TM_STATE_MITIGATED);
    g_assert_cmpstr(decision_at(read, 2)->id, ==, "U3@7/p");
    check_message(read, "H23",
                  "nothing is known of the state \"Whatever\": the threat counts as not started");
}

/* They are in the report with the severity that people gave them, and decided again beside. */
static void
test_report(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    static const char book[] = "drawbridge: 1\nthreats:\n  U3:\n    state: mitigated\n"
                               "    justification: Done.\n";
    g_autoptr(GBytes) bytes = g_bytes_new_static(book, strlen(book));
    g_autoptr(TmRegister) beside = tm_register_load("t.yaml", bytes, NULL);
    const TmDecided decided = {beside, NULL};
    g_autoptr(TmReport) report = NULL;
    guint found = 0;

    read_cells(read,
               HEAD STORE(", \"threats\": [{\"title\": \"One\", \"number\": 3, \"status\": "
                          "\"Open\", \"severity\": \"Critical\", \"type\": \"Tampering\"}]") TAIL);
    report = tm_check(read->model, read->template, &decided);
    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(report->threats, i);
        if (!threat->custom)
            continue;
        found++;
        g_assert_cmpint(threat->severity, ==, TM_CRITICAL);
        g_assert_cmpint(threat->state, ==, TM_STATE_MITIGATED);
        g_assert_cmpint(threat->type->scope, ==, TM_SCOPE_TARGET);
        g_assert_cmpstr(threat->target->part.id, ==, "s");
        g_assert_false(threat->stale);
    }
    g_assert_cmpuint(found, ==, 1);
}

/* --- the file ---------------------------------------------------------------------------- */

static void
test_odd_cells(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    const TmDiagram *diagram = read_cells(read, HEAD ACTOR "," ACTOR ", 7, [], {\"shape\": "
                                                           "\"cloud\", \"id\": \"c\"}" TAIL);

    g_assert_cmpuint(diagram->elements->len, ==, 2);
    g_assert_cmpstr(diagram->prefix, ==, "7/");
    check_message(read, "H27", "another cell has the id a: this one is a~2");
}

static void
add_test(const char *name, void (*test)(Read *read, gconstpointer data))
{
    g_test_add(name, Read, NULL, set_up, test, tear_down);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add_test("/threat-dragon/ticks", test_ticks);
    add_test("/threat-dragon/types", test_types);
    add_test("/threat-dragon/flow", test_flow);
    add_test("/threat-dragon/heads", test_heads);
    add_test("/threat-dragon/loose-ends", test_loose_ends);
    add_test("/threat-dragon/threats", test_threats);
    add_test("/threat-dragon/report", test_report);
    add_test("/threat-dragon/odd-cells", test_odd_cells);
    return g_test_run();
}
