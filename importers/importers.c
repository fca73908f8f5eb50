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
extern const TmImporter tm_importer_tm7;

const TmImporter *const tm_importers[] = {
#ifdef HAVE_GRAPHVIZ
    &tm_importer_dot,
#endif
    &tm_importer_drawio,
    &tm_importer_tm7,
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

TmModel *
tm_import_as(const char *format, const char *name, GBytes *bytes, const TmTemplate *template,
             GError **error)
{
    g_autoptr(TmModel) model = NULL;
    const TmImporter *importer;

    if (!check_length(name, g_bytes_get_size(bytes), error))
        return NULL;
    model = tm_model_new(name, bytes);
    importer = find_importer(model, format, error);
    if (importer == NULL || !importer->read(model, template, error))
        return NULL;
    model->format = importer->name;
    tm_classify(model, template);
    tm_crossing_compute(model);
    return g_steal_pointer(&model);
}

TmModel *
tm_import(const char *name, GBytes *bytes, const TmTemplate *template, GError **error)
{
    return tm_import_as(NULL, name, bytes, template, error);
}
