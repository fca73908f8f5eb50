/* What an importer saw (shape, icon, words) becomes a stencil, with confidence and evidence.
 * Rules and order: templates.md section 5.5. Importers that need
 * the words of a label to tell an element from a boundary use classify-words.h. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Gives every part of @model its type, kind and confidence. Stated types stay. */
void tm_classify(TmModel *model, const TmTemplate *template);

/* The same in small steps: step until it returns FALSE. */
typedef struct TmClassifier TmClassifier;
TmClassifier *tm_classify_begin(TmModel *model, const TmTemplate *template);
gboolean tm_classify_step(TmClassifier *classifier);
void tm_classify_end(TmClassifier *classifier); /* frees @classifier, at any moment */

G_END_DECLS
