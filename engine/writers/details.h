/* What a report says of a model or of a threat, as lines with labels: for people. What is not known
 * is not there. */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

typedef struct {
    char *text;
    char *link; /* an address of ours that the text leads to; NULL: none */
} TmDetailLine;

typedef struct {
    const char *label; /* "Owner" */
    GPtrArray *lines;  /* TmDetailLine: at least one */
    gboolean list;     /* lines are sentences, not words */
    gboolean listed;   /* a list of threats has a column for it */
    gboolean broken;   /* lines are those of a text: each begins below the other */
} TmDetail;

/* Returns the name of the model, else of its file. Free it. */
char *tm_details_title(const TmReport *report);

/* Returns "shop.dot:9:2", as far as it is known where a message belongs. Free it. */
char *tm_details_place(const TmModel *model, const TmMessage *message);

/* Returns where a threat comes from that no rule makes, or NULL. */
const char *tm_details_origin(const TmThreat *threat);

/* Each returns an array of TmDetail, which the caller owns. */

/* Of the model: the file, the templates, owner, reviewer, assumptions ... */
GPtrArray *tm_details_of_model(const TmReport *report);

/* How a threat was judged, and what people decided: severity, reasons, state, owner ... */
GPtrArray *tm_details_of_threat(const TmReport *report, const TmThreat *threat);

/* What to do about it: questions, controls, mitigations, weaknesses (CWE, CAPEC). */
GPtrArray *tm_details_of_remedies(const TmReport *report, const TmThreat *threat);

G_END_DECLS
