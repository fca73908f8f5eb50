/* One label: how large it is, and whether it covers a shape or another label. */
#include "placed-try.h"

#define LINE 1.2 /* height of a line, of its letters */

/* What may not be covered, for whom. */
typedef struct {
    const TmPlacedPart *part;
    const TmPlacedLabel *label;
} Trial;

/* --- measuring ---------------------------------------------------------------------------- */

guint
tm_placed_row(const GPtrArray *chips, guint first, double width, double *used)
{
    guint end = first;

    *used = -TM_CHIP_SPACE;
    for (; end < chips->len; end++) {
        const TmChip *chip = g_ptr_array_index(chips, end);
        if (end > first && *used + TM_CHIP_SPACE + chip->width > width)
            break;
        *used += TM_CHIP_SPACE + chip->width;
    }
    return end;
}

TmPlacedLabel
tm_placed_measure(const char *name, const GPtrArray *chips, double size, double width)
{
    TmPlacedLabel label = {.wrap = tm_wrap(name, size, width), .size = size, .chips = chips};

    label.at.width = label.wrap.width;
    label.at.height = label.wrap.count * size * LINE;
    for (guint first = 0; first < chips->len;) {
        double used;
        first = tm_placed_row(chips, first, width, &used);
        label.at.width = MAX(label.at.width, used);
        label.at.height += TM_CHIP_HEIGHT + TM_CHIP_SPACE;
    }
    return label;
}

const GPtrArray *
tm_placed_chips_of(const TmPlacedPart *part, TmChips chips)
{
    if (chips == TM_CHIPS_ALL)
        return part->chips;
    return chips == TM_CHIPS_FEW ? part->few : part->none;
}

gboolean
tm_placed_write(TmPlacedPart *part, const TmWay *way, TmChips chips, double width)
{
    part->label = tm_placed_measure(part->name, tm_placed_chips_of(part, chips), way->size, width);
    part->label.outside = way->where == TM_OUTSIDE;
    return way->broken || (!part->label.wrap.broken && !part->label.wrap.cut);
}

/* --- trying ------------------------------------------------------------------------------- */

/* A label may lie in a shape that holds others, but not across its border. */
static gboolean
is_in_the_way(TmBox box, gconstpointer owner, gpointer data)
{
    const Trial *trial = data;
    const TmPlacedPart *other = owner;

    if (other == trial->part)
        return trial->label->outside;
    return !(other->holds && tm_box_holds(box, trial->label->at));
}

static gboolean
is_taken(TmBox box G_GNUC_UNUSED, gconstpointer owner G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
    return TRUE;
}

gboolean
tm_placed_try(const TmPlaced *placed, const TmPlacedPart *part, TmPlacedLabel *label, double x,
              double y)
{
    Trial trial = {part, label};

    label->at.x = x;
    label->at.y = y;
    return !tm_space_any(placed->labels, label->at, is_taken, NULL) &&
           !tm_space_any(placed->shapes, label->at, is_in_the_way, &trial);
}

void
tm_placed_keep(TmPlaced *placed, TmPlacedPart *part, const TmWay *way)
{
    part->labelled = TRUE;
    tm_space_add(placed->labels, part->label.at, part);
    if (part->badged)
        tm_space_add(placed->labels, part->badge.at, part);
    placed->badness += way->badness;
}
