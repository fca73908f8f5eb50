/* What nobody said: titles filled in, and the questions whose answer would clear a threat. */
#include "check-own.h"

#include <string.h>

/* A threat with more questions than this is not cleared by asking one more. */
#define MAX_QUESTIONS 64
/* Bytes between the braces of a placeholder, and of a title or description when it is filled in. */
#define MAX_PLACEHOLDER 200
#define MAX_FILLED 16384

/* --- placeholders ------------------------------------------------------------------------ */

static const TmPart *
part_of(const TmInteraction *interaction, TmWho who)
{
    switch (who) {
    case TM_WHO_SOURCE:
        return &interaction->source->part;
    case TM_WHO_TARGET:
        return &interaction->target->part;
    case TM_WHO_FLOW:
    case TM_N_WHO:
        break;
    }
    return &interaction->flow->part;
}

static const char *
name_of(const TmPart *part)
{
    return part->kind == TM_FLOW && *part->name == '\0' ? "the flow" : part->called;
}

/* Finds "who." at @text, whatever the case of its letters. */
static gboolean
starts_with_who(const char *text, TmWho *who)
{
    for (guint i = 0; i < TM_N_WHO; i++) {
        gsize length = strlen(tm_who_name((TmWho)i));
        if (g_ascii_strncasecmp(text, tm_who_name((TmWho)i), length) == 0 && text[length] == '.') {
            *who = (TmWho)i;
            return TRUE;
        }
    }
    return FALSE;
}

/* What stands for the placeholder of @length bytes after the brace, or NULL. */
static const char *
meaning_of(const TmDiagramFacts *facts, const char *text, gsize length,
           const TmInteraction *interaction)
{
    TmWho who;
    g_autofree char *name = NULL;
    const char *value;

    if (!starts_with_who(text, &who))
        return NULL;
    name = g_strndup(text, length);
    if (g_ascii_strcasecmp(strchr(name, '.') + 1, "name") == 0)
        return name_of(part_of(interaction, who));
    value = tm_facts_value(facts, interaction->of[who], strchr(name, '.') + 1);
    return *value != '\0' ? value : NULL;
}

/* The `}` of the placeholder that begins at @text, or NULL. */
static const char *
placeholder_end(const char *text)
{
    return *text == '{' ? g_strstr_len(text, (gssize)strnlen(text, MAX_PLACEHOLDER), "}") : NULL;
}

const char *
tm_check_fill_in(TmReport *report, const TmDiagramFacts *facts, const char *text,
                 const TmInteraction *interaction)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree char *valid = NULL;

    while (*text != '\0' && out->len < MAX_FILLED) {
        const char *end = placeholder_end(text);
        const char *meaning =
            end != NULL ? meaning_of(facts, text + 1, (gsize)(end - text - 1), interaction) : NULL;

        if (meaning != NULL)
            g_string_append_len(out, meaning, (gssize)strnlen(meaning, MAX_FILLED));
        else
            g_string_append_c(out, *text);
        text = meaning != NULL ? end + 1 : text + 1;
    }
    valid = g_utf8_make_valid(out->str, (gssize)out->len);
    return tm_pool_text(&report->pool, valid);
}

/* --- questions --------------------------------------------------------------------------- */

typedef struct {
    TmReport *report;
    TmDiagramFacts *facts;
    const TmThreatType *type;
    const TmInteraction *interaction;
    GPtrArray *questions;
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

static const char *
ask_text(const Asking *asking, TmWho who, const TmProperty *property)
{
    for (guint i = 0; i < asking->type->asks->len; i++) {
        const TmAsk *ask = g_ptr_array_index(asking->type->asks, i);
        if (strcmp(ask->property, property->id) == 0 && strcmp(ask->who, tm_who_name(who)) == 0)
            return tm_check_fill_in(asking->report, asking->facts, ask->text, asking->interaction);
    }
    return tm_pool_printf(&asking->report->pool, "%s: %s?",
                          name_of(part_of(asking->interaction, who)), property->label);
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
    const TmProperty *known = declared_for(asking->report->template, property, part);
    TmQuestion *question;

    if (known == NULL || known->derived || *known->safe == '\0' || !tm_facts_unknown(part, known) ||
        !would_clear(asking, part, known))
        return;
    asking->clears = TRUE;
    if (asking->questions->len >= MAX_QUESTIONS || is_asked(asking->questions, part->part, known))
        return;
    question = tm_pool_new(&asking->report->pool, TmQuestion);
    question->part = part->part;
    question->property = known;
    question->clears = known->safe;
    question->ask = ask_text(asking, who, known);
    g_ptr_array_add(asking->questions, question);
}

gboolean
tm_check_ask(TmReport *report, TmDiagramFacts *facts, const TmThreatType *type,
             const TmInteraction *interaction, GPtrArray *questions)
{
    Asking asking = {report, facts, type, interaction, questions, FALSE};

    tm_expression_visit(type->include, try_property, &asking);
    if (type->exclude != NULL)
        tm_expression_visit(type->exclude, try_property, &asking);
    return asking.clears;
}
