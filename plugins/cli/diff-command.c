/* drawbridge diff: what is different between two versions of a diagram. */
#include "diff-command.h"

#include <string.h>

#include "checked.h"
#include "color.h"
#include "diff-writers.h"
#include "files.h"
#include "gate.h"
#include "git.h"
#include "register-file.h"

/* --- the two versions -------------------------------------------------------------------- */

static TmRegister *
load_register_of(const char *revision, const char *file, GError **error)
{
    g_autofree char *beside = tm_register_file_path(NULL, file);
    g_auto(TmGitFile) found = {NULL, NULL, NULL, NULL};
    g_autoptr(GBytes) bytes = NULL;
    gboolean has = FALSE;

    if (!tm_git_find(revision, beside, &found, error) || !tm_git_has(&found, &has, error) || !has)
        return NULL;
    bytes = tm_git_read(&found, error);
    return bytes != NULL ? tm_register_load(found.name, bytes, error) : NULL;
}

static TmChecked *
check_revision(const TmOptions *options, const char *file, GError **error)
{
    g_auto(TmGitFile) found = {NULL, NULL, NULL, NULL};
    g_autoptr(TmRegister) beside = NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GError) mistake = NULL;

    if (!tm_git_find(options->revision, file, &found, error) ||
        (bytes = tm_git_read(&found, error)) == NULL)
        return NULL;
    beside = load_register_of(options->revision, file, &mistake);
    if (mistake != NULL) {
        g_propagate_error(error, g_steal_pointer(&mistake));
        return NULL;
    }
    return tm_checked_of(options, found.name, bytes, g_steal_pointer(&beside), error);
}

/* A register that is named is that of the new version. */
static TmChecked *
check_old(const TmOptions *options, GError **error)
{
    TmOptions without = *options;

    without.decisions = NULL;
    if (options->revision != NULL)
        return check_revision(&without, options->files->pdata[0], error);
    return tm_checked_new(&without, options->files->pdata[0], FALSE, error);
}

static TmChecked *
check_new(const TmOptions *options, GError **error)
{
    const GPtrArray *files = options->files;

    return tm_checked_new(options, files->pdata[files->len - 1], TRUE, error);
}

/* --- the form ---------------------------------------------------------------------------- */

static const TmDiffWriter *
find_by_ending(const char *path)
{
    const char *dot = strrchr(path, '.');

    return dot != NULL ? tm_diff_writer(dot + 1) : NULL;
}

static const TmDiffWriter *
find_writer(const TmOptions *options, GError **error)
{
    const char *output = options->outputs->len > 0 ? options->outputs->pdata[0] : NULL;
    const TmDiffWriter *writer = tm_diff_writers[0];

    if (options->to != NULL)
        return tm_diff_writer(options->to);
    if (output != NULL && (writer = find_by_ending(output)) == NULL)
        tm_options_fail(error, "a difference is written to .txt, .md or .json, not to '%s'",
                        output);
    return writer;
}

static gboolean
check_words(const TmOptions *options, GError **error)
{
    const guint wanted = options->revision != NULL ? 1 : 2;
    const guint given = options->files->len;

    if (given != wanted && wanted == 1)
        return tm_options_fail(error, "diff --git takes a revision and one file");
    if (given != wanted)
        return tm_options_fail(error, "diff takes two files, an old and a new one");
    if (options->fail_on.messages)
        return tm_options_fail(error, "diff compares no messages: --fail-on cannot ask for them");
    if (options->outputs->len > 1)
        return tm_options_fail(error, "diff writes one file");
    if (strcmp(options->files->pdata[0], "-") == 0 &&
        (given == 1 || strcmp(options->files->pdata[1], "-") == 0))
        return tm_options_fail(error, "standard input can be one of two versions");
    return TRUE;
}

/* --- the command ------------------------------------------------------------------------- */

static gboolean
print(const TmOptions *options, const TmDiffWriter *writer, GString *text, GError **error)
{
    const char *output = options->outputs->len > 0 ? options->outputs->pdata[0] : "-";

    if (writer == tm_diff_writers[0] && tm_color_wanted(options))
        tm_color_severities(text);
    return tm_file_write(output, text->str, text->len, error);
}

static gboolean
is_found(const TmOptions *options, const TmDiff *diff)
{
    if (options->exit_code && diff->changes->len + diff->threats->len > 0)
        return TRUE;
    return tm_gate_fails_diff(diff, &options->fail_on);
}

int
tm_diff_command(const TmOptions *options, GError **error)
{
    g_autoptr(TmChecked) old = NULL;
    g_autoptr(TmChecked) now = NULL;
    g_autoptr(TmDiff) diff = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    const TmDiffWriter *writer;

    if (!check_words(options, error) || (writer = find_writer(options, error)) == NULL)
        return -1;
    if ((old = check_old(options, error)) == NULL || (now = check_new(options, error)) == NULL)
        return -1;
    diff = tm_diff(old->report, now->report);
    writer->write(diff, DRAWBRIDGE_VERSION, text);
    if (!print(options, writer, text, error))
        return -1;
    return is_found(options, diff) ? 1 : 0;
}
