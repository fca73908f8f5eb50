/* The facts of a diagram, filled step by step. */
#include "facts.h"

#include <string.h>

#include "facts-own.h"

/* What Microsoft's templates call by one of our names is something else. */
static const TmProperty *
property(const TmTemplate *template, const char *id)
{
    const TmProperty *known = g_hash_table_lookup(template->property_of, id);

    return known == NULL || known->open ? NULL : known;
}

TmSlots
tm_facts_slots(const TmTemplate *template)
{
    return (TmSlots){
        .exposure = property(template, "exposure"),
        .taint = property(template, "taint"),
        .reach = property(template, "reach"),
        .handles = property(template, "handles"),
        .pull = property(template, "pull"),
        .has_reverse = property(template, "hasReverse"),
        .zone = property(template, "zone"),
        .owner = property(template, "owner"),
        .role = property(template, "role"),
        .initiator = property(template, "initiator"),
        .writes = property(template, "writes"),
        .trusted = property(template, "trusted"),
        .pass_through = property(template, "passThrough"),
        .classification = property(template, "classification"),
        .criticality = property(template, "criticality"),
        .encrypted = property(template, "encrypted"),
        .tls_enforced = property(template, "tlsEnforced"),
        .external = tm_template_stencil(template, "GE.EI"),
        .store = tm_template_stencil(template, "GE.DS"),
        .asked = {tm_template_stencil(template, "EI.PkgReg"),
                  tm_template_stencil(template, "EI.Web"),
                  tm_template_stencil(template, "DS.Vector"),
                  tm_template_stencil(template, "DS.Repo")},
        .admin = tm_template_stencil(template, "EI.Admin"),
        .developer = tm_template_stencil(template, "EI.Dev"),
        .local = tm_template_stencil(template, "DF.Local"),
        .edge = tm_template_stencil(template, "P.Edge"),
        .tool = tm_template_stencil(template, "P.Tool"),
        .agent = tm_template_stencil(template, "P.Agent"),
        .given = {tm_template_stencil(template, "GE.DS"),
                  tm_template_stencil(template, "EI.PkgReg"),
                  tm_template_stencil(template, "EI.Web"), tm_template_stencil(template, "EI.Llm")},
        .callers = {tm_template_stencil(template, "EI.User"),
                    tm_template_stencil(template, "EI.Browser"),
                    tm_template_stencil(template, "EI.Mobile"),
                    tm_template_stencil(template, "EI.Desktop"),
                    tm_template_stencil(template, "EI.Device")},
    };
}

guint
tm_facts_number(const TmFacts *part, const TmProperty *property)
{
    return property != NULL ? part->values[property->slot] : 0;
}

gboolean
tm_facts_has(const TmFacts *part, const TmProperty *property, const char *value)
{
    guint number = tm_facts_number(part, property);
    const char *known = number > 0 ? g_ptr_array_index(property->values, number - 1) : NULL;

    return known != NULL && *known == *value && strcmp(known, value) == 0;
}

void
tm_facts_set(TmFacts *part, const TmProperty *property, const char *value)
{
    if (property != NULL)
        part->values[property->slot] = (guint16)tm_property_number(property, value);
}

gboolean
tm_facts_is(const TmFacts *facts, const TmStencil *stencil)
{
    if (facts->is != NULL)
        return (facts->is[stencil->number / 32] & (1u << stencil->number % 32)) != 0;
    for (const TmStencil **type = facts->types; *type != NULL; type++)
        if (tm_stencil_is(*type, stencil))
            return TRUE;
    return FALSE;
}

gboolean
tm_facts_is_asked(const TmSlots *slots, const TmFacts *source, const TmFacts *target)
{
    for (guint i = 0; source->part->kind == TM_PROCESS && i < G_N_ELEMENTS(slots->asked); i++)
        if (tm_facts_is_some(target, slots->asked[i]))
            return TRUE;
    return FALSE;
}

gboolean
tm_facts_is_some(const TmFacts *part, const TmStencil *stencil)
{
    return stencil != NULL && tm_facts_is(part, stencil);
}

const char *
tm_facts_value(const TmDiagramFacts *facts, const TmFacts *part, const char *id)
{
    return tm_facts_text(part, property(facts->template, id));
}

const char *
tm_facts_text(const TmFacts *part, const TmProperty *property)
{
    guint number = tm_facts_number(part, property);

    return number > 0 ? g_ptr_array_index(property->values, number - 1) : "";
}

gboolean
tm_facts_unknown(const TmFacts *facts, const TmProperty *property)
{
    return tm_facts_number(facts, property) == 0 || tm_facts_has(facts, property, "Unknown");
}

gboolean
tm_facts_said(const TmFacts *part, const char *id)
{
    for (guint i = 0; part->answers != NULL && i < part->answers->len; i++)
        if (strcmp(((const TmValue *)g_ptr_array_index(part->answers, i))->name, id) == 0)
            return TRUE;
    return tm_part_value(part->part, id) != NULL;
}

TmDiagramFacts *
tm_facts_new(const TmDiagram *diagram, const TmTemplate *template, GHashTable *answers,
             TmFactsTypes *types)
{
    TmDiagramFacts *facts = g_new0(TmDiagramFacts, 1);
    TmSlots slots = tm_facts_slots(template);

    tm_pool_init(&facts->pool);
    facts->diagram = diagram;
    facts->template = template;
    facts->answers = answers;
    facts->interactions = tm_pool_array(&facts->pool);
    facts->exposure = slots.exposure;
    facts->reach = slots.reach;
    facts->class_of = slots.classification;
    facts->writes = slots.writes;
    facts->external = slots.external;
    tm_facts_fill_rows(facts, types);
    tm_facts_find_interactions(facts, &slots);
    tm_facts_find_sign_in(facts);
    tm_facts_look_through(facts, &slots);
    tm_facts_bring_back(facts, &slots);
    tm_facts_follow_data(facts, &slots);
    tm_facts_weigh(facts, &slots);
    return facts;
}

void
tm_facts_free(TmDiagramFacts *facts)
{
    if (facts == NULL)
        return;
    tm_pool_clear(&facts->pool);
    g_free(facts);
}
