/* Works a score out again, from the reasons that a threat gives for it. */
#include "reasons.h"

#include <stdlib.h>
#include <string.h>

/* Adds up " +1 Internet +1 stated" until "= 4"; returns what stands there, or the sum. */
static long
add_up(const char **text, long sum, gboolean *right)
{
    for (;;) {
        const char *next = *text + strcspn(*text, "+-=;");
        char *end;

        if (*next == '=') {
            long said = strtol(next + 1, &end, 10);
            *right &= said == CLAMP(sum, 1, 4);
            *text = end;
            return said;
        }
        if (*next == ';' || *next == '\0')
            return sum;
        if (next[-1] == ' ' && g_ascii_isdigit(next[1]))
            sum += strtol(next, NULL, 10);
        *text = next + 1;
    }
}

gboolean
reasons_add_up(const TmThreat *threat, const char *why)
{
    static const char *const names[] = {"Low", "Medium", "High", "Critical"};
    const char *text = why;
    gboolean right = g_str_has_prefix(text, "L = ");
    g_autofree char *end = NULL;
    long likelihood, impact;

    text += strlen("L = ");
    likelihood = add_up(&text, strtol(text, (char **)&text, 10), &right);
    right &= g_str_has_prefix(text, "; I = ");
    text += strlen("; I = ");
    impact = add_up(&text, strtol(text, (char **)&text, 10), &right);
    end = g_strdup_printf("; %ld %s", likelihood * impact, names[threat->severity]);
    return right && strcmp(text + strcspn(text, ";"), end) == 0 &&
           likelihood == (long)threat->likelihood && impact == (long)threat->impact &&
           threat->score == threat->likelihood * threat->impact;
}
