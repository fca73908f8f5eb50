/* A row for each threat, with the columns of the threat list that Microsoft's tool exports, then
 * the further properties of its template; of our own templates how the threat was judged (RFC 4180,
 * lines end in CR LF). A cell that a spreadsheet would take for a formula, because it begins with
 * = + - @ or a control character, gets an apostrophe before it. */
#include <stddef.h>
#include <string.h>

#include "details.h"
#include "threat-text.h"
#include "tm7-own.h"

/* A hostile template can make any number of long threats. */
#define MAX_BYTES ((gsize)256 << 20)

typedef struct {
    const TmReport *report;
    const TmThreat *threat;
    gsize number; /* of a threat that the file has not */
} Row;

typedef struct {
    const char *label;
    void (*append)(const Row *row, GString *cell);
    gsize decided; /* where there is no function: the text of TmDecision */
} Column;

/* --- cells ------------------------------------------------------------------------------- */

static gboolean
is_formula(const char *text)
{
    return *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
}

static void
append_cell(GString *out, const char *text, gboolean first)
{
    gboolean quoted = is_formula(text) || strpbrk(text, ",\"\r\n") != NULL;

    if (!first)
        g_string_append_c(out, ',');
    if (!quoted) {
        g_string_append(out, text);
        return;
    }
    g_string_append(out, is_formula(text) ? "\"'" : "\"");
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *c);
    }
    g_string_append_c(out, '"');
}

/* --- the columns of the tool ------------------------------------------------------------- */

static gboolean
is_ours(const TmThreat *threat)
{
    return threat->type->likelihood > 0;
}

/* A register says nothing of numbers. */
static gboolean
has_number(const TmThreat *threat)
{
    return threat->decision != NULL && *threat->decision->number != '\0';
}

static void
append_id(const Row *row, GString *cell)
{
    const TmThreat *threat = row->threat;

    if (is_ours(threat) || (threat->custom && !has_number(threat)))
        g_string_append(cell, threat->id);
    else if (has_number(threat))
        g_string_append(cell, threat->decision->number);
    else
        g_string_append_printf(cell, "%" G_GSIZE_FORMAT, row->number);
}

static void
append_diagram(const Row *row, GString *cell)
{
    g_string_append(cell, row->threat->diagram->name);
}

static void
append_at(const Row *row, GString *cell)
{
    const TmDecision *decision = row->threat->decision;

    g_string_append(cell, decision != NULL && *decision->at != '\0' ? decision->at : "Generated");
}

static void
append_state(const Row *row, GString *cell)
{
    static const char *const states[TM_N_STATES] = {
        [TM_STATE_NOT_STARTED] = "Not Started",
        [TM_STATE_NEEDS_INVESTIGATION] = "Needs Investigation",
        [TM_STATE_NOT_APPLICABLE] = "Not Applicable",
        [TM_STATE_MITIGATED] = "Mitigation Implemented",
    };

    g_string_append(cell, states[row->threat->state]);
}

static void
append_title(const Row *row, GString *cell)
{
    g_string_append(cell, row->threat->title);
}

static void
append_category(const Row *row, GString *cell)
{
    g_string_append(cell, row->threat->type->category);
}

static void
append_description(const Row *row, GString *cell)
{
    g_autofree char *description = tm_threat_description(row->report, row->threat);

    g_string_append(cell, description);
}

static void
append_justification(const Row *row, GString *cell)
{
    g_string_append(cell, row->threat->justification);
}

static void
append_interaction(const Row *row, GString *cell)
{
    if (row->threat->flow != NULL)
        g_string_append(cell, row->threat->flow->part.name);
}

static void
append_priority(const Row *row, GString *cell)
{
    g_string_append(cell, row->threat->priority);
}

static const Column columns[] = {
    {"Id", append_id, 0},
    {"Diagram", append_diagram, 0},
    {"Changed By", NULL, offsetof(TmDecision, by)},
    {"Last Modified", append_at, 0},
    {"State", append_state, 0},
    {"Title", append_title, 0},
    {"Category", append_category, 0},
    {"Description", append_description, 0},
    {"Justification", append_justification, 0},
    {"Interaction", append_interaction, 0},
    {"Priority", append_priority, 0},
};

/* --- what our own templates know more ---------------------------------------------------- */

static void
append_type(const Row *row, GString *cell)
{
    g_string_append(cell, row->threat->type->id);
}

static void
append_severity(const Row *row, GString *cell)
{
    g_string_append(cell, tm_severity_name(row->threat->severity));
}

static void
append_score(const Row *row, GString *cell)
{
    if (row->threat->score > 0)
        g_string_append_printf(cell, "%u", row->threat->score);
}

static void
append_why(const Row *row, GString *cell)
{
    g_autofree char *why = tm_threat_why(row->report, row->threat);

    g_string_append(cell, why);
}

static void
append_certainty(const Row *row, GString *cell)
{
    g_string_append(cell, row->threat->stated ? "stated" : "assumed");
}

static void
append_questions(const Row *row, GString *cell)
{
    const GPtrArray *questions = row->threat->questions;

    for (guint i = 0; i < questions->len; i++) {
        const TmQuestion *question = questions->pdata[i];
        g_string_append_printf(cell, "%s%s: %s=%s", i > 0 ? "\n" : "", question->part->id,
                               question->property->id, question->clears);
    }
}

static void
append_mitigations(const Row *row, GString *cell)
{
    g_autoptr(GPtrArray) mitigations = tm_threat_mitigations(row->report, row->threat, NULL);

    for (guint i = 0; i < mitigations->len; i++)
        g_string_append_printf(cell, "%s%s", i > 0 ? "\n" : "",
                               ((const TmMitigation *)mitigations->pdata[i])->title);
}

static void
append_source(const Row *row, GString *cell)
{
    if (row->threat->source != NULL)
        g_string_append(cell, row->threat->source->part.name);
}

static void
append_target(const Row *row, GString *cell)
{
    if (row->threat->target != NULL)
        g_string_append(cell, row->threat->target->part.name);
}

static void
append_origin(const Row *row, GString *cell)
{
    const char *origin = tm_details_origin(row->threat);

    g_string_append(cell, origin != NULL ? origin : "");
}

static void
append_numbers(GString *cell, const GArray *numbers)
{
    for (guint i = 0; i < numbers->len; i++)
        g_string_append_printf(cell, "%s%u", i > 0 ? " " : "", g_array_index(numbers, guint, i));
}

static void
append_cwe(const Row *row, GString *cell)
{
    append_numbers(cell, row->threat->type->cwe);
}

static void
append_capec(const Row *row, GString *cell)
{
    append_numbers(cell, row->threat->type->capec);
}

static const Column our_columns[] = {
    {"Type", append_type, 0},
    {"Severity", append_severity, 0},
    {"Score", append_score, 0},
    {"Why", append_why, 0},
    {"Certainty", append_certainty, 0},
    {"Questions", append_questions, 0},
    {"Mitigations", append_mitigations, 0},
    {"Source", append_source, 0},
    {"Target", append_target, 0},
    {"Owner", NULL, offsetof(TmDecision, owner)},
    {"Ticket", NULL, offsetof(TmDecision, ticket)},
    {"Expires", NULL, offsetof(TmDecision, expires)},
    {"Origin", append_origin, 0},
    {"CWE", append_cwe, 0},
    {"CAPEC", append_capec, 0},
    {"Notes", NULL, offsetof(TmDecision, notes)},
};

/* --- further properties of Microsoft's templates ----------------------------------------- */

static void
append_further(const Row *row, GString *out)
{
    const GPtrArray *metadata = row->report->template->metadata;

    for (guint i = 0; i < metadata->len; i++) {
        g_autofree char *text = NULL;
        if (!tm_threat_datum_is_further(metadata->pdata[i]))
            continue;
        text = tm_threat_text(row->threat, metadata->pdata[i]);
        append_cell(out, text, FALSE);
    }
}

/* --- rows -------------------------------------------------------------------------------- */

static gboolean
has_ours(const TmTemplate *template)
{
    for (guint i = 0; i < template->manifests->len; i++)
        if (((const TmManifest *)template->manifests->pdata[i])->bytes == NULL)
            return TRUE;
    return FALSE;
}

static void
append_head(const TmTemplate *template, GString *out)
{
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        append_cell(out, columns[i].label, i == 0);
    for (guint i = 0; i < template->metadata->len; i++)
        if (tm_threat_datum_is_further(template->metadata->pdata[i]))
            append_cell(out, ((const TmThreatDatum *)template->metadata->pdata[i])->label, FALSE);
    for (gsize i = 0; has_ours(template) && i < G_N_ELEMENTS(our_columns); i++)
        append_cell(out, our_columns[i].label, FALSE);
    g_string_append(out, "\r\n");
}

static void
append_column(const Column *column, const Row *row, gboolean first, GString *out)
{
    const TmDecision *decision = row->threat->decision;
    g_autoptr(GString) cell = g_string_new(NULL);

    if (column->append != NULL)
        column->append(row, cell);
    else if (decision != NULL)
        g_string_append(cell, G_STRUCT_MEMBER(const char *, decision, column->decided));
    append_cell(out, cell->str, first);
}

static void
append_row(const Row *row, GString *out)
{
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        append_column(&columns[i], row, i == 0, out);
    append_further(row, out);
    for (gsize i = 0; has_ours(row->report->template) && i < G_N_ELEMENTS(our_columns); i++)
        append_column(&our_columns[i], row, FALSE, out);
    g_string_append(out, "\r\n");
}

/* Numbers go on after those of the file, as in tm7.c: the same threat has the same one there. */
static GHashTable *
number_threats(const TmReport *report)
{
    GHashTable *numbers = g_hash_table_new(g_direct_hash, g_direct_equal);
    g_autoptr(GPtrArray) sorted = tm_tm7_sort_threats(report->threats);
    guint64 number = tm_tm7_next_number(report->model);

    for (guint i = 0; i < sorted->len; i++) {
        const TmThreat *threat = sorted->pdata[i];
        if (!has_number(threat))
            g_hash_table_insert(numbers, sorted->pdata[i], GSIZE_TO_POINTER(number++));
    }
    return numbers;
}

static gboolean
write_csv(const TmReport *report, const TmView *view, GString *out, GError **error)
{
    g_autoptr(GHashTable) numbers = number_threats(report);
    Row row = {.report = report};

    append_head(report->template, out);
    for (guint i = 0; i < report->threats->len && out->len < MAX_BYTES; i++) {
        row.threat = report->threats->pdata[i];
        row.number = GPOINTER_TO_SIZE(g_hash_table_lookup(numbers, row.threat));
        if (tm_view_threat(view, row.threat))
            append_row(&row, out);
    }
    return out->len < MAX_BYTES ||
           tm_fail(error, TM_ERROR_LIMIT, report->model->file, (TmPlace){1, 1},
                   "more than %u MiB of threats", (guint)(MAX_BYTES >> 20));
}

const TmWriter tm_writer_csv = {"csv", "csv", "threat list with the columns of that tool",
                                write_csv, FALSE};
