/* One label, and whether it covers anything. */
#pragma once

#include "placed-own.h"

G_BEGIN_DECLS

/* Where a label of an element stands. */
typedef enum {
    TM_INSIDE,
    TM_OUTSIDE,
    TM_SPLIT, /* the name inside, chips outside */
} TmWhere;

typedef enum {
    TM_CHIPS_ALL,
    TM_CHIPS_FEW,
    TM_CHIPS_NONE,
} TmChips;

/* A way to write a label. */
typedef struct {
    TmWhere where;
    double size;
    double width; /* points, of a flow's label */
    TmChips chips;
    gboolean broken; /* words may be broken, and the last be cut */
    double badness;
} TmWay;

/* The chips of a part that a way shows. */
const GPtrArray *tm_placed_chips_of(const TmPlacedPart *part, TmChips chips);

/* Writes the label of @part so; returns whether that can be read. */
gboolean tm_placed_write(TmPlacedPart *part, const TmWay *way, TmChips chips, double width);

/* Moves a label there, and returns whether it covers nothing there. */
gboolean tm_placed_try(const TmPlaced *placed, const TmPlacedPart *part, TmPlacedLabel *label,
                       double x, double y);

/* The labels of @part stay where they are. */
void tm_placed_keep(TmPlaced *placed, TmPlacedPart *part, const TmWay *way);

/* placed-lines.c: find places for labels of boundaries and of flows. */
void tm_placed_label_boundary(TmPlaced *placed, TmPlacedPart *part);
void tm_placed_label_flow(TmPlaced *placed, TmPlacedPart *flow);

G_END_DECLS
