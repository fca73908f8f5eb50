/* What our importer reads back from a DOT file: types, properties, names, crossings. */
#include "dot-attribute.h"

#include <string.h>

#include "dot-label.h"
#include "escape.h"

/* Attributes that Graphviz acts on: a template may not declare a property into one of them. */
static const char *const reserved[] = {
    "URL",    "class",       "dir",       "fontname",  "fontpath", "href",
    "id",     "image",       "imagepath", "label",     "layout",   "lhead",
    "ltail",  "peripheries", "shape",     "shapefile", "sides",    "stylesheet",
    "target", "tm_name",     "tm_type",   "tooltip",   NULL,
};

/* A blank between attributes. */
static void
separate(GString *out)
{
    if (out->len > 0 && out->str[out->len - 1] != '[')
        g_string_append_c(out, ' ');
}

void
tm_dot_attribute(GString *out, const char *name, const char *value)
{
    separate(out);
    g_string_append_printf(out, "%s=", name);
    tm_dot_quote(out, value);
}

void
tm_dot_type(GString *out, const TmPart *part)
{
    g_autoptr(GString) types = g_string_new(part->type);

    for (guint i = 0; i < part->facets->len; i++)
        g_string_append_printf(types, ",%s", (const char *)g_ptr_array_index(part->facets, i));
    if (types->len > 0)
        tm_dot_attribute(out, "tm_type", types->str);
}

static gboolean
is_property(const TmDotDrawing *drawing, const char *name)
{
    if (g_strv_contains(reserved, name))
        return FALSE;
    return g_hash_table_contains(drawing->report->template->property_of, name) ||
           strcmp(name, "outOfScopeReason") == 0;
}

static void
append_property(const TmDotDrawing *drawing, const char *name, const char *value)
{
    separate(drawing->out);
    tm_dot_quote(drawing->out, name);
    g_string_append_c(drawing->out, '=');
    tm_dot_quote(drawing->out, value);
}

void
tm_dot_properties(const TmDotDrawing *drawing, const TmPart *part)
{
    g_autoptr(GPtrArray) values = tm_report_values(drawing->report, part);

    for (guint i = 0; i < values->len; i++) {
        const TmValue *value = g_ptr_array_index(values, i);
        if (strcmp(value->name, "outOfScope") != 0 && is_property(drawing, value->name))
            append_property(drawing, value->name, value->value);
    }
    if (part->outOfScope)
        tm_dot_attribute(drawing->out, "outOfScope", "Yes");
}

void
tm_dot_disowned(const TmDotDrawing *drawing, const TmPart *part, const TmPart *around)
{
    g_autoptr(GPtrArray) values = tm_report_values(drawing->report, around);

    for (guint i = 0; i < values->len; i++) {
        const TmValue *value = g_ptr_array_index(values, i);
        if (is_property(drawing, value->name) &&
            tm_report_value(drawing->report, part, value->name) == NULL)
            append_property(drawing, value->name, "");
    }
    if (around->outOfScope && !part->outOfScope)
        tm_dot_attribute(drawing->out, "outOfScope", "");
}

void
tm_dot_crossings(const TmDotDrawing *drawing, const TmFlow *flow)
{
    g_autoptr(GString) types = g_string_new(NULL);

    for (guint i = 0; i < flow->crossings->len; i++) {
        const TmCrossing *crossing = g_ptr_array_index(flow->crossings, i);
        const TmBoundary *boundary = crossing->boundary;
        const char *type = crossing->type;

        if (boundary != NULL && !boundary->line && tm_dot_plan_crosses(flow, boundary))
            continue;
        if (type == NULL && boundary != NULL)
            type = boundary->part.type;
        if (type != NULL)
            g_string_append_printf(types, "%s%s", types->len > 0 ? "," : "", type);
    }
    if (types->len > 0)
        tm_dot_attribute(drawing->out, "tm_crosses", types->str);
}

void
tm_dot_name(GString *out, const TmPart *part)
{
    separate(out);
    g_string_append(out, "tm_name=\"");
    tm_escape_dot(out, *part->name != '\0' ? part->name : TM_DOT_NO_NAME);
    g_string_append_c(out, '"');
}
