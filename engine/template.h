/* The knowledge: stencils, properties, threat types, controls. Part of tm.h, which includes it.
 *
 * A template is a folder of YAML files; what a file is, its keys say, not its path:
 *
 *   template: id        the manifest: name, version, packs: [order of threats], extends:
 *                       [built-in], priorities: [P1, P2, P3], what a decision may say, the most
 *                       urgent first: the last one is that of low threats, the one before that of
 *                       medium ones and so on (without it: High, High, Medium, Low, and a decision
 *                       may say anything)
 *   stencils: [...]     id, parent (or kind: process external store flow boundary), name,
 *                       sets: {property: value}, aliases, words: {strong, generic, weak,
 *                       carriers: [yield to a product before them: "Redis server"],
 *                       leading: [only as the first word: "notify customer"],
 *                       outside: [only outside of every boundary: "GitHub"]}; "*dienst" is the end
 *                       of a word, "сервер*" its beginning
 *   properties: [...]   id, on: [types], label, values, default, safe, ordered, derived, note
 *   controls: [...]     id, name, references
 *   mitigations: [...]  id, frame, product, title, phase (Design Build Deployment), technologies,
 *                       attributes, when: a condition (none: always), controls: [ids], guidance,
 *                       references
 *   shapes: [...]       seen: glob or [globs], with, type, confidence
 *   id: S01             a threat type, one in a file: title, category, include, exclude, eases
 *                       (a partial control: takes a step off the likelihood), scope, likelihood,
 *                       impact, position, channel, mutual, priority, suppresses, controls, cwe,
 *                       capec, description, ask: {target.authn: "..."} (also where an answer
 *                       clears that is not the safe one), hit, miss; its pack is the folder
 *                       below threats/
 *   language: de        texts in another language than English. threats, controls, mitigations,
 *                       stencils and properties: {id: title, name or label}; descriptions: {threat
 *                       type: description}; guidance: {mitigation: guidance};
 *                       asks: {threat type: {target.authn: "..."}};
 *                       unnamed: what stands for the name of a flow without one ("the flow")
 *
 * The same may stand beside the English text: title[de] of threat types and mitigations,
 * description[de] of threat types, guidance[de], name[de] of controls and stencils, label[de] of
 * properties, ask[de] (in quotes, where it is between braces). A language is a tag of BCP 47,
 * whatever its case. A translation is of what its template, or one before it, declares, and
 * of two the later one wins; it says no other {placeholders} than the English text.
 *
 * A file belongs to the manifest in its folder, or in the nearest folder around it. Templates come
 * in the order of their manifests, after those that they extend. In one template an id is declared
 * once; of two templates the later one wins, and a message (H30) says so. A property may be
 * declared several times for different types, with the same values.
 * Microsoft's templates (tm7-format.md): every attribute of an element type is a declaration of a
 * property, whose values are those of all declarations and of all rules; no default fills a gap in
 * a .tm7. Two of them compose like ours, with one message (H30) for each.
 * Limits: 10,000 files, 16 templates, 64 languages, 16 KiB of a translation, 10,000 mitigations,
 * 10,000 stencils in a tree 32 deep, 2,000 declarations of properties, of one property 16, with 256
 * values and 64 types each; those of yaml-tree.h and of expression.h.
 */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef struct TmExpression TmExpression;
typedef struct TmStencil TmStencil;

/* A file of a template. Several templates compose: of the same id the later one wins. */
typedef struct {
    const char *name; /* for messages: a path, or "stride/threats/core/S01-....yaml" */
    GBytes *bytes;
} TmSource;

typedef struct {
    const char *id;
    const char *name;
    const char *version;
    const char *author; /* Microsoft's, else NULL, as the next */
    GBytes *bytes;      /* the .tb7, or the .tm7 around it */
} TmManifest;

/* A kind of part: "GE.P" is any process, "P.WebApp" one of those. */
struct TmStencil {
    const char *id;
    const char *name;
    const char *parent_id;   /* "" for a root */
    const TmStencil *parent; /* NULL for a root */
    TmKind kind;
    guint number;               /* position in TmTemplate.stencils */
    GPtrArray *presets;         /* TmValue: properties that the type sets */
    GPtrArray *strong;          /* const char: product names in a label */
    GPtrArray *generic;         /* const char: words of the trade in a label */
    GPtrArray *weak;            /* const char: words that hardly say anything */
    GPtrArray *carriers;        /* const char: words that yield to a product before them */
    GPtrArray *leading;         /* const char: words that count as the first of a label */
    GPtrArray *outside;         /* const char: products that count outside of every boundary */
    GPtrArray *aliases;         /* const char: ids of the same thing in other templates */
    const char *representation; /* Microsoft's: "Ellipse", "LineBoundary" ...; else NULL */
    const char *about;          /* Microsoft's: the description; else NULL */
    gboolean hidden;            /* Microsoft's: not offered for drawing */
    const char *file;
    TmPlace place;
};

/* A property, declared for some types. Declarations of the same id share a slot and values. */
typedef struct TmProperty {
    const char *id;
    const char *label;
    guint slot;
    GPtrArray *types;   /* const char: stencil ids whose parts have it; empty: all */
    GPtrArray *values;  /* const char: allowed, in their order; shared by the slot */
    const char *preset; /* the default, or "" */
    const char *safe;   /* the answer that clears threats, or "" */
    gboolean ordered;   /* values may be compared with >= */
    gboolean derived;   /* computed by facts.c; nobody may state it */
    const char *note;
    gboolean open;      /* Microsoft's: @values also has those that only rules name */
    gboolean fixed;     /* Microsoft's: the type sets it */
    GPtrArray *choices; /* const char: Microsoft's: values of this declaration; else NULL */
    const char *file;
    TmPlace place;
    const struct TmProperty *next; /* the next declaration of the same slot, or NULL */
} TmProperty;

typedef enum {
    TM_SCOPE_FLOW,
    TM_SCOPE_PAIR,
    TM_SCOPE_SOURCE,
    TM_SCOPE_TARGET,
    TM_SCOPE_MODEL,
} TmScope;

/* scoring.md section 1: whose value is at stake. */
typedef enum {
    TM_IMPACT_CLASSIFICATION,
    TM_IMPACT_CRITICALITY,
    TM_IMPACT_EITHER,
    TM_IMPACT_TAKEOVER,
    TM_IMPACT_REPUDIATION,
    TM_IMPACT_LIMITED,
} TmImpact;

/* scoring.md section 2: where the attacker stands. */
typedef enum {
    TM_POSITION_FLOW,
    TM_POSITION_SOURCE,
    TM_POSITION_TARGET,
} TmPosition;

typedef enum {
    TM_LOW,
    TM_MEDIUM,
    TM_HIGH,
    TM_CRITICAL,
} TmSeverity;

/* "low", "medium", "high", "critical", NULL. */
extern const char *const tm_severity_names[];
const char *tm_severity_name(TmSeverity severity);

/* Returns the severity of a score, which is likelihood times impact, each from 1 to 4. */
TmSeverity tm_severity_of(guint score);

/* "Does {target.Name} authenticate its callers?", asked for target.authn. */
typedef struct {
    const char *who; /* source, target or flow */
    const char *property;
    const char *text;
} TmAsk;

/* A rule: what can go wrong, and where. */
typedef struct {
    const char *id;
    const char *pack;
    const char *title; /* may say {source.Name}, {target.Name}, {flow.Name}, {target.privilege} */
    const char *category;
    const char *description;
    const char *include_text;
    const char *exclude_text; /* "" when there is none */
    TmPlace include_place;
    TmPlace exclude_place;
    const TmExpression *include;
    const TmExpression *exclude; /* NULL when there is none */
    const TmExpression *eases;   /* a partial control: a step less likely; NULL: there is none */
    TmScope scope;
    gboolean channel; /* about the line itself: not asked of flows seen through a load balancer */
    gboolean mutual;  /* a pair counts once, whichever way its flows go */
    guint likelihood; /* 1 to 4; 0 in Microsoft's templates */
    TmImpact impact;
    TmPosition position;
    const char *priority;    /* Microsoft's templates: fixed; else "" */
    GPtrArray *suppresses;   /* const char: ids of threat types */
    GPtrArray *controls;     /* const char: ids of controls */
    GPtrArray *asks;         /* TmAsk */
    GArray *cwe;             /* guint */
    GArray *capec;           /* guint */
    GPtrArray *hit;          /* const char: DOT diagrams in which it fires */
    GPtrArray *miss;         /* const char: DOT diagrams in which it must not */
    const char *category_id; /* Microsoft's: of a TmCategory; NULL in ours, as the next three */
    const char *related;     /* the related category */
    const char *about;       /* the description of the type, not of the threat */
    GPtrArray *metadata;     /* TmValue: what it says of a TmThreatDatum, by name */
    guint number;            /* Microsoft's: place in the file, from 1 */
    const char *file;
    TmPlace place;
} TmThreatType;

/* A remedy, as standards name it. */
typedef struct {
    const char *id;
    const char *name;
    GPtrArray *references;  /* const char: "NIST SP 800-53 IA-2", "ASVS 4 V2" */
    GPtrArray *mitigations; /* TmMitigation: how it is done, in the order of the template */
    const char *file;
    TmPlace place;
} TmControl;

/* How a control is done with one kind of product. */
typedef struct {
    const char *id;    /* an anchor of the published list, where it is one of those */
    const char *frame; /* "Communication Security" */
    const char *product;
    const char *title;
    const char *phase;       /* "Design", "Build" or "Deployment"; "" not said */
    GPtrArray *technologies; /* const char: "Generic", ".NET Framework 3" */
    GPtrArray *attributes;   /* const char: "SQL Version=V12" */
    TmPlace when_place;
    const TmExpression *when; /* at which interactions it is of use; NULL: at all of them */
    guint special;       /* how special that is: the depth of its types, then how much it asks */
    GPtrArray *controls; /* const char: ids of the controls that it does */
    const char *guidance;
    GPtrArray *references; /* const char */
    const char *file;
    TmPlace place;
} TmMitigation;

/* What a sight means: "shape cylinder*" is a GE.DS with confidence 0.85. */
typedef struct {
    const char *seen; /* a glob over "what value" */
    const char *with; /* a sight that another element of the diagram must show, or "" */
    const char *type;
    double confidence;
    const char *file;
    TmPlace place;
} TmShape;

/* Microsoft's: a property that every threat has. */
typedef struct {
    const char *name;  /* "Priority", "PossibleMitigations", or a GUID */
    const char *label; /* "Severity" */
    const char *id;
    const char *about;
    const char *kind;  /* "0" a line, "1" one of @values, "2" a text; "" not said */
    gboolean hidden;   /* HideFromUI */
    GPtrArray *values; /* const char: the first one is the default */
} TmThreatDatum;

/* Microsoft's: a category of threats. */
typedef struct {
    const char *id;
    const char *name;
    const char *summary;
    const char *about;
} TmCategory;

/* A text in another language than English. */
typedef struct TmTranslation {
    const char *language; /* one of TmTemplate.languages */
    const char *english;
    const char *text;
    guint layer; /* number of the template that it is from */
    const char *file;
    TmPlace place;
    const struct TmTranslation *next; /* of the same text: the one that was read before, or NULL */
} TmTranslation;

/* One or more files of translations. */
typedef struct {
    const char *language; /* one of TmTemplate.languages */
    const char *folder;   /* of its template: "stride/" */
} TmLanguageFile;

/* One or more templates, merged and compiled. */
typedef struct {
    GPtrArray *manifests;  /* TmManifest */
    GPtrArray *stencils;   /* TmStencil */
    GPtrArray *properties; /* TmProperty: declarations */
    guint n_slots;
    GPtrArray *threats;        /* TmThreatType, sorted by pack as declared, then by id */
    GPtrArray *controls;       /* TmControl */
    GPtrArray *mitigations;    /* TmMitigation */
    GPtrArray *shapes;         /* TmShape */
    GPtrArray *messages;       /* TmMessage: what loading wants to say */
    GPtrArray *priorities;     /* const char: those that a decision may give, the most urgent first;
                                * empty: any */
    GPtrArray *metadata;       /* TmThreatDatum: Microsoft's, in the order of the file */
    GPtrArray *categories;     /* TmCategory: Microsoft's */
    GHashTable *annotations;   /* set of ids: Microsoft's stencils that are but a text */
    GHashTable *unmapped;      /* ids of another template's types -> TmStencil: too generic */
    gboolean has_priority;     /* Microsoft's: IsPriorityUsed */
    gboolean has_state;        /* Microsoft's: IsStatusUsed */
    GArray *no_numbers;        /* empty, for threat types without cwe and capec */
    GHashTable *stencil_of;    /* id or alias -> TmStencil */
    GHashTable *property_of;   /* id -> first TmProperty of the slot */
    GHashTable *threat_of;     /* id -> TmThreatType */
    GHashTable *control_of;    /* id -> TmControl */
    GHashTable *mitigation_of; /* id -> TmMitigation */
    const char *unnamed;       /* what stands for the name of a flow that has none */
    const char *language; /* that it speaks: a tag of @languages or "en"; NULL is English too */
    GPtrArray *languages; /* const char: tags that translations have, each once */
    GPtrArray *language_files; /* TmLanguageFile */
    GHashTable *translations;  /* a const char ** in the template, of a text that can be said in
                                  another language -> the last TmTranslation of it */
    GPtrArray *numbers;        /* GArray: every cwe and capec, to be freed with the template */
    struct TmWords *words;     /* all words of the stencils: classify-words.h */
    TmPool pool;
} TmTemplate;

/* Whether @bytes are a template of Microsoft's tool: a .tb7, or a .tm7, which has one inside. */
gboolean tm_template_is_tb7(GBytes *bytes);

/* Makes the types of @other known to @template, so that models classified with @other can be
 * checked against it: a type, or the nearest of its ancestors, goes by its id and aliases. Where
 * only the generic type of the kind is left, it is in @unmapped. @other must outlive @template. */
void tm_template_map(TmTemplate *template, const TmTemplate *other);

/* An array of TmSource that gives its bytes back; the names are the caller's. */
GArray *tm_sources_new(void);

/* Appends the files of the built-in template @name ("stride"). Returns FALSE if there is none. */
gboolean tm_template_builtin(const char *name, GArray *sources);

/* Loads, merges and compiles @count files, YAML or Microsoft's (each of these is a template of its
 * own). The first mistake of a YAML file is the error; nothing is ignored. What cannot be
 * understood in Microsoft's is a message (H32), and the test in which it stands is never true. A
 * .tm7 without a template inside is TM_ERROR_MEANING. */
TmTemplate *tm_template_load(const TmSource *sources, gsize count, GError **error);
void tm_template_free(TmTemplate *template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmTemplate, tm_template_free)

/* Puts texts in the language of a tag (BCP 47: "de", "de-AT") in the place of the English ones:
 * where none is in "de-AT" those in "de", and where none is in that either it stays English.
 * Returns FALSE, and changes nothing, if @template says nothing in it; English it always speaks. */
gboolean tm_template_speak(TmTemplate *template, const char *language);

/* Returns the priority of threats that nobody has decided. */
const char *tm_template_priority(const TmTemplate *template, TmSeverity severity);

/* Whether a decision may give that priority. */
gboolean tm_template_has_priority(const TmTemplate *template, const char *priority);

/* Returns the stencil of an id or alias, or NULL. */
const TmStencil *tm_template_stencil(const TmTemplate *template, const char *id);

/* Returns the generic stencil of a kind, or NULL. */
const TmStencil *tm_template_root(const TmTemplate *template, TmKind kind);

/* Whether @stencil is @ancestor or descends from it. */
gboolean tm_stencil_is(const TmStencil *stencil, const TmStencil *ancestor);

/* Returns the declaration of a property that holds for parts of @stencil (the one for the nearest
 * type; NULL is no type), or NULL where such parts do not have it. */
const TmProperty *tm_template_property(const TmTemplate *template, const char *id,
                                       const TmStencil *stencil);

/* Returns the number (from 1) of a value among those of its property, or 0. */
guint tm_property_number(const TmProperty *property, const char *value);

/* Finds what the loader lets pass and an author should mend: unreachable rules, missing texts,
 * unused controls. Returns lines "file:line:column: warning: text"; the caller owns the array. */
GPtrArray *tm_template_lint(const TmTemplate *template);

G_END_DECLS
