/* Text for a terminal: the word of the severity stands out; a color is never the only signal. */
#include "color.h"

#include <string.h>
#include <unistd.h>

typedef struct {
    const char *word;
    const char *begin;
} Color;

static const Color colors[] = {
    {": critical: ", "\033[1;31m"}, {": high: ", "\033[31m"},    {": medium: ", "\033[33m"},
    {": low: ", "\033[36m"},        {": warning: ", "\033[35m"}, {NULL, NULL},
};

gboolean
tm_color_wanted(const TmOptions *options)
{
    const char *no_color = g_getenv("NO_COLOR");

    if (options->outputs->len > 0 || options->color == TM_COLOR_NEVER)
        return FALSE;
    if (options->color == TM_COLOR_ALWAYS)
        return TRUE;
    return isatty(STDOUT_FILENO) == 1 && (no_color == NULL || *no_color == '\0');
}

static void
color_line(const char *line, GString *out)
{
    for (const Color *color = colors; color->word != NULL; color++) {
        const char *found = strstr(line, color->word);

        if (found == NULL)
            continue;
        g_string_append_len(out, line, found + 2 - line);
        g_string_append_printf(out, "%s%.*s\033[0m%s", color->begin, (int)strlen(color->word) - 4,
                               color->word + 2, found + strlen(color->word) - 2);
        return;
    }
    g_string_append(out, line);
}

void
tm_color_severities(GString *text)
{
    g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);

    g_string_truncate(text, 0);
    for (char **line = lines; *line != NULL; line++) {
        color_line(*line, text);
        if (line[1] != NULL)
            g_string_append_c(text, '\n');
    }
}
