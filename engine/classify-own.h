/* What the files classify*.c share. Private to them. */
#pragma once

#include "classify-words.h"
#include "classify.h"

G_BEGIN_DECLS

#define TM_KINDS_ELEMENT ((1u << TM_EXTERNAL) | (1u << TM_PROCESS) | (1u << TM_STORE))

struct TmClassifier {
    TmModel *model;
    guint page;  /* position of @diagram in the model */
    guint stage; /* of that diagram */
    guint next;  /* of the parts of that stage */
    const TmTemplate *template;
    const TmWords *words;
    GPtrArray *patterns;  /* GPatternSpec, as TmTemplate.shapes */
    GHashTable *drawn;    /* TmShape -> TmStencil */
    GPtrArray *sociable;  /* TmShape: those of externals that want company */
    GHashTable *matches;  /* sight -> GPtrArray of TmShape; sights of a model are interned */
    GHashTable *readings; /* what labels say, of tm_classify_readings_new() */
    GHashTable *wires;    /* name of a flow -> what it says */
    GHashTable *icons;    /* sight -> TmClue: of the name of an icon that no rule knows */
    GArray *clues;      /* of the diagram: TmClue by TmPart.index, of the sights of its elements */
    GHashTable *sights; /* of the diagram: sight -> how many elements show it */
    GHashTable *apart;  /* set of TmShape: what wants company, but flows among its own in it */
    const TmDiagram *diagram;
    GArray *ends; /* guint8 by TmPart.index: the directions of flows, in a data flow diagram */
    double store_words; /* what a store's word counts in a thing not drawn as a store: 1 or less */
    gboolean draws_stores;           /* some element of the diagram is drawn as a store */
    const TmStencil *hosts[2];       /* P.Vm and P.Container, or NULL */
    guint numbered[TM_BOUNDARY + 2]; /* by TmKind: names with its number; last: the others */
    gboolean fenced;                 /* most elements of the diagram are inside of a boundary */
};

/* What speaks for a type: a sight or a word. */
typedef struct {
    const TmStencil *stencil; /* NULL: nothing does */
    double confidence;
    const char *evidence;
    gboolean head; /* of a word: it names the thing, and does not only stand before its name */
} TmClue;

/* Returns the strongest clue among the sights of @part for a type of a kind in @kinds. */
TmClue tm_classify_sights(TmClassifier *classifier, const TmPart *part, guint kinds);

/* Finds the rules of externals whose company the flows of the diagram belie. */
void tm_classify_find_company(TmClassifier *classifier);

/* Returns what the words of a label say, grammar considered: the last word of the main clause is
 * the thing. @outside: words that count only outside of every boundary count. */
TmClue tm_classify_label(TmClassifier *classifier, const TmPart *part, guint kinds,
                         gboolean outside);

/* Counts into TmClassifier.numbered. */
void tm_classify_count_numbers(TmClassifier *classifier);

/* Returns what the number before the name says where the names of the diagram have such numbers,
 * and where @word, what the words say, is of another kind; else @word. */
TmClue tm_classify_number(const TmClassifier *classifier, const TmPart *part, TmClue word);

/* An empty table for TmClassifier.readings: the same label is read once. */
GHashTable *tm_classify_readings_new(void);

/* The same of the name of an icon that no shape rule knows; never strong. */
TmClue tm_classify_icon(TmClassifier *classifier, const char *name, guint kinds);

/* How far a boundary's inside is from us; as the values of the property "zone". */
typedef enum {
    TM_ZONE_UNKNOWN,
    TM_ZONE_INTERNAL,
    TM_ZONE_EXTERNAL,
    TM_ZONE_INTERNET,
} TmZone;

/* Returns the zone that a type of boundaries presets. */
TmZone tm_classify_zone(const TmStencil *stencil);

/* Prepares the classifier for a diagram: what its elements have in common. */
void tm_classify_look_around(TmClassifier *classifier);

/* Whether @part is outside of every boundary of a diagram that has most elements inside of one. */
gboolean tm_classify_is_outside(const TmClassifier *classifier, const TmPart *part);

/* Returns what the place of an element says where nothing else does (tier 7). */
TmClue tm_classify_place(const TmClassifier *classifier, const TmPart *part);

/* Corrects the clauses of @list (of TmLabelWord), a label that was split word by word. */
void tm_label_settle(GArray *list);

/* Small letters, whatever the script. */
char *tm_words_fold(const char *text, gsize length);

/* Leaves one blank between the words of @text, and returns how many they are. */
guint tm_words_squeeze(char *text);

void tm_classify_flow(TmClassifier *classifier, TmFlow *flow);

G_END_DECLS
