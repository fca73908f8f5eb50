/* What goes out as .tm7: a file that came in stays what it was, but for what is new. */
#include "tm7-files.h"
#include "tm7-names.h"
#include "tm7-own.h"
#include "writers.h"

typedef struct {
    TmTemplate *template;
    TmModel *model;
    TmReport *report;
    char *text;
} Checked;

static const TmView view = {.today = "2026-11-21"};

static void
check_text(Checked *checked, char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    g_autoptr(GError) error = NULL;

    checked->text = text;
    checked->template = load_tb7(text, NULL, &error);
    g_assert_no_error(error);
    checked->model = tm_import("a.tm7", bytes, checked->template, &error);
    g_assert_no_error(error);
    checked->report = tm_check(checked->model, checked->template, NULL);
}

static void
set_up(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    check_text(checked, read_case("tm7-shop/input.tm7"));
}

static void
tear_down(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    tm_report_free(checked->report);
    tm_model_free(checked->model);
    tm_template_free(checked->template);
    g_free(checked->text);
}

static char *
write_as(const Checked *checked, const char *format)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    g_assert_true(tm_write(checked->report, &view, format, out, &error));
    g_assert_no_error(error);
    return g_string_free(out, FALSE);
}

/* The text with a ThreatInstances that has nothing in it. */
static char *
empty(char *text, const char *list)
{
    const char *begin = strstr(text, "<ThreatInstances");
    const char *end = strstr(text, "</ThreatInstances>") + strlen("</ThreatInstances>");
    g_autofree char *head = g_strndup(text, (gsize)(begin - text));
    char *result = g_strconcat(head, list, end, NULL);

    g_free(text);
    return result;
}

static guint
count_of(const char *text, const char *part)
{
    guint count = 0;

    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part))
        count++;
    return count;
}

/* Checks what was written as if it had come in; free with tear_down(). */
static Checked
read_back(const Checked *checked)
{
    Checked again;

    check_text(&again, write_as(checked, "tm7"));
    return again;
}

/* --- a file that came in ----------------------------------------------------------------- */

/* Before, between and behind the threats no byte changes. */
static void
test_kept(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    g_autofree char *text = write_as(checked, "tm7");
    const char *end = strstr(checked->text, "</ThreatInstances>");
    gsize before = (gsize)(end - checked->text);

    g_assert_cmpuint(strlen(text), >=, strlen(checked->text));
    g_assert_true(strncmp(text, checked->text, before) == 0);
    g_assert_true(g_str_has_suffix(text, end));
}

static void
test_complete(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    Checked again = read_back(checked);

    g_assert_cmpuint(again.report->threats->len, ==, checked->report->threats->len);
    for (guint i = 0; i < again.report->threats->len; i++) {
        const TmThreat *threat = again.report->threats->pdata[i];
        g_assert_nonnull(threat->decision);
    }
    g_assert_cmpuint(again.model->decisions->len, >=, again.report->threats->len);
    tear_down(&again, NULL);
}

/* Written twice it is the same as written once. */
static void
test_settled(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    Checked again = read_back(checked);
    g_autofree char *text = write_as(&again, "tm7");

    g_assert_cmpstr(text, ==, again.text);
    tear_down(&again, NULL);
}

static void
check_filled(const char *list)
{
    Checked checked;
    g_autofree char *text = NULL;

    check_text(&checked, empty(read_case("tm7-shop/input.tm7"), list));
    text = write_as(&checked, "tm7");
    g_assert_cmpuint(checked.report->threats->len, >, 0);
    g_assert_cmpuint(count_of(text, "<b:ModifiedAt>0001-01-01T00:00:00</b:ModifiedAt>"), ==,
                     checked.report->threats->len);
    g_assert_nonnull(strstr(text, "<b:Id>0</b:Id>"));
    g_assert_cmpuint(count_of(text, "<ThreatInstances"), ==, 1);
    g_assert_cmpuint(count_of(text, "</ThreatInstances>"), ==, 1);
    tear_down(&checked, NULL);
}

static void
test_empty(void)
{
    check_filled("<ThreatInstances xmlns:a=\"" TM_TM7_ARRAYS "\"/>");
    check_filled("<ThreatInstances/>");
    check_filled("<ThreatInstances xmlns:a=\"" TM_TM7_ARRAYS "\" />");
    check_filled("<ThreatInstances></ThreatInstances>");
    check_filled("<ThreatInstances><!-- <a> --></ThreatInstances>");
    check_filled("");
}

static TmThreat *
find_threat(const Checked *checked, const char *id)
{
    for (guint i = 0; i < checked->report->threats->len; i++) {
        TmThreat *threat = checked->report->threats->pdata[i];
        if (id != NULL ? strcmp(threat->id, id) == 0
                       : threat->decision != NULL && threat->state == TM_STATE_NOT_STARTED)
            return threat;
    }
    g_assert_not_reached();
}

/* What somebody decided since goes into the file; the rest of the threat stays. */
static void
test_decided(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    TmThreat *threat = find_threat(checked, NULL);
    Checked again;
    const TmThreat *found;

    threat->state = TM_STATE_MITIGATED;
    threat->justification = "done <&> \"told\"";
    again = read_back(checked);
    found = find_threat(&again, threat->id);
    g_assert_cmpstr(found->title, ==, threat->title);
    g_assert_cmpstr(found->decision->number, ==, threat->decision->number);
    g_assert_cmpint(found->state, ==, TM_STATE_MITIGATED);
    g_assert_cmpstr(found->justification, ==, threat->justification);
    g_assert_true(found->decision->touched);
    g_assert_cmpuint(again.report->threats->len, ==, checked->report->threats->len);
    tear_down(&again, NULL);
}

/* --- pieces ------------------------------------------------------------------------------ */

static void
test_text(void)
{
    g_autoptr(GString) out = g_string_new(NULL);

    tm_tm7_text(out, "a<b>&\"'\r\n\t\x01\x7f\xff"
                     "c\xef\xbf\xbe");
    g_assert_cmpstr(out->str, ==,
                    "a&lt;b&gt;&amp;\"'&#xD;\n\t\xef\xbf\xbd"
                    "c");
    g_string_truncate(out, 0);
    tm_tm7_leaf(out, "b:Name", "");
    tm_tm7_leaf(out, "b:Value i:type=\"c:string\"", "\x02");
    tm_tm7_leaf(out, "b:Value i:type=\"c:string\"", "x");
    g_assert_cmpstr(out->str, ==,
                    "<b:Name/><b:Value i:type=\"c:string\"/>"
                    "<b:Value i:type=\"c:string\">x</b:Value>");
}

static void
test_guid(void)
{
    char one[TM_TM7_GUID_LENGTH + 1], same[TM_TM7_GUID_LENGTH + 1], other[TM_TM7_GUID_LENGTH + 1];

    tm_tm7_guid("page", "a", one);
    tm_tm7_guid("page", "a", same);
    tm_tm7_guid("pagea", "", other);
    g_assert_true(g_uuid_string_is_valid(one));
    g_assert_cmpint(one[14], ==, '5');
    g_assert_cmpstr(one, ==, same);
    g_assert_cmpstr(one, !=, other);
}

/* --- a layout of our own ----------------------------------------------------------------- */

static gboolean
overlap(const TmPlaceBox *a, const TmPlaceBox *b)
{
    return a->left < b->left + b->width && b->left < a->left + a->width &&
           a->top < b->top + b->height && b->top < a->top + a->height;
}

static void
test_layout(void)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static("", 0);
    g_autoptr(TmModel) model = tm_model_new("a", bytes);
    TmDiagram *diagram = tm_model_add_diagram(model, "d", "d");
    TmBoundary *outer = tm_model_add_boundary(model, diagram, "outer", TM_NOWHERE);
    TmBoundary *inner = tm_model_add_boundary(model, diagram, "inner", TM_NOWHERE);
    g_autoptr(TmPlaces) places = NULL;

    tm_model_put_inside(&inner->part, outer);
    tm_model_put_inside(&outer->part, inner); /* a circle must not hang */
    for (guint i = 0; i < 9; i++) {
        g_autofree char *id = g_strdup_printf("e%u", i);
        TmElement *element = tm_model_add_element(model, diagram, id, TM_NOWHERE);
        if (i % 3 == 0)
            tm_model_put_inside(&element->part, inner);
    }
    tm_model_add_flow(model, diagram, "f", diagram->elements->pdata[0], diagram->elements->pdata[0],
                      TM_NOWHERE);
    places = tm_places_new(diagram);
    g_assert_false(places->drawn);
    for (guint i = 0; i < 9; i++) {
        const TmPart *part = diagram->elements->pdata[i];
        g_assert_cmpint(tm_places_hold(places, part, inner), ==, i % 3 == 0);
        for (guint j = 0; j < i; j++)
            g_assert_false(overlap(&g_array_index(places->elements, TmPlaceBox, i),
                                   &g_array_index(places->elements, TmPlaceBox, j)));
    }
}

/* --- our own templates ------------------------------------------------------------------- */

static const char drawing[] =
    "digraph shop { subgraph cluster_in { label=\"Shop\" web [tm_type=\"P.WebApp,P.Pod\" authn=Yes "
    "colour=\"red & <b>\"] } user [tm_type=\"EI.User\"] user -> web [label=order "
    "tm_crosses=\"TB.Internet\"] }";

static void
test_ours(void)
{
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(GBytes) bytes = g_bytes_new_static(drawing, strlen(drawing));
    g_autoptr(GError) error = NULL;
    Checked checked = {0};
    g_autofree char *text = NULL;

    tm_template_builtin("stride", sources);
    checked.template = tm_template_load(&g_array_index(sources, TmSource, 0), sources->len, &error);
    g_assert_no_error(error);
    checked.model = tm_import("a.dot", bytes, checked.template, &error);
    if (checked.model == NULL) {
        g_test_skip("this build does not read DOT");
        tm_template_free(checked.template);
        return;
    }
    checked.report = tm_check(checked.model, checked.template, NULL);
    text = write_as(&checked, "tm7");
    g_assert_true(tm_tm7_is_ours(text));
    g_assert_null(strstr(text, ">0001-01-01"));
    g_assert_nonnull(strstr(text, "<b:ModifiedAt>2026-11-21T00:00:00</b:ModifiedAt>"));
    g_assert_cmpuint(count_of(text, "<a:Include>source is 'ROOT'</a:Include>"), ==,
                     checked.template->threats->len);
    g_assert_cmpuint(count_of(text, "<a:KeyValueOfstringThreatpc_P0_PhOB>"), ==,
                     checked.report->threats->len);
    tear_down(&checked, NULL);
}

/* --- CSV --------------------------------------------------------------------------------- */

static void
test_csv(Checked *checked, gconstpointer data G_GNUC_UNUSED)
{
    TmThreat *threat = checked->report->threats->pdata[0];
    g_autofree char *text = NULL;

    threat->title = "=1+\"2\"";
    threat->justification = "a,b\nc";
    threat->priority = "-1";
    text = write_as(checked, "csv");
    g_assert_true(g_str_has_prefix(text, "Id,Diagram,Changed By,Last Modified,State,Title,Category,"
                                         "Description,Justification,Interaction,Priority"));
    g_assert_nonnull(strstr(text, ",\"'=1+\"\"2\"\"\","));
    g_assert_nonnull(strstr(text, ",\"a,b\nc\","));
    g_assert_nonnull(strstr(text, ",\"'-1\""));
    g_assert_null(strstr(text, "Certainty"));
    g_assert_cmpuint(count_of(text, "\r\n"), ==, checked->report->threats->len + 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/tm7-write/kept", Checked, NULL, set_up, test_kept, tear_down);
    g_test_add("/tm7-write/complete", Checked, NULL, set_up, test_complete, tear_down);
    g_test_add("/tm7-write/settled", Checked, NULL, set_up, test_settled, tear_down);
    g_test_add_func("/tm7-write/empty", test_empty);
    g_test_add("/tm7-write/decided", Checked, NULL, set_up, test_decided, tear_down);
    g_test_add_func("/tm7-write/text", test_text);
    g_test_add_func("/tm7-write/guid", test_guid);
    g_test_add_func("/tm7-write/layout", test_layout);
    g_test_add_func("/tm7-write/ours", test_ours);
    g_test_add("/tm7-write/csv", Checked, NULL, set_up, test_csv, tear_down);
    return g_test_run();
}
