/* The whole public face of the engine, in the order in which the data flows:
 *
 *     template = tm_template_load(sources, &error);
 *     model    = tm_import(name, bytes, template, &error);        (importers.h)
 *     beside   = tm_register_load(name, bytes, &error);           (what people decided)
 *     report   = tm_check(model, template, decided);
 *                tm_write(report, view, "dot", out, &error);      (writers.h)
 *
 * Everything takes (name, bytes): nothing here opens a file, starts a process or asks the clock.
 * A model is written by one importer and by tm_classify(), and is const ever after. What hangs
 * from a model, a template or a report belongs to it and is freed with it, never alone.
 * Arrays are in file order unless they say otherwise. Text is UTF-8 without control characters.
 */
#pragma once

#include <glib.h>

#include "pool.h"

G_BEGIN_DECLS

typedef struct TmBoundary TmBoundary;
typedef struct TmDecision TmDecision;
typedef struct TmRegister TmRegister;

/* --- places and errors ------------------------------------------------------------------- */

/* A place in the file that is being read, counted from 1. Line 0: the format does not tell. */
typedef struct {
    guint line;
    guint column; /* in bytes */
} TmPlace;

#define TM_NOWHERE ((TmPlace){0, 0})

#define TM_ERROR (tm_error_quark())
GQuark tm_error_quark(void);

typedef enum {
    TM_ERROR_SYNTAX,  /* the file is not well formed */
    TM_ERROR_MEANING, /* well formed, but it names what does not exist or is not allowed */
    TM_ERROR_FORMAT,  /* no importer or writer of that name, or none that knows these bytes */
    TM_ERROR_LIMIT,   /* larger or deeper than we agree to read */
    TM_ERROR_PICTURE, /* Graphviz could not draw it */
} TmError;

/* Sets "file:line:column: error: text" and returns FALSE, for `return tm_fail(...)`. */
gboolean tm_fail(GError **error, TmError code, const char *file, TmPlace place, const char *format,
                 ...) G_GNUC_PRINTF(5, 6);

/* --- the diagram ------------------------------------------------------------------------- */

typedef enum {
    TM_EXTERNAL,
    TM_PROCESS,
    TM_STORE,
    TM_FLOW,
    TM_BOUNDARY,
} TmKind;

/* Returns "external", "process", "store", "flow" or "boundary". */
const char *tm_kind_name(TmKind kind);

/* Units of the diagram (draw.io: pixels); x to the right, y down. */
typedef struct {
    double x;
    double y;
} TmPoint;

typedef struct {
    double x;
    double y;
    double width;
    double height;
} TmBox;

/* A name and a value as the author wrote them: authn=Yes. */
typedef struct {
    const char *name;
    const char *value;
    TmPlace place;
} TmValue;

/* What elements, flows and boundaries have in common. */
typedef struct {
    TmKind kind;
    guint index;         /* position in its array of the diagram */
    const char *id;      /* unique in its diagram, the same on every run */
    const char *name;    /* what a reader of the diagram sees, one line; may be "" */
    const char *called;  /* its name, or where it has none its id as one line */
    gsize heading;       /* bytes of @name that the author wrote on its first line */
    const char *type;    /* id of a stencil; NULL until stated or classified */
    GPtrArray *facets;   /* const char: further stencil ids */
    GPtrArray *values;   /* TmValue: properties */
    GPtrArray *look;     /* TmValue: drawing attributes of the author that are safe to repeat */
    GPtrArray *seen;     /* const char: "shape ellipse", "style dashed", "icon aws4 lambda" */
    GPtrArray *evidence; /* const char: those of @seen, and words, that decided the type */
    GPtrArray *inside;   /* TmBoundary: every boundary around it, innermost first */
    double confidence;   /* in the type: 0 to 1; 1 where the author stated it */
    gboolean stated;     /* the author stated the type */
    gboolean outOfScope;
    TmPlace place;
} TmPart;

/* A process, a data store or an external entity. */
typedef struct {
    TmPart part;
    gboolean placed; /* @box is known */
    TmBox box;
} TmElement;

/* A trust boundary: a box, or a line or curve through @points. */
struct TmBoundary {
    TmPart part;
    gboolean placed;
    gboolean line;
    TmBox box;             /* of a placed box */
    const TmPoint *points; /* of a line: start, handle (or way points), end */
    guint n_points;
    gboolean curve;     /* @points are start, handle, end of a quadratic curve through the handle */
    GPtrArray *members; /* TmElement: those inside, of nested boundaries too; by tm_crossing */
};

/* One boundary that a flow crosses. @boundary is NULL where the author only stated the type. */
typedef struct {
    const TmBoundary *boundary;
    const char *type;
} TmCrossing;

/* Data that moves from source to target. */
typedef struct {
    TmPart part;
    const char *cell; /* what the author drew: of both directions of a double arrow the same */
    gboolean reverse; /* the second direction of a double arrow */
    TmElement *source;
    TmElement *target;
    const TmPoint *points; /* the drawn path with both end points; NULL when not known */
    guint n_points;
    GPtrArray *crossings; /* TmCrossing; by tm_crossing */
} TmFlow;

/* One page. */
typedef struct {
    const char *id;
    const char *name;
    const char *prefix;    /* of the ids of its threats: "" or "page-1/" */
    guint index;           /* page number in the file, from 0 */
    gboolean off;          /* tm_threats=off: is not checked */
    gboolean by_points;    /* boxes are crossed by end points (.tm7), not by what is inside them */
    gboolean complete;     /* parts say all of their properties (.tm7): no default fills a gap */
    GPtrArray *elements;   /* TmElement */
    GPtrArray *flows;      /* TmFlow */
    GPtrArray *boundaries; /* TmBoundary */
    GHashTable *parts;     /* id -> TmPart */
    GHashTable *copies;    /* id -> how often it was asked for again */
} TmDiagram;

typedef enum {
    TM_NOTE,
    TM_WARNING,
} TmLevel;

/* Something about the drawing itself, that its author should know; not fatal. */
typedef struct {
    const char *code; /* H05: see messages.h */
    TmLevel level;
    const char *text;
    const TmDiagram *diagram; /* NULL when it is about the file */
    const TmPart *part;       /* NULL when it is about the diagram */
    const char *cell;         /* draw.io: the cell it is about, also one that is no part; or NULL */
    const char *file;         /* in which @place is; NULL: the model's */
    TmPlace place;
} TmMessage;

/* One file, read. */
typedef struct {
    const char *file;
    const char *format;   /* name of the importer that read it */
    const char *language; /* of messages: a tag such as "de"; NULL is English */
    const char *text;     /* the whole file, ended by a NUL that @length does not count */
    gsize length;
    const char *drawing; /* draw.io in a picture or a web page: the text of the diagram; or NULL */
    gsize drawing_length;
    const char *name;    /* metadata, "" where not said */
    GPtrArray *metadata; /* TmValue: owner, reviewer, contributors, description, assumptions ... */
    GPtrArray *diagrams; /* TmDiagram */
    GHashTable *pages;   /* id -> TmDiagram */
    GHashTable *page_copies; /* id -> how often it was asked for again */
    GPtrArray *decisions;    /* TmDecision: what the file itself says of threats (.tm7) */
    TmRegister *inside;      /* the register in the file (draw.io); NULL: there is none */
    GPtrArray *messages;     /* TmMessage */
    TmPool pool;
} TmModel;

TmModel *tm_model_new(const char *file, GBytes *bytes);
void tm_model_free(TmModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmModel, tm_model_free)

/* An id that is there already gets the ending ~2, ~3 ...: a page in its file, a part in its page.
 */
TmDiagram *tm_model_add_diagram(TmModel *model, const char *id, const char *name);

/* Lets ids of threats say which page they are on, where ids of parts are of one page only. */
void tm_model_set_prefix(TmModel *model, TmDiagram *diagram);

TmElement *tm_model_add_element(TmModel *model, TmDiagram *diagram, const char *id, TmPlace place);
TmBoundary *tm_model_add_boundary(TmModel *model, TmDiagram *diagram, const char *id,
                                  TmPlace place);
TmFlow *tm_model_add_flow(TmModel *model, TmDiagram *diagram, const char *id, TmElement *source,
                          TmElement *target, TmPlace place);

/* The name of a part, as valid UTF-8 on one line: white space is folded, control characters go. */
void tm_model_set_name(TmModel *model, TmPart *part, const char *name);

/* The stated type: "P.Pod,P.WebApp" is a type and its facets. */
void tm_model_state_type(TmModel *model, TmPart *part, const char *types);
void tm_model_add_value(TmModel *model, TmPart *part, const char *name, const char *value,
                        TmPlace place);
void tm_model_add_look(TmModel *model, TmPart *part, const char *name, const char *value);

/* Adds a boundary that the flow crosses. Of one that is only stated, @boundary is NULL; @type is
 * the type of the boundary otherwise. */
void tm_model_add_crossing(TmModel *model, TmFlow *flow, const TmBoundary *boundary,
                           const char *type);

/* Notes what an importer sees in a part: tm_model_see(model, part, "shape", "ellipse"). */
void tm_model_see(TmModel *model, TmPart *part, const char *what, const char *value);
void tm_model_put_inside(TmPart *part, TmBoundary *boundary);

/* Adds a decision that says nothing yet. */
TmDecision *tm_model_add_decision(TmModel *model, TmPlace place);

/* Adds to TmModel.metadata; an empty @value is nothing. */
void tm_model_add_metadata(TmModel *model, const char *name, const char *value, TmPlace place);

/* @code is one of messages.h; @diagram and @part may be NULL. Returns the message, so that an
 * importer can name the cell of something that became no part. */
TmMessage *tm_model_add_message(TmModel *model, const char *code, const TmDiagram *diagram,
                                const TmPart *part, TmPlace place, const char *format, ...)
    G_GNUC_PRINTF(6, 7);

/* Returns the part of that id, or NULL. */
TmPart *tm_diagram_find(const TmDiagram *diagram, const char *id);

/* Returns the value of a property that the author stated, or NULL. */
const char *tm_part_value(const TmPart *part, const char *name);

/* Returns whether one of the part's sights is @sight ("shape ellipse"). */
gboolean tm_part_saw(const TmPart *part, const char *sight);

G_END_DECLS

/* --- the knowledge ----------------------------------------------------------------------- */

#include "template.h"

/* --- the decisions ----------------------------------------------------------------------- */

#include "register.h"

G_BEGIN_DECLS

/* --- the judgement ----------------------------------------------------------------------- */

/* Two elements and the flow between them, as a rule sees them: facts.h. */
typedef struct TmInteraction TmInteraction;

/* A fact about the design that nobody said, and the answer that would clear the threat. The
 * question itself is tm_threat_ask(). */
typedef struct {
    const TmPart *part;
    const TmProperty *property;
    const char *clears;
    const TmAsk *ask; /* the words of the threat type; NULL: it has none */
    const TmInteraction *at;
} TmQuestion;

typedef struct {
    const char *id; /* contract.md section 2: "S01@user:web" */
    const TmThreatType *type;
    const TmDiagram *diagram;
    const char *title;
    const TmInteraction *at; /* with the highest score; NULL where no rule made the threat */
    const TmElement *source; /* of the interaction with the highest score; these three are NULL in a
                              * stale threat whose parts are gone: see @decision */
    const TmFlow *flow;
    const TmElement *target;
    GPtrArray *flows; /* TmFlow: all that contribute */
    TmSeverity severity;
    guint score; /* likelihood x impact; 0 where the template does not score */
    guint likelihood;
    guint impact;
    gboolean flawed;      /* @likelihood has the step of a flaw that the drawing states */
    gboolean stated;      /* no single answer would clear it */
    GPtrArray *questions; /* TmQuestion; empty where stated */
    const char *priority;
    TmState state;
    const char *justification;  /* "" where nobody gave one */
    const TmDecision *decision; /* what a person, or a .tm7, says of this threat; NULL: nothing */
    gboolean expired;           /* the decision held until a day that is over: not reviewed */
    gboolean stale;             /* a person touched it, and its rule no longer fires */
    gboolean custom;            /* a person added it */
    gboolean fresh;             /* an earlier run had it not: tm_baseline_compare() */
} TmThreat;

/* Whether people have done with it: it is mitigated or not applicable. */
gboolean tm_threat_is_closed(const TmThreat *threat);

typedef struct {
    const TmModel *model;
    const TmTemplate *template;
    const char *name;    /* of the model: as the register says, else the diagram */
    GPtrArray *metadata; /* TmValue: the same of the rest */
    GHashTable *answers; /* TmPart -> GPtrArray of TmValue: what the register adds to the diagram */
    GPtrArray *threats;  /* TmThreat: severity, Stated first, score descending, diagram, id */
    GPtrArray *messages; /* TmMessage: of the importer, then of the check; by diagram */
    gboolean compared;   /* with an earlier run: TmThreat.fresh says something */
    struct TmFactsTypes *types; /* facts.h */
    GPtrArray *facts; /* by TmDiagram.index what facts.h says of it; NULL: was not checked */
    TmPool pool;
} TmReport;

/* @decided may be NULL; what else comes in must outlive the report. Never fails. */
TmReport *tm_check(const TmModel *model, const TmTemplate *template, const TmDecided *decided);
void tm_report_free(TmReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmReport, tm_report_free)

/* Longer texts of a threat, put together when they are asked for: the caller frees them. What a
 * decision says of the threat goes before. tm_threat_why() is "L = 3 base +1 Internet = 4; I = 2
 * Unknown; 8 High", or "" where the template does not score. */
char *tm_threat_description(const TmReport *report, const TmThreat *threat);
char *tm_threat_why(const TmReport *report, const TmThreat *threat);

/* Returns the mitigations (TmMitigation) of its controls that fit, the special ones first; how many
 * @more of them there are, may be NULL. The caller frees the array. */
GPtrArray *tm_threat_mitigations(const TmReport *report, const TmThreat *threat, guint *more);

/* Returns the text of one of the questions of @threat; the caller frees it. */
char *tm_threat_ask(const TmReport *report, const TmThreat *threat, const TmQuestion *question);

/* Returns what the diagram states and the register answers of a part: TmValue. The caller owns the
 * array. */
GPtrArray *tm_report_values(const TmReport *report, const TmPart *part);

/* Returns one of these values, or NULL. */
const char *tm_report_value(const TmReport *report, const TmPart *part, const char *name);

/* The same in small steps, so that a browser can breathe: step until it returns FALSE. */
typedef struct TmCheck TmCheck;
TmCheck *tm_check_begin(const TmModel *model, const TmTemplate *template, const TmDecided *decided);
gboolean tm_check_step(TmCheck *check);
TmReport *tm_check_end(TmCheck *check); /* frees @check, at any moment */

G_END_DECLS
