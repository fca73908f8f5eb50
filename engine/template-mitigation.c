/* Mitigations: how a control is done with one kind of product. */
#include <stddef.h>
#include <string.h>

#include "expression.h"
#include "fields.h"
#include "template-load.h"

#define MAX_MITIGATIONS 10000
/* A condition that asks more than this is not more special. */
#define MAX_TESTS 100

static const TmField fields[] = {
    {"id", TM_FIELD_ID, offsetof(TmMitigation, id), .required = TRUE},
    {"frame", TM_FIELD_TEXT, offsetof(TmMitigation, frame), .required = TRUE},
    {"product", TM_FIELD_TEXT, offsetof(TmMitigation, product), .required = TRUE},
    {"title", TM_FIELD_TEXT, offsetof(TmMitigation, title), .required = TRUE, .spoken = TRUE},
    {"phase", TM_FIELD_TEXT, .offset = offsetof(TmMitigation, phase)},
    {"technologies", TM_FIELD_TEXTS, .offset = offsetof(TmMitigation, technologies)},
    {"attributes", TM_FIELD_TEXTS, .offset = offsetof(TmMitigation, attributes)},
    {"when", TM_FIELD_OTHER, .required = FALSE},
    {"controls", TM_FIELD_IDS, offsetof(TmMitigation, controls), .required = TRUE},
    {"guidance", TM_FIELD_TEXT, offsetof(TmMitigation, guidance), .spoken = TRUE},
    {"references", TM_FIELD_TEXTS, .offset = offsetof(TmMitigation, references)},
    {.key = NULL},
};

static gboolean
refuse(TmLoader *loader, const TmYaml *node, const char *text)
{
    return tm_fail(loader->error, TM_ERROR_MEANING, loader->file->name, node->place, "%s", text);
}

static gboolean
check_phase(TmLoader *loader, const TmYaml *node)
{
    static const char *const phases[] = {"Design", "Build", "Deployment", NULL};
    const TmYaml *phase = tm_yaml_get(node, "phase");

    return phase == NULL || g_strv_contains(phases, phase->text) ||
           refuse(loader, phase, "expected a phase: Design, Build or Deployment");
}

/* An empty condition would read like a mistake: who means "always" says nothing. */
static gboolean
check_rest(TmLoader *loader, const TmYaml *node)
{
    const TmYaml *when = tm_yaml_get(node, "when");
    const TmYaml *controls = tm_yaml_get(node, "controls");

    if (controls->n_items == 0)
        return refuse(loader, controls, "expected the control that it does");
    if (when != NULL &&
        (when->kind != TM_YAML_SCALAR || strspn(when->text, " \n") == strlen(when->text)))
        return refuse(loader, when, "expected a condition");
    return check_phase(loader, node);
}

static gboolean
add_mitigation(TmLoader *loader, const TmYaml *node, TmMitigation *mitigation)
{
    guint index;

    if (!tm_load_add(loader, loader->template->mitigations, "mitigation", mitigation->id,
                     mitigation, node->place, &index))
        return FALSE;
    if (index == loader->whens->len)
        g_ptr_array_add(loader->whens, NULL);
    loader->whens->pdata[index] = (gpointer)tm_yaml_get(node, "when");
    return TRUE;
}

gboolean
tm_load_read_mitigation(TmLoader *loader, const TmYaml *node)
{
    TmMitigation *mitigation = tm_pool_new(&loader->template->pool, TmMitigation);
    const TmFieldReader reader = tm_load_reader(loader);

    mitigation->file = tm_pool_text(&loader->template->pool, loader->file->name);
    mitigation->place = node->place;
    if (loader->template->mitigations->len >= MAX_MITIGATIONS)
        return tm_fail(loader->error, TM_ERROR_LIMIT, loader->file->name, node->place,
                       "more than %d of these", MAX_MITIGATIONS);
    if (!tm_fields_read(&reader, node, fields, mitigation) || !check_rest(loader, node))
        return FALSE;
    tm_load_want_all(loader, TM_WANT_CONTROL, tm_yaml_get(node, "controls"));
    return add_mitigation(loader, node, mitigation);
}

/* --- when all is read -------------------------------------------------------------------- */

static gboolean
compile(TmLoader *loader, TmMitigation *mitigation, const TmYaml *when)
{
    if (when == NULL)
        return TRUE;
    mitigation->when_place = when->place;
    mitigation->when = tm_expression_parse(loader->template, &loader->template->pool, when->raw,
                                           mitigation->file, when->place, loader->error);
    if (mitigation->when == NULL)
        return FALSE;
    mitigation->special = tm_expression_depth(mitigation->when) * MAX_TESTS;
    mitigation->special += MIN(tm_expression_count(mitigation->when), MAX_TESTS - 1);
    return TRUE;
}

static void
give_to_controls(const TmTemplate *template, TmMitigation *mitigation)
{
    for (guint i = 0; i < mitigation->controls->len; i++) {
        const TmControl *control =
            g_hash_table_lookup(template->control_of, g_ptr_array_index(mitigation->controls, i));
        g_ptr_array_add(control->mitigations, mitigation);
    }
}

gboolean
tm_load_compile_mitigations(TmLoader *loader)
{
    const GPtrArray *mitigations = loader->template->mitigations;

    for (guint i = 0; i < mitigations->len; i++) {
        TmMitigation *mitigation = g_ptr_array_index(mitigations, i);
        if (!compile(loader, mitigation, g_ptr_array_index(loader->whens, i)))
            return FALSE;
        give_to_controls(loader->template, mitigation);
    }
    return TRUE;
}
