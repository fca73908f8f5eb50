/* What becomes of each input: which files are written, in which formats. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files.h"
#include "formats.h"
#include "outputs.h"

/* What is known while the outputs are planned. */
typedef struct {
    const TmOptions *options;
    GHashTable *inputs; /* keys of files */
    GHashTable *taken;  /* keys of outputs */
} Plan;

static void
free_output(gpointer data)
{
    TmOutput *output = data;

    g_free(output->path);
    g_free(output);
}

static void
free_outputs(gpointer data)
{
    g_ptr_array_unref(data);
}

static gboolean
is_folder(const char *name)
{
    return g_str_has_suffix(name, "/");
}

static gboolean
has_diagram_in_png(const char *name)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);

    return g_str_has_suffix(lower, ".drawio.png") || g_str_has_suffix(lower, ".dio.png");
}

static gboolean
check_output(const TmOptions *options, const char *name, GError **error)
{
    if (options->to == NULL && is_folder(name))
        return tm_options_fail(error, "--output %s needs --to FORMAT", name);
    if (options->to == NULL && has_diagram_in_png(name))
        return tm_options_fail(error,
                               "a PNG with a diagram inside is not written (%s): write a .drawio, "
                               "a .drawio.svg or a plain .png",
                               name);
    if (options->to == NULL && tm_format_of_path(name) == NULL)
        return tm_options_fail(error, "no format is written to files like '%s'; see --help", name);
    if (options->files->len > 1 && !is_folder(name))
        return tm_options_fail(error, "several inputs need --output FOLDER/ --to FORMAT");
    return TRUE;
}

/* Takes ".drawio" off, where "drawio.svg" follows. */
static void
drop_doubled(char *base, const char *ending)
{
    g_autofree char *first = g_strdup_printf(".%.*s", (int)strcspn(ending, "."), ending);

    if (strchr(ending, '.') != NULL && g_str_has_suffix(base, first) && strcmp(base, first) != 0)
        base[strlen(base) - strlen(first)] = '\0';
}

/* "in/shop.dot" becomes "out/shop.svg". */
static char *
path_in(const char *folder, const char *input, const char *format)
{
    g_autofree char *base = g_path_get_basename(input);
    g_autofree char *ending = tm_format_ending(format);
    char *dot = strrchr(base, '.');

    if (dot != NULL && dot != base)
        *dot = '\0';
    drop_doubled(base, ending);
    return g_strdup_printf("%s%s.%s", folder, strcmp(base, "-") == 0 ? "stdin" : base, ending);
}

/* A file that is not there yet is known by its folder, which may have several names. */
static char *
output_key(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *base = g_path_get_basename(path);
    char real[PATH_MAX];

    if (access(path, F_OK) == 0 || realpath(folder, real) == NULL)
        return tm_file_key(path);
    return g_strconcat("name ", real, "/", base, NULL);
}

static gboolean
take_path(Plan *plan, const char *path, gboolean named, GError **error)
{
    char *key = output_key(path);
    gboolean over_input = !named && g_hash_table_contains(plan->inputs, key);
    gboolean device = strcmp(path, "-") == 0 || g_str_has_prefix(path, "/dev/");

    if (!device && g_hash_table_contains(plan->taken, key)) {
        g_free(key);
        return tm_options_fail(error, "%s would be written twice", path);
    }
    g_hash_table_add(plan->taken, key);
    return !over_input || tm_options_fail(error, "%s is an input; name it to write over it", path);
}

static gboolean
add_output(Plan *plan, GPtrArray *outputs, const char *input, const char *name, GError **error)
{
    TmOutput *output = g_new0(TmOutput, 1);
    const char *to = plan->options->to;

    output->format = to != NULL ? to : tm_format_of_path(name);
    output->path = is_folder(name) ? path_in(name, input, output->format) : g_strdup(name);
    g_ptr_array_add(outputs, output);
    return take_path(plan, output->path, !is_folder(name), error);
}

static void
add_standard(const TmOptions *options, GPtrArray *outputs)
{
    TmOutput *output;

    if (options->quiet && options->to == NULL)
        return;
    output = g_new0(TmOutput, 1);
    output->format = options->to != NULL ? options->to : "text";
    output->path = g_strdup("-");
    g_ptr_array_add(outputs, output);
}

static gboolean
plan_file(Plan *plan, GPtrArray *outputs, const char *input, GError **error)
{
    const GPtrArray *names = plan->options->outputs;

    if (names->len == 0)
        add_standard(plan->options, outputs);
    for (guint i = 0; i < names->len; i++)
        if (!add_output(plan, outputs, input, names->pdata[i], error))
            return FALSE;
    return TRUE;
}

static gboolean
plan_files(Plan *plan, GPtrArray *all, GError **error)
{
    const GPtrArray *files = plan->options->files;

    for (guint i = 0; i < files->len; i++) {
        GPtrArray *outputs = g_ptr_array_new_with_free_func(free_output);

        g_ptr_array_add(all, outputs);
        if (!plan_file(plan, outputs, files->pdata[i], error))
            return FALSE;
    }
    return TRUE;
}

GPtrArray *
tm_outputs_plan(const TmOptions *options, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(free_outputs);
    g_autoptr(GHashTable) inputs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Plan plan = {options, inputs, taken};

    if (options->to != NULL && !tm_format_exists(options->to)) {
        tm_options_fail(error, "only --summary is written as '%s'", options->to);
        return NULL;
    }
    for (guint i = 0; i < options->outputs->len; i++)
        if (!check_output(options, options->outputs->pdata[i], error))
            return NULL;
    for (guint i = 0; i < options->files->len; i++)
        g_hash_table_add(inputs, tm_file_key(options->files->pdata[i]));
    return plan_files(&plan, all, error) ? g_steal_pointer(&all) : NULL;
}

/* --- addresses --------------------------------------------------------------------------- */

static gboolean
is_file(const char *path)
{
    return strcmp(path, "-") != 0 && !g_str_has_prefix(path, "/dev/");
}

/* Returns @to as it is called from the folder of @from: both are absolute. */
static char *
relative_path(const char *from, const char *to)
{
    GString *path = g_string_new(NULL);
    gsize common = 0;

    for (gsize i = 0; from[i] == to[i] && to[i] != '\0'; i++)
        if (to[i] == '/')
            common = i + 1;
    for (const char *c = from + common; *c != '\0'; c++)
        if (*c == '/')
            g_string_append(path, "../");
    g_string_append(path, to + common);
    return g_string_free(path, FALSE);
}

char *
tm_output_address(const GPtrArray *outputs, const TmOutput *from, const char *format)
{
    for (guint i = 0; i < outputs->len; i++) {
        const TmOutput *to = outputs->pdata[i];

        if (strcmp(to->format, format) == 0 && is_file(to->path) && is_file(from->path)) {
            g_autofree char *one = g_canonicalize_filename(from->path, NULL);
            g_autofree char *other = g_canonicalize_filename(to->path, NULL);
            g_autofree char *path = relative_path(one, other);
            return g_uri_escape_string(path, "/", FALSE);
        }
    }
    return NULL;
}

char *
tm_output_picture(const GPtrArray *outputs, const TmOutput *from)
{
    char *svg = tm_output_address(outputs, from, "svg");

    return svg != NULL ? svg : tm_output_address(outputs, from, "png");
}
