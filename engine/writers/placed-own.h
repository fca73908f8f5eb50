/* What the files of placed.h share. Points: those of the canvas before it is moved to its edge. */
#pragma once

#include "canvas.h"
#include "chip.h"
#include "dot-plan.h"
#include "placed.h"
#include "space.h"
#include "wrap.h"

G_BEGIN_DECLS

#define TM_INK "#2c3e50"
#define TM_INK_FLOW "#44515e"
#define TM_RED "#c0392b"
#define TM_GREY "#8a949e"

/* How an element is drawn. */
typedef enum {
    TM_FORM_BOX,
    TM_FORM_ROUND,
    TM_FORM_ELLIPSE,
    TM_FORM_STORE,
} TmForm;

/* A name and chips, laid out. */
typedef struct {
    TmBox at;
    TmWrap wrap;
    double size;            /* points, of its letters */
    const GPtrArray *chips; /* TmChip */
    gboolean outside;       /* of what it names */
} TmPlacedLabel;

typedef struct {
    const TmPart *part;
    const GPtrArray *threats;
    GPtrArray *chips; /* TmChip: at most four */
    GPtrArray *few;   /* at most two */
    GPtrArray *none;
    TmBox box;
    TmForm form;
    gboolean holds; /* other elements are inside */
    TmPoint *path;  /* of a flow, or of a boundary that is a line */
    guint n_path;
    const char *name;  /* what its label says */
    gboolean drawn;    /* that is not its name, but what its author drew instead */
    gboolean labelled; /* @label has a place */
    TmPlacedLabel label;
    gboolean badged; /* chips are apart from the name */
    TmPlacedLabel badge;
} TmPlacedPart;

typedef struct {
    const TmReport *report;
    const TmView *view;
    const TmDotPlan *plan;
    const TmDiagram *diagram;
    const TmLayout *layout; /* NULL: where the author placed things */
    const char *simplified; /* what the picture says of that */
    double scale;           /* points for a unit of the diagram */
    TmPlacedPart *elements; /* as the arrays of the diagram */
    TmPlacedPart *flows;    /* a path of no points: is drawn as part of another */
    TmPlacedPart *boundaries;
    TmBox bounds;    /* of everything */
    TmSpace *shapes; /* elements */
    TmSpace *labels;
    double badness; /* how far labels are from what we want */
    guint homeless; /* labels without a place */
    TmPool pool;
} TmPlaced;

/* placed.c: how a part is drawn; the name that stands in it, and whether that is its icon's. */
TmForm tm_placed_form(const TmReport *report, const TmView *view, const TmPart *part);

/* placed-angles.c: whether draw.io chose where a line ends on @box: on the way to @other. */
gboolean tm_placed_is_free(TmBox box, TmPoint end, TmPoint other);

/* placed-angles.c: appends to @path a line of right angles from @from to @to through @points. */
void tm_placed_angles(GArray *path, const TmPlacedPart *from, const TmPlacedPart *to,
                      TmPoint *points, guint count);

/* placed-route.c: appends a point, if it is not there already. */
void tm_placed_add(GArray *path, double x, double y);

/* placed-route.c: fills the paths of all flows, and of boundaries that are lines. */
void tm_placed_route(TmPlaced *placed);

/* placed-label.c: finds places for all labels. */
void tm_placed_label(TmPlaced *placed);

/* placed-try.c: measures a label with letters of @size in @width, with @chips. */
TmPlacedLabel tm_placed_measure(const char *name, const GPtrArray *chips, double size,
                                double width);

/* placed-draw.c: draws everything but the title. @move: from its points to those of the canvas. */
void tm_placed_draw_parts(const TmPlaced *placed, TmCanvas *canvas, TmPoint move);

/* placed-head.c: title, legend, chips of the whole model, notes; NULL measures only. Returns the
 * size of all that. */
TmBox tm_placed_head(const TmPlaced *placed, TmCanvas *canvas, double width);

/* placed-draw.c: one row of chips, centred or from the left; returns its width. */
double tm_placed_chips(TmCanvas *canvas, const GPtrArray *chips, guint first, guint end,
                       TmPoint at);

/* placed-try.c: the end of the row of chips that begins with @first, at most @width wide. */
guint tm_placed_row(const GPtrArray *chips, guint first, double width, double *used);

G_END_DECLS
