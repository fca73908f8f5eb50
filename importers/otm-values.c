/* What an Open Threat Model says of a part: name, type, attributes, tags and assets. */
#include <string.h>

#include "otm-own.h"

#define PERCENT 100
#define NUMBERED "cd-" /* before types that one tool added later: says nothing */

/* --- names ------------------------------------------------------------------------------- */

/* Converters call a flow without a name by a GUID: nobody reads that. */
static gboolean
is_guid(const char *name)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    for (gsize i = 0; i < sizeof form; i++)
        if (form[i] == 'x' ? !g_ascii_isxdigit(name[i]) : name[i] != form[i])
            return FALSE;
    return TRUE;
}

const char *
tm_otm_id(TmOtm *otm, const TmYaml *node)
{
    const char *ours = tm_tree_text(tm_tree_mapping(node, "attributes"), TM_OTM_ID);
    const char *id = *ours != '\0' ? ours : tm_tree_text(node, "id");

    if (*id != '\0')
        return id;
    return tm_pool_printf(&otm->model->pool, "%u:%u", node->place.line, node->place.column);
}

/* --- types ------------------------------------------------------------------------------- */

static gboolean
is_ours(const TmOtm *otm, const TmPart *part, const char *type)
{
    const TmStencil *stencil = tm_template_stencil(otm->template, type);

    return stencil != NULL && (stencil->kind == TM_FLOW) == (part->kind == TM_FLOW) &&
           (stencil->kind == TM_BOUNDARY) == (part->kind == TM_BOUNDARY);
}

/* A type of ours is stated. Any other is evidence, as the name of an icon is. */
static void
read_type(TmOtm *otm, TmPart *part, const TmYaml *node)
{
    const char *type = tm_tree_text(node, "type");
    const char *stated = tm_tree_text(tm_tree_mapping(node, "attributes"), TM_OTM_TYPE);
    g_autofree char *lower = g_ascii_strdown(type, -1);
    const char *bare = g_str_has_prefix(lower, NUMBERED) ? lower + strlen(NUMBERED) : lower;
    g_autofree char *icon = g_strconcat("otm ", bare, NULL);

    if (*stated == '\0' && is_ours(otm, part, type))
        stated = type;
    if (*stated != '\0')
        tm_model_state_type(otm->model, part, stated);
    if (*type != '\0')
        tm_model_see(otm->model, part, "icon", icon);
}

/* --- properties -------------------------------------------------------------------------- */

static void
add_value(const TmOtm *otm, TmPart *part, const char *name, const char *value, TmPlace place)
{
    if (tm_part_value(part, name) == NULL &&
        g_hash_table_contains(otm->template->property_of, name))
        tm_model_add_value(otm->model, part, name, value, place);
}

/* Returns the value of the property as it is declared, or NULL. */
static const char *
declared_value(const TmProperty *property, const char *value)
{
    for (guint i = 0; i < property->values->len; i++)
        if (g_ascii_strcasecmp(g_ptr_array_index(property->values, i), value) == 0)
            return g_ptr_array_index(property->values, i);
    return NULL;
}

/* Files do not change with the language that the template speaks. */
static const char *
english_label(const TmOtm *otm, const TmProperty *property)
{
    const TmTranslation *said = g_hash_table_lookup(otm->template->translations, &property->label);

    return said != NULL ? said->english : property->label;
}

/* Other tools name an attribute as people read it: what is called as ours, and has a value of ours,
 * is ours. */
static void
add_by_label(const TmOtm *otm, TmPart *part, const TmYaml *key, const char *value)
{
    for (guint i = 0; i < otm->template->properties->len; i++) {
        const TmProperty *property = g_ptr_array_index(otm->template->properties, i);
        const char *known = g_ascii_strcasecmp(english_label(otm, property), key->text) == 0
                                ? declared_value(property, value)
                                : NULL;
        if (known != NULL) {
            add_value(otm, part, property->id, known, key->place);
            return;
        }
    }
}

static const char *
as_answer(const char *value)
{
    if (g_ascii_strcasecmp(value, "true") == 0)
        return "Yes";
    return g_ascii_strcasecmp(value, "false") == 0 ? "No" : value;
}

static void
read_attribute(TmOtm *otm, TmPart *part, const TmYaml *key, const char *value)
{
    if (g_hash_table_contains(otm->template->property_of, key->text))
        add_value(otm, part, key->text, as_answer(value), key->place);
    else if (strcmp(key->text, "outOfScopeReason") == 0 ||
             g_ascii_strcasecmp(key->text, "Reason For Out Of Scope") == 0)
        tm_model_add_value(otm->model, part, "outOfScopeReason", value, key->place);
    else if (g_ascii_strcasecmp(key->text, "Out Of Scope") == 0 &&
             g_ascii_strcasecmp(value, "true") == 0)
        add_value(otm, part, "outOfScope", "Yes", key->place);
    else
        add_by_label(otm, part, key, value);
}

static void
read_attributes(TmOtm *otm, TmPart *part, const TmYaml *attributes)
{
    for (guint i = 0; attributes != NULL && i < attributes->n_items; i++) {
        const char *value = tm_tree_word(&attributes->items[i]);
        if (*value != '\0')
            read_attribute(otm, part, &attributes->keys[i], value);
    }
    part->outOfScope = g_strcmp0(tm_part_value(part, "outOfScope"), "Yes") == 0;
}

static void
see_tags(TmOtm *otm, TmPart *part, const TmYaml *tags)
{
    for (guint i = 0; i < tm_tree_count(tags); i++) {
        const char *tag = tm_tree_word(&tags->items[i]);
        if (*tag != '\0')
            tm_model_see(otm->model, part, part->kind == TM_FLOW ? "protocol" : "tag", tag);
    }
}

/* --- assets ------------------------------------------------------------------------------ */

/* What the assets of a part are worth at most, in per cent. */
typedef struct {
    double secrecy;
    double trust;
    gboolean known;
} Worth;

static void
weigh(const TmOtm *otm, const TmYaml *ids, Worth *worth)
{
    for (guint i = 0; i < tm_tree_count(ids); i++) {
        const TmYaml *asset = g_hash_table_lookup(otm->assets, tm_tree_word(&ids->items[i]));
        const TmYaml *risk = tm_tree_mapping(asset, "risk");
        double value;
        if (tm_tree_number(risk, "confidentiality", &value)) {
            worth->secrecy = MAX(worth->secrecy, value);
            worth->known = TRUE;
        }
        if (tm_tree_number(risk, "integrity", &value))
            worth->trust = MAX(worth->trust, value);
        if (tm_tree_number(risk, "availability", &value))
            worth->trust = MAX(worth->trust, value);
    }
}

static const char *
quarter(double value, const char *const words[4])
{
    return words[CLAMP((gint)(value * 4 / PERCENT), 0, 3)];
}

/* Confidentiality is what we call classification; integrity and availability are criticality. */
static void
read_assets(TmOtm *otm, TmPart *part, const TmYaml *node)
{
    static const char *const classes[] = {"Public", "Internal", "Confidential", "Restricted"};
    static const char *const levels[] = {"Low", "Low", "Medium", "High"};
    const TmYaml *held = tm_tree_mapping(node, "assets");
    Worth worth = {0, 0, FALSE};

    weigh(otm, tm_tree_list(node, "assets"), &worth);
    weigh(otm, tm_tree_list(held, "processed"), &worth);
    weigh(otm, tm_tree_list(held, "stored"), &worth);
    if (!worth.known)
        return;
    add_value(otm, part, "classification", quarter(worth.secrecy, classes), node->place);
    add_value(otm, part, "criticality", quarter(worth.trust, levels), node->place);
}

void
tm_otm_describe(TmOtm *otm, TmPart *part, const TmYaml *node)
{
    const char *name = tm_tree_text(node, "name");
    const gboolean unnamed = tm_tree_is_true(tm_tree_mapping(node, "attributes"), TM_OTM_UNNAMED) ||
                             (part->kind == TM_FLOW && is_guid(name));

    tm_model_set_name(otm->model, part, unnamed ? "" : name);
    read_type(otm, part, node);
    read_attributes(otm, part, tm_tree_mapping(node, "attributes"));
    see_tags(otm, part, tm_tree_list(node, "tags"));
    if (part->kind != TM_BOUNDARY)
        read_assets(otm, part, node);
}
