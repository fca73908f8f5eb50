/* Severity is likelihood x impact; a user can work it out on paper (scoring.md). */
#include "severity.h"

#include <string.h>

#include "expression.h"
#include "wording.h"

#define LEAST 1
#define MOST 4

const char *const tm_severity_names[] = {
    [TM_LOW] = TM_WORDING("low"),   [TM_MEDIUM] = TM_WORDING("medium"),
    [TM_HIGH] = TM_WORDING("high"), [TM_CRITICAL] = TM_WORDING("critical"),
    [TM_CRITICAL + 1] = NULL,
};

const char *
tm_severity_name(TmSeverity severity)
{
    return tm_severity_names[severity];
}

static int
clamp(int value)
{
    return CLAMP(value, LEAST, MOST);
}

/* --- likelihood -------------------------------------------------------------------------- */

/* Where the attacker stands: on the flow, before the source or before the target. An element
 * outside is where the attacker is, so its flow tells. */
static const char *
exposure_at(const TmDiagramFacts *facts, const TmThreatType *type, const TmInteraction *interaction)
{
    const TmFacts *flow = interaction->of[TM_WHO_FLOW];
    const TmFacts *part = flow;

    if (type->position == TM_POSITION_SOURCE)
        part = interaction->of[TM_WHO_SOURCE];
    if (type->position == TM_POSITION_TARGET)
        part = interaction->of[TM_WHO_TARGET];
    if (part != flow && facts->external != NULL && tm_facts_is(part, facts->external))
        part = flow;
    return tm_facts_text(part, part == flow ? facts->exposure : facts->reach);
}

static int
exposure_step(const char *exposure)
{
    if (strcmp(exposure, "Internet") == 0)
        return 1;
    return strcmp(exposure, "Local") == 0 ? -1 : 0;
}

/* A filter through which the flow was looked at eases like a sender. */
static gboolean
eases_through(const TmExpression *eases, const TmInteraction *interaction, GString *label)
{
    for (TmFacts **through = interaction->through; through != NULL && *through != NULL; through++) {
        TmInteraction behind = *interaction;
        behind.of[TM_WHO_SOURCE] = *through;
        if (!tm_expression_holds(eases, &behind))
            continue;
        if (label != NULL)
            tm_expression_reason(eases, &behind, label);
        return TRUE;
    }
    return FALSE;
}

/* Whether a partial control is there: it takes a step off. What it is called is appended to @label,
 * where that is not NULL. */
static gboolean
is_eased(const TmThreatType *type, const TmInteraction *interaction, GString *label)
{
    if (type->eases == NULL)
        return FALSE;
    if (!tm_expression_holds(type->eases, interaction))
        return eases_through(type->eases, interaction, label);
    if (label != NULL)
        tm_expression_reason(type->eases, interaction, label);
    return TRUE;
}

static int
rate_likelihood(const TmDiagramFacts *facts, const TmThreatType *type,
                const TmInteraction *interaction, gboolean stated)
{
    return clamp((int)type->likelihood + exposure_step(exposure_at(facts, type, interaction)) +
                 (stated ? 1 : 0) - (is_eased(type, interaction, NULL) ? 1 : 0));
}

static void
explain_likelihood(const TmDiagramFacts *facts, const TmThreatType *type,
                   const TmInteraction *interaction, gboolean stated, GString *why)
{
    const char *language = facts->template->language;
    const char *exposure = exposure_at(facts, type, interaction);
    g_autoptr(GString) label = g_string_new(NULL);

    g_string_append_printf(why, tm_wording(language, "L = %u base"), type->likelihood);
    if (*exposure != '\0')
        g_string_append_printf(why, " %+d %s", exposure_step(exposure), exposure);
    if (stated)
        g_string_append(why, tm_wording(language, " +1 stated"));
    if (is_eased(type, interaction, label))
        g_string_append_printf(why, " -1 %s", label->str);
    g_string_append_printf(why, " = %d", rate_likelihood(facts, type, interaction, stated));
}

/* --- impact ------------------------------------------------------------------------------ */

static TmWorth
classification_at(const TmDiagramFacts *facts, const TmThreatType *type,
                  const TmInteraction *interaction, const TmElement *element)
{
    const TmProperty *property = facts->class_of;
    const TmFacts *flow = interaction->of[TM_WHO_FLOW];

    if (type->scope != TM_SCOPE_PAIR || property == NULL || tm_facts_unknown(flow, property))
        return facts->classification[element->part.index];
    return (TmWorth){flow->values[property->slot] - 1u, tm_facts_text(flow, property)};
}

/* What the impact adds to the value at stake, and how that is called. */
static const struct {
    gboolean classification;
    gboolean criticality;
    int step;
    const char *name;
} bases[] = {
    [TM_IMPACT_CLASSIFICATION] = {TRUE, FALSE, 0, NULL},
    [TM_IMPACT_CRITICALITY] = {FALSE, TRUE, 0, NULL},
    [TM_IMPACT_EITHER] = {TRUE, TRUE, 0, NULL},
    [TM_IMPACT_TAKEOVER] = {TRUE, TRUE, 1, TM_WORDING("takeover")},
    [TM_IMPACT_REPUDIATION] = {TRUE, TRUE, -1, TM_WORDING("repudiation")},
    [TM_IMPACT_LIMITED] = {TRUE, FALSE, -1, TM_WORDING("limited")},
};

static TmWorth
worth_at(const TmDiagramFacts *facts, const TmThreatType *type, const TmInteraction *interaction,
         const TmElement *element)
{
    TmWorth worth = {0, ""};

    if (bases[type->impact].classification)
        worth = classification_at(facts, type, interaction, element);
    if (bases[type->impact].criticality &&
        facts->criticality[element->part.index].rank > worth.rank)
        worth = facts->criticality[element->part.index];
    return worth;
}

/* What we send to others is worth what it is worth to us. */
static TmWorth
worth_of(const TmDiagramFacts *facts, const TmThreatType *type, const TmInteraction *interaction)
{
    TmWorth source = worth_at(facts, type, interaction, interaction->source);
    TmWorth target = worth_at(facts, type, interaction, interaction->target);

    if (type->scope == TM_SCOPE_SOURCE)
        return source;
    if (type->scope == TM_SCOPE_PAIR && facts->external != NULL && source.rank > target.rank &&
        tm_facts_is(interaction->of[TM_WHO_TARGET], facts->external))
        return source;
    return target;
}

static int
rate_impact(const TmDiagramFacts *facts, const TmThreatType *type, const TmInteraction *interaction)
{
    return clamp((int)worth_of(facts, type, interaction).rank + bases[type->impact].step);
}

static void
explain_impact(const TmDiagramFacts *facts, const TmThreatType *type,
               const TmInteraction *interaction, GString *why)
{
    const TmWorth worth = worth_of(facts, type, interaction);
    const char *language = facts->template->language;
    const int step = bases[type->impact].step;

    g_string_append_printf(why, tm_wording(language, "; I = %u %s"), worth.rank, worth.why);
    if (step != 0)
        g_string_append_printf(why, " %+d %s = %d", step,
                               tm_wording(language, bases[type->impact].name),
                               rate_impact(facts, type, interaction));
}

/* --- both -------------------------------------------------------------------------------- */

TmSeverity
tm_severity_of(guint score)
{
    if (score >= 16)
        return TM_CRITICAL;
    if (score >= 8)
        return TM_HIGH;
    return score >= 4 ? TM_MEDIUM : TM_LOW;
}

TmSeverity
tm_severity_named(const char *priority)
{
    if (g_ascii_strcasecmp(priority, "High") == 0)
        return TM_HIGH;
    return g_ascii_strcasecmp(priority, "Low") == 0 ? TM_LOW : TM_MEDIUM;
}

TmRating
tm_severity_rate(const TmDiagramFacts *facts, const TmThreatType *type,
                 const TmInteraction *interaction, gboolean stated)
{
    TmRating rating = {.severity = tm_severity_named(type->priority)};

    if (type->likelihood == 0)
        return rating;
    rating.likelihood = (guint)rate_likelihood(facts, type, interaction, stated);
    rating.impact = (guint)rate_impact(facts, type, interaction);
    rating.score = rating.likelihood * rating.impact;
    rating.severity = tm_severity_of(rating.score);
    return rating;
}

void
tm_severity_explain(const TmDiagramFacts *facts, const TmThreatType *type,
                    const TmInteraction *interaction, gboolean stated, GString *why)
{
    static const char *const names[] = {TM_WORDING("Low"), TM_WORDING("Medium"), TM_WORDING("High"),
                                        TM_WORDING("Critical")};
    const TmRating rating = tm_severity_rate(facts, type, interaction, stated);

    if (type->likelihood == 0)
        return;
    explain_likelihood(facts, type, interaction, stated, why);
    explain_impact(facts, type, interaction, why);
    g_string_append_printf(why, "; %u %s", rating.score,
                           tm_wording(facts->template->language, names[rating.severity]));
}
