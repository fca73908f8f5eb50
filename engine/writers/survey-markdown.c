/* A survey as code hosts render it, also as the summary of a pipeline. */
#include "escape.h"
#include "survey.h"

#define MOST_THREATS 20 /* as many as one reads; JSON has all */

static void
append_cell(GString *out, const char *text)
{
    g_string_append(out, " | ");
    tm_escape_markdown(out, text);
}

static void
append_code(GString *out, const char *text)
{
    g_string_append(out, " | ");
    tm_escape_markdown_code(out, text);
}

static void
append_total(GString *out, const TmSurvey *survey)
{
    const TmSurveyRow total = tm_survey_total(survey);

    g_string_append_printf(out, "# Threat models\n\n%u %s in %u %s. **", survey->rows->len,
                           survey->rows->len == 1 ? "diagram" : "diagrams", survey->files,
                           survey->files == 1 ? "file" : "files");
    tm_survey_say_open(out, survey, &total);
    g_string_append_printf(out, "**; %u are closed.", total.closed);
    if (total.expired > 0)
        g_string_append_printf(out, " %u decisions held until a day that is over.", total.expired);
    g_string_append(out, "\n\n");
}

static void
append_row(GString *out, const TmSurveyRow *row)
{
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        g_string_append_printf(out, "| %u ", row->open[severity]);
    g_string_append_printf(out, "| %u | %u", row->unreviewed, row->closed);
    append_code(out, row->file);
    append_cell(out, row->page);
    append_cell(out, row->title);
    g_string_append(out, " |\n");
}

static void
append_rows(GString *out, const TmSurvey *survey)
{
    g_string_append(out, "| Critical | High | Medium | Low | Unreviewed | Closed | File | Page | "
                         "Model |\n|--:|--:|--:|--:|--:|--:|---|---|---|\n");
    for (guint i = 0; i < survey->rows->len; i++)
        append_row(out, g_ptr_array_index(survey->rows, i));
}

static void
append_threat(GString *out, const TmSurveyLine *line)
{
    g_autofree char *where = line->place.line > 0
                                 ? g_strdup_printf("%s:%u", line->file, line->place.line)
                                 : g_strdup(line->file);

    g_string_append_printf(out, "| %s%s", tm_severity_name(line->severity),
                           line->fresh ? ", new" : "");
    append_cell(out, line->text);
    append_code(out, line->id);
    append_code(out, where);
    g_string_append(out, " |\n");
}

static void
append_threats(GString *out, const TmSurvey *survey)
{
    if (survey->threats->len == 0)
        return;
    g_string_append(out, "\n## The worst threats\n\n| Severity | Threat | Id | Place |\n"
                         "|---|---|---|---|\n");
    for (guint i = 0; i < MIN(survey->threats->len, MOST_THREATS); i++)
        append_threat(out, g_ptr_array_index(survey->threats, i));
}

static void
append_refusals(GString *out, const TmSurvey *survey)
{
    if (survey->refusals->len > 0)
        g_string_append(out, "\n## Could not be read\n\n");
    for (guint i = 0; i < survey->refusals->len; i++) {
        const TmSurveyRefusal *refusal = g_ptr_array_index(survey->refusals, i);
        g_string_append(out, "- ");
        tm_escape_markdown_code(out, refusal->text);
        g_string_append_c(out, '\n');
    }
}

static void
write_markdown(const TmSurvey *survey, const TmView *view G_GNUC_UNUSED, GString *out)
{
    append_total(out, survey);
    append_rows(out, survey);
    append_threats(out, survey);
    append_refusals(out, survey);
}

const TmSurveyWriter tm_survey_markdown = {"markdown", "md", write_markdown};
