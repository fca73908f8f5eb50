/* One diagram, checked with its templates and its register. */
#include "checked.h"

#include "files.h"
#include "importers.h"
#include "knowledge.h"
#include "register-file.h"
#include "today.h"

/* A .tm7 is checked with the template inside, unless another one is named. */
static TmTemplate *
load_template(const TmOptions *options, const char *file, GBytes *bytes, GError **error)
{
    if (options->templates->len == 0 && tm_knowledge_has_inside(bytes)) {
        TmTemplate *inside = tm_knowledge_inside(file, bytes, options->language, error);

        if (inside != NULL || !g_error_matches(*error, TM_ERROR, TM_ERROR_MEANING))
            return inside;
        g_clear_error(error);
    }
    return tm_knowledge_load(options->templates, options->language, error);
}

static gboolean
read_model(TmChecked *checked, const TmOptions *options, const char *file, GBytes *bytes,
           GError **error)
{
    checked->template = load_template(options, file, bytes, error);
    if (checked->template == NULL)
        return FALSE;
    if (!tm_knowledge_has_inside(bytes) && tm_knowledge_needs_reader(checked->template) &&
        (checked->reader = tm_knowledge_reader(checked->template, error)) == NULL)
        return FALSE;
    checked->model =
        tm_import_as(options->from, file, bytes,
                     checked->reader != NULL ? checked->reader : checked->template, error);
    return checked->model != NULL;
}

TmChecked *
tm_checked_of(const TmOptions *options, const char *name, GBytes *bytes, TmRegister *beside,
              GError **error)
{
    g_autoptr(TmChecked) checked = g_new0(TmChecked, 1);
    TmDecided decided;

    checked->today = tm_today();
    checked->beside = beside;
    if (!read_model(checked, options, name, bytes, error))
        return NULL;
    decided = (TmDecided){checked->beside, checked->today};
    checked->report = tm_check(checked->model, checked->template, &decided);
    return g_steal_pointer(&checked);
}

TmChecked *
tm_checked_new(const TmOptions *options, const char *file, gboolean must_exist, GError **error)
{
    g_autofree char *path = tm_register_file_path(options->decisions, file);
    g_autoptr(TmRegister) beside = NULL;
    g_autoptr(GBytes) bytes = NULL;

    if (!tm_register_file_load(path, must_exist && options->decisions != NULL, &beside, error))
        return NULL;
    if ((bytes = tm_file_read(file, error)) == NULL)
        return NULL;
    return tm_checked_of(options, file, bytes, g_steal_pointer(&beside), error);
}

void
tm_checked_free(TmChecked *checked)
{
    if (checked == NULL)
        return;
    tm_report_free(checked->report);
    tm_model_free(checked->model);
    tm_register_free(checked->beside);
    tm_template_free(checked->reader);
    tm_template_free(checked->template);
    g_free(checked->today);
    g_free(checked);
}
