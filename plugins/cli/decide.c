/* drawbridge decide: what a person decides about a threat goes into the register, which is written
 * whole or not at all. */
#include "decide.h"

#include <string.h>
#include <unistd.h>

#include "checked.h"
#include "choice.h"
#include "files.h"
#include "register-file.h"

static gboolean
decide(const TmOptions *options, const TmChecked *checked, const char *path, GBytes *bytes,
       GString *text, GError **error)
{
    const TmChoice choice = {
        .threat = options->files->pdata[1],
        .state = options->state,
        .why = options->why,
        .notes = options->notes,
        .priority = options->priority,
        .owner = options->owner,
        .ticket = options->ticket,
        .expires = options->expires,
        .by = options->by,
        .today = checked->today,
    };

    return tm_choose(checked->report, checked->beside, &choice, path, bytes, text, error);
}

/* --- another id -------------------------------------------------------------------------- */

static gboolean
has_answers(const TmRegister *beside, const char *subject)
{
    for (guint i = 0; beside != NULL && i < beside->answers->len; i++)
        if (strcmp(((const TmAnswer *)beside->answers->pdata[i])->subject, subject) == 0)
            return TRUE;
    return FALSE;
}

/* A decision is for a threat that is there; answers are for any part: if it is not there, the next
 * check says so. */
static gboolean
adopt(const TmOptions *options, const TmChecked *checked, const char *path, GBytes *bytes,
      GString *text, GError **error)
{
    const char *file = options->files->pdata[0];
    const char *now = options->files->pdata[1];

    if (bytes == NULL)
        return tm_fail(error, TM_ERROR_MEANING, path, (TmPlace){1, 1}, "there is no register");
    if (!has_answers(checked->beside, options->adopt) &&
        tm_report_find(checked->report, now) == NULL)
        return tm_fail(error, TM_ERROR_MEANING, file, (TmPlace){1, 1}, "no threat '%s'", now);
    return tm_register_adopt(path, bytes, options->adopt, now, text, error);
}

/* --- the command ------------------------------------------------------------------------- */

static gboolean
check_words(const TmOptions *options, GError **error)
{
    if (options->adopt != NULL && options->files->len != 2)
        return tm_options_fail(error, "decide takes a file, and --adopt with an old and a new id");
    if (options->adopt != NULL && options->stated)
        return tm_options_fail(error, "--adopt leaves the state as it is");
    if (options->adopt == NULL && options->files->len != 2)
        return tm_options_fail(error, "decide takes a file and the id of a threat");
    if (options->adopt == NULL && !options->stated)
        return tm_options_fail(error, "decide needs --state; see `drawbridge decide --help`");
    return TRUE;
}

static gboolean
save(const TmOptions *options, const char *path, GError **error)
{
    g_autoptr(TmChecked) checked = tm_checked_new(options, options->files->pdata[0], FALSE, error);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GBytes) bytes = NULL;

    if (checked == NULL || !tm_register_file_read(path, &bytes, error))
        return FALSE;
    if (options->adopt != NULL ? !adopt(options, checked, path, bytes, text, error)
                               : !decide(options, checked, path, bytes, text, error))
        return FALSE;
    return tm_file_save(path, text->str, text->len, error);
}

int
tm_decide_command(const TmOptions *options, GError **error)
{
    g_autofree char *path = NULL;
    gboolean saved;
    int lock;

    if (!check_words(options, error))
        return -1;
    path = tm_register_file_path(options->decisions, options->files->pdata[0]);
    if (path == NULL)
        return tm_options_fail(error, "standard input has no register: name one, --register FILE");
    lock = tm_register_file_lock(path);
    saved = save(options, path, error);
    if (lock >= 0)
        close(lock);
    return saved ? 0 : -1;
}
