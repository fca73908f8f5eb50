/* Microsoft's templates: what is read of a .tb7 and of a .tm7, what is odd in them, and limits. */
#include "expression.h"
#include "tm7-files.h"

#define SECRET "9b2f6a10-0000-4000-8000-000000000001"

static TmTemplate *
load_good(const char *first, const char *second)
{
    g_autoptr(GError) error = NULL;
    TmTemplate *template = load_tb7(first, second, &error);

    g_assert_no_error(error);
    return template;
}

static const TmThreatType *
threat(const TmTemplate *template, const char *id)
{
    const TmThreatType *type = g_hash_table_lookup(template->threat_of, id);

    g_assert_nonnull(type);
    return type;
}

static const char *
value_at(const GPtrArray *texts, guint index)
{
    g_assert_cmpuint(index, <, texts->len);
    return g_ptr_array_index(texts, index);
}

/* --- what is read ------------------------------------------------------------------------ */

static void
check_stencils(const TmTemplate *template)
{
    static const struct {
        const char *id;
        const char *root;
        TmKind kind;
    } expected[] = {
        {"SE.P.TMCore.WebApp", "GE.P", TM_PROCESS},
        {"SE.EI.User", "GE.EI", TM_EXTERNAL},
        {"5f2c1d30-0000-4000-8000-000000000002", "GE.DS", TM_STORE},
        {"GE.DF", "GE.DF", TM_FLOW},
        {"SE.TB.L.TMCore.Internet", "GE.TB.L", TM_BOUNDARY},
        {"GE.TB.B", "GE.TB.B", TM_BOUNDARY},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
        const TmStencil *stencil = tm_template_stencil(template, expected[i].id);
        g_assert_nonnull(stencil);
        g_assert_cmpint(stencil->kind, ==, expected[i].kind);
        g_assert_true(tm_stencil_is(stencil, tm_template_stencil(template, expected[i].root)));
    }
    g_assert_true(g_hash_table_contains(template->annotations, "GE.A"));
}

static void
check_properties(const TmTemplate *template)
{
    const TmStencil *web = tm_template_stencil(template, "SE.P.TMCore.WebApp");
    const TmStencil *flow = tm_template_stencil(template, "GE.DF");
    const TmProperty *fixed = tm_template_property(template, "speaksHttp", web);
    const TmProperty *inherited = tm_template_property(template, "checksInput", web);
    const TmProperty *encrypted = tm_template_property(template, "encrypted", flow);

    g_assert_true(fixed->fixed && fixed->open);
    g_assert_cmpstr(((const TmValue *)g_ptr_array_index(web->presets, 0))->value, ==, "Yes");
    g_assert_cmpstr(inherited->preset, ==, "No");
    g_assert_cmpstr(inherited->label, ==, "Checks input");
    g_assert_null(tm_template_property(template, "encrypted", web));
    g_assert_cmpuint(encrypted->choices->len, ==, 3);
    g_assert_cmpstr(value_at(encrypted->values, 3), ==, "Weak");
    g_assert_cmpuint(tm_property_number(encrypted, "Weak"), ==, 4);
}

static void
check_threats(const TmTemplate *template)
{
    const TmThreatType *spoofing = threat(template, "S1");
    const TmThreatType *tampering = threat(template, "T1");

    g_assert_cmpstr(((const TmThreatType *)g_ptr_array_index(template->threats, 0))->id, ==, "SU");
    g_assert_cmpuint(spoofing->number, ==, 2);
    g_assert_cmpint(spoofing->scope, ==, TM_SCOPE_FLOW);
    g_assert_cmpuint(spoofing->likelihood, ==, 0);
    g_assert_cmpstr(spoofing->category, ==, "Spoofing");
    g_assert_cmpstr(spoofing->category_id, ==, "S");
    g_assert_cmpstr(spoofing->priority, ==, "High");
    g_assert_cmpstr(spoofing->description, ==,
                    "Anybody may say to {target.Name} that he is {source.name}.");
    g_assert_cmpuint(spoofing->metadata->len, ==, 2);
    g_assert_cmpstr(tampering->priority, ==, "Low");
    g_assert_nonnull(tampering->exclude);
    g_assert_null(spoofing->exclude);
    g_assert_nonnull(threat(template, "D1.1")->include);
}

static void
check_all(const TmTemplate *template)
{
    const TmManifest *manifest = g_ptr_array_index(template->manifests, 0);
    const TmThreatDatum *priority = g_ptr_array_index(template->metadata, 7);

    g_assert_cmpstr(manifest->id, ==, "7a1b0000-0000-4000-8000-00000000000a");
    g_assert_cmpstr(manifest->name, ==, "Shop template");
    g_assert_cmpstr(manifest->version, ==, "1.0.0.1");
    g_assert_cmpstr(manifest->author, ==, "Drawbridge");
    g_assert_cmpuint(template->metadata->len, ==, 8);
    g_assert_cmpstr(priority->name, ==, "Priority");
    g_assert_cmpuint(priority->values->len, ==, 3);
    g_assert_cmpuint(template->categories->len, ==, 4);
    g_assert_true(template->has_priority && template->has_state);
    check_stencils(template);
    check_properties(template);
    check_threats(template);
}

static void
test_both_forms(void)
{
    g_autofree char *tb7 = read_case("drawio-tb7/shop.tb7");
    g_autofree char *tm7 = read_case("tm7-shop/input.tm7");
    g_autofree char *marked = g_strconcat("\xEF\xBB\xBF", tb7, NULL);
    g_autoptr(TmTemplate) one = load_good(tb7, NULL);
    g_autoptr(TmTemplate) other = load_good(tm7, NULL);
    g_autoptr(TmTemplate) third = load_good(marked, NULL);

    check_all(one);
    check_all(other);
    check_all(third);
}

/* --- what is odd ------------------------------------------------------------------------- */

static void
test_rules_that_name_nothing(void)
{
    g_autofree char *text = read_case("drawio-tb7/shop.tb7");
    g_autoptr(TmTemplate) template = load_good(text, NULL);
    const GPtrArray *messages = template->messages;
    const TmMessage *message;

    g_assert_cmpuint(messages->len, ==, 3);
    message = g_ptr_array_index(messages, 0);
    g_assert_cmpstr(message->text, ==, "no type \"Some Thing\" in a rule of X1");
    g_assert_cmpstr(message->file, ==, "a.tb7");
    g_assert_cmpuint(message->place.line, ==, 471);
    g_assert_cmpuint(message->place.column, ==, 28);
    g_assert_cmpuint(count_messages(messages, "H32", "no property \"noSuch\" in a rule of X1"), ==,
                     1);
    g_assert_cmpuint(count_messages(messages, "H32", "no type \"SE.None\""), ==, 1);
}

static void
test_broken_rule(void)
{
    g_autofree char *text =
        change(read_case("drawio-tb7/shop.tb7"), "source is 'ROOT'", "source is nothing at all");
    g_autoptr(TmTemplate) template = load_good(text, NULL);

    g_assert_null(threat(template, "SU")->include);
    g_assert_cmpuint(
        count_messages(template->messages, "H32", "expected a text in quotes, in a rule of SU"), ==,
        1);
}

static void
test_odd_elements(void)
{
    g_autofree char *text = change(read_case("drawio-tb7/shop.tb7"), "<ID>SE.EI.User</ID>",
                                   "<ID>SE.P.TMCore.WebApp</ID>");
    g_autoptr(TmTemplate) template = NULL;

    text = change(text, "<ParentElement>GE.DS</ParentElement>",
                  "<ParentElement>No.Such</ParentElement>");
    text = change(text, "<Representation>Inherited</Representation>",
                  "<Representation>Star</Representation>");
    template = load_good(text, NULL);
    g_assert_cmpuint(count_messages(template->messages, "H32",
                                    "the element type SE.P.TMCore.WebApp is there twice"),
                     ==, 1);
    g_assert_cmpuint(count_messages(template->messages, "H32", "its parent No.Such does not count"),
                     ==, 1);
    g_assert_null(tm_template_stencil(template, "5f2c1d30-0000-4000-8000-000000000002")->parent);
}

static void
test_circle_of_parents(void)
{
    g_autofree char *text =
        change(read_case("drawio-tb7/shop.tb7"), "<ParentElement>GE.P</ParentElement>",
               "<ParentElement>SE.EI.User</ParentElement>");
    g_autoptr(TmTemplate) template = NULL;

    text = change(text, "<ParentElement>GE.EI</ParentElement>",
                  "<ParentElement>SE.P.TMCore.WebApp</ParentElement>");
    template = load_good(text, NULL);
    g_assert_cmpuint(count_messages(template->messages, "H32", "has no root above it"), ==, 2);
}

static void
test_missing_ids(void)
{
    g_autofree char *text = change(read_case("drawio-tb7/shop.tb7"), "<Id>SU</Id>", "<Id> </Id>");
    g_autoptr(TmTemplate) template = NULL;

    text = change(text, "<ID>SE.EI.User</ID>", "");
    template = load_good(text, NULL);
    g_assert_cmpuint(template->threats->len, ==, 6);
    g_assert_cmpuint(count_messages(template->messages, "H32", "without an id is left out"), ==, 2);
}

static void
assert_fails(const char *text, int code, const char *part)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) template = load_tb7(text, NULL, &error);

    g_assert_null(template);
    g_assert_error(error, TM_ERROR, code);
    g_assert_nonnull(strstr(error->message, part));
}

static void
test_errors(void)
{
    g_autofree char *bomb = read_case("tm7-bomb/input.tm7");

    assert_fails(bomb, TM_ERROR_LIMIT, "a.tb7:3:3: error: entity declarations are not allowed");
    assert_fails("<html><body/></html>", TM_ERROR_MEANING, "a.tb7:1:1: error: no template");
    assert_fails("<KnowledgeBase/>", TM_ERROR_MEANING, "a.tb7:1:1: error: no template");
    assert_fails("<ThreatModel><KnowledgeBase/></ThreatModel>", TM_ERROR_MEANING, "no template");
    assert_fails("<KnowledgeBase>\n<Manifest", TM_ERROR_SYNTAX, "a.tb7:2:");
}

/* --- several ----------------------------------------------------------------------------- */

static void
test_compose(void)
{
    g_autofree char *first = read_case("drawio-tb7/shop.tb7");
    g_autofree char *second = change(read_case("drawio-tb7/shop.tb7"), "<Value>Secret</Value>",
                                     "<Value>Top secret</Value>");
    g_autoptr(TmTemplate) template = NULL;
    const TmProperty *content;

    second = change(second, "{source.Name} may be", "The source may be");
    template = load_good(first, second);
    content = g_hash_table_lookup(template->property_of, SECRET);
    g_assert_cmpuint(template->manifests->len, ==, 2);
    g_assert_cmpuint(template->threats->len, ==, 7);
    g_assert_true(g_str_has_prefix(threat(template, "S1")->title, "The source may be"));
    g_assert_cmpuint(tm_property_number(content, "Top secret"), >, 0);
    g_assert_cmpuint(tm_property_number(content, "Secret"), >, 0);
    g_assert_cmpuint(count_messages(template->messages, "H30", "is replaced: "), ==, 1);
    g_assert_cmpuint(count_messages(template->messages, "H30", ""), ==, 1);
}

static void
test_with_ours(void)
{
    g_autofree char *text = read_case("drawio-tb7/shop.tb7");
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(TmTemplate) template = NULL;
    TmSource source = {"shop.tb7", g_bytes_new_static(text, strlen(text))};

    tm_template_builtin("stride", sources);
    g_array_append_val(sources, source);
    template = tm_template_load(&g_array_index(sources, TmSource, 0), sources->len, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(tm_template_stencil(template, "GE.P")->weak->len +
                         tm_template_stencil(template, "GE.P")->generic->len,
                     >, 0);
    g_assert_nonnull(
        tm_template_property(template, "checksInput", tm_template_stencil(template, "P.WebApp")));
    g_assert_nonnull(threat(template, "S1"));
    g_assert_nonnull(threat(template, "S01"));
}

static void
test_map(void)
{
    g_autofree char *text = read_case("drawio-tb7/shop.tb7");
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(TmTemplate) ours = NULL;
    g_autoptr(TmTemplate) template = load_good(text, NULL);

    tm_template_builtin("stride", sources);
    ours = tm_template_load(&g_array_index(sources, TmSource, 0), sources->len, NULL);
    tm_template_map(template, ours);
    g_assert_cmpstr(tm_template_stencil(template, "P.WebApp")->id, ==, "SE.P.TMCore.WebApp");
    g_assert_cmpstr(tm_template_stencil(template, "EI.User")->id, ==, "GE.EI");
    g_assert_cmpstr(tm_template_stencil(template, "TB.Subnet")->id, ==, "GE.TB.B");
    g_assert_cmpstr(tm_template_stencil(template, "TB.Internet")->id, ==,
                    "SE.TB.L.TMCore.Internet");
    g_assert_true(g_hash_table_contains(template->unmapped, "EI.User"));
    g_assert_false(g_hash_table_contains(template->unmapped, "P.WebApp"));
    g_assert_false(g_hash_table_contains(template->unmapped, "GE.P"));
}

/* --- limits ------------------------------------------------------------------------------ */

static void
test_limits(void)
{
    static const struct {
        const char *before;
        const char *item;
        const char *after;
        guint most;
        const char *error;
    } limits[] = {
        {"<GenericElements>", "<ElementType><ID>%u</ID></ElementType>", "</GenericElements>", 4096,
         "more than 4096 element types"},
        {"<ThreatTypes>", "<ThreatType><Id>%u</Id></ThreatType>", "</ThreatTypes>", 4096,
         "more than 4096 threat types"},
        {"<GenericElements><ElementType><ID>a</ID><Attributes>",
         "<Attribute><Name>%u</Name></Attribute>", "</Attributes></ElementType></GenericElements>",
         1024, "more than 1024 properties"},
        {"<GenericElements><ElementType><ID>a</ID><Attributes>",
         "<Attribute><Name>x</Name><!--%u--></Attribute>",
         "</Attributes></ElementType></GenericElements>", 16384, "more than 16384 attributes"},
        {"<GenericElements><ElementType><ID>a</ID><Attributes><Attribute><Name>x</Name>"
         "<AttributeValues>",
         "<Value>%u</Value>",
         "</AttributeValues></Attribute></Attributes></ElementType></GenericElements>", 65536,
         "65536 values"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(limits); i++) {
        g_autoptr(GString) text = g_string_new("<KnowledgeBase>");
        g_string_append(text, limits[i].before);
        for (guint j = 0; j <= limits[i].most; j++) {
            g_auto(GStrv) halves = g_strsplit(limits[i].item, "%u", 2);
            g_string_append_printf(text, "%s%u%s", halves[0], j, halves[1]);
        }
        g_string_append(text, limits[i].after);
        g_string_append(text, "</KnowledgeBase>");
        assert_fails(text->str, TM_ERROR_LIMIT, limits[i].error);
    }
}

static void
test_values_of_a_property(void)
{
    g_autoptr(GString) text = g_string_new("<KnowledgeBase><GenericElements>");

    for (guint i = 0; i < 2; i++) {
        g_string_append_printf(text, "<ElementType><ID>%u</ID><Attributes><Attribute>", i);
        g_string_append(text, "<Name>x</Name><AttributeValues>");
        for (guint j = 0; j < 600; j++)
            g_string_append_printf(text, "<Value>%u</Value>", i * 600 + j);
        g_string_append(text, "</AttributeValues></Attribute></Attributes></ElementType>");
    }
    g_string_append(text, "</GenericElements></KnowledgeBase>");
    assert_fails(text->str, TM_ERROR_LIMIT, "x has more than 1024 values");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tb7/both-forms", test_both_forms);
    g_test_add_func("/tb7/rules-that-name-nothing", test_rules_that_name_nothing);
    g_test_add_func("/tb7/broken-rule", test_broken_rule);
    g_test_add_func("/tb7/odd-elements", test_odd_elements);
    g_test_add_func("/tb7/circle-of-parents", test_circle_of_parents);
    g_test_add_func("/tb7/missing-ids", test_missing_ids);
    g_test_add_func("/tb7/errors", test_errors);
    g_test_add_func("/tb7/compose", test_compose);
    g_test_add_func("/tb7/with-ours", test_with_ours);
    g_test_add_func("/tb7/map", test_map);
    g_test_add_func("/tb7/limits", test_limits);
    g_test_add_func("/tb7/values-of-a-property", test_values_of_a_property);
    return g_test_run();
}
