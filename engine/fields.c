/* Reading a YAML mapping into a struct by a table of its keys. */
#include "fields.h"

#include <stdlib.h>
#include <string.h>

#include "expression.h"
#include "template-language.h"

#define MAX_ID 100

typedef gboolean (*ReadField)(const TmFieldReader *r, const TmYaml *node, const TmField *field,
                              gpointer record);

static gboolean read_keys(const TmFieldReader *r, const TmYaml *mapping, const TmField *fields,
                          gpointer record);

static gboolean
refuse(const TmFieldReader *r, const TmYaml *node, const char *text)
{
    return tm_fail(r->error, TM_ERROR_MEANING, r->file, node->place, "%s", text);
}

/* --- texts ------------------------------------------------------------------------------- */

static gboolean
expect_text(const TmFieldReader *r, const TmYaml *node)
{
    if (node->kind != TM_YAML_SCALAR)
        return refuse(r, node, "expected a text");
    return *node->text != '\0' || refuse(r, node, "expected a text, which is not empty");
}

static gboolean
expect_id(const TmFieldReader *r, const TmYaml *node)
{
    if (!expect_text(r, node))
        return FALSE;
    for (const char *c = node->text; *c != '\0'; c++)
        if (!g_ascii_isalnum(*c) && strchr("._-", *c) == NULL)
            return refuse(r, node, "an id has letters, digits and . _ - only");
    return strlen(node->text) <= MAX_ID || refuse(r, node, "an id has at most 100 letters");
}

gboolean
tm_fields_text(const TmFieldReader *r, const TmYaml *node, const char **text)
{
    gsize length;

    if (!expect_text(r, node))
        return FALSE;
    length = strlen(node->text);
    while (length > 0 && node->text[length - 1] == '\n')
        length--;
    *text = node->text[length] == '\0' ? node->text : tm_pool_text_n(r->pool, node->text, length);
    return TRUE;
}

static gboolean
read_text(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    return tm_fields_text(r, node, &G_STRUCT_MEMBER(const char *, record, field->offset));
}

static gboolean
read_line(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    if (node->kind == TM_YAML_SCALAR && strpbrk(node->text, "\n\t") != NULL)
        return refuse(r, node, "expected a text on one line");
    return read_text(r, node, field, record);
}

static gboolean
read_day(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    if (node->kind != TM_YAML_SCALAR || !tm_fields_is_day(node->text))
        return refuse(r, node, "expected a day, such as 2026-11-21");
    return read_text(r, node, field, record);
}

static gboolean
read_id(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    return expect_id(r, node) && read_text(r, node, field, record);
}

gboolean
tm_fields_texts(const TmFieldReader *r, const TmYaml *node, gboolean one_is_enough,
                GPtrArray *texts)
{
    if (node->kind == TM_YAML_SCALAR && one_is_enough) {
        if (!expect_text(r, node))
            return FALSE;
        g_ptr_array_add(texts, (gpointer)node->text);
        return TRUE;
    }
    if (node->kind != TM_YAML_SEQUENCE)
        return refuse(r, node, "expected a list of texts: [one, two]");
    for (guint i = 0; i < node->n_items; i++) {
        const TmYaml *item = &node->items[i];
        if (!expect_text(r, item))
            return FALSE;
        g_ptr_array_add(texts, (gpointer)item->text);
    }
    return TRUE;
}

static gboolean
read_texts(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    return tm_fields_texts(r, node, FALSE, G_STRUCT_MEMBER(GPtrArray *, record, field->offset));
}

static gboolean
read_diagram(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    return tm_fields_texts(r, node, TRUE, G_STRUCT_MEMBER(GPtrArray *, record, field->offset));
}

static gboolean
read_ids(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    if (node->kind == TM_YAML_SEQUENCE)
        for (guint i = 0; i < node->n_items; i++)
            if (!expect_id(r, &node->items[i]))
                return FALSE;
    return read_texts(r, node, field, record);
}

/* --- numbers and words ------------------------------------------------------------------- */

static gboolean
read_flag(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    gboolean yes = node->kind == TM_YAML_SCALAR && strcmp(node->text, "true") == 0;

    if (!yes && (node->kind != TM_YAML_SCALAR || strcmp(node->text, "false") != 0))
        return refuse(r, node, "expected true or false");
    G_STRUCT_MEMBER(gboolean, record, field->offset) = yes;
    return TRUE;
}

static gboolean
parse_number(const TmYaml *node, guint64 least, guint64 most, guint *number)
{
    guint64 value;

    if (node->kind != TM_YAML_SCALAR ||
        !g_ascii_string_to_unsigned(node->text, 10, least, most, &value, NULL))
        return FALSE;
    *number = (guint)value;
    return TRUE;
}

static gboolean
read_level(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    return parse_number(node, 1, 4, &G_STRUCT_MEMBER(guint, record, field->offset)) ||
           refuse(r, node, "expected a number from 1 to 4");
}

static gboolean
read_share(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    char *end = NULL;
    double value = node->kind == TM_YAML_SCALAR ? g_ascii_strtod(node->text, &end) : 0;

    if (end == NULL || end == node->text || *end != '\0' || !(value >= 0 && value <= 1))
        return refuse(r, node, "expected a number from 0 to 1");
    G_STRUCT_MEMBER(double, record, field->offset) = value;
    return TRUE;
}

static gboolean
read_numbers(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    GArray *numbers = G_STRUCT_MEMBER(GArray *, record, field->offset);

    if (node->kind != TM_YAML_SEQUENCE)
        return refuse(r, node, "expected a list of numbers: [287, 306]");
    for (guint i = 0; i < node->n_items; i++) {
        const TmYaml *item = &node->items[i];
        guint number;
        if (!parse_number(item, 1, 99999, &number))
            return refuse(r, item, "expected a number, such as 287");
        g_array_append_val(numbers, number);
    }
    return TRUE;
}

static gboolean
refuse_word(const TmFieldReader *r, const TmYaml *node, const TmField *field)
{
    g_autofree char *list = g_strjoinv(", ", (char **)field->words);

    return tm_fail(r->error, TM_ERROR_MEANING, r->file, node->place,
                   "\"%s\" is no %s: expected one of %s", node->text, field->key, list);
}

static gboolean
read_word(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    if (node->kind != TM_YAML_SCALAR)
        return refuse(r, node, "expected a word");
    for (guint i = 0; field->words[i] != NULL; i++)
        if (strcmp(field->words[i], node->text) == 0) {
            G_STRUCT_MEMBER(guint, record, field->offset) = i;
            return TRUE;
        }
    return refuse_word(r, node, field);
}

/* --- mappings ---------------------------------------------------------------------------- */

gboolean
tm_fields_values(const TmFieldReader *r, const TmYaml *node, GPtrArray *values)
{
    if (node->kind != TM_YAML_MAPPING)
        return refuse(r, node, "expected properties: {name: value}");
    for (guint i = 0; i < node->n_items; i++) {
        const TmYaml *key = &node->keys[i];
        const TmYaml *item = &node->items[i];
        TmValue *value = tm_pool_new(r->pool, TmValue);
        if (!expect_text(r, item))
            return FALSE;
        value->name = key->text;
        value->value = item->text;
        value->place = key->place;
        g_ptr_array_add(values, value);
    }
    return TRUE;
}

static gboolean
read_values(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    return tm_fields_values(r, node, G_STRUCT_MEMBER(GPtrArray *, record, field->offset));
}

static gboolean
read_ask(const TmFieldReader *r, const TmYaml *key, const TmYaml *item, TmAsk *ask)
{
    g_auto(GStrv) part = g_strsplit(key->text, ".", 2);

    for (TmWho who = TM_WHO_SOURCE; who < TM_N_WHO; who++)
        if (g_strcmp0(part[0], tm_who_name(who)) == 0)
            ask->who = tm_who_name(who);
    if (ask->who == NULL || part[1] == NULL)
        return refuse(r, key, "expected source., target. or flow. and a property");
    if (!expect_text(r, item))
        return FALSE;
    ask->property = tm_pool_text(r->pool, part[1]);
    ask->text = item->text;
    return TRUE;
}

static gboolean
read_asks(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    GPtrArray *asks = G_STRUCT_MEMBER(GPtrArray *, record, field->offset);

    if (node->kind != TM_YAML_MAPPING)
        return refuse(r, node, "expected questions: {target.authn: \"Does ...?\"}");
    for (guint i = 0; i < node->n_items; i++) {
        TmAsk *ask = tm_pool_new(r->pool, TmAsk);
        if (!read_ask(r, &node->keys[i], &node->items[i], ask))
            return FALSE;
        g_ptr_array_add(asks, ask);
    }
    return TRUE;
}

static gboolean
read_group(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    return read_keys(r, node, field->group, record);
}

/* Read where it is needed; see the caller of tm_fields_read(). */
static gboolean
read_other(const TmFieldReader *r, const TmYaml *node, const TmField *field, gpointer record)
{
    (void)r;
    (void)node;
    (void)field;
    (void)record;
    return TRUE;
}

static const ReadField read_field[] = {
    [TM_FIELD_TEXT] = read_text,       [TM_FIELD_LINE] = read_line,
    [TM_FIELD_DAY] = read_day,         [TM_FIELD_ID] = read_id,
    [TM_FIELD_TEXTS] = read_texts,     [TM_FIELD_IDS] = read_ids,
    [TM_FIELD_DIAGRAM] = read_diagram, [TM_FIELD_FLAG] = read_flag,
    [TM_FIELD_LEVEL] = read_level,     [TM_FIELD_SHARE] = read_share,
    [TM_FIELD_NUMBERS] = read_numbers, [TM_FIELD_WORD] = read_word,
    [TM_FIELD_VALUES] = read_values,   [TM_FIELD_ASKS] = read_asks,
    [TM_FIELD_GROUP] = read_group,     [TM_FIELD_OTHER] = read_other,
};

/* --- the table --------------------------------------------------------------------------- */

static GArray *
new_numbers(const TmFieldReader *r)
{
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint));

    g_ptr_array_add(r->numbers, numbers);
    return numbers;
}

static void
clear_field(const TmFieldReader *r, const TmField *field, gpointer record)
{
    switch (field->kind) {
    case TM_FIELD_TEXT:
    case TM_FIELD_LINE:
    case TM_FIELD_DAY:
    case TM_FIELD_ID:
        G_STRUCT_MEMBER(const char *, record, field->offset) = "";
        return;
    case TM_FIELD_TEXTS:
    case TM_FIELD_IDS:
    case TM_FIELD_DIAGRAM:
    case TM_FIELD_VALUES:
    case TM_FIELD_ASKS:
        G_STRUCT_MEMBER(GPtrArray *, record, field->offset) = tm_pool_array(r->pool);
        return;
    case TM_FIELD_NUMBERS:
        G_STRUCT_MEMBER(GArray *, record, field->offset) = new_numbers(r);
        return;
    case TM_FIELD_GROUP:
        for (const TmField *inner = field->group; inner->key != NULL; inner++)
            clear_field(r, inner, record);
        return;
    case TM_FIELD_FLAG:
    case TM_FIELD_LEVEL:
    case TM_FIELD_SHARE:
    case TM_FIELD_WORD:
    case TM_FIELD_OTHER:
        return;
    }
}

/* Sets @spoken where it leaves a key for later: its text stands beside that of another key. */
static gboolean
read_key(const TmFieldReader *r, const TmYaml *key, const TmYaml *item, const TmField *fields,
         gpointer record, gboolean *spoken)
{
    for (const TmField *field = fields; field->key != NULL; field++)
        if (strcmp(field->key, key->text) == 0)
            return read_field[field->kind](r, item, field, record);
    if (!tm_language_is_key(key))
        return tm_fail(r->error, TM_ERROR_MEANING, r->file, key->place, "\"%s\" is no key of this",
                       key->text);
    *spoken = TRUE;
    return TRUE;
}

static gboolean
read_spoken(const TmFieldReader *r, const TmYaml *mapping, const TmField *fields, gpointer record)
{
    for (guint i = 0; i < mapping->n_items; i++)
        if (tm_language_is_key(&mapping->keys[i]) &&
            !tm_language_read_key(r, &mapping->keys[i], &mapping->items[i], fields, record))
            return FALSE;
    return TRUE;
}

static gboolean
read_keys(const TmFieldReader *r, const TmYaml *mapping, const TmField *fields, gpointer record)
{
    gboolean spoken = FALSE;

    if (mapping->kind != TM_YAML_MAPPING)
        return refuse(r, mapping, "expected keys with values");
    for (guint i = 0; i < mapping->n_items; i++)
        if (!read_key(r, &mapping->keys[i], &mapping->items[i], fields, record, &spoken))
            return FALSE;
    for (const TmField *field = fields; field->key != NULL; field++)
        if (field->required && tm_yaml_get(mapping, field->key) == NULL)
            return tm_fail(r->error, TM_ERROR_MEANING, r->file, mapping->place, "\"%s\" is missing",
                           field->key);
    return !spoken || read_spoken(r, mapping, fields, record);
}

gboolean
tm_fields_read(const TmFieldReader *reader, const TmYaml *mapping, const TmField *fields,
               gpointer record)
{
    for (const TmField *field = fields; field->key != NULL; field++)
        clear_field(reader, field, record);
    return read_keys(reader, mapping, fields, record);
}
