/* Where the diagram is in the picture that draw.io made of it, and how large. */
#include <math.h>
#include <string.h>

#include "drawio-own.h"

#define MAX_VOTERS 2000 /* parts whose sizes are sought in the picture */
#define MAX_SCALERS 200 /* the same where the picture may have any size */
#define SAME_SIZE 0.75  /* pixels that a shape and its cell may differ by */

TmPoint
tm_drawio_mapped(const TmDrawioMapping *mapping, TmPoint point)
{
    return (TmPoint){point.x * mapping->scale + mapping->dx,
                     point.y * mapping->scale + mapping->dy};
}

TmBox
tm_drawio_mapped_box(const TmDrawioMapping *mapping, TmBox box)
{
    const TmPoint corner = tm_drawio_mapped(mapping, (TmPoint){box.x, box.y});

    return (TmBox){corner.x, corner.y, box.width * mapping->scale, box.height * mapping->scale};
}

/* --- how far it is moved ------------------------------------------------------------------ */

static gboolean
is_size_of(const TmDrawioShape *shape, TmBox box)
{
    return fabs(shape->box.width - box.width) < SAME_SIZE &&
           fabs(shape->box.height - box.height) < SAME_SIZE;
}

/* A shape that is as large as a cell may be that cell: all that are tell how far the picture is
 * moved. Moves are counted in whole pixels. */
static void
vote(GHashTable *votes, const TmDrawioMapping *mapping, const char *cell, TmBox box)
{
    const TmDrawioPicture *picture = mapping->picture;

    box = tm_drawio_mapped_box(mapping, box);
    for (guint i = 0; i < picture->shapes->len; i++) {
        const TmDrawioShape *shape = &g_array_index(picture->shapes, TmDrawioShape, i);
        char *key;
        guint count;
        if (!is_size_of(shape, box) || (shape->cell != NULL && strcmp(shape->cell, cell) != 0))
            continue;
        key = g_strdup_printf("%.0f %.0f", shape->box.x - box.x, shape->box.y - box.y);
        count = GPOINTER_TO_UINT(g_hash_table_lookup(votes, key));
        g_hash_table_insert(votes, key, GUINT_TO_POINTER(count + 1));
    }
}

static void
take_winner(TmDrawioMapping *mapping, GHashTable *votes)
{
    const char *winner = NULL;
    GHashTableIter iter;
    gpointer key;
    gpointer count;
    char *end;

    g_hash_table_iter_init(&iter, votes);
    while (g_hash_table_iter_next(&iter, &key, &count)) {
        const guint number = GPOINTER_TO_UINT(count);
        if (number < mapping->votes ||
            (number == mapping->votes && winner != NULL && strcmp(key, winner) > 0))
            continue;
        winner = key;
        mapping->votes = number;
    }
    if (winner == NULL)
        return;
    mapping->dx = g_ascii_strtod(winner, &end);
    mapping->dy = g_ascii_strtod(end, NULL);
}

/* Without any shape to go by the picture begins where the first thing of the diagram does. */
static void
take_corner(TmDrawioMapping *mapping, const TmDiagram *diagram)
{
    TmPoint low = {G_MAXDOUBLE, G_MAXDOUBLE};

    for (guint i = 0; i < diagram->elements->len; i++) {
        const TmElement *element = diagram->elements->pdata[i];
        if (element->placed)
            low = (TmPoint){MIN(low.x, element->box.x), MIN(low.y, element->box.y)};
    }
    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = diagram->boundaries->pdata[i];
        if (boundary->placed && !boundary->line)
            low = (TmPoint){MIN(low.x, boundary->box.x), MIN(low.y, boundary->box.y)};
    }
    mapping->dx = low.x < G_MAXDOUBLE ? -low.x * mapping->scale : 0;
    mapping->dy = low.y < G_MAXDOUBLE ? -low.y * mapping->scale : 0;
}

static TmDrawioMapping
map_scaled(const TmDrawioPicture *picture, const TmDiagram *diagram, double scale)
{
    g_autoptr(GHashTable) votes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    TmDrawioMapping mapping = {picture, scale, 0, 0, 0};

    for (guint i = 0; i < MIN(diagram->elements->len, MAX_VOTERS); i++) {
        const TmElement *element = diagram->elements->pdata[i];
        if (element->placed)
            vote(votes, &mapping, element->part.id, element->box);
    }
    for (guint i = 0; i < MIN(diagram->boundaries->len, MAX_VOTERS); i++) {
        const TmBoundary *boundary = diagram->boundaries->pdata[i];
        if (boundary->placed && !boundary->line)
            vote(votes, &mapping, boundary->part.id, boundary->box);
    }
    take_winner(&mapping, votes);
    if (mapping.votes == 0)
        take_corner(&mapping, diagram);
    return mapping;
}

/* --- how large it is ---------------------------------------------------------------------- */

/* Counts by how much the shapes are larger than the cell, in hundredths. */
static void
count_scales(GHashTable *counts, const TmDrawioPicture *picture, const TmElement *element)
{
    const TmBox box = element->box;

    for (guint i = 0; i < picture->shapes->len; i++) {
        const TmDrawioShape *shape = &g_array_index(picture->shapes, TmDrawioShape, i);
        const double wide = shape->box.width / box.width;
        const double high = shape->box.height / box.height;
        gpointer key = GUINT_TO_POINTER((guint)CLAMP(round(wide * 100), 1, 10000));

        if (fabs(wide - high) > 0.01 * wide ||
            (shape->cell != NULL && strcmp(shape->cell, element->part.id) != 0))
            continue;
        g_hash_table_insert(
            counts, key, GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(counts, key)) + 1));
    }
}

/* Returns what most shapes say: 2 where the picture is twice as large as the diagram. */
static double
guess_scale(const TmDrawioPicture *picture, const TmDiagram *diagram)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
    GHashTableIter iter;
    gpointer key;
    gpointer count;
    guint best = 100;
    guint most = 0;

    for (guint i = 0; i < MIN(diagram->elements->len, MAX_SCALERS); i++) {
        const TmElement *element = diagram->elements->pdata[i];
        if (element->placed && element->box.width > 0 && element->box.height > 0)
            count_scales(counts, picture, element);
    }
    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, &key, &count)) {
        const guint number = GPOINTER_TO_UINT(count);
        if (number < most || (number == most && GPOINTER_TO_UINT(key) > best))
            continue;
        most = number;
        best = GPOINTER_TO_UINT(key);
    }
    return best / 100.0;
}

/* As large as the diagram, unless more shapes are there at another size. */
static TmDrawioMapping
map_diagram(const TmDrawioPicture *picture, const TmDiagram *diagram)
{
    const TmDrawioMapping same = map_scaled(picture, diagram, 1);
    const double scale = guess_scale(picture, diagram);
    const TmDrawioMapping other = map_scaled(picture, diagram, scale);

    return other.votes > same.votes ? other : same;
}

/* The picture shows one page: that of which it has the most. */
guint
tm_drawio_map(const TmModel *model, const TmDrawioPicture *picture, TmDrawioMapping *best)
{
    guint found = 0;

    *best = (TmDrawioMapping){picture, 1, 0, 0, 0};
    for (guint i = 0; i < model->diagrams->len; i++) {
        const TmDrawioMapping mapping = map_diagram(picture, model->diagrams->pdata[i]);
        if (i > 0 && mapping.votes <= best->votes)
            continue;
        *best = mapping;
        found = i;
    }
    return found;
}
