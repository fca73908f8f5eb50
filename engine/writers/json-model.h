/* The parts of the JSON writer. Keys and their order: contract.md section 2. */
#pragma once

#include "json.h"
#include "tm.h"

G_BEGIN_DECLS

/* Sets a text, unless it is NULL or empty. */
void tm_json_set_known(TmJson *object, const char *key, const char *value);

/* Sets "line" and "column", as far as the format tells them. */
void tm_json_set_place(TmJson *object, TmPlace place);

/* Sets an array of texts. */
void tm_json_set_texts(TmJson *object, const char *key, const GPtrArray *texts);

/* Sets an array of the ids of parts: elements, flows or boundaries, which all begin with their
 * TmPart. */
void tm_json_set_ids(TmJson *object, const char *key, const GPtrArray *parts);

#define TM_JSON_STEP 32 /* parts, or threats, that are written in one step */

/* The model of a report, on its way into a stream. */
typedef struct {
    const TmReport *report;
    TmJsonStream *stream;
    guint diagram; /* the one at work */
    guint list;    /* of its elements, flows, boundaries */
    guint next;    /* of that list */
} TmJsonModel;

/* The key "model": begin, step until it returns FALSE. */
TmJsonModel tm_json_model_begin(const TmReport *report, TmJsonStream *stream);
gboolean tm_json_model_step(TmJsonModel *model);

G_END_DECLS
