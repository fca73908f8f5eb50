/* How a part looks: as its author drew it, or in DFD notation. */
#pragma once

#include "dot-attribute.h"

G_BEGIN_DECLS

/* Whether a node is drawn in a shape that its author chose and that can hold our label. */
gboolean tm_dot_keeps_shape(const TmDotDrawing *drawing, const TmPart *part);

/* Appends shape, fill and line of an element. */
void tm_dot_shape(const TmDotDrawing *drawing, const TmPart *part);

/* Appends where a layout program put a boundary, if it did. */
void tm_dot_place(const TmDotDrawing *drawing, const TmPart *boundary);

/* Appends the line of a flow. */
void tm_dot_line(const TmDotDrawing *drawing, const TmFlow *flow);

G_END_DECLS
