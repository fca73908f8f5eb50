/* `drawbridge template`: what templates hold, whether they are right, and a new one. */
#include <string.h>
#include <unistd.h>

#include "docs.h"
#include "explain.h"
#include "files.h"
#include "knowledge.h"
#include "template-command.h"
#include "trial.h"

/* @argument: what the verb needs after it, or NULL; @more: what after that, or NULL. */
typedef struct {
    const char *name;
    const char *argument;
    const char *more;
    int (*run)(const TmOptions *options, const char *argument, GError **error);
} Verb;

static int
print(const GString *text, int status, GError **error)
{
    tm_file_print(STDOUT_FILENO, "standard output", text->str, text->len, error);
    return status;
}

static void
list_manifests(const TmTemplate *template, GString *out)
{
    g_autofree char *languages = tm_knowledge_languages(template);

    for (guint i = 0; i < template->manifests->len; i++) {
        const TmManifest *manifest = template->manifests->pdata[i];

        g_string_append_printf(out, "%s  %s %s\n", manifest->id, manifest->name, manifest->version);
    }
    g_string_append_printf(out, "languages: %s\n", languages);
    g_string_append_printf(out, "%u stencils, %u properties, %u threat types, %u controls\n",
                           template->stencils->len, template->n_slots, template->threats->len,
                           template->controls->len);
}

static void
list_threats(const TmTemplate *template, GString *out)
{
    g_string_append(out, "\nThreat types:\n");
    for (guint i = 0; i < template->threats->len; i++) {
        const TmThreatType *type = template->threats->pdata[i];

        g_string_append_printf(out, "  %-16s %s\n", type->id, type->title);
    }
}

static void
list_stencils(const TmTemplate *template, GString *out)
{
    g_string_append(out, "\nStencils:\n");
    for (guint i = 0; i < template->stencils->len; i++) {
        const TmStencil *stencil = template->stencils->pdata[i];

        g_string_append_printf(out, "  %-16s %s\n", stencil->id, stencil->name);
    }
}

/* A property that is declared for several types is listed once. */
static void
list_properties(const TmTemplate *template, GString *out)
{
    g_string_append(out, "\nProperties:\n");
    for (guint i = 0; i < template->properties->len; i++) {
        const TmProperty *property = template->properties->pdata[i];

        if (g_hash_table_lookup(template->property_of, property->id) == property)
            g_string_append_printf(out, "  %-20s %s\n", property->id, property->label);
    }
}

static void
list_controls(const TmTemplate *template, GString *out)
{
    g_string_append(out, "\nControls:\n");
    for (guint i = 0; i < template->controls->len; i++) {
        const TmControl *control = template->controls->pdata[i];

        g_string_append_printf(out, "  %-16s %s\n", control->id, control->name);
    }
}

static int
run_list(const TmOptions *options, const char *argument G_GNUC_UNUSED, GError **error)
{
    g_autoptr(TmTemplate) template =
        tm_knowledge_load(options->templates, options->language, error);
    g_autoptr(GString) text = g_string_new(NULL);

    if (template == NULL)
        return -1;
    list_manifests(template, text);
    list_threats(template, text);
    list_stencils(template, text);
    list_properties(template, text);
    list_controls(template, text);
    return print(text, 0, error);
}

static int
run_show(const TmOptions *options, const char *argument, GError **error)
{
    g_autoptr(TmTemplate) template =
        tm_knowledge_load(options->templates, options->language, error);
    g_autoptr(GString) text = g_string_new(NULL);

    if (template == NULL)
        return -1;
    if (!tm_explain(template, argument, text))
        return tm_options_fail(error, "nothing is called '%s'; see `drawbridge template list`",
                               argument);
    return print(text, 0, error);
}

/* Whether @text is the name of a file of @folder, or begins with one. @folder may be a file. */
static gboolean
is_about(const char *text, const char *folder)
{
    gsize length = strlen(folder);

    if (!g_str_has_prefix(text, folder))
        return FALSE;
    return g_str_has_suffix(folder, "/") || strchr("/:", text[length]) != NULL;
}

/* Returns the name under which the folder is loaded, not a built-in template of the same name. */
static char *
folder_name(const char *argument)
{
    g_autofree char *name = g_strdup(argument);
    g_autoptr(GArray) sources = tm_sources_new();

    for (gsize length = strlen(name); length > 1 && name[length - 1] == '/'; length--)
        name[length - 1] = '\0';
    if (g_file_test(name, G_FILE_TEST_IS_DIR) && tm_template_builtin(name, sources))
        return g_strconcat("./", name, NULL);
    return g_steal_pointer(&name);
}

/* Tries the threat types of @folder; those that it builds upon have been tried already. */
static void
try_types(const TmTemplate *template, const char *folder, GPtrArray *lines)
{
    for (guint i = 0; tm_trial_possible() && i < template->threats->len; i++) {
        const TmThreatType *type = template->threats->pdata[i];

        if (is_about(type->file, folder))
            tm_trial_run(template, type, lines);
    }
}

/* Prints the lines about files of @folder (NULL: all). */
static void
print_lines(const GPtrArray *lines, const char *folder, GString *out)
{
    for (guint i = 0; i < lines->len; i++)
        if (folder == NULL || is_about(lines->pdata[i], folder))
            g_string_append_printf(out, "%s\n", (const char *)lines->pdata[i]);
}

/* Warnings are advice: they do not change the status. */
static int
run_lint(const TmOptions *options G_GNUC_UNUSED, const char *argument, GError **error)
{
    g_autofree char *folder = folder_name(argument);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) warnings = NULL;
    g_autoptr(TmTemplate) template = NULL;
    g_autoptr(GString) text = g_string_new(NULL);

    g_ptr_array_add(names, folder);
    if ((template = tm_knowledge_load(names, NULL, error)) == NULL)
        return -1;
    warnings = tm_template_lint(template);
    try_types(template, folder, errors);
    print_lines(warnings, folder, text);
    print_lines(errors, NULL, text);
    if (!tm_trial_possible())
        g_string_append(text, "hits and misses are not tried: this build does not read DOT\n");
    return print(text, errors->len > 0 ? 2 : 0, error);
}

static int
run_new(const TmOptions *options G_GNUC_UNUSED, const char *argument, GError **error)
{
    return tm_template_begin(argument, error) ? 0 : -1;
}

static int
run_docs(const TmOptions *options, const char *argument, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(TmTemplate) template = NULL;

    g_ptr_array_add(names, (char *)argument);
    if ((template = tm_knowledge_load(names, options->language, error)) == NULL)
        return -1;
    return tm_docs_write(template, options->files->pdata[2], error) ? 0 : -1;
}

static int
run_convert(const TmOptions *options, const char *argument, GError **error)
{
    return tm_template_write_converted(argument, options->files->pdata[2], error) ? 0 : -1;
}

static const Verb verbs[] = {
    {"list", NULL, NULL, run_list},       {"show", "ID", NULL, run_show},
    {"lint", "FOLDER", NULL, run_lint},   {"new", "FOLDER", NULL, run_new},
    {"docs", "NAME", "FOLDER", run_docs}, {"convert", "FILE", "FOLDER", run_convert},
};

static const Verb *
find_verb(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}

int
tm_template_command(const TmOptions *options, GError **error)
{
    const GPtrArray *words = options->files;
    const Verb *verb = words->len > 0 ? find_verb(words->pdata[0]) : NULL;
    const char *argument = words->len > 1 ? words->pdata[1] : NULL;

    if (verb == NULL)
        return tm_options_fail(error, "template takes list, show, lint, new, docs or convert");
    if (verb->argument == NULL && argument != NULL)
        return tm_options_fail(error, "template %s takes nothing else", verb->name);
    if (verb->more != NULL && words->len != 3)
        return tm_options_fail(error, "template %s takes a %s and a %s", verb->name, verb->argument,
                               verb->more);
    if (verb->argument != NULL && verb->more == NULL && words->len != 2)
        return tm_options_fail(error, "template %s takes one %s", verb->name, verb->argument);
    return verb->run(options, argument, error);
}
