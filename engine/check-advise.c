/* What to do about a threat: of the mitigations that do its controls, those that are of use where
 * it was found. */
#include "check-own.h"

/* A reader wants the best few; the rest is counted. */
#define MAX_ADVICE 5

typedef struct {
    const TmTemplate *template;
    const TmThreatType *type;
    const TmInteraction *interaction;
    const TmMitigation *best[MAX_ADVICE]; /* the most special first, else as they come */
    guint count;
    guint more;
} Advice;

static void
add(Advice *advice, const TmMitigation *mitigation)
{
    guint at = advice->count;

    while (at > 0 && advice->best[at - 1]->special < mitigation->special)
        at--;
    if (advice->count == MAX_ADVICE)
        advice->more++;
    else
        advice->count++;
    for (guint i = advice->count; i > at + 1; i--)
        advice->best[i - 1] = advice->best[i - 2];
    if (at < MAX_ADVICE)
        advice->best[at] = mitigation;
}

/* A mitigation of two controls counts with the first of them. */
static gboolean
counted_before(const Advice *advice, const TmMitigation *mitigation, guint control)
{
    for (guint i = 0; i < control; i++)
        if (g_ptr_array_find_with_equal_func(mitigation->controls,
                                             g_ptr_array_index(advice->type->controls, i),
                                             g_str_equal, NULL))
            return TRUE;
    return FALSE;
}

static void
add_control(Advice *advice, guint number)
{
    const TmControl *control = g_hash_table_lookup(
        advice->template->control_of, g_ptr_array_index(advice->type->controls, number));

    for (guint i = 0; control != NULL && i < control->mitigations->len; i++) {
        const TmMitigation *mitigation = g_ptr_array_index(control->mitigations, i);
        if ((mitigation->when == NULL ||
             tm_expression_holds(mitigation->when, advice->interaction)) &&
            !counted_before(advice, mitigation, number))
            add(advice, mitigation);
    }
}

GPtrArray *
tm_threat_mitigations(const TmReport *report, const TmThreat *threat, guint *more)
{
    GPtrArray *list = g_ptr_array_new();
    Advice found = {report->template, threat->type, threat->at, {NULL}, 0, 0};

    for (guint i = 0; threat->at != NULL && i < threat->type->controls->len; i++)
        add_control(&found, i);
    for (guint i = 0; i < found.count; i++)
        g_ptr_array_add(list, (gpointer)found.best[i]);
    if (more != NULL)
        *more = found.more;
    return list;
}
