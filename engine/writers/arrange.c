/* Rows of boxes in boxes. */
#include "arrange.h"

#include <math.h>
#include <string.h>

#include "placed-own.h"

#define LABEL_WIDTH 110 /* points, before a label breaks */
#define SIZE 9          /* points, of letters */
#define INSET 14        /* points, around a label; around what is in a boundary */
#define GAP 26          /* points, between boxes */
#define TITLE 16        /* points, of a boundary's label */
#define CURVED 1.45     /* how much larger an ellipse is than what it holds */
#define BROAD 1.4       /* width to height of what is in rows */

struct TmArrangement {
    const TmReport *report;
    const TmView *view;
    const TmDotPlan *plan;
    TmBox *elements; /* at first relative to what they are in */
    TmBox *boundaries;
    guint *tile_of; /* of elements */
    GArray *tiles;  /* TmTile */
    TmLayout layout;
};

/* Boxes that go into rows. */
typedef struct {
    GArray *boxes; /* TmBox * */
    double area;
} Rows;

static TmBox
size_of(const TmArrangement *a, const TmPart *part)
{
    const GPtrArray *threats = tm_dot_plan_threats(a->plan, part);
    g_autoptr(GPtrArray) chips =
        threats != NULL ? tm_chips_new(a->report, threats, 4) : g_ptr_array_new();
    const TmPlacedLabel label = tm_placed_measure(part->name, chips, SIZE, LABEL_WIDTH);
    const gboolean curved = tm_placed_form(a->report, a->view, part) == TM_FORM_ELLIPSE;
    const double times = curved ? CURVED : 1;

    return (TmBox){0, 0, (label.at.width + INSET) * times, (label.at.height + INSET) * times};
}

static void
add_box(Rows *rows, TmBox *box)
{
    g_array_append_val(rows->boxes, box);
    rows->area += (box->width + GAP) * (box->height + GAP);
}

/* Puts the boxes in rows, one after the other, and returns the size of all. */
static TmBox
fill_rows(const Rows *rows)
{
    const double wide = sqrt(rows->area * BROAD);
    double x = 0, y = 0, high = 0;
    TmBox all = {0, 0, 0, 0};

    for (guint i = 0; i < rows->boxes->len; i++) {
        TmBox *box = g_array_index(rows->boxes, TmBox *, i);

        if (x > 0 && x + box->width > wide) {
            x = 0;
            y += high + GAP;
            high = 0;
        }
        box->x = x;
        box->y = y;
        x += box->width + GAP;
        high = MAX(high, box->height);
        all = tm_box_union(all, *box);
    }
    return all;
}

static void add_contents(TmArrangement *a, const TmDotCluster *cluster, Rows *rows);

/* A box of a boundary's size, with its contents relative to its corner. */
static TmBox
arrange_cluster(TmArrangement *a, const TmDotCluster *cluster)
{
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(TmBox *));
    Rows rows = {boxes, 0};
    const double label =
        tm_wrap_width(cluster->boundary->part.name, strlen(cluster->boundary->part.name)) * SIZE;
    TmBox all;

    add_contents(a, cluster, &rows);
    all = fill_rows(&rows);
    for (guint i = 0; i < boxes->len; i++) {
        TmBox *box = g_array_index(boxes, TmBox *, i);
        box->x += INSET;
        box->y += INSET + TITLE;
    }
    return (TmBox){0, 0, MAX(all.width, MIN(label, 2 * LABEL_WIDTH)) + 2 * INSET,
                   MAX(all.height, TITLE) + 2 * INSET + TITLE};
}

static void
add_contents(TmArrangement *a, const TmDotCluster *cluster, Rows *rows)
{
    for (guint i = 0; i < cluster->elements->len; i++) {
        const TmElement *element = g_ptr_array_index(cluster->elements, i);
        a->elements[element->part.index] = size_of(a, &element->part);
        add_box(rows, &a->elements[element->part.index]);
    }
    for (guint i = 0; i < cluster->clusters->len; i++) {
        const TmDotCluster *inner = g_ptr_array_index(cluster->clusters, i);
        if (inner->boundary->line)
            continue;
        a->boundaries[inner->boundary->part.index] = arrange_cluster(a, inner);
        add_box(rows, &a->boundaries[inner->boundary->part.index]);
    }
}

static void
tell_tile(TmArrangement *a, const TmDotCluster *cluster, guint tile)
{
    for (guint i = 0; i < cluster->elements->len; i++)
        a->tile_of[((const TmElement *)g_ptr_array_index(cluster->elements, i))->part.index] = tile;
    for (guint i = 0; i < cluster->clusters->len; i++)
        tell_tile(a, g_ptr_array_index(cluster->clusters, i), tile);
}

static void
add_tiles(TmArrangement *a)
{
    const TmDotCluster *outside = a->plan->outside;

    for (guint i = 0; i < outside->elements->len; i++) {
        const TmPart *part = &((const TmElement *)g_ptr_array_index(outside->elements, i))->part;
        const TmTile tile = {part, &a->elements[part->index]};
        a->tile_of[part->index] = a->tiles->len;
        g_array_append_val(a->tiles, tile);
    }
    for (guint i = 0; i < outside->clusters->len; i++) {
        const TmDotCluster *cluster = g_ptr_array_index(outside->clusters, i);
        const TmPart *part = &cluster->boundary->part;
        const TmTile tile = {part, &a->boundaries[part->index]};
        if (cluster->boundary->line)
            continue;
        tell_tile(a, cluster, a->tiles->len);
        g_array_append_val(a->tiles, tile);
    }
}

TmArrangement *
tm_arrange_new(const TmReport *report, const TmView *view, const TmDotPlan *plan)
{
    TmArrangement *a = g_new0(TmArrangement, 1);
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(TmBox *));
    Rows rows = {boxes, 0};

    a->report = report;
    a->view = view;
    a->plan = plan;
    a->elements = g_new0(TmBox, plan->diagram->elements->len);
    a->boundaries = g_new0(TmBox, plan->diagram->boundaries->len);
    a->tile_of = g_new0(guint, plan->diagram->elements->len);
    a->tiles = g_array_new(FALSE, FALSE, sizeof(TmTile));
    a->layout = (TmLayout){a->elements, a->boundaries};
    add_contents(a, plan->outside, &rows);
    fill_rows(&rows);
    add_tiles(a);
    return a;
}

void
tm_arrange_free(TmArrangement *arrangement)
{
    g_free(arrangement->elements);
    g_free(arrangement->boundaries);
    g_free(arrangement->tile_of);
    g_array_unref(arrangement->tiles);
    g_free(arrangement);
}

const TmTile *
tm_arrange_tiles(const TmArrangement *arrangement, guint *count)
{
    *count = arrangement->tiles->len;
    return (const TmTile *)(gconstpointer)arrangement->tiles->data;
}

guint
tm_arrange_tile_of(const TmArrangement *arrangement, const TmElement *element)
{
    return arrangement->tile_of[element->part.index];
}

static void
move(TmBox *box, TmBox by)
{
    box->x += by.x;
    box->y += by.y;
}

static void
move_contents(TmArrangement *a, const TmDotCluster *cluster, TmBox by)
{
    for (guint i = 0; i < cluster->elements->len; i++)
        move(&a->elements[((const TmElement *)g_ptr_array_index(cluster->elements, i))->part.index],
             by);
    for (guint i = 0; i < cluster->clusters->len; i++) {
        const TmDotCluster *inner = g_ptr_array_index(cluster->clusters, i);
        TmBox *box = &a->boundaries[inner->boundary->part.index];
        move(box, by);
        move_contents(a, inner, *box);
    }
}

const TmLayout *
tm_arrange_finish(TmArrangement *arrangement)
{
    move_contents(arrangement, arrangement->plan->outside, (TmBox){0, 0, 0, 0});
    return &arrangement->layout;
}
