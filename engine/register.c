/* The threat register: from YAML to what people decided. */
#include <stddef.h>
#include <string.h>

#include "register-own.h"

#define VERSION "1"

typedef struct {
    TmRegister *book;
    TmFieldReader fields;
    GHashTable *ids; /* of all decisions */
} Reading;

static gboolean
refuse(const Reading *r, const TmYaml *node, const char *text)
{
    return tm_fail(r->fields.error, TM_ERROR_MEANING, r->fields.file, node->place, "%s", text);
}

/* A key with nothing after it is a section that is still empty. */
static gboolean
is_empty(const TmYaml *node)
{
    return node == NULL || (node->kind == TM_YAML_SCALAR && *node->text == '\0');
}

/* --- about the model --------------------------------------------------------------------- */

typedef struct {
    const char *name, *owner, *reviewer, *contributors;
    const char *description, *assumptions, *dependencies;
} Metadata;

static const TmField metadata_fields[] = {
    {"name", TM_FIELD_LINE, .offset = offsetof(Metadata, name)},
    {"owner", TM_FIELD_TEXT, .offset = offsetof(Metadata, owner)},
    {"reviewer", TM_FIELD_TEXT, .offset = offsetof(Metadata, reviewer)},
    {"contributors", TM_FIELD_TEXT, .offset = offsetof(Metadata, contributors)},
    {"description", TM_FIELD_TEXT, .offset = offsetof(Metadata, description)},
    {"assumptions", TM_FIELD_TEXT, .offset = offsetof(Metadata, assumptions)},
    {"externalDependencies", TM_FIELD_TEXT, .offset = offsetof(Metadata, dependencies)},
    {.key = NULL},
};

static gboolean
read_metadata(const Reading *r, const TmYaml *node)
{
    Metadata metadata;

    if (is_empty(node))
        return TRUE;
    if (!tm_fields_read(&r->fields, node, metadata_fields, &metadata))
        return FALSE;
    for (const TmField *field = metadata_fields; field->key != NULL; field++) {
        const TmYaml *item = tm_yaml_get(node, field->key);
        TmValue *value;
        if (item == NULL)
            continue;
        value = tm_pool_new(&r->book->pool, TmValue);
        value->name = field->key;
        value->value = G_STRUCT_MEMBER(const char *, &metadata, field->offset);
        value->place = item->place;
        g_ptr_array_add(r->book->metadata, value);
    }
    return TRUE;
}

/* --- answers ----------------------------------------------------------------------------- */

static gboolean
read_answer(const Reading *r, const TmYaml *key, const TmYaml *node)
{
    TmAnswer *answer = tm_pool_new(&r->book->pool, TmAnswer);

    answer->subject = key->text;
    answer->values = tm_pool_array(&r->book->pool);
    answer->file = r->book->file;
    answer->place = key->place;
    g_ptr_array_add(r->book->answers, answer);
    return tm_fields_values(&r->fields, node, answer->values);
}

static gboolean
read_answers(const Reading *r, const TmYaml *node)
{
    if (is_empty(node))
        return TRUE;
    if (node->kind != TM_YAML_MAPPING)
        return refuse(r, node, "expected answers: {web: {authn: Yes}}");
    for (guint i = 0; i < node->n_items; i++)
        if (!read_answer(r, &node->keys[i], &node->items[i]))
            return FALSE;
    return TRUE;
}

/* --- decisions --------------------------------------------------------------------------- */

const TmField tm_register_fields[] = {
    {"id", TM_FIELD_ID, offsetof(TmDecision, id), .required = TRUE},
    {"title", TM_FIELD_LINE, offsetof(TmDecision, title), .required = TRUE},
    {"category", TM_FIELD_LINE, offsetof(TmDecision, category), .required = TRUE},
    {"severity", TM_FIELD_WORD, offsetof(TmDecision, severity), .required = TRUE,
     .words = tm_severity_names},
    {"description", TM_FIELD_TEXT, .offset = offsetof(TmDecision, description)},
    {"subjects", TM_FIELD_TEXTS, .offset = offsetof(TmDecision, subjects)},
    {"state", TM_FIELD_WORD, .offset = offsetof(TmDecision, state), .words = tm_state_names},
    {"priority", TM_FIELD_LINE, .offset = offsetof(TmDecision, priority)},
    {"justification", TM_FIELD_TEXT, .offset = offsetof(TmDecision, justification)},
    {"notes", TM_FIELD_TEXT, .offset = offsetof(TmDecision, notes)},
    {"owner", TM_FIELD_LINE, .offset = offsetof(TmDecision, owner)},
    {"ticket", TM_FIELD_LINE, .offset = offsetof(TmDecision, ticket)},
    {"by", TM_FIELD_LINE, .offset = offsetof(TmDecision, by)},
    {"at", TM_FIELD_DAY, .offset = offsetof(TmDecision, at)},
    {"expires", TM_FIELD_DAY, .offset = offsetof(TmDecision, expires)},
    {.key = NULL},
};

gboolean
tm_decision_is_reasoned(const TmDecision *decision)
{
    if (decision->state != TM_STATE_NOT_APPLICABLE && decision->state != TM_STATE_MITIGATED)
        return TRUE;
    return decision->justification[strspn(decision->justification, " \t\n")] != '\0';
}

static gboolean
check_reason(const Reading *r, const TmYaml *node, const TmDecision *decision)
{
    if (tm_decision_is_reasoned(decision))
        return TRUE;
    return tm_fail(r->fields.error, TM_ERROR_MEANING, r->fields.file,
                   tm_yaml_get(node, "state")->place, "%s needs a justification",
                   tm_state_name(decision->state));
}

static TmDecision *
read_decision(const Reading *r, const TmYaml *node, const TmField *fields)
{
    TmDecision *decision = tm_decision_new(&r->book->pool, node->place);

    decision->file = r->book->file;
    decision->touched = TRUE;
    if (!tm_fields_read(&r->fields, node, fields, decision) || !check_reason(r, node, decision))
        return NULL;
    return decision;
}

static gboolean
read_threat(const Reading *r, const TmYaml *key, const TmYaml *node)
{
    TmDecision *decision;

    if (*key->text == '\0' || strpbrk(key->text, "\n\t") != NULL)
        return refuse(r, key, "expected the id of a threat: S01@user:web");
    decision = read_decision(r, node, tm_register_fields + TM_REGISTER_CUSTOM_KEYS);
    if (decision == NULL)
        return FALSE;
    decision->id = key->text;
    decision->place = key->place;
    g_hash_table_add(r->ids, (gpointer)decision->id);
    g_ptr_array_add(r->book->decisions, decision);
    return TRUE;
}

static gboolean
read_threats(const Reading *r, const TmYaml *node)
{
    if (is_empty(node))
        return TRUE;
    if (node->kind != TM_YAML_MAPPING)
        return refuse(r, node, "expected decisions: {S01@user:web: {state: mitigated ...}}");
    for (guint i = 0; i < node->n_items; i++)
        if (!read_threat(r, &node->keys[i], &node->items[i]))
            return FALSE;
    return TRUE;
}

static gboolean
read_custom(const Reading *r, const TmYaml *node)
{
    TmDecision *decision = read_decision(r, node, tm_register_fields);
    const TmYaml *id = tm_yaml_get(node, "id");

    if (decision == NULL)
        return FALSE;
    decision->custom = TRUE;
    decision->place = id->place;
    if (!g_hash_table_add(r->ids, (gpointer)decision->id))
        return tm_fail(r->fields.error, TM_ERROR_MEANING, r->fields.file, id->place,
                       "the threat \"%s\" is here twice", decision->id);
    g_ptr_array_add(r->book->customs, decision);
    return TRUE;
}

static gboolean
read_customs(const Reading *r, const TmYaml *node)
{
    if (is_empty(node))
        return TRUE;
    if (node->kind != TM_YAML_SEQUENCE)
        return refuse(r, node, "expected a list of threats: [{id: U1, title: ...}]");
    for (guint i = 0; i < node->n_items; i++)
        if (!read_custom(r, &node->items[i]))
            return FALSE;
    return TRUE;
}

/* --- the file ---------------------------------------------------------------------------- */

static const TmField sections[] = {
    {"drawbridge", TM_FIELD_OTHER, .required = TRUE},
    {"model", TM_FIELD_OTHER, .required = FALSE},
    {"answers", TM_FIELD_OTHER, .required = FALSE},
    {"threats", TM_FIELD_OTHER, .required = FALSE},
    {"custom", TM_FIELD_OTHER, .required = FALSE},
    {.key = NULL},
};

/* Before anything else: what a later version means by its keys we do not know. */
static gboolean
check_version(const Reading *r, const TmYaml *root)
{
    const TmYaml *version = tm_yaml_get(root, "drawbridge");

    return version == NULL ||
           (version->kind == TM_YAML_SCALAR && strcmp(version->text, VERSION) == 0) ||
           refuse(r, version, "expected the version of a register that this program reads: 1");
}

static gboolean
read_sections(const Reading *r, const TmYaml *root)
{
    return check_version(r, root) && tm_fields_read(&r->fields, root, sections, r->book) &&
           read_metadata(r, tm_yaml_get(root, "model")) &&
           read_answers(r, tm_yaml_get(root, "answers")) &&
           read_threats(r, tm_yaml_get(root, "threats")) &&
           read_customs(r, tm_yaml_get(root, "custom"));
}

TmRegister *
tm_register_load(const char *name, GBytes *bytes, GError **error)
{
    g_autoptr(TmRegister) book = g_new0(TmRegister, 1);
    g_autoptr(GHashTable) ids = g_hash_table_new(tm_text_hash, g_str_equal);
    Reading r = {book, {&book->pool, NULL, name, error, NULL, 0}, ids};
    const TmYaml *root;

    tm_pool_init(&book->pool);
    book->file = tm_pool_text(&book->pool, name);
    book->metadata = tm_pool_array(&book->pool);
    book->answers = tm_pool_array(&book->pool);
    book->decisions = tm_pool_array(&book->pool);
    book->customs = tm_pool_array(&book->pool);
    root = tm_yaml_parse(&book->pool, name, bytes, error);
    if (root == NULL || !read_sections(&r, root))
        return NULL;
    return g_steal_pointer(&book);
}

void
tm_register_free(TmRegister *book)
{
    if (book == NULL)
        return;
    tm_pool_clear(&book->pool);
    g_free(book);
}
