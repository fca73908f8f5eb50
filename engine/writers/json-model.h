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

/* Returns the model of a report; the caller owns it. */
TmJson *tm_json_model(const TmReport *report);

G_END_DECLS
