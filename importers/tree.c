/* Values of a tree of JSON or YAML. */
#include "tree.h"

#include <math.h>
#include <string.h>

/* Farther out nothing can be drawn; keeps hostile numbers out of the geometry. */
#define MAX_COORDINATE 1e7

const char *
tm_tree_word(const TmYaml *node)
{
    if (node == NULL || node->kind != TM_YAML_SCALAR || strcmp(node->text, "null") == 0 ||
        strcmp(node->text, "~") == 0)
        return "";
    return node->text;
}

const char *
tm_tree_text(const TmYaml *mapping, const char *key)
{
    return mapping != NULL ? tm_tree_word(tm_yaml_get(mapping, key)) : "";
}

static const TmYaml *
get_kind(const TmYaml *mapping, const char *key, TmYamlKind kind)
{
    const TmYaml *node = mapping != NULL ? tm_yaml_get(mapping, key) : NULL;

    return node != NULL && node->kind == kind ? node : NULL;
}

const TmYaml *
tm_tree_mapping(const TmYaml *mapping, const char *key)
{
    return get_kind(mapping, key, TM_YAML_MAPPING);
}

const TmYaml *
tm_tree_list(const TmYaml *mapping, const char *key)
{
    return get_kind(mapping, key, TM_YAML_SEQUENCE);
}

guint
tm_tree_count(const TmYaml *list)
{
    return list != NULL && list->kind == TM_YAML_SEQUENCE ? list->n_items : 0;
}

gboolean
tm_tree_is_true(const TmYaml *mapping, const char *key)
{
    const char *word = tm_tree_text(mapping, key);

    return g_ascii_strcasecmp(word, "true") == 0 || g_ascii_strcasecmp(word, "yes") == 0;
}

gboolean
tm_tree_number(const TmYaml *mapping, const char *key, double *number)
{
    const char *word = tm_tree_text(mapping, key);
    char *end = NULL;
    double value = g_ascii_strtod(word, &end);

    if (end == word || *end != '\0' || !isfinite(value))
        return FALSE;
    *number = CLAMP(value, -MAX_COORDINATE, MAX_COORDINATE);
    return TRUE;
}

gboolean
tm_tree_point(const TmYaml *mapping, TmPoint *point)
{
    TmPoint read;

    if (!tm_tree_number(mapping, "x", &read.x) || !tm_tree_number(mapping, "y", &read.y))
        return FALSE;
    *point = read;
    return TRUE;
}

gboolean
tm_tree_box(const TmYaml *mapping, TmBox *box)
{
    const TmYaml *size = tm_tree_mapping(mapping, "size");
    TmPoint corner;
    double width;
    double height;

    if (!tm_tree_point(tm_tree_mapping(mapping, "position"), &corner) ||
        !tm_tree_number(size, "width", &width) || !tm_tree_number(size, "height", &height))
        return FALSE;
    *box = (TmBox){corner.x, corner.y, MAX(width, 0), MAX(height, 0)};
    return TRUE;
}
