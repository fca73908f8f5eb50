/* The table of options: what each takes, and what it does with it. */
#include <string.h>

#include "diff-writers.h"
#include "formats.h"
#include "importers.h"
#include "options-own.h"
#include "survey-command.h"

#define MAX_JOBS 256
#define MAX_SECONDS 3600

/* A word that stands for a number, in tables that end with NULL. */
typedef struct {
    const char *name;
    guint number;
} Word;

static const Word severities[] = {
    {"low", TM_LOW}, {"medium", TM_MEDIUM}, {"high", TM_HIGH}, {"critical", TM_CRITICAL}, {NULL, 0},
};

static const Word notations[] = {
    {"author", TM_NOTATION_AUTHOR},
    {"dfd", TM_NOTATION_DFD},
    {NULL, 0},
};

static const Word colors[] = {
    {"auto", TM_COLOR_AUTO},
    {"always", TM_COLOR_ALWAYS},
    {"never", TM_COLOR_NEVER},
    {NULL, 0},
};

static gboolean
find_word(const Word *words, const char *name, guint *number)
{
    for (; words->name != NULL; words++) {
        if (strcmp(words->name, name) == 0) {
            *number = words->number;
            return TRUE;
        }
    }
    return FALSE;
}

static char *
join_words(const Word *words)
{
    GString *text = g_string_new(words->name);

    for (words++; words->name != NULL; words++)
        g_string_append_printf(text, ", %s", words->name);
    return g_string_free(text, FALSE);
}

static gboolean
take_word(const Word *words, const char *option, const char *value, guint *number, GError **error)
{
    g_autofree char *known = NULL;

    if (find_word(words, value, number))
        return TRUE;
    known = join_words(words);
    return tm_options_fail(error, "--%s takes one of %s, not '%s'", option, known, value);
}

static gboolean
take_output(TmOptions *options, const char *value, GError **error)
{
    if (*value == '\0')
        return tm_options_fail(error, "--output needs the name of a file");
    g_ptr_array_add(options->outputs, (char *)value);
    return TRUE;
}

static gboolean
take_to(TmOptions *options, const char *value, GError **error)
{
    if (!tm_format_exists(value) && !tm_survey_format_exists(value))
        return tm_options_fail(error, "no format '%s' to write; see --help", value);
    options->to = value;
    return TRUE;
}

static gboolean
take_summary(TmOptions *options, const char *value G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
    options->summary = TRUE;
    return TRUE;
}

static gboolean
take_from(TmOptions *options, const char *value, GError **error)
{
    if (tm_importer(value) == NULL)
        return tm_options_fail(error, "no format '%s' to read; see --help", value);
    options->from = value;
    return TRUE;
}

static gboolean
take_template(TmOptions *options, const char *value, GError **error G_GNUC_UNUSED)
{
    g_ptr_array_add(options->templates, (char *)value);
    return TRUE;
}

static gboolean
take_language(TmOptions *options, const char *value, GError **error G_GNUC_UNUSED)
{
    options->language = value;
    return TRUE;
}

static gboolean
take_register(TmOptions *options, const char *value, GError **error G_GNUC_UNUSED)
{
    options->decisions = value;
    return TRUE;
}

static gboolean
take_baseline(TmOptions *options, const char *value, GError **error G_GNUC_UNUSED)
{
    options->baseline = value;
    return TRUE;
}

static gboolean
take_page(TmOptions *options, const char *value, GError **error G_GNUC_UNUSED)
{
    options->view.page = value;
    return TRUE;
}

static gboolean
take_only(TmOptions *options, const char *value, GError **error)
{
    if (strcmp(value, "stated") != 0)
        return tm_options_fail(error, "--only takes 'stated', not '%s'", value);
    options->view.only_stated = TRUE;
    return TRUE;
}

static gboolean
take_min_severity(TmOptions *options, const char *value, GError **error)
{
    guint number = 0;

    if (!take_word(severities, "min-severity", value, &number, error))
        return FALSE;
    options->view.min_severity = (TmSeverity)number;
    return TRUE;
}

static gboolean
take_category(TmOptions *options, const char *value, GError **error)
{
    if (*value == '\0' || value[strspn(value, "STRIDE")] != '\0')
        return tm_options_fail(error, "--category takes letters of STRIDE, not '%s'", value);
    options->view.category = value;
    return TRUE;
}

static gboolean
take_notation(TmOptions *options, const char *value, GError **error)
{
    guint number = 0;

    if (!take_word(notations, "notation", value, &number, error))
        return FALSE;
    options->view.notation = (TmNotation)number;
    return TRUE;
}

/* "10s", or seconds without their unit. */
static gboolean
take_time(TmOptions *options, const char *value, GError **error)
{
    const gsize length = strlen(value);
    g_autofree char *digits =
        g_strndup(value, length > 0 && value[length - 1] == 's' ? length - 1 : length);
    guint64 number;

    if (!g_ascii_string_to_unsigned(digits, 10, 1, MAX_SECONDS, &number, NULL))
        return tm_options_fail(error, "--time takes seconds from 1s to %ds, not '%s'", MAX_SECONDS,
                               value);
    options->view.seconds = (guint)number;
    return TRUE;
}

static gboolean
take_report_page(TmOptions *options, const char *value G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
    options->view.report_page = TRUE;
    return TRUE;
}

static gboolean
take_uncompress(TmOptions *options, const char *value G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
    options->view.uncompress = TRUE;
    return TRUE;
}

static gboolean
take_jobs(TmOptions *options, const char *value, GError **error)
{
    guint64 number;

    if (!g_ascii_string_to_unsigned(value, 10, 1, MAX_JOBS, &number, NULL))
        return tm_options_fail(error, "--jobs takes a number from 1 to %d, not '%s'", MAX_JOBS,
                               value);
    options->jobs = (guint)number;
    return TRUE;
}

static gboolean
take_color(TmOptions *options, const char *value, GError **error)
{
    guint number = 0;

    if (!take_word(colors, "color", value, &number, error))
        return FALSE;
    options->color = (TmColor)number;
    return TRUE;
}

static gboolean
take_form(TmOptions *options, const char *value, GError **error)
{
    if (tm_diff_writer(value) == NULL)
        return tm_options_fail(error, "--to takes one of text, md, json, not '%s'", value);
    options->to = value;
    return TRUE;
}

static gboolean
take_git(TmOptions *options, const char *value, GError **error)
{
    if (*value == '\0' || *value == '-')
        return tm_options_fail(error, "--git takes a revision, such as HEAD~1, not '%s'", value);
    options->revision = value;
    return TRUE;
}

static gboolean
take_exit_code(TmOptions *options, const char *value G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
    options->exit_code = TRUE;
    return TRUE;
}

static gboolean
take_quiet(TmOptions *options, const char *value G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
    options->quiet = TRUE;
    return TRUE;
}

static gboolean
take_help(TmOptions *options, const char *value G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
    options->help = TRUE;
    return TRUE;
}

static gboolean
take_version(TmOptions *options, const char *value G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
    options->version = TRUE;
    return TRUE;
}

#define CHECK TM_COMMAND_CHECK
#define DIFF TM_COMMAND_DIFF
#define DECIDE TM_COMMAND_DECIDE
#define DIAGRAM (TM_COMMAND_CHECK | TM_COMMAND_EXPLAIN | TM_COMMAND_DECIDE | TM_COMMAND_DIFF)
#define KNOWING (DIAGRAM | TM_COMMAND_TEMPLATE)

const TmOption tm_option_table[] = {
    {"output", 'o', "FILE", "write FILE, its ending picks the format; several -o are allowed",
     CHECK, take_output},
    {"to", 0, "FORMAT", "write this format, whatever the ending says", CHECK, take_to},
    {"summary", 0, NULL, "one page for all files, the worst first: text, markdown, html or json",
     CHECK, take_summary},
    {"output", 'o', "FILE", "write FILE: .txt, .md or .json", DIFF, take_output},
    {"to", 0, "FORM", "text, md (for a pull request) or json", DIFF, take_form},
    {"git", 0, "REV", "compare FILE with what it was in this revision", DIFF, take_git},
    {"exit-code", 0, NULL, "status 1 if there is a difference", DIFF, take_exit_code},
    {"fail-on", 0, "S[,...]", "status 1 on threats that are new or worse, from severity S on", DIFF,
     tm_options_take_fail_on},
    {"from", 0, "FORMAT", "read this format, whatever the content says", DIAGRAM, take_from},
    {"template", 0, "NAME", "a built-in template or a folder; repeatable (default: stride)",
     KNOWING, take_template},
    {"language", 0, "LANG", "titles and questions in this language, such as de (default: en)",
     KNOWING, take_language},
    {"page", 0, "PAGE", "show only the page of this name or number", CHECK, take_page},
    {"only", 0, "stated", "show only threats that no single answer would clear", CHECK, take_only},
    {"min-severity", 0, "S", "show threats from low, medium, high or critical on", CHECK,
     take_min_severity},
    {"category", 0, "LETTERS", "show only these letters of STRIDE", CHECK, take_category},
    {"notation", 0, "N", "pictures: author keeps the look of a DOT file, dfd redraws it", CHECK,
     take_notation},
    {"report-page", 0, NULL, "draw.io: add a page that lists the threats", CHECK, take_report_page},
    {"uncompress", 0, NULL, "draw.io: write compressed pages as plain XML", CHECK, take_uncompress},
    {"time", 0, "SECONDS", "pictures: simplify what takes longer (default: 10s)", CHECK, take_time},
    {"register", 0, "FILE", "what people decided; else FILE.threats.yaml beside the diagram",
     DIAGRAM, take_register},
    {"state", 0, "STATE", "what is decided", DECIDE, tm_take_state},
    {"why", 0, "TEXT", "the reason", DECIDE, tm_take_why},
    {"notes", 0, "TEXT", "what is to be remembered about it", DECIDE, tm_take_notes},
    {"priority", 0, "P", "how urgent it is", DECIDE, tm_take_priority},
    {"owner", 0, "WHO", "who looks after it", DECIDE, tm_take_owner},
    {"ticket", 0, "TICKET", "where work on it is tracked", DECIDE, tm_take_ticket},
    {"expires", 0, "DAY", "until when that holds, such as 2026-11-21", DECIDE, tm_take_expires},
    {"by", 0, "WHO", "who decides (default: DRAWBRIDGE_USER)", DECIDE, tm_take_by},
    {"adopt", 0, "OLD-ID", "take over what is decided under that id", DECIDE, tm_take_adopt},
    {"fail-on", 0, "S[,...]", "status 1 on open threats from severity S on; see below", CHECK,
     tm_options_take_fail_on},
    {"baseline", 0, "FILE.json", "what an earlier run saved: threats that it lacks are new", CHECK,
     take_baseline},
    {"jobs", 'j', "N", "check N files side by side", CHECK, take_jobs},
    {"quiet", 'q', NULL, "print no text; errors and outputs are written", CHECK, take_quiet},
    {"color", 0, "WHEN", "auto, always or never", CHECK | DIFF, take_color},
    {"help", 'h', NULL, "print this help", KNOWING | TM_COMMAND_MERGE, take_help},
    {"version", 0, NULL, "print the version", CHECK, take_version},
    {NULL, 0, NULL, NULL, 0, NULL},
};
