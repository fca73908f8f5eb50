/* OWASP Threat Dragon: models of version 1 (cells of JointJS) and version 2 (cells of X6), JSON. */
#include <string.h>

#include "crossing.h"
#include "escape.h"
#include "importers.h"
#include "json-tree.h"
#include "threat-dragon-own.h"

/* Of a file, and of all its diagrams: far more than a person can draw. */
#define MAX_DIAGRAMS 1000
#define MAX_CELLS 200000

/* --- diagrams ---------------------------------------------------------------------------- */

/* Version 1 wraps the cells once more. */
static const TmYaml *
cells_of(const TmYaml *diagram)
{
    const TmYaml *cells = tm_tree_list(diagram, "cells");

    return cells != NULL ? cells : tm_tree_list(tm_tree_mapping(diagram, "diagramJson"), "cells");
}

static void
read_diagram(TmDragon *dragon, const TmYaml *node)
{
    g_autoptr(GHashTable) cells = g_hash_table_new(tm_text_hash, g_str_equal);
    const char *id = tm_tree_text(node, "id");

    if (*id == '\0')
        id = tm_pool_printf(&dragon->model->pool, "%u", dragon->model->diagrams->len);
    dragon->diagram = tm_model_add_diagram(dragon->model, id, tm_tree_text(node, "title"));
    dragon->cells = cells;
    tm_model_set_prefix(dragon->model, dragon->diagram);
    tm_model_add_metadata(dragon->model, "note", tm_tree_text(node, "description"), node->place);
    tm_dragon_read_cells(dragon, cells_of(node));
    tm_crossing_nest(dragon->model, dragon->diagram);
}

static gboolean
check_size(const TmModel *model, const TmYaml *diagrams, GError **error)
{
    const guint count = tm_tree_count(diagrams);
    guint64 cells = 0;

    for (guint i = 0; i < count; i++)
        cells += tm_tree_count(cells_of(&diagrams->items[i]));
    if (count > MAX_DIAGRAMS || cells > MAX_CELLS)
        return tm_fail(error, TM_ERROR_LIMIT, model->file, diagrams->place,
                       count > MAX_DIAGRAMS ? "more than %d diagrams" : "more than %d cells",
                       count > MAX_DIAGRAMS ? MAX_DIAGRAMS : MAX_CELLS);
    return TRUE;
}

/* --- about the model --------------------------------------------------------------------- */

static void
add_metadata(TmModel *model, const char *name, const TmYaml *mapping, const char *key)
{
    const TmYaml *node = mapping != NULL ? tm_yaml_get(mapping, key) : NULL;

    if (node != NULL)
        tm_model_add_metadata(model, name, tm_tree_word(node), node->place);
}

static void
add_contributors(TmModel *model, const TmYaml *list)
{
    g_autoptr(GString) names = g_string_new(NULL);

    for (guint i = 0; i < tm_tree_count(list); i++) {
        const char *name = tm_tree_text(&list->items[i], "name");
        if (*name != '\0')
            g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", name);
    }
    if (list != NULL)
        tm_model_add_metadata(model, "contributors", names->str, list->place);
}

static void
read_metadata(TmModel *model, const TmYaml *summary, const TmYaml *detail)
{
    g_autofree char *title = tm_escape_line(tm_tree_text(summary, "title"));

    model->name = tm_pool_text(&model->pool, title);
    add_metadata(model, "owner", summary, "owner");
    add_metadata(model, "reviewer", detail, "reviewer");
    add_contributors(model, tm_tree_list(detail, "contributors"));
    add_metadata(model, "description", summary, "description");
}

/* --- the file ---------------------------------------------------------------------------- */

static gboolean
probe(const char *text, gsize length)
{
    return tm_json_is_object(text, length) &&
           g_strstr_len(text, (gssize)length, "\"summary\"") != NULL &&
           g_strstr_len(text, (gssize)length, "\"detail\"") != NULL;
}

static gboolean
read_dragon(TmModel *model, const TmTemplate *template, GError **error)
{
    g_autoptr(GHashTable) threats = g_hash_table_new(tm_text_hash, g_str_equal);
    TmDragon dragon = {.model = model, .template = template, .threats = threats};
    const TmYaml *root = tm_json_tree(&model->pool, model->file, model->text, model->length, error);
    const TmYaml *summary;
    const TmYaml *detail;
    const TmYaml *diagrams;

    if (root == NULL)
        return FALSE;
    summary = tm_tree_mapping(root, "summary");
    detail = tm_tree_mapping(root, "detail");
    if (summary == NULL || detail == NULL)
        return tm_fail(error, TM_ERROR_FORMAT, model->file, root->place,
                       "expected the summary and the detail of a Threat Dragon model");
    diagrams = tm_tree_list(detail, "diagrams");
    if (!check_size(model, diagrams, error))
        return FALSE;
    read_metadata(model, summary, detail);
    for (guint i = 0; i < tm_tree_count(diagrams); i++)
        read_diagram(&dragon, &diagrams->items[i]);
    return TRUE;
}

const TmImporter tm_importer_threat_dragon = {
    .name = "threat-dragon",
    .extensions = "json",
    .about = "OWASP Threat Dragon, versions 1 and 2: all diagrams, and the threats people wrote",
    .probe = probe,
    .read = read_dragon,
};
