/* The lines of a diagram of Threat Dragon: where they end, and what flows along them. */
#include <math.h>
#include <string.h>

#include "threat-dragon-own.h"
#include "wording.h"

/* Units of the diagram: a line that ends closer to an element is meant to end on it. People see no
 * difference: only what they drag onto the element itself is joined. */
#define BESIDE 40
/* Of a line: more is damage. */
#define MAX_VERTICES 1000
/* Elements that loose ends of a diagram are compared with, in all. */
#define MAX_PAIRS 20000000u

/* --- ends -------------------------------------------------------------------------------- */

/* What the end names: "cell" in version 2, "id" in version 1. */
static TmPart *
named_end(const TmDragon *dragon, const TmYaml *end)
{
    const char *id = tm_tree_text(end, "cell");

    if (*id == '\0')
        id = tm_tree_text(end, "id");
    return *id != '\0' ? g_hash_table_lookup(dragon->cells, id) : NULL;
}

/* From a point to a box: 0 inside. */
static double
distance(TmBox box, TmPoint at)
{
    const double dx = MAX(MAX(box.x - at.x, at.x - box.x - box.width), 0);
    const double dy = MAX(MAX(box.y - at.y, at.y - box.y - box.height), 0);

    return hypot(dx, dy);
}

static double
area(const TmElement *element)
{
    return element->box.width * element->box.height;
}

/* The element that a loose end is dropped beside; of several that hold it the smallest. */
static TmPart *
beside(const TmDragon *dragon, TmPoint at)
{
    const GPtrArray *elements = dragon->diagram->elements;
    TmElement *found = NULL;
    double nearest = BESIDE;

    if ((guint64)elements->len * dragon->diagram->flows->len > MAX_PAIRS)
        return NULL;
    for (guint i = 0; i < elements->len; i++) {
        TmElement *element = g_ptr_array_index(elements, i);
        const double away = element->placed ? distance(element->box, at) : BESIDE;
        if (away > nearest || away >= BESIDE)
            continue;
        if (found == NULL || away < nearest || area(element) < area(found))
            found = element;
        nearest = away;
    }
    return found != NULL ? &found->part : NULL;
}

static TmPart *
find_end(const TmDragon *dragon, const DragonCell *cell, const char *key)
{
    const TmYaml *end = tm_tree_mapping(cell->node, key);
    TmPart *part = named_end(dragon, end);
    TmPoint at;

    return part == NULL && tm_tree_point(end, &at) ? beside(dragon, at) : part;
}

static TmElement *
as_element(const TmDragon *dragon, const TmPart *part)
{
    if (part == NULL || part->kind == TM_FLOW || part->kind == TM_BOUNDARY)
        return NULL;
    return g_ptr_array_index(dragon->diagram->elements, part->index);
}

static gboolean
centre_of(const TmDragon *dragon, const TmPart *part, TmPoint *at)
{
    const TmElement *element = as_element(dragon, part);

    if (element == NULL)
        return FALSE;
    *at = (TmPoint){element->box.x + element->box.width / 2,
                    element->box.y + element->box.height / 2};
    return element->placed;
}

static gboolean
place_end(const TmDragon *dragon, const DragonCell *cell, const char *key, TmPoint *at)
{
    const TmYaml *end = tm_tree_mapping(cell->node, key);

    return tm_tree_point(end, at) || centre_of(dragon, named_end(dragon, end), at);
}

TmPoint *
tm_dragon_points(const TmDragon *dragon, const DragonCell *cell, guint *count)
{
    const TmYaml *vertices = tm_tree_list(cell->node, "vertices");
    const guint most = MIN(tm_tree_count(vertices), MAX_VERTICES);
    TmPoint *points = tm_pool_new_n(&dragon->model->pool, TmPoint, (gsize)most + 2);
    guint last = 1;

    *count = 0;
    if (!place_end(dragon, cell, "source", &points[0]))
        return NULL;
    for (guint i = 0; i < most; i++)
        if (tm_tree_point(&vertices->items[i], &points[last]))
            last++;
    if (!place_end(dragon, cell, "target", &points[last]))
        return NULL;
    *count = last + 1;
    return points;
}

/* --- flows ------------------------------------------------------------------------------- */

static const char *
end_name(const TmDragon *dragon, const TmPart *part)
{
    return part != NULL ? part->called : tm_wording(dragon->model->language, "nothing");
}

static void
leave_out(TmDragon *dragon, const DragonCell *cell, const TmPart *from, const TmPart *to)
{
    const TmPart *boundary = from != NULL && from->kind == TM_BOUNDARY ? from
                             : to != NULL && to->kind == TM_BOUNDARY   ? to
                                                                       : NULL;
    const char *name = *cell->name != '\0' ? cell->name : cell->id;
    TmMessage *message;

    if (boundary != NULL)
        message = tm_model_add_message(
            dragon->model, "H24", dragon->diagram, NULL, cell->node->place,
            "the flow \"%s\" ends on the boundary \"%s\"", name, boundary->called);
    else
        message = tm_model_add_message(
            dragon->model, "H20", dragon->diagram, NULL, cell->node->place,
            "the flow \"%s\" from %s to %s is left out: it does not join two elements", name,
            end_name(dragon, from), end_name(dragon, to));
    message->cell = cell->id;
}

/* Version 2 has a box to tick; before there was one, the head at the other end said so. */
static gboolean
goes_both_ways(const DragonCell *cell)
{
    const TmYaml *line = tm_tree_mapping(tm_tree_mapping(cell->node, "attrs"), "line");

    if (tm_yaml_get(cell->data, "isBidirectional") != NULL)
        return tm_tree_is_true(cell->data, "isBidirectional");
    return *tm_tree_text(tm_tree_mapping(line, "sourceMarker"), "name") != '\0';
}

static TmFlow *
add_flow(TmDragon *dragon, const DragonCell *cell, const char *id, TmElement *from, TmElement *to)
{
    TmFlow *flow =
        tm_model_add_flow(dragon->model, dragon->diagram, id, from, to, cell->node->place);

    flow->cell = cell->id;
    tm_dragon_describe(dragon, cell, &flow->part);
    if (tm_tree_is_true(cell->data, "isPublicNetwork") &&
        tm_template_stencil(dragon->template, "TB.Internet") != NULL)
        tm_model_add_crossing(dragon->model, flow, NULL, "TB.Internet");
    return flow;
}

static void
turn_round(TmPoint *points, guint count)
{
    for (guint i = 0; i < count / 2; i++) {
        const TmPoint swap = points[i];
        points[i] = points[count - 1 - i];
        points[count - 1 - i] = swap;
    }
}

/* A line without vertices between two elements goes as it likes. */
static void
set_path(const TmDragon *dragon, const DragonCell *cell, TmFlow *flow, gboolean backward)
{
    guint count;
    TmPoint *points = tm_dragon_points(dragon, cell, &count);

    if (points == NULL || count < 3)
        return;
    if (backward)
        turn_round(points, count);
    flow->points = points;
    flow->n_points = count;
}

/* A stray line beside an element is no loop: that is joined on purpose. */
static gboolean
is_stray(const TmDragon *dragon, const DragonCell *cell, const TmElement *from, const TmElement *to)
{
    return from == to && (named_end(dragon, tm_tree_mapping(cell->node, "source")) == NULL ||
                          named_end(dragon, tm_tree_mapping(cell->node, "target")) == NULL);
}

void
tm_dragon_read_flow(TmDragon *dragon, const DragonCell *cell)
{
    TmPart *source = find_end(dragon, cell, "source");
    TmPart *target = find_end(dragon, cell, "target");
    TmElement *from = as_element(dragon, source);
    TmElement *to = as_element(dragon, target);
    TmFlow *flow;

    if (from == NULL || to == NULL || is_stray(dragon, cell, from, to)) {
        leave_out(dragon, cell, source, target);
        return;
    }
    flow = add_flow(dragon, cell, cell->id, from, to);
    set_path(dragon, cell, flow, FALSE);
    if (!g_hash_table_contains(dragon->cells, cell->id))
        g_hash_table_insert(dragon->cells, (gpointer)cell->id, &flow->part);
    if (!goes_both_ways(cell))
        return;
    flow = add_flow(dragon, cell, tm_pool_printf(&dragon->model->pool, "%s~reverse", cell->id), to,
                    from);
    flow->reverse = TRUE;
    set_path(dragon, cell, flow, TRUE);
}
