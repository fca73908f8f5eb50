/* Threat chips: what a part wears in a picture. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

#define TM_CHIP_SIZE 8    /* points, of its letters */
#define TM_CHIP_HEIGHT 14 /* points */
#define TM_CHIP_SPACE 2   /* points, around each */

/* The colours and the letter that stand for a severity. */
typedef struct {
    char letter;
    const char *word;
    const char *fill;
    const char *ink;
} TmChipColour;

/* One threat; or, the last one, how many more there are. */
typedef struct {
    const TmChipColour *colour;
    const char *link; /* id of the threat; "" of the last one */
    char *title;
    char *text;
    guint width; /* points */
} TmChip;

const TmChipColour *tm_chip_colour(TmSeverity severity);

/* Returns what a threat is called in short: its type; its id where a person added it. */
const char *tm_chip_name(const TmThreat *threat);

/* Returns at most @most TmChip for @threats, the worst first; free the array. */
GPtrArray *tm_chips_new(const TmReport *report, const GPtrArray *threats, guint most);

/* Returns what a reader sees on pointing at a part: its name and its threats, a line for each, and
 * how many more are closed. Free it. @threats may be NULL. */
char *tm_chip_tooltip(const TmReport *report, const char *name, const GPtrArray *threats,
                      guint closed);

/* Appends what is said of @count threats that need nothing any more. */
void tm_chip_closed(GString *out, const TmReport *report, guint count);

G_END_DECLS
