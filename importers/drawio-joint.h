/* Flows that are drawn in two halves, with a number or a lock between them. */
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

/* One half of a flow: @edge joins @element to the badge. */
typedef struct {
    DrawioCell *edge;
    DrawioCell *element;
    const char *label;
} DrawioHalf;

/* Called for each way through a badge, from the element of @in to the element of @out. */
typedef void (*DrawioPassage)(const DrawioHalf *in, const DrawioHalf *out, gpointer data);

void tm_drawio_joints_join(const DrawioJoints *joints, DrawioPassage passage, gpointer data);

G_END_DECLS
