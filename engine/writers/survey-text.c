/* A survey as a table in plain text, then the worst threats as a compiler prints errors. */
#include "place.h"
#include "survey.h"

#define MOST_THREATS 10 /* as many as one reads in a terminal; JSON has all */

static void
append_row(GString *out, const TmSurveyRow *row)
{
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        g_string_append_printf(out, "%8u  ", row->open[severity]);
    g_string_append_printf(out, "%10u  %6u  ", row->unreviewed, row->closed);
    tm_place_name(out, row->file);
    if (*row->page != '\0')
        g_string_append_printf(out, " (page \"%s\")", row->page);
    if (*row->title != '\0')
        g_string_append_printf(out, ": %s", row->title);
    g_string_append_c(out, '\n');
}

static void
append_total(GString *out, const TmSurvey *survey)
{
    const TmSurveyRow total = tm_survey_total(survey);

    g_string_append_printf(out, "%u %s in %u %s: ", survey->rows->len,
                           survey->rows->len == 1 ? "diagram" : "diagrams", survey->files,
                           survey->files == 1 ? "file" : "files");
    tm_survey_say_open(out, survey, &total);
    g_string_append_printf(out, "; %u are closed\n", total.closed);
    if (total.expired > 0)
        g_string_append_printf(out, "%u decisions held until a day that is over\n", total.expired);
    if (survey->refusals->len > 0)
        g_string_append_printf(out, "%u %s could not be read\n", survey->refusals->len,
                               survey->refusals->len == 1 ? "file" : "files");
}

static void
append_threat(GString *out, const TmSurveyLine *line)
{
    tm_place_print(out, line->file, line->place);
    g_string_append_printf(out, ": %s: %s [%s]%s%s\n", tm_severity_name(line->severity), line->text,
                           line->id, line->cell, line->fresh ? " (new)" : "");
}

static void
write_text(const TmSurvey *survey, const TmView *view G_GNUC_UNUSED, GString *out)
{
    g_string_append(out, "critical      high    medium       low  unreviewed  closed  diagram\n");
    for (guint i = 0; i < survey->rows->len; i++)
        append_row(out, g_ptr_array_index(survey->rows, i));
    append_total(out, survey);
    if (survey->threats->len > 0)
        g_string_append(out, "The worst:\n");
    for (guint i = 0; i < MIN(survey->threats->len, MOST_THREATS); i++)
        append_threat(out, g_ptr_array_index(survey->threats, i));
}

const TmSurveyWriter tm_survey_text = {"text", "txt", write_text};
