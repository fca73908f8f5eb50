/* What stands above a picture: its title, the legend, threats of the whole model, and what is
 * missing in it. */
#include <string.h>

#include "dot.h"
#include "placed-own.h"
#include "word.h"

#define MARGIN 10 /* points, left of it and above */
#define ROW 20    /* points */
#define SPACE 14  /* points between two things on a row */
#define TITLE 11
#define SMALL 9

typedef struct {
    const TmPlaced *placed;
    TmCanvas *canvas; /* NULL: only measured */
    double width;     /* of what there is */
    TmPoint at;
    double right; /* the farthest that was needed */
} Head;

/* Goes to the next row where @width does not fit on this one. */
static void
want(Head *head, double width)
{
    if (head->at.x > 0 && head->at.x + width > head->width)
        head->at = (TmPoint){0, head->at.y + ROW};
    head->right = MAX(head->right, head->at.x + width);
}

static void
write_text(Head *head, const char *text, TmFont font)
{
    const double width = tm_wrap_width(text, strlen(text)) * font.size * (font.bold ? 1.08 : 1);

    if (*text == '\0')
        return;
    want(head, width);
    if (head->canvas != NULL)
        tm_canvas_text_left(head->canvas, font,
                            (TmPoint){MARGIN + head->at.x, MARGIN + head->at.y + 11}, width, text);
    head->at.x += width + SPACE;
}

static double
draw_sample(const Head *head, TmSeverity severity, double x)
{
    const TmChipColour *colour = tm_chip_colour(severity);
    g_autofree char *text =
        g_strdup_printf("%c = %s", colour->letter, tm_word(head->placed->report, colour->word));
    const double width = tm_wrap_width(text, strlen(text)) * SMALL;
    const TmPen pen = {colour->fill, NULL, 0, FALSE};
    const TmFont font = {SMALL, colour->ink, FALSE, FALSE};
    const TmBox box = {MARGIN + x, MARGIN + head->at.y, width + 8, 15};

    if (head->canvas != NULL) {
        tm_canvas_round(head->canvas, pen, box, 4);
        tm_canvas_text(head->canvas, font, (TmPoint){box.x + box.width / 2, box.y + 11}, width,
                       text);
    }
    return box.width + 4;
}

static void
write_legend(Head *head)
{
    const char *before = tm_word(head->placed->report, "threat id + severity:");
    const TmFont font = {TITLE - 1, NULL, FALSE, FALSE};
    const Head nothing = {head->placed, NULL, 0, {0, 0}, 0};
    double width = tm_wrap_width(before, strlen(before)) * font.size + SPACE;

    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        width += draw_sample(&nothing, (TmSeverity)severity, 0);
    want(head, width);
    write_text(head, before, font);
    head->at.x -= SPACE / 2;
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        head->at.x += draw_sample(head, (TmSeverity)severity, head->at.x);
    head->at.x += SPACE - 4;
}

static void
write_model(Head *head, const GPtrArray *threats)
{
    const TmFont font = {TITLE - 1, NULL, FALSE, FALSE};
    g_autoptr(GPtrArray) chips = tm_chips_new(head->placed->report, threats, 4);
    double width;

    tm_placed_row(chips, 0, G_MAXDOUBLE, &width);
    want(head, 80 + width);
    write_text(head, tm_word(head->placed->report, "whole model:"), font);
    head->at.x -= SPACE / 2;
    if (head->canvas != NULL)
        tm_placed_chips(head->canvas, chips, 0, chips->len,
                        (TmPoint){MARGIN + head->at.x, MARGIN + head->at.y});
    head->at.x += width + SPACE;
}

static void
write_closed(Head *head, guint count)
{
    const TmFont font = {TITLE - 1, NULL, FALSE, FALSE};
    g_autoptr(GString) text = g_string_new(NULL);

    tm_chip_closed(text, head->placed->report, count);
    write_text(head, text->str, font);
}

TmBox
tm_placed_head(const TmPlaced *placed, TmCanvas *canvas, double width)
{
    const TmFont bold = {TITLE, NULL, TRUE, FALSE};
    const TmFont italic = {TITLE - 1, NULL, FALSE, TRUE};
    const GPtrArray *threats = tm_dot_plan_threats(placed->plan, placed->diagram);
    g_autofree char *title = tm_dot_title(placed->report, placed->diagram);
    TmWrap wrap = tm_wrap(title, TITLE * 1.08, width);
    Head head = {placed, canvas, width, {0, 0}, 0};

    if (placed->view->bare)
        return (TmBox){0, 0, 0, 0};
    for (guint i = 0; i < wrap.count; i++) {
        g_autofree char *line = tm_wrap_text(&wrap, i);
        if (i > 0)
            head.at = (TmPoint){0, head.at.y + ROW};
        write_text(&head, line, bold);
    }
    if (placed->plan->n_threats > 0)
        write_legend(&head);
    if (threats != NULL)
        write_model(&head, threats);
    if (placed->plan->n_closed > 0)
        write_closed(&head, placed->plan->n_closed);
    if (*placed->simplified != '\0') {
        g_autofree char *note = g_strconcat("simplified: ", placed->simplified, NULL);
        write_text(&head, note, italic);
    }
    return (TmBox){0, 0, head.right, head.at.y + ROW};
}
