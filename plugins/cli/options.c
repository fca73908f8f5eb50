/* The command line is read, and its help printed, by the table of options. */
#include <string.h>

#include "options-own.h"

static const TmOption *
find_option(TmCommand command, const char *name, gsize length)
{
    for (const TmOption *option = tm_option_table; option->name != NULL; option++)
        if ((option->commands & command) != 0 && strlen(option->name) == length &&
            strncmp(option->name, name, length) == 0)
            return option;
    return NULL;
}

static const TmOption *
find_letter(TmCommand command, char letter)
{
    for (const TmOption *option = tm_option_table; option->name != NULL; option++)
        if ((option->commands & command) != 0 && option->letter == letter && letter != '\0')
            return option;
    return NULL;
}

/* Takes the value of @option out of @glued (after = or the letter) or out of the next word. */
static gboolean
take_value(TmOptions *options, const TmOption *option, const char *glued, char ***words,
           GError **error)
{
    const char *value = glued;

    if (option->value == NULL) {
        if (glued != NULL)
            return tm_options_fail(error, "--%s takes no value", option->name);
        return option->take(options, NULL, error);
    }
    if (value == NULL && **words != NULL)
        value = *(*words)++;
    if (value == NULL)
        return tm_options_fail(error, "--%s needs a value: %s", option->name, option->value);
    return option->take(options, value, error);
}

static gboolean
take_long(TmOptions *options, TmCommand command, const char *word, char ***words, GError **error)
{
    gsize length = strcspn(word + 2, "=");
    const TmOption *option = find_option(command, word + 2, length);
    const char *glued = word[2 + length] == '=' ? word + 2 + length + 1 : NULL;

    if (option == NULL)
        return tm_options_fail(error, "unknown option '%.*s'; see --help", (int)length + 2, word);
    return take_value(options, option, glued, words, error);
}

static gboolean
take_short(TmOptions *options, TmCommand command, const char *word, char ***words, GError **error)
{
    const TmOption *option = find_letter(command, word[1]);
    const char *glued = word[2] != '\0' ? word + 2 : NULL;

    if (option == NULL)
        return tm_options_fail(error, "unknown option '%s'; see --help", word);
    return take_value(options, option, glued, words, error);
}

static gboolean
take_words(TmOptions *options, TmCommand command, char **words, GError **error)
{
    gboolean only_files = FALSE;

    while (*words != NULL) {
        char *word = *words++;

        if (only_files || word[0] != '-' || word[1] == '\0')
            g_ptr_array_add(options->files, g_strdup(word));
        else if (strcmp(word, "--") == 0)
            only_files = TRUE;
        else if (word[1] == '-' && !take_long(options, command, word, &words, error))
            return FALSE;
        else if (word[1] != '-' && !take_short(options, command, word, &words, error))
            return FALSE;
    }
    return TRUE;
}

void
tm_options_free(TmOptions *options)
{
    g_ptr_array_unref(options->files);
    g_ptr_array_unref(options->outputs);
    g_ptr_array_unref(options->templates);
    g_free(options);
}

void
tm_options_print(TmCommand command, GString *out)
{
    for (const TmOption *option = tm_option_table; option->name != NULL; option++) {
        g_autofree char *words = NULL;

        if ((option->commands & command) == 0)
            continue;
        words = g_strdup_printf("--%s%s%s", option->name, option->value != NULL ? " " : "",
                                option->value != NULL ? option->value : "");
        if (option->letter != '\0')
            g_string_append_printf(out, "  -%c, %-22s  %s\n", option->letter, words, option->about);
        else
            g_string_append_printf(out, "      %-22s  %s\n", words, option->about);
    }
}

/* Who decides need not say so each time. */
static gboolean
take_user(TmOptions *options, TmCommand command, GError **error)
{
    const TmOption *option = find_option(command, "by", strlen("by"));
    const char *user = g_getenv("DRAWBRIDGE_USER");

    if (option == NULL || options->by != NULL || user == NULL || *user == '\0')
        return TRUE;
    return option->take(options, user, error);
}

TmOptions *
tm_options_parse(TmCommand command, char **words, GError **error)
{
    g_autoptr(TmOptions) options = g_new0(TmOptions, 1);

    options->files = g_ptr_array_new_with_free_func(g_free);
    options->outputs = g_ptr_array_new();
    options->templates = g_ptr_array_new();
    options->jobs = 1;
    if (!take_words(options, command, words, error) || !take_user(options, command, error))
        return NULL;
    return g_steal_pointer(&options);
}
