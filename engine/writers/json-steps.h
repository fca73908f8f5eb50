/* The JSON document in small steps, so that a browser can breathe. tm_write() makes them all. */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

typedef struct TmJsonWriting TmJsonWriting;

/* @report and @out must outlive the writing. */
TmJsonWriting *tm_json_write_begin(const TmReport *report, const TmView *view, GString *out);

/* Appends a little. Returns FALSE when that was the last. */
gboolean tm_json_write_step(TmJsonWriting *writing);

/* Frees @writing, at any moment: then @out has the beginning of a document. */
void tm_json_write_end(TmJsonWriting *writing);

G_END_DECLS
