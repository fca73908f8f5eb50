/* The properties of a part in a .tm7: all that its type has, with what the author stated, and what
 * only our own models know as properties that people could have added. */
#include <string.h>

#include "escape.h"
#include "tm7-names.h"
#include "tm7-own.h"

static const char *
value_of(const TmTm7Writer *writer, const TmPart *part, const char *name)
{
    const char *value = tm_report_value(writer->report, part, name);

    return value != NULL ? value : "";
}

/* --- types ------------------------------------------------------------------------------- */

const TmStencil *
tm_tm7_root(const TmStencil *stencil)
{
    while (stencil->parent != NULL)
        stencil = stencil->parent;
    return stencil;
}

static gboolean
is_of_kind(const TmStencil *stencil, TmKind kind)
{
    return stencil != NULL &&
           (stencil->kind == kind || (kind != TM_FLOW && kind != TM_BOUNDARY &&
                                      stencil->kind != TM_FLOW && stencil->kind != TM_BOUNDARY));
}

const TmStencil *
tm_tm7_stencil(const TmTm7Writer *writer, const TmPart *part)
{
    const TmTemplate *template = writer->report->template;
    const TmStencil *stencil =
        part->type != NULL ? tm_template_stencil(template, part->type) : NULL;

    if (is_of_kind(stencil, part->kind))
        return stencil;
    for (guint i = 0; i < template->stencils->len; i++) {
        stencil = template->stencils->pdata[i];
        if (stencil->parent == NULL && stencil->kind == part->kind)
            return stencil;
    }
    return NULL;
}

/* --- attributes -------------------------------------------------------------------------- */

static gboolean
is_own(const TmProperty *property, const TmStencil *stencil)
{
    return g_ptr_array_find(property->types, stencil->id, NULL);
}

/* What cannot be stated is no attribute; out of scope is one of every part. */
static gboolean
has(const TmTemplate *template, const TmStencil *stencil, const TmProperty *property)
{
    return !property->derived && strcmp(property->id, "outOfScope") != 0 &&
           tm_template_property(template, property->id, stencil) == property;
}

static void
find_attributes(const TmTemplate *template, const TmStencil *stencil, GPtrArray *found)
{
    for (guint pass = 0; pass < 2; pass++)
        for (guint i = 0; i < template->properties->len; i++) {
            TmProperty *property = template->properties->pdata[i];
            if (is_own(property, stencil) == (pass == 0) && has(template, stencil, property))
                g_ptr_array_add(found, property);
        }
}

const GPtrArray *
tm_tm7_attributes(TmTm7Writer *writer, const TmStencil *stencil)
{
    GPtrArray *found = g_hash_table_lookup(writer->attributes, stencil);

    if (found != NULL)
        return found;
    found = g_ptr_array_new();
    find_attributes(writer->report->template, stencil, found);
    g_ptr_array_add(writer->lists, found);
    g_hash_table_insert(writer->attributes, (gpointer)stencil, found);
    return found;
}

/* Ours begin with the answer that nobody gave. */
static void
write_list(const TmTm7Writer *writer, const TmPart *part, const TmProperty *property,
           GHashTable *written)
{
    const GPtrArray *choices = property->choices != NULL ? property->choices : property->values;
    const char *value = value_of(writer, part, property->id);
    guint selected = 0;

    for (guint i = 0; i < choices->len && selected == 0; i++)
        if (strcmp(choices->pdata[i], value) == 0) {
            selected = i + (writer->ours ? 1 : 0);
            g_hash_table_add(written, (gpointer)property->id);
        }
    tm_tm7_list(writer->out, property, writer->ours ? TM_TM7_UNSAID : NULL, choices, selected);
}

/* Which attributes stand under a header. */
typedef enum {
    FIXED,
    OWN,
    INHERITED,
} Group;

static Group
group_of(const TmProperty *property, const TmStencil *stencil)
{
    if (property->fixed)
        return FIXED;
    return stencil->parent != NULL && is_own(property, stencil) ? OWN : INHERITED;
}

static void
write_group(TmTm7Writer *writer, const TmPart *part, const TmStencil *stencil, Group group,
            GHashTable *written)
{
    const GPtrArray *attributes = tm_tm7_attributes(writer, stencil);
    guint count = 0;

    for (guint i = 0; i < attributes->len; i++) {
        if (group_of(attributes->pdata[i], stencil) != group)
            continue;
        if (group == FIXED && count++ == 0)
            tm_tm7_header(writer->out, "Predefined Static Attributes");
        write_list(writer, part, attributes->pdata[i], written);
    }
}

static void
write_lists(TmTm7Writer *writer, const TmPart *part, const TmStencil *stencil, GHashTable *written)
{
    g_autofree char *as = g_strconcat("As ", tm_tm7_root(stencil)->name, NULL);

    write_group(writer, part, stencil, FIXED, written);
    tm_tm7_header(writer->out, "Configurable Attributes");
    write_group(writer, part, stencil, OWN, written);
    tm_tm7_header(writer->out, as);
    write_group(writer, part, stencil, INHERITED, written);
}

/* --- what only our models know ----------------------------------------------------------- */

static void
write_custom(const TmTm7Writer *writer, const char *label, const char *value)
{
    if (*value != '\0')
        tm_tm7_string(writer->out, "CustomStringDisplayAttribute", label, "", value);
}

/* Boundaries that are crossed but not drawn, or not where the path shows it. */
static void
write_crossings(const TmTm7Writer *writer, const TmFlow *flow, const TmPlaces *places)
{
    g_autoptr(GString) types = g_string_new(NULL);

    for (guint i = 0; i < flow->crossings->len; i++) {
        const TmCrossing *crossing = flow->crossings->pdata[i];
        const TmBoundary *boundary = crossing->boundary;
        if (crossing->type == NULL || (boundary != NULL && (!boundary->line || places->drawn)))
            continue;
        g_string_append_printf(types, "%s%s", types->len > 0 ? "," : "", crossing->type);
    }
    write_custom(writer, TM_TM7_CROSSES, types->str);
}

static void
write_flow_notes(const TmTm7Writer *writer, const TmFlow *flow, const TmPlaces *places)
{
    if (strcmp(flow->cell, flow->part.id) != 0)
        write_custom(writer, TM_TM7_CELL, flow->cell);
    write_custom(writer, TM_TM7_REVERSE, flow->reverse ? "Yes" : "");
    write_crossings(writer, flow, places);
}

static void
write_facets(const TmTm7Writer *writer, const TmPart *part)
{
    g_autoptr(GString) facets = g_string_new(NULL);

    for (guint i = 0; i < part->facets->len; i++)
        g_string_append_printf(facets, "%s%s", i > 0 ? "," : "",
                               (const char *)part->facets->pdata[i]);
    write_custom(writer, TM_TM7_FACETS, facets->str);
}

/* Boundaries that overlap cannot all be drawn around what is in them. */
static void
write_inside(const TmTm7Writer *writer, const TmPart *part, const TmPlaces *places)
{
    g_autoptr(GString) ids = g_string_new(NULL);

    for (guint i = 0; i < part->inside->len; i++) {
        const TmBoundary *boundary = part->inside->pdata[i];
        if (boundary->line || tm_places_hold(places, part, boundary))
            continue;
        if (ids->len > 0)
            g_string_append_c(ids, ' ');
        tm_escape_id(ids, boundary->part.id);
    }
    write_custom(writer, TM_TM7_INSIDE, ids->str);
}

/* Values that no list holds, and in our models the id. */
static void
write_rest(const TmTm7Writer *writer, const TmPart *part, const TmPlaces *places,
           GHashTable *written)
{
    g_autoptr(GPtrArray) values = tm_report_values(writer->report, part);

    for (guint i = 0; i < values->len; i++) {
        const TmValue *value = values->pdata[i];
        if (strcmp(value->name, "outOfScope") != 0 &&
            strcmp(value->name, "outOfScopeReason") != 0 &&
            g_hash_table_add(written, (gpointer)value->name))
            write_custom(writer, value->name, value->value);
    }
    if (!writer->ours)
        return;
    write_custom(writer, TM_TM7_ID, part->id);
    write_facets(writer, part);
    if (part->kind == TM_FLOW)
        write_flow_notes(writer, (const TmFlow *)(gconstpointer)part, places);
    else
        write_inside(writer, part, places);
}

void
tm_tm7_write_properties(TmTm7Writer *writer, const TmPart *part, const TmPlaces *places)
{
    const TmStencil *stencil = tm_tm7_stencil(writer, part);
    g_autoptr(GHashTable) written = g_hash_table_new(tm_text_hash, g_str_equal);
    GString *out = writer->out;

    g_string_append(out, "<Properties xmlns=\"" TM_TM7_ABSTRACTS "\">");
    tm_tm7_header(out, stencil != NULL ? stencil->name : "");
    tm_tm7_string(out, "StringDisplayAttribute", "Name", "", part->name);
    if (part->kind != TM_BOUNDARY) {
        tm_tm7_truth(out, "Out Of Scope", TM_TM7_OUT_OF_SCOPE, part->outOfScope);
        tm_tm7_string(out, "StringDisplayAttribute", "Reason For Out Of Scope", TM_TM7_REASON,
                      value_of(writer, part, "outOfScopeReason"));
    }
    if (stencil != NULL)
        write_lists(writer, part, stencil, written);
    write_rest(writer, part, places, written);
    g_string_append(out, "</Properties>");
}
