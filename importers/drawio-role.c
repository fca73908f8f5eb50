/* What each vertex is: an element, a boundary, a piece of another's picture, or decoration.
 * Small ones are judged before large ones, so that an area knows what is in it. Rules and figures:
 * drawio-shapes.md, of 128 public files. */
#include <string.h>

#include "drawio-arc.h"
#include "drawio-caption.h"
#include "drawio-decoration.h"
#include "drawio-end.h"
#include "drawio-look.h"
#include "drawio-name.h"

#define AREA_WIDTH 150 /* an empty area is larger than most elements */
#define AREA_HEIGHT 100
#define FRAME_SIZE 0.4 /* what fills a frame so far is what the frame is about */
#define BOUNDARY_WORDS 0.4

gboolean
tm_drawio_speaks_of_boundary(const DrawioPage *page, const char *label)
{
    g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(TmWordHit));
    const TmWordHit *best;

    if (*label == '\0')
        return FALSE;
    tm_words_find(page->words, label, hits);
    best = tm_words_best(hits, 1u << TM_BOUNDARY);
    return best != NULL && best->confidence >= BOUNDARY_WORDS;
}

/* --- what is in an area ------------------------------------------------------------------- */

typedef struct {
    DrawioCell *area;
    guint n_edges; /* of what is in it */
    guint n_names;
    guint n_areas;
} Contents;

static void
look_inside(DrawioCell *cell, gpointer data)
{
    Contents *contents = data;
    DrawioCell *area = contents->area;

    if (!tm_drawio_is_inside(cell, area))
        return;
    area->n_inside++;
    area->inside = cell;
    contents->n_edges += cell->n_edges;
    contents->n_names += *tm_drawio_name(cell) != '\0';
    contents->n_areas += cell->role == DRAWIO_BOUNDARY;
}

static Contents
contents_of(DrawioGrid *grid, DrawioCell *area)
{
    Contents contents = {.area = area};

    area->n_inside = 0;
    area->inside = NULL;
    tm_drawio_grid_visit(grid, area->at, look_inside, &contents);
    return contents;
}

static void
claim(DrawioCell *cell, gpointer data)
{
    DrawioCell *owner = data;

    if (!tm_drawio_is_inside(cell, owner))
        return;
    cell->role = DRAWIO_PIECE;
    cell->owner = owner;
}

/* --- boundaries --------------------------------------------------------------------------- */

/* Where something runs twice or grows by itself, nobody is kept out. */
static gboolean
is_no_trust_area(const DrawioCell *cell)
{
    static const char *const icons[] = {"*auto_scaling*", "*autoscaling*", "*availability*", NULL};
    static const char *const labels[] = {
        "az *",         "az:*", "*availability zone*", "*availability-zone*", "auto scaling*",
        "autoscaling*", NULL};
    g_autofree char *name = g_ascii_strdown(tm_drawio_name(cell), -1);

    return (cell->style->area && cell->style->icon_name != NULL &&
            tm_drawio_matches(cell->style->icon_name, icons)) ||
           (cell->n_inside > 0 && tm_drawio_matches(name, labels));
}

/* The sign of a network or of an account, put beside or into what it is. */
static gboolean
is_area_sign(const DrawioPage *page, const DrawioCell *cell)
{
    static const char *const icons[] = {"virtual_network",
                                        "virtual_networks",
                                        "vnet*",
                                        "resource_group*",
                                        "subscription*",
                                        "subnet*",
                                        "region*",
                                        "vpc*",
                                        "aws_cloud*",
                                        "virtual_private_cloud*",
                                        "google_cloud_platform*",
                                        "azure_cloud*",
                                        NULL};
    const char *name = tm_drawio_name(cell);

    return cell->style->icon_library != NULL && cell->n_inside == 0 && cell->n_edges == 0 &&
           tm_drawio_matches(cell->style->icon_name, icons) &&
           (*name == '\0' || tm_drawio_speaks_of_boundary(page, name));
}

static gboolean
is_empty_boundary(const DrawioPage *page, const DrawioCell *cell)
{
    const DrawioStyle *style = cell->style;
    const gboolean large = cell->at.width >= AREA_WIDTH && cell->at.height >= AREA_HEIGHT;

    if (cell->n_edges > 0 || style->icon_library != NULL || !large)
        return FALSE;
    return style->nofill &&
           (style->dashed || tm_drawio_speaks_of_boundary(page, tm_drawio_name(cell)));
}

/* Databases and people hold nothing but their own picture. */
static gboolean
is_never_boundary(const DrawioCell *cell)
{
    static const char *const shapes[] = {"cylinder*",    "*store*",       "umlActor",
                                         "actor",        "*database*",    "hexagon",
                                         "mxgraph.c4.*", "mxgraph.dfd.*", NULL};

    if (cell->style->area || cell->style->container)
        return FALSE;
    return cell->style->icon_library != NULL || tm_drawio_matches(cell->style->shape, shapes);
}

static gboolean
is_boundary(const DrawioPage *page, const DrawioCell *cell, const Contents *contents)
{
    const gboolean named = *tm_drawio_name(cell) != '\0';

    if (tm_drawio_is_drawn_as_boundary(cell))
        return TRUE;
    if (cell->n_inside == 0)
        return is_empty_boundary(page, cell);
    if (is_never_boundary(cell))
        return FALSE;
    if (cell->style->dashed && named)
        return TRUE;
    if (contents->n_areas > 0 || cell->style->dashed || cell->style->container ||
        cell->n_inside > 1)
        return contents->n_areas + contents->n_edges + contents->n_names > 0;
    if (cell->inside->style->icon_library != NULL && cell->n_edges > 0 &&
        cell->inside->n_edges == 0)
        return FALSE;
    if (named)
        return contents->n_names > 0;
    return contents->n_edges > 0;
}

/* An unnamed box around one element is part of its picture. */
static gboolean
is_frame(const DrawioCell *cell)
{
    return cell->n_inside == 1 && cell->n_edges == 0 && *tm_drawio_name(cell) == '\0' &&
           !cell->style->dashed && cell->inside->role == DRAWIO_ELEMENT &&
           tm_drawio_box_area(cell->inside->at) >= tm_drawio_box_area(cell->at) * FRAME_SIZE;
}

static void
judge(DrawioPage *page, DrawioGrid *grid, DrawioCell *cell)
{
    const Contents contents = contents_of(grid, cell);

    if (tm_drawio_is_stated(cell))
        return;
    if (is_no_trust_area(cell)) {
        cell->role = DRAWIO_NOTHING;
    } else if (is_area_sign(page, cell) && !tm_drawio_is_drawn_as_boundary(cell)) {
        cell->role = DRAWIO_DECORATION;
    } else if (is_frame(cell)) {
        cell->role = DRAWIO_PIECE;
        cell->owner = cell->inside;
    } else if (is_boundary(page, cell, &contents)) {
        cell->role = DRAWIO_BOUNDARY;
    } else if (cell->n_inside > 0) {
        if (cell->title == NULL && *cell->label == '\0' && contents.n_names == 1)
            cell->title = cell->inside;
        tm_drawio_grid_visit(grid, cell->at, claim, cell);
    }
}

/* --- all ---------------------------------------------------------------------------------- */

static int
compare_areas(gconstpointer a, gconstpointer b)
{
    const DrawioCell *one = *(DrawioCell *const *)a;
    const DrawioCell *two = *(DrawioCell *const *)b;
    const double difference = tm_drawio_box_area(one->at) - tm_drawio_box_area(two->at);

    if (difference != 0)
        return difference < 0 ? -1 : 1;
    return one->index < two->index ? -1 : one->index > two->index;
}

static void
join_card(DrawioCell *cell)
{
    DrawioCell *card = cell->parent;

    cell->role = DRAWIO_PIECE;
    cell->owner = card;
    if (cell->style->icon_library != NULL)
        card->icon = cell;
    if (*card->label == '\0' && card->title == NULL && *cell->label != '\0')
        card->title = cell;
}

static GPtrArray *
find_candidates(DrawioPage *page)
{
    GPtrArray *candidates = g_ptr_array_new();

    for (guint i = 0; i < page->cells->len; i++) {
        DrawioCell *cell = g_ptr_array_index(page->cells, i);
        cell->role = tm_drawio_first_look(page, cell);
        if (tm_drawio_is_piece(cell))
            join_card(cell);
        else if (cell->role == DRAWIO_ELEMENT ||
                 (cell->role == DRAWIO_BOUNDARY && !tm_drawio_is_arc(cell)))
            g_ptr_array_add(candidates, cell);
    }
    g_ptr_array_sort(candidates, compare_areas);
    return candidates;
}

void
tm_drawio_assign_roles(DrawioPage *page)
{
    g_autoptr(DrawioGrid) grid = tm_drawio_grid_new(page->cells);
    g_autoptr(GPtrArray) candidates = find_candidates(page);

    tm_drawio_count_loose_ends(page, grid);
    for (guint i = 0; i < candidates->len; i++)
        contents_of(grid, g_ptr_array_index(candidates, i));
    tm_drawio_claim_emblems(grid, candidates);
    tm_drawio_give_names(page, grid);
    tm_drawio_drop_decoration(page, grid, candidates);
    for (guint i = 0; i < candidates->len; i++) {
        DrawioCell *cell = g_ptr_array_index(candidates, i);
        if (cell->role == DRAWIO_ELEMENT || cell->role == DRAWIO_BOUNDARY)
            judge(page, grid, cell);
    }
    tm_drawio_drop_sheets(page, grid, candidates);
    tm_drawio_settle_texts(page, grid);
    tm_drawio_give_captions(page, grid);
}
