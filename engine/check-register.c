/* The decisions of a register join the threats: states, threats that a person added, days that are
 * over (contract.md section 3). */
#include <string.h>

#include "check-own.h"
#include "escape.h"
#include "fields.h"
#include "severity.h"

typedef struct {
    TmReport *report;
    const TmRegister *book;
    GHashTable *threats;  /* id -> TmThreat */
    GHashTable *subjects; /* name -> TmSubject */
} Deciding;

static const char *
first_of(const char *one, const char *other)
{
    return *one != '\0' ? one : other;
}

/* --- decisions about threats ------------------------------------------------------------- */

/* What a .tm7 says besides, numbers and texts, stays. */
static const TmDecision *
join(TmReport *report, const TmDecision *decision, const TmDecision *inside)
{
    TmDecision *joined;

    if (inside == NULL)
        return decision;
    joined = tm_pool_new(&report->pool, TmDecision);
    *joined = *inside;
    joined->state = decision->state;
    joined->priority = first_of(decision->priority, inside->priority);
    joined->justification = decision->justification;
    joined->notes = decision->notes;
    joined->owner = decision->owner;
    joined->ticket = decision->ticket;
    joined->expires = decision->expires;
    joined->by = decision->by;
    joined->at = decision->at;
    joined->touched = TRUE;
    joined->file = decision->file;
    joined->place = decision->place;
    return joined;
}

/* Each template may have its own list of them. */
static void
check_priority(TmReport *report, const TmDecision *decision)
{
    const GPtrArray *known = report->template->priorities;
    g_autoptr(GString) list = g_string_new(NULL);

    if (*decision->priority == '\0' ||
        tm_template_has_priority(report->template, decision->priority))
        return;
    for (guint i = 0; i < known->len; i++)
        g_string_append_printf(list, "%s%s", i > 0 ? ", " : "", (char *)known->pdata[i]);
    tm_check_say_in(report, decision->file, decision->place, "H26",
                    "the priority of %s cannot be '%s': the template has %s", decision->id,
                    decision->priority, list->str);
}

/* Where a template does not score, a priority that it knows is the severity. */
static void
set_priority(TmThreat *threat, const char *priority)
{
    static const char *const known[] = {"High", "Medium", "Low", NULL};

    threat->priority = first_of(priority, threat->priority);
    if (threat->type->likelihood == 0 && g_strv_contains(known, priority))
        threat->severity = tm_severity_named(priority);
}

static void
decide(TmReport *report, TmThreat *threat, const TmDecision *decision)
{
    if (threat->decision != NULL && tm_check_is_outdated(report, decision, threat->decision))
        return;
    check_priority(report, decision);
    threat->decision = join(report, decision, threat->decision);
    threat->state = decision->state;
    threat->justification = decision->justification;
    set_priority(threat, decision->priority);
}

static void
decide_all(const Deciding *deciding)
{
    const GPtrArray *decisions = deciding->book->decisions;
    g_autoptr(GPtrArray) orphans = g_ptr_array_new();

    for (guint i = 0; i < decisions->len; i++) {
        TmDecision *decision = g_ptr_array_index(decisions, i);
        TmThreat *threat = g_hash_table_lookup(deciding->threats, decision->id);
        if (threat != NULL)
            decide(deciding->report, threat, decision);
        else
            g_ptr_array_add(orphans, decision);
    }
    tm_check_orphans(deciding->report, deciding->subjects, orphans);
}

/* --- threats that a person added --------------------------------------------------------- */

/* Its parts, as far as they are there. */
typedef struct {
    const TmDiagram *diagram;
    const TmElement *source;
    const TmFlow *flow;
    const TmElement *target;
} Parts;

/* One element is the target; of two the first is the source. */
static void
add_part(Parts *parts, const TmSubject *subject)
{
    if (parts->diagram == NULL)
        parts->diagram = subject->diagram;
    if (subject->part->kind == TM_BOUNDARY)
        return;
    if (subject->part->kind == TM_FLOW) {
        parts->flow = (const TmFlow *)subject->part;
        return;
    }
    if (parts->source == NULL)
        parts->source = parts->target;
    parts->target = (const TmElement *)subject->part;
}

static Parts
find_parts(const Deciding *deciding, const TmDecision *decision)
{
    Parts parts = {0};

    for (guint i = 0; i < decision->subjects->len; i++) {
        const char *name = g_ptr_array_index(decision->subjects, i);
        const TmSubject *subject = g_hash_table_lookup(deciding->subjects, name);
        if (subject != NULL)
            add_part(&parts, subject);
        else
            tm_check_say_in(deciding->report, decision->file, decision->place, "H42",
                            "%s, which %s is about, is not in the diagram", name, decision->id);
    }
    if (parts.flow != NULL && parts.target == NULL) {
        parts.source = parts.flow->source;
        parts.target = parts.flow->target;
    }
    if (parts.diagram == NULL)
        parts.diagram = g_ptr_array_index(deciding->report->model->diagrams, 0);
    return parts;
}

static TmScope
scope_of(const Parts *parts)
{
    if (parts->flow != NULL)
        return TM_SCOPE_FLOW;
    if (parts->source != NULL)
        return TM_SCOPE_PAIR;
    return parts->target != NULL ? TM_SCOPE_TARGET : TM_SCOPE_MODEL;
}

/* No two threats of a report have one id. */
static const char *
free_id(const Deciding *deciding, const TmDecision *decision)
{
    const char *id = decision->id;

    for (guint i = 2; g_hash_table_contains(deciding->threats, id); i++)
        id = tm_pool_printf(&deciding->report->pool, "%s~%u", decision->id, i);
    if (id != decision->id)
        tm_check_say_in(deciding->report, decision->file, decision->place, "H27",
                        "another threat is called %s: this one is %s", decision->id, id);
    return id;
}

static void
set_parts(TmThreat *threat, const Parts *parts)
{
    threat->diagram = parts->diagram;
    threat->source = parts->source;
    threat->flow = parts->flow;
    threat->target = parts->target;
    if (parts->flow != NULL)
        g_ptr_array_add(threat->flows, (gpointer)parts->flow);
}

static void
add_custom(const Deciding *deciding, const TmDecision *decision)
{
    TmReport *report = deciding->report;
    const Parts parts = find_parts(deciding, decision);
    TmThreat *threat = tm_check_add_threat(report, NULL, scope_of(&parts), decision);
    g_autofree char *title = tm_escape_line(decision->title);

    check_priority(report, decision);
    set_parts(threat, &parts);
    threat->id = free_id(deciding, decision);
    threat->title = tm_pool_text(&report->pool, title);
    threat->decision = decision;
    threat->severity = decision->severity;
    threat->priority =
        first_of(decision->priority, tm_template_priority(report->template, threat->severity));
    threat->state = decision->state;
    threat->justification = decision->justification;
    g_hash_table_insert(deciding->threats, (gpointer)threat->id, threat);
}

/* --- days that are over ------------------------------------------------------------------ */

static void
expire(TmReport *report, TmThreat *threat)
{
    const TmDecision *decision = threat->decision;
    TmMessage *message =
        tm_check_say_in(report, decision->file, decision->place, "H44",
                        "the decision about %s held until %s: the threat counts as not reviewed",
                        threat->id, decision->expires);

    message->diagram = threat->diagram;
    threat->expired = TRUE;
    threat->state = TM_STATE_NOT_STARTED;
}

static void
expire_all(TmReport *report, const char *today)
{
    for (guint i = 0; i < report->threats->len; i++) {
        TmThreat *threat = g_ptr_array_index(report->threats, i);
        const TmDecision *decision = threat->decision;
        if (decision != NULL && tm_fields_is_day(decision->expires) &&
            strcmp(decision->expires, today) < 0)
            expire(report, threat);
    }
}

/* --- all of it --------------------------------------------------------------------------- */

static GHashTable *
index_threats(const TmReport *report)
{
    GHashTable *threats = g_hash_table_new(tm_text_hash, g_str_equal);

    for (guint i = 0; i < report->threats->len; i++) {
        TmThreat *threat = g_ptr_array_index(report->threats, i);
        g_hash_table_insert(threats, (gpointer)threat->id, threat);
    }
    return threats;
}

static void
join_register(TmReport *report, const TmRegister *book)
{
    g_autoptr(GHashTable) threats = index_threats(report);
    g_autoptr(GHashTable) subjects = tm_check_subjects(report->model);
    const Deciding deciding = {report, book, threats, subjects};

    for (guint i = 0; i < book->customs->len; i++)
        add_custom(&deciding, g_ptr_array_index(book->customs, i));
    decide_all(&deciding);
}

void
tm_check_register(TmReport *report, const TmRegister *book, const char *today)
{
    if (book != NULL && report->model->diagrams->len > 0)
        join_register(report, book);
    if (today != NULL)
        expire_all(report, today);
}
