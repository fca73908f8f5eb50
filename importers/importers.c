/* Which importers there are, and which of them reads a file. */
#include "importers.h"

#include <string.h>

#include "classify.h"
#include "crossing.h"

enum {
    MAX_LENGTH = 64 * 1024 * 1024, /* of a file, in bytes */
};

extern const TmImporter tm_importer_dot;
extern const TmImporter tm_importer_drawio;
extern const TmImporter tm_importer_otm;
extern const TmImporter tm_importer_threat_dragon;
extern const TmImporter tm_importer_tm7;

const TmImporter *const tm_importers[] = {
#ifdef HAVE_GRAPHVIZ
    &tm_importer_dot,
#endif
    &tm_importer_drawio,
    &tm_importer_tm7,
    &tm_importer_threat_dragon,
    &tm_importer_otm,
    NULL,
};

const TmImporter *
tm_importer(const char *name)
{
    for (guint i = 0; tm_importers[i] != NULL; i++)
        if (strcmp(tm_importers[i]->name, name) == 0)
            return tm_importers[i];
    return NULL;
}

static char *
list_importers(void)
{
    GString *names = g_string_new(NULL);

    for (guint i = 0; tm_importers[i] != NULL; i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", tm_importers[i]->name);
    return g_string_free(names, FALSE);
}

static const TmImporter *
find_by_content(const TmModel *model)
{
    for (guint i = 0; tm_importers[i] != NULL; i++)
        if (tm_importers[i]->probe(model->text, model->length))
            return tm_importers[i];
    return NULL;
}

/* Returns the importer for @model, or NULL with the error set. */
static const TmImporter *
find_importer(const TmModel *model, const char *format, GError **error)
{
    const TmImporter *importer = format != NULL ? tm_importer(format) : find_by_content(model);
    g_autofree char *known = list_importers();

    if (importer != NULL)
        return importer;
    if (format != NULL)
        tm_fail(error, TM_ERROR_FORMAT, model->file, (TmPlace){1, 1},
                "no importer is called '%s' (there are %s)", format, known);
    else
        tm_fail(error, TM_ERROR_FORMAT, model->file, (TmPlace){1, 1},
                "not a diagram that drawbridge knows (%s)", known);
    return NULL;
}

static gboolean
check_length(const char *name, gsize length, GError **error)
{
    if (length == 0)
        return tm_fail(error, TM_ERROR_FORMAT, name, (TmPlace){1, 1}, "the file is empty");
    if (length > MAX_LENGTH)
        return tm_fail(error, TM_ERROR_LIMIT, name, (TmPlace){1, 1},
                       "the file is larger than %d MiB", MAX_LENGTH / 1024 / 1024);
    return TRUE;
}

/* --- steps ------------------------------------------------------------------------------- */

struct TmImport {
    TmModel *model;
    const TmTemplate *template;
    const TmImporter *importer;
    gpointer reading; /* of an importer that reads in steps */
    TmClassifier *classifier;
    guint stage;
    GError *error;
};

/* Each does some of its part and returns whether that was all. */
typedef gboolean (*Stage)(TmImport *import);

static gboolean
read_some(TmImport *import)
{
    const TmImporter *importer = import->importer;

    if (importer->read != NULL) {
        importer->read(import->model, import->template, &import->error);
        return TRUE;
    }
    if (import->reading == NULL)
        import->reading = importer->begin(import->model, import->template);
    if (importer->step(import->reading))
        return FALSE;
    importer->end(g_steal_pointer(&import->reading), &import->error);
    return TRUE;
}

static gboolean
classify_some(TmImport *import)
{
    if (import->classifier == NULL)
        import->classifier = tm_classify_begin(import->model, import->template);
    return !tm_classify_step(import->classifier);
}

static gboolean
find_crossings(TmImport *import)
{
    tm_crossing_compute(import->model);
    return TRUE;
}

static const Stage stages[] = {read_some, classify_some, find_crossings};

TmImport *
tm_import_begin(const char *format, const char *name, GBytes *bytes, const TmTemplate *template)
{
    TmImport *import = g_new0(TmImport, 1);

    import->template = template;
    if (!check_length(name, g_bytes_get_size(bytes), &import->error))
        return import;
    import->model = tm_model_new(name, bytes);
    import->model->language = template->language;
    import->importer = find_importer(import->model, format, &import->error);
    if (import->importer != NULL)
        import->model->format = import->importer->name;
    return import;
}

static gboolean
has_more(const TmImport *import)
{
    return import->error == NULL && import->stage < G_N_ELEMENTS(stages);
}

gboolean
tm_import_step(TmImport *import)
{
    if (has_more(import) && stages[import->stage](import))
        import->stage++;
    return has_more(import);
}

TmModel *
tm_import_end(TmImport *import, GError **error)
{
    g_autoptr(TmModel) model = import->model;
    const gboolean whole = import->error == NULL && !has_more(import);

    if (import->reading != NULL)
        import->importer->end(import->reading, NULL);
    g_clear_pointer(&import->classifier, tm_classify_end);
    if (import->error != NULL)
        g_propagate_error(error, import->error);
    g_free(import);
    return whole ? g_steal_pointer(&model) : NULL;
}

/* --- at once ----------------------------------------------------------------------------- */

TmModel *
tm_import_as(const char *format, const char *name, GBytes *bytes, const TmTemplate *template,
             GError **error)
{
    TmImport *import = tm_import_begin(format, name, bytes, template);

    while (tm_import_step(import))
        continue;
    return tm_import_end(import, error);
}

TmModel *
tm_import(const char *name, GBytes *bytes, const TmTemplate *template, GError **error)
{
    return tm_import_as(NULL, name, bytes, template, error);
}
