/* Who runs the program may name any file; who wrote the diagram only such as lie beside it. */
#include <graphviz/cgraph.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "wishes.h"

/* --- paths of the diagram ----------------------------------------------------------------- */

static gboolean
is_below(const char *path, const char *folder)
{
    const gsize length = strlen(folder);

    return strncmp(path, folder, length) == 0 &&
           (path[length] == '/' || (length > 0 && folder[length - 1] == '/'));
}

/* Returns @value as a path, once it is sure that it leads nowhere else; or NULL. */
static char *
path_below(const char *folder, const char *name, const char *value, GError **error)
{
    g_autofree char *path = g_build_filename(folder != NULL ? folder : "", value, NULL);
    char real[PATH_MAX];
    char real_folder[PATH_MAX];

    if (folder == NULL)
        tm_options_fail(error, "%s: the inputs are in several folders; name it in the environment",
                        name);
    else if (g_path_is_absolute(value) || strstr(value, "..") != NULL)
        tm_options_fail(error, "%s: '%s' must be a path below the folder of the diagram", name,
                        value);
    else if (realpath(path, real) == NULL)
        tm_options_fail(error, "%s: there is no '%s' beside the diagram", name, value);
    else if (realpath(folder, real_folder) == NULL || !is_below(real, real_folder))
        tm_options_fail(error, "%s: '%s' leads out of the folder of the diagram", name, value);
    else
        return g_steal_pointer(&path);
    return NULL;
}

/* --- wishes ------------------------------------------------------------------------------- */

static const char *
attribute(Agraph_t *graph, const char *name)
{
    const char *value = agget(graph, (char *)name);

    return value != NULL && *value != '\0' ? value : NULL;
}

static const char *
variable(const char *name)
{
    const char *value = g_getenv(name);

    return value != NULL && *value != '\0' ? value : NULL;
}

static gboolean
is_builtin(const char *name)
{
    g_autoptr(GArray) sources = tm_sources_new();

    return tm_template_builtin(name, sources);
}

static gboolean
add_template(TmWishes *wishes, const char *name, const char *folder, GError **error)
{
    char *path = is_builtin(name) ? g_strdup(name) : path_below(folder, "tm_template", name, error);

    if (path != NULL)
        g_ptr_array_add(wishes->templates, path);
    return path != NULL;
}

static gboolean
find_templates(TmWishes *wishes, Agraph_t *graph, const char *folder, GError **error)
{
    const char *trusted = variable("DRAWBRIDGE_TEMPLATE");
    const char *untrusted = attribute(graph, "tm_template");
    g_auto(GStrv) names = g_strsplit_set(trusted != NULL     ? trusted
                                         : untrusted != NULL ? untrusted
                                                             : "",
                                         trusted != NULL ? ":" : ", ", -1);

    for (char **name = names; *name != NULL; name++) {
        if (**name == '\0')
            continue;
        if (trusted != NULL)
            g_ptr_array_add(wishes->templates, g_strdup(*name));
        else if (!add_template(wishes, *name, folder, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
find_register(TmWishes *wishes, Agraph_t *graph, const char *folder, GError **error)
{
    const char *trusted = variable("DRAWBRIDGE_REGISTER");
    const char *untrusted = attribute(graph, "tm_register");

    if (trusted != NULL)
        wishes->decisions = g_strdup(trusted);
    else if (untrusted != NULL)
        wishes->decisions = path_below(folder, "tm_register", untrusted, error);
    return wishes->decisions != NULL || (trusted == NULL && untrusted == NULL);
}

void
tm_wishes_free(TmWishes *wishes)
{
    if (wishes == NULL)
        return;
    g_ptr_array_unref(wishes->templates);
    g_free(wishes->decisions);
    g_free(wishes);
}

TmWishes *
tm_wishes_of(Agraph_t *graph, const char *folder, GError **error)
{
    g_autoptr(TmWishes) wishes = g_new0(TmWishes, 1);

    wishes->templates = g_ptr_array_new_with_free_func(g_free);
    if (!find_templates(wishes, graph, folder, error) ||
        !find_register(wishes, graph, folder, error))
        return NULL;
    return g_steal_pointer(&wishes);
}

/* --- the command line of dot -------------------------------------------------------------- */

/* Whether the option takes the next argument, when nothing is glued to it. */
static gboolean
takes_next(const char *option)
{
    return strchr("GNEATKPlo", option[1]) != NULL && option[1] != '\0' && option[2] == '\0';
}

char *
tm_wishes_folder(int argc, char *const *argv)
{
    g_autofree char *folder = NULL;

    for (int i = 1; i < argc; i++) {
        g_autofree char *here = NULL;

        if (argv[i][0] == '-') {
            if (takes_next(argv[i]) && i + 1 < argc && argv[i + 1][0] != '-')
                i++;
            continue;
        }
        here = g_path_get_dirname(argv[i]);
        if (folder != NULL && strcmp(folder, here) != 0)
            return NULL;
        g_free(folder);
        folder = g_steal_pointer(&here);
    }
    return folder != NULL ? g_steal_pointer(&folder) : g_strdup(".");
}
