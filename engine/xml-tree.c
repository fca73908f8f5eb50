/* XML as a tree. */
#include "xml-tree.h"

#include <string.h>

#define MAX_NODES 2000000
/* The root of a document is looked for in its first bytes only. */
#define MAX_PROLOG ((gsize)64 << 10)

static const TmXmlAttribute no_attributes[] = {{NULL, NULL}};

typedef struct {
    TmPool *pool;
    const char *file;
    const char *const *skip;
    TmXmlNode *root;
    TmXmlNode *open; /* the innermost element that is not closed */
    guint skipped;   /* how many elements are open inside of one that is skipped */
    gboolean skipping;
    guint count;
    GString *text;
} Builder;

/* --- building ---------------------------------------------------------------------------- */

static gboolean
is_skipped(const Builder *builder, const char *name)
{
    for (guint i = 0; builder->skip != NULL && builder->skip[i] != NULL; i++)
        if (strcmp(builder->skip[i], name) == 0)
            return TRUE;
    return FALSE;
}

static const TmXmlAttribute *
copy_attributes(Builder *builder, const TmXmlAttribute *attributes)
{
    guint count = 0;
    TmXmlAttribute *copy;

    if (attributes->name == NULL)
        return no_attributes;
    while (attributes[count].name != NULL)
        count++;
    copy = tm_pool_new_n(builder->pool, TmXmlAttribute, count + 1);
    for (guint i = 0; i < count; i++) {
        copy[i].name = tm_pool_text(builder->pool, attributes[i].name);
        copy[i].value = tm_pool_text(builder->pool, attributes[i].value);
    }
    return copy;
}

static void
append(Builder *builder, TmXmlNode *node)
{
    TmXmlNode *parent = builder->open;

    node->parent = parent;
    if (parent == NULL)
        builder->root = node;
    else if (parent->first == NULL)
        parent->first = node;
    else
        parent->last->next = node;
    if (parent != NULL)
        parent->last = node;
    builder->open = node;
}

static gboolean
on_start(const char *name, const TmXmlAttribute *attributes, TmPlace place, gsize offset,
         gpointer data, GError **error)
{
    Builder *builder = data;
    TmXmlNode *node;

    if (builder->skipping) {
        builder->skipped++;
        return TRUE;
    }
    if (++builder->count > MAX_NODES)
        return tm_fail(error, TM_ERROR_LIMIT, builder->file, place, "more than %d tags", MAX_NODES);
    node = tm_pool_new(builder->pool, TmXmlNode);
    node->name = tm_pool_text(builder->pool, name);
    node->text = "";
    node->attributes = copy_attributes(builder, attributes);
    node->place = place;
    node->offset = offset;
    append(builder, node);
    builder->skipping = is_skipped(builder, name);
    g_string_truncate(builder->text, 0);
    return TRUE;
}

static void
on_text(const char *text, gsize length, gpointer data)
{
    Builder *builder = data;

    if (!builder->skipping)
        g_string_append_len(builder->text, text, (gssize)length);
}

static void
on_end(const char *name G_GNUC_UNUSED, gpointer data)
{
    Builder *builder = data;

    if (builder->skipped > 0) {
        builder->skipped--;
        return;
    }
    builder->skipping = FALSE;
    if (builder->open->first == NULL && builder->text->len > 0)
        builder->open->text = tm_pool_text(builder->pool, builder->text->str);
    g_string_truncate(builder->text, 0);
    builder->open = builder->open->parent;
}

const TmXmlNode *
tm_xml_tree(TmPool *pool, const char *file, const char *text, gsize length, const char *const *skip,
            GError **error)
{
    static const TmXmlHandler handler = {on_start, on_text, on_end};
    g_autoptr(GString) leaf = g_string_new(NULL);
    Builder builder = {.pool = pool, .file = file, .skip = skip, .text = leaf};

    if (!tm_xml_parse(file, text, length, TM_NOWHERE, &handler, &builder, error))
        return NULL;
    if (builder.root == NULL)
        tm_fail(error, TM_ERROR_SYNTAX, file, (TmPlace){1, 1}, "the document has no root");
    return builder.root;
}

/* --- asking ------------------------------------------------------------------------------ */

const TmXmlNode *
tm_xml_child(const TmXmlNode *node, const char *name)
{
    for (const TmXmlNode *child = node != NULL ? node->first : NULL; child != NULL;
         child = child->next)
        if (strcmp(child->name, name) == 0)
            return child;
    return NULL;
}

const char *
tm_xml_child_text(const TmXmlNode *node, const char *name)
{
    const TmXmlNode *child = tm_xml_child(node, name);

    return child != NULL ? child->text : "";
}

const char *
tm_xml_child_word(TmPool *pool, const TmXmlNode *node, const char *name)
{
    g_autofree char *word = g_strdup(tm_xml_child_text(node, name));

    return tm_pool_text(pool, g_strstrip(word));
}

gboolean
tm_xml_is_nil(const TmXmlNode *node)
{
    return g_strcmp0(tm_xml_attribute(node->attributes, "nil"), "true") == 0;
}

/* --- the root, without parsing ----------------------------------------------------------- */

/* What may stand before the root, and how it ends. */
static const struct {
    const char *start;
    const char *end;
} before_root[] = {
    {"\xEF\xBB\xBF", ""}, {"<?", "?>"}, {"<!--", "-->"}, {"<!", ">"}, {"]", ">"},
};

/* Returns the place after what @text begins with, or NULL when that is nothing of the above. */
static const char *
pass_over(const char *text, gsize length)
{
    for (gsize i = 0; i < G_N_ELEMENTS(before_root); i++) {
        gsize start = strlen(before_root[i].start);
        const char *end;

        if (length < start || memcmp(text, before_root[i].start, start) != 0)
            continue;
        if (*before_root[i].end == '\0')
            return text + start;
        end = g_strstr_len(text, (gssize)length, before_root[i].end);
        return end != NULL ? end + strlen(before_root[i].end) : NULL;
    }
    return NULL;
}

const char *
tm_xml_find_root(const char *text, gsize length, gsize *tag_length)
{
    const char *stop = text + MIN(length, MAX_PROLOG);
    const char *at = text;
    const char *end;

    while (at != NULL && at < stop) {
        if (g_ascii_isspace(*at)) {
            at++;
            continue;
        }
        if (*at == '<' && at + 1 < stop && at[1] != '?' && at[1] != '!') {
            end = memchr(at, '>', (gsize)(stop - at));
            *tag_length = end != NULL ? (gsize)(end - at) : 0;
            return end != NULL ? at : NULL;
        }
        at = pass_over(at, (gsize)(stop - at));
    }
    return NULL;
}

gboolean
tm_xml_root_is(const char *text, gsize length, const char *name)
{
    gsize tag_length;
    const char *tag = tm_xml_find_root(text, length, &tag_length);
    g_autofree char *copy = tag != NULL ? g_strndup(tag + 1, tag_length - 1) : NULL;
    char *local;

    if (copy == NULL)
        return FALSE;
    copy[strcspn(copy, " \t\r\n/")] = '\0';
    local = strrchr(copy, ':');
    return strcmp(local != NULL ? local + 1 : copy, name) == 0;
}
