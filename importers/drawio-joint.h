/* Flows that are drawn in two halves: with a number or a lock between them, or end to end. */
#pragma once

#include "drawio-end.h"

G_BEGIN_DECLS

typedef struct DrawioJoints DrawioJoints;

DrawioJoints *tm_drawio_joints_new(void);
void tm_drawio_joints_free(DrawioJoints *joints);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DrawioJoints, tm_drawio_joints_free)

/* Keeps @edge when one of its ends is a badge that other edges end on too, and returns TRUE. */
gboolean tm_drawio_joints_take(DrawioJoints *joints, DrawioEnds *ends, DrawioCell *edge,
                               const char *label);

/* Keeps @edge when one of its ends is loose and returns TRUE; the other is the element @from or
 * @to. */
gboolean tm_drawio_joints_take_loose(DrawioJoints *joints, DrawioCell *edge, DrawioCell *from,
                                     DrawioCell *to, const char *label);

/* One half of a flow: @edge joins @element to where the halves meet. */
typedef struct {
    DrawioCell *edge;
    DrawioCell *element;
    const char *label;
    gboolean forth;          /* @edge is drawn from @element to where the halves meet */
    const DrawioCell *badge; /* where they meet; NULL: end to end */
} DrawioHalf;

/* Called for each way through such a place, from the element of @in to the element of @out. */
typedef void (*DrawioPassage)(const DrawioHalf *in, const DrawioHalf *out, gpointer data);

void tm_drawio_joints_join(const DrawioJoints *joints, DrawioPassage passage, gpointer data);

/* Called for each half, in the order in which they were taken. */
typedef void (*DrawioLeft)(const DrawioHalf *half, gpointer data);

void tm_drawio_joints_left(const DrawioJoints *joints, DrawioLeft left, gpointer data);

G_END_DECLS
