/* The threats of an Open Threat Model: a list of definitions, and for each part which of them it
 * has, in which state, and with which mitigations. */
#include <string.h>

#include "escape.h"
#include "otm-own.h"

#define STEPS 4 /* of likelihood and impact, as we count them */
#define PERCENT 100

/* --- mitigations ------------------------------------------------------------------------- */

static gboolean
is_done(const char *state)
{
    return g_ascii_strcasecmp(state, "implemented") == 0 ||
           g_ascii_strcasecmp(state, "mitigated") == 0 || g_ascii_strcasecmp(state, "done") == 0;
}

static const char *
mitigation_name(const TmOtm *otm, const char *id)
{
    const char *name = tm_tree_text(g_hash_table_lookup(otm->mitigations, id), "name");

    return *name != '\0' ? name : id;
}

/* Returns the names of those that are @done, or of the others with their states. */
static char *
list_mitigations(const TmOtm *otm, const TmYaml *instance, gboolean done)
{
    const TmYaml *list = tm_tree_list(instance, "mitigations");
    GString *names = g_string_new(NULL);

    for (guint i = 0; i < tm_tree_count(list); i++) {
        const char *id = tm_tree_text(&list->items[i], "mitigation");
        const char *state = tm_tree_text(&list->items[i], "state");
        if (*id == '\0' || is_done(state) != done)
            continue;
        g_string_append_printf(names, "%s%s", names->len > 0 ? "; " : "", mitigation_name(otm, id));
        if (!done && *state != '\0')
            g_string_append_printf(names, " (%s)", state);
    }
    return g_string_free(names, FALSE);
}

/* --- definitions ------------------------------------------------------------------------- */

static gboolean
is_ours(const TmYaml *definition)
{
    const TmYaml *attributes = tm_tree_mapping(definition, "attributes");

    return *tm_tree_text(attributes, TM_OTM_THREAT) != '\0';
}

/* In per cent: our four steps. */
static guint
step(const TmYaml *risk, const char *key)
{
    double value;

    if (!tm_tree_number(risk, key, &value))
        return 0;
    return 1 + (guint)CLAMP((value - 1) * STEPS / PERCENT, 0, STEPS - 1);
}

static void
rate(TmDecision *decision, const TmYaml *definition)
{
    const TmYaml *risk = tm_tree_mapping(definition, "risk");
    const guint score = step(risk, "likelihood") * step(risk, "impact");

    decision->severity = score > 0 ? tm_severity_of(score) : TM_MEDIUM;
}

static void
append_list(GString *text, const char *title, const TmYaml *list)
{
    const gsize before = text->len;

    for (guint i = 0; i < tm_tree_count(list); i++) {
        const char *word = tm_tree_word(&list->items[i]);
        if (*word == '\0')
            continue;
        if (text->len == before)
            g_string_append_printf(text, "%s%s: ", before > 0 ? "\n" : "", title);
        else
            g_string_append(text, ", ");
        g_string_append(text, word);
    }
}

/* With what our threats have no place for. */
static const char *
describe(TmOtm *otm, const TmYaml *definition, const TmYaml *instance)
{
    g_autoptr(GString) text = g_string_new(tm_tree_text(definition, "description"));
    g_autofree char *open = list_mitigations(otm, instance, FALSE);
    const TmYaml *categories = tm_tree_list(definition, "categories");

    if (is_ours(definition))
        return tm_tree_text(definition, "description");
    if (tm_tree_count(categories) > 1)
        append_list(text, "Categories", categories);
    append_list(text, "CWE", tm_tree_list(definition, "cwes"));
    if (*open != '\0')
        g_string_append_printf(text, "%sMitigations: %s", text->len > 0 ? "\n" : "", open);
    return tm_pool_text(&otm->model->pool, text->str);
}

static const char *
category_of(const TmYaml *definition)
{
    const TmYaml *list = tm_tree_list(definition, "categories");
    const char *word = tm_tree_count(list) > 0 ? tm_tree_word(&list->items[0]) : "";

    return is_ours(definition) ? word : tm_keep_category(word);
}

/* --- threats ----------------------------------------------------------------------------- */

/* A definition stands at several parts. */
static const char *
id_of(const TmOtm *otm, const char *threat, const TmPart *part)
{
    g_autoptr(GString) id = g_string_new("U");

    tm_escape_id(id, threat);
    if (part != NULL) {
        g_string_append_c(id, '@');
        tm_escape_id(id, part->id);
    }
    return tm_pool_text(&otm->model->pool, id->str);
}

/* What our own files say besides. A threat that a rule found is not one that a person added: the
 * rule finds it again, and what counts is what was decided. */
static void
read_ours(TmDecision *decision, const TmYaml *attributes, const char *id)
{
    static const struct {
        const char *key;
        gsize offset;
    } fields[] = {
        {"priority", G_STRUCT_OFFSET(TmDecision, priority)},
        {"notes", G_STRUCT_OFFSET(TmDecision, notes)},
        {"justification", G_STRUCT_OFFSET(TmDecision, justification)},
        {"owner", G_STRUCT_OFFSET(TmDecision, owner)},
        {"ticket", G_STRUCT_OFFSET(TmDecision, ticket)},
        {"expires", G_STRUCT_OFFSET(TmDecision, expires)},
        {"by", G_STRUCT_OFFSET(TmDecision, by)},
        {"at", G_STRUCT_OFFSET(TmDecision, at)},
    };
    const char *type = tm_tree_text(attributes, TM_OTM_THREAT);

    if (*type == '\0')
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
        G_STRUCT_MEMBER(const char *, decision, fields[i].offset) =
            tm_tree_text(attributes, fields[i].key);
    decision->id = id;
    decision->custom = strcmp(type, TM_OTM_CUSTOM) == 0;
    if (decision->custom)
        return;
    decision->type = type;
    decision->touched = decision->state != TM_STATE_NOT_STARTED || *decision->at != '\0';
    if (!decision->touched)
        decision->title = decision->description = decision->category = "";
}

static const char *
state_of(const TmYaml *definition, const TmYaml *instance)
{
    const TmYaml *attributes = tm_tree_mapping(definition, "attributes");

    return instance != NULL ? tm_tree_text(instance, "state")
                            : tm_tree_text(attributes, TM_OTM_STATE);
}

static void
keep(TmOtm *otm, const TmDiagram *diagram, TmPart *part, const char *id, const TmYaml *definition,
     const TmYaml *instance)
{
    const TmYaml *at = instance != NULL ? instance : definition;
    const char *name = tm_tree_text(definition, "name");
    g_autofree char *title = tm_escape_line(*name != '\0' ? name : id);
    g_autofree char *done = list_mitigations(otm, instance, TRUE);
    TmDecision *decision =
        tm_keep_threat(otm->model, otm->kept, id_of(otm, id, part), diagram, part, at->place);

    decision->title = tm_pool_text(&otm->model->pool, title);
    decision->description = describe(otm, definition, instance);
    decision->category = category_of(definition);
    rate(decision, definition);
    tm_keep_state(otm->model, decision, state_of(definition, instance),
                  tm_pool_text(&otm->model->pool, done));
    read_ours(decision, tm_tree_mapping(definition, "attributes"), id);
}

void
tm_otm_read_threats(TmOtm *otm, const TmDiagram *diagram, TmPart *part, const TmYaml *node)
{
    const TmYaml *list = tm_tree_list(node, "threats");

    for (guint i = 0; i < tm_tree_count(list); i++) {
        const char *id = tm_tree_text(&list->items[i], "threat");
        const TmYaml *definition = g_hash_table_lookup(otm->threats, id);
        if (*id == '\0')
            continue;
        g_hash_table_add(otm->told, (gpointer)id);
        keep(otm, diagram, part, id, definition, &list->items[i]);
        if (definition == NULL)
            tm_model_add_message(otm->model, "H23", diagram, part, list->items[i].place,
                                 "the threat %s is not in the file", id);
    }
}

void
tm_otm_read_other_threats(TmOtm *otm)
{
    const TmYaml *list = tm_tree_list(otm->root, "threats");

    for (guint i = 0; i < tm_tree_count(list); i++) {
        const char *id = tm_tree_text(&list->items[i], "id");
        if (*id != '\0' && !g_hash_table_contains(otm->told, id))
            keep(otm, otm->first, NULL, id, &list->items[i], NULL);
    }
}
