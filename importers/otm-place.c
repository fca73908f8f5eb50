/* Where the parts of an Open Threat Model are. Positions count from the corner of the parent. */
#include <math.h>
#include <string.h>

#include "otm-own.h"

#define MAX_DEPTH 100
#define MAX_POINTS 1000
/* Farther out nothing can be drawn. */
#define MAX_COORDINATE 1e7

static void
find_box(const TmOtm *otm, OtmThing *thing)
{
    const TmYaml *list = tm_tree_list(thing->node, "representations");

    for (guint i = 0; i < tm_tree_count(list) && !thing->boxed; i++) {
        const char *id = tm_tree_text(&list->items[i], "representation");
        if (g_hash_table_lookup(otm->pages, id) == thing->diagram)
            thing->boxed = tm_tree_box(&list->items[i], &thing->box);
    }
}

/* Whether the middle of @inner, whose corner counts from that of @outer, is in it. */
static gboolean
holds(TmBox outer, TmBox inner)
{
    const double x = inner.x + inner.width / 2;
    const double y = inner.y + inner.height / 2;

    return x >= 0 && y >= 0 && x <= outer.width && y <= outer.height;
}

/* The examples of the format place things where they are not: what is not in its parent has no
 * place. */
static void
measure(OtmThing *thing, guint depth)
{
    const OtmThing *parent = thing->parent;

    if (thing->measured || depth > MAX_DEPTH)
        return;
    thing->measured = TRUE;
    thing->at = thing->box;
    thing->placed = thing->boxed;
    if (parent == NULL || parent->part == NULL || !thing->boxed)
        return;
    measure(thing->parent, depth + 1);
    thing->at.x += parent->at.x;
    thing->at.y += parent->at.y;
    thing->placed = parent->placed && holds(parent->box, thing->box);
}

static void
set_box(const OtmThing *thing)
{
    TmElement *element;
    TmBoundary *boundary;

    if (thing->part->kind == TM_BOUNDARY) {
        boundary = g_ptr_array_index(thing->diagram->boundaries, thing->part->index);
        boundary->placed = TRUE;
        boundary->box = thing->at;
    } else {
        element = g_ptr_array_index(thing->diagram->elements, thing->part->index);
        element->placed = TRUE;
        element->box = thing->at;
    }
}

static gboolean
is_line(const OtmThing *thing)
{
    const GPtrArray *boundaries = thing->diagram->boundaries;

    return thing->part->kind == TM_BOUNDARY &&
           ((const TmBoundary *)g_ptr_array_index(boundaries, thing->part->index))->line;
}

/* What of a page has a box: the others of it are places or not part of the model. */
static gboolean
wants_box(const OtmThing *thing)
{
    return thing->part != NULL && !is_line(thing);
}

void
tm_otm_place(TmOtm *otm)
{
    g_autoptr(GHashTable) loose = g_hash_table_new(NULL, NULL);

    for (guint i = 0; i < otm->things->len; i++)
        find_box(otm, g_ptr_array_index(otm->things, i));
    for (guint i = 0; i < otm->things->len; i++)
        measure(g_ptr_array_index(otm->things, i), 0);
    for (guint i = 0; i < otm->things->len; i++) {
        const OtmThing *thing = g_ptr_array_index(otm->things, i);
        if (wants_box(thing) && !thing->placed)
            g_hash_table_add(loose, thing->diagram);
    }
    for (guint i = 0; i < otm->things->len; i++) {
        const OtmThing *thing = g_ptr_array_index(otm->things, i);
        if (wants_box(thing) && !g_hash_table_contains(loose, thing->diagram))
            set_box(thing);
    }
}

/* --- lines ------------------------------------------------------------------------------- */

static gboolean
read_number(const char **text, char end, double *number)
{
    char *after = NULL;
    double value = g_ascii_strtod(*text, &after);

    if (after == *text || (*after != end && *after != '\0') || !isfinite(value))
        return FALSE;
    *number = CLAMP(value, -MAX_COORDINATE, MAX_COORDINATE);
    *text = *after != '\0' ? after + 1 : after;
    return TRUE;
}

const TmPoint *
tm_otm_points(TmOtm *otm, const TmYaml *node, guint *count)
{
    const char *text = tm_tree_text(tm_tree_mapping(node, "attributes"), TM_OTM_POINTS);
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(TmPoint));
    TmPoint *kept;
    TmPoint point;

    *count = 0;
    while (points->len < MAX_POINTS && read_number(&text, ',', &point.x) &&
           read_number(&text, ' ', &point.y))
        g_array_append_val(points, point);
    if (points->len < 2)
        return NULL;
    *count = points->len;
    kept = tm_pool_new_n(&otm->model->pool, TmPoint, points->len);
    memcpy(kept, points->data, points->len * sizeof(TmPoint));
    return kept;
}
