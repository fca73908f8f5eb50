/* A draw.io file while it is read: drawio.c finds its pages, drawio-page.c makes them parts of the
 * model. Private to the two. */
#pragma once

#include "drawio-cell.h"

G_BEGIN_DECLS

typedef struct {
    TmModel *model;
    const TmTemplate *template;
    TmPool pool;
    DrawioReader reader;
    GPtrArray *pages; /* DrawioPage, in file order */
    GHashTable *vars; /* what the file says that placeholders mean, or NULL */
    const char *book; /* the text of the register inside, or NULL */
    gsize budget;     /* for inflating */
    TmPlace wrapping; /* of a diagram inside of a picture, else TM_NOWHERE */
    GError *error;

    /* Of the tags of the file. */
    TmXml *tags;         /* NULL: they are read */
    DrawioPage *page;    /* the open one, or NULL */
    GString *text;       /* of the open <diagram> */
    guint depth;         /* of tags */
    guint diagram_depth; /* of the open <diagram>, or 0 */
    guint model_depth;   /* of the open <mxGraphModel>, or 0 */
    guint report_depth;  /* of our own page, or 0 */

    /* Of the pages, one after the other. */
    guint next;        /* position of the page at work */
    guint pass;        /* over its cells, from 1; 0: it is still to be read */
    TmXml *inner;      /* tags of a page that was packed, */
    GString *unpacked; /* which are in this text; both or neither is NULL */
    guint n_read;      /* pages */
    GError *damage;    /* the first page that could not be read */
} DrawioFile;

/* Some of a packed page, or one pass over the cells of a page. Returns FALSE when all is done, or
 * when DrawioFile.error is set. */
gboolean tm_drawio_pages_step(DrawioFile *file);

/* Frees what a page at work needs. */
void tm_drawio_pages_end(DrawioFile *file);

G_END_DECLS
