/* The reports of several files on one page. */
#include "survey.h"

#include <string.h>

#include "place.h"

extern const TmSurveyWriter tm_survey_text, tm_survey_markdown, tm_survey_html, tm_survey_json,
    tm_survey_gitlab;

const TmSurveyWriter *const tm_survey_writers[] = {
    &tm_survey_text, &tm_survey_markdown, &tm_survey_html, &tm_survey_json, &tm_survey_gitlab, NULL,
};

const TmSurveyWriter *
tm_survey_writer(const char *name)
{
    for (const TmSurveyWriter *const *writer = tm_survey_writers; *writer != NULL; writer++)
        if (strcmp((*writer)->name, name) == 0)
            return *writer;
    return NULL;
}

TmSurvey *
tm_survey_new(void)
{
    TmSurvey *survey = g_new0(TmSurvey, 1);

    tm_pool_init(&survey->pool);
    survey->rows = tm_pool_array(&survey->pool);
    survey->threats = tm_pool_array(&survey->pool);
    survey->warnings = tm_pool_array(&survey->pool);
    survey->refusals = tm_pool_array(&survey->pool);
    return survey;
}

void
tm_survey_free(TmSurvey *survey)
{
    tm_pool_clear(&survey->pool);
    g_free(survey);
}

/* --- what is kept of a report ------------------------------------------------------------ */

static TmSurveyRow *
add_row(TmSurvey *survey, const TmReport *report, const TmDiagram *diagram)
{
    TmSurveyRow *row = tm_pool_new(&survey->pool, TmSurveyRow);
    const char *name = *diagram->name != '\0' ? diagram->name : diagram->id;
    const gboolean alone = report->model->diagrams->len == 1;

    row->file = tm_pool_text(&survey->pool, report->model->file);
    row->title = tm_pool_text(&survey->pool, report->name);
    row->page = tm_pool_text(&survey->pool, alone ? "" : name);
    row->id = tm_pool_text(&survey->pool, diagram->id);
    row->order = survey->rows->len;
    row->elements = diagram->elements->len;
    row->flows = diagram->flows->len;
    g_ptr_array_add(survey->rows, row);
    return row;
}

static void
count_threat(TmSurveyRow *row, const TmThreat *threat)
{
    row->threats++;
    row->expired += threat->expired ? 1 : 0;
    if (tm_threat_is_closed(threat)) {
        row->closed++;
        return;
    }
    row->open[threat->severity]++;
    row->fresh += threat->fresh ? 1 : 0;
    row->unreviewed += threat->state == TM_STATE_NOT_STARTED ? 1 : 0;
}

static void
add_threat(TmSurvey *survey, const TmSurveyRow *row, const TmReport *report, const TmThreat *threat)
{
    TmSurveyLine *line = tm_pool_new(&survey->pool, TmSurveyLine);
    g_autoptr(GString) cell = g_string_new(NULL);

    line->file = tm_pool_text(&survey->pool, tm_place_of_threat(report, threat, &line->place));
    tm_place_threat_cell(cell, report, threat);
    line->row = row;
    line->id = tm_pool_copy(&survey->pool, threat->id);
    line->type = tm_pool_text(&survey->pool, threat->type->id);
    line->text = tm_pool_copy(&survey->pool, threat->title);
    line->cell = tm_pool_text(&survey->pool, cell->str);
    line->order = survey->threats->len;
    line->severity = threat->severity;
    line->stated = threat->stated;
    line->fresh = threat->fresh;
    line->score = threat->score;
    line->state = threat->state;
    g_ptr_array_add(survey->threats, line);
}

static void
add_warning(TmSurvey *survey, const TmReport *report, const TmMessage *message)
{
    TmSurveyLine *line = tm_pool_new(&survey->pool, TmSurveyLine);
    g_autoptr(GString) cell = g_string_new(NULL);

    line->file = tm_pool_text(&survey->pool, tm_place_of_message(report, message, &line->place));
    tm_place_message_cell(cell, report, message);
    line->id = line->type = tm_pool_text(&survey->pool, message->code);
    line->text = tm_pool_copy(&survey->pool, message->text);
    line->cell = tm_pool_text(&survey->pool, cell->str);
    line->order = survey->warnings->len;
    g_ptr_array_add(survey->warnings, line);
}

void
tm_survey_add(TmSurvey *survey, const TmReport *report, const TmView *view)
{
    const GPtrArray *diagrams = report->model->diagrams;
    const guint first = survey->rows->len;

    survey->files++;
    survey->compared = survey->compared || report->compared;
    for (guint i = 0; i < diagrams->len; i++)
        add_row(survey, report, g_ptr_array_index(diagrams, i));
    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(report->threats, i);
        TmSurveyRow *row = g_ptr_array_index(survey->rows, first + threat->diagram->index);
        count_threat(row, threat);
        if (tm_view_threat(view, threat) && !tm_threat_is_closed(threat))
            add_threat(survey, row, report, threat);
    }
    for (guint i = 0; i < report->messages->len; i++) {
        const TmMessage *message = g_ptr_array_index(report->messages, i);
        if (message->level >= TM_WARNING)
            add_warning(survey, report, message);
    }
}

void
tm_survey_refuse(TmSurvey *survey, const char *file, const char *text)
{
    TmSurveyRefusal *refusal = tm_pool_new(&survey->pool, TmSurveyRefusal);

    refusal->file = tm_pool_text(&survey->pool, file);
    refusal->text = tm_pool_text(&survey->pool, text);
    g_ptr_array_add(survey->refusals, refusal);
}

/* --- the worst first --------------------------------------------------------------------- */

static gint
compare_rows(gconstpointer a, gconstpointer b)
{
    const TmSurveyRow *one = *(const TmSurveyRow *const *)a;
    const TmSurveyRow *two = *(const TmSurveyRow *const *)b;

    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        if (one->open[severity] != two->open[severity])
            return one->open[severity] > two->open[severity] ? -1 : 1;
    return one->order < two->order ? -1 : one->order > two->order;
}

static gint
compare_lines(gconstpointer a, gconstpointer b)
{
    const TmSurveyLine *one = *(const TmSurveyLine *const *)a;
    const TmSurveyLine *two = *(const TmSurveyLine *const *)b;

    if (one->severity != two->severity)
        return one->severity > two->severity ? -1 : 1;
    if (one->stated != two->stated)
        return one->stated ? -1 : 1;
    if (one->score != two->score)
        return one->score > two->score ? -1 : 1;
    return one->order < two->order ? -1 : one->order > two->order;
}

void
tm_survey_sort(TmSurvey *survey)
{
    g_ptr_array_sort(survey->rows, compare_rows);
    g_ptr_array_sort(survey->threats, compare_lines);
}

/* --- sums -------------------------------------------------------------------------------- */

guint
tm_survey_open(const TmSurveyRow *row)
{
    return row->threats - row->closed;
}

void
tm_survey_say_open(GString *out, const TmSurvey *survey, const TmSurveyRow *row)
{
    const guint open = tm_survey_open(row);

    g_string_append_printf(out, "%u threat%s open, %u of them unreviewed", open,
                           open == 1 ? " is" : "s are", row->unreviewed);
    if (survey->compared)
        g_string_append_printf(out, ", %u new", row->fresh);
}

static void
add_counts(TmSurveyRow *total, const TmSurveyRow *row)
{
    total->elements += row->elements;
    total->flows += row->flows;
    total->threats += row->threats;
    total->closed += row->closed;
    total->unreviewed += row->unreviewed;
    total->expired += row->expired;
    total->fresh += row->fresh;
    for (int severity = TM_LOW; severity <= TM_CRITICAL; severity++)
        total->open[severity] += row->open[severity];
}

TmSurveyRow
tm_survey_total(const TmSurvey *survey)
{
    TmSurveyRow total = {.file = "", .title = "", .page = "", .id = ""};

    for (guint i = 0; i < survey->rows->len; i++)
        add_counts(&total, g_ptr_array_index(survey->rows, i));
    return total;
}
