/* What an expression is asked about: every part of a diagram with its types and the values of its
 * properties, stated, preset or derived (templates.md section 2.3), and the interactions. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* One part. @values has a number per slot of the template: TmProperty.values[number - 1], 0 where
 * nobody says anything. */
typedef struct {
    const TmPart *part;
    const TmStencil **types; /* the type and the facets, ended by NULL */
    const guint32 *is;       /* the same, faster, a bit per TmStencil.number; or NULL */
    guint16 *values;
    const GPtrArray *answers; /* TmValue: what a register adds to the diagram; or NULL */
} TmFacts;

/* A flow as a rule sees it. Where a load balancer or its like is looked through, @flow is the first
 * drawn flow of the chain, @last the last one, and @virtual is TRUE. So it is where what a drawn
 * flow asks for comes back: @source is what was asked. */
struct TmInteraction {
    const TmFlow *flow;
    const TmFlow *last;
    const TmElement *source;
    const TmElement *target;
    TmFacts *of[3];            /* by TmWho: source, target, flow */
    const TmStencil **crossed; /* types of the boundaries crossed, ended by NULL */
    TmFacts **through;         /* elements that were looked through, ended by NULL; or NULL */
    gboolean virtual;
    gboolean response; /* an answer: causes no threat of its own */
    gboolean turned;   /* drawn both ways, and this is the second of the two: see is_turned() */
};

/* What is at stake at an element (scoring.md section 2): 1 to 4, and where that comes from. */
typedef struct {
    guint rank;
    const char *why; /* "Restricted", "Restricted next to it", "one step to Restricted" */
} TmWorth;

typedef struct {
    const TmTemplate *template;
    const TmDiagram *diagram;
    TmFacts *elements; /* by TmPart.index */
    TmFacts *flows;
    TmFacts *boundaries;
    TmWorth *classification; /* by TmPart.index of elements */
    TmWorth *criticality;
    GHashTable *answers;     /* TmReport.answers, or NULL */
    GPtrArray *interactions; /* TmInteraction: drawn ones in file order, then virtual ones */
    /* What every threat is asked about; NULL where the template lacks it. */
    const TmProperty *exposure, *reach, *class_of, *writes;
    const TmStencil *external; /* GE.EI */
    TmPool pool;
} TmDiagramFacts;

/* What the types of a template say of their parts, for the facts of several diagrams. */
typedef struct TmFactsTypes TmFactsTypes;
TmFactsTypes *tm_facts_types_new(const TmTemplate *template);
void tm_facts_types_free(TmFactsTypes *types);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmFactsTypes, tm_facts_types_free)

/* @answers: TmReport.answers, or NULL. @types, of the same template, must outlive the facts. */
TmDiagramFacts *tm_facts_new(const TmDiagram *diagram, const TmTemplate *template,
                             GHashTable *answers, TmFactsTypes *types);
void tm_facts_free(TmDiagramFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmDiagramFacts, tm_facts_free)

/* Whether one of the types of a part is @stencil or descends from it. */
gboolean tm_facts_is(const TmFacts *facts, const TmStencil *stencil);

/* Returns the value of the property called @id, or "" where the template or nobody has it. */
const char *tm_facts_value(const TmDiagramFacts *facts, const TmFacts *part, const char *id);

/* The same of a property that one has, or NULL. */
const char *tm_facts_text(const TmFacts *part, const TmProperty *property);

/* Whether somebody said anything of the property called @id: in the diagram or in the register. */
gboolean tm_facts_said(const TmFacts *part, const char *id);

/* Whether the value of @property is not known: nobody said, or "Unknown". */
gboolean tm_facts_unknown(const TmFacts *facts, const TmProperty *property);

G_END_DECLS
