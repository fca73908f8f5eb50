/* Free text as a name: pairs of a nameless thing and a text near it, the closest first. */
#include <math.h>
#include <string.h>

#include "drawio-look.h"
#include "drawio-name.h"

#define NEAR 30  /* pixels between an icon and its label */
#define STRIP 45 /* height of the strip of an area where its title stands */
#define HELD 3   /* the most that a text on the thing itself costs */
#define ABOVE 6  /* what it costs not to stand below the icon */
#define BESIDE 10
#define OUTSIDE 15 /* what it costs not to stand in the area */
#define LEAD 30    /* from the loose end of an edge to what it leads to */
#define MAX_PAIRS 2000000

typedef struct {
    DrawioCell *thing;
    DrawioCell *text;
    double cost;
} Pair;

typedef struct {
    DrawioCell *thing;
    GArray *pairs;
} Search;

const char *
tm_drawio_name(const DrawioCell *cell)
{
    if (cell->title == NULL || (*cell->label != '\0' && !tm_drawio_has_number_field(cell)))
        return cell->label;
    return cell->title->label;
}

static gboolean
overlap(double a, double a_size, double b, double b_size)
{
    return a <= b + b_size && b <= a + a_size;
}

/* The cost of @text as the label of the icon @thing; negative when it is too far. */
static double
icon_cost(TmBox thing, TmBox text)
{
    const TmPoint from = tm_drawio_box_centre(thing);
    const TmPoint to = tm_drawio_box_centre(text);
    const double below = text.y - (thing.y + thing.height);
    const double above = thing.y - (text.y + text.height);
    const double side = MAX(text.x - (thing.x + thing.width), thing.x - (text.x + text.width));
    const double shift = fabs(from.x - to.x) / 4;

    if (tm_drawio_box_holds(thing, to))
        return thing.height > 0 ? (to.y - thing.y) / thing.height * HELD : 0;
    if (overlap(thing.x, thing.width, text.x, text.width)) {
        if (to.y > from.y && below <= NEAR)
            return HELD + fabs(below) + shift;
        if (to.y < from.y && above <= NEAR)
            return HELD + fabs(above) + shift + ABOVE;
    }
    if (overlap(thing.y, thing.height, text.y, text.height) && side <= NEAR)
        return HELD + fabs(side) + fabs(from.y - to.y) / 4 + BESIDE;
    return -1;
}

/* The same for an area: its title stands in its top or bottom strip, or on its border. */
static double
area_cost(TmBox area, TmBox text)
{
    const TmPoint centre = tm_drawio_box_centre(text);
    const double top = fabs(centre.y - area.y);
    const double bottom = fabs(area.y + area.height - centre.y);
    const double outside = tm_drawio_box_holds(area, centre) ? 0 : OUTSIDE;

    if (!overlap(area.x, area.width, centre.x, 0) || text.width > area.width * 1.2)
        return -1;
    if (MIN(top, bottom) > STRIP)
        return -1;
    return HELD + outside + (top <= bottom ? top : bottom + ABOVE);
}

static void
consider(DrawioCell *text, gpointer data)
{
    Search *search = data;
    DrawioCell *thing = search->thing;
    const gboolean area = thing->n_inside > 0;
    Pair pair = {thing, text, 0};

    if (text->role != DRAWIO_TEXT || *text->label == '\0' || search->pairs->len > MAX_PAIRS)
        return;
    thing->n_texts += !area && tm_drawio_box_holds(thing->at, tm_drawio_box_centre(text->at));
    pair.cost = area ? area_cost(thing->at, text->at) : icon_cost(thing->at, text->at);
    if (pair.cost >= 0)
        g_array_append_val(search->pairs, pair);
}

static int
compare_pairs(gconstpointer a, gconstpointer b)
{
    const Pair *one = a;
    const Pair *two = b;
    const double sizes = tm_drawio_box_area(one->thing->at) - tm_drawio_box_area(two->thing->at);

    if (one->cost != two->cost)
        return one->cost < two->cost ? -1 : 1;
    if (sizes != 0)
        return sizes < 0 ? -1 : 1;
    if (one->thing->index != two->thing->index)
        return one->thing->index < two->thing->index ? -1 : 1;
    return one->text->index < two->text->index ? -1 : one->text->index > two->text->index;
}

static void
find_pairs(DrawioPage *page, DrawioGrid *grid, GArray *pairs)
{
    for (guint i = 0; i < page->cells->len; i++) {
        DrawioCell *cell = g_ptr_array_index(page->cells, i);
        Search search = {cell, pairs};
        if ((cell->role == DRAWIO_ELEMENT || cell->role == DRAWIO_BOUNDARY) &&
            (*cell->label == '\0' || tm_drawio_has_number_field(cell)))
            tm_drawio_grid_visit(grid, tm_drawio_box_grown(cell->at, NEAR), consider, &search);
    }
    g_array_sort(pairs, compare_pairs);
}

typedef struct {
    const DrawioCell *text;
    DrawioCell *best; /* the smallest element that it lies on */
} Below;

static void
find_below(DrawioCell *cell, gpointer data)
{
    Below *below = data;

    if (cell->role != DRAWIO_ELEMENT || cell == below->text ||
        !tm_drawio_box_holds(cell->at, tm_drawio_box_centre(below->text->at)))
        return;
    if (below->best == NULL || tm_drawio_box_area(cell->at) < tm_drawio_box_area(below->best->at))
        below->best = cell;
}

/* A text on an element belongs to it; one that flows end on is an element. */
static void
settle(DrawioGrid *grid, DrawioCell *text)
{
    Below below = {text, NULL};

    if (text->owner != NULL)
        return;
    tm_drawio_grid_visit(grid, text->at, find_below, &below);
    text->owner = below.best;
    if (text->owner == NULL && text->linked && *text->label != '\0')
        text->role = DRAWIO_ELEMENT;
}

static gboolean
is_part(const DrawioCell *cell)
{
    return cell->role == DRAWIO_ELEMENT || cell->role == DRAWIO_BOUNDARY ||
           cell->role == DRAWIO_PIECE || cell->owner != NULL;
}

static void
note_part(DrawioCell *cell, gpointer data)
{
    gboolean *found = data;

    *found = *found || is_part(cell);
}

/* Whether anything is at the one end of an edge, or near it where it is loose. */
static gboolean
leads_to_part(DrawioGrid *grid, const DrawioCell *edge, gboolean at_target)
{
    const DrawioCell *end = at_target ? edge->target : edge->source;
    const TmPoint point =
        tm_drawio_page_point(edge, at_target ? edge->target_point : edge->source_point);
    const TmBox box = {point.x, point.y, 0, 0};
    gboolean found = FALSE;

    if (end != NULL)
        return is_part(end);
    if (!(at_target ? edge->has_target_point : edge->has_source_point))
        return FALSE;
    tm_drawio_grid_visit(grid, tm_drawio_box_grown(box, LEAD), note_part, &found);
    return found;
}

/* A line from a sample to its text in a legend links nothing, nor does one into the void. */
static void
find_links(const DrawioPage *page, DrawioGrid *grid)
{
    for (guint i = 0; i < page->cells->len; i++) {
        const DrawioCell *cell = g_ptr_array_index(page->cells, i);
        if (!cell->edge || cell->source == cell->target)
            continue;
        if (cell->source != NULL && leads_to_part(grid, cell, TRUE))
            cell->source->linked = TRUE;
        if (cell->target != NULL && leads_to_part(grid, cell, FALSE))
            cell->target->linked = TRUE;
    }
}

void
tm_drawio_settle_texts(DrawioPage *page, DrawioGrid *grid)
{
    find_links(page, grid);
    for (guint i = 0; i < page->cells->len; i++) {
        DrawioCell *cell = g_ptr_array_index(page->cells, i);
        if (cell->role == DRAWIO_TEXT)
            settle(grid, cell);
    }
}

void
tm_drawio_give_names(DrawioPage *page, DrawioGrid *grid)
{
    g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(Pair));

    find_pairs(page, grid, pairs);
    for (guint i = 0; i < pairs->len; i++) {
        const Pair *pair = &g_array_index(pairs, Pair, i);
        if (pair->thing->title != NULL || pair->text->owner != NULL)
            continue;
        pair->thing->title = pair->text;
        pair->text->owner = pair->thing;
    }
}
