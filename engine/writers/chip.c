/* Threat chips: severity by letter as well as by colour, so that colour is not the only signal. */
#include "chip.h"
#include "word.h"

#define MAX_TOOLTIP 12 /* threats named in a tooltip */
#define LETTER_WIDTH 5 /* points, of a letter of a chip */
#define MAX_ID 8       /* letters of a threat type's id */
#define PADDING 8      /* points, beside its text */
#define INK "#1a1a1a"  /* not "black", which SVG leaves out, so that dark mode would turn it */

static const TmChipColour colours[] = {
    [TM_LOW] = {'L', "low", "#f4d35e", INK},
    [TM_MEDIUM] = {'M', "medium", "#e08e0b", INK},
    [TM_HIGH] = {'H', "high", "#c0392b", "white"},
    [TM_CRITICAL] = {'C', "critical", "#7a0016", "white"},
};

const TmChipColour *
tm_chip_colour(TmSeverity severity)
{
    return &colours[severity];
}

static void
free_chip(gpointer data)
{
    TmChip *chip = data;

    g_free(chip->title);
    g_free(chip->text);
    g_free(chip);
}

const char *
tm_chip_name(const TmThreat *threat)
{
    return *threat->type->id != '\0' ? threat->type->id : threat->id;
}

/* Takes @title and @text. */
static void
add_chip(GPtrArray *chips, const TmChipColour *colour, const char *link, char *title, char *text)
{
    TmChip *chip = g_new0(TmChip, 1);

    *chip = (TmChip){colour, link, title, text,
                     (guint)g_utf8_strlen(text, -1) * LETTER_WIDTH + PADDING};
    g_ptr_array_add(chips, chip);
}

/* Templates of Microsoft's tool may have ids of 36 letters, of which the first tell enough. A
 * threat that a file brings along has the ids of its parts in its own, and stands beside them. Free
 * it. */
static char *
shorten(const char *id)
{
    g_autofree char *own = g_strndup(id, strcspn(id, "@"));
    g_autofree char *first = NULL;

    if (g_utf8_strlen(own, -1) <= MAX_ID)
        return g_steal_pointer(&own);
    first = g_utf8_substring(own, 0, MAX_ID - 2);
    return g_strconcat(first, "\xe2\x80\xa6", NULL);
}

static void
add_threat(GPtrArray *chips, const TmReport *report, const TmThreat *threat)
{
    const TmChipColour *colour = &colours[threat->severity];
    const char *id = tm_chip_name(threat);
    g_autofree char *shown = shorten(id);

    add_chip(chips, colour, threat->id,
             g_strdup_printf("%s %s: %s", id, tm_word(report, colour->word), threat->title),
             g_strdup_printf("%s%c", shown, colour->letter));
}

GPtrArray *
tm_chips_new(const TmReport *report, const GPtrArray *threats, guint most)
{
    static const TmChipColour grey = {'+', "more", "#5d6d7e", "white"};
    GPtrArray *chips = g_ptr_array_new_with_free_func(free_chip);
    const guint named = threats->len > most ? most - 1 : threats->len;

    for (guint i = 0; i < named; i++)
        add_threat(chips, report, g_ptr_array_index(threats, i));
    if (threats->len > named)
        add_chip(chips, &grey, "",
                 g_strdup_printf(tm_word(report, "%u more threats"), threats->len - named),
                 g_strdup_printf("+%u", threats->len - named));
    return chips;
}

void
tm_chip_closed(GString *out, const TmReport *report, guint count)
{
    g_string_append_printf(out,
                           count == 1 ? tm_word(report, "%u threat mitigated or not applicable")
                                      : tm_word(report, "%u threats mitigated or not applicable"),
                           count);
}

char *
tm_chip_tooltip(const TmReport *report, const char *name, const GPtrArray *threats, guint closed)
{
    GString *text = g_string_new(name);
    const guint count = threats != NULL ? threats->len : 0;

    for (guint i = 0; i < MIN(count, MAX_TOOLTIP); i++) {
        const TmThreat *threat = g_ptr_array_index(threats, i);
        g_string_append_printf(text, "%s%s %s: %s", text->len > 0 ? "\n" : "", tm_chip_name(threat),
                               tm_word(report, tm_severity_name(threat->severity)), threat->title);
    }
    if (count > MAX_TOOLTIP) {
        g_string_append_c(text, '\n');
        g_string_append_printf(text, tm_word(report, "and %u more"), count - MAX_TOOLTIP);
    }
    if (closed > 0) {
        g_string_append(text, text->len > 0 ? "\n" : "");
        tm_chip_closed(text, report, closed);
    }
    return g_string_free(text, FALSE);
}
