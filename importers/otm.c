/* The Open Threat Model: JSON or YAML, versions 0.1 and 0.2. Its schema and its examples disagree:
 * what is not understood is a message, and reading goes on. */
#include <string.h>

#include "escape.h"
#include "importers.h"
#include "json-tree.h"
#include "otm-own.h"

#define VERSION "otmVersion"
/* Zones, components and flows of a file: far more than a person can draw. */
#define MAX_PARTS 200000

/* --- finding things by id ---------------------------------------------------------------- */

/* Of two with one id the first counts. */
static GHashTable *
index_list(const TmYaml *list)
{
    GHashTable *index = g_hash_table_new(tm_text_hash, g_str_equal);

    for (guint i = 0; i < tm_tree_count(list); i++) {
        const char *id = tm_tree_text(&list->items[i], "id");
        if (*id != '\0' && !g_hash_table_contains(index, id))
            g_hash_table_insert(index, (gpointer)id, (gpointer)&list->items[i]);
    }
    return index;
}

/* --- about the model --------------------------------------------------------------------- */

static void
add_metadata(TmModel *model, const char *name, const TmYaml *project, const char *key)
{
    const TmYaml *node = tm_yaml_get(project, key);

    if (node != NULL)
        tm_model_add_metadata(model, name, tm_tree_word(node), node->place);
}

static void
read_project(TmModel *model, const TmYaml *project)
{
    const TmYaml *attributes = tm_tree_mapping(project, "attributes");
    g_autofree char *name = tm_escape_line(tm_tree_text(project, "name"));
    static const char *const keys[] = {"reviewer", "contributors", "assumptions",
                                       "externalDependencies"};

    model->name = tm_pool_text(&model->pool, name);
    add_metadata(model, "owner", project, "owner");
    add_metadata(model, "description", project, "description");
    for (gsize i = 0; attributes != NULL && i < G_N_ELEMENTS(keys); i++)
        add_metadata(model, keys[i], attributes, keys[i]);
}

/* --- pages ------------------------------------------------------------------------------- */

static void
add_page(TmOtm *otm, const TmYaml *node)
{
    const TmYaml *attributes = tm_tree_mapping(node, "attributes");
    const char *id = tm_tree_text(node, "id");
    TmDiagram *diagram = tm_model_add_diagram(otm->model, id, tm_tree_text(node, "name"));

    if (otm->first == NULL)
        otm->first = diagram;
    if (!g_hash_table_contains(otm->pages, id))
        g_hash_table_insert(otm->pages, (gpointer)id, diagram);
    diagram->off = strcmp(tm_tree_text(attributes, TM_OTM_OFF), "off") == 0;
    if (tm_tree_is_true(attributes, TM_OTM_PAGE))
        tm_model_set_prefix(otm->model, diagram);
}

/* What the first representation shows that is a diagram, or the whole project, is one page: others
 * show the same parts again. Only in our own files each is a page. */
static void
add_pages(TmOtm *otm, const TmYaml *project)
{
    const TmYaml *list = tm_tree_list(otm->root, "representations");

    for (guint i = 0; i < tm_tree_count(list); i++) {
        const TmYaml *attributes = tm_tree_mapping(&list->items[i], "attributes");
        const gboolean ours = *tm_tree_text(attributes, TM_OTM_PAGE) != '\0';
        if (strcmp(tm_tree_text(&list->items[i], "type"), "diagram") == 0 &&
            (ours || otm->first == NULL))
            add_page(otm, &list->items[i]);
    }
    if (otm->first == NULL)
        add_page(otm, project);
}

/* --- the file ---------------------------------------------------------------------------- */

/* A key of a text: "otmVersion": "0.2.0". A schema has one of a mapping. */
static gboolean
names_version(const char *text, gsize length)
{
    static const char key[] = "\"" VERSION "\"";
    const char *at = g_strstr_len(text, (gssize)length, key);
    const char *end = text + length;

    if (at == NULL)
        return FALSE;
    at += strlen(key);
    while (at < end && (g_ascii_isspace(*at) || *at == ':'))
        at++;
    return at < end && (*at == '"' || g_ascii_isdigit(*at));
}

/* A line of YAML that begins with the key. */
static gboolean
begins_line(const char *text, gsize length)
{
    for (const char *at = g_strstr_len(text, (gssize)length, VERSION ":"); at != NULL;
         at = g_strstr_len(at + 1, (gssize)(text + length - at - 1), VERSION ":"))
        if (at == text || at[-1] == '\n' || (guchar)at[-1] == 0xbf)
            return TRUE;
    return FALSE;
}

static gboolean
probe(const char *text, gsize length)
{
    return tm_json_is_object(text, length) ? names_version(text, length)
                                           : begins_line(text, length);
}

static const TmYaml *
parse(TmModel *model, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(model->text, model->length);

    if (tm_json_is_object(model->text, model->length))
        return tm_json_tree(&model->pool, model->file, model->text, model->length, error);
    return tm_yaml_parse(&model->pool, model->file, bytes, error);
}

static gboolean
check_size(const TmModel *model, const TmYaml *root, GError **error)
{
    static const char *const keys[] = {"trustZones", "components", "dataflows"};
    guint64 parts = 0;

    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
        parts += tm_tree_count(tm_tree_list(root, keys[i]));
    if (parts > MAX_PARTS)
        return tm_fail(error, TM_ERROR_LIMIT, model->file, root->place,
                       "more than %d zones, components and flows", MAX_PARTS);
    return TRUE;
}

static void
read_all(TmOtm *otm, const TmYaml *project)
{
    read_project(otm->model, project);
    add_pages(otm, project);
    tm_otm_read_things(otm);
    tm_otm_place(otm);
    tm_otm_read_flows(otm);
    for (guint i = 0; i < otm->things->len; i++) {
        const OtmThing *thing = g_ptr_array_index(otm->things, i);
        tm_otm_read_threats(otm, thing->diagram, thing->part, thing->node);
    }
    tm_otm_read_other_threats(otm);
}

static void
open_file(TmOtm *otm)
{
    otm->pages = g_hash_table_new(tm_text_hash, g_str_equal);
    otm->things = tm_pool_array(&otm->model->pool);
    otm->zones = g_hash_table_new(tm_text_hash, g_str_equal);
    otm->components = g_hash_table_new(tm_text_hash, g_str_equal);
    otm->assets = index_list(tm_tree_list(otm->root, "assets"));
    otm->threats = index_list(tm_tree_list(otm->root, "threats"));
    otm->mitigations = index_list(tm_tree_list(otm->root, "mitigations"));
    otm->kept = g_hash_table_new(tm_text_hash, g_str_equal);
    otm->told = g_hash_table_new(tm_text_hash, g_str_equal);
}

static void
close_file(TmOtm *otm)
{
    GHashTable *const tables[] = {otm->pages,   otm->zones,       otm->components, otm->assets,
                                  otm->threats, otm->mitigations, otm->kept,       otm->told};

    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++)
        g_hash_table_unref(tables[i]);
}

static gboolean
read_otm(TmModel *model, const TmTemplate *template, GError **error)
{
    const TmYaml *root = parse(model, error);
    const TmYaml *project = root != NULL ? tm_tree_mapping(root, "project") : NULL;
    TmOtm otm = {.model = model, .template = template, .root = root};

    if (root == NULL)
        return FALSE;
    if (*tm_tree_text(root, VERSION) == '\0' || project == NULL)
        return tm_fail(error, TM_ERROR_FORMAT, model->file, root->place,
                       "expected the version and the project of an Open Threat Model");
    if (!check_size(model, root, error))
        return FALSE;
    open_file(&otm);
    read_all(&otm, project);
    close_file(&otm);
    return TRUE;
}

const TmImporter tm_importer_otm = {
    .name = "otm",
    .extensions = "otm yaml yml json",
    .about = "Open Threat Model, JSON or YAML: zones, components, flows, assets and threats",
    .probe = probe,
    .read = read_otm,
};
