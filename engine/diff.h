/* What is different between two reports: of two versions of a diagram, of two formats of it, or of
 * one diagram and two registers. No threat and no part is compared by its place in the file or on
 * the page: what was only moved or restyled is the same.
 *
 * Pages and parts are the same where their ids are, then where names and neighbours say so. An id
 * says little where most of the ids of a page now have other names; then names come first. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef enum {
    TM_CHANGE_ADDED,
    TM_CHANGE_REMOVED,
    TM_CHANGE_RENAMED,  /* from, to: the names */
    TM_CHANGE_REDRAWN,  /* the same with another id */
    TM_CHANGE_KIND,     /* from, to: the types */
    TM_CHANGE_TYPE,     /* from, to: the types, "P.Pod, P.WebApp"; "" is none */
    TM_CHANGE_PROPERTY, /* property, from, to; "" where nobody says it */
    TM_CHANGE_SCOPE,    /* out of scope, or back */
    TM_CHANGE_MOVED,    /* entered, left: boundaries */
    TM_CHANGE_ENDS,     /* of a flow: goes from or to something else */
    TM_CHANGE_CROSSING, /* of a flow: entered, left are lines that it crosses now, or did */
    TM_N_CHANGES,
} TmChangeKind;

/* "added", "removed", ..., ended by NULL. */
extern const char *const tm_change_names[];

/* Of which page or part, in one of the two models. */
typedef struct {
    const TmDiagram *diagram; /* NULL: it is not there */
    const TmPart *part;       /* NULL: it is the page itself */
} TmDiffSide;

/* One difference between the models. What is in a page that is added or removed is not named. */
typedef struct {
    TmChangeKind kind;
    guint number; /* position in TmDiff.changes */
    TmDiffSide old;
    TmDiffSide now;
    const char *property;
    const char *from;
    const char *to;
    GPtrArray *left;    /* const TmBoundary, of the old model */
    GPtrArray *entered; /* const TmBoundary, of the new model */
} TmChange;

/* A threat that is not the same: new, gone, or of another severity, certainty or state. */
typedef struct {
    const TmThreat *old; /* NULL: it is new */
    const TmThreat *now; /* NULL: it is gone */
    GPtrArray *causes;   /* const TmChange: the changes that are nearest to it; may be empty */
    gboolean near;       /* they are at the threat itself; else somewhere near */
} TmThreatChange;

typedef struct {
    const TmReport *old;
    const TmReport *now;
    GPtrArray *changes; /* TmChange: by page; boundaries from the outside in, elements, flows */
    GPtrArray *threats; /* TmThreatChange: new ones, changed ones, gone ones; each worst first */
    TmPool pool;
} TmDiff;

/* Returns what people noted about a threat, "" nothing. */
const char *tm_threat_notes(const TmThreat *threat);

/* Whether people say the same of it in both reports: state, reason and notes. */
gboolean tm_diff_same_decision(const TmThreat *old, const TmThreat *now);

/* Both reports must outlive the result. */
TmDiff *tm_diff(const TmReport *old, const TmReport *now);
void tm_diff_free(TmDiff *diff);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmDiff, tm_diff_free)

G_END_DECLS
