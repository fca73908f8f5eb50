/* A diagram may carry a register, and have one beside it: both become one. Of two decisions about
 * the same threat the newer one counts, on the same day that of the file beside; so do its answers
 * and what it says of the model (contract.md section 3). Threats that a person added are never
 * dropped: with one id and two titles they are two. */
#include <string.h>

#include "check-own.h"
#include "wording.h"

#define DAY_LENGTH 10 /* of "2026-11-21": a .tm7 tells the moment, a register the day */

/* A .tm7 has no more than these, but for texts that it gives to every threat. */
static gboolean
says_other(const TmDecision *decision, const TmDecision *inside)
{
    if (inside->file != NULL && !tm_decision_agrees(decision, inside))
        return TRUE;
    return inside->state != decision->state ||
           strcmp(inside->justification, decision->justification) != 0;
}

gboolean
tm_check_is_outdated(TmReport *report, const TmDecision *decision, const TmDecision *inside)
{
    gboolean outdated = inside->touched && strncmp(inside->at, decision->at, DAY_LENGTH) > 0;

    if (inside->touched && says_other(decision, inside))
        tm_check_say_in(report, decision->file, decision->place, "H45",
                        "%s is decided here and in the diagram: %s", decision->id,
                        tm_wording(report->template->language,
                                   outdated ? "the diagram is newer and counts" : "this counts"));
    return outdated;
}

/* --- decisions --------------------------------------------------------------------------- */

static GHashTable *
index_decisions(const GPtrArray *decisions)
{
    GHashTable *known = g_hash_table_new(tm_text_hash, g_str_equal);

    for (guint i = 0; i < decisions->len; i++) {
        TmDecision *decision = g_ptr_array_index(decisions, i);
        g_hash_table_insert(known, (gpointer)decision->id, decision);
    }
    return known;
}

/* Returns the decision about the same threat, or NULL: people may have given one id to two threats.
 */
static TmDecision *
find_same(GHashTable *known, const TmDecision *decision)
{
    TmDecision *other = g_hash_table_lookup(known, decision->id);

    return other != NULL && strcmp(other->title, decision->title) == 0 ? other : NULL;
}

static GPtrArray *
join_decisions(TmReport *report, const GPtrArray *inside, const GPtrArray *beside)
{
    g_autoptr(GHashTable) in_diagram = index_decisions(inside);
    g_autoptr(GHashTable) in_file = index_decisions(beside);
    GPtrArray *joined = tm_pool_array(&report->pool);

    for (guint i = 0; i < beside->len; i++) {
        TmDecision *decision = g_ptr_array_index(beside, i);
        TmDecision *other = find_same(in_diagram, decision);
        gboolean outdated = other != NULL && tm_check_is_outdated(report, decision, other);
        g_ptr_array_add(joined, outdated ? other : decision);
    }
    for (guint i = 0; i < inside->len; i++) {
        TmDecision *decision = g_ptr_array_index(inside, i);
        if (find_same(in_file, decision) == NULL)
            g_ptr_array_add(joined, decision);
    }
    return joined;
}

/* --- answers and metadata ---------------------------------------------------------------- */

static const TmValue *
find_value(const GPtrArray *values, const char *name)
{
    for (guint i = 0; i < values->len; i++) {
        const TmValue *value = g_ptr_array_index(values, i);
        if (strcmp(value->name, name) == 0)
            return value;
    }
    return NULL;
}

static void
say_contradiction(TmReport *report, const TmAnswer *answer, const TmValue *value)
{
    tm_check_say_in(report, answer->file, value->place, "H45",
                    "%s of %s is answered here and in the diagram: this counts", value->name,
                    answer->subject);
}

/* What of an answer in the diagram the file beside does not answer. */
static TmAnswer *
rest_of(TmReport *report, const TmAnswer *inside, const TmAnswer *beside)
{
    TmAnswer *rest = tm_pool_new(&report->pool, TmAnswer);

    *rest = *inside;
    rest->values = tm_pool_array(&report->pool);
    for (guint i = 0; i < inside->values->len; i++) {
        TmValue *value = g_ptr_array_index(inside->values, i);
        const TmValue *other = beside != NULL ? find_value(beside->values, value->name) : NULL;
        if (other == NULL)
            g_ptr_array_add(rest->values, value);
        else if (strcmp(value->value, other->value) != 0)
            say_contradiction(report, beside, other);
    }
    return rest;
}

static GPtrArray *
join_answers(TmReport *report, const GPtrArray *inside, const GPtrArray *beside)
{
    g_autoptr(GHashTable) in_file = g_hash_table_new(tm_text_hash, g_str_equal);
    GPtrArray *joined = tm_pool_array(&report->pool);

    for (guint i = 0; i < beside->len; i++) {
        TmAnswer *answer = g_ptr_array_index(beside, i);
        g_hash_table_insert(in_file, (gpointer)answer->subject, answer);
        g_ptr_array_add(joined, answer);
    }
    for (guint i = 0; i < inside->len; i++) {
        const TmAnswer *answer = g_ptr_array_index(inside, i);
        g_ptr_array_add(joined,
                        rest_of(report, answer, g_hash_table_lookup(in_file, answer->subject)));
    }
    return joined;
}

static GPtrArray *
join_metadata(TmReport *report, const GPtrArray *inside, const TmRegister *beside)
{
    GPtrArray *joined = tm_pool_array(&report->pool);

    for (guint i = 0; i < beside->metadata->len; i++)
        g_ptr_array_add(joined, g_ptr_array_index(beside->metadata, i));
    for (guint i = 0; i < inside->len; i++) {
        TmValue *value = g_ptr_array_index(inside, i);
        const TmValue *other = find_value(beside->metadata, value->name);
        if (other == NULL)
            g_ptr_array_add(joined, value);
        else if (strcmp(value->value, other->value) != 0)
            tm_check_say_in(report, beside->file, other->place, "H45",
                            "the %s of the model is said here and in the diagram: this counts",
                            value->name);
    }
    return joined;
}

const TmRegister *
tm_check_join(TmReport *report, const TmRegister *beside)
{
    const TmRegister *inside = report->model->inside;
    TmRegister *joined;

    if (inside == NULL || beside == NULL)
        return inside != NULL ? inside : beside;
    joined = tm_pool_new(&report->pool, TmRegister);
    joined->file = beside->file;
    joined->metadata = join_metadata(report, inside->metadata, beside);
    joined->answers = join_answers(report, inside->answers, beside->answers);
    joined->decisions = join_decisions(report, inside->decisions, beside->decisions);
    joined->customs = join_decisions(report, inside->customs, beside->customs);
    return joined;
}
