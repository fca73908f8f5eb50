/* The properties of a threat in a .tm7: the texts of the file where it has them, else as the tool
 * makes them (tm7-format.md section 4, "Threat text at creation"). */
#include <string.h>

#include "threat-text.h"
#include "tm7-names.h"
#include "tm7-own.h"

static void
write_property(const TmTm7Writer *writer, const char *name, const char *value)
{
    g_string_append(writer->out, "<a:KeyValueOfstringstring>");
    tm_tm7_leaf(writer->out, "a:Key", name);
    tm_tm7_leaf(writer->out, "a:Value", value);
    g_string_append(writer->out, "</a:KeyValueOfstringstring>");
}

/* --- the words of the template ----------------------------------------------------------- */

static GHashTable *
index_words(const TmThreatType *type)
{
    GHashTable *words = g_hash_table_new(tm_text_hash, g_str_equal);

    for (guint i = type->metadata != NULL ? type->metadata->len : 0; i > 0; i--) {
        const TmValue *value = type->metadata->pdata[i - 1];
        g_hash_table_insert(words, (gpointer)value->name, (gpointer)value->value);
    }
    return words;
}

const char *
tm_tm7_said(TmTm7Writer *writer, const TmThreatType *type, const char *name)
{
    GHashTable *words = g_hash_table_lookup(writer->words, type);

    if (words == NULL) {
        words = index_words(type);
        g_hash_table_insert(writer->words, (gpointer)type, words);
    }
    return g_hash_table_lookup(words, name);
}

static const char *
summary_of(const TmThreat *threat, const TmTemplate *template)
{
    for (guint i = 0; i < template->categories->len; i++) {
        const TmCategory *category = template->categories->pdata[i];
        if (g_strcmp0(category->id, threat->type->category_id) == 0)
            return category->summary;
    }
    return threat->type->category;
}

/* --- each property ----------------------------------------------------------------------- */

static char *
title(const TmTm7Wanted *wanted)
{
    return g_strdup(wanted->threat->title);
}

static char *
category(const TmTm7Wanted *wanted)
{
    return g_strdup(wanted->threat->type->category);
}

static char *
summary(const TmTm7Wanted *wanted)
{
    return g_strdup(summary_of(wanted->threat, wanted->writer->report->template));
}

static char *
description(const TmTm7Wanted *wanted)
{
    return tm_threat_description(wanted->writer->report, wanted->threat);
}

static char *
justification(const TmTm7Wanted *wanted)
{
    const char *text = wanted->threat->justification;

    return *text != '\0' ? g_strdup(text) : NULL;
}

static char *
interaction(const TmTm7Wanted *wanted)
{
    return g_strdup(wanted->threat->flow != NULL ? wanted->threat->flow->part.name : "");
}

static char *
priority(const TmTm7Wanted *wanted)
{
    return g_strdup(wanted->threat->priority);
}

static char *
mitigations(const TmTm7Wanted *wanted)
{
    g_autoptr(GPtrArray) all = tm_threat_mitigations(wanted->writer->report, wanted->threat, NULL);
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < all->len; i++) {
        const TmMitigation *mitigation = all->pdata[i];
        g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "", mitigation->title);
    }
    return g_string_free(text, FALSE);
}

static char *
score(const TmTm7Wanted *wanted)
{
    return tm_threat_why(wanted->writer->report, wanted->threat);
}

static char *
certainty(const TmTm7Wanted *wanted)
{
    return g_strdup(wanted->threat->stated ? "Stated" : "Assumed");
}

static char *
notes(const TmTm7Wanted *wanted)
{
    return wanted->threat->decision != NULL ? g_strdup(wanted->threat->decision->notes) : NULL;
}

static char *
owner(const TmTm7Wanted *wanted)
{
    return wanted->threat->decision != NULL ? g_strdup(wanted->threat->decision->owner) : NULL;
}

static char *
ticket(const TmTm7Wanted *wanted)
{
    return wanted->threat->decision != NULL ? g_strdup(wanted->threat->decision->ticket) : NULL;
}

static char *
expires(const TmTm7Wanted *wanted)
{
    return wanted->threat->decision != NULL ? g_strdup(wanted->threat->decision->expires) : NULL;
}

static char *
id(const TmTm7Wanted *wanted)
{
    return g_strdup(wanted->threat->id);
}

/* Those that every template has, then those of ours, in their order. */
const TmTm7Datum tm_tm7_data[] = {
    {"Title", "Title", "0", FALSE, FALSE, title},
    {"UserThreatCategory", "Category", "0", FALSE, FALSE, category},
    {"UserThreatShortDescription", "Short Description", "0", TRUE, FALSE, summary},
    {"UserThreatDescription", "Description", "0", FALSE, FALSE, description},
    {"StateInformation", "Justification", "0", FALSE, FALSE, justification},
    {"InteractionString", "Interaction", "0", FALSE, FALSE, interaction},
    {"Priority", "Priority", "1", FALSE, FALSE, priority},
    {"PossibleMitigations", "Possible Mitigation(s)", "2", FALSE, TRUE, mitigations},
    {"Score", "Score", "0", FALSE, TRUE, score},
    {"Certainty", "Certainty", "0", FALSE, TRUE, certainty},
    {TM_TM7_NOTES, "Notes", "0", FALSE, TRUE, notes},
    {TM_TM7_OWNER, "Owner", "0", FALSE, TRUE, owner},
    {TM_TM7_TICKET, "Ticket", "0", FALSE, TRUE, ticket},
    {TM_TM7_EXPIRES, "Expires", "0", FALSE, TRUE, expires},
    {TM_TM7_THREAT, "Drawbridge id", "0", TRUE, TRUE, id},
    {NULL, NULL, NULL, FALSE, FALSE, NULL},
};

/* --- all of them ------------------------------------------------------------------------- */

static const TmTm7Datum *
find_datum(const char *name)
{
    for (const TmTm7Datum *datum = tm_tm7_data; datum->name != NULL; datum++)
        if (!datum->ours && strcmp(datum->name, name) == 0)
            return datum;
    return NULL;
}

static void
write_made(const TmTm7Wanted *wanted, const TmTm7Datum *datum)
{
    g_autofree char *text = datum->make(wanted);

    if (text != NULL && (*text != '\0' || !datum->ours))
        write_property(wanted->writer, datum->name, text);
}

static void
write_ours(const TmTm7Wanted *wanted)
{
    for (const TmTm7Datum *datum = tm_tm7_data; datum->name != NULL; datum++)
        write_made(wanted, datum);
}

static void
write_theirs(const TmTm7Wanted *wanted)
{
    const GPtrArray *metadata = wanted->writer->report->template->metadata;

    for (guint i = 0; i < metadata->len; i++) {
        const TmThreatDatum *datum = metadata->pdata[i];
        const TmTm7Datum *made = find_datum(datum->name);
        g_autofree char *text = NULL;
        if (made != NULL) {
            write_made(wanted, made);
            continue;
        }
        text = tm_threat_text(wanted->threat, datum);
        if (*text != '\0')
            write_property(wanted->writer, datum->name, text);
    }
}

/* What the file has stays, but for what a person may have decided since. */
static void
write_again(const TmTm7Wanted *wanted, const GPtrArray *raw)
{
    const TmThreat *threat = wanted->threat;

    for (guint i = 0; i < raw->len; i++) {
        const TmValue *value = raw->pdata[i];
        if (strcmp(value->name, "Priority") == 0)
            write_property(wanted->writer, value->name, threat->priority);
        else if (strcmp(value->name, "StateInformation") != 0)
            write_property(wanted->writer, value->name, value->value);
    }
    if (*threat->justification != '\0')
        write_property(wanted->writer, "StateInformation", threat->justification);
}

void
tm_tm7_write_threat_properties(TmTm7Writer *writer, const TmThreat *threat, const GPtrArray *raw)
{
    const TmTm7Wanted wanted = {writer, threat};

    if (raw != NULL && raw->len > 0)
        write_again(&wanted, raw);
    else if (writer->ours)
        write_ours(&wanted);
    else
        write_theirs(&wanted);
}
