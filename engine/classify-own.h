/* What the files classify*.c share. Private to them. */
#pragma once

#include "classify-words.h"
#include "tm.h"

G_BEGIN_DECLS

#define TM_KINDS_ELEMENT ((1u << TM_EXTERNAL) | (1u << TM_PROCESS) | (1u << TM_STORE))

typedef struct {
    TmModel *model;
    const TmTemplate *template;
    TmWords *words;
    GPtrArray *patterns; /* GPatternSpec, as TmTemplate.shapes */
    GHashTable *matches; /* sight -> GPtrArray of TmShape; sights of a model are interned */
    GHashTable *sights;  /* of the diagram: sight -> how many elements show it */
    const TmDiagram *diagram;
} TmClassifier;

/* What speaks for a type: a sight or a word. */
typedef struct {
    const TmStencil *stencil; /* NULL: nothing does */
    double confidence;
    const char *evidence;
} TmClue;

/* Returns the strongest clue among the sights of @part for a type of a kind in @kinds. */
TmClue tm_classify_sights(TmClassifier *classifier, const TmPart *part, guint kinds);

/* Returns the generic stencil of a kind, or NULL. */
const TmStencil *tm_classify_root(const TmTemplate *template, TmKind kind);

void tm_classify_flow(TmClassifier *classifier, TmFlow *flow);

G_END_DECLS
