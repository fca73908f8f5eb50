/* How many threats a report has, of which kind. */
#include "summary.h"

/* @places: name -> place in @categories, from 1 */
static void
count_category(GHashTable *places, GArray *categories, const char *name)
{
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, name));
    const TmCount first = {name, 0};

    if (place == 0) {
        g_array_append_val(categories, first);
        place = categories->len;
        g_hash_table_insert(places, (gpointer)name, GUINT_TO_POINTER(place));
    }
    g_array_index(categories, TmCount, place - 1).count++;
}

TmSummary *
tm_summary_new(const TmReport *report)
{
    TmSummary *summary = g_new0(TmSummary, 1);
    g_autoptr(GHashTable) places = g_hash_table_new(tm_text_hash, g_str_equal);

    summary->threats = report->threats->len;
    summary->categories = g_array_new(FALSE, FALSE, sizeof(TmCount));
    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(report->threats, i);
        summary->severities[threat->severity]++;
        summary->states[threat->state]++;
        summary->stated += threat->stated ? 1 : 0;
        summary->closed += tm_threat_is_closed(threat) ? 1 : 0;
        count_category(places, summary->categories, threat->type->category);
    }
    return summary;
}

void
tm_summary_free(TmSummary *summary)
{
    g_array_unref(summary->categories);
    g_free(summary);
}
