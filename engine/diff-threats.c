/* Which threats are new, gone or changed. A threat is the same where its id is; where one of its
 * parts has another id now, so has the threat. */
#include <string.h>

#include "diff-own.h"
#include "escape.h"

/* What a threat is about, in the order of its id. */
typedef struct {
    const TmPart *parts[3];
    guint count;
} Subjects;

typedef struct {
    TmDiffing *diffing;
    GHashTable *now;  /* id -> TmThreat of the new report */
    GHashTable *met;  /* set of TmThreat of the new report that the old one had */
    GHashTable *olds; /* TmThreat of the new report -> that of the old one */
    TmDiffNear *near[2];
} Threats;

/* --- ids --------------------------------------------------------------------------------- */

static void
add_subject(Subjects *subjects, gconstpointer part)
{
    subjects->parts[subjects->count++] = part;
}

static Subjects
subjects_of(const TmThreat *threat)
{
    const TmScope scope = threat->type->scope;
    Subjects subjects = {{NULL}, 0};

    if (threat->source == NULL || threat->custom || scope == TM_SCOPE_MODEL)
        return subjects;
    if (scope != TM_SCOPE_TARGET)
        add_subject(&subjects, threat->source);
    if (scope == TM_SCOPE_FLOW)
        add_subject(&subjects, threat->flow);
    if (scope != TM_SCOPE_SOURCE)
        add_subject(&subjects, threat->target);
    return subjects;
}

static void
print_id(GString *id, const TmThreat *threat, const TmDiagram *diagram, const Subjects *subjects,
         gboolean turned)
{
    g_string_printf(id, "%s@%s", threat->type->id, diagram->prefix);
    for (guint i = 0; i < subjects->count; i++) {
        const guint place = turned ? subjects->count - 1 - i : i;
        if (i > 0)
            g_string_append_c(id, ':');
        tm_escape_id(id, subjects->parts[place]->id);
    }
}

/* Replaces the parts by those of the new model; FALSE: one of them is gone. */
static gboolean
translate(const TmDiffing *diffing, Subjects *subjects)
{
    for (guint i = 0; i < subjects->count; i++) {
        subjects->parts[i] = tm_diff_now(diffing, subjects->parts[i]);
        if (subjects->parts[i] == NULL)
            return FALSE;
    }
    return TRUE;
}

/* A pair that counts whichever way it is drawn has one id, with either of them first. */
static const TmThreat *
find_either_way(const Threats *threats, const TmThreat *old, const TmDiagram *diagram,
                const Subjects *subjects)
{
    const gboolean mutual = old->type->mutual && old->type->scope == TM_SCOPE_PAIR;
    g_autoptr(GString) id = g_string_new(NULL);
    const TmThreat *found;

    print_id(id, old, diagram, subjects, FALSE);
    found = g_hash_table_lookup(threats->now, id->str);
    if (found != NULL || !mutual)
        return found;
    print_id(id, old, diagram, subjects, TRUE);
    return g_hash_table_lookup(threats->now, id->str);
}

/* Returns the same threat in the new report, or NULL. */
static const TmThreat *
find_now(const Threats *threats, const TmThreat *old)
{
    const TmDiagram *diagram = tm_diff_now(threats->diffing, old->diagram);
    Subjects subjects = subjects_of(old);

    if (subjects.count == 0)
        return g_hash_table_lookup(threats->now, old->id);
    if (diagram == NULL || !translate(threats->diffing, &subjects))
        return NULL;
    return find_either_way(threats, old, diagram, &subjects);
}

/* --- what changed ------------------------------------------------------------------------ */

/* Kept only because a person touched it. */
static gboolean
is_there(const TmThreat *threat)
{
    return threat != NULL && !threat->stale;
}

const char *
tm_threat_notes(const TmThreat *threat)
{
    return threat->decision != NULL ? threat->decision->notes : "";
}

gboolean
tm_diff_same_decision(const TmThreat *old, const TmThreat *now)
{
    return old->state == now->state && old->expired == now->expired &&
           strcmp(old->justification, now->justification) == 0 &&
           strcmp(tm_threat_notes(old), tm_threat_notes(now)) == 0;
}

static gboolean
is_same(const TmThreat *old, const TmThreat *now)
{
    return old->severity == now->severity && old->stated == now->stated &&
           tm_diff_same_decision(old, now);
}

/* A decision is nothing that the model causes. */
static gboolean
is_only_decided(const TmThreat *old, const TmThreat *now)
{
    return old != NULL && now != NULL && old->severity == now->severity &&
           old->stated == now->stated;
}

static void
add(Threats *threats, const TmThreat *old, const TmThreat *now)
{
    TmDiff *diff = threats->diffing->diff;
    TmThreatChange *change = tm_pool_new(&diff->pool, TmThreatChange);

    change->old = old;
    change->now = now;
    change->causes = tm_pool_nothing(&diff->pool);
    if (!is_only_decided(old, now))
        tm_diff_explain(threats->diffing, threats->near, change);
    g_ptr_array_add(diff->threats, change);
}

static void
match(Threats *threats)
{
    const TmDiff *diff = threats->diffing->diff;

    for (guint i = 0; i < diff->now->threats->len; i++) {
        TmThreat *now = g_ptr_array_index(diff->now->threats, i);
        g_hash_table_insert(threats->now, (gpointer)now->id, now);
    }
    for (guint i = 0; i < diff->old->threats->len; i++) {
        TmThreat *old = g_ptr_array_index(diff->old->threats, i);
        const TmThreat *now = find_now(threats, old);
        if (!is_there(old) || !is_there(now))
            continue;
        g_hash_table_insert(threats->olds, (gpointer)now, old);
        g_hash_table_add(threats->met, old);
    }
}

static void
add_new(Threats *threats, gboolean changed)
{
    const GPtrArray *now = threats->diffing->diff->now->threats;

    for (guint i = 0; i < now->len; i++) {
        const TmThreat *threat = g_ptr_array_index(now, i);
        const TmThreat *old = g_hash_table_lookup(threats->olds, threat);
        if (!is_there(threat) || (old != NULL) != changed)
            continue;
        if (old == NULL || !is_same(old, threat))
            add(threats, old, threat);
    }
}

static void
add_gone(Threats *threats)
{
    const GPtrArray *old = threats->diffing->diff->old->threats;

    for (guint i = 0; i < old->len; i++) {
        const TmThreat *threat = g_ptr_array_index(old, i);
        if (is_there(threat) && !g_hash_table_contains(threats->met, threat))
            add(threats, threat, NULL);
    }
}

void
tm_diff_threats(TmDiffing *diffing)
{
    g_autoptr(GHashTable) now = g_hash_table_new(tm_text_hash, g_str_equal);
    g_autoptr(GHashTable) met = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) olds = g_hash_table_new(NULL, NULL);
    Threats threats = {diffing, now, met, olds, {NULL, NULL}};

    match(&threats);
    add_new(&threats, FALSE);
    add_new(&threats, TRUE);
    add_gone(&threats);
    tm_diff_near_free(threats.near[0]);
    tm_diff_near_free(threats.near[1]);
}
