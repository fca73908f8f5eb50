/* The threats of a diagram by interaction: the order of a full report. */
#include "interactions.h"
#include "word.h"

static void
free_group(gpointer data)
{
    TmInteractionThreats *group = data;

    g_ptr_array_unref(group->threats);
    g_free(group);
}

static TmInteractionThreats *
new_group(const TmFlow *flow)
{
    TmInteractionThreats *group = g_new(TmInteractionThreats, 1);

    *group = (TmInteractionThreats){flow, g_ptr_array_new()};
    return group;
}

/* What a person added may be about parts of several diagrams. */
static const TmFlow *
flow_in(const TmDiagram *diagram, const TmThreat *threat)
{
    const TmFlow *flow = threat->flow;

    if (flow == NULL || flow->part.index >= diagram->flows->len)
        return NULL;
    return g_ptr_array_index(diagram->flows, flow->part.index) == flow ? flow : NULL;
}

GPtrArray *
tm_interactions_sort(const TmDiagram *diagram, const GPtrArray *threats)
{
    const guint count = diagram->flows->len + 1;
    g_autofree TmInteractionThreats **groups = g_new0(TmInteractionThreats *, count);
    GPtrArray *sorted = g_ptr_array_new_with_free_func(free_group);

    for (guint i = 0; i < threats->len; i++) {
        TmThreat *threat = g_ptr_array_index(threats, i);
        const TmFlow *flow = flow_in(diagram, threat);
        guint place = flow != NULL ? flow->part.index : count - 1;
        if (groups[place] == NULL)
            groups[place] = new_group(flow);
        g_ptr_array_add(groups[place]->threats, threat);
    }
    for (guint i = 0; i < count; i++)
        if (groups[i] != NULL)
            g_ptr_array_add(sorted, groups[i]);
    return sorted;
}

guint
tm_interactions_count(const GPtrArray *pages)
{
    guint count = 0;

    for (guint i = 0; i < pages->len; i++)
        count += ((const GPtrArray *)g_ptr_array_index(pages, i))->len;
    return count;
}

char *
tm_interaction_title(const TmReport *report, const TmFlow *flow)
{
    if (flow == NULL)
        return g_strdup(tm_word(report, "Elsewhere"));
    return g_strdup_printf(tm_word(report, "%s to %s%s%s"), flow->source->part.called,
                           flow->target->part.called, *flow->part.name != '\0' ? ": " : "",
                           flow->part.name);
}
