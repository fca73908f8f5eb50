/* What to do about a threat: of the mitigations that do its controls, those that are of use where
 * it was found. */
#include "check-own.h"

#include <string.h>

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

/* --- lists ------------------------------------------------------------------------------- */

static guint
hash_list(gconstpointer key)
{
    const GPtrArray *list = key;
    guint hash = list->len;

    for (guint i = 0; i < list->len; i++)
        hash = hash * 31 + g_direct_hash(g_ptr_array_index(list, i));
    return hash;
}

static gboolean
same_list(gconstpointer a, gconstpointer b)
{
    const GPtrArray *one = a;
    const GPtrArray *two = b;

    return one->len == two->len &&
           (one->len == 0 || memcmp(one->pdata, two->pdata, one->len * sizeof(gpointer)) == 0);
}

GHashTable *
tm_check_advice_new(void)
{
    return g_hash_table_new(hash_list, same_list);
}

static const GPtrArray *
share_list(TmReport *report, GHashTable *known, const Advice *advice)
{
    GPtrArray wanted = {(gpointer *)(gpointer)advice->best, advice->count};
    GPtrArray *list = g_hash_table_lookup(known, &wanted);

    if (list != NULL)
        return list;
    list = tm_pool_array(&report->pool);
    for (guint i = 0; i < advice->count; i++)
        g_ptr_array_add(list, (gpointer)advice->best[i]);
    g_hash_table_add(known, list);
    return list;
}

/* --- choice ------------------------------------------------------------------------------ */

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

void
tm_check_advise(TmReport *report, GHashTable *advice, TmThreat *threat,
                const TmInteraction *interaction)
{
    Advice found = {report->template, threat->type, interaction, {NULL}, 0, 0};

    for (guint i = 0; i < threat->type->controls->len; i++)
        add_control(&found, i);
    threat->mitigations = share_list(report, advice, &found);
    threat->more_mitigations = found.more;
}
