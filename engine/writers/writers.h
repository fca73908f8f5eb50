/* From a report to bytes: one file for a format, one line in the table. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef enum {
    TM_NOTATION_AUTHOR,
    TM_NOTATION_DFD,
} TmNotation;

/* What to show. It narrows the threats that are written, never the summary. All zero: everything.
 */
typedef struct {
    const char *page; /* name, id or number (from 1) of the only page to show; NULL: all */
    gboolean only_stated;
    TmSeverity min_severity;
    const char *category; /* first letters of the categories to show, "STRIDE"; NULL: all */
    TmNotation notation;
    gboolean one_line;         /* JSON on one line */
    gboolean report_page;      /* draw.io: add a page that lists the threats */
    gboolean uncompress;       /* draw.io: write compressed pages as plain XML */
    guint seconds;             /* that a picture may take; 0: as its writer thinks */
    gboolean bare;             /* a picture without title and legend */
    const char *version;       /* of the program, for "tool" */
    const GPtrArray *pictures; /* by index of the diagram: its SVG, or NULL; NULL: there are none */
    const char *report;        /* address of the HTML report, for pictures: "shop.html"; "": they
                                * stand in it; NULL: there is none */
    const char *picture;       /* address of the picture, for Markdown: "shop.svg"; NULL: none */
    GString *notes;            /* gets what is left out of an output; NULL: nobody asks */
    const char *today;         /* "2026-11-21", for formats that date changes; NULL: not known */
} TmView;

typedef struct {
    const char *name;
    const char *extensions; /* separated by blanks, without dots */
    const char *about;
    gboolean (*write)(const TmReport *report, const TmView *view, GString *out, GError **error);
    gboolean pictured; /* shows TmView.pictures */
} TmWriter;

/* All writers, ended by NULL. */
extern const TmWriter *const tm_writers[];

/* Returns the writer of that name, or NULL. */
const TmWriter *tm_writer(const char *name);

/* Appends @report to @out in the format @name. On failure @out is as before. */
gboolean tm_write(const TmReport *report, const TmView *view, const char *name, GString *out,
                  GError **error);

/* Whether a view shows a threat, or a page of the report's model. */
gboolean tm_view_threat(const TmView *view, const TmThreat *threat);
gboolean tm_view_diagram(const TmView *view, const TmDiagram *diagram);

/* Returns the page that a picture shows: the one that is wanted, else the first with anything on
 * it, else the first; or NULL. */
const TmDiagram *tm_view_page(const TmView *view, const TmModel *model);

G_END_DECLS
