/* A cell of Threat Dragon: what it is, what it is called, and what is said of it. */
#include <string.h>

#include "threat-dragon-own.h"

/* The shapes of version 2, one of which was misspelt for years, and the types of version 1. */
static const struct {
    const char *word;
    DragonRole role;
} roles[] = {
    {"actor", DRAGON_ACTOR},
    {"process", DRAGON_PROCESS},
    {"store", DRAGON_STORE},
    {"flow", DRAGON_FLOW},
    {"trust-boundary-box", DRAGON_BOX},
    {"trust-boundary-curve", DRAGON_CURVE},
    {"trust-broundary-curve", DRAGON_CURVE},
    {"td-text-block", DRAGON_TEXT},
    {"tm.Actor", DRAGON_ACTOR},
    {"tm.Process", DRAGON_PROCESS},
    {"tm.Store", DRAGON_STORE},
    {"tm.Flow", DRAGON_FLOW},
    {"tm.BoundaryBox", DRAGON_BOX},
    {"tm.Boundary", DRAGON_CURVE},
    {"tm.Text", DRAGON_TEXT},
};

static DragonRole
role_named(const char *word)
{
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++)
        if (strcmp(roles[i].word, word) == 0)
            return roles[i].role;
    return DRAGON_UNKNOWN;
}

static DragonRole
role_of(const TmYaml *node)
{
    const char *const words[] = {tm_tree_text(node, "shape"), tm_tree_text(node, "type"),
                                 tm_tree_text(tm_tree_mapping(node, "data"), "type")};
    DragonRole role = DRAGON_UNKNOWN;

    for (gsize i = 0; i < G_N_ELEMENTS(words) && role == DRAGON_UNKNOWN; i++)
        role = role_named(words[i]);
    return role;
}

/* --- names ------------------------------------------------------------------------------- */

/* What is drawn: {text: {text: "..."}}, by whichever name the version has. */
static const char *
drawn_text(const TmYaml *attributes)
{
    static const char *const names[] = {"text", "label", "labelText", "headerText"};
    const char *text = "";

    for (gsize i = 0; i < G_N_ELEMENTS(names) && *text == '\0'; i++)
        text = tm_tree_text(tm_tree_mapping(attributes, names[i]), "text");
    return text;
}

/* The label of a line: a text, or attributes. */
static const char *
label_of(const TmYaml *node)
{
    const TmYaml *labels = tm_tree_list(node, "labels");

    if (tm_tree_count(labels) == 0)
        return "";
    if (labels->items[0].kind == TM_YAML_SCALAR)
        return tm_tree_word(&labels->items[0]);
    return drawn_text(tm_tree_mapping(&labels->items[0], "attrs"));
}

static const char *
name_of(const TmYaml *node, const TmYaml *data)
{
    const char *name = tm_tree_text(data, "name");

    if (*name == '\0')
        name = label_of(node);
    return *name != '\0' ? name : drawn_text(tm_tree_mapping(node, "attrs"));
}

DragonCell
tm_dragon_cell(TmDragon *dragon, const TmYaml *node)
{
    const TmYaml *data = tm_tree_mapping(node, "data");
    const char *id = tm_tree_text(node, "id");

    if (*id == '\0')
        id = tm_pool_printf(&dragon->model->pool, "%u:%u", node->place.line, node->place.column);
    return (DragonCell){node, data != NULL ? data : node, role_of(node), id, name_of(node, data)};
}

/* --- properties -------------------------------------------------------------------------- */

/* Boxes that are ticked. One that is not says nothing: it is how every cell begins. */
static const struct {
    const char *key;
    DragonRole role;
    const char *property;
} ticks[] = {
    {"providesAuthentication", DRAGON_ACTOR, "authenticatesItself"},
    {"handlesCardPayment", DRAGON_PROCESS, "transactional"},
    {"handlesGoodsOrServices", DRAGON_PROCESS, "transactional"},
    {"isALog", DRAGON_STORE, "storesLogs"},
    {"isEncrypted", DRAGON_STORE, "encryptedAtRest"},
    {"isSigned", DRAGON_STORE, "integrityAtRest"},
    {"storesCredentials", DRAGON_STORE, "storesCredentials"},
    {"isEncrypted", DRAGON_FLOW, "encrypted"},
};

static void
add_value(const TmDragon *dragon, TmPart *part, const char *name, const char *value)
{
    if (tm_part_value(part, name) == NULL &&
        g_hash_table_contains(dragon->template->property_of, name))
        tm_model_add_value(dragon->model, part, name, value, part->place);
}

static void
add_ticks(const TmDragon *dragon, const DragonCell *cell, TmPart *part)
{
    for (gsize i = 0; i < G_N_ELEMENTS(ticks); i++)
        if (ticks[i].role == cell->role && tm_tree_is_true(cell->data, ticks[i].key))
            add_value(dragon, part, ticks[i].property, "Yes");
}

/* People write what they like: the words of ours, and the two that everybody has for them. */
static void
add_privilege(const TmDragon *dragon, const DragonCell *cell, TmPart *part)
{
    static const char *const words[][2] = {
        {"restricted", "Restricted"}, {"standard", "Standard"}, {"user", "Standard"},
        {"service", "Service"},       {"admin", "Admin"},       {"administrator", "Admin"},
        {"root", "System"},           {"system", "System"},     {"kernel", "Kernel"},
    };
    const char *said = tm_tree_text(cell->data, "privilegeLevel");

    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (cell->role == DRAGON_PROCESS && g_ascii_strcasecmp(words[i][0], said) == 0)
            add_value(dragon, part, "privilege", words[i][1]);
}

static void
add_scope(const TmDragon *dragon, const DragonCell *cell, TmPart *part)
{
    const char *reason = tm_tree_text(cell->data, "reasonOutOfScope");

    part->outOfScope = tm_tree_is_true(cell->data, "outOfScope");
    if (!part->outOfScope)
        return;
    add_value(dragon, part, "outOfScope", "Yes");
    if (*reason != '\0')
        tm_model_add_value(dragon->model, part, "outOfScopeReason", reason, part->place);
}

/* --- what is seen ------------------------------------------------------------------------ */

static void
see(const TmDragon *dragon, const DragonCell *cell, TmPart *part)
{
    static const char *const sights[][2] = {
        [DRAGON_ACTOR] = {"actor", "rectangle"},
        [DRAGON_PROCESS] = {"process", "ellipse"},
        [DRAGON_STORE] = {"store", "datastore"},
        [DRAGON_FLOW] = {NULL, NULL},
        [DRAGON_BOX] = {"boundary", "rectangle"},
        [DRAGON_CURVE] = {"boundary", "line"},
        [DRAGON_TEXT] = {NULL, NULL},
        [DRAGON_UNKNOWN] = {NULL, NULL},
    };
    const char *protocol = tm_tree_text(cell->data, "protocol");
    const gboolean smooth = strcmp(tm_tree_text(cell->node, "connector"), "smooth") == 0 ||
                            tm_tree_is_true(cell->node, "smooth");

    if (sights[cell->role][0] != NULL) {
        tm_model_see(dragon->model, part, "threat-dragon", sights[cell->role][0]);
        tm_model_see(dragon->model, part, "shape", sights[cell->role][1]);
    }
    if (cell->role == DRAGON_PROCESS && tm_tree_is_true(cell->data, "isWebApplication"))
        tm_model_see(dragon->model, part, "threat-dragon", "web application");
    if (cell->role == DRAGON_FLOW && *protocol != '\0')
        tm_model_see(dragon->model, part, "protocol", protocol);
    if (cell->role == DRAGON_FLOW && smooth)
        tm_model_see(dragon->model, part, "line", "smooth");
}

void
tm_dragon_describe(TmDragon *dragon, const DragonCell *cell, TmPart *part)
{
    tm_model_set_name(dragon->model, part, cell->name);
    see(dragon, cell, part);
    add_ticks(dragon, cell, part);
    add_privilege(dragon, cell, part);
    add_scope(dragon, cell, part);
}
