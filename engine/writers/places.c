/* Where the parts of a diagram stand: see places.h. */
#include <math.h>

#include "places.h"

#define LEAST_SIZE 20
/* Parts times boundaries that are compared. */
#define MAX_PAIRS 4000000u
/* Microsoft's tool counts in int. */
#define MAX_COORDINATE 1e6

static TmPlaceBox
round_box(const TmBox *box)
{
    return (TmPlaceBox){llround(box->x), llround(box->y), MAX(llround(box->width), LEAST_SIZE),
                        MAX(llround(box->height), LEAST_SIZE)};
}

static gboolean
is_small(double x)
{
    return fabs(x) < MAX_COORDINATE;
}

static gboolean
is_box(gboolean placed, const TmBox *box)
{
    return placed && is_small(box->x) && is_small(box->y) && is_small(box->width) &&
           is_small(box->height);
}

static gboolean
is_line(const TmBoundary *boundary)
{
    for (guint i = 0; i < boundary->n_points; i++)
        if (!is_small(boundary->points[i].x) || !is_small(boundary->points[i].y))
            return FALSE;
    return boundary->placed && boundary->n_points >= 2;
}

static TmPlaceBox
line_box(const TmBoundary *boundary)
{
    const TmPoint *p = boundary->points;
    double left = p[0].x, top = p[0].y, right = p[0].x, bottom = p[0].y;

    for (guint i = 1; i < boundary->n_points; i++) {
        left = fmin(left, p[i].x);
        top = fmin(top, p[i].y);
        right = fmax(right, p[i].x);
        bottom = fmax(bottom, p[i].y);
    }
    return (TmPlaceBox){llround(left), llround(top), llround(right - left), llround(bottom - top)};
}

/* Whether all parts have a place; then @places has them. */
static gboolean
take_places(const TmDiagram *diagram, TmPlaces *places)
{
    for (guint i = 0; i < diagram->elements->len; i++) {
        const TmElement *element = diagram->elements->pdata[i];
        if (!is_box(element->placed, &element->box))
            return FALSE;
        g_array_index(places->elements, TmPlaceBox, i) = round_box(&element->box);
    }
    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = diagram->boundaries->pdata[i];
        if (boundary->line ? !is_line(boundary) : !is_box(boundary->placed, &boundary->box))
            return FALSE;
        g_array_index(places->boundaries, TmPlaceBox, i) =
            boundary->line ? line_box(boundary) : round_box(&boundary->box);
    }
    return TRUE;
}

/* --- do the places say what is meant? ---------------------------------------------------- */

/* The whole of the element: a flow ends anywhere on it. */
static gboolean
holds(const TmPlaceBox *outer, const TmPlaceBox *inner)
{
    return inner->left >= outer->left && inner->top >= outer->top &&
           inner->left + inner->width <= outer->left + outer->width &&
           inner->top + inner->height <= outer->top + outer->height;
}

static gboolean
apart(const TmPlaceBox *a, const TmPlaceBox *b)
{
    return a->left > b->left + b->width || b->left > a->left + a->width ||
           a->top > b->top + b->height || b->top > a->top + a->height;
}

static gboolean
is_inside(const TmPart *part, const TmBoundary *boundary)
{
    return g_ptr_array_find(part->inside, boundary, NULL);
}

static gboolean
is_true(const TmDiagram *diagram, const TmPlaces *places, guint number)
{
    const TmBoundary *boundary = diagram->boundaries->pdata[number];
    const TmPlaceBox *outer = &g_array_index(places->boundaries, TmPlaceBox, number);

    for (guint i = 0; i < diagram->elements->len; i++) {
        const TmPlaceBox *box = &g_array_index(places->elements, TmPlaceBox, i);
        if (is_inside(diagram->elements->pdata[i], boundary) ? !holds(outer, box)
                                                             : !apart(outer, box))
            return FALSE;
    }
    return TRUE;
}

static gboolean
are_true(const TmDiagram *diagram, const TmPlaces *places)
{
    if ((guint64)diagram->elements->len * diagram->boundaries->len > MAX_PAIRS)
        return FALSE;
    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = diagram->boundaries->pdata[i];
        if (!boundary->line && !is_true(diagram, places, i))
            return FALSE;
    }
    return TRUE;
}

gboolean
tm_places_hold(const TmPlaces *places, const TmPart *part, const TmBoundary *boundary)
{
    const GArray *boxes = part->kind == TM_BOUNDARY ? places->boundaries : places->elements;

    return !boundary->line &&
           holds(&g_array_index(places->boundaries, TmPlaceBox, boundary->part.index),
                 &g_array_index(boxes, TmPlaceBox, part->index));
}

/* --- the places -------------------------------------------------------------------------- */

TmPlaces *
tm_places_new(const TmDiagram *diagram)
{
    TmPlaces *places = g_new0(TmPlaces, 1);

    places->elements = g_array_new(FALSE, TRUE, sizeof(TmPlaceBox));
    places->boundaries = g_array_new(FALSE, TRUE, sizeof(TmPlaceBox));
    g_array_set_size(places->elements, diagram->elements->len);
    g_array_set_size(places->boundaries, diagram->boundaries->len);
    places->drawn = take_places(diagram, places) && are_true(diagram, places);
    if (!places->drawn)
        tm_places_lay_out(diagram, places);
    return places;
}

void
tm_places_free(TmPlaces *places)
{
    g_array_unref(places->elements);
    g_array_unref(places->boundaries);
    g_free(places);
}
