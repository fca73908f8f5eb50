/* What the files drawio*.c share: a draw.io file that came in, by its bytes, and what we put into
 * it (drawio-format.md sections 3, 6 and 7). Private to them. */
#pragma once

#include "drawio-packed.h"
#include "edits.h"
#include "markup.h"
#include "writers.h"

G_BEGIN_DECLS

/* --- drawio-scan.c: the cells of a page --------------------------------------------------- */

typedef struct {
    const char *id;     /* unique in the page: as the importer has it */
    gboolean renamed;   /* the file has another id there, or none */
    const char *parent; /* id, or NULL */
    TmSpan at;          /* all of it */
    TmTag wrapper;      /* the tag around its mxCell; empty where there is none */
    TmTag cell;         /* the mxCell */
    gboolean vertex;
    gboolean edge;
    gboolean hidden; /* by its own word */
    gboolean collapsed;
    gboolean goes;  /* a badge of ours, to be written anew, or a second layer of ours */
    gboolean layer; /* our layer */
} TmDrawioCell;

typedef struct {
    const char *text; /* from <mxGraphModel to its end */
    gsize length;
    TmPool pool;
    GPtrArray *cells;          /* TmDrawioCell */
    GHashTable *by_id;         /* of those that stay */
    const TmDrawioCell *root;  /* NULL: there is none */
    const TmDrawioCell *ours;  /* our layer, or NULL */
    const TmDrawioCell *layer; /* the first layer that is not ours, or the root */
    const TmDrawioCell *last;  /* the last layer, or NULL */
    TmSpan indent;             /* blanks before a cell */
    gsize stray;               /* the first text between tags, or 0: draw.io refuses such a page */
} TmDrawioPage;

TmDrawioPage *tm_drawio_page_new(const char *text, gsize length);
void tm_drawio_page_free(TmDrawioPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmDrawioPage, tm_drawio_page_free)

/* Whether the page does not show the cell, by its own word or by that of what it is in. */
gboolean tm_drawio_page_hides(const TmDrawioPage *page, const TmDrawioCell *cell);

/* --- drawio-badge.c: what is put in ------------------------------------------------------- */

/* What a cell wears: @cell is its id, NULL where the whole page wears the threats. */
typedef struct {
    const char *cell;
    gboolean flow;
    gboolean early; /* a flow whose badge is in the first half of its line */
    gboolean brief; /* a flow whose badge goes to the middle of its line: elsewhere is no room */
    guint lines;    /* of the name of a flow, which stands in the middle of its line */
    gboolean placed;
    TmBox box;           /* of an element that is placed, or of the whole page */
    const TmFlow *drawn; /* of a flow: one whose path is known, or NULL */
    GPtrArray *threats;  /* TmThreat, the worst first */
} TmDrawioWorn;

/* How everything that is put into a page is written. */
typedef struct {
    GString *out;
    const char *indent; /* a line break and blanks, or "" */
    const char *unit;   /* what one more level is set in, or "" */
    gboolean links;     /* there is a page with the report */
} TmDrawioPen;

#define TM_DRAWIO_BADGE_WIDTH 28
#define TM_DRAWIO_PAGE_WIDTH 64 /* of the badge of a page */
#define TM_DRAWIO_SHORT 90      /* a line so short wears its badge in its middle */
#define TM_DRAWIO_BADGE_HEIGHT 16
#define TM_DRAWIO_LETTERS 11 /* size of the name of a flow, where nobody says another */
#define TM_DRAWIO_LINE 14    /* of it */

/* Returns how far above the middle of its line the badge of a flow is that stands above its name.
 */
int tm_drawio_badge_above(const TmDrawioWorn *worn);

/* Appends ` name="value"`, as draw.io writes it. */
void tm_drawio_attribute(GString *out, const char *name, const char *value);

/* Appends what a badge says: "3H" is three threats, the worst of them high. */
void tm_drawio_badge_label(GString *out, const TmDrawioWorn *worn);

int tm_drawio_badge_width(const TmDrawioWorn *worn);

/* Appends how many threats there are and which, a line for each of the worst. */
void tm_drawio_badge_text(GString *out, const GPtrArray *threats);

/* Returns where the middle of the badge of an element is. */
TmPoint tm_drawio_badge_place(const TmDrawioWorn *worn);

/* Says how many lines the name of a flow has: whether its badge is beside it depends on that. */
void tm_drawio_badge_fit(TmDrawioWorn *worn, guint lines);

/* Appends a badge of id @id on @parent: our layer, or the edge that wears it. */
void tm_drawio_badge(const TmDrawioPen *pen, const TmDrawioWorn *worn, const char *id,
                     const char *parent);

/* Appends our layer. */
void tm_drawio_layer(const TmDrawioPen *pen, const char *id, const char *root);

/* --- drawio-page.c ------------------------------------------------------------------------ */

/* Appends the page with what its cells wear (TmDrawioWorn). @links: badges lead to the report. */
void tm_drawio_annotate(const TmDrawioPage *page, const GPtrArray *worn, gboolean links,
                        GString *out);

/* --- drawio-worn.c ------------------------------------------------------------------------ */

/* Returns for each diagram of the report what its cells wear: an array of arrays of TmDrawioWorn.
 * Elements and flows are in file order. The caller owns it. */
GPtrArray *tm_drawio_worn(const TmReport *report, const TmView *view);

/* --- drawio-report.c ---------------------------------------------------------------------- */

/* Appends a page that lists the threats: <diagram> and all that is in it, set in by @indent. */
void tm_drawio_report(const TmReport *report, const TmView *view, const char *indent, GString *out);

/* --- drawio-splice.c ---------------------------------------------------------------------- */

/* Appends the diagram that came in, with its threats. Fails where draw.io would refuse it. */
gboolean tm_drawio_splice(const TmReport *report, const TmView *view, const GPtrArray *worn,
                          GString *out, GError **error);

/* --- drawio-fresh.c ----------------------------------------------------------------------- */

/* Appends a file of a diagram that was none of draw.io's, with its threats. Puts @worn where they
 * are in it. */
void tm_drawio_fresh(const TmReport *report, const TmView *view, const GPtrArray *worn,
                     GString *out);

/* --- drawio-picture.c: what an SVG shows --------------------------------------------------- */

/* Something that is drawn. */
typedef struct {
    const char *cell; /* whose it is, or NULL: the picture does not say */
    gboolean line;    /* not closed */
    TmBox box;
    TmPoint from; /* of a line: its ends, and where its badge may be */
    TmPoint to;
    TmPoint early;
    TmPoint middle;
    TmPoint late;
    double length;
} TmDrawioShape;

typedef struct {
    TmPool pool;
    GArray *shapes;    /* TmDrawioShape */
    GHashTable *by_id; /* cell -> the number of its first shape, from 1 */
} TmDrawioPicture;

/* The length of a path; the point that share of it from its start. */
double tm_drawio_length(const TmPoint *way, guint count);
TmPoint tm_drawio_along(const TmPoint *way, guint count, double share);

TmDrawioPicture *tm_drawio_picture_new(const char *text, gsize length);
void tm_drawio_picture_free(TmDrawioPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmDrawioPicture, tm_drawio_picture_free)

/* --- drawio-mapping.c --------------------------------------------------------------------- */

/* From the diagram to the picture. */
typedef struct {
    const TmDrawioPicture *picture;
    double scale;
    double dx;
    double dy;
    guint votes; /* shapes that are where they should be then */
} TmDrawioMapping;

TmPoint tm_drawio_mapped(const TmDrawioMapping *mapping, TmPoint point);
TmBox tm_drawio_mapped_box(const TmDrawioMapping *mapping, TmBox box);

/* Returns which page of the model the picture shows, and in @best where. */
guint tm_drawio_map(const TmModel *model, const TmDrawioPicture *picture, TmDrawioMapping *best);

G_END_DECLS
