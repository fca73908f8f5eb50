/* Open Threat Models: zones, components, flows, assets and threats. */
#include <string.h>

#include "builtin.h"
#include "importers.h"

#define HEAD "otmVersion: 0.2.0\nproject: {name: N, id: n}\n"
#define ZONE "trustZones: [{id: z, name: Zone, risk: {trustRating: 1}}]\n"

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
read_text(Read *read, const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    g_autoptr(GError) error = NULL;

    g_clear_pointer(&read->model, tm_model_free);
    read->model = tm_import("t.otm", bytes, read->template, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(read->model->format, ==, "otm");
    return g_ptr_array_index(read->model->diagrams, 0);
}

static const TmDecision *
decision_at(const Read *read, guint index)
{
    return g_ptr_array_index(read->model->decisions, index);
}

static void
check_value(const TmDiagram *diagram, const char *id, const char *name, const char *value)
{
    g_assert_cmpstr(tm_part_value(tm_diagram_find(diagram, id), name), ==, value);
}

/* --- finding the format ------------------------------------------------------------------ */

static void
check_found(const char *text, const char *name)
{
    const TmImporter *importer = tm_importer(name);

    g_assert_true(importer->probe(text, strlen(text)));
}

static void
test_found(Read *read G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
    const TmImporter *otm = tm_importer("otm");
    static const char schema[] = "{\"properties\": {\"otmVersion\": {\"type\": \"string\"}}}";

    check_found("\xef\xbb\xbfotmVersion: 0.2.0\n", "otm");
    check_found("---\n# a comment\notmVersion: 0.1.0\n", "otm");
    check_found(" {\"project\": {}, \"otmVersion\" : \"0.2.0\"}", "otm");
    g_assert_false(otm->probe(schema, strlen(schema)));
    g_assert_false(otm->probe("x: otmVersion: 1\n", 17));
    g_assert_false(otm->probe("{\"otmVersion\"", 13));
}

/* --- what is inside of what -------------------------------------------------------------- */

/* A network that holds others is a boundary; where data flows to it, it is an element. */
static void
test_places(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    const TmDiagram *diagram =
        read_text(read, HEAD ZONE "components:\n"
                                  "  - {id: v, name: V, type: vpc, parent: {trustZone: z}}\n"
                                  "  - {id: w, name: W, type: vpc, parent: {trustZone: z}}\n"
                                  "  - {id: a, name: A, type: ec2, parent: {component: v}}\n"
                                  "  - {id: b, name: B, type: ec2, parent: {component: w}}\n"
                                  "dataflows: [{id: f, name: F, source: a, destination: w}]\n");
    const TmPart *a = tm_diagram_find(diagram, "a");

    g_assert_cmpint(tm_diagram_find(diagram, "v")->kind, ==, TM_BOUNDARY);
    g_assert_cmpint(tm_diagram_find(diagram, "w")->kind, ==, TM_PROCESS);
    g_assert_cmpuint(a->inside->len, ==, 2);
    g_assert_cmpstr(((const TmPart *)g_ptr_array_index(a->inside, 0))->id, ==, "v");
    g_assert_cmpstr(((const TmPart *)g_ptr_array_index(a->inside, 1))->id, ==, "z");
    g_assert_cmpuint(tm_diagram_find(diagram, "b")->inside->len, ==, 1);
    g_assert_cmpuint(diagram->flows->len, ==, 1);
}

static void
test_circle(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    const TmDiagram *diagram =
        read_text(read, HEAD "representations: [{id: d, name: D, type: diagram}]\n"
                             "trustZones:\n"
                             "  - {id: x, name: X, parent: {trustZone: y}}\n"
                             "  - {id: y, name: Y, parent: {trustZone: x}}\n"
                             "  - {id: me, name: Me, parent: {trustZone: me}}\n");

    g_assert_cmpuint(diagram->boundaries->len, ==, 3);
    g_assert_cmpuint(tm_diagram_find(diagram, "x")->inside->len, ==, 1);
    g_assert_cmpuint(tm_diagram_find(diagram, "me")->inside->len, ==, 0);
}

/* Positions count from the parent; what does not fit is not placed. */
static void
test_positions(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    static const char text[] = HEAD
        "representations: [{id: d, name: D, type: diagram}]\n"
        "trustZones:\n"
        "  - id: z\n    name: Z\n    representations:\n"
        "      - {representation: d, position: {x: 100, y: 50}, size: {width: 90, height: 90}}\n"
        "components:\n"
        "  - id: c\n    name: C\n    type: ec2\n    parent: {trustZone: z}\n"
        "    representations:\n"
        "      - {representation: d, position: {x: %s, y: 5}, size: {width: 50, height: 40}}\n";
    g_autofree char *fits = NULL;
    g_auto(GStrv) halves = g_strsplit(text, "%s", 2);
    const TmElement *element;
    g_autofree char *sticks_out = g_strjoinv("80", halves);

    fits = g_strjoinv("10", halves);
    element = g_ptr_array_index(read_text(read, fits)->elements, 0);
    g_assert_true(element->placed);
    g_assert_cmpfloat(element->box.x, ==, 110);
    g_assert_cmpfloat(element->box.y, ==, 55);
    element = g_ptr_array_index(read_text(read, sticks_out)->elements, 0);
    g_assert_false(element->placed);
}

/* --- values ------------------------------------------------------------------------------ */

static void
test_values(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    const TmDiagram *diagram = read_text(
        read,
        HEAD "assets:\n"
             "  - {id: x, name: X, risk: {confidentiality: 60, integrity: 1, availability: 0}}\n"
             "components:\n"
             "  - id: c\n    name: C\n    type: P.Pod,P.WebApp\n"
             "    assets: {stored: [x]}\n"
             "    attributes: {authn: true, 'Logs security events': 'no', 'Logs': 'no',\n"
             "      mfa: null, 'Out Of Scope': 'true'}\n"
             "  - {id: d, name: D, type: P.Pod, attributes: {tm_type: 'P.Pod,P.WebApp'}}\n"
             "  - {id: e, name: Web server, type: rds}\n");
    const TmPart *d = tm_diagram_find(diagram, "d");

    check_value(diagram, "c", "authn", "Yes");
    check_value(diagram, "c", "audit", "No");
    check_value(diagram, "c", "mfa", NULL);
    check_value(diagram, "c", "classification", "Confidential");
    check_value(diagram, "c", "criticality", "Low");
    g_assert_true(tm_diagram_find(diagram, "c")->outOfScope);
    g_assert_cmpstr(d->type, ==, "P.Pod");
    g_assert_cmpstr(g_ptr_array_index(d->facets, 0), ==, "P.WebApp");
    g_assert_true(d->stated);
    g_assert_cmpstr(tm_diagram_find(diagram, "e")->type, ==, "DS.Sql");
}

/* The same file says the same in every language. */
static void
test_language(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    g_assert_true(tm_template_speak(read->template, "de"));
    check_value(read_text(read, HEAD "components: [{id: c, name: C, type: P.WebApp,\n"
                                     "  attributes: {'Logs security events': 'no'}}]\n"),
                "c", "audit", "No");
}

static void
test_flows(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    const TmDiagram *diagram =
        read_text(read, HEAD
                  "components: [{id: a, name: A, type: ec2}, {id: b, name: B, type: s3}]\n"
                  "dataflows:\n"
                  "  - {id: f, name: 0c7e1a00-0000-4000-8000-000000000001, source: a, destination: "
                  "b,\n     bidirectional: true, tags: ['443', https]}\n");
    const TmFlow *there = g_ptr_array_index(diagram->flows, 0);
    const TmFlow *back = g_ptr_array_index(diagram->flows, 1);

    g_assert_cmpstr(there->part.name, ==, "");
    g_assert_cmpstr(there->part.type, ==, "DF.Https");
    g_assert_cmpstr(back->part.id, ==, "f~reverse");
    g_assert_cmpstr(back->cell, ==, "f");
    g_assert_true(back->reverse && back->source == there->target);
}

/* --- threats ----------------------------------------------------------------------------- */

static void
test_threats(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    const TmDecision *decision;

    read_text(
        read, HEAD
        "components:\n"
        "  - {id: a, name: A, type: ec2, threats: [{threat: t, state: mitigated, mitigations:\n"
        "      [{mitigation: m, state: implemented}, {mitigation: n, state: required}]}]}\n"
        "  - {id: b, name: B, type: ec2, threats: [{threat: t, state: AutoGenerated}]}\n"
        "threats:\n"
        "  - {id: t, name: T, categories: [spoofing, X], cwes: [CWE-1],\n"
        "     risk: {likelihood: 50, impact: 100}}\n"
        "  - {id: u, name: U, risk: {likelihood: 1, impact: 1}}\n"
        "mitigations: [{id: m, name: Done}, {id: n, name: Wanted}]\n");
    g_assert_cmpuint(read->model->decisions->len, ==, 3);
    decision = decision_at(read, 0);
    g_assert_cmpstr(decision->id, ==, "Ut@a");
    g_assert_cmpstr(decision->justification, ==, "Done");
    g_assert_cmpstr(decision->category, ==, "Spoofing");
    g_assert_cmpstr(decision->description, ==,
                    "Categories: spoofing, X\nCWE: CWE-1\nMitigations: Wanted (required)");
    g_assert_cmpint(decision->severity, ==, TM_HIGH);
    g_assert_cmpint(decision->state, ==, TM_STATE_MITIGATED);
    decision = decision_at(read, 1);
    g_assert_cmpstr(decision->id, ==, "Ut@b");
    g_assert_cmpint(decision->state, ==, TM_STATE_NOT_STARTED);
    decision = decision_at(read, 2);
    g_assert_cmpstr(decision->id, ==, "Uu");
    g_assert_cmpstr(decision->target, ==, "");
    g_assert_cmpint(decision->severity, ==, TM_LOW);
}

/* In our own files a threat that a rule found is the rule's again. */
static void
test_ours(Read *read, gconstpointer data G_GNUC_UNUSED)
{
    const TmDecision *decision;

    read_text(read,
              HEAD "components: [{id: a, name: A, type: ec2, threats: [{threat: 'S01@a', state: "
                   "mitigated}, {threat: U1, state: exposed}]}]\n"
                   "threats:\n"
                   "  - {id: 'S01@a', name: T, attributes: {tm_threat: S01, justification: Why}}\n"
                   "  - {id: U1, name: T, attributes: {tm_threat: custom}}\n");
    decision = decision_at(read, 0);
    g_assert_cmpstr(decision->id, ==, "S01@a");
    g_assert_cmpstr(decision->type, ==, "S01");
    g_assert_cmpstr(decision->justification, ==, "Why");
    g_assert_true(decision->touched && !decision->custom);
    decision = decision_at(read, 1);
    g_assert_cmpstr(decision->id, ==, "U1");
    g_assert_true(decision->custom);
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
    add_test("/otm/found", test_found);
    add_test("/otm/places", test_places);
    add_test("/otm/circle", test_circle);
    add_test("/otm/positions", test_positions);
    add_test("/otm/values", test_values);
    add_test("/otm/language", test_language);
    add_test("/otm/flows", test_flows);
    add_test("/otm/threats", test_threats);
    add_test("/otm/ours", test_ours);
    return g_test_run();
}
