/* What is drawn for the reader, not for the model: legends, lists, notes, sheets of colour. */
#include <string.h>

#include "drawio-decoration.h"
#include "drawio-key.h"
#include "drawio-look.h"
#include "drawio-name.h"

#define LARGE_ICON 45 /* pixels */
#define EMBLEM 70     /* the largest */
#define CORNER 20     /* the farthest from the corner of its area */
#define LIST_TEXTS 5
#define NOTE_LETTERS 120
#define BAR 6 /* times wider than high: a title or a footer, not an element */

/* --- emblems ------------------------------------------------------------------------------ */

static void
claim_emblem(DrawioCell *cell, gpointer data)
{
    DrawioCell *area = data;
    const TmPoint corner = {area->at.x, area->at.y};

    if (cell->role != DRAWIO_ELEMENT || cell == area || *cell->label != '\0' || cell->n_edges > 0 ||
        cell->style->icon_library == NULL || tm_drawio_is_stated(cell) ||
        MAX(cell->at.width, cell->at.height) > EMBLEM ||
        tm_drawio_box_distance(cell->at, corner) > CORNER)
        return;
    cell->role = DRAWIO_PIECE;
    cell->owner = area;
}

void
tm_drawio_claim_emblems(DrawioGrid *grid, GPtrArray *candidates)
{
    for (guint i = 0; i < candidates->len; i++) {
        DrawioCell *cell = g_ptr_array_index(candidates, i);
        const TmBox corner = {cell->at.x, cell->at.y, 0, 0};
        if (cell->n_inside > 0)
            tm_drawio_grid_visit(grid, tm_drawio_box_grown(corner, CORNER), claim_emblem, cell);
    }
}

/* --- legends and lists -------------------------------------------------------------------- */

static void
decorate(DrawioCell *cell, gpointer data)
{
    if (tm_drawio_is_inside(cell, data) && !tm_drawio_is_stated(cell))
        cell->role = DRAWIO_DECORATION;
}

static void
drop_legends(DrawioGrid *grid, GPtrArray *candidates)
{
    for (guint i = 0; i < candidates->len; i++) {
        DrawioCell *cell = g_ptr_array_index(candidates, i);
        if (tm_drawio_is_stated(cell) || cell->n_edges > 0 ||
            !tm_drawio_is_legend(tm_drawio_name(cell)))
            continue;
        tm_drawio_grid_visit(grid, cell->at, decorate, cell);
        cell->role = DRAWIO_DECORATION;
    }
}

/* A list with a heading: a table of assets, a class. */
static gboolean
is_list(const DrawioCell *cell)
{
    return cell->n_children > 0 && cell->style->container &&
           g_strcmp0(tm_drawio_style_value(cell->style, "childLayout"), "stackLayout") == 0;
}

/* A house beside the computers that stand in it. */
static gboolean
is_place(const char *icon)
{
    static const char *const places[] = {
        "*building*",     "home", "home_office*", "small_office*", "hq_*",   "branch_office*",
        "*headquarters*", "site", "city*",        "government*",   "house*", "university*",
        "*telecommuter*", NULL};

    return tm_drawio_matches(icon, places);
}

/* An icon of a set says what it is without a word, if it is not a remark about its neighbour: it is
 * large, or has a card of its own. */
static gboolean
is_large_icon(const DrawioCell *cell)
{
    const DrawioCell *icon = cell->icon != NULL ? cell->icon : cell;
    const char *library = icon->style->icon_library;

    return library != NULL && strcmp(library, "image") != 0 && !is_place(icon->style->icon_name) &&
           MIN(cell->at.width, cell->at.height) >= LARGE_ICON;
}

/* Boxes without a label, each with a text beside it, explain colours. */
static gboolean
is_sample(const DrawioCell *cell)
{
    return cell->n_edges == 0 && cell->n_inside == 0 && *cell->label == '\0' &&
           cell->style->icon_library == NULL && cell->title != NULL &&
           cell->title->at.x + 1 >= cell->at.x + cell->at.width;
}

typedef struct {
    const DrawioCell *area;
    guint n_edges; /* of what is in it */
    guint n_samples;
} Samples;

static void
count_samples(DrawioCell *cell, gpointer data)
{
    Samples *samples = data;

    if (!tm_drawio_is_inside(cell, samples->area))
        return;
    samples->n_edges += cell->n_edges;
    samples->n_samples += is_sample(cell);
}

static void
drop_samples(DrawioGrid *grid, GPtrArray *candidates)
{
    for (guint i = 0; i < candidates->len; i++) {
        DrawioCell *cell = g_ptr_array_index(candidates, i);
        Samples samples = {.area = cell};
        if (cell->n_inside < 2 || tm_drawio_is_stated(cell) || cell->n_edges > 0)
            continue;
        tm_drawio_grid_visit(grid, cell->at, count_samples, &samples);
        if (samples.n_edges > 0 || samples.n_samples < 2)
            continue;
        tm_drawio_grid_visit(grid, cell->at, decorate, cell);
        cell->role = DRAWIO_DECORATION;
    }
}

/* A shape that says nothing: no name, no flow, nothing in it. */
static gboolean
is_nothing(const DrawioCell *cell)
{
    return *tm_drawio_name(cell) == '\0' && cell->n_edges == 0 && cell->n_inside == 0 &&
           !tm_drawio_is_drawn_as_boundary(cell) && !cell->style->dashed && !is_large_icon(cell) &&
           !tm_drawio_is_stated(cell);
}

static gboolean
is_loose_list(const DrawioCell *cell)
{
    return (is_list(cell) || cell->n_texts >= LIST_TEXTS) && cell->n_edges == 0 &&
           cell->n_inside == 0 && !tm_drawio_is_stated(cell);
}

static void
drop_nameless(GPtrArray *candidates)
{
    for (guint i = 0; i < candidates->len; i++) {
        DrawioCell *cell = g_ptr_array_index(candidates, i);
        if (is_nothing(cell) || is_loose_list(cell))
            cell->role = DRAWIO_DECORATION;
    }
}

/* Where a page would have nothing left, its shapes are what it shows, with or without a name. */
static void
keep_something(GPtrArray *candidates)
{
    for (guint i = 0; i < candidates->len; i++) {
        const DrawioCell *cell = g_ptr_array_index(candidates, i);
        if (cell->role == DRAWIO_ELEMENT || cell->role == DRAWIO_BOUNDARY)
            return;
    }
    for (guint i = 0; i < candidates->len; i++) {
        DrawioCell *cell = g_ptr_array_index(candidates, i);
        if (!is_list(cell))
            cell->role = DRAWIO_ELEMENT;
    }
}

/* --- notes and sheets --------------------------------------------------------------------- */

static void
mark_inside(DrawioCell *cell, gpointer data)
{
    if (tm_drawio_is_inside(cell, data))
        cell->enclosed = TRUE;
}

static gboolean
is_note(const DrawioCell *cell)
{
    static const char *const shapes[] = {"rectangle", "rounded", NULL};

    if (cell->role != DRAWIO_ELEMENT || cell->n_edges > 0 || tm_drawio_is_stated(cell) ||
        !tm_drawio_matches(cell->style->shape, shapes))
        return FALSE;
    return g_utf8_strlen(cell->label, -1) >= NOTE_LETTERS ||
           (!cell->enclosed && cell->at.width >= cell->at.height * BAR);
}

/* Boxes of much text, and bars outside of everything: nobody sends them data. */
static void
drop_notes(DrawioGrid *grid, GPtrArray *candidates)
{
    for (guint i = 0; i < candidates->len; i++) {
        DrawioCell *cell = g_ptr_array_index(candidates, i);
        if (cell->role == DRAWIO_BOUNDARY)
            tm_drawio_grid_visit(grid, cell->at, mark_inside, cell);
    }
    for (guint i = 0; i < candidates->len; i++) {
        DrawioCell *cell = g_ptr_array_index(candidates, i);
        if (is_note(cell))
            cell->role = DRAWIO_DECORATION;
    }
}

/* What is written on white paper is the name of the drawing. */
static gboolean
is_paper(const DrawioCell *cell)
{
    const char *fill = tm_drawio_style_value(cell->style, "fillColor");

    return *cell->label == '\0' && fill != NULL && g_ascii_strcasecmp(fill, "#ffffff") == 0;
}

/* A page-sized sheet behind everything is no boundary. */
static void
drop_background(GPtrArray *candidates)
{
    guint n_parts = 0;

    for (guint i = 0; i < candidates->len; i++) {
        const DrawioCell *cell = g_ptr_array_index(candidates, i);
        n_parts += cell->role == DRAWIO_ELEMENT || cell->role == DRAWIO_BOUNDARY;
    }
    for (guint i = candidates->len; i > 0; i--) {
        DrawioCell *cell = g_ptr_array_index(candidates, i - 1);
        if (cell->role == DRAWIO_BOUNDARY && cell->n_inside + 1 >= n_parts &&
            !tm_drawio_is_stated(cell) && (*tm_drawio_name(cell) == '\0' || is_paper(cell)) &&
            !cell->style->dashed && cell->n_edges == 0)
            cell->role = DRAWIO_DECORATION;
    }
}

void
tm_drawio_drop_decoration(DrawioPage *page, DrawioGrid *grid, GPtrArray *candidates)
{
    tm_drawio_claim_steps(grid, candidates);
    tm_drawio_drop_key(page, candidates);
    drop_legends(grid, candidates);
    drop_samples(grid, candidates);
    drop_nameless(candidates);
}

void
tm_drawio_drop_sheets(const DrawioPage *page, DrawioGrid *grid, GPtrArray *candidates)
{
    drop_notes(grid, candidates);
    drop_background(candidates);
    if (!page->has_key)
        keep_something(candidates);
}
