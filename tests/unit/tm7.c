/* Microsoft's models: what is read, what the rules find, and what people decided. */
#include "tm7-files.h"

#define GUID(n) "0c7e1a00-0000-4000-8000-0000000000" n
#define CUSTOMER GUID("01")
#define WEB GUID("02")
#define ORDERS GUID("03")
#define ORDER GUID("06")
#define PUT GUID("07")

typedef struct {
    TmTemplate *template;
    TmModel *model;
    TmReport *report;
} Checked;

static void
check_text(Checked *checked, const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    g_autoptr(GError) error = NULL;

    checked->template = load_tb7(text, NULL, &error);
    g_assert_no_error(error);
    checked->model = tm_import("a.tm7", bytes, checked->template, &error);
    g_assert_no_error(error);
    checked->report = tm_check(checked->model, checked->template, NULL);
}

static void
set_up(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    g_autofree char *text = read_case("tm7-shop/input.tm7");

    check_text(checked, text);
}

static void
tear_down(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    tm_report_free(checked->report);
    tm_model_free(checked->model);
    tm_template_free(checked->template);
}

static const TmDiagram *
diagram(const Checked *checked, guint index)
{
    return g_ptr_array_index(checked->model->diagrams, index);
}

static const TmThreat *
threat(const Checked *checked, const char *id)
{
    for (guint i = 0; i < checked->report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(checked->report->threats, i);
        if (strcmp(threat->id, id) == 0)
            return threat;
    }
    return NULL;
}

/* --- what is read ------------------------------------------------------------------------ */

static void
test_parts(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    const TmDiagram *shop = diagram(checked, 0);
    const TmPart *web = tm_diagram_find(shop, WEB);
    const TmElement *element = g_ptr_array_index(shop->elements, web->index);

    g_assert_cmpstr(checked->model->format, ==, "tm7");
    g_assert_cmpuint(checked->model->diagrams->len, ==, 2);
    g_assert_cmpstr(shop->name, ==, "Shop");
    g_assert_true(shop->by_points && shop->complete && !shop->off);
    g_assert_cmpuint(shop->elements->len, ==, 3);
    g_assert_cmpuint(shop->flows->len, ==, 3);
    g_assert_cmpuint(shop->boundaries->len, ==, 2);
    g_assert_cmpint(web->kind, ==, TM_PROCESS);
    g_assert_cmpstr(web->name, ==, "Web server");
    g_assert_cmpstr(web->type, ==, "SE.P.TMCore.WebApp");
    g_assert_cmpstr(tm_part_value(web, "speaksHttp"), ==, "Yes");
    g_assert_cmpstr(tm_part_value(web, "checksInput"), ==, "No");
    g_assert_cmpstr(tm_part_value(web, "Team"), ==, "Blue");
    g_assert_cmpfloat(element->box.width, ==, 100);
    g_assert_cmpuint(web->inside->len, ==, 1);
    g_assert_cmpint(tm_diagram_find(shop, ORDERS)->kind, ==, TM_STORE);
    g_assert_cmpint(tm_diagram_find(shop, CUSTOMER)->kind, ==, TM_EXTERNAL);
}

static void
test_flows(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    const TmDiagram *shop = diagram(checked, 0);
    const TmFlow *order = g_ptr_array_index(shop->flows, 0);
    const TmFlow *put = g_ptr_array_index(shop->flows, 1);
    const TmFlow *audit = g_ptr_array_index(shop->flows, 2);

    g_assert_cmpstr(order->part.name, ==, "order");
    g_assert_cmpstr(order->source->part.id, ==, CUSTOMER);
    g_assert_cmpuint(order->crossings->len, ==, 2);
    g_assert_cmpuint(put->crossings->len, ==, 0);
    g_assert_cmpstr(tm_part_value(&put->part, "encrypted"), ==, "Yes");
    g_assert_true(audit->part.outOfScope);
    g_assert_cmpstr(tm_part_value(&audit->part, "outOfScopeReason"), ==, "done by the audit team");
    g_assert_cmpuint(count_messages(checked->model->messages, "H20", "to nowhere"), ==, 1);
}

static const char *
metadata(const Checked *checked, const char *name)
{
    for (guint i = 0; i < checked->model->metadata->len; i++) {
        const TmValue *value = g_ptr_array_index(checked->model->metadata, i);
        if (strcmp(value->name, name) == 0)
            return value->value;
    }
    return NULL;
}

static void
test_metadata(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    g_assert_cmpstr(checked->model->name, ==, "Web shop");
    g_assert_cmpstr(metadata(checked, "owner"), ==, "Payments");
    g_assert_cmpstr(metadata(checked, "description"), ==, "Sells things.");
    g_assert_cmpstr(metadata(checked, "assumptions"), ==, "The hall is locked.");
    g_assert_cmpstr(metadata(checked, "note"), ==, "Ask about parcels.");
    g_assert_null(metadata(checked, "reviewer"));
    g_assert_cmpuint(count_messages(checked->model->messages, "H33", ""), ==, 1);
    g_assert_cmpuint(count_messages(checked->model->messages, "H26", "SE.P.Old"), ==, 1);
}

static void
test_annotation(void)
{
    Checked checked;
    g_autofree char *text = change(read_case("tm7-shop/input.tm7"),
                                   "SourceGuid xmlns=\"http://schemas.datacontract.org/2004/07/"
                                   "ThreatModeling.Model.Abstracts\">" CUSTOMER,
                                   "SourceGuid xmlns=\"http://schemas.datacontract.org/2004/07/"
                                   "ThreatModeling.Model.Abstracts\">" GUID("05"));

    check_text(&checked, text);
    g_assert_cmpuint(diagram(&checked, 0)->elements->len, ==, 4);
    g_assert_nonnull(threat(&checked, "T1@" GUID("05") ":" ORDER ":" WEB));
    g_assert_null(threat(&checked, "S1@" GUID("05") ":" ORDER ":" WEB));
    tear_down(&checked, NULL);
}

/* --- what the rules find ----------------------------------------------------------------- */

static void
test_threats(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    static const char *const expected[] = {
        "S1@" CUSTOMER ":" ORDER ":" WEB,
        "T1@" CUSTOMER ":" ORDER ":" WEB,
        "I1@" CUSTOMER ":" ORDER ":" WEB,
        "D1.1@" CUSTOMER ":" ORDER ":" WEB,
        "I1@" GUID("0e") ":" GUID("10") ":" GUID("0f"),
        "T1@" GUID("0e") ":" GUID("10") ":" GUID("0f"),
    };

    for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_assert_nonnull(threat(checked, expected[i]));
        g_assert_false(threat(checked, expected[i])->stale);
    }
    g_assert_cmpuint(checked->report->threats->len, ==, G_N_ELEMENTS(expected) + 2);
}

static void
test_own_values_only(void)
{
    Checked checked;
    g_autofree char *text =
        change(read_case("tm7-shop/input.tm7"), "<b:SelectedIndex>2</b:SelectedIndex>",
               "<b:SelectedIndex>1</b:SelectedIndex>");

    text = change(text, "<b:SelectedIndex>2</b:SelectedIndex>",
                  "<b:SelectedIndex>77</b:SelectedIndex>");
    check_text(&checked, text);
    g_assert_null(tm_part_value(tm_diagram_find(diagram(&checked, 0), PUT), "encrypted"));
    g_assert_null(threat(&checked, "I1@" WEB ":" PUT ":" ORDERS));
    g_assert_null(threat(&checked, "I2@" WEB ":" PUT ":" ORDERS));
    tear_down(&checked, NULL);
}

static void
test_generation_off(void)
{
    Checked checked;
    g_autofree char *text = change(read_case("tm7-shop/input.tm7"), "<ThreatGenerationEnabled>true",
                                   "<ThreatGenerationEnabled>\n false\n ");

    check_text(&checked, text);
    g_assert_cmpuint(checked.report->threats->len, ==, 5);
    g_assert_false(threat(&checked, "T1@" CUSTOMER ":" GUID("0d") ":" WEB)->stale);
    tear_down(&checked, NULL);
}

/* --- what people decided ----------------------------------------------------------------- */

static void
test_decided(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    const TmThreat *spoofing = threat(checked, "S1@" CUSTOMER ":" ORDER ":" WEB);
    g_autofree char *description = tm_threat_description(checked->report, spoofing);

    g_assert_cmpuint(checked->model->decisions->len, ==, 5);
    g_assert_cmpint(spoofing->state, ==, TM_STATE_MITIGATED);
    g_assert_cmpstr(spoofing->justification, ==, "Single sign-on since May.");
    g_assert_cmpstr(spoofing->title, ==, "Buyer may be impersonated to Web server");
    g_assert_cmpstr(description, ==, "Written anew by hand.");
    g_assert_cmpstr(spoofing->priority, ==, "Medium");
    g_assert_cmpint(spoofing->severity, ==, TM_MEDIUM);
    g_assert_cmpstr(spoofing->decision->at, ==, "2024-05-02T10:11:12.1234567Z");
    g_assert_cmpstr(spoofing->decision->by, ==, "SHOP\\alice");
    g_assert_cmpstr(spoofing->decision->number, ==, "4");
    g_assert_cmpuint(spoofing->decision->raw->len, ==, 8);
    g_assert_false(threat(checked, "T1@" CUSTOMER ":" ORDER ":" WEB)->decision->touched);
}

static void
test_kept(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    const TmThreat *stale = threat(checked, "T1@" CUSTOMER ":" GUID("0d") ":" WEB);
    const TmThreat *custom = threat(checked, "U8");

    g_assert_nonnull(stale);
    g_assert_true(stale->stale && !stale->custom);
    g_assert_null(stale->flow);
    g_assert_cmpstr(stale->source->part.id, ==, CUSTOMER);
    g_assert_cmpint(stale->state, ==, TM_STATE_NEEDS_INVESTIGATION);
    g_assert_nonnull(custom);
    g_assert_true(custom->custom && !custom->stale);
    g_assert_cmpstr(custom->title, ==, "Parcels are lost");
    g_assert_cmpstr(custom->type->category, ==, "Denial Of Service");
    g_assert_cmpint(custom->state, ==, TM_STATE_NOT_APPLICABLE);
    g_assert_null(threat(checked, "I2@" CUSTOMER ":" GUID("0d") ":" WEB));
}

/* A state without a date was written by a script: it is kept all the same. */
static void
test_touched_without_date(void)
{
    Checked checked;
    g_autofree char *text =
        change(read_case("tm7-shop/input.tm7"), "2024-05-02T10:12:00Z", "0001-01-01T00:00:00");

    check_text(&checked, text);
    g_assert_nonnull(threat(&checked, "T1@" CUSTOMER ":" GUID("0d") ":" WEB));
    tear_down(&checked, NULL);
}

/* --- files that are something else ------------------------------------------------------- */

static void
assert_refused(const char *format, const char *text, int code, const char *part)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    g_autofree char *good = read_case("drawio-tb7/shop.tb7");
    g_autoptr(TmTemplate) template = load_tb7(good, NULL, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(TmModel) model = tm_import_as(format, "a.tm7", bytes, template, &error);

    g_assert_null(model);
    g_assert_error(error, TM_ERROR, code);
    g_assert_nonnull(strstr(error->message, part));
}

static void
test_refused(void)
{
    g_autofree char *bomb = read_case("tm7-bomb/input.tm7");

    assert_refused(NULL, bomb, TM_ERROR_LIMIT, "a.tm7:3:3: error: entity declarations");
    assert_refused(NULL, "<html/>", TM_ERROR_FORMAT, "a.tm7:1:1: error: not a diagram");
    assert_refused(NULL, "<ThreatModel/>", TM_ERROR_FORMAT, "a.tm7:1:1: error: not a diagram");
    assert_refused("tm7", "PK\3\4", TM_ERROR_SYNTAX, "a.tm7:1:1: error:");
    assert_refused("tm7", "<a/>", TM_ERROR_FORMAT, "a.tm7:1:1: error: expected ThreatModel");
}

/* One element, with so many flows to itself and borders around their starts. */
static char *
make_model(guint flows, guint borders)
{
    GString *text = g_string_new(
        "<ThreatModel xmlns='http://schemas.datacontract.org/2004/07/ThreatModeling.Model' "
        "xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><DrawingSurfaceList>"
        "<DrawingSurfaceModel><Borders><p><Key>a</Key><Value i:type='StencilEllipse'/></p>");

    for (guint i = 0; i < borders; i++)
        g_string_append(text, "<p><Value i:type='BorderBoundary'><Width>9</Width>"
                              "<Height>9</Height></Value></p>");
    g_string_append(text, "</Borders><Lines>");
    for (guint i = 0; i < flows; i++)
        g_string_append(text, "<p><Value i:type='Connector'><SourceGuid>a</SourceGuid>"
                              "<TargetGuid>a</TargetGuid><TargetX>50</TargetX></Value></p>");
    g_string_append(text, "</Lines></DrawingSurfaceModel></DrawingSurfaceList></ThreatModel>");
    return g_string_free(text, FALSE);
}

/* Times seven threat types. */
static void
test_too_many_flows(void)
{
    g_autofree char *text = make_model(36000, 0);

    assert_refused(NULL, text, TM_ERROR_LIMIT, "too many flows for so many rules");
}

static guint
crossings_of_first(guint flows, guint borders)
{
    g_autofree char *text = make_model(flows, borders);
    g_autofree char *good = read_case("drawio-tb7/shop.tb7");
    g_autoptr(TmTemplate) template = load_tb7(good, NULL, NULL);
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    g_autoptr(TmModel) model = tm_import("a.tm7", bytes, template, NULL);
    const TmDiagram *diagram = g_ptr_array_index(model->diagrams, 0);

    return ((const TmFlow *)g_ptr_array_index(diagram->flows, 0))->crossings->len;
}

static void
test_too_many_crossings(void)
{
    g_assert_cmpuint(crossings_of_first(1, 99), ==, 99);
    g_assert_cmpuint(crossings_of_first(1, 150), ==, 100);
    g_assert_cmpuint(crossings_of_first(2000, 1001), ==, 0);
}

static void
test_several_custom(void)
{
    Checked checked;
    g_autofree char *text =
        change(read_case("tm7-shop/input.tm7"), "<b:TypeId>T1</b:TypeId>", "<b:TypeId/>");

    text = change(text, "<b:Id>5</b:Id>", "<b:Id>8</b:Id>");
    check_text(&checked, text);
    g_assert_nonnull(threat(&checked, "U8"));
    g_assert_nonnull(threat(&checked, "U8~5"));
    tear_down(&checked, NULL);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name, test) g_test_add("/tm7/" name, Checked, NULL, set_up, test, tear_down)
    ADD("parts", test_parts);
    ADD("flows", test_flows);
    ADD("metadata", test_metadata);
    ADD("threats", test_threats);
    ADD("decided", test_decided);
    ADD("kept", test_kept);
#undef ADD
    g_test_add_func("/tm7/annotation", test_annotation);
    g_test_add_func("/tm7/own-values-only", test_own_values_only);
    g_test_add_func("/tm7/generation-off", test_generation_off);
    g_test_add_func("/tm7/touched-without-date", test_touched_without_date);
    g_test_add_func("/tm7/refused", test_refused);
    g_test_add_func("/tm7/too-many-flows", test_too_many_flows);
    g_test_add_func("/tm7/too-many-crossings", test_too_many_crossings);
    g_test_add_func("/tm7/several-custom", test_several_custom);
    return g_test_run();
}
