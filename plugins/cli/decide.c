/* drawbridge decide: what a person decides about a threat goes into the register, which is written
 * whole or not at all. */
#include "decide.h"

#include <string.h>
#include <unistd.h>

#include "checked.h"
#include "fields.h"
#include "files.h"
#include "register-file.h"

/* --- what is there ----------------------------------------------------------------------- */

static const TmThreat *
find_threat(const TmReport *report, const char *id)
{
    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = report->threats->pdata[i];
        if (strcmp(threat->id, id) == 0)
            return threat;
    }
    return NULL;
}

static const TmDecision *
find_decision(const GPtrArray *decisions, const char *id)
{
    for (guint i = 0; i < decisions->len; i++) {
        const TmDecision *decision = decisions->pdata[i];
        if (strcmp(decision->id, id) == 0)
            return decision;
    }
    return NULL;
}

/* What the register itself says of a threat that a person added. It may go by another id in the
 * report, where the diagram has one with the same. */
static const TmDecision *
find_custom(const TmRegister *beside, const TmThreat *threat, const char *id)
{
    const TmDecision *counts = threat != NULL ? threat->decision : NULL;
    const TmDecision *custom = find_decision(beside->customs, counts != NULL ? counts->id : id);

    if (custom == NULL || threat == NULL)
        return custom;
    return counts != NULL && g_strcmp0(counts->file, custom->file) == 0 &&
                   counts->place.line == custom->place.line
               ? custom
               : NULL;
}

/* What the register says of a threat, also of one that is not found any more (@threat: NULL). */
static const TmDecision *
find_own(const TmRegister *beside, const TmThreat *threat, const char *id)
{
    const TmDecision *custom = beside != NULL ? find_custom(beside, threat, id) : NULL;

    if (beside == NULL || custom != NULL)
        return custom;
    return find_decision(beside->decisions, id);
}

/* --- the new decision -------------------------------------------------------------------- */

static void
copy(const TmDecision *from, TmDecision *wanted)
{
    wanted->state = from->state;
    wanted->justification = from->justification;
    wanted->priority = from->priority;
    wanted->owner = from->owner;
    wanted->ticket = from->ticket;
    wanted->expires = tm_fields_is_day(from->expires) ? from->expires : "";
}

/* Begins with what counts: what the register says, or the diagram, where that is newer. */
static void
begin(const TmThreat *threat, const TmDecision *own, const char *id, TmDecision *wanted)
{
    const TmDecision *counts = threat != NULL ? threat->decision : NULL;

    wanted->id = id;
    if (own != NULL)
        *wanted = *own;
    if (counts != NULL && counts->touched &&
        (own == NULL || g_strcmp0(counts->file, own->file) != 0))
        copy(counts, wanted);
}

static const char *
first_of(const char *one, const char *other)
{
    return one != NULL ? one : other;
}

static void
apply(const TmOptions *options, const char *today, TmDecision *wanted)
{
    wanted->state = options->state;
    wanted->justification = first_of(options->why, wanted->justification);
    wanted->priority = first_of(options->priority, wanted->priority);
    wanted->owner = first_of(options->owner, wanted->owner);
    wanted->ticket = first_of(options->ticket, wanted->ticket);
    wanted->expires = first_of(options->expires, wanted->expires);
    wanted->by = first_of(options->by, "");
    wanted->at = today;
}

/* A reason for one state is none for another, and an acceptance that is over is not prolonged by
 * the way. */
static gboolean
check(const TmOptions *options, const char *today, const TmDecision *was, GError **error)
{
    const char *expires = first_of(options->expires, was->expires);
    TmDecision next = *was;

    next.state = options->state;
    next.justification =
        first_of(options->why, options->state == was->state ? was->justification : "");
    if (!tm_decision_is_reasoned(&next))
        return tm_options_fail(error, "%s needs a reason: --why TEXT",
                               tm_state_name(options->state));
    if (*expires == '\0' || strcmp(expires, today) >= 0)
        return TRUE;
    if (options->expires != NULL)
        return tm_options_fail(error, "--expires %s is over already", expires);
    return tm_options_fail(
        error, "the decision held until %s: say --expires DAY, or --expires \"\"", expires);
}

static gboolean
check_priority(const TmTemplate *template, const char *priority, GError **error)
{
    g_autoptr(GString) list = g_string_new(NULL);

    if (priority == NULL || *priority == '\0' || tm_template_has_priority(template, priority))
        return TRUE;
    for (guint i = 0; i < template->priorities->len; i++)
        g_string_append_printf(list, "%s%s", i > 0 ? ", " : "",
                               (char *)template->priorities->pdata[i]);
    return tm_options_fail(error, "--priority takes one of %s, not '%s'", list->str, priority);
}

static gboolean
decide(const TmOptions *options, const TmChecked *checked, const char *path, GBytes *bytes,
       GString *text, GError **error)
{
    const char *file = options->files->pdata[0];
    const char *id = options->files->pdata[1];
    const TmThreat *threat = find_threat(checked->report, id);
    const TmDecision *own = find_own(checked->beside, threat, id);
    TmDecision *wanted = tm_decision_new(&checked->report->pool, TM_NOWHERE);

    if (threat == NULL && own == NULL)
        return tm_fail(error, TM_ERROR_MEANING, file, (TmPlace){1, 1}, "no threat '%s'", id);
    begin(threat, own, id, wanted);
    if (!check_priority(checked->template, options->priority, error) ||
        !check(options, checked->today, wanted, error))
        return FALSE;
    apply(options, checked->today, wanted);
    return tm_register_put(path, bytes, wanted, text, error);
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
    if (!has_answers(checked->beside, options->adopt) && find_threat(checked->report, now) == NULL)
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
    return tm_file_write(path, text->str, text->len, error);
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
