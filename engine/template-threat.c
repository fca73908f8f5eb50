/* A threat type: from YAML to a record. Its rules are compiled when all is read. */
#include <stddef.h>
#include <string.h>

#include "fields.h"
#include "template-load.h"

static const char *const scopes[] = {"flow", "pair", "source", "target", "model", NULL};
static const char *const positions[] = {"flow", "source", "target", NULL};
static const char *const impacts[] = {"classification", "criticality", "either", "takeover",
                                      "repudiation",    "limited",     NULL};

static const TmField fields[] = {
    {"id", TM_FIELD_ID, offsetof(TmThreatType, id), .required = TRUE},
    {"title", TM_FIELD_TEXT, offsetof(TmThreatType, title), .required = TRUE, .spoken = TRUE},
    {"category", TM_FIELD_TEXT, offsetof(TmThreatType, category), .required = TRUE},
    {"include", TM_FIELD_OTHER, .required = TRUE},
    {"exclude", TM_FIELD_OTHER, .required = FALSE},
    {"eases", TM_FIELD_OTHER, .required = FALSE},
    {"scope", TM_FIELD_WORD, offsetof(TmThreatType, scope), .required = TRUE, .words = scopes},
    {"likelihood", TM_FIELD_LEVEL, .offset = offsetof(TmThreatType, likelihood)},
    {"impact", TM_FIELD_WORD, .offset = offsetof(TmThreatType, impact), .words = impacts},
    {"position", TM_FIELD_WORD, .offset = offsetof(TmThreatType, position), .words = positions},
    {"channel", TM_FIELD_FLAG, .offset = offsetof(TmThreatType, channel)},
    {"mutual", TM_FIELD_FLAG, .offset = offsetof(TmThreatType, mutual)},
    {"priority", TM_FIELD_TEXT, .offset = offsetof(TmThreatType, priority)},
    {"suppresses", TM_FIELD_IDS, .offset = offsetof(TmThreatType, suppresses)},
    {"controls", TM_FIELD_IDS, .offset = offsetof(TmThreatType, controls)},
    {"cwe", TM_FIELD_NUMBERS, .offset = offsetof(TmThreatType, cwe)},
    {"capec", TM_FIELD_NUMBERS, .offset = offsetof(TmThreatType, capec)},
    {"description", TM_FIELD_TEXT, offsetof(TmThreatType, description), .spoken = TRUE},
    {"ask", TM_FIELD_ASKS, .offset = offsetof(TmThreatType, asks), .spoken = TRUE},
    {"hit", TM_FIELD_DIAGRAM, .offset = offsetof(TmThreatType, hit)},
    {"miss", TM_FIELD_DIAGRAM, .offset = offsetof(TmThreatType, miss)},
    {.key = NULL},
};

/* A threat type that is not rated has a priority instead, as Microsoft's have. */
static gboolean
is_rated(const TmYaml *node)
{
    return tm_yaml_get(node, "priority") == NULL || tm_yaml_get(node, "likelihood") != NULL;
}

static gboolean
check_rating(TmLoader *loader, const TmYaml *node)
{
    static const char *const keys[] = {"likelihood", "impact", "position"};

    for (guint i = 0; is_rated(node) && i < G_N_ELEMENTS(keys); i++)
        if (tm_yaml_get(node, keys[i]) == NULL)
            return tm_fail(loader->error, TM_ERROR_MEANING, loader->file->name, node->place,
                           "\"%s\" is missing", keys[i]);
    return TRUE;
}

/* Those of the standard, unless the threat type came from a template that has others. */
static gboolean
check_category(TmLoader *loader, const TmYaml *node)
{
    static const char *const names[] = {
        "Spoofing",          "Tampering",
        "Repudiation",       "Information Disclosure",
        "Denial of Service", "Elevation of Privilege",
    };
    const TmYaml *category = tm_yaml_get(node, "category");

    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i], category->text) == 0 || !is_rated(node))
            return TRUE;
    return tm_fail(loader->error, TM_ERROR_MEANING, loader->file->name, category->place,
                   "\"%s\" is none of the six STRIDE categories", category->text);
}

static gboolean
check_rule(TmLoader *loader, const TmYaml *node, const char *key)
{
    const TmYaml *rule = tm_yaml_get(node, key);

    if (rule != NULL &&
        (rule->kind != TM_YAML_SCALAR || strspn(rule->text, " \n") == strlen(rule->text)))
        return tm_fail(loader->error, TM_ERROR_MEANING, loader->file->name, rule->place,
                       "expected a condition");
    return TRUE;
}

static void
want_names(TmLoader *loader, const TmYaml *node, const TmThreatType *threat)
{
    const TmYaml *asks = tm_yaml_get(node, "ask");

    tm_load_want_all(loader, TM_WANT_THREAT, tm_yaml_get(node, "suppresses"));
    tm_load_want_all(loader, TM_WANT_CONTROL, tm_yaml_get(node, "controls"));
    for (guint i = 0; i < threat->asks->len; i++) {
        const TmAsk *ask = g_ptr_array_index(threat->asks, i);
        tm_load_want(loader, TM_WANT_PROPERTY, ask->property, asks->keys[i].place);
    }
}

/* The folder below the last threats/ of the path. */
static const char *
pack_of(TmLoader *loader, const char *name)
{
    const char *folder = g_strrstr(name, "threats/");
    const char *pack = folder != NULL ? folder + strlen("threats/") : name;
    const char *end = strchr(pack, '/');

    if (folder == NULL || end == NULL || (folder > name && folder[-1] != '/'))
        return "";
    return tm_pool_text_n(&loader->template->pool, pack, (gsize)(end - pack));
}

static gboolean
add_threat(TmLoader *loader, const TmYaml *node, TmThreatType *threat)
{
    guint index;

    if (!tm_load_add(loader, loader->template->threats, "threat type", threat->id, threat,
                     node->place, &index))
        return FALSE;
    if (index == loader->rules->len)
        g_ptr_array_add(loader->rules, (gpointer)node);
    loader->rules->pdata[index] = (gpointer)node;
    return TRUE;
}

gboolean
tm_load_read_threat(TmLoader *loader, const TmYaml *node)
{
    TmThreatType *threat = tm_pool_new(&loader->template->pool, TmThreatType);
    const TmFieldReader reader = tm_load_reader(loader);

    threat->file = tm_pool_text(&loader->template->pool, loader->file->name);
    threat->place = node->place;
    threat->pack = pack_of(loader, loader->file->name);
    if (!tm_fields_read(&reader, node, fields, threat) || !check_rating(loader, node) ||
        !check_category(loader, node) || !check_rule(loader, node, "include") ||
        !check_rule(loader, node, "exclude") || !check_rule(loader, node, "eases"))
        return FALSE;
    want_names(loader, node, threat);
    return add_threat(loader, node, threat);
}
