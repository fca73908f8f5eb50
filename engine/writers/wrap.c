/* Text is measured by a table: the same everywhere, whatever fonts there are. */
#include "wrap.h"

#include <string.h>

#define ROOM 1.06 /* by which other fonts are wider */
#define WIDE 1.0
#define OTHER 0.64 /* Cyrillic, Greek ... */
#define DOTS "\xe2\x80\xa6"

/* Thousandths of the size, from the blank on: the metrics of Helvetica, which Adobe published. */
static const guint16 widths[] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584,
};

static double
letter_width(gunichar letter)
{
    if (letter >= ' ' && letter - ' ' < G_N_ELEMENTS(widths))
        return widths[letter - ' '] / 1000.0 * ROOM;
    if (g_unichar_iszerowidth(letter))
        return 0;
    return (g_unichar_iswide(letter) ? WIDE : OTHER) * ROOM;
}

double
tm_wrap_width(const char *text, gsize length)
{
    double width = 0;

    for (const char *c = text; c < text + length; c = g_utf8_next_char(c))
        width += letter_width(g_utf8_get_char(c));
    return width;
}

/* Whether a line may end after @letter. */
static gboolean
breaks_after(gunichar letter)
{
    return letter == ' ' || g_unichar_iswide(letter) ||
           (letter < 128 && strchr("-/_,;:.|&", (int)letter) != NULL);
}

/* Returns the end of the first line of @text, of at most @width in letters of one point. */
static const char *
find_end(const char *text, double width, gboolean *broken)
{
    const char *best = NULL;
    double used = 0;

    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
        const gunichar letter = g_utf8_get_char(c);

        if (letter != ' ')
            used += letter_width(letter);
        if (used > width && c > text) {
            *broken = *broken || best == NULL;
            return best != NULL ? best : c;
        }
        if (letter == ' ')
            used += letter_width(letter);
        if (breaks_after(letter))
            best = g_utf8_next_char(c);
    }
    return text + strlen(text);
}

static TmWrapLine
line_of(const char *start, const char *end, double size)
{
    while (end > start && end[-1] == ' ')
        end--;
    return (TmWrapLine){start, (gsize)(end - start),
                        tm_wrap_width(start, (gsize)(end - start)) * size};
}

/* The last line ends in "...", for which it gives letters where it is too long. */
static void
cut(TmWrap *wrap, double size, double width)
{
    TmWrapLine *line = &wrap->lines[wrap->count - 1];
    const double dots = letter_width(g_utf8_get_char(DOTS)) * size;

    wrap->cut = TRUE;
    while (line->length > 0 && line->width + dots > width) {
        const char *end = g_utf8_prev_char(line->start + line->length);
        *line = line_of(line->start, end, size);
    }
    line->width += dots;
}

TmWrap
tm_wrap(const char *text, double size, double width)
{
    TmWrap wrap = {.count = 0};

    while (*text != '\0' && wrap.count < TM_WRAP_MOST) {
        const char *end = find_end(text, width / size, &wrap.broken);
        wrap.lines[wrap.count++] = line_of(text, end, size);
        for (text = end; *text == ' '; text++)
            ;
    }
    if (*text != '\0')
        cut(&wrap, size, width);
    for (guint i = 0; i < wrap.count; i++)
        wrap.width = MAX(wrap.width, wrap.lines[i].width);
    return wrap;
}

char *
tm_wrap_text(const TmWrap *wrap, guint line)
{
    g_autofree char *text = g_strndup(wrap->lines[line].start, wrap->lines[line].length);

    return g_strconcat(text, wrap->cut && line + 1 == wrap->count ? DOTS : "", NULL);
}
