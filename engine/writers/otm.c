/* The Open Threat Model 0.2.0 as JSON, valid by its schema. What the format has no word for stands
 * among the attributes (otm-names.h), so that the file reads back the same. */
#include <string.h>

#include "escape.h"
#include "json-model.h"
#include "otm-names.h"
#include "otm-own.h"

#define VERSION "0.2.0"

char *
tm_otm_part_id(const TmOtmWriter *writer, const TmDiagram *diagram, const TmPart *part)
{
    if (writer->report->model->diagrams->len < 2)
        return g_strdup(part->id);
    return g_strconcat(diagram->id, "/", part->id, NULL);
}

static const char *
metadata(const TmReport *report, const char *name)
{
    for (guint i = 0; i < report->metadata->len; i++) {
        const TmValue *value = g_ptr_array_index(report->metadata, i);
        if (strcmp(value->name, name) == 0)
            return value->value;
    }
    return NULL;
}

static const char *
project_name(const TmReport *report)
{
    return *report->name != '\0' ? report->name : report->model->file;
}

static TmJson *
new_project(const TmOtmWriter *writer)
{
    static const char *const keys[] = {"reviewer", "contributors", "assumptions",
                                       "externalDependencies"};
    const TmReport *report = writer->report;
    TmJson *object = tm_json_object();
    TmJson *attributes = tm_json_object();

    tm_json_set_text(object, "name", project_name(report));
    tm_json_set_text(object, "id", project_name(report));
    tm_json_set_known(object, "description", metadata(report, "description"));
    tm_json_set_known(object, "owner", metadata(report, "owner"));
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
        tm_json_set_known(attributes, keys[i], metadata(report, keys[i]));
    tm_json_set_text(attributes, "tool", "drawbridge");
    tm_json_set_known(attributes, "toolVersion", writer->view->version);
    tm_json_set(object, "attributes", attributes);
    return object;
}

static TmJson *
new_representation(const TmDiagram *diagram)
{
    TmJson *object = tm_json_object();
    TmJson *attributes = tm_json_object();

    tm_json_set_text(object, "name", *diagram->name != '\0' ? diagram->name : diagram->id);
    tm_json_set_text(object, "id", diagram->id);
    tm_json_set_text(object, "type", "diagram");
    tm_json_set_text(attributes, TM_OTM_PAGE, *diagram->prefix != '\0' ? "Yes" : "No");
    if (diagram->off)
        tm_json_set_text(attributes, TM_OTM_OFF, "off");
    tm_json_set(object, "attributes", attributes);
    return object;
}

static void
write_pages(TmOtmWriter *writer, TmJsonStream *stream)
{
    static const struct {
        const char *key;
        void (*write)(TmOtmWriter *writer, const TmDiagram *diagram, TmJsonStream *stream);
    } lists[] = {
        {"trustZones", tm_otm_write_zones},
        {"components", tm_otm_write_components},
        {"dataflows", tm_otm_write_flows},
    };
    const GPtrArray *diagrams = writer->report->model->diagrams;

    tm_json_stream_open(stream, "representations");
    for (guint d = 0; d < diagrams->len; d++)
        tm_json_stream_item(stream, new_representation(g_ptr_array_index(diagrams, d)));
    tm_json_stream_close(stream);
    for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
        tm_json_stream_open(stream, lists[i].key);
        for (guint d = 0; d < diagrams->len; d++)
            lists[i].write(writer, g_ptr_array_index(diagrams, d), stream);
        tm_json_stream_close(stream);
    }
}

/* Ids of several pages have the page before them. */
static char *
outside_id(const TmModel *model)
{
    GString *id = g_string_new("outside");

    while (model->diagrams->len == 1 &&
           tm_diagram_find(g_ptr_array_index(model->diagrams, 0), id->str) != NULL)
        g_string_append_c(id, '~');
    return g_string_free(id, FALSE);
}

static gboolean
write_otm(const TmReport *report, const TmView *view, GString *out, GError **error G_GNUC_UNUSED)
{
    g_autoptr(GHashTable) threats =
        g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
    g_autoptr(GPtrArray) mitigations = g_ptr_array_new();
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
    g_autofree char *outside = outside_id(report->model);
    TmOtmWriter writer = {report, view, outside, threats, mitigations, known};
    TmJsonStream stream = tm_json_stream_begin(out, view->one_line);

    tm_otm_sort_threats(&writer);
    tm_json_stream_member(&stream, "otmVersion", tm_json_text(VERSION));
    tm_json_stream_member(&stream, "project", new_project(&writer));
    write_pages(&writer, &stream);
    tm_otm_write_threats(&writer, &stream);
    tm_otm_write_mitigations(&writer, &stream);
    tm_json_stream_end(&stream);
    return TRUE;
}

const TmWriter tm_writer_otm = {
    "otm",     "otm", "Open Threat Model 0.2.0: the parts, and the threats with their states",
    write_otm, FALSE,
};
