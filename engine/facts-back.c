/* What is asked for comes back: a flow that reads, drawn the way of the question, is also seen the
 * way of the data, as a virtual flow from what was read to the reader. Channels count once. */
#include <string.h>

#include "facts-own.h"

typedef struct {
    TmDiagramFacts *facts;
    const TmSlots *slots;
} Back;

static gboolean
is_read(const Back *back, const TmInteraction *interaction)
{
    const TmFacts *flow = interaction->of[2];
    const TmFacts *target = interaction->of[1];

    if (tm_facts_is_asked(back->slots, interaction->of[0], target))
        return !tm_facts_has(flow, back->slots->writes, "Write");
    return tm_facts_is_some(target, back->slots->store) &&
           (tm_facts_has(flow, back->slots->writes, "Read") ||
            tm_facts_has(flow, back->slots->writes, "ReadWrite"));
}

static gboolean
comes_back(const Back *back, const TmInteraction *interaction)
{
    return !interaction->virtual && !interaction->response &&
           interaction->source->part.kind == TM_PROCESS &&
           !tm_facts_has(interaction->of[2], back->slots->has_reverse, "Yes") &&
           !tm_facts_has(interaction->of[2], back->slots->pull, "Yes") &&
           is_read(back, interaction);
}

static void
add_answer(const Back *back, const TmInteraction *question)
{
    TmPool *pool = &back->facts->pool;
    guint n = MAX(1, back->facts->template->n_slots);
    TmInteraction *answer = tm_pool_new(pool, TmInteraction);
    TmFacts *row = tm_pool_new(pool, TmFacts);

    *row = *question->of[2];
    row->values = tm_pool_new_n(pool, guint16, n);
    memcpy(row->values, question->of[2]->values, n * sizeof *row->values);
    tm_facts_set(row, back->slots->pull, "Yes");
    tm_facts_set(row, back->slots->has_reverse, "Yes");
    *answer = *question;
    answer->source = question->target;
    answer->target = question->source;
    answer->of[0] = question->of[1];
    answer->of[1] = question->of[0];
    answer->of[2] = row;
    answer->virtual = TRUE;
    g_ptr_array_add(back->facts->interactions, answer);
}

void
tm_facts_bring_back(TmDiagramFacts *facts, const TmSlots *slots)
{
    const Back back = {facts, slots};
    guint drawn = facts->interactions->len;

    if (slots->pull == NULL || slots->writes == NULL)
        return;
    for (guint i = 0; i < drawn; i++) {
        const TmInteraction *interaction = g_ptr_array_index(facts->interactions, i);
        if (comes_back(&back, interaction))
            add_answer(&back, interaction);
    }
}
