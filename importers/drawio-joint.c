/* Flows that are drawn in two halves: with a number or a lock between them, or end to end. */
#include <math.h>

#include "drawio-joint.h"

#define MAX_PASSAGES 64 /* through one place */
#define REACH 10        /* pixels between loose ends that meet */

typedef struct {
    TmPoint point; /* of loose ends */
    GArray *in;    /* DrawioHalf */
    GArray *out;   /* DrawioHalf */
} Joint;

struct DrawioJoints {
    GHashTable *of_cell; /* DrawioCell -> Joint */
    GHashTable *of_tile; /* gint64 -> Joint: the last one in a tile of REACH pixels */
    GArray *halves;      /* DrawioHalf */
    GPtrArray *joints;   /* in the order of the file */
};

static void
free_joint(gpointer data)
{
    Joint *joint = data;

    g_array_unref(joint->in);
    g_array_unref(joint->out);
    g_free(joint);
}

DrawioJoints *
tm_drawio_joints_new(void)
{
    DrawioJoints *joints = g_new0(DrawioJoints, 1);

    joints->of_cell = g_hash_table_new(NULL, NULL);
    joints->of_tile = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    joints->halves = g_array_new(FALSE, FALSE, sizeof(DrawioHalf));
    joints->joints = g_ptr_array_new_with_free_func(free_joint);
    return joints;
}

void
tm_drawio_joints_free(DrawioJoints *joints)
{
    g_hash_table_unref(joints->of_cell);
    g_hash_table_unref(joints->of_tile);
    g_array_unref(joints->halves);
    g_ptr_array_unref(joints->joints);
    g_free(joints);
}

static gboolean
is_joint(const DrawioCell *cell)
{
    return cell != NULL && cell->vertex && cell->role == DRAWIO_DECORATION && cell->owner == NULL &&
           cell->n_edges > 1;
}

static Joint *
add_joint(DrawioJoints *joints)
{
    Joint *joint = g_new0(Joint, 1);

    joint->in = g_array_new(FALSE, FALSE, sizeof(DrawioHalf));
    joint->out = g_array_new(FALSE, FALSE, sizeof(DrawioHalf));
    g_ptr_array_add(joints->joints, joint);
    return joint;
}

static Joint *
joint_of(DrawioJoints *joints, DrawioCell *cell)
{
    Joint *joint = g_hash_table_lookup(joints->of_cell, cell);

    if (joint == NULL) {
        joint = add_joint(joints);
        g_hash_table_insert(joints->of_cell, cell, joint);
    }
    return joint;
}

static gint64
tile_of(double x, double y)
{
    return (gint64)floor(x / REACH) * G_GINT64_CONSTANT(0x100000000) + (gint64)floor(y / REACH);
}

static Joint *
joint_at(DrawioJoints *joints, TmPoint point)
{
    Joint *joint;
    gint64 *key;

    for (int i = 0; i < 9; i++) {
        const gint64 tile = tile_of(point.x + (i % 3 - 1) * REACH, point.y + (i / 3 - 1) * REACH);
        joint = g_hash_table_lookup(joints->of_tile, &tile);
        if (joint != NULL && hypot(joint->point.x - point.x, joint->point.y - point.y) <= REACH)
            return joint;
    }
    joint = add_joint(joints);
    joint->point = point;
    key = g_new(gint64, 1);
    *key = tile_of(point.x, point.y);
    g_hash_table_replace(joints->of_tile, key, joint);
    return joint;
}

static void
add_half(DrawioJoints *joints, Joint *joint, const DrawioHalf *half)
{
    const DrawioHeads heads = half->edge->style->heads;

    g_array_append_val(joints->halves, *half);
    if (half->forth ? heads.forward : heads.backward)
        g_array_append_val(joint->in, *half);
    if (half->forth ? heads.backward : heads.forward)
        g_array_append_val(joint->out, *half);
}

gboolean
tm_drawio_joints_take(DrawioJoints *joints, DrawioEnds *ends, DrawioCell *edge, const char *label)
{
    const gboolean at_target = is_joint(edge->target);
    DrawioCell *from = NULL;
    DrawioCell *to = NULL;
    DrawioCell *badge = at_target ? edge->target : edge->source;
    DrawioHalf half = {edge, NULL, label, at_target, badge};

    if (at_target == is_joint(edge->source) || !tm_drawio_find_ends(ends, edge, &from, &to))
        return FALSE;
    half.element = at_target ? from : to;
    if (half.element == NULL)
        return FALSE;
    add_half(joints, joint_of(joints, badge), &half);
    return TRUE;
}

gboolean
tm_drawio_joints_take_loose(DrawioJoints *joints, DrawioCell *edge, DrawioCell *from,
                            DrawioCell *to, const char *label)
{
    const gboolean at_target = to == NULL;
    const DrawioHalf half = {edge, at_target ? from : to, label, at_target, NULL};
    const gboolean loose = at_target ? edge->target == NULL && edge->has_target_point
                                     : edge->source == NULL && edge->has_source_point;
    TmPoint point;

    if (half.element == NULL || (from != NULL && to != NULL) || !loose)
        return FALSE;
    point = tm_drawio_page_point(edge, at_target ? edge->target_point : edge->source_point);
    add_half(joints, joint_at(joints, point), &half);
    return TRUE;
}

void
tm_drawio_joints_join(const DrawioJoints *joints, DrawioPassage passage, gpointer data)
{
    for (guint i = 0; i < joints->joints->len; i++) {
        const Joint *joint = g_ptr_array_index(joints->joints, i);
        guint n = 0;
        for (guint j = 0; j < joint->in->len * joint->out->len && n < MAX_PASSAGES; j++, n++) {
            const DrawioHalf *in = &g_array_index(joint->in, DrawioHalf, j / joint->out->len);
            const DrawioHalf *out = &g_array_index(joint->out, DrawioHalf, j % joint->out->len);
            if (in->element != out->element)
                passage(in, out, data);
        }
    }
}

void
tm_drawio_joints_left(const DrawioJoints *joints, DrawioLeft left, gpointer data)
{
    for (guint i = 0; i < joints->halves->len; i++)
        left(&g_array_index(joints->halves, DrawioHalf, i), data);
}
