/* A survey for other programs: all rows, all open threats that the view shows. */
#include "json-model.h"
#include "survey.h"

static TmJson *
new_severities(const guint *open)
{
    TmJson *object = tm_json_object();

    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        tm_json_set_integer(object, tm_severity_name(severity), open[severity]);
    return object;
}

static void
set_counts(TmJson *object, const TmSurvey *survey, const TmSurveyRow *row)
{
    tm_json_set_integer(object, "elements", row->elements);
    tm_json_set_integer(object, "flows", row->flows);
    tm_json_set_integer(object, "threats", row->threats);
    tm_json_set(object, "open", new_severities(row->open));
    tm_json_set_integer(object, "unreviewed", row->unreviewed);
    tm_json_set_integer(object, "expired", row->expired);
    tm_json_set_integer(object, "closed", row->closed);
    if (survey->compared)
        tm_json_set_integer(object, "new", row->fresh);
}

static TmJson *
new_row(const TmSurvey *survey, const TmSurveyRow *row)
{
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "file", row->file);
    tm_json_set_text(object, "diagram", row->id);
    tm_json_set_known(object, "page", row->page);
    tm_json_set_known(object, "name", row->title);
    set_counts(object, survey, row);
    return object;
}

static TmJson *
new_threat(const TmSurvey *survey, const TmSurveyLine *line)
{
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "file", line->file);
    tm_json_set_text(object, "id", line->id);
    tm_json_set_text(object, "type", line->type);
    tm_json_set_text(object, "title", line->text);
    tm_json_set_text(object, "severity", tm_severity_name(line->severity));
    if (line->score > 0)
        tm_json_set_integer(object, "score", line->score);
    tm_json_set_text(object, "certainty", line->stated ? "stated" : "assumed");
    tm_json_set_text(object, "state", tm_state_name(line->state));
    if (survey->compared)
        tm_json_set_boolean(object, "new", line->fresh);
    tm_json_set_place(object, line->place);
    return object;
}

static TmJson *
new_refusal(const TmSurveyRefusal *refusal)
{
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "file", refusal->file);
    tm_json_set_text(object, "text", refusal->text);
    return object;
}

static TmJson *
new_summary(const TmSurvey *survey)
{
    const TmSurveyRow total = tm_survey_total(survey);
    TmJson *object = tm_json_object();

    tm_json_set_integer(object, "files", survey->files);
    tm_json_set_integer(object, "diagrams", survey->rows->len);
    set_counts(object, survey, &total);
    return object;
}

static TmJson *
new_tool(const TmView *view)
{
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "name", "drawbridge");
    tm_json_set_known(object, "version", view->version);
    return object;
}

static void
write_json(const TmSurvey *survey, const TmView *view, GString *out)
{
    TmJsonStream stream = tm_json_stream_begin(out, FALSE);

    tm_json_stream_member(&stream, "drawbridge", tm_json_integer(1));
    tm_json_stream_member(&stream, "tool", new_tool(view));
    tm_json_stream_open(&stream, "diagrams");
    for (guint i = 0; i < survey->rows->len; i++)
        tm_json_stream_item(&stream, new_row(survey, g_ptr_array_index(survey->rows, i)));
    tm_json_stream_close(&stream);
    tm_json_stream_open(&stream, "threats");
    for (guint i = 0; i < survey->threats->len; i++)
        tm_json_stream_item(&stream, new_threat(survey, g_ptr_array_index(survey->threats, i)));
    tm_json_stream_close(&stream);
    tm_json_stream_open(&stream, "errors");
    for (guint i = 0; i < survey->refusals->len; i++)
        tm_json_stream_item(&stream, new_refusal(g_ptr_array_index(survey->refusals, i)));
    tm_json_stream_close(&stream);
    tm_json_stream_member(&stream, "summary", new_summary(survey));
    tm_json_stream_end(&stream);
}

const TmSurveyWriter tm_survey_json = {"json", "json", write_json};
