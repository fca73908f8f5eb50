/* Places of SARIF: a file and where in it. Columns are characters there, bytes with us. */
#pragma once

#include "json.h"
#include "tm.h"

G_BEGIN_DECLS

/* The text of a model, and where its lines begin. */
typedef struct {
    const TmModel *model;
    GArray *lines; /* gsize */
} TmSarifText;

/* @lines of the result belong to the caller. */
TmSarifText tm_sarif_text(const TmModel *model);

/* Returns a physicalLocation. @file: NULL is the model's. */
TmJson *tm_sarif_physical(const TmSarifText *text, const char *file, TmPlace place);

G_END_DECLS
