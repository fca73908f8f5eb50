/* What nobody said: the questions whose answer would clear a threat. */
#include "check-own.h"

/* A threat with more questions than this is not cleared by asking one more. */
#define MAX_QUESTIONS 64

typedef struct {
    TmReport *report;
    const TmThreatType *type;
    const TmInteraction *interaction;
    GPtrArray **questions;
    gboolean clears; /* some answer does */
} Asking;

static const TmProperty *
declared_for(const TmTemplate *template, const TmProperty *property, const TmFacts *part)
{
    const TmProperty *known = NULL;

    for (const TmStencil **type = part->types; *type != NULL && known == NULL; type++)
        known = tm_template_property(template, property->id, *type);
    return known;
}

/* Whether the safe answer would clear the threat; the value is put back. */
static gboolean
would_clear(const Asking *asking, TmFacts *part, const TmProperty *property)
{
    guint16 *value = &part->values[property->slot];
    guint16 former = *value;
    gboolean holds;

    *value = (guint16)tm_property_number(property, property->safe);
    holds = tm_check_holds(asking->type, asking->interaction);
    *value = former;
    return !holds;
}

static gboolean
is_asked(const GPtrArray *questions, const TmPart *part, const TmProperty *property)
{
    for (guint i = 0; i < questions->len; i++) {
        const TmQuestion *question = g_ptr_array_index(questions, i);
        if (question->part == part && question->property->slot == property->slot)
            return TRUE;
    }
    return FALSE;
}

static void
try_property(TmWho who, const TmProperty *property, gpointer data)
{
    Asking *asking = data;
    TmFacts *part = asking->interaction->of[who];
    const TmProperty *known;
    TmQuestion *question;

    if (!tm_facts_unknown(part, property))
        return;
    known = declared_for(asking->report->template, property, part);
    if (known == NULL || known->derived || *known->safe == '\0' ||
        !would_clear(asking, part, known))
        return;
    asking->clears = TRUE;
    if ((*asking->questions)->len >= MAX_QUESTIONS ||
        is_asked(*asking->questions, part->part, known))
        return;
    question = tm_pool_new(&asking->report->pool, TmQuestion);
    question->part = part->part;
    question->property = known;
    question->clears = known->safe;
    question->at = asking->interaction;
    tm_pool_add(&asking->report->pool, asking->questions, question);
}

gboolean
tm_check_ask(TmReport *report, const TmThreatType *type, const TmInteraction *interaction,
             GPtrArray **questions)
{
    Asking asking = {report, type, interaction, questions, FALSE};

    tm_expression_visit(type->include, try_property, &asking);
    if (type->exclude != NULL)
        tm_expression_visit(type->exclude, try_property, &asking);
    return asking.clears;
}
