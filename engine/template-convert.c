/* A template of Microsoft's tool in our own format: types, properties and controls; the threat
 * types are in template-convert-threats.c. */
#include "template-convert-own.h"

#include <string.h>

/* Those of the loader (template.h). */
#define MAX_TYPES 64
#define MAX_GROUPS 16
#define MAX_ID 100

/* Declarations of a property that differ in nothing but the type. */
typedef struct {
    const char *label;
    const char *preset;
    GPtrArray *types; /* const char */
} Group;

/* --- YAML -------------------------------------------------------------------------------- */

void
tm_convert_quote(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);

    g_string_append_c(out, '"');
    for (const char *c = valid; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);
        if (letter == '"' || letter == '\\')
            g_string_append_printf(out, "\\%c", (char)letter);
        else if (letter == '\n')
            g_string_append(out, "\\n");
        else if (letter == '\t')
            g_string_append(out, "\\t");
        else if (letter == 0x85 || letter == 0x2028 || letter == 0x2029 || letter == 0xFEFF)
            g_string_append_printf(out, "\\u%04X", letter);
        else if (letter >= 0x20 && (letter < 0x7F || letter >= 0xA0))
            g_string_append_unichar(out, letter);
    }
    g_string_append_c(out, '"');
}

void
tm_convert_text(GString *out, const char *key, const char *text)
{
    g_string_append_printf(out, "%s: ", key);
    tm_convert_quote(out, text);
    g_string_append_c(out, '\n');
}

/* A text of one line that is not empty. */
static void
append_name(GString *out, const char *key, const char *name, const char *id)
{
    g_autofree char *line = tm_escape_line(name);

    tm_convert_text(out, key, *line != '\0' ? line : id);
}

static void
append_list(GString *out, const char *key, const GPtrArray *texts)
{
    g_string_append_printf(out, "    %s: [", key);
    for (guint i = 0; i < texts->len; i++) {
        if (i > 0)
            g_string_append(out, ", ");
        tm_convert_quote(out, texts->pdata[i]);
    }
    g_string_append(out, "]\n");
}

GString *
tm_convert_add(GPtrArray *files, char *name)
{
    TmTemplateFile *file = g_new0(TmTemplateFile, 1);

    file->name = name;
    file->text = g_string_new(NULL);
    g_ptr_array_add(files, file);
    return file->text;
}

static void
free_file(gpointer data)
{
    TmTemplateFile *file = data;

    g_free(file->name);
    g_string_free(file->text, TRUE);
    g_free(file);
}

/* --- the manifest ------------------------------------------------------------------------ */

static gboolean
is_id(const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        if (!g_ascii_isalnum(*c) && strchr("._-", *c) == NULL)
            return FALSE;
    return *text != '\0';
}

/* Those that everybody has need not be said. */
static void
append_priorities(GString *out, const GPtrArray *priorities)
{
    static const char *const usual[] = {"High", "Medium", "Low"};
    gboolean other = priorities->len != G_N_ELEMENTS(usual);

    for (guint i = 0; i < priorities->len && !other; i++)
        other = strcmp(priorities->pdata[i], usual[i]) != 0;
    if (!other || priorities->len == 0)
        return;
    g_string_append(out, "priorities: [");
    for (guint i = 0; i < priorities->len; i++) {
        g_string_append(out, i > 0 ? ", " : "");
        tm_convert_quote(out, priorities->pdata[i]);
    }
    g_string_append(out, "]\n");
}

static void
add_manifest(const TmTemplate *template, GPtrArray *files)
{
    const TmManifest *manifest = template->manifests->pdata[template->manifests->len - 1];
    GString *out = tm_convert_add(files, g_strdup("template.yaml"));

    tm_convert_text(out, "template", is_id(manifest->id) ? manifest->id : TM_CONVERT_PACK);
    append_name(out, "name", manifest->name, manifest->id);
    tm_convert_text(out, "version", *manifest->version != '\0' ? manifest->version : "1");
    g_string_append(out, "packs: [" TM_CONVERT_PACK "]\n");
    append_priorities(out, template->priorities);
}

/* --- stencils ---------------------------------------------------------------------------- */

static gboolean
is_value(const GPtrArray *values, const char *value)
{
    for (guint i = 0; i < values->len; i++)
        if (strcmp(values->pdata[i], value) == 0)
            return *value != '\0';
    return FALSE;
}

static void
append_presets(const TmTemplate *template, const TmStencil *stencil, GString *out)
{
    g_autoptr(GHashTable) known = g_hash_table_new(tm_text_hash, g_str_equal);
    const char *before = "    sets: {";

    for (guint i = 0; i < stencil->presets->len; i++) {
        const TmValue *preset = stencil->presets->pdata[i];
        const TmProperty *property = g_hash_table_lookup(template->property_of, preset->name);
        if (property == NULL || !is_value(property->values, preset->value) ||
            !g_hash_table_add(known, (gpointer)preset->name))
            continue;
        g_string_append(out, before);
        tm_convert_quote(out, preset->name);
        g_string_append(out, ": ");
        tm_convert_quote(out, preset->value);
        before = ", ";
    }
    if (g_hash_table_size(known) > 0)
        g_string_append(out, "}\n");
}

/* A boundary of a diagram that is read by others' words is a box more often than a line: of a kind
 * the first root counts. */
static gboolean
is_line(const TmStencil *stencil)
{
    while (stencil->parent != NULL)
        stencil = stencil->parent;
    return g_strcmp0(stencil->representation, "LineBoundary") == 0;
}

static void
append_stencil(const TmTemplate *template, const TmStencil *stencil, GString *out)
{
    tm_convert_text(out, "  - id", stencil->id);
    append_name(out, "    name", stencil->name, stencil->id);
    if (stencil->parent != NULL)
        tm_convert_text(out, "    parent", stencil->parent->id);
    else
        tm_convert_text(out, "    kind", tm_kind_name(stencil->kind));
    append_presets(template, stencil, out);
}

static void
add_stencils(const TmTemplate *template, GPtrArray *files)
{
    GString *out = tm_convert_add(files, g_strdup("stencils.yaml"));

    g_string_append(out, "stencils:\n");
    for (guint lines = 0; lines < 2; lines++)
        for (guint i = 0; i < template->stencils->len; i++)
            if (is_line(template->stencils->pdata[i]) == (lines == 1))
                append_stencil(template, template->stencils->pdata[i], out);
}

/* --- properties -------------------------------------------------------------------------- */

static void
free_group(gpointer data)
{
    Group *group = data;

    g_ptr_array_unref(group->types);
    g_free(group);
}

/* Where there are more groups than the loader takes, the last one takes the rest. */
static Group *
find_group(GPtrArray *groups, const TmProperty *property)
{
    Group *group = NULL;

    for (guint i = 0; i < groups->len; i++) {
        group = groups->pdata[i];
        if ((strcmp(group->label, property->label) == 0 &&
             strcmp(group->preset, property->preset) == 0 && group->types->len < MAX_TYPES) ||
            i + 1 == MAX_GROUPS)
            return group;
    }
    group = g_new0(Group, 1);
    group->label = property->label;
    group->preset = property->preset;
    group->types = g_ptr_array_new();
    g_ptr_array_add(groups, group);
    return group;
}

static GPtrArray *
find_groups(const TmProperty *first)
{
    GPtrArray *groups = g_ptr_array_new_with_free_func(free_group);

    for (const TmProperty *p = first; p != NULL; p = p->next) {
        Group *group = find_group(groups, p);
        for (guint i = 0; i < p->types->len && group->types->len < MAX_TYPES; i++)
            g_ptr_array_add(group->types, p->types->pdata[i]);
    }
    return groups;
}

/* The values of all declarations and rules, each once. */
static GPtrArray *
find_values(const TmProperty *property)
{
    GPtrArray *values = g_ptr_array_new();

    for (guint i = 0; i < property->values->len; i++)
        if (*(const char *)property->values->pdata[i] != '\0' &&
            !is_value(values, property->values->pdata[i]))
            g_ptr_array_add(values, property->values->pdata[i]);
    return values;
}

static void
append_property(const TmProperty *property, GString *out)
{
    g_autoptr(GPtrArray) groups = find_groups(property);
    g_autoptr(GPtrArray) values = find_values(property);

    for (guint i = 0; i < groups->len && values->len > 0; i++) {
        const Group *group = groups->pdata[i];
        tm_convert_text(out, "  - id", property->id);
        append_name(out, "    label", group->label, property->id);
        append_list(out, "on", group->types);
        append_list(out, "values", values);
        if (is_value(values, group->preset))
            tm_convert_text(out, "    default", group->preset);
    }
}

static void
add_properties(const TmTemplate *template, GPtrArray *files)
{
    g_autoptr(GString) list = g_string_new(NULL);

    for (guint i = 0; i < template->properties->len; i++) {
        const TmProperty *property = template->properties->pdata[i];
        if (g_hash_table_lookup(template->property_of, property->id) == property)
            append_property(property, list);
    }
    if (list->len > 0)
        g_string_append_printf(tm_convert_add(files, g_strdup("properties.yaml")),
                               "properties:\n%s", list->str);
}

/* --- the template ------------------------------------------------------------------------ */

static gint
compare_files(gconstpointer a, gconstpointer b)
{
    const TmTemplateFile *one = *(const TmTemplateFile *const *)a;
    const TmTemplateFile *two = *(const TmTemplateFile *const *)b;

    return strcmp(one->name, two->name);
}

static gboolean
check_id(const char *what, const char *id, const char *file, TmPlace place, GError **error)
{
    return (is_id(id) && strlen(id) <= MAX_ID) ||
           tm_fail(error, TM_ERROR_MEANING, file, place,
                   "our format cannot hold the %s \"%s\": an id has letters, digits and . _ -, at "
                   "most %d",
                   what, id, MAX_ID);
}

static gboolean
check_ids(const TmTemplate *template, GError **error)
{
    for (guint i = 0; i < template->stencils->len; i++) {
        const TmStencil *stencil = template->stencils->pdata[i];
        if (!check_id("type", stencil->id, stencil->file, stencil->place, error))
            return FALSE;
    }
    for (guint i = 0; i < template->properties->len; i++) {
        const TmProperty *property = template->properties->pdata[i];
        if (!check_id("property", property->id, property->file, property->place, error))
            return FALSE;
    }
    for (guint i = 0; i < template->threats->len; i++) {
        const TmThreatType *type = template->threats->pdata[i];
        if (!check_id("threat type", type->id, type->file, type->place, error))
            return FALSE;
    }
    return TRUE;
}

GPtrArray *
tm_template_convert(const TmTemplate *template, GError **error)
{
    GPtrArray *files;

    if (!check_ids(template, error))
        return NULL;
    files = g_ptr_array_new_with_free_func(free_file);
    add_manifest(template, files);
    add_stencils(template, files);
    add_properties(template, files);
    tm_convert_threats(template, files);
    g_ptr_array_sort(files, compare_files);
    return files;
}
