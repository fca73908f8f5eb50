/* One diagram on its way from bytes to a report, a step at a time. */
#pragma once

#include "importers.h"
#include "json-steps.h"
#include "remembered.h"
#include "request.h"

G_BEGIN_DECLS

/* How far a verb wants a diagram to be. */
typedef enum {
    TM_NEEDS_TEMPLATE,
    TM_NEEDS_REPORT,
    TM_NEEDS_WHAT_IS_THERE, /* a report where there is a text */
} TmNeeds;

typedef struct {
    TmRequest request;
    const char *version; /* of the program */
    TmRemembered remembered;
    TmTemplate *inside; /* of a .tm7; NULL: @remembered counts */
    TmRegister *beside; /* NULL: there is none */
    TmImport *import;   /* at work, as @check and @writing; else NULL */
    TmModel *model;     /* NULL: not read yet, as @report */
    TmCheck *check;
    TmReport *report;
    TmJsonWriting *writing;
    guint next; /* step */
} TmWork;

/* @version must outlive the work. */
void tm_work_init(TmWork *work, const char *version);
void tm_work_clear(TmWork *work);

/* Forgets the request and what was made for it, but not the templates. */
void tm_work_forget(TmWork *work);

/* Does a little. Returns FALSE when all that is needed is there, or when @error is set. */
gboolean tm_work_step(TmWork *work, TmNeeds needs, GError **error);

/* Returns how messages call the register beside the diagram; free it. */
char *tm_work_register_name(const TmWork *work);

/* The template by which the diagram is checked. */
const TmTemplate *tm_work_template(const TmWork *work);

G_END_DECLS
