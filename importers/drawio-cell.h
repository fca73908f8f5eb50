/* The cells of a draw.io page, as the file has them and as they stand on the page. */
#pragma once

#include "classify-words.h"
#include "drawio-style.h"
#include "xml.h"

G_BEGIN_DECLS

typedef struct DrawioCell DrawioCell;

/* What a vertex is to a reader of the diagram. */
typedef enum {
    DRAWIO_NOTHING, /* a layer or a group, or not part of the model by its own word */
    DRAWIO_ELEMENT,
    DRAWIO_BOUNDARY,
    DRAWIO_TEXT,       /* free text; the name of @owner, if it has one */
    DRAWIO_LABEL,      /* of the edge that is its parent */
    DRAWIO_DECORATION, /* a note, a legend, a table, a badge */
    DRAWIO_PIECE,      /* belongs to the picture of @owner */
} DrawioRole;

struct DrawioCell {
    guint index; /* in the page, which is also its height above the others */
    const char *id;
    const char *raw;   /* the label as written */
    const char *label; /* the label as read; from tm_drawio_page_resolve() on */
    const DrawioStyle *style;
    const TmXmlAttribute *extra; /* of the wrapper, ended by a NULL name; or NULL */
    TmPlace place;
    gboolean vertex;
    gboolean edge;
    gboolean hidden; /* by itself, or by what it is in */
    gboolean collapsed;
    const char *parent_id;
    const char *source_id;
    const char *target_id;
    gboolean relative;
    gboolean has_box;
    TmBox box;       /* as written: relative to the parent */
    TmBox alternate; /* its size when it is not collapsed */
    TmPoint offset;
    gboolean has_source_point;
    gboolean has_target_point;
    TmPoint source_point;
    TmPoint target_point;
    TmPoint *way; /* way points of an edge */
    guint n_way;

    /* From tm_drawio_page_resolve() on; NULL where the file names what is not there. */
    DrawioCell *parent;
    DrawioCell *source;
    DrawioCell *target;
    guint depth;      /* in the tree of parents, from 1 */
    gboolean settled; /* @origin and @at are known */
    TmPoint origin;   /* of what it holds */
    TmBox at;         /* on the page, turned as it is seen */
    guint n_edges;
    guint n_children; /* vertices */
    guint n_texts;    /* that stand on it and have no other place */

    /* From tm_drawio_assign_roles() on. */
    DrawioRole role;
    DrawioCell *owner;  /* of a piece, or of a text that names it or lies on it */
    DrawioCell *title;  /* the text that names it, where it has no label */
    DrawioCell *icon;   /* of a card */
    guint n_inside;     /* elements and boundaries in it */
    DrawioCell *inside; /* one of them */
    gboolean enclosed;  /* by a boundary */
    gboolean counted;   /* of a boundary: @n_inside are its elements only */
    gboolean linked;    /* an edge joins it to a part */
    TmPart *part;
};

/* One page while it is read. */
typedef struct {
    TmModel *model;
    const TmTemplate *template;
    TmDiagram *diagram;
    TmPool *pool;      /* of what is forgotten when the file is read */
    GPtrArray *cells;  /* DrawioCell */
    GHashTable *by_id; /* id -> DrawioCell: the first of that id */
    const TmWords *words;
    GHashTable *vars;  /* name -> text: what placeholders mean in the whole file; or NULL */
    const char **book; /* the text of the register of the whole file; of NULL: none was found yet */
    gboolean has_key;  /* it explains the symbols of data flow diagrams, */
    TmBox key;         /* in this place */
    gboolean has_model; /* it is written as an <mxGraphModel>, */
    const char *packed; /* or compressed: this text; or NULL */
    gboolean inner;     /* was compressed: all its cells stand at @place */
    TmPlace place;
    guint n_messages;
} DrawioPage;

/* Adds a message about a cell (NULL: about the page), unless the page has very many already. */
void tm_drawio_note(DrawioPage *page, const char *code, const DrawioCell *cell, const char *format,
                    ...) G_GNUC_PRINTF(4, 5);

/* Returns an attribute of the cell's wrapper, or NULL. */
const char *tm_drawio_extra(const DrawioCell *cell, const char *name);

/* What a person calls the cell in a message: its label, else its id. */
const char *tm_drawio_cell_name(const DrawioCell *cell);

/* --- reading: drawio-cell.c ------------------------------------------------------------- */

/* The state between the tags of one mxGraphModel. */
typedef struct {
    DrawioPage *page;
    GHashTable *styles; /* text -> DrawioStyle: most cells share theirs */
    DrawioCell *cell;   /* the open one */
    gboolean waiting;   /* @cell is a wrapper that has not seen its mxCell */
    gboolean in_way;
    guint depth;   /* below mxGraphModel */
    GArray *way;   /* TmPoint */
    guint n_cells; /* in the whole file */
    guint n_points;
} DrawioReader;

/* Begins an <mxGraphModel> of @page. */
void tm_drawio_read_begin(DrawioReader *reader, DrawioPage *page);

/* Takes a tag inside of it. Fails above 500,000 cells or 2,000,000 points in a file. */
gboolean tm_drawio_read_start(DrawioReader *reader, const char *name,
                              const TmXmlAttribute *attributes, TmPlace place, GError **error);
void tm_drawio_read_end(DrawioReader *reader, const char *name);

/* --- resolving: drawio-resolve.c ---------------------------------------------------------- */

/* Finds parents and ends, makes ids unique, reads labels, computes places on the page. */
void tm_drawio_page_resolve(DrawioPage *page);

/* Returns the point of a floating end on the page. */
TmPoint tm_drawio_page_point(const DrawioCell *edge, TmPoint point);

/* --- from layers to the model ------------------------------------------------------------- */

/* drawio-register.c: reads the register that a layer carries. Fails where it is none, or there is
 * another one already. */
gboolean tm_drawio_take_register(const DrawioPage *page, GError **error);

/* --- from cells to parts ------------------------------------------------------------------ */

/* drawio-role.c: whether a label speaks of a boundary: zone, DMZ, VPC ... */
gboolean tm_drawio_speaks_of_boundary(const DrawioPage *page, const char *label);

/* drawio-role.c: decides what each vertex is. */
void tm_drawio_assign_roles(DrawioPage *page);

/* drawio-part.c: adds the elements and boundaries to the diagram. */
void tm_drawio_add_parts(DrawioPage *page);

/* drawio-part.c: properties, stated type and sights of @cell for @part. */
void tm_drawio_describe(DrawioPage *page, const DrawioCell *cell, TmPart *part);

/* drawio-flow.c: adds the flows, and the boundaries that are lines. */
void tm_drawio_add_flows(DrawioPage *page);

G_END_DECLS
