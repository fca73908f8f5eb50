/* The threat types of Microsoft's templates, and their rules. */
#include <string.h>

#include "escape.h"
#include "expression.h"
#include "template-tb7.h"

#define MAX_THREAT_TYPES 4096

/* --- what a threat type says ------------------------------------------------------------- */

static void
read_values(TmTb7 *tb7, const TmXmlNode *list, TmThreatType *threat)
{
    TmPool *pool = &tb7->template->pool;

    for (const TmXmlNode *node = list != NULL ? list->first : NULL; node != NULL;
         node = node->next) {
        const TmXmlNode *values = tm_xml_child(node, "Values");
        const TmXmlNode *first = values != NULL ? values->first : NULL;
        TmValue *value;
        if (first == NULL || tm_xml_is_nil(first))
            continue;
        value = tm_pool_new(pool, TmValue);
        value->name = tm_xml_child_word(pool, node, "Name");
        value->value = first->text;
        value->place = node->place;
        g_ptr_array_add(threat->metadata, value);
    }
}

static const char *
value_of(const TmThreatType *threat, const char *name)
{
    for (guint i = 0; i < threat->metadata->len; i++) {
        const TmValue *value = g_ptr_array_index(threat->metadata, i);
        if (strcmp(value->name, name) == 0)
            return value->value;
    }
    return NULL;
}

static const char *
category_name(TmTb7 *tb7, const char *id)
{
    for (guint i = 0; i < tb7->template->categories->len; i++) {
        const TmCategory *category = g_ptr_array_index(tb7->template->categories, i);
        if (strcmp(category->id, id) == 0)
            return category->name;
    }
    return id;
}

/* A title is printed on a line of its own, an id inside one: neither may hold another line. */
static const char *
one_line(TmPool *pool, const char *text)
{
    g_autofree char *line = tm_escape_line(text);

    return tm_pool_text(pool, line);
}

static void
read_texts(TmTb7 *tb7, const TmXmlNode *node, TmThreatType *threat)
{
    TmPool *pool = &tb7->template->pool;
    const char *description, *priority;

    threat->title = one_line(pool, tm_xml_child_text(node, "ShortTitle"));
    threat->about = tm_xml_child_text(node, "Description");
    threat->related = tm_xml_child_word(pool, node, "RelatedCategory");
    threat->category_id = tm_xml_child_word(pool, node, "Category");
    threat->category = category_name(tb7, threat->category_id);
    threat->metadata = tm_pool_array(pool);
    read_values(tb7, tm_xml_child(node, "PropertiesMetaData"), threat);
    description = value_of(threat, "UserThreatDescription");
    priority = value_of(threat, "Priority");
    threat->description = description != NULL ? description : threat->about;
    threat->priority = priority != NULL && *priority != '\0' ? priority : tb7->priority;
}

static void
clear_lists(TmTemplate *template, TmThreatType *threat)
{
    GPtrArray *nothing = tm_pool_array(&template->pool);

    threat->suppresses = threat->controls = threat->asks = threat->hit = threat->miss = nothing;
    threat->cwe = threat->capec = template->no_numbers;
}

/* --- rules ------------------------------------------------------------------------------- */

/* The place of the text of an element: after the `>` of its tag. */
static TmPlace
text_place(const TmTb7 *tb7, const TmXmlNode *node)
{
    gsize length;
    const char *text = g_bytes_get_data(tb7->loader->file->bytes, &length);
    const char *tag = node->offset < length ? text + node->offset : NULL;
    const char *end = tag != NULL ? memchr(tag, '>', length - node->offset) : NULL;
    TmPlace place = node->place;

    if (end != NULL)
        place.column += (guint)(end - tag) + 1;
    return place;
}

static const char *
read_filter(const TmTb7 *tb7, const TmXmlNode *filters, const char *name, TmPlace *place)
{
    const TmXmlNode *filter = tm_xml_child(filters, name);

    if (filter == NULL)
        return "";
    *place = text_place(tb7, filter);
    return filter->text;
}

/* The parser's error has a place of its own, nearer than that of the rule. */
static void
note_error(TmTemplate *template, const TmThreatType *threat, const GError *error, TmPlace place)
{
    const char *text = strstr(error->message, ": error: ");
    const char *at = error->message + strlen(threat->file);

    if (text != NULL && text > at) {
        char *colon;
        place.line = (guint)g_ascii_strtoull(at + 1, &colon, 10);
        place.column = (guint)g_ascii_strtoull(colon + 1, NULL, 10);
    }
    tm_tb7_note(template, threat->file, place, "%s, in a rule of %s, which is left out",
                text != NULL ? text + strlen(": error: ") : error->message, threat->id);
}

static const TmExpression *
compile(TmTemplate *template, const TmThreatType *threat, const char *text, TmPlace place)
{
    g_autoptr(GPtrArray) notes = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    const TmExpression *e = tm_expression_parse_open(template, &template->pool, text, threat->file,
                                                     place, notes, &error);

    for (guint i = 0; i < notes->len; i++) {
        const TmExpressionNote *note = g_ptr_array_index(notes, i);
        tm_tb7_note(template, threat->file, note->place, "%s in a rule of %s", note->text,
                    threat->id);
    }
    if (error != NULL)
        note_error(template, threat, error, place);
    return e;
}

void
tm_tb7_compile(TmLoader *loader, TmThreatType *threat)
{
    threat->include =
        compile(loader->template, threat, threat->include_text, threat->include_place);
    threat->exclude =
        compile(loader->template, threat, threat->exclude_text, threat->exclude_place);
}

/* --- the list ---------------------------------------------------------------------------- */

static gboolean
add_threat(TmTb7 *tb7, const TmXmlNode *node, TmThreatType *threat)
{
    guint index;

    if (!tm_load_add(tb7->loader, tb7->template->threats, "threat type", threat->id, threat,
                     node->place, &index))
        return FALSE;
    if (index == tb7->loader->rules->len)
        g_ptr_array_add(tb7->loader->rules, NULL);
    tb7->loader->rules->pdata[index] = NULL;
    return TRUE;
}

static gboolean
read_threat(TmTb7 *tb7, const TmXmlNode *node, guint number)
{
    TmThreatType *threat = tm_pool_new(&tb7->template->pool, TmThreatType);
    const TmXmlNode *filters = tm_xml_child(node, "GenerationFilters");

    threat->id = one_line(&tb7->template->pool, tm_xml_child_text(node, "Id"));
    if (!tm_tb7_is_new(tb7, node, "threat type", threat->id))
        return TRUE;
    threat->pack = "";
    threat->number = number;
    threat->file = tb7->file;
    threat->place = node->place;
    threat->scope = TM_SCOPE_FLOW;
    clear_lists(tb7->template, threat);
    read_texts(tb7, node, threat);
    threat->include_text = read_filter(tb7, filters, "Include", &threat->include_place);
    threat->exclude_text = read_filter(tb7, filters, "Exclude", &threat->exclude_place);
    return add_threat(tb7, node, threat);
}

gboolean
tm_tb7_read_threats(TmTb7 *tb7)
{
    const TmXmlNode *list = tm_xml_child(tb7->root, "ThreatTypes");
    guint number = 0;

    for (const TmXmlNode *node = list != NULL ? list->first : NULL; node != NULL;
         node = node->next) {
        if (++number > MAX_THREAT_TYPES)
            return tm_fail(tb7->loader->error, TM_ERROR_LIMIT, tb7->file, node->place,
                           "more than %d threat types", MAX_THREAT_TYPES);
        if (!read_threat(tb7, node, number))
            return FALSE;
    }
    return TRUE;
}
