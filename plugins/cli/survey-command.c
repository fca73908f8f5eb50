/* --summary, and other formats that hold several files at once. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "checked.h"
#include "color.h"
#include "files.h"
#include "formats.h"
#include "gate.h"
#include "knowledge.h"
#include "survey-command.h"
#include "survey.h"

#define DONE 0
#define FOUND 1
#define REFUSED 2

static gboolean
is_folder(const char *name)
{
    return g_str_has_suffix(name, "/");
}

static gboolean
has_folder(const GPtrArray *outputs)
{
    for (guint i = 0; i < outputs->len; i++)
        if (is_folder(outputs->pdata[i]))
            return TRUE;
    return FALSE;
}

/* GitLab wants one document, however many files there are. */
gboolean
tm_survey_is_wanted(const TmOptions *options)
{
    return options->summary || (g_strcmp0(options->to, "gitlab") == 0 && options->files->len > 1 &&
                                !has_folder(options->outputs));
}

gboolean
tm_survey_format_exists(const char *name)
{
    return tm_survey_writer(name) != NULL;
}

/* --- outputs ----------------------------------------------------------------------------- */

static const TmSurveyWriter *
writer_of_path(const char *path)
{
    const TmSurveyWriter *best = NULL;
    gsize longest = 0;

    for (const TmSurveyWriter *const *writer = tm_survey_writers; *writer != NULL; writer++) {
        gsize length = tm_format_match((*writer)->extensions, path);

        if (length > longest) {
            longest = length;
            best = *writer;
        }
    }
    return best;
}

/* However it is called: "./shop.json" too. */
static gboolean
is_input(const TmOptions *options, const char *path)
{
    g_autofree char *key = tm_file_key(path);

    for (guint i = 0; i < options->files->len; i++) {
        g_autofree char *input = tm_file_key(options->files->pdata[i]);
        if (strcmp(input, key) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean
plan_output(const TmOptions *options, const char *path, GPtrArray *writers, GError **error)
{
    const TmSurveyWriter *writer =
        options->to != NULL ? tm_survey_writer(options->to) : writer_of_path(path);

    if (writer == NULL || is_folder(path))
        return tm_options_fail(error, "no summary is written to '%s'; see --help", path);
    if (is_input(options, path))
        return tm_options_fail(error, "%s is an input", path);
    g_ptr_array_add(writers, (gpointer)writer);
    return TRUE;
}

/* Returns for each output its writer; of standard output, where there is no other, one. */
static GPtrArray *
plan_outputs(const TmOptions *options, GError **error)
{
    g_autoptr(GPtrArray) writers = g_ptr_array_new();
    const TmSurveyWriter *writer = tm_survey_writer(options->to != NULL ? options->to : "text");

    if (writer == NULL) {
        tm_options_fail(error, "no summary is written as '%s'", options->to);
        return NULL;
    }
    if (options->outputs->len == 0)
        g_ptr_array_add(writers, (gpointer)writer);
    for (guint i = 0; i < options->outputs->len; i++)
        if (!plan_output(options, options->outputs->pdata[i], writers, error))
            return NULL;
    return g_steal_pointer(&writers);
}

static gboolean
print_survey(const TmOptions *options, const TmSurvey *survey, const TmSurveyWriter *writer,
             const char *path, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);

    writer->write(survey, &options->view, text);
    if (options->color == TM_COLOR_ALWAYS && strcmp(writer->name, "text") == 0)
        tm_color_severities(text);
    return tm_file_write(path, text->str, text->len, error);
}

static gboolean
write_outputs(const TmOptions *options, const TmSurvey *survey, const GPtrArray *writers,
              GError **error)
{
    if (options->outputs->len == 0)
        return (options->quiet && options->to == NULL) ||
               print_survey(options, survey, writers->pdata[0], "-", error);
    for (guint i = 0; i < writers->len; i++)
        if (!print_survey(options, survey, writers->pdata[i], options->outputs->pdata[i], error))
            return FALSE;
    return TRUE;
}

/* --- files ------------------------------------------------------------------------------- */

static void
add_file(const TmOptions *options, const TmBaseline *baseline, const char *file, TmSurvey *survey,
         gboolean *failed)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TmChecked) checked = tm_checked_new(options, file, TRUE, &error);

    if (checked == NULL) {
        dprintf(STDERR_FILENO, "%s\n", error->message);
        tm_survey_refuse(survey, file, error->message);
        return;
    }
    if (baseline != NULL)
        tm_baseline_compare(baseline, checked->report, options->files->len == 1);
    tm_survey_add(survey, checked->report, &options->view);
    *failed = *failed || tm_gate_fails(checked->report, &options->fail_on);
}

/* @survey, to which nothing was added yet, gets the files. */
static gboolean
survey_files(const TmOptions *options, const TmBaseline *baseline, TmSurvey *survey,
             gboolean *failed, GError **error)
{
    g_autoptr(GPtrArray) writers = plan_outputs(options, error);
    g_autoptr(TmTemplate) template = NULL;

    /* What is wrong with a template is said once, not for each file. */
    if (writers == NULL ||
        (template = tm_knowledge_load(options->templates, options->language, error)) == NULL)
        return FALSE;
    for (guint i = 0; i < options->files->len; i++)
        add_file(options, baseline, options->files->pdata[i], survey, failed);
    tm_survey_sort(survey);
    return write_outputs(options, survey, writers, error);
}

int
tm_survey_command(const TmOptions *options, const TmBaseline *baseline)
{
    g_autoptr(TmSurvey) survey = tm_survey_new();
    g_autoptr(GError) error = NULL;
    gboolean failed = FALSE;

    if (!survey_files(options, baseline, survey, &failed, &error)) {
        dprintf(STDERR_FILENO, "%s\n", error->message);
        return REFUSED;
    }
    if (survey->refusals->len > 0)
        return REFUSED;
    return failed ? FOUND : DONE;
}
