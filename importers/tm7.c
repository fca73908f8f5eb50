/* Models of Microsoft's Threat Modeling Tool: .tm7, DataContractSerializer (tm7-format.md section
 * 4). People re-indent such files: ids, numbers and words are trimmed. */
#include <string.h>

#include "importers.h"
#include "tm7-own.h"

#define NAMESPACE "http://schemas.datacontract.org/2004/07/ThreatModeling.Model"
/* Of a model times what its own template asks of each: far more than a person can draw. */
#define MAX_THREATS 250000u
#define MAX_QUESTIONS 1000000000u
#define MAX_VALUES 100000000u

const char *
tm_tm7_kind(const TmXmlNode *node)
{
    const char *type = tm_xml_attribute(node->attributes, "type");
    const char *colon = type != NULL ? strrchr(type, ':') : NULL;

    if (type == NULL)
        return "";
    return colon != NULL ? colon + 1 : type;
}

const char *
tm_tm7_word(TmTm7 *tm7, const TmXmlNode *node, const char *name)
{
    return tm_xml_child_word(&tm7->model->pool, node, name);
}

/* --- about the model --------------------------------------------------------------------- */

static void
read_metadata(TmTm7 *tm7)
{
    static const struct {
        const char *element;
        const char *name;
    } fields[] = {
        {"Owner", "owner"},
        {"Reviewer", "reviewer"},
        {"Contributors", "contributors"},
        {"HighLevelSystemDescription", "description"},
        {"Assumptions", "assumptions"},
        {"ExternalDependencies", "externalDependencies"},
    };
    const TmXmlNode *information = tm_xml_child(tm7->root, "MetaInformation");

    tm7->model->name = tm_tm7_word(tm7, information, "ThreatModelName");
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        const TmXmlNode *node = tm_xml_child(information, fields[i].element);
        if (node != NULL)
            tm_model_add_metadata(tm7->model, fields[i].name, node->text, node->place);
    }
}

static void
read_notes(TmTm7 *tm7)
{
    const TmXmlNode *notes = tm_xml_child(tm7->root, "Notes");

    for (const TmXmlNode *note = notes != NULL ? notes->first : NULL; note != NULL;
         note = note->next)
        tm_model_add_metadata(tm7->model, "note", tm_xml_child_text(note, "Message"), note->place);
}

/* Which root of the template is drawn as a kind of part. */
static void
find_drawn(TmTm7 *tm7)
{
    for (guint i = 0; i < tm7->template->stencils->len; i++) {
        const TmStencil *stencil = g_ptr_array_index(tm7->template->stencils, i);
        if (stencil->parent == NULL && tm7->drawn[stencil->kind] == NULL)
            tm7->drawn[stencil->kind] = stencil->id;
    }
}

/* --- limits ------------------------------------------------------------------------------ */

static gsize
rule_bytes(const TmTemplate *template)
{
    gsize bytes = 0;

    for (guint i = 0; i < template->threats->len; i++) {
        const TmThreatType *type = g_ptr_array_index(template->threats, i);
        bytes += strlen(type->include_text) + strlen(type->exclude_text);
    }
    return bytes;
}

/* A file brings its own rules and properties: how often they are asked must have an end. */
static gboolean
check_size(const TmTm7 *tm7, GError **error)
{
    const GPtrArray *diagrams = tm7->model->diagrams;
    guint64 flows = diagrams->len, parts = 0;

    for (guint i = 0; i < diagrams->len; i++) {
        const TmDiagram *diagram = g_ptr_array_index(diagrams, i);
        flows += diagram->flows->len;
        parts += (guint64)diagram->elements->len + diagram->flows->len + diagram->boundaries->len;
    }
    if (flows * tm7->template->threats->len > MAX_THREATS ||
        flows * rule_bytes(tm7->template) > MAX_QUESTIONS ||
        parts * tm7->template->n_slots > MAX_VALUES)
        return tm_fail(error, TM_ERROR_LIMIT, tm7->model->file, (TmPlace){1, 1},
                       "too many flows for so many rules");
    return TRUE;
}

/* --- the file ---------------------------------------------------------------------------- */

static gboolean
probe(const char *text, gsize length)
{
    gsize tag_length;
    const char *tag = tm_xml_find_root(text, length, &tag_length);

    return tm_xml_root_is(text, length, "ThreatModel") &&
           g_strstr_len(tag, (gssize)tag_length, NAMESPACE) != NULL;
}

static void
read_model(TmTm7 *tm7)
{
    const TmXmlNode *surfaces = tm_xml_child(tm7->root, "DrawingSurfaceList");

    tm7->off =
        g_ascii_strcasecmp(tm_tm7_word(tm7, tm7->root, "ThreatGenerationEnabled"), "false") == 0;
    find_drawn(tm7);
    read_metadata(tm7);
    read_notes(tm7);
    for (const TmXmlNode *node = surfaces != NULL ? surfaces->first : NULL; node != NULL;
         node = node->next)
        tm_tm7_read_diagram(tm7, node);
    tm_tm7_read_threats(tm7);
    tm_tm7_read_validations(tm7);
}

static gboolean
has_ours(const TmTemplate *template)
{
    for (guint i = 0; i < template->manifests->len; i++)
        if (((const TmManifest *)template->manifests->pdata[i])->bytes == NULL)
            return TRUE;
    return FALSE;
}

static gboolean
read_tm7(TmModel *model, const TmTemplate *template, GError **error)
{
    static const char *const skip[] = {"KnowledgeBase", "Profile", NULL};
    g_autoptr(GHashTable) loose = g_hash_table_new(tm_text_hash, g_str_equal);
    g_autoptr(GHashTable) customs = g_hash_table_new(tm_text_hash, g_str_equal);
    g_autoptr(GHashTable) names = g_hash_table_new(tm_text_hash, g_str_equal);
    TmTm7 tm7 = {.model = model,
                 .template = template,
                 .ours = has_ours(template) && tm_tm7_is_ours(model->text),
                 .names = names,
                 .loose = loose,
                 .customs = customs};

    tm7.root = tm_xml_tree(&model->pool, model->file, model->text, model->length, skip, error);
    if (tm7.root == NULL)
        return FALSE;
    if (strcmp(tm7.root->name, "ThreatModel") != 0)
        return tm_fail(error, TM_ERROR_FORMAT, model->file, tm7.root->place,
                       "expected ThreatModel");
    read_model(&tm7);
    return check_size(&tm7, error);
}

const TmImporter tm_importer_tm7 = {
    .name = "tm7",
    .extensions = "tm7",
    .about = "Microsoft Threat Modeling Tool",
    .probe = probe,
    .read = read_tm7,
};
