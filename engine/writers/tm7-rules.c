/* Categories, properties of threats and threat types of the template inside a .tm7. */
#include <string.h>

#include "tm7-own.h"

/* What never holds there: our rules say more than that language can. */
#define NEVER "source is 'ROOT'"
#define NOT_EXTENDED "<a:IsExtension>false</a:IsExtension>"

/* --- categories -------------------------------------------------------------------------- */

static void
write_category(GString *out, const char *id, const char *name, const char *summary,
               const char *about)
{
    g_string_append(out, "<a:ThreatCategory>" NOT_EXTENDED);
    tm_tm7_leaf(out, "a:Id", id);
    tm_tm7_leaf(out, "a:LongDescription", about);
    tm_tm7_leaf(out, "a:Name", name);
    tm_tm7_leaf(out, "a:ShortDescription", summary);
    g_string_append(out, "</a:ThreatCategory>");
}

static void
write_categories(const TmTm7Writer *writer)
{
    const TmTemplate *template = writer->report->template;
    g_autoptr(GHashTable) known = g_hash_table_new(tm_text_hash, g_str_equal);

    g_string_append(writer->out, "<a:ThreatCategories>");
    for (guint i = 0; i < template->categories->len; i++) {
        const TmCategory *category = template->categories->pdata[i];
        g_hash_table_add(known, (gpointer)category->id);
        write_category(writer->out, category->id, category->name, category->summary,
                       category->about);
    }
    for (guint i = 0; i < template->threats->len; i++) {
        const TmThreatType *type = template->threats->pdata[i];
        if (type->category_id == NULL && g_hash_table_add(known, (gpointer)type->category))
            write_category(writer->out, type->category, type->category, type->category, "");
    }
    g_string_append(writer->out, "</a:ThreatCategories>");
}

/* --- properties of threats --------------------------------------------------------------- */

static void
open_datum(GString *out, const char *name, const char *label, gboolean hidden)
{
    g_string_append(out, "<ThreatMetaDatum>");
    tm_tm7_leaf(out, "Name", name);
    tm_tm7_leaf(out, "Label", label);
    tm_tm7_leaf(out, "HideFromUI", hidden ? "true" : "false");
}

static void
write_values(GString *out, const char *const *values)
{
    if (values == NULL || values[0] == NULL) {
        g_string_append(out, "<Values i:nil=\"true\" xmlns:b=\"" TM_TM7_ARRAYS "\"/>");
        return;
    }
    g_string_append(out, "<Values xmlns:b=\"" TM_TM7_ARRAYS "\">");
    for (; *values != NULL; values++)
        tm_tm7_leaf(out, "b:string", *values);
    g_string_append(out, "</Values>");
}

static void
close_datum(GString *out, const char *id, const char *kind)
{
    tm_tm7_leaf(out, "Id", id);
    if (*kind != '\0')
        tm_tm7_leaf(out, "AttributeType", kind);
    g_string_append(out, "</ThreatMetaDatum>");
}

static void
write_our_datum(GString *out, const TmTm7Datum *datum, const char *const *values)
{
    char id[TM_TM7_GUID_LENGTH + 1];

    tm_tm7_guid("property of threats", datum->name, id);
    open_datum(out, datum->name, datum->label, datum->hidden);
    write_values(out, values);
    close_datum(out, id, datum->kind);
}

static GPtrArray *
list_priorities(const TmTemplate *template)
{
    static const char *const words[] = {"High", "Medium", "Low", "Critical", NULL};
    GPtrArray *list = g_ptr_array_new();

    for (guint i = 0; i < template->priorities->len; i++)
        g_ptr_array_add(list, template->priorities->pdata[i]);
    for (guint i = 0; list->len == 0 && words[i] != NULL; i++)
        g_ptr_array_add(list, (gpointer)words[i]);
    g_ptr_array_add(list, NULL);
    return list;
}

/* The first value is the default. */
static void
write_our_data(const TmTm7Writer *writer)
{
    static const char *const none[] = {"", NULL};
    g_autoptr(GPtrArray) priorities = list_priorities(writer->report->template);

    for (const TmTm7Datum *datum = tm_tm7_data; datum->name != NULL; datum++)
        write_our_datum(writer->out, datum,
                        strcmp(datum->name, "Priority") == 0
                            ? (const char *const *)(gpointer)priorities->pdata
                            : none);
}

static void
write_datum(GString *out, const TmThreatDatum *datum, const char *const *values)
{
    open_datum(out, datum->name, datum->label, datum->hidden);
    write_values(out, values);
    close_datum(out, datum->id, datum->kind);
}

static void
write_their_data(const TmTm7Writer *writer)
{
    const GPtrArray *metadata = writer->report->template->metadata;

    for (guint i = 0; i < metadata->len; i++) {
        const TmThreatDatum *datum = metadata->pdata[i];
        g_autoptr(GPtrArray) values = g_ptr_array_new();
        for (guint j = 0; j < datum->values->len; j++)
            g_ptr_array_add(values, datum->values->pdata[j]);
        g_ptr_array_add(values, NULL);
        write_datum(writer->out, datum, (const char *const *)(gpointer)values->pdata);
    }
}

static void
write_data(const TmTm7Writer *writer)
{
    const TmTemplate *template = writer->report->template;
    GString *out = writer->out;

    g_string_append(out, "<a:ThreatMetaData>");
    tm_tm7_leaf(out, "IsPriorityUsed", writer->ours || template->has_priority ? "true" : "false");
    tm_tm7_leaf(out, "IsStatusUsed", writer->ours || template->has_state ? "true" : "false");
    g_string_append(out, "<PropertiesMetaData>");
    if (writer->ours)
        write_our_data(writer);
    else
        write_their_data(writer);
    g_string_append(out, "</PropertiesMetaData></a:ThreatMetaData>");
}

/* --- threat types ------------------------------------------------------------------------ */

static void
write_our_description(const TmTm7Writer *writer, const TmThreatType *type)
{
    const char *const values[] = {type->description, NULL};

    for (const TmTm7Datum *datum = tm_tm7_data; datum->name != NULL; datum++)
        if (strcmp(datum->name, "UserThreatDescription") == 0)
            write_our_datum(writer->out, datum, values);
}

/* In the order of the template. */
static void
write_type_values(TmTm7Writer *writer, const TmThreatType *type)
{
    const GPtrArray *metadata = writer->report->template->metadata;

    for (guint i = 0; i < metadata->len; i++) {
        const TmThreatDatum *datum = metadata->pdata[i];
        const char *values[] = {tm_tm7_said(writer, type, datum->name), NULL};
        if (values[0] != NULL)
            write_datum(writer->out, datum, values);
    }
}

static void
write_threat_type(TmTm7Writer *writer, const TmThreatType *type)
{
    gboolean theirs = type->category_id != NULL;
    GString *out = writer->out;

    g_string_append(out, "<a:ThreatType>" NOT_EXTENDED);
    tm_tm7_leaf(out, "a:Category", theirs ? type->category_id : type->category);
    tm_tm7_leaf(out, "a:Description", theirs ? type->about : type->description);
    g_string_append(out, "<a:GenerationFilters>");
    tm_tm7_leaf(out, "a:Exclude", writer->ours ? "" : type->exclude_text);
    tm_tm7_leaf(out, "a:Include", writer->ours ? NEVER : type->include_text);
    g_string_append(out, "</a:GenerationFilters>");
    tm_tm7_leaf(out, "a:Id", type->id);
    g_string_append(out, "<a:PropertiesMetaData>");
    if (writer->ours)
        write_our_description(writer, type);
    else
        write_type_values(writer, type);
    g_string_append(out, "</a:PropertiesMetaData>");
    if (theirs && *type->related != '\0')
        tm_tm7_leaf(out, "a:RelatedCategory", type->related);
    else
        g_string_append(out, "<a:RelatedCategory i:nil=\"true\"/>");
    tm_tm7_leaf(out, "a:ShortTitle", type->title);
    g_string_append(out, "</a:ThreatType>");
}

void
tm_tm7_write_rules(TmTm7Writer *writer)
{
    const GPtrArray *threats = writer->report->template->threats;

    write_categories(writer);
    write_data(writer);
    g_string_append(writer->out, "<a:ThreatTypes>");
    for (guint i = 0; i < threats->len; i++)
        write_threat_type(writer, threats->pdata[i]);
    g_string_append(writer->out, "</a:ThreatTypes>");
}
