/* Where labels go: each tries its places from the best to the worst and takes the first where it
 * covers neither a shape nor another label. */
#include <math.h>

#include "placed-try.h"

#define EDGE 3      /* points between a shape and its label inside, a label and its frame */
#define FREE 84     /* points: how wide a label below a shape may be at least */
#define OVERHANG 16 /* points: how much wider than its shape */
#define GAP 2       /* points, from a shape to its label outside */
#define HOMELESS 10 /* how bad it is to have no place */

static const TmWay element_ways[] = {
    {TM_INSIDE, 9, 0, TM_CHIPS_ALL, FALSE, 0},    {TM_INSIDE, 8, 0, TM_CHIPS_ALL, FALSE, 0.1},
    {TM_SPLIT, 9, 0, TM_CHIPS_ALL, FALSE, 0.2},   {TM_SPLIT, 8, 0, TM_CHIPS_ALL, FALSE, 0.3},
    {TM_INSIDE, 7, 0, TM_CHIPS_ALL, FALSE, 0.3},  {TM_OUTSIDE, 9, 0, TM_CHIPS_ALL, FALSE, 0.3},
    {TM_INSIDE, 8, 0, TM_CHIPS_FEW, FALSE, 0.4},  {TM_SPLIT, 8, 0, TM_CHIPS_FEW, FALSE, 0.5},
    {TM_OUTSIDE, 8, 0, TM_CHIPS_FEW, FALSE, 0.6}, {TM_INSIDE, 7, 0, TM_CHIPS_FEW, FALSE, 0.6},
    {TM_SPLIT, 7, 0, TM_CHIPS_FEW, TRUE, 0.9},    {TM_OUTSIDE, 7, 0, TM_CHIPS_FEW, TRUE, 1},
    {TM_INSIDE, 7, 0, TM_CHIPS_FEW, TRUE, 1.5},   {TM_OUTSIDE, 7, 0, TM_CHIPS_NONE, TRUE, 3},
    {TM_INSIDE, 7, 0, TM_CHIPS_NONE, TRUE, 3},    {TM_INSIDE, 5, 0, TM_CHIPS_NONE, TRUE, 4},
};
#define FIRST_WAYS 2 /* of those: before boundaries have their labels */

/* --- elements ----------------------------------------------------------------------------- */

/* @frame: what of the element its label may fill. */
static gboolean
try_frame(const TmPlaced *placed, TmPlacedPart *part, TmBox frame)
{
    TmPlacedLabel *label = &part->label;
    const double left = frame.x + (frame.width - label->at.width) / 2;
    const double middle = frame.y + (frame.height - label->at.height) / 2;
    const double bottom = frame.y + frame.height - label->at.height;

    if (label->at.width > frame.width || label->at.height > frame.height)
        return FALSE;
    if (part->holds)
        return tm_placed_try(placed, part, label, left, frame.y) ||
               tm_placed_try(placed, part, label, left, bottom) ||
               tm_placed_try(placed, part, label, frame.x, frame.y) ||
               tm_placed_try(placed, part, label, left, middle);
    return tm_placed_try(placed, part, label, left, middle) ||
           tm_placed_try(placed, part, label, left, frame.y) ||
           tm_placed_try(placed, part, label, left, bottom);
}

/* In an ellipse a label may be broad or high, but not both. */
static gboolean
try_inside(const TmPlaced *placed, TmPlacedPart *part, const TmWay *way, TmChips chips)
{
    static const double shares[] = {0.71, 0.83, 0.92, 0.6};
    const TmBox box = part->box;
    const TmBox frame = {box.x + EDGE, box.y + EDGE / 2.0, box.width - 2 * EDGE, box.height - EDGE};

    if (box.width <= 2 * EDGE)
        return FALSE;
    if (part->form != TM_FORM_ELLIPSE)
        return tm_placed_write(part, way, chips, frame.width) && try_frame(placed, part, frame);
    for (gsize i = 0; i < G_N_ELEMENTS(shares); i++) {
        const double width = frame.width * shares[i];
        const double height = frame.height * sqrt(1 - shares[i] * shares[i]);
        const TmBox inner = {box.x + (box.width - width) / 2, box.y + (box.height - height) / 2,
                             width, height};
        if (tm_placed_write(part, way, chips, width) && try_frame(placed, part, inner))
            return TRUE;
    }
    return FALSE;
}

static gboolean
try_around(const TmPlaced *placed, const TmPlacedPart *part, TmPlacedLabel *label)
{
    const TmBox box = part->box;
    const double left = box.x + (box.width - label->at.width) / 2;
    const double middle = box.y + (box.height - label->at.height) / 2;

    label->outside = TRUE;
    return tm_placed_try(placed, part, label, left, box.y + box.height + GAP) ||
           tm_placed_try(placed, part, label, left, box.y - label->at.height - GAP) ||
           tm_placed_try(placed, part, label, box.x + box.width + GAP, middle) ||
           tm_placed_try(placed, part, label, box.x - label->at.width - GAP, middle);
}

static double
width_around(const TmPlacedPart *part)
{
    return MAX(part->box.width + OVERHANG, FREE);
}

static gboolean
try_split(const TmPlaced *placed, TmPlacedPart *part, const TmWay *way)
{
    if (*part->name == '\0' || part->chips->len == 0 ||
        !try_inside(placed, part, way, TM_CHIPS_NONE))
        return FALSE;
    part->badge =
        tm_placed_measure("", tm_placed_chips_of(part, way->chips), way->size, width_around(part));
    part->badged = try_around(placed, part, &part->badge);
    return part->badged;
}

static gboolean
try_way(const TmPlaced *placed, TmPlacedPart *part, const TmWay *way)
{
    switch (way->where) {
    case TM_INSIDE:
        return try_inside(placed, part, way, way->chips);
    case TM_OUTSIDE:
        return tm_placed_write(part, way, way->chips, width_around(part)) &&
               try_around(placed, part, &part->label);
    case TM_SPLIT:
        return try_split(placed, part, way);
    }
    return FALSE;
}

static void
label_element(TmPlaced *placed, TmPlacedPart *part, gsize from, gsize end)
{
    for (gsize i = from; i < end; i++) {
        if (try_way(placed, part, &element_ways[i])) {
            tm_placed_keep(placed, part, &element_ways[i]);
            return;
        }
    }
}

/* --- all of them -------------------------------------------------------------------------- */

static gboolean
wants_label(const TmPlacedPart *part)
{
    return !part->labelled && (*part->name != '\0' || part->chips->len > 0);
}

static void
count_homeless(TmPlaced *placed, const TmPlacedPart *parts, guint count)
{
    for (guint i = 0; i < count; i++)
        if (parts[i].part != NULL && wants_label(&parts[i]))
            placed->homeless++;
}

/* @from, @end: which ways. */
static void
label_elements(TmPlaced *placed, gsize from, gsize end)
{
    for (guint i = 0; i < placed->diagram->elements->len; i++)
        if (wants_label(&placed->elements[i]))
            label_element(placed, &placed->elements[i], from, end);
}

void
tm_placed_label(TmPlaced *placed)
{
    const TmDiagram *diagram = placed->diagram;

    label_elements(placed, 0, FIRST_WAYS);
    for (guint i = 0; i < diagram->boundaries->len; i++)
        if (placed->boundaries[i].part != NULL && wants_label(&placed->boundaries[i]))
            tm_placed_label_boundary(placed, &placed->boundaries[i]);
    label_elements(placed, FIRST_WAYS, G_N_ELEMENTS(element_ways));
    for (guint i = 0; placed->layout == NULL && i < diagram->flows->len; i++)
        if (placed->flows[i].part != NULL && wants_label(&placed->flows[i]))
            tm_placed_label_flow(placed, &placed->flows[i]);
    count_homeless(placed, placed->elements, diagram->elements->len);
    count_homeless(placed, placed->boundaries, diagram->boundaries->len);
    if (placed->layout == NULL)
        count_homeless(placed, placed->flows, diagram->flows->len);
    placed->badness += HOMELESS * placed->homeless;
}
