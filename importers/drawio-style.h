/* Style strings of draw.io: "ellipse;html=1;dashed=1;". Keys are case-sensitive, the last one of a
 * name wins; words without a value name a shape or a style sheet. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef struct {
    const char *key;
    const char *value; /* "" of a bare word */
} DrawioStyleItem;

/* Which way an arrow points. */
typedef struct {
    gboolean forward;    /* from source to target */
    gboolean backward;   /* from target to source */
    gboolean undirected; /* no head says so: read as forward */
} DrawioHeads;

typedef struct {
    const DrawioStyleItem *items;
    guint n_items;
    const char *shape;        /* what is drawn: see tm_drawio_style() */
    const char *icon_library; /* NULL when it is no icon */
    const char *icon_name;
    gboolean stroke;    /* a line, an arrow, a bracket: no thing by itself */
    gboolean text;      /* bare text, a note or an edge label */
    gboolean boxed;     /* a text with a border or a colour of its own */
    gboolean table;     /* a table or one of its rows */
    gboolean group;     /* holds parts together, draws nothing */
    gboolean container; /* swimlane or container=1 */
    gboolean area;      /* an icon set's group shape */
    gboolean html;
    gboolean dashed;
    gboolean nofill;
    gboolean nostroke;
    double rotation; /* degrees, clockwise */
    gboolean pinned; /* an end is at a place of its own: exitX ... entryY */
    DrawioHeads heads;
    const GPtrArray *sights; /* see drawio-sight.h */
} DrawioStyle;

/* Whether one of @globs, ended by NULL, matches. */
gboolean tm_drawio_matches(const char *text, const char *const *globs);

/* Returns the style, made of texts of @pool. The effective shape is that of `shape=`, else the last
 * bare word, else "rectangle", or "rounded" where rounded=1; a rectangle open at the left or right
 * only is "partialRectangle-store". @text may be NULL. */
DrawioStyle *tm_drawio_style(TmPool *pool, const char *text);

/* For hash tables whose keys are style texts, which are long. */
guint tm_drawio_style_hash(gconstpointer text);

/* Returns the value of a key, or NULL. */
const char *tm_drawio_style_value(const DrawioStyle *style, const char *key);

/* Whether the key has the value "1". */
gboolean tm_drawio_style_on(const DrawioStyle *style, const char *key);

/* Returns the number of a key, or @otherwise where it is absent or no number. */
double tm_drawio_style_number(const DrawioStyle *style, const char *key, double otherwise);

G_END_DECLS
