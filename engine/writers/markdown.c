/* A report that code hosts render: what is known of the model, counts, the most useful questions,
 * then the threats by diagram and by interaction, as the full report of Microsoft's tool has them.
 * Whatever comes from a diagram, a template or a register is escaped: escape.h. */
#include "details.h"
#include "dot-plan.h"
#include "escape.h"
#include "interactions.h"
#include "summary.h"
#include "wishes.h"
#include "word.h"

/* A hostile template can make any number of long threats. */
#define MAX_BYTES ((gsize)256 << 20)
#define MOST_QUESTIONS 20 /* as many as a person reads; JSON has all */

/* --- tables ------------------------------------------------------------------------------ */

/* Columns ended by NULL. */
static void
append_table(GString *out, const TmReport *report, const char *const *columns)
{
    g_string_append_c(out, '|');
    for (const char *const *column = columns; *column != NULL; column++)
        g_string_append_printf(out, " %s |", tm_word(report, *column));
    g_string_append(out, "\n|");
    for (const char *const *column = columns; *column != NULL; column++)
        g_string_append(out, "---|");
    g_string_append_c(out, '\n');
}

static void
append_cell(GString *out, const char *text)
{
    g_string_append(out, "| ");
    tm_escape_markdown(out, text);
    g_string_append_c(out, ' ');
}

static void
append_code(GString *out, const char *text)
{
    g_string_append(out, "| ");
    tm_escape_markdown_code(out, text);
    g_string_append_c(out, ' ');
}

static void
append_count(GString *out, const char *name, guint count)
{
    append_cell(out, name);
    g_string_append_printf(out, "| %u |\n", count);
}

/* --- lines with labels ------------------------------------------------------------------- */

static void
append_line(GString *out, const TmDetailLine *line)
{
    if (line->link != NULL)
        g_string_append_c(out, '[');
    tm_escape_markdown(out, line->text);
    if (line->link != NULL)
        g_string_append_printf(out, "](%s)", line->link);
}

static void
append_lines(GString *out, const TmDetail *detail)
{
    const gboolean nested = detail->list && detail->lines->len > 1;
    const char *between = detail->broken ? "<br>" : ", ";

    for (guint i = 0; i < detail->lines->len; i++) {
        g_string_append(out, nested ? "\n  - " : i > 0 ? between : " ");
        append_line(out, g_ptr_array_index(detail->lines, i));
    }
}

static void
append_details(GString *out, const GPtrArray *details)
{
    for (guint i = 0; i < details->len; i++) {
        const TmDetail *detail = g_ptr_array_index(details, i);
        g_string_append(out, "- **");
        tm_escape_markdown(out, detail->label);
        g_string_append(out, "**:");
        append_lines(out, detail);
        g_string_append_c(out, '\n');
    }
}

/* --- before the threats ------------------------------------------------------------------ */

static void
append_model(GString *out, const TmReport *report)
{
    g_autoptr(GPtrArray) details = tm_details_of_model(report);
    g_autofree char *title = tm_details_title(report);

    g_string_append_printf(out, "# %s: ", tm_word(report, "Threat model"));
    tm_escape_markdown(out, title);
    g_string_append(out, "\n\n");
    append_details(out, details);
}

static void
append_severities(GString *out, const TmReport *report, const TmSummary *summary)
{
    append_table(out, report,
                 (const char *const[]){TM_WORDING("Severity"), TM_WORDING("Threats"), NULL});
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        append_count(out, tm_word(report, tm_severity_name(severity)),
                     summary->severities[severity]);
    g_string_append_c(out, '\n');
}

static void
append_categories(GString *out, const TmReport *report, const TmSummary *summary)
{
    append_table(out, report,
                 (const char *const[]){TM_WORDING("Category"), TM_WORDING("Threats"), NULL});
    for (guint i = 0; i < summary->categories->len; i++) {
        const TmCount *category = &g_array_index(summary->categories, TmCount, i);
        append_count(out, tm_word_category(report, category->name), category->count);
    }
    g_string_append_c(out, '\n');
}

static void
append_states(GString *out, const TmReport *report, const TmSummary *summary)
{
    append_table(out, report,
                 (const char *const[]){TM_WORDING("State"), TM_WORDING("Threats"), NULL});
    for (guint state = 0; state < TM_N_STATES; state++)
        if (summary->states[state] > 0)
            append_count(out, tm_word(report, tm_state_name((TmState)state)),
                         summary->states[state]);
}

static void
append_summary(GString *out, const TmReport *report, guint shown)
{
    g_autoptr(TmSummary) summary = tm_summary_new(report);

    g_string_append_printf(out, "\n## %s\n\n", tm_word(report, "Summary"));
    g_string_append_printf(out,
                           summary->threats == 1
                               ? tm_word(report, "%u threat: %u stated, %u assumed.")
                               : tm_word(report, "%u threats: %u stated, %u assumed."),
                           summary->threats, summary->stated, summary->threats - summary->stated);
    if (shown < summary->threats)
        g_string_append_printf(out, tm_word(report, " Below are %u of them."), shown);
    g_string_append(out, "\n");
    if (summary->threats == 0)
        return;
    g_string_append_c(out, '\n');
    append_severities(out, report, summary);
    append_categories(out, report, summary);
    append_states(out, report, summary);
}

static void
append_wish(GString *out, const TmReport *report, const TmWish *wish)
{
    const TmQuestion *question = wish->question;
    g_autofree char *ask = tm_threat_ask(report, wish->threat, question);
    g_autofree char *answer = g_strdup_printf("%s=%s", question->property->id, question->clears);

    append_cell(out, ask);
    append_code(out, question->part->id);
    append_code(out, answer);
    g_string_append_printf(out, "| %u |\n", wish->threats);
}

static void
append_wishes(GString *out, const TmReport *report)
{
    g_autoptr(GPtrArray) wishes = tm_wishes_collect(report);

    if (wishes->len == 0)
        return;
    g_string_append_printf(out, "\n## %s\n\n", tm_word(report, "Most useful to answer"));
    append_table(out, report,
                 (const char *const[]){TM_WORDING("Question"), TM_WORDING("Of"),
                                       TM_WORDING("Answer"), TM_WORDING("Clears threats"), NULL});
    for (guint i = 0; i < MIN(wishes->len, MOST_QUESTIONS); i++)
        append_wish(out, report, g_ptr_array_index(wishes, i));
    if (wishes->len <= MOST_QUESTIONS)
        return;
    g_string_append_c(out, '\n');
    g_string_append_printf(out, tm_word(report, "There are %u questions more."),
                           wishes->len - MOST_QUESTIONS);
    g_string_append_c(out, '\n');
}

/* --- threats ----------------------------------------------------------------------------- */

static void
append_row(GString *out, const TmReport *report, const TmThreat *threat)
{
    append_code(out, threat->id);
    append_cell(out, tm_word(report, tm_severity_name(threat->severity)));
    append_cell(out, tm_word(report, threat->stated ? "stated" : "assumed"));
    append_cell(out, tm_word(report, tm_state_name(threat->state)));
    append_cell(out, threat->title);
    g_string_append(out, "|\n");
}

static void
append_threat(GString *out, const TmReport *report, const TmThreat *threat)
{
    g_autofree char *description = tm_threat_description(report, threat);
    g_autoptr(GPtrArray) details = tm_details_of_threat(report, threat);
    g_autoptr(GPtrArray) remedies = tm_details_of_remedies(report, threat);

    g_string_append(out, "\n#### ");
    tm_escape_markdown(out, threat->title);
    g_string_append_c(out, ' ');
    tm_escape_markdown_code(out, threat->id);
    g_string_append(out, "\n\n");
    tm_escape_markdown(out, description);
    g_string_append(out, *description != '\0' ? "\n\n" : "");
    append_details(out, details);
    append_details(out, remedies);
}

static void
append_interaction(GString *out, const TmReport *report, const TmInteractionThreats *group)
{
    g_autofree char *title = tm_interaction_title(report, group->flow);

    g_string_append(out, "\n### ");
    tm_escape_markdown(out, title);
    g_string_append(out, "\n\n");
    append_table(out, report,
                 (const char *const[]){TM_WORDING("Id"), TM_WORDING("Severity"),
                                       TM_WORDING("Certainty"), TM_WORDING("State"),
                                       TM_WORDING("Threat"), NULL});
    for (guint i = 0; i < group->threats->len; i++)
        append_row(out, report, g_ptr_array_index(group->threats, i));
    for (guint i = 0; i < group->threats->len && out->len < MAX_BYTES; i++)
        append_threat(out, report, g_ptr_array_index(group->threats, i));
}

/* The picture, if it is of this page; it leads to the report for a browser, if there is one. */
static void
append_picture(GString *out, const TmReport *report, const TmView *view, const TmDiagram *diagram)
{
    if (view->picture == NULL || tm_view_page(view, report->model) != diagram)
        return;
    g_string_append_printf(out, "\n%s![%s](%s)", view->report != NULL ? "[" : "",
                           tm_word(report, "Picture of the diagram"), view->picture);
    if (view->report != NULL)
        g_string_append_printf(out, "](%s)", view->report);
    g_string_append_c(out, '\n');
}

static void
append_diagram(GString *out, const TmReport *report, const TmView *view, const TmDiagram *diagram,
               const GPtrArray *threats)
{
    g_autoptr(GPtrArray) groups = tm_interactions_sort(diagram, threats);

    g_string_append_printf(out, "\n## %s ", tm_word(report, "Diagram"));
    tm_escape_markdown(out, *diagram->name != '\0' ? diagram->name : diagram->id);
    g_string_append(out, "\n\n");
    g_string_append_printf(
        out, tm_word(report, "Elements: %u, flows: %u, trust boundaries: %u, threats: %u."),
        diagram->elements->len, diagram->flows->len, diagram->boundaries->len, threats->len);
    g_string_append_c(out, '\n');
    append_picture(out, report, view, diagram);
    for (guint i = 0; i < groups->len && out->len < MAX_BYTES; i++)
        append_interaction(out, report, g_ptr_array_index(groups, i));
}

/* --- messages ---------------------------------------------------------------------------- */

static void
append_message(GString *out, const TmReport *report, const TmMessage *message)
{
    g_autofree char *where = tm_details_place(report->model, message);

    append_cell(out, tm_word(report, message->level == TM_WARNING ? "warning" : "note"));
    append_code(out, message->code);
    append_cell(out, message->text);
    append_code(out, where);
    g_string_append(out, "|\n");
}

static void
append_messages(GString *out, const TmReport *report)
{
    if (report->messages->len == 0)
        return;
    g_string_append_printf(out, "\n## %s\n\n", tm_word(report, "Messages about the drawing"));
    append_table(out, report,
                 (const char *const[]){TM_WORDING("Level"), TM_WORDING("Code"),
                                       TM_WORDING("Message"), TM_WORDING("Place"), NULL});
    for (guint i = 0; i < report->messages->len && out->len < MAX_BYTES; i++)
        append_message(out, report, g_ptr_array_index(report->messages, i));
}

/* --- the report -------------------------------------------------------------------------- */

static gboolean
write_markdown(const TmReport *report, const TmView *view, GString *out, GError **error)
{
    g_autoptr(GPtrArray) pages = tm_dot_plan_sort(report, view);
    const GPtrArray *diagrams = report->model->diagrams;

    append_model(out, report);
    append_summary(out, report, tm_interactions_count(pages));
    append_wishes(out, report);
    for (guint i = 0; i < diagrams->len && out->len < MAX_BYTES; i++)
        if (tm_view_diagram(view, g_ptr_array_index(diagrams, i)))
            append_diagram(out, report, view, g_ptr_array_index(diagrams, i),
                           g_ptr_array_index(pages, i));
    append_messages(out, report);
    return out->len < MAX_BYTES ||
           tm_fail(error, TM_ERROR_LIMIT, report->model->file, (TmPlace){1, 1},
                   "more than %u MiB of threats", (guint)(MAX_BYTES >> 20));
}

const TmWriter tm_writer_markdown = {"markdown", "md", "report that code hosts render",
                                     write_markdown, FALSE};
