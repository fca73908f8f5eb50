/* What the files facts*.c share: they fill one TmDiagramFacts in steps. Private to them. */
#pragma once

#include "facts.h"

G_BEGIN_DECLS

/* The properties and stencils that facts are derived from; NULL where the template lacks one. */
typedef struct {
    const TmProperty *exposure, *taint, *reach, *handles, *pull, *has_reverse;
    const TmProperty *zone, *owner, *role, *initiator, *writes, *trusted, *pass_through;
    const TmProperty *classification, *criticality, *encrypted, *tls_enforced;
    const TmStencil *asked[4]; /* there to be read */
    const TmStencil *external, *store, *admin, *developer, *local, *edge, *tool, *agent;
    const TmStencil *given[4];   /* their flows were asked for */
    const TmStencil *callers[5]; /* their flows never are */
} TmSlots;

TmSlots tm_facts_slots(const TmTemplate *template);

/* Whether a part's value of @property is @value. FALSE where the property is NULL. */
gboolean tm_facts_has(const TmFacts *part, const TmProperty *property, const char *value);
void tm_facts_set(TmFacts *part, const TmProperty *property, const char *value);

/* Number of the value, as TmFacts.values holds it; 0 where the property is NULL. */
guint tm_facts_number(const TmFacts *part, const TmProperty *property);

/* tm_facts_is() that is FALSE where the template lacks the stencil. */
gboolean tm_facts_is_some(const TmFacts *part, const TmStencil *stencil);

/* Whether a flow from @source to @target asks for something, unless it says that it writes:
 * registries, pages, indexes and sources of programs are there to be read. */
gboolean tm_facts_is_asked(const TmSlots *slots, const TmFacts *source, const TmFacts *target);

/* Rows like TmFacts.values: what a stencil and its ancestors set, and the defaults of the
 * properties that it has. @complete: parts say all of their properties, no default fills a gap. */
const guint16 *tm_facts_types_presets(TmFactsTypes *types, const TmStencil *stencil,
                                      gboolean complete);
const guint16 *tm_facts_types_defaults(TmFactsTypes *types, const TmStencil *stencil,
                                       gboolean complete);

/* Presets, and defaults where they leave gaps: the row of a part of that type alone. */
const guint16 *tm_facts_types_row(TmFactsTypes *types, const TmStencil *stencil, gboolean complete);

/* Copies @from into the gaps of @row. */
void tm_facts_types_fill(guint16 *row, const guint16 *from, guint n_slots);

/* TmFacts.is of parts of that type alone; and its bits added to those of other types. */
const guint32 *tm_facts_types_bits(TmFactsTypes *types, const TmStencil *stencil);
void tm_facts_types_add_bits(guint32 *bits, const TmStencil *stencil);

/* The steps, in their order. */
void tm_facts_fill_rows(TmDiagramFacts *facts, TmFactsTypes *types);
void tm_facts_find_interactions(TmDiagramFacts *facts, const TmSlots *slots);
void tm_facts_look_through(TmDiagramFacts *facts, const TmSlots *slots);
void tm_facts_bring_back(TmDiagramFacts *facts, const TmSlots *slots);
void tm_facts_find_sign_in(TmDiagramFacts *facts);
void tm_facts_follow_data(TmDiagramFacts *facts, const TmSlots *slots);
void tm_facts_weigh(TmDiagramFacts *facts, const TmSlots *slots);

G_END_DECLS
