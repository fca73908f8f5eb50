/* What people decided: the threat register `<diagram>.threats.yaml` (contract.md section 3). Part
 * of tm.h, which includes it.
 *
 *   drawbridge: 1   the version of the format
 *   model: {...}    name, owner, reviewer, contributors, description, assumptions,
 *                   externalDependencies
 *   answers: {...}  subject: {property: value}: facts about the design that the diagram does not
 *                   say; a subject is written as in the id of a threat
 *   threats: {...}  id: {state, priority, justification, notes, owner, ticket, by, at, expires}
 *   custom: [...]   threats that a person added: the same, and id, title, category, severity,
 *                   description, subjects
 *
 * States are those of tm_state_name(); not-applicable and mitigated need a justification, for which
 * notes do not count. Days are written 2026-11-21. The limits are those of yaml-tree.h.
 */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* What a person decided about a threat (contract.md section 3). */
typedef enum {
    TM_STATE_NOT_STARTED,
    TM_STATE_NEEDS_INVESTIGATION,
    TM_STATE_NOT_APPLICABLE,
    TM_STATE_MITIGATED,
    TM_N_STATES,
} TmState;

/* "not-started", "needs-investigation", "not-applicable", "mitigated", NULL. */
extern const char *const tm_state_names[];
const char *tm_state_name(TmState state);

/* A threat as a file holds it, with what people decided about it. Texts are "" where not said. */
struct TmDecision {
    const char *id;   /* of the threat: contract.md section 2 */
    const char *type; /* of a threat type; "" where a person added the threat */
    const char *diagram;
    const char *source; /* ids, also of parts that are no longer there */
    const char *flow;
    const char *target;
    const char *title; /* texts of the file win over those of the template */
    const char *description;
    const char *category;
    const char *priority;
    TmState state;
    const char *justification;
    const char *notes; /* what is to be remembered while people work on it: no reason */
    const char *owner;
    const char *ticket;
    const char *expires;
    const char *by;
    const char *at;      /* when it was changed last */
    const char *number;  /* .tm7: the Id of the threat */
    gboolean touched;    /* by a person: it stays when its rule no longer fires */
    gboolean custom;     /* a person added the threat: it stays always */
    GPtrArray *raw;      /* TmValue: .tm7: the properties of the threat, in their order */
    GPtrArray *subjects; /* const char: of a custom threat of a register, as in ids of threats */
    TmSeverity severity; /* of such a threat */
    gboolean rated;      /* @severity is said, and not only @priority */
    const char *file;    /* in which @place is; NULL: the model's */
    TmPlace place;
};

/* Facts about one part of the design. */
typedef struct {
    const char *subject; /* "web", "page-1/2": as in the id of a threat */
    GPtrArray *values;   /* TmValue; their places are in @file */
    const char *file;
    TmPlace place;
} TmAnswer;

struct TmRegister {
    const char *file;
    GPtrArray *metadata;  /* TmValue: name, owner ...: those that are said */
    GPtrArray *answers;   /* TmAnswer */
    GPtrArray *decisions; /* TmDecision: about threats that rules find */
    GPtrArray *customs;   /* TmDecision: threats that a person added */
    TmPool pool;
};

/* What people decided, and the day on which that is looked at. */
typedef struct {
    const TmRegister *beside; /* the file beside the diagram; NULL: there is none */
    const char *today;        /* "2026-11-21": what expired before is over; NULL: nothing is */
} TmDecided;

/* Reads a register that messages call @name. The first mistake is the error: nothing is passed
 * over, so that nobody takes a threat for undecided because of a slip. */
TmRegister *tm_register_load(const char *name, GBytes *bytes, GError **error);
void tm_register_free(TmRegister *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmRegister, tm_register_free)

/* Appends to @out the register @bytes (NULL: there is none yet) with what @decision says of its
 * threat, of those that a person added too, if they are there. Its texts may come from elsewhere:
 * line feeds at their end and control characters go. All that it does not touch stays byte for
 * byte; a new decision comes where the alphabet wants it. Sets the error where @bytes are
 * no register, or not written in a way that can be changed like that; @out is as before then. */
gboolean tm_register_put(const char *name, GBytes *bytes, const TmDecision *decision, GString *out,
                         GError **error);

/* The same with the decision about the threat @former, or the answers of the part @former, under
 * the id @now, about which there must be none yet. */
gboolean tm_register_adopt(const char *name, GBytes *bytes, const char *former, const char *now,
                           GString *out, GError **error);

/* A version of a register; one that has no bytes says nothing. */
typedef struct {
    const char *name;
    GBytes *bytes;
} TmMergeSide;

/* Appends to @out what becomes of a register that was changed on two sides: base, ours, theirs.
 * What one side changed counts; of decisions of both the newer one; answers to different questions
 * about a part are all taken. What is left is marked as git does, in @out, which is no register
 * then, and counted. @notes gets a line (char) for each decision of both sides. Sets the error
 * where a side is no register. */
gboolean tm_register_merge(const TmMergeSide sides[3], GString *out, GPtrArray *notes,
                           guint *conflicts, GError **error);

/* Whether there is a reason where the state needs one. */
gboolean tm_decision_is_reasoned(const TmDecision *decision);

/* Whether two decisions say the same of a threat, whoever decided it and when. Of a threat that a
 * person added, what it is counts where both say so. */
gboolean tm_decision_agrees(const TmDecision *one, const TmDecision *other);

/* Returns a decision in @pool that says nothing: its texts are "", its state is not started. */
TmDecision *tm_decision_new(TmPool *pool, TmPlace place);

G_END_DECLS
