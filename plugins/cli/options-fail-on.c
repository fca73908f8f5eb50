/* The words of --fail-on. */
#include <string.h>

#include "options-own.h"

static gboolean
find_severity(const char *word, TmSeverity *severity)
{
    for (guint i = TM_LOW; i <= TM_CRITICAL; i++) {
        if (strcmp(word, tm_severity_name((TmSeverity)i)) == 0) {
            *severity = (TmSeverity)i;
            return TRUE;
        }
    }
    return FALSE;
}

/* Returns what a word other than a severity asks for, or NULL. */
static gboolean *
find_switch(TmFailOn *fail_on, const char *word)
{
    const struct {
        const char *name;
        gboolean *wish;
    } switches[] = {
        {"new", &fail_on->fresh},
        {"unreviewed", &fail_on->unreviewed},
        {"expired", &fail_on->expired},
        {"messages", &fail_on->messages},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(switches); i++)
        if (strcmp(word, switches[i].name) == 0)
            return switches[i].wish;
    return NULL;
}

static gboolean
take_word(TmFailOn *fail_on, const char *word, GError **error)
{
    gboolean *wish = find_switch(fail_on, word);

    if (wish != NULL) {
        *wish = TRUE;
        return TRUE;
    }
    if (!find_severity(word, &fail_on->severity))
        return tm_options_fail(error,
                               "--fail-on takes low, medium, high or critical, and new, "
                               "unreviewed, expired and messages, not '%s'",
                               word);
    if (fail_on->threats)
        return tm_options_fail(error, "--fail-on takes one severity, '%s' is another", word);
    fail_on->threats = TRUE;
    return TRUE;
}

/* Whether something is asked for, and what narrows a severity has one. */
static gboolean
is_whole(const TmFailOn *fail_on)
{
    const gboolean narrows = fail_on->unreviewed || fail_on->fresh;

    return fail_on->threats || (!narrows && (fail_on->messages || fail_on->expired));
}

gboolean
tm_options_take_fail_on(TmOptions *options, const char *value, GError **error)
{
    g_auto(GStrv) words = g_strsplit(value, ",", -1);
    TmFailOn fail_on = {0};

    for (char **word = words; *word != NULL; word++)
        if (!take_word(&fail_on, *word, error))
            return FALSE;
    if (!is_whole(&fail_on))
        return tm_options_fail(error, "--fail-on needs low, medium, high or critical");
    options->fail_on = fail_on;
    return TRUE;
}
