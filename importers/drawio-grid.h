/* Finds the vertices near a place without looking at all of them. */
#pragma once

#include "drawio-cell.h"

G_BEGIN_DECLS

typedef struct DrawioGrid DrawioGrid;

/* Holds those of @cells that are vertices of the page (not labels of edges). */
DrawioGrid *tm_drawio_grid_new(const GPtrArray *cells);
void tm_drawio_grid_free(DrawioGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DrawioGrid, tm_drawio_grid_free)

typedef void (*DrawioVisit)(DrawioCell *cell, gpointer data);

/* Calls @visit once for each vertex whose box meets @box, in no particular order. A hostile page
 * has everything on top of everything: after many millions of visits the grid falls silent. */
void tm_drawio_grid_visit(DrawioGrid *grid, TmBox box, DrawioVisit visit, gpointer data);

/* Geometry of boxes. */
gboolean tm_drawio_box_holds(TmBox box, TmPoint point);
double tm_drawio_box_distance(TmBox box, TmPoint point); /* 0 inside */
double tm_drawio_box_area(TmBox box);
TmPoint tm_drawio_box_centre(TmBox box);
gboolean tm_drawio_box_meets(TmBox a, TmBox b);
TmBox tm_drawio_box_grown(TmBox box, double by);

/* The part of @a that is also in @b, 0 to 1. */
double tm_drawio_box_share(TmBox a, TmBox b);

G_END_DECLS
