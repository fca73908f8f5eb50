/* What the files check*.c share. Private to them. */
#pragma once

#include "expression.h"
#include "facts.h"

G_BEGIN_DECLS

/* A threat type that holds at an interaction. */
typedef struct {
    const TmInteraction *interaction;
    gboolean suppressed; /* a more specific threat type says it */
} TmHit;

/* What one threat type found in a diagram. */
typedef struct {
    const TmThreatType *type;
    GArray *hits; /* TmHit */
    guint place;  /* from 1, of its threat to the model in the report; 0: there is none yet */
} TmFired;

/* Marks the hits that other types suppress. @fired is by position in TmTemplate.threats. */
void tm_check_suppress(const TmTemplate *template, const TmFired *fired);

/* The threat types that the types of the parts alone do not rule out. */
typedef struct TmCandidates TmCandidates;

TmCandidates *tm_candidates_new(const TmTemplate *template);
void tm_candidates_free(TmCandidates *candidates);

/* Returns the positions (guint) in TmTemplate.threats, ascending, of those for @interaction. */
const GArray *tm_candidates_at(TmCandidates *candidates, const TmInteraction *interaction);

/* Adds the threats that the hits of one type make to the report: one for each subject. */
void tm_check_group(TmReport *report, TmDiagramFacts *facts, TmFired *fired);

/* Appends the questions whose answer would clear @type at @interaction to *@questions, an array of
 * the report's pool, unless they are there, and returns whether there is any. */
gboolean tm_check_ask(TmReport *report, const TmThreatType *type, const TmInteraction *interaction,
                      GPtrArray **questions);

/* Whether @type holds: its include does and its exclude does not. */
gboolean tm_check_holds(const TmThreatType *type, const TmInteraction *interaction);

/* Returns the title, in the pool of @report, with {source.Name}, {target.authn} and so on filled
 * in.
 * @scratch is overwritten. */
const char *tm_check_title(TmReport *report, const TmDiagramFacts *facts, const TmThreatType *type,
                           const TmInteraction *at, GString *scratch);

/* A part as a register names it. */
typedef struct {
    char *name; /* the prefix of the page, and the id, as in the ids of threats */
    const TmDiagram *diagram;
    const TmPart *part;
} TmSubject;

/* Returns name -> TmSubject of all parts. The caller owns it. */
GHashTable *tm_check_subjects(const TmModel *model);

/* Takes what a register (or NULL) says of the model, and its answers: H26, H42, H43. */
void tm_check_answer(TmReport *report, const TmRegister *book);

/* Gives the threats of the report the decisions of the model: states and texts; adds those that a
 * person touched or added and that no rule makes any more. */
void tm_check_decide(TmReport *report);

/* Adds a threat that no rule makes. @type is NULL where the template lacks it; @scope is that of
 * such a type. */
TmThreat *tm_check_add_threat(TmReport *report, const TmThreatType *type, TmScope scope,
                              const TmDecision *decision);

/* Then those of a register, or NULL; of them those are over that held until a day before @today, or
 * NULL: H27, H40 to H42, H44, H45. */
void tm_check_register(TmReport *report, const TmRegister *book, const char *today);

/* Returns the register inside of the diagram and the one beside it (or NULL) as one; NULL where
 * neither is there: H45. */
const TmRegister *tm_check_join(TmReport *report, const TmRegister *beside);

/* Whether what the diagram has decided about a threat is newer; says so where it is something else.
 */
gboolean tm_check_is_outdated(TmReport *report, const TmDecision *decision,
                              const TmDecision *inside);

/* Says which of @decisions (const TmDecision), that no threat has, are about parts that are gone
 * (H40), and where they may be now, and which are about threats that are no longer found (H41). */
void tm_check_orphans(TmReport *report, GHashTable *subjects, const GPtrArray *decisions);

/* Appends ": " and the command that takes @decision over for the threat @now, as a shell takes it.
 */
void tm_check_adopt(const TmReport *report, const TmDecision *decision, const char *now,
                    GString *out);

/* Says which types of the model the template only knows as their generic ones (H31). */
void tm_check_mapping(TmReport *report);

/* Messages about the drawing itself (templates.md section 2.4). */
void tm_check_drawing(TmReport *report, const TmDiagramFacts *facts);

/* Those about what nobody drew or said: H06, H11 to H15. */
void tm_check_missing(TmReport *report, const TmDiagramFacts *facts);

/* Adds a message; @part may be NULL. */
void tm_check_say(TmReport *report, const TmDiagramFacts *facts, const char *code,
                  const TmPart *part, const char *format, ...) G_GNUC_PRINTF(5, 6);

/* Adds a message about a place in @file; the caller may say which part it is about. */
TmMessage *tm_check_say_in(TmReport *report, const char *file, TmPlace place, const char *code,
                           const char *format, ...) G_GNUC_PRINTF(5, 6);

/* Of many messages of a page with the same code leaves the first ones and one about the others. */
void tm_check_fold(TmReport *report);

/* Appends the names of @parts (of TmPart) to @text, the first ones where they are many. */
void tm_check_list(const TmReport *report, const GPtrArray *parts, GString *text);

G_END_DECLS
