/* Where the parts of a diagram stand in a file that is drawn anew: there a boundary holds what lies
 * in its box, so the author's places are kept only if they say what the diagram means. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Whole pixels. */
typedef struct {
    gint64 left;
    gint64 top;
    gint64 width;
    gint64 height;
} TmPlaceBox;

typedef struct {
    gboolean drawn;     /* where the author put them */
    GArray *elements;   /* TmPlaceBox, by index */
    GArray *boundaries; /* TmPlaceBox; of a line the box around it */
} TmPlaces;

/* Finds a place for every part: where the author put them, if the boxes say what the diagram
 * means, else one beside the other. */
TmPlaces *tm_places_new(const TmDiagram *diagram);
void tm_places_free(TmPlaces *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmPlaces, tm_places_free)

/* Whether the box of @part lies in that of a boundary. */
gboolean tm_places_hold(const TmPlaces *places, const TmPart *part, const TmBoundary *boundary);

/* Puts all parts side by side, with every boundary around what is in it. */
void tm_places_lay_out(const TmDiagram *diagram, TmPlaces *places);

G_END_DECLS
