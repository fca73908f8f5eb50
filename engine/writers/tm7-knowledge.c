/* The template inside a .tm7: its types and what parts of them can say (tm7-format.md sections 1
 * and 4). Of a template of ours it is a translation that the tool can show, but not judge by. */
#include <string.h>

#include "tm7-names.h"
#include "tm7-own.h"

#define INTERFACES "http://schemas.datacontract.org/2004/07/ThreatModeling.Interfaces"
#define STORAGE "http://schemas.datacontract.org/2004/07/ThreatModeling.ExternalStorage.OM"
/* A transparent picture of one pixel: the tool wants an icon. */
#define PICTURE                                                                                    \
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII="
#define NOT_EXTENDED "<a:IsExtension>false</a:IsExtension>"

/* A type as it is written: of ours a boundary comes twice, as a box and as a line. */
typedef struct {
    const TmStencil *stencil;
    gboolean line;
} Written;

/* --- attributes -------------------------------------------------------------------------- */

static void
write_attribute(const TmTm7Writer *writer, const TmProperty *property)
{
    const GPtrArray *choices = property->choices != NULL ? property->choices : property->values;
    GString *out = writer->out;

    g_string_append(out,
                    "<a:Attribute>" NOT_EXTENDED "<a:AttributeValues xmlns:b=\"" INTERFACES "\">");
    if (writer->ours)
        tm_tm7_leaf(out, "b:Value", TM_TM7_UNSAID);
    for (guint i = 0; i < choices->len; i++)
        tm_tm7_leaf(out, "b:Value", choices->pdata[i]);
    g_string_append(out, "</a:AttributeValues>");
    tm_tm7_leaf(out, "a:DisplayName", property->label);
    tm_tm7_leaf(out, "a:Inheritance", "Virtual");
    tm_tm7_leaf(out, "a:Mode", property->fixed ? "Static" : "Dynamic");
    tm_tm7_leaf(out, "a:Name", property->id);
    tm_tm7_leaf(out, "a:Type", "List");
    g_string_append(out, "</a:Attribute>");
}

/* A property that ours declare for all types belongs to the roots. */
static gboolean
is_declared(const TmProperty *property, const TmStencil *stencil)
{
    if (g_ptr_array_find(property->types, stencil->id, NULL))
        return TRUE;
    return property->types->len == 0 && stencil->parent == NULL;
}

static void
write_attributes(TmTm7Writer *writer, const TmStencil *stencil)
{
    const GPtrArray *attributes = tm_tm7_attributes(writer, stencil);
    GString *out = writer->out;
    gsize before = out->len;
    gsize begin;

    g_string_append(out, "<a:Attributes>");
    begin = out->len;
    for (guint i = 0; i < attributes->len; i++)
        if (is_declared(attributes->pdata[i], stencil))
            write_attribute(writer, attributes->pdata[i]);
    if (out->len > begin) {
        g_string_append(out, "</a:Attributes>");
        return;
    }
    g_string_truncate(out, before);
    g_string_append(out, "<a:Attributes/>");
}

/* --- element types ----------------------------------------------------------------------- */

static const char *
representation_of(const Written *written)
{
    static const char *const shapes[] = {
        [TM_EXTERNAL] = "Rectangle", [TM_PROCESS] = "Ellipse",         [TM_STORE] = "ParallelLines",
        [TM_FLOW] = "Line",          [TM_BOUNDARY] = "BorderBoundary",
    };

    if (written->stencil->representation != NULL && *written->stencil->representation != '\0')
        return written->stencil->representation;
    return written->line ? "LineBoundary" : shapes[written->stencil->kind];
}

static const char *
image_place(TmKind kind)
{
    static const char *const places[] = {
        [TM_EXTERNAL] = "Lower right of stencil", [TM_PROCESS] = "Centered on stencil",
        [TM_STORE] = "Lower right of stencil",    [TM_FLOW] = "Before label",
        [TM_BOUNDARY] = "Before label",
    };

    return places[kind];
}

static void
write_id(const TmTm7Writer *writer, const char *tag, const char *id, gboolean line)
{
    g_autofree char *full =
        g_strconcat(*id != '\0' ? id : "ROOT", line && *id != '\0' ? TM_TM7_LINE : "", NULL);

    tm_tm7_leaf(writer->out, tag, full);
}

static void
write_names(const TmTm7Writer *writer, const Written *written)
{
    const TmStencil *stencil = written->stencil;
    g_autofree char *name = g_strconcat(stencil->name, written->line ? " (line)" : "", NULL);
    GString *out = writer->out;

    tm_tm7_leaf(out, "a:Description", stencil->about != NULL ? stencil->about : stencil->name);
    tm_tm7_leaf(out, "a:Hidden", stencil->hidden ? "true" : "false");
    write_id(writer, "a:Id", stencil->id, written->line);
    tm_tm7_leaf(out, "a:ImageLocation", image_place(stencil->kind));
    tm_tm7_leaf(out, "a:ImageSource", PICTURE);
    g_string_append(out, "<a:ImageStream i:nil=\"true\"/>");
    tm_tm7_leaf(out, "a:Name", name);
    write_id(writer, "a:ParentId", stencil->parent != NULL ? stencil->parent->id : "",
             written->line);
    tm_tm7_leaf(out, "a:Representation", representation_of(written));
    g_string_append(out, "<a:Shape i:nil=\"true\"/>");
}

static void
write_type(TmTm7Writer *writer, const Written *written)
{
    GString *out = writer->out;

    g_string_append(out, "<a:ElementType>" NOT_EXTENDED);
    write_attributes(writer, written->stencil);
    g_string_append(out, "<a:AvailableToBaseModels xmlns:b=\"" STORAGE "\"/>"
                         "<a:Behavior i:nil=\"true\"/>");
    write_names(writer, written);
    g_string_append(out, "<a:StencilConstraints><a:StencilConstraint>" NOT_EXTENDED
                         "<a:SelectedStencilConnection>Any</a:SelectedStencilConnection>"
                         "<a:SelectedStencilType>Any</a:SelectedStencilType>"
                         "</a:StencilConstraint></a:StencilConstraints></a:ElementType>");
}

static void
write_types(TmTm7Writer *writer, const char *tag, gboolean roots)
{
    const GPtrArray *stencils = writer->report->template->stencils;

    g_string_append_printf(writer->out, "<a:%s>", tag);
    for (guint i = 0; i < stencils->len; i++) {
        Written written = {stencils->pdata[i], FALSE};
        if ((written.stencil->parent == NULL) != roots)
            continue;
        write_type(writer, &written);
        written.line = TRUE;
        if (writer->ours && written.stencil->kind == TM_BOUNDARY)
            write_type(writer, &written);
    }
    g_string_append_printf(writer->out, "</a:%s>", tag);
}

/* --- the manifest ------------------------------------------------------------------------ */

/* Of several templates of Microsoft's the first gives its name. */
static void
write_their_manifest(const TmTm7Writer *writer)
{
    const TmManifest *manifest = writer->report->template->manifests->pdata[0];
    GString *out = writer->out;

    tm_tm7_leaf(out, "a:Author", manifest->author != NULL ? manifest->author : "");
    tm_tm7_leaf(out, "a:Id", manifest->id);
    tm_tm7_leaf(out, "a:Name", manifest->name);
    tm_tm7_leaf(out, "a:Version", manifest->version);
}

static void
write_our_manifest(const TmTm7Writer *writer)
{
    const GPtrArray *manifests = writer->report->template->manifests;
    g_autoptr(GString) author = g_string_new(TM_TM7_AUTHOR);
    g_autoptr(GString) name = g_string_new(NULL);

    for (guint i = 0; i < manifests->len; i++) {
        const TmManifest *manifest = manifests->pdata[i];
        g_string_append_printf(author, "%s%s", i > 0 ? ", " : "", manifest->id);
        g_string_append_printf(name, "%s%s", i > 0 ? ", " : "", manifest->name);
    }
    tm_tm7_leaf(writer->out, "a:Author", author->str);
    tm_tm7_leaf(writer->out, "a:Id", TM_TM7_MANIFEST);
    tm_tm7_leaf(writer->out, "a:Name", name->str);
    tm_tm7_leaf(writer->out, "a:Version", ((const TmManifest *)manifests->pdata[0])->version);
}

void
tm_tm7_write_knowledge(TmTm7Writer *writer)
{
    g_string_append_printf(writer->out,
                           "<KnowledgeBase z:Id=\"i%u\" xmlns:a=\"" TM_TM7_KNOWLEDGE
                           "\" xmlns:z=\"" TM_TM7_IDS "\">",
                           writer->next++);
    write_types(writer, "GenericElements", TRUE);
    g_string_append(writer->out, "<a:Manifest>");
    if (writer->ours)
        write_our_manifest(writer);
    else
        write_their_manifest(writer);
    g_string_append(writer->out, "</a:Manifest>");
    write_types(writer, "StandardElements", FALSE);
    tm_tm7_write_rules(writer);
    g_string_append(writer->out, "</KnowledgeBase>");
}
