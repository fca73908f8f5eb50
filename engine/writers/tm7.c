/* Models of Microsoft's Threat Modeling Tool (tm7-format.md section 4): a .tm7 that came in with
 * its threats of today, or a whole new document, as that tool writes it. The view narrows nothing:
 * a model with threats missing would be another model. Of our own templates the threats are
 * instances that a person touched, of rules that never hold there: they stay. */
#include <string.h>

#include "tm7-names.h"
#include "tm7-own.h"

#define MODEL "http://schemas.datacontract.org/2004/07/ThreatModeling.Model"
/* A hostile template can make any number of long threats. */
#define MAX_BYTES ((gsize)256 << 20)

/* --- about the model --------------------------------------------------------------------- */

static const char *
metadata_of(const TmReport *report, const char *name)
{
    for (guint i = 0; i < report->metadata->len; i++) {
        const TmValue *value = report->metadata->pdata[i];
        if (strcmp(value->name, name) == 0)
            return value->value;
    }
    return "";
}

static void
write_information(GString *out, const TmReport *report)
{
    static const struct {
        const char *element;
        const char *name;
    } fields[] = {
        {"Assumptions", "assumptions"},
        {"Contributors", "contributors"},
        {"ExternalDependencies", "externalDependencies"},
        {"HighLevelSystemDescription", "description"},
        {"Owner", "owner"},
        {"Reviewer", "reviewer"},
    };

    g_string_append(out, "<MetaInformation>");
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
        tm_tm7_leaf(out, fields[i].element, metadata_of(report, fields[i].name));
    tm_tm7_leaf(out, "ThreatModelName", report->name);
    g_string_append(out, "</MetaInformation>");
}

static void
write_note(GString *out, const char *date, guint number, const char *text)
{
    g_string_append(out, "<Note><AddedBy/>");
    tm_tm7_leaf(out, "Date", date);
    g_string_append_printf(out, "<Id>%u</Id>", number);
    tm_tm7_leaf(out, "Message", text);
    g_string_append(out, "</Note>");
}

static void
write_notes(const TmTm7Writer *writer)
{
    const GPtrArray *metadata = writer->report->metadata;
    const char *today = writer->view->today != NULL ? writer->view->today : "2000-01-01";
    g_autofree char *date = g_strconcat(today, "T00:00:00", NULL);
    guint number = 0;

    for (guint i = 0; i < metadata->len; i++) {
        const TmValue *value = metadata->pdata[i];
        if (strcmp(value->name, "note") != 0)
            continue;
        if (number++ == 0)
            g_string_append(writer->out, "<Notes>");
        write_note(writer->out, date, number, value->value);
    }
    g_string_append(writer->out, number > 0 ? "</Notes>" : "<Notes/>");
}

/* --- threats ----------------------------------------------------------------------------- */

/* The tool gives the number 0 away again when it opens a file: ours begin with 1. */
static void
write_threats(TmTm7Writer *writer)
{
    g_autoptr(GHashTable) written = g_hash_table_new_full(tm_text_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) sorted = tm_tm7_sort_threats(writer->report->threats);
    TmTm7Threats threats = {writer, "", writer->ours ? 1 : 0, written};

    g_string_append(writer->out, "<ThreatInstances xmlns:a=\"" TM_TM7_ARRAYS "\"");
    g_string_append(writer->out, sorted->len > 0 ? ">" : "/>");
    for (guint i = 0; i < sorted->len && writer->out->len < MAX_BYTES; i++)
        tm_tm7_write_threat(&threats, sorted->pdata[i], NULL);
    if (sorted->len > 0)
        g_string_append(writer->out, "</ThreatInstances>");
}

/* --- the file ---------------------------------------------------------------------------- */

static void
write_document(TmTm7Writer *writer)
{
    GString *out = writer->out;

    g_string_append(out, "<ThreatModel xmlns=\"" MODEL "\" xmlns:i=\"" TM_TM7_INSTANCE "\">");
    tm_tm7_write_diagrams(writer);
    write_information(out, writer->report);
    write_notes(writer);
    write_threats(writer);
    g_string_append(out, "<ThreatGenerationEnabled>true</ThreatGenerationEnabled>"
                         "<Validations xmlns:a=\"" TM_TM7_KNOWLEDGE "\"/>"
                         "<Version>4.3</Version>");
    tm_tm7_write_knowledge(writer);
    g_string_append(out, "<Profile><PromptedKb xmlns=\"\"/></Profile></ThreatModel>");
}

/* One template of ours is enough: that tool cannot judge by it. */
static gboolean
is_ours(const TmTemplate *template)
{
    for (guint i = 0; i < template->manifests->len; i++)
        if (((const TmManifest *)template->manifests->pdata[i])->bytes == NULL)
            return TRUE;
    return FALSE;
}

static void
free_words(gpointer words)
{
    g_hash_table_unref(words);
}

static void
free_list(gpointer list)
{
    g_ptr_array_unref(list);
}

static gboolean
write_tm7(const TmReport *report, const TmView *view, GString *out, GError **error)
{
    g_autoptr(GHashTable) attributes = g_hash_table_new(g_direct_hash, g_direct_equal);
    g_autoptr(GHashTable) words =
        g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, free_words);
    g_autoptr(GPtrArray) lists = g_ptr_array_new_with_free_func(free_list);
    TmTm7Writer writer = {report, view,       out,   is_ours(report->template),
                          1,      attributes, lists, words};

    if (strcmp(report->model->format, "tm7") != 0 || !tm_tm7_splice(&writer))
        write_document(&writer);
    return out->len < MAX_BYTES ||
           tm_fail(error, TM_ERROR_LIMIT, report->model->file, (TmPlace){1, 1},
                   "more than %u MiB of threats", (guint)(MAX_BYTES >> 20));
}

const TmWriter tm_writer_tm7 = {"tm7", "tm7", "model of Microsoft's Threat Modeling Tool",
                                write_tm7, FALSE};
