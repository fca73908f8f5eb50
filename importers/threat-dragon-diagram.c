/* The cells of a diagram of Threat Dragon become elements and boundaries. */
#include <string.h>

#include "threat-dragon-own.h"

static void
say(TmDragon *dragon, const char *code, const DragonCell *cell, const char *text)
{
    TmMessage *message =
        tm_model_add_message(dragon->model, code, dragon->diagram, NULL, cell->node->place, text,
                             *cell->name != '\0' ? cell->name : cell->id);

    message->cell = cell->id;
}

/* Of two cells with one id the first is what lines mean. */
static void
remember(TmDragon *dragon, const DragonCell *cell, TmPart *part)
{
    if (!g_hash_table_contains(dragon->cells, cell->id))
        g_hash_table_insert(dragon->cells, (gpointer)cell->id, part);
    else
        tm_model_add_message(dragon->model, "H27", dragon->diagram, part, part->place,
                             "another cell has the id %s: this one is %s", cell->id, part->id);
}

static void
read_element(TmDragon *dragon, const DragonCell *cell)
{
    static const TmKind kinds[] = {
        [DRAGON_ACTOR] = TM_EXTERNAL, [DRAGON_PROCESS] = TM_PROCESS, [DRAGON_STORE] = TM_STORE};
    TmElement *element =
        tm_model_add_element(dragon->model, dragon->diagram, cell->id, cell->node->place);

    element->part.kind = kinds[cell->role];
    element->placed = tm_tree_box(cell->node, &element->box);
    remember(dragon, cell, &element->part);
    tm_dragon_describe(dragon, cell, &element->part);
}

static void
read_box(TmDragon *dragon, const DragonCell *cell)
{
    TmBoundary *boundary =
        tm_model_add_boundary(dragon->model, dragon->diagram, cell->id, cell->node->place);

    boundary->placed = tm_tree_box(cell->node, &boundary->box);
    remember(dragon, cell, &boundary->part);
    tm_dragon_describe(dragon, cell, &boundary->part);
}

/* With one vertex it is a curve through that. */
static void
read_curve(TmDragon *dragon, const DragonCell *cell)
{
    TmBoundary *boundary =
        tm_model_add_boundary(dragon->model, dragon->diagram, cell->id, cell->node->place);

    boundary->line = TRUE;
    boundary->points = tm_dragon_points(dragon, cell, &boundary->n_points);
    boundary->placed = boundary->points != NULL;
    boundary->curve = boundary->n_points == 3;
    remember(dragon, cell, &boundary->part);
    tm_dragon_describe(dragon, cell, &boundary->part);
}

static void
read_cell(TmDragon *dragon, const DragonCell *cell)
{
    switch (cell->role) {
    case DRAGON_ACTOR:
    case DRAGON_PROCESS:
    case DRAGON_STORE:
        read_element(dragon, cell);
        break;
    case DRAGON_BOX:
        read_box(dragon, cell);
        break;
    case DRAGON_TEXT:
        say(dragon, "H21", cell, "\"%s\" is left out: no element, flow or boundary");
        break;
    case DRAGON_UNKNOWN:
        say(dragon, "H23", cell, "nothing is known of what \"%s\" is: it is left out");
        break;
    case DRAGON_CURVE: /* may end on an element, as flows do */
    case DRAGON_FLOW:
        break;
    }
}

static void
read_line(TmDragon *dragon, const DragonCell *cell)
{
    if (cell->role == DRAGON_FLOW)
        tm_dragon_read_flow(dragon, cell);
    else if (cell->role == DRAGON_CURVE)
        read_curve(dragon, cell);
}

void
tm_dragon_read_cells(TmDragon *dragon, const TmYaml *cells)
{
    for (guint i = 0; i < tm_tree_count(cells); i++) {
        const DragonCell cell = tm_dragon_cell(dragon, &cells->items[i]);
        read_cell(dragon, &cell);
    }
    for (guint i = 0; i < tm_tree_count(cells); i++) {
        const DragonCell cell = tm_dragon_cell(dragon, &cells->items[i]);
        read_line(dragon, &cell);
    }
    for (guint i = 0; i < tm_tree_count(cells); i++) {
        const DragonCell cell = tm_dragon_cell(dragon, &cells->items[i]);
        tm_dragon_read_threats(dragon, &cell, g_hash_table_lookup(dragon->cells, cell.id));
    }
}
