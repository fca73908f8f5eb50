/* `drawbridge template new`: a small template that works, to be changed from there; and `convert`:
 * one of Microsoft's in our format. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "files.h"
#include "knowledge.h"
#include "template-command.h"
#include "template-convert.h"

typedef struct {
    const char *name;
    const char *text; /* NULL: a folder */
} Entry;

static const char manifest[] = "template: own\n"
                               "name: Threats of our own\n"
                               "version: \"1\"\n"
                               "extends: [stride]\n"
                               "packs: [own]\n";

static const char example[] =
    "id: OWN01\n"
    "title: \"{source.Name} can flood {target.Name} with orders\"\n"
    "category: Denial of Service\n"
    "include: source is 'EI.User' and target is 'P.WebApp' and not target.rateLimit is 'Yes'\n"
    "scope: target\n"
    "likelihood: 2\n"
    "impact: criticality\n"
    "position: flow\n"
    "controls: [G.LIMIT]\n"
    "cwe: [770]\n"
    "capec: [125]\n"
    "description: |\n"
    "  Whoever may order may order a million times. Without a limit for each caller one of them\n"
    "  takes the capacity of all.\n"
    "ask: {target.rateLimit: \"Does {target.Name} limit how often a caller may ask?\"}\n"
    "hit: |\n"
    "  digraph { user [tm_type=\"EI.User\"] web [tm_type=\"P.WebApp\"] user -> web }\n"
    "miss:\n"
    "  - |\n"
    "    digraph { user [tm_type=\"EI.User\"] web [tm_type=\"P.WebApp\" rateLimit=Yes] user -> web "
    "}\n"
    "  - |\n"
    "    digraph { user [tm_type=\"EI.User\"] job [tm_type=\"P.Proc\"] user -> job }\n"
    "  - |\n"
    "    digraph { job [tm_type=\"P.Proc\"] web [tm_type=\"P.WebApp\"] job -> web }\n";

static const char readme[] =
    "# A template of our own\n"
    "\n"
    "It builds upon the built-in template `stride`. One file below `threats/own` is one threat\n"
    "type, and brings its tests: it must fire in every `hit` and be silent in every `miss`.\n"
    "\n"
    "    drawbridge template lint FOLDER             is it right?\n"
    "    drawbridge --template FOLDER diagram.dot    use it\n"
    "    drawbridge template list                    types and properties that a rule can name\n";

static const Entry entries[] = {
    {"threats", NULL},           {"threats/own", NULL},
    {"template.yaml", manifest}, {"threats/own/OWN01-order-flood.yaml", example},
    {"README.md", readme},
};

static gboolean
make_folder(const char *name, GError **error)
{
    if (mkdir(name, 0777) == 0)
        return TRUE;
    return tm_fail(error, TM_ERROR_FORMAT, name, (TmPlace){1, 1}, "cannot make the folder: %s",
                   g_strerror(errno));
}

static gboolean
write_entry(const char *folder, const Entry *entry, GError **error)
{
    g_autofree char *path = g_build_filename(folder, entry->name, NULL);

    if (entry->text == NULL)
        return make_folder(path, error);
    return tm_file_write(path, entry->text, strlen(entry->text), error);
}

static gboolean
make_empty(const char *folder, GError **error)
{
    struct stat status;

    if (stat(folder, &status) != 0)
        return make_folder(folder, error);
    if (tm_file_is_empty(folder))
        return TRUE;
    return tm_fail(error, TM_ERROR_FORMAT, folder, (TmPlace){1, 1}, "is not an empty folder");
}

gboolean
tm_template_begin(const char *folder, GError **error)
{
    if (!make_empty(folder, error))
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(entries); i++)
        if (!write_entry(folder, &entries[i], error))
            return FALSE;
    return TRUE;
}

/* --- convert ----------------------------------------------------------------------------- */

static TmTemplate *
load_theirs(const char *name, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(TmTemplate) template = NULL;

    g_ptr_array_add(names, (char *)name);
    template = tm_knowledge_load(names, NULL, error);
    if (template == NULL || tm_knowledge_is_theirs(template))
        return g_steal_pointer(&template);
    tm_fail(error, TM_ERROR_FORMAT, name, (TmPlace){1, 1},
            "is no template of Microsoft's tool: expected a .tb7 or .tm7");
    return NULL;
}

static gboolean
make_folders(const char *folder, GError **error)
{
    g_autofree char *threats = g_build_filename(folder, "threats", NULL);
    g_autofree char *converted = g_build_filename(threats, "converted", NULL);

    return make_empty(folder, error) && make_folder(threats, error) &&
           make_folder(converted, error);
}

gboolean
tm_template_write_converted(const char *name, const char *folder, GError **error)
{
    g_autoptr(TmTemplate) template = load_theirs(name, error);
    g_autoptr(GPtrArray) files = NULL;

    if (template == NULL || (files = tm_template_convert(template, error)) == NULL ||
        !make_folders(folder, error))
        return FALSE;
    for (guint i = 0; i < files->len; i++) {
        const TmTemplateFile *file = files->pdata[i];
        g_autofree char *path = g_build_filename(folder, file->name, NULL);
        if (!tm_file_write(path, file->text->str, file->text->len, error))
            return FALSE;
    }
    return TRUE;
}
