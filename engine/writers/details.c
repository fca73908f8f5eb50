/* What a report says of a model or of a threat, as lines with labels. */
#include "details.h"

#include <string.h>

#include "threat-text.h"
#include "word.h"

static void
free_line(gpointer data)
{
    TmDetailLine *line = data;

    g_free(line->text);
    g_free(line->link);
    g_free(line);
}

static void
free_detail(gpointer data)
{
    TmDetail *detail = data;

    g_ptr_array_unref(detail->lines);
    g_free(detail);
}

/* Takes both. */
static void
add_line(TmDetail *detail, char *text, char *link)
{
    TmDetailLine *line = g_new(TmDetailLine, 1);

    *line = (TmDetailLine){text, link};
    g_ptr_array_add(detail->lines, line);
}

static TmDetail *
new_detail(const TmReport *report, const char *label, gboolean list)
{
    TmDetail *detail = g_new(TmDetail, 1);

    *detail = (TmDetail){.label = tm_word(report, label),
                         .lines = g_ptr_array_new_with_free_func(free_line),
                         .list = list};
    return detail;
}

static void
add_text(GPtrArray *details, const TmReport *report, const char *label, const char *text)
{
    TmDetail *detail;

    if (text == NULL || *text == '\0')
        return;
    detail = new_detail(report, label, FALSE);
    add_line(detail, g_strdup(text), NULL);
    g_ptr_array_add(details, detail);
}

static void
add_listed(GPtrArray *details, const TmReport *report, const char *label, const char *text)
{
    const guint before = details->len;

    add_text(details, report, label, text);
    if (details->len > before)
        ((TmDetail *)g_ptr_array_index(details, before))->listed = TRUE;
}

/* A text of a person's, with the ends of its lines. */
static void
add_broken(GPtrArray *details, const TmReport *report, const char *label, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    TmDetail *detail;

    if (*text == '\0')
        return;
    detail = new_detail(report, label, FALSE);
    detail->broken = TRUE;
    for (char **line = lines; *line != NULL; line++)
        add_line(detail, g_strdup(*line), NULL);
    g_ptr_array_add(details, detail);
}

/* Takes the list, which may be empty. */
static void
add_list(GPtrArray *details, TmDetail *list)
{
    if (list->lines->len > 0)
        g_ptr_array_add(details, list);
    else
        free_detail(list);
}

static GPtrArray *
new_details(void)
{
    return g_ptr_array_new_with_free_func(free_detail);
}

/* --- of the model ------------------------------------------------------------------------ */

static void
add_templates(GPtrArray *details, const TmReport *report)
{
    const TmTemplate *template = report->template;
    TmDetail *list = new_detail(report, "Templates", FALSE);

    for (guint i = 0; i < template->manifests->len; i++) {
        const TmManifest *manifest = g_ptr_array_index(template->manifests, i);
        const gboolean named = manifest->name != NULL && *manifest->name != '\0';
        const gboolean dated = manifest->version != NULL && *manifest->version != '\0';
        add_line(list,
                 g_strconcat(named ? manifest->name : manifest->id, dated ? " " : "",
                             dated ? manifest->version : "", NULL),
                 NULL);
    }
    add_list(details, list);
}

static void
add_metadata(GPtrArray *details, const TmReport *report, const char *name, const char *label)
{
    TmDetail *list = new_detail(report, label, TRUE);

    for (guint i = 0; i < report->metadata->len; i++) {
        const TmValue *value = g_ptr_array_index(report->metadata, i);
        if (strcmp(value->name, name) == 0)
            add_line(list, g_strdup(value->value), NULL);
    }
    add_list(details, list);
}

char *
tm_details_title(const TmReport *report)
{
    const char *slash = strrchr(report->model->file, '/');

    if (*report->name != '\0')
        return g_strdup(report->name);
    return g_strdup(slash != NULL ? slash + 1 : report->model->file);
}

char *
tm_details_place(const TmModel *model, const TmMessage *message)
{
    const char *file = message->file != NULL ? message->file : model->file;

    if (message->place.line == 0)
        return g_strdup(file);
    return g_strdup_printf("%s:%u:%u", file, message->place.line, message->place.column);
}

GPtrArray *
tm_details_of_model(const TmReport *report)
{
    static const char *const names[][2] = {
        {"owner", TM_WORDING("Owner")},
        {"reviewer", TM_WORDING("Reviewer")},
        {"contributors", TM_WORDING("Contributors")},
        {"description", TM_WORDING("Description")},
        {"assumptions", TM_WORDING("Assumptions")},
        {"externalDependencies", TM_WORDING("External dependencies")},
        {"note", TM_WORDING("Notes")},
    };
    GPtrArray *details = new_details();

    add_text(details, report, "File", report->model->file);
    add_templates(details, report);
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        add_metadata(details, report, names[i][0], names[i][1]);
    return details;
}

/* --- of a threat ------------------------------------------------------------------------- */

static void
add_decision(GPtrArray *details, const TmReport *report, const TmThreat *threat)
{
    const TmDecision *decision = threat->decision;

    add_text(details, report, "Justification", threat->justification);
    if (decision == NULL)
        return;
    add_broken(details, report, "Notes", decision->notes);
    add_text(details, report, "Owner", decision->owner);
    add_text(details, report, "Ticket", decision->ticket);
    add_text(details, report, threat->expired ? "Expired" : "Expires", decision->expires);
    add_text(details, report, "Decided by", decision->by);
    add_text(details, report, "Decided at", decision->at);
}

const char *
tm_details_origin(const TmThreat *threat)
{
    if (threat->custom)
        return TM_WORDING("added by a person");
    return threat->stale ? TM_WORDING("a person touched it; its rule no longer fires") : NULL;
}

static void
add_further(GPtrArray *details, const TmReport *report, const TmThreat *threat)
{
    const GPtrArray *metadata = report->template->metadata;

    for (guint i = 0; metadata != NULL && i < metadata->len; i++) {
        const TmThreatDatum *datum = g_ptr_array_index(metadata, i);
        g_autofree char *text = NULL;
        if (!tm_threat_datum_is_further(datum))
            continue;
        text = tm_threat_text(threat, datum);
        add_text(details, report, datum->label, text);
    }
}

GPtrArray *
tm_details_of_threat(const TmReport *report, const TmThreat *threat)
{
    GPtrArray *details = new_details();
    const char *origin = tm_details_origin(threat);
    g_autofree char *why = tm_threat_why(report, threat);

    add_listed(details, report, "Severity", tm_word(report, tm_severity_name(threat->severity)));
    add_text(details, report, "Why", why);
    add_listed(details, report, "Certainty",
               tm_word(report, threat->stated ? "stated" : "assumed"));
    add_listed(details, report, "Category", threat->type->category);
    add_listed(details, report, "State", tm_word(report, tm_state_name(threat->state)));
    add_text(details, report, "Priority", threat->priority);
    add_text(details, report, "Origin", origin != NULL ? tm_word(report, origin) : NULL);
    add_text(details, report, "Since the baseline", threat->fresh ? tm_word(report, "new") : NULL);
    add_decision(details, report, threat);
    add_further(details, report, threat);
    return details;
}

/* --- what to do -------------------------------------------------------------------------- */

static TmDetail *
new_questions(const TmReport *report, const TmThreat *threat)
{
    TmDetail *list = new_detail(report, "Questions", TRUE);

    for (guint i = 0; i < threat->questions->len; i++) {
        const TmQuestion *question = g_ptr_array_index(threat->questions, i);
        g_autofree char *ask = tm_threat_ask(report, threat, question);
        add_line(list,
                 g_strdup_printf(tm_word(report, "%s (%s: %s=%s clears it)"), ask,
                                 question->part->id, question->property->id, question->clears),
                 NULL);
    }
    return list;
}

/* "Title (one reference; another)" */
static char *
refer(const char *title, const GPtrArray *references)
{
    GString *text = g_string_new(title);

    for (guint i = 0; i < references->len; i++) {
        g_string_append(text, i == 0 ? " (" : "; ");
        g_string_append(text, g_ptr_array_index(references, i));
    }
    if (references->len > 0)
        g_string_append_c(text, ')');
    return g_string_free(text, FALSE);
}

static TmDetail *
new_controls(const TmReport *report, const TmThreat *threat)
{
    TmDetail *list = new_detail(report, "Controls", TRUE);
    const GPtrArray *controls = threat->type->controls;

    for (guint i = 0; i < controls->len; i++) {
        const char *id = g_ptr_array_index(controls, i);
        const TmControl *control = g_hash_table_lookup(report->template->control_of, id);
        add_line(list, control != NULL ? refer(control->name, control->references) : g_strdup(id),
                 NULL);
    }
    return list;
}

static TmDetail *
new_mitigations(const TmReport *report, const TmThreat *threat)
{
    TmDetail *list = new_detail(report, "Mitigations", TRUE);
    guint more;
    g_autoptr(GPtrArray) mitigations = tm_threat_mitigations(report, threat, &more);

    for (guint i = 0; i < mitigations->len; i++) {
        const TmMitigation *mitigation = g_ptr_array_index(mitigations, i);
        g_autofree char *title = refer(mitigation->title, mitigation->references);
        const gboolean guided = mitigation->guidance != NULL && *mitigation->guidance != '\0';
        add_line(list,
                 g_strconcat(title, guided ? ": " : "", guided ? mitigation->guidance : "", NULL),
                 NULL);
    }
    if (more > 0)
        add_line(list, g_strdup_printf(tm_word(report, "and %u more"), more), NULL);
    return list;
}

static void
add_numbers(TmDetail *list, const GArray *numbers, const char *name, const char *address)
{
    for (guint i = 0; i < numbers->len; i++) {
        guint number = g_array_index(numbers, guint, i);
        add_line(list, g_strdup_printf("%s-%u", name, number),
                 g_strdup_printf("%s%u.html", address, number));
    }
}

static TmDetail *
new_weaknesses(const TmReport *report, const TmThreat *threat)
{
    TmDetail *list = new_detail(report, "Weaknesses", FALSE);

    add_numbers(list, threat->type->cwe, "CWE", "https://cwe.mitre.org/data/definitions/");
    add_numbers(list, threat->type->capec, "CAPEC", "https://capec.mitre.org/data/definitions/");
    return list;
}

GPtrArray *
tm_details_of_remedies(const TmReport *report, const TmThreat *threat)
{
    GPtrArray *details = new_details();

    add_list(details, new_questions(report, threat));
    add_list(details, new_controls(report, threat));
    add_list(details, new_mitigations(report, threat));
    add_list(details, new_weaknesses(report, threat));
    return details;
}
