/* What a person decides about a threat, put into the text of a register. */
#include "choice.h"

#include <string.h>

#include "fields.h"

static gboolean fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean
fail(GError **error, const char *format, ...)
{
    g_autofree char *text = NULL;
    va_list args;

    va_start(args, format);
    text = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(error, TM_ERROR, TM_ERROR_MEANING, "drawbridge: error: %s", text);
    return FALSE;
}

/* --- what is there ----------------------------------------------------------------------- */

const TmThreat *
tm_report_find(const TmReport *report, const char *id)
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
    wanted->notes = from->notes;
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
apply(const TmChoice *choice, TmDecision *wanted)
{
    wanted->state = choice->state;
    wanted->justification = first_of(choice->why, wanted->justification);
    wanted->notes = first_of(choice->notes, wanted->notes);
    wanted->priority = first_of(choice->priority, wanted->priority);
    wanted->owner = first_of(choice->owner, wanted->owner);
    wanted->ticket = first_of(choice->ticket, wanted->ticket);
    wanted->expires = first_of(choice->expires, wanted->expires);
    wanted->by = first_of(choice->by, "");
    wanted->at = first_of(choice->today, "");
}

/* A reason for one state is none for another, and an acceptance that is over is not prolonged by
 * the way. */
static gboolean
check(const TmChoice *choice, const TmDecision *was, GError **error)
{
    const char *expires = first_of(choice->expires, was->expires);
    TmDecision next = *was;

    next.state = choice->state;
    next.justification =
        first_of(choice->why, choice->state == was->state ? was->justification : "");
    if (!tm_decision_is_reasoned(&next))
        return fail(error, "%s needs a reason: --why TEXT", tm_state_name(choice->state));
    if (*expires == '\0' || choice->today == NULL || strcmp(expires, choice->today) >= 0)
        return TRUE;
    if (choice->expires != NULL)
        return fail(error, "--expires %s is over already", expires);
    return fail(error, "the decision held until %s: say --expires DAY, or --expires \"\"", expires);
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
    return fail(error, "--priority takes one of %s, not '%s'", list->str, priority);
}

static gboolean
put(const TmReport *report, const TmRegister *beside, const TmChoice *choice, TmDecision *wanted,
    GError **error)
{
    const char *id = choice->threat;
    const TmThreat *threat = tm_report_find(report, id);
    const TmDecision *own = find_own(beside, threat, id);

    if (threat == NULL && own == NULL)
        return tm_fail(error, TM_ERROR_MEANING, report->model->file, (TmPlace){1, 1},
                       "no threat '%s'", id);
    begin(threat, own, id, wanted);
    if (!check_priority(report->template, choice->priority, error) || !check(choice, wanted, error))
        return FALSE;
    apply(choice, wanted);
    return TRUE;
}

gboolean
tm_choose(const TmReport *report, const TmRegister *beside, const TmChoice *choice,
          const char *name, GBytes *bytes, GString *out, GError **error)
{
    TmPool pool;
    TmDecision *wanted;
    gboolean done;

    tm_pool_init(&pool);
    wanted = tm_decision_new(&pool, TM_NOWHERE);
    done = put(report, beside, choice, wanted, error) &&
           tm_register_put(name, bytes, wanted, out, error);
    tm_pool_clear(&pool);
    return done;
}
