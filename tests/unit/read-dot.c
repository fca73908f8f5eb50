/* Reading DOT in a unit test. */
#include "read-dot.h"

#include <string.h>

#include "fixture.h"
#include "importers.h"

static void
free_template(gpointer template)
{
    tm_template_free(template);
}

TmModel *
dot_import(const char *text, GError **error)
{
    TmTemplate *template = fixture_template(NULL);
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));

    g_test_queue_destroy(free_template, template);
    return tm_import_as("dot", "a.dot", bytes, template, error);
}

TmModel *
dot_good(const char *text)
{
    g_autoptr(GError) error = NULL;
    TmModel *model = dot_import(text, &error);

    g_assert_no_error(error);
    return model;
}

TmDiagram *
dot_diagram(const TmModel *model, guint number)
{
    g_assert_cmpuint(model->diagrams->len, >, number);
    return g_ptr_array_index(model->diagrams, number);
}

void
dot_check_name(const TmModel *model, const char *id, const char *name)
{
    g_assert_cmpstr(fixture_part(model, id)->name, ==, name);
}

/* "a>b" for each flow, separated by blanks. */
static char *
flows_of(const TmModel *model)
{
    const TmDiagram *diagram = dot_diagram(model, 0);
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < diagram->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(diagram->flows, i);
        g_string_append_printf(text, "%s%s>%s", i > 0 ? " " : "", flow->source->part.id,
                               flow->target->part.id);
    }
    return g_string_free(text, FALSE);
}

void
dot_check_flows(const char *text, const char *want)
{
    g_autoptr(TmModel) model = dot_good(text);
    g_autofree char *flows = flows_of(model);

    g_assert_cmpstr(flows, ==, want);
}

void
dot_check_ids(const char *text, const GPtrArray *parts, const char *want)
{
    GString *ids = g_string_new(NULL);

    for (guint i = 0; i < parts->len; i++) {
        const TmPart *part = g_ptr_array_index(parts, i);
        g_string_append_printf(ids, "%s%s", i > 0 ? " " : "", part->id);
    }
    if (strcmp(ids->str, want) != 0)
        g_error("%s: %s is not %s", text, ids->str, want);
    g_string_free(ids, TRUE);
}

void
dot_check_elements(const char *text, const char *want)
{
    g_autoptr(TmModel) model = dot_good(text);

    dot_check_ids(text, dot_diagram(model, 0)->elements, want);
}

void
dot_check_boundaries(const char *text, const char *want)
{
    g_autoptr(TmModel) model = dot_good(text);

    dot_check_ids(text, dot_diagram(model, 0)->boundaries, want);
}

void
dot_check_inside(const char *text, const char *id, const char *want)
{
    g_autoptr(TmModel) model = dot_good(text);

    dot_check_ids(text, fixture_part(model, id)->inside, want);
}

guint
dot_count_messages(const TmModel *model, const char *code)
{
    guint count = 0;

    for (guint i = 0; i < model->messages->len; i++) {
        const TmMessage *message = g_ptr_array_index(model->messages, i);
        count += strcmp(message->code, code) == 0 ? 1 : 0;
    }
    return count;
}

void
dot_check_messages(const char *text, const char *code, guint want)
{
    g_autoptr(TmModel) model = dot_good(text);

    g_assert_cmpuint(dot_count_messages(model, code), ==, want);
}
