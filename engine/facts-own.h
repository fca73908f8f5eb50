/* What the files facts*.c share: they fill one TmDiagramFacts in steps. Private to them. */
#pragma once

#include "facts.h"

G_BEGIN_DECLS

/* Slots of the properties that facts are derived from; NULL where the template lacks one. */
typedef struct {
    const TmProperty *exposure, *taint, *reach, *handles, *pull, *has_reverse;
    const TmProperty *zone, *owner, *role, *initiator, *writes, *trusted, *pass_through;
    const TmProperty *classification, *criticality, *encrypted, *tls_enforced;
} TmSlots;

TmSlots tm_facts_slots(const TmTemplate *template);

/* Whether a part's value of @property is @value. FALSE where the property is NULL. */
gboolean tm_facts_has(const TmFacts *part, const TmProperty *property, const char *value);
void tm_facts_set(TmFacts *part, const TmProperty *property, const char *value);

/* Number of the value, as TmFacts.values holds it; 0 where the property is NULL. */
guint tm_facts_number(const TmFacts *part, const TmProperty *property);

/* Whether a type of the part is the stencil called @id. */
gboolean tm_facts_named(const TmDiagramFacts *facts, const TmFacts *part, const char *id);

/* The steps, in their order. */
void tm_facts_fill_rows(TmDiagramFacts *facts);
void tm_facts_find_interactions(TmDiagramFacts *facts, const TmSlots *slots);
void tm_facts_look_through(TmDiagramFacts *facts, const TmSlots *slots);
void tm_facts_follow_data(TmDiagramFacts *facts, const TmSlots *slots);
void tm_facts_weigh(TmDiagramFacts *facts, const TmSlots *slots);

G_END_DECLS
