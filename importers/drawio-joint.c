/* Flows that are drawn in two halves, with a number or a lock between them. */
#include "drawio-joint.h"
#include "drawio-heads.h"

#define MAX_PASSAGES 64 /* through one badge */

typedef struct {
    GArray *in;  /* DrawioHalf */
    GArray *out; /* DrawioHalf */
} Joint;

struct DrawioJoints {
    GHashTable *of_cell; /* DrawioCell -> Joint */
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
    joints->joints = g_ptr_array_new_with_free_func(free_joint);
    return joints;
}

void
tm_drawio_joints_free(DrawioJoints *joints)
{
    g_hash_table_unref(joints->of_cell);
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
joint_of(DrawioJoints *joints, DrawioCell *cell)
{
    Joint *joint = g_hash_table_lookup(joints->of_cell, cell);

    if (joint != NULL)
        return joint;
    joint = g_new0(Joint, 1);
    joint->in = g_array_new(FALSE, FALSE, sizeof(DrawioHalf));
    joint->out = g_array_new(FALSE, FALSE, sizeof(DrawioHalf));
    g_hash_table_insert(joints->of_cell, cell, joint);
    g_ptr_array_add(joints->joints, joint);
    return joint;
}

gboolean
tm_drawio_joints_take(DrawioJoints *joints, DrawioEnds *ends, DrawioCell *edge, const char *label)
{
    const gboolean at_target = is_joint(edge->target);
    DrawioHeads heads = tm_drawio_heads(edge->style);
    DrawioCell *from = NULL;
    DrawioCell *to = NULL;
    DrawioHalf half = {edge, NULL, label};
    Joint *joint;

    if (at_target == is_joint(edge->source) || !tm_drawio_find_ends(ends, edge, &from, &to))
        return FALSE;
    half.element = at_target ? from : to;
    if (half.element == NULL)
        return FALSE;
    joint = joint_of(joints, at_target ? edge->target : edge->source);
    if (at_target ? heads.forward : heads.backward)
        g_array_append_val(joint->in, half);
    if (at_target ? heads.backward : heads.forward)
        g_array_append_val(joint->out, half);
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
