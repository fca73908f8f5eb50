/* The reports of several files on one page: a row for each diagram, the worst first. A survey keeps
 * what it shows, not the reports. */
#pragma once

#include "writers.h"

G_BEGIN_DECLS

/* One page of one file. */
typedef struct {
    const char *file;
    const char *title; /* of the model; "" where nobody named it */
    const char *page;  /* its name; "" in a file that has one page only */
    const char *id;    /* of the page */
    guint order;       /* in which it came */
    guint elements;
    guint flows;
    guint threats;               /* all of them, whatever the view shows */
    guint closed;                /* mitigated or not applicable */
    guint unreviewed;            /* open, and nobody has decided anything */
    guint expired;               /* decided until a day that is over */
    guint fresh;                 /* open, and an earlier run had it not */
    guint open[TM_CRITICAL + 1]; /* by severity */
} TmSurveyRow;

/* A threat that is open and that the view shows, or a warning about a drawing. */
typedef struct {
    const TmSurveyRow *row; /* of a warning: NULL */
    const char *file;
    TmPlace place;
    const char *id;   /* of a warning its code */
    const char *type; /* the same without what it is about */
    const char *text;
    const char *cell; /* ' (page "Payments", cell f1)' or "" */
    guint order;
    TmSeverity severity; /* of a warning: TM_LOW */
    gboolean stated;
    gboolean fresh; /* an earlier run had it not */
    guint score;
    TmState state;
} TmSurveyLine;

/* A file that could not be read: "file:line:column: error: text". */
typedef struct {
    const char *file;
    const char *text;
} TmSurveyRefusal;

typedef struct {
    GPtrArray *rows;     /* TmSurveyRow */
    GPtrArray *threats;  /* TmSurveyLine */
    GPtrArray *warnings; /* TmSurveyLine */
    GPtrArray *refusals; /* TmSurveyRefusal */
    gboolean compared;   /* with an earlier run: what is fresh says something */
    guint files;         /* that were read */
    TmPool pool;
} TmSurvey;

TmSurvey *tm_survey_new(void);
void tm_survey_free(TmSurvey *survey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmSurvey, tm_survey_free)

/* Adds what the report says; it may be freed then. */
void tm_survey_add(TmSurvey *survey, const TmReport *report, const TmView *view);
void tm_survey_refuse(TmSurvey *survey, const char *file, const char *text);

/* Puts the worst first, after the last was added. */
void tm_survey_sort(TmSurvey *survey);

/* The sum of all rows; it has no names. */
TmSurveyRow tm_survey_total(const TmSurvey *survey);

/* Appends "3 threats are open, 2 of them unreviewed, 1 new": of the sum of all rows, or of one. */
void tm_survey_say_open(GString *out, const TmSurvey *survey, const TmSurveyRow *row);

/* Returns how many threats of a row are open. */
guint tm_survey_open(const TmSurveyRow *row);

typedef struct {
    const char *name;
    const char *extensions; /* separated by blanks, without dots */
    void (*write)(const TmSurvey *survey, const TmView *view, GString *out);
} TmSurveyWriter;

/* All of them, ended by NULL; and the one of that name, or NULL. */
extern const TmSurveyWriter *const tm_survey_writers[];
const TmSurveyWriter *tm_survey_writer(const char *name);

G_END_DECLS
