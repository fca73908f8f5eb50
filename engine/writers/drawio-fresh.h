/* What drawio-fresh.c and drawio-cells.c share. Private to them. */
#pragma once

#include "dot-plan.h"
#include "drawio-own.h"
#include "places.h"

G_BEGIN_DECLS

/* A page that is being written. */
typedef struct {
    const TmReport *report;
    const TmDiagram *diagram;
    const TmDotPlan *plan;
    const TmPlaces *places;
    const char *root;   /* id of the root cell */
    const char *layer;  /* id of the author's layer */
    GHashTable *joined; /* "3 7", two elements -> how many arrows join them so far */
    GHashTable *worn;   /* cell -> TmDrawioWorn: flows get the path that is written */
    TmPool *pool;       /* of those paths */
    GString *out;
} TmDrawioFresh;

/* Returns where an element or a boundary is on the page. */
TmPlaceBox tm_drawio_fresh_box(const TmDrawioFresh *fresh, const TmPart *part);

/* Appends the cells of all parts. */
void tm_drawio_cells(const TmDrawioFresh *fresh);

G_END_DECLS
