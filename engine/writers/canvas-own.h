/* The list of marks of a canvas. */
#pragma once

#include "canvas.h"

G_BEGIN_DECLS

#define TM_CANVAS_FONT "Helvetica,Arial,sans-serif"

typedef enum {
    TM_MARK_OPEN,
    TM_MARK_CLOSE,
    TM_MARK_LINE,
    TM_MARK_POLYGON,
    TM_MARK_CURVE,
    TM_MARK_ELLIPSE,
    TM_MARK_TEXT,
} TmMarkKind;

typedef struct {
    TmMarkKind kind;
    TmPen pen;
    TmFont font;
    gboolean left; /* a text begins at its point */
    double width;  /* of a text */
    guint first;   /* of its points; an ellipse has its centre and its radii */
    guint count;
    const char *text; /* or the title of a group */
    const char *id;
    const char *class;
    const char *link; /* of a group, and where it ends; NULL: it leads nowhere */
} TmMark;

struct TmCanvas {
    double width;
    double height;
    GArray *marks;  /* TmMark */
    GArray *points; /* TmPoint */
    TmPool pool;
};

/* Appends a number with at most two places behind the point, in no locale. */
void tm_canvas_number(GString *out, double number);

G_END_DECLS
