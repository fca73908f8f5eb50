/* Threats that are open, and warnings about drawings, in the form of a GitLab code quality report:
 * an array, for one file or for several. A fingerprint says what two reports share: it is made of
 * the file and the id, so no line that moves, and no text that changes, makes a threat another one.
 * Source of the form: GitLab documentation, "Code Quality", "Import results from tools". */
#include "escape.h"
#include "json.h"
#include "place.h"
#include "survey.h"

static const char *const severities[] = {
    [TM_LOW] = "minor",
    [TM_MEDIUM] = "major",
    [TM_HIGH] = "critical",
    [TM_CRITICAL] = "blocker",
};

/* @times: how often the same stood before it (several warnings of one kind). */
static char *
new_fingerprint(const TmSurveyLine *line, guint times)
{
    const char *path = tm_bare_path(line->file);
    g_autofree char *what = times > 0 ? g_strdup_printf("%s\n%s\n%u", path, line->id, times)
                                      : g_strdup_printf("%s\n%s", path, line->id);

    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, what, -1);
}

/* GitLab demands a line. */
static TmJson *
new_location(const TmSurveyLine *line)
{
    TmJson *object = tm_json_object();
    TmJson *lines = tm_json_object();

    tm_json_set_text(object, "path", tm_bare_path(line->file));
    tm_json_set_integer(lines, "begin", MAX(line->place.line, 1));
    tm_json_set(object, "lines", lines);
    return object;
}

static TmJson *
new_entry(const TmSurveyLine *line, const char *severity, guint times)
{
    g_autofree char *fingerprint = new_fingerprint(line, times);
    g_autofree char *text = g_strdup_printf("%s [%s]%s", line->text, line->id, line->cell);
    TmJson *object = tm_json_object();

    tm_json_set_text(object, "description", text);
    tm_json_set_text(object, "check_name", *line->type != '\0' ? line->type : line->id);
    tm_json_set_text(object, "fingerprint", fingerprint);
    tm_json_set_text(object, "severity", severity);
    tm_json_set(object, "location", new_location(line));
    return object;
}

/* Warnings have no id of their own: those of a kind in a file are counted. */
static guint
count_before(GHashTable *counts, const TmSurveyLine *line)
{
    char *key = g_strconcat(line->id, " ", line->file, NULL);
    const guint times = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key));

    g_hash_table_replace(counts, key, GUINT_TO_POINTER(times + 1));
    return times;
}

static void
write_gitlab(const TmSurvey *survey, const TmView *view G_GNUC_UNUSED, GString *out)
{
    g_autoptr(GHashTable) counts = g_hash_table_new_full(tm_text_hash, g_str_equal, g_free, NULL);
    TmJson *array = tm_json_array();

    for (guint i = 0; i < survey->threats->len; i++) {
        const TmSurveyLine *line = g_ptr_array_index(survey->threats, i);
        tm_json_append(array, new_entry(line, severities[line->severity], 0));
    }
    for (guint i = 0; i < survey->warnings->len; i++) {
        const TmSurveyLine *line = g_ptr_array_index(survey->warnings, i);
        tm_json_append(array, new_entry(line, "info", count_before(counts, line)));
    }
    tm_json_print(array, FALSE, out);
    tm_json_free(array);
}

const TmSurveyWriter tm_survey_gitlab = {"gitlab", "gitlab.json", write_gitlab};

static gboolean
write_alone(const TmReport *report, const TmView *view, GString *out, GError **error G_GNUC_UNUSED)
{
    g_autoptr(TmSurvey) survey = tm_survey_new();

    tm_survey_add(survey, report, view);
    write_gitlab(survey, view, out);
    return TRUE;
}

const TmWriter tm_writer_gitlab = {"gitlab", "gitlab.json", "code quality report of GitLab",
                                   write_alone, FALSE};
