/* Texts in other languages than English: beside the English ones, or in files of their own. */
#include "template-language.h"

#include <stddef.h>
#include <string.h>

#include "template-load.h"

#define MAX_LANGUAGES 64
/* Bytes of a tag, and of what stands between its hyphens (RFC 5646 section 2.1). */
#define MAX_TAG 35
#define MAX_SUBTAG 8
/* Bytes of a text: more is not filled in (check-texts.c). */
#define MAX_TEXT 16384
/* Each of them is looked for in the English text. */
#define MAX_PLACEHOLDERS 100

#define SPOKEN(array, Type, text)                                                                  \
    offsetof(TmTemplate, array), offsetof(Type, id), offsetof(Type, text), offsetof(Type, file),   \
        offsetof(Type, place)

const TmSpoken tm_spoken[] = {
    {"threats", "threat type", "", SPOKEN(threats, TmThreatType, title)},
    {"descriptions", "threat type", "the description of ",
     SPOKEN(threats, TmThreatType, description)},
    {"controls", "control", "", SPOKEN(controls, TmControl, name)},
    {"mitigations", "mitigation", "", SPOKEN(mitigations, TmMitigation, title)},
    {"guidance", "mitigation", "the guidance of ", SPOKEN(mitigations, TmMitigation, guidance)},
    {"stencils", "stencil", "", SPOKEN(stencils, TmStencil, name)},
    {"properties", "property", "", SPOKEN(properties, TmProperty, label)},
    {.key = NULL},
};

/* --- tags -------------------------------------------------------------------------------- */

static gboolean
is_tag(const char *tag)
{
    g_auto(GStrv) parts = NULL;

    if (strlen(tag) > MAX_TAG || strspn(tag, G_CSET_a_2_z G_CSET_A_2_Z) < 2)
        return FALSE;
    parts = g_strsplit(tag, "-", -1);
    for (guint i = 0; parts[i] != NULL; i++) {
        gsize length = strspn(parts[i], G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS);
        if (length == 0 || length > MAX_SUBTAG || parts[i][length] != '\0')
            return FALSE;
    }
    return TRUE;
}

static const char *
find_language(const GPtrArray *languages, const char *tag)
{
    for (guint i = 0; i < languages->len; i++)
        if (g_ascii_strcasecmp(g_ptr_array_index(languages, i), tag) == 0)
            return g_ptr_array_index(languages, i);
    return NULL;
}

/* Returns the one copy of @tag in TmTemplate.languages, or NULL. */
static const char *
add_language(const TmFieldReader *r, const char *tag, TmPlace place)
{
    GPtrArray *languages = r->template->languages;
    const char *known = find_language(languages, tag);

    if (known != NULL)
        return known;
    if (!is_tag(tag)) {
        tm_fail(r->error, TM_ERROR_MEANING, r->file, place,
                "\"%s\" is no language: expected a tag such as de or de-AT", tag);
        return NULL;
    }
    if (languages->len >= MAX_LANGUAGES) {
        tm_fail(r->error, TM_ERROR_LIMIT, r->file, place, "more than %d languages", MAX_LANGUAGES);
        return NULL;
    }
    g_ptr_array_add(languages, (gpointer)tm_pool_text(&r->template->pool, tag));
    return g_ptr_array_index(languages, languages->len - 1);
}

/* --- translations ------------------------------------------------------------------------ */

const TmTranslation *
tm_language_find(const TmTemplate *template, const char *const *where, const char *language)
{
    const TmTranslation *t = g_hash_table_lookup(template->translations, where);

    while (t != NULL && t->language != language)
        t = t->next;
    return t;
}

/* A name in braces that the English text has not would stay in the title as it is. */
static gboolean
check_placeholders(const TmFieldReader *r, const TmTranslation *t)
{
    const gsize length = strnlen(t->english, MAX_TEXT);
    guint count = 0;

    for (const char *at = strpbrk(t->text, "{}"); at != NULL; at = strpbrk(at, "{}")) {
        const char *end = *at == '{' ? strpbrk(at + 1, "{}") : NULL;
        gsize size = end != NULL ? (gsize)(end - at) + 1 : 0;

        if (count++ == MAX_PLACEHOLDERS)
            return tm_fail(r->error, TM_ERROR_LIMIT, r->file, t->place,
                           "a translation has at most %d placeholders", MAX_PLACEHOLDERS);
        if (end == NULL || *end != '}')
            return tm_fail(r->error, TM_ERROR_MEANING, r->file, t->place,
                           "a brace stands alone: expected a placeholder such as {source.Name}");
        if (memmem(t->english, length, at, size) == NULL)
            return tm_fail(r->error, TM_ERROR_MEANING, r->file, t->place,
                           "%.*s is not in the English text: %s", (int)size, at, t->english);
        at += size;
    }
    return TRUE;
}

static gboolean
check_once(const TmFieldReader *r, const TmTranslation *t, const TmTranslation *old)
{
    if (old == NULL || old->layer != t->layer)
        return TRUE;
    return tm_fail(r->error, TM_ERROR_MEANING, r->file, t->place,
                   "this is said twice in %s: first at %s:%u:%u", t->language, old->file,
                   old->place.line, old->place.column);
}

/* @node is what stands for the text at @where in @language. */
static gboolean
add_translation(const TmFieldReader *r, const char *language, const TmYaml *node,
                const char **where)
{
    TmTemplate *template = r->template;
    TmTranslation *t = tm_pool_new(&template->pool, TmTranslation);

    if (!tm_fields_text(r, node, &t->text))
        return FALSE;
    if (strlen(t->text) > MAX_TEXT)
        return tm_fail(r->error, TM_ERROR_LIMIT, r->file, node->place,
                       "a translation has at most %d bytes", MAX_TEXT);
    t->language = language;
    t->english = *where;
    t->layer = r->layer;
    t->file = r->file;
    t->place = node->place;
    t->next = g_hash_table_lookup(template->translations, where);
    if (!check_once(r, t, tm_language_find(template, where, language)) || !check_placeholders(r, t))
        return FALSE;
    g_hash_table_insert(template->translations, where, t);
    return TRUE;
}

static gboolean
is_ask(const TmAsk *ask, const char *key)
{
    gsize length = strlen(ask->who);

    return strncmp(key, ask->who, length) == 0 && key[length] == '.' &&
           strcmp(key + length + 1, ask->property) == 0;
}

static gboolean
add_ask(const TmFieldReader *r, const char *language, const TmYaml *key, const TmYaml *item,
        const GPtrArray *asks)
{
    for (guint i = 0; i < asks->len; i++) {
        TmAsk *ask = g_ptr_array_index(asks, i);
        if (is_ask(ask, key->text))
            return add_translation(r, language, item, &ask->text);
    }
    return tm_fail(r->error, TM_ERROR_MEANING, r->file, key->place,
                   "nothing is asked about \"%s\" in English", key->text);
}

static gboolean
add_asks(const TmFieldReader *r, const char *language, const TmYaml *node, const GPtrArray *asks)
{
    if (node->kind != TM_YAML_MAPPING)
        return tm_fail(r->error, TM_ERROR_MEANING, r->file, node->place,
                       "expected questions: {target.authn: \"...\"}");
    for (guint i = 0; i < node->n_items; i++)
        if (!add_ask(r, language, &node->keys[i], &node->items[i], asks))
            return FALSE;
    return TRUE;
}

/* --- beside the English text ------------------------------------------------------------- */

gboolean
tm_language_is_key(const TmYaml *key)
{
    return strchr(key->text, '[') != NULL;
}

static const TmField *
find_field(const TmField *fields, const char *key, gsize length)
{
    for (; fields->key != NULL; fields++)
        if (fields->spoken && strlen(fields->key) == length &&
            strncmp(fields->key, key, length) == 0)
            return fields;
    return NULL;
}

gboolean
tm_language_read_key(const TmFieldReader *r, const TmYaml *key, const TmYaml *item,
                     const TmField *fields, gpointer record)
{
    gsize length = strcspn(key->text, "[");
    const TmField *field = find_field(fields, key->text, length);
    g_autofree char *tag = g_strdup(key->text + length + 1);
    const char *language;

    if (field == NULL || !g_str_has_suffix(tag, "]"))
        return tm_fail(r->error, TM_ERROR_MEANING, r->file, key->place, "\"%s\" is no key of this",
                       key->text);
    tag[strlen(tag) - 1] = '\0';
    if ((language = add_language(r, tag, key->place)) == NULL)
        return FALSE;
    if (field->kind == TM_FIELD_ASKS)
        return add_asks(r, language, item, G_STRUCT_MEMBER(GPtrArray *, record, field->offset));
    return add_translation(r, language, item,
                           &G_STRUCT_MEMBER(const char *, record, field->offset));
}

/* --- files ------------------------------------------------------------------------------- */

typedef struct {
    TmLoader *loader;
    TmFieldReader reader;
    const char *language;
} Speech;

static gpointer
find_record(const Speech *speech, const TmSpoken *spoken, const TmYaml *id)
{
    const TmLoader *loader = speech->loader;
    gpointer record =
        tm_load_find(loader, G_STRUCT_MEMBER(GPtrArray *, loader->template, spoken->array),
                     spoken->what, id->text);

    if (record == NULL)
        tm_fail(loader->error, TM_ERROR_MEANING, loader->file->name, id->place, "no %s \"%s\"",
                spoken->what, id->text);
    return record;
}

static gboolean
read_text(const Speech *speech, const TmSpoken *spoken, const TmYaml *id, const TmYaml *node)
{
    gpointer record = find_record(speech, spoken, id);

    return record != NULL && add_translation(&speech->reader, speech->language, node,
                                             &G_STRUCT_MEMBER(const char *, record, spoken->text));
}

/* A property may be declared several times. */
static gboolean
read_label(const Speech *speech, const TmSpoken *spoken G_GNUC_UNUSED, const TmYaml *id,
           const TmYaml *node)
{
    const GPtrArray *properties = speech->loader->template->properties;
    gboolean found = FALSE;

    for (guint i = 0; i < properties->len; i++) {
        TmProperty *property = g_ptr_array_index(properties, i);
        if (strcmp(property->id, id->text) != 0)
            continue;
        if (!add_translation(&speech->reader, speech->language, node, &property->label))
            return FALSE;
        found = TRUE;
    }
    return found || tm_fail(speech->loader->error, TM_ERROR_MEANING, speech->reader.file, id->place,
                            "no property \"%s\"", id->text);
}

static gboolean
read_asks(const Speech *speech, const TmSpoken *threats, const TmYaml *id, const TmYaml *node)
{
    const TmThreatType *type = find_record(speech, threats, id);

    return type != NULL && add_asks(&speech->reader, speech->language, node, type->asks);
}

typedef gboolean (*ReadText)(const Speech *speech, const TmSpoken *spoken, const TmYaml *id,
                             const TmYaml *node);

static gboolean
read_texts(const Speech *speech, const TmSpoken *spoken, const TmYaml *texts, ReadText read)
{
    if (texts->kind != TM_YAML_MAPPING)
        return tm_fail(speech->loader->error, TM_ERROR_MEANING, speech->reader.file, texts->place,
                       "expected texts: {id: \"...\"}");
    for (guint i = 0; i < texts->n_items; i++)
        if (!read(speech, spoken, &texts->keys[i], &texts->items[i]))
            return FALSE;
    return TRUE;
}

static gboolean
read_section(const Speech *speech, const TmYaml *key, const TmYaml *node)
{
    if (strcmp(key->text, "language") == 0)
        return TRUE;
    if (strcmp(key->text, "unnamed") == 0)
        return add_translation(&speech->reader, speech->language, node,
                               &speech->loader->template->unnamed);
    if (strcmp(key->text, "asks") == 0)
        return read_texts(speech, &tm_spoken[0], node, read_asks);
    if (strcmp(key->text, "properties") == 0)
        return read_texts(speech, NULL, node, read_label);
    for (const TmSpoken *spoken = tm_spoken; spoken->key != NULL; spoken++)
        if (strcmp(key->text, spoken->key) == 0)
            return read_texts(speech, spoken, node, read_text);
    return tm_fail(speech->loader->error, TM_ERROR_MEANING, speech->reader.file, key->place,
                   "expected threats, descriptions, asks, controls, mitigations, guidance, "
                   "stencils, properties or unnamed");
}

/* Several files may translate a template into one language. */
static void
note_language(TmTemplate *template, const char *language, const char *folder)
{
    TmLanguageFile *file;

    for (guint i = 0; i < template->language_files->len; i++) {
        file = g_ptr_array_index(template->language_files, i);
        if (file->language == language && strcmp(file->folder, folder) == 0)
            return;
    }
    file = tm_pool_new(&template->pool, TmLanguageFile);
    *file = (TmLanguageFile){language, tm_pool_text(&template->pool, folder)};
    g_ptr_array_add(template->language_files, file);
}

static gboolean
read_language(TmLoader *loader, const TmLoadFile *file, const TmLayer *layer)
{
    const TmYaml *tag = tm_yaml_get(file->root, "language");
    Speech speech = {.loader = loader};

    loader->file = file;
    speech.reader = tm_load_reader(loader);
    if (tag->kind != TM_YAML_SCALAR)
        return tm_fail(loader->error, TM_ERROR_MEANING, file->name, tag->place,
                       "expected a language such as de or de-AT");
    if ((speech.language = add_language(&speech.reader, tag->text, tag->place)) == NULL)
        return FALSE;
    note_language(loader->template, speech.language, layer->folder);
    for (guint i = 0; i < file->root->n_items; i++)
        if (!read_section(&speech, &file->root->keys[i], &file->root->items[i]))
            return FALSE;
    return TRUE;
}

gboolean
tm_load_read_languages(TmLoader *loader, const TmLayer *layer)
{
    for (guint i = 0; i < loader->languages->len; i++)
        if (!read_language(loader, g_ptr_array_index(loader->languages, i), layer))
            return FALSE;
    g_ptr_array_set_size(loader->languages, 0);
    return TRUE;
}
