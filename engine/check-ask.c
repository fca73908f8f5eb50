/* What nobody said: the questions whose answer would clear a threat. */
#include <string.h>

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

/* Whether @answer would clear the threat; the value is put back. */
static gboolean
would_clear(const Asking *asking, TmFacts *part, const TmProperty *property, const char *answer)
{
    guint16 *value = &part->values[property->slot];
    guint16 former = *value;
    gboolean holds;

    *value = (guint16)tm_property_number(property, answer);
    holds = tm_check_holds(asking->type, asking->interaction);
    *value = former;
    return !holds;
}

/* Returns what the author of the threat type asks for that property of @who, or NULL. */
static const TmAsk *
find_ask(const TmThreatType *type, TmWho who, const TmProperty *property)
{
    for (guint i = 0; i < type->asks->len; i++) {
        const TmAsk *ask = g_ptr_array_index(type->asks, i);
        if (strcmp(ask->property, property->id) == 0 && strcmp(ask->who, tm_who_name(who)) == 0)
            return ask;
    }
    return NULL;
}

/* The safe answer; or, where that does not clear the threat but its author asks for the property,
 * another one that does; or NULL. Unasked, an answer may clear that is worse for other threats. */
static const char *
clearing_answer(const Asking *asking, const TmAsk *ask, TmFacts *part, const TmProperty *property)
{
    if (would_clear(asking, part, property, property->safe))
        return property->safe;
    if (ask == NULL)
        return NULL;
    for (guint i = 1; i < property->values->len; i++)
        if (would_clear(asking, part, property, g_ptr_array_index(property->values, i)))
            return g_ptr_array_index(property->values, i);
    return NULL;
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
add_question(const Asking *asking, const TmQuestion *question)
{
    TmQuestion *copy;

    if ((*asking->questions)->len >= MAX_QUESTIONS ||
        is_asked(*asking->questions, question->part, question->property))
        return;
    copy = tm_pool_new(&asking->report->pool, TmQuestion);
    *copy = *question;
    tm_pool_add(&asking->report->pool, asking->questions, copy);
}

static void
try_property(TmWho who, const TmProperty *property, gpointer data)
{
    Asking *asking = data;
    TmFacts *part = asking->interaction->of[who];
    const TmProperty *known;
    const char *clears;
    const TmAsk *ask;

    if (!tm_facts_unknown(part, property))
        return;
    known = declared_for(asking->report->template, property, part);
    if (known == NULL || known->derived || *known->safe == '\0')
        return;
    ask = find_ask(asking->type, who, known);
    clears = clearing_answer(asking, ask, part, known);
    if (clears == NULL)
        return;
    asking->clears = TRUE;
    add_question(asking, &(TmQuestion){part->part, known, clears, ask, asking->interaction});
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
