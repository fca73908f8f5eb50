/* A template of Microsoft's Threat Modeling Tool: a .tb7 (XmlSerializer), or the copy inside a .tm7
 * (DataContractSerializer). Both have the same elements in another order: all is read by name
 * (tm7-format.md sections 1 and 4). */
#include "template-tb7.h"

#include <string.h>

#include "messages.h"

/* Of a template that has more to complain about the rest is left out. */
#define MAX_NOTES 200
/* Replaced declarations that a message names. */
#define MAX_NAMED 5
/* Categories, and properties of threats. */
#define MAX_LISTED 1000

/* --- messages ---------------------------------------------------------------------------- */

static TmMessage *
add_message(TmTemplate *template, const char *code, const char *file, const char *text)
{
    const TmMessageCode *known = tm_message_code(code);
    TmMessage *message = tm_pool_new(&template->pool, TmMessage);

    message->code = known->code;
    message->level = known->level;
    message->text = tm_pool_text(&template->pool, text);
    message->file = file;
    g_ptr_array_add(template->messages, message);
    return message;
}

void
tm_tb7_note(TmTemplate *template, const char *file, TmPlace place, const char *format, ...)
{
    g_autofree char *text = NULL;
    va_list args;

    if (template->messages->len >= MAX_NOTES)
        return;
    va_start(args, format);
    text = g_strdup_vprintf(format, args);
    va_end(args);
    add_message(template, "H32", file, text)->place = place;
}

gboolean
tm_tb7_is_new(TmTb7 *tb7, const TmXmlNode *node, const char *what, const char *id)
{
    const char *key = tm_pool_printf(&tb7->loader->pool, "%s %s", what, id);

    if (*id != '\0' && g_hash_table_add(tb7->known, (gpointer)key))
        return TRUE;
    if (*id == '\0')
        tm_tb7_note(tb7->template, tb7->file, node->place, "a %s without an id is left out", what);
    else
        tm_tb7_note(tb7->template, tb7->file, node->place, "the %s %s is there twice", what, id);
    return FALSE;
}

/* --- metadata and categories ------------------------------------------------------------- */

void
tm_tb7_list(const TmXmlNode *list, GPtrArray *texts)
{
    for (const TmXmlNode *item = list != NULL ? list->first : NULL; item != NULL; item = item->next)
        g_ptr_array_add(texts, (gpointer)item->text);
}

static gboolean
is_true(TmTb7 *tb7, const TmXmlNode *node, const char *name)
{
    const char *word = tm_xml_child_word(&tb7->template->pool, node, name);

    return g_ascii_strcasecmp(word, "true") == 0;
}

static void
add_priorities(TmTemplate *template, const GPtrArray *values)
{
    for (guint i = 0; i < MIN(values->len, TM_MAX_PRIORITIES); i++) {
        char *value = g_ptr_array_index(values, i);
        gboolean known = template->priorities->len > 0 && tm_template_has_priority(template, value);
        if (*value != '\0' && strpbrk(value, "\n\t") == NULL && !known)
            g_ptr_array_add(template->priorities, value);
    }
}

static void
read_datum(TmTb7 *tb7, const TmXmlNode *node)
{
    TmPool *pool = &tb7->template->pool;
    TmThreatDatum *datum = tm_pool_new(pool, TmThreatDatum);

    datum->name = tm_xml_child_word(pool, node, "Name");
    datum->label = tm_xml_child_word(pool, node, "Label");
    datum->id = tm_xml_child_word(pool, node, "Id");
    datum->about = tm_xml_child_text(node, "Description");
    datum->kind = tm_xml_child_word(pool, node, "AttributeType");
    datum->hidden = is_true(tb7, node, "HideFromUI");
    datum->values = tm_pool_array(pool);
    tm_tb7_list(tm_xml_child(node, "Values"), datum->values);
    if (strcmp(datum->name, "Priority") == 0 && tb7->template->priorities->len == 0)
        add_priorities(tb7->template, datum->values);
    g_ptr_array_add(tb7->template->metadata, datum);
}

static gboolean
has_datum(const TmTemplate *template, const char *name)
{
    for (guint i = 0; i < template->metadata->len; i++) {
        const TmThreatDatum *datum = g_ptr_array_index(template->metadata, i);
        if (strcmp(datum->name, name) == 0)
            return TRUE;
    }
    return FALSE;
}

/* The first value is the default, of this file's threats. */
static void
note_priority(TmTb7 *tb7, const char *name, const TmXmlNode *node)
{
    const TmXmlNode *values = tm_xml_child(node, "Values");

    if (strcmp(name, "Priority") == 0 && values != NULL && values->first != NULL)
        tb7->priority = values->first->text;
}

/* The properties of an earlier template stay; those that it lacks are added. */
static void
read_metadata(TmTb7 *tb7)
{
    const TmXmlNode *metadata = tm_xml_child(tb7->root, "ThreatMetaData");
    const TmXmlNode *list = tm_xml_child(metadata, "PropertiesMetaData");

    tb7->template->has_priority |= is_true(tb7, metadata, "IsPriorityUsed");
    tb7->template->has_state |= is_true(tb7, metadata, "IsStatusUsed");
    tb7->priority = "";
    for (const TmXmlNode *node = list != NULL ? list->first : NULL; node != NULL;
         node = node->next) {
        const char *name = tm_xml_child_word(&tb7->template->pool, node, "Name");
        note_priority(tb7, name, node);
        if (tb7->template->metadata->len < MAX_LISTED && !has_datum(tb7->template, name))
            read_datum(tb7, node);
    }
}

static gboolean
read_category(TmTb7 *tb7, const TmXmlNode *node)
{
    TmPool *pool = &tb7->template->pool;
    TmCategory *category = tm_pool_new(pool, TmCategory);
    guint index;

    category->id = tm_xml_child_word(pool, node, "Id");
    category->name = tm_xml_child_word(pool, node, "Name");
    category->summary = tm_xml_child_text(node, "ShortDescription");
    category->about = tm_xml_child_text(node, "LongDescription");
    return !tm_tb7_is_new(tb7, node, "category", category->id) ||
           tm_load_add(tb7->loader, tb7->template->categories, "category", category->id, category,
                       node->place, &index);
}

static gboolean
read_categories(TmTb7 *tb7)
{
    const TmXmlNode *list = tm_xml_child(tb7->root, "ThreatCategories");

    for (const TmXmlNode *node = list != NULL ? list->first : NULL; node != NULL; node = node->next)
        if (tb7->template->categories->len < MAX_LISTED && !read_category(tb7, node))
            return FALSE;
    return TRUE;
}

/* --- the file ---------------------------------------------------------------------------- */

gboolean
tm_template_is_tb7(GBytes *bytes)
{
    gsize length, tag_length;
    const char *text = g_bytes_get_data(bytes, &length);

    return text != NULL && tm_xml_find_root(text, length, &tag_length) != NULL;
}

static const TmXmlNode *
find_knowledge(const TmXmlNode *root)
{
    if (strcmp(root->name, "KnowledgeBase") == 0)
        return root;
    return strcmp(root->name, "ThreatModel") == 0 ? tm_xml_child(root, "KnowledgeBase") : NULL;
}

gboolean
tm_tb7_open(TmLoader *loader, TmLoadFile *file, const TmSource *source)
{
    static const char *const skip[] = {"Image",           "ImageStream",        "ImageSource",
                                       "ThreatInstances", "DrawingSurfaceList", "MetaInformation",
                                       "Notes",           "Validations",        NULL};
    TmPool *pool = &loader->template->pool;
    gsize length;
    const char *text = g_bytes_get_data(source->bytes, &length);
    const TmXmlNode *root = tm_xml_tree(pool, file->name, text, length, skip, loader->error);

    if (root == NULL)
        return FALSE;
    file->bytes = source->bytes;
    file->knowledge = find_knowledge(root);
    if (file->knowledge == NULL || file->knowledge->first == NULL)
        return tm_fail(loader->error, TM_ERROR_MEANING, file->name, root->place,
                       "no template is in this file: expected KnowledgeBase");
    return TRUE;
}

/* Attributes in a .tb7, child elements in a .tm7. */
static const char *
manifest_text(TmPool *pool, const TmXmlNode *manifest, const char *attribute, const char *child)
{
    const char *text = manifest != NULL ? tm_xml_attribute(manifest->attributes, attribute) : NULL;

    return text != NULL ? text : tm_xml_child_word(pool, manifest, child);
}

void
tm_tb7_read_manifest(TmLoader *loader, TmLayer *layer)
{
    TmPool *pool = &loader->template->pool;
    const TmXmlNode *manifest = tm_xml_child(layer->tb7->knowledge, "Manifest");

    layer->manifest.id = manifest_text(pool, manifest, "id", "Id");
    layer->manifest.name = manifest_text(pool, manifest, "name", "Name");
    layer->manifest.version = manifest_text(pool, manifest, "version", "Version");
    layer->manifest.author = manifest_text(pool, manifest, "author", "Author");
}

static void
tell_replaced(TmTb7 *tb7)
{
    const GPtrArray *replaced = tb7->loader->replaced;
    g_autoptr(GString) text = g_string_new(NULL);

    if (replaced->len == 0)
        return;
    g_string_append(text, "what earlier templates declare is replaced: ");
    for (guint i = 0; i < MIN(replaced->len, MAX_NAMED); i++)
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
                               (const char *)g_ptr_array_index(replaced, i));
    if (replaced->len > MAX_NAMED)
        g_string_append_printf(text, " and %u more", replaced->len - MAX_NAMED);
    add_message(tb7->template, "H30", tb7->file, text->str)->place = tb7->root->place;
}

gboolean
tm_tb7_read(TmLoader *loader, const TmLayer *layer)
{
    g_autoptr(GHashTable) elements = g_hash_table_new(tm_text_hash, g_str_equal);
    g_autoptr(GHashTable) known = g_hash_table_new(tm_text_hash, g_str_equal);
    TmTb7 tb7 = {.loader = loader,
                 .template = loader->template,
                 .root = layer->tb7->knowledge,
                 .file = layer->file,
                 .elements = elements,
                 .known = known};
    gboolean done;

    loader->file = layer->tb7;
    loader->replaced = tm_pool_array(&loader->pool);
    read_metadata(&tb7);
    done = read_categories(&tb7) && tm_tb7_read_elements(&tb7) && tm_tb7_read_threats(&tb7);
    if (done)
        tell_replaced(&tb7);
    loader->replaced = NULL;
    return done;
}
