/* From bytes to a report, a step at a time: template, register, model, check. */
#include "work.h"

#include <string.h>

#include "knowledge-bytes.h"
#include "writers.h"

void
tm_work_init(TmWork *work, const char *version)
{
    memset(work, 0, sizeof(*work));
    work->version = version;
    tm_request_init(&work->request);
}

static void
forget_diagram(TmWork *work)
{
    g_clear_pointer(&work->writing, tm_json_write_end);
    if (work->check != NULL)
        tm_report_free(tm_check_end(work->check));
    work->check = NULL;
    if (work->import != NULL)
        tm_model_free(tm_import_end(work->import, NULL));
    work->import = NULL;
    g_clear_pointer(&work->report, tm_report_free);
    g_clear_pointer(&work->model, tm_model_free);
    g_clear_pointer(&work->beside, tm_register_free);
    g_clear_pointer(&work->inside, tm_template_free);
    work->next = 0;
}

void
tm_work_forget(TmWork *work)
{
    forget_diagram(work);
    tm_request_clear(&work->request);
    tm_request_init(&work->request);
}

void
tm_work_clear(TmWork *work)
{
    forget_diagram(work);
    tm_remembered_clear(&work->remembered);
    tm_request_clear(&work->request);
}

const TmTemplate *
tm_work_template(const TmWork *work)
{
    return work->inside != NULL ? work->inside : work->remembered.template;
}

char *
tm_work_register_name(const TmWork *work)
{
    return g_strconcat(work->request.name, ".threats.yaml", NULL);
}

/* --- steps ------------------------------------------------------------------------------- */

/* Each does its part and returns TRUE; or FALSE with the error set, or with none where it wants to
 * be called again. */
typedef gboolean (*Step)(TmWork *work, GError **error);

static gboolean
load_templates(TmWork *work, GError **error)
{
    const TmRequest *request = &work->request;

    return tm_remembered_load(&work->remembered, request->sources, request->language, error);
}

/* A .tm7 brings its own template, unless another one is named. */
static gboolean
load_inside(TmWork *work, GError **error)
{
    const TmRequest *request = &work->request;
    GError *missing = NULL;

    if (request->text == NULL || request->sources->len > 0 ||
        !tm_knowledge_has_inside(request->text))
        return TRUE;
    work->inside = tm_knowledge_inside(request->name, request->text, request->language, &missing);
    if (g_error_matches(missing, TM_ERROR, TM_ERROR_MEANING))
        g_clear_error(&missing);
    if (missing == NULL)
        return TRUE;
    g_propagate_error(error, missing);
    return FALSE;
}

static gboolean
load_register(TmWork *work, GError **error)
{
    g_autofree char *name = tm_work_register_name(work);

    if (work->request.book == NULL)
        return TRUE;
    work->beside = tm_register_load(name, work->request.book, error);
    return work->beside != NULL;
}

static const TmTemplate *
find_reader(const TmWork *work)
{
    gboolean is_tm7 = tm_knowledge_has_inside(work->request.text);

    if (is_tm7 || work->remembered.reader == NULL)
        return tm_work_template(work);
    return work->remembered.reader;
}

static gboolean
has_page(const TmWork *work)
{
    const TmView view = {.page = work->request.page};

    for (guint i = 0; i < work->model->diagrams->len; i++)
        if (tm_view_diagram(&view, work->model->diagrams->pdata[i]))
            return TRUE;
    return view.page == NULL;
}

static gboolean
begin_import(TmWork *work, GError **error)
{
    const TmRequest *request = &work->request;

    if (request->text == NULL)
        return tm_fail(error, TM_ERROR_FORMAT, request->name, (TmPlace){1, 1}, "there is no text");
    work->import = tm_import_begin(request->from, request->name, request->text, find_reader(work));
    return TRUE;
}

static gboolean
step_import(TmWork *work, GError **error G_GNUC_UNUSED)
{
    return !tm_import_step(work->import);
}

static gboolean
end_import(TmWork *work, GError **error)
{
    const TmRequest *request = &work->request;

    work->model = tm_import_end(g_steal_pointer(&work->import), error);
    if (work->model == NULL || has_page(work))
        return work->model != NULL;
    return tm_fail(error, TM_ERROR_MEANING, request->name, (TmPlace){1, 1}, "no page '%s'",
                   request->page);
}

static gboolean
begin_check(TmWork *work, GError **error G_GNUC_UNUSED)
{
    const TmDecided decided = {work->beside, work->request.today};

    work->check = tm_check_begin(work->model, tm_work_template(work), &decided);
    return TRUE;
}

static gboolean
step_check(TmWork *work, GError **error G_GNUC_UNUSED)
{
    return !tm_check_step(work->check);
}

static gboolean
end_check(TmWork *work, GError **error G_GNUC_UNUSED)
{
    work->report = tm_check_end(work->check);
    work->check = NULL;
    return TRUE;
}

/* A verb that needs no report is served after the first. */
static const Step steps[] = {
    load_templates, load_inside, load_register, begin_import, step_import,
    end_import,     begin_check, step_check,    end_check,
};

static gboolean
wants_report(const TmWork *work, TmNeeds needs)
{
    return needs == TM_NEEDS_REPORT ||
           (needs == TM_NEEDS_WHAT_IS_THERE && work->request.text != NULL);
}

gboolean
tm_work_step(TmWork *work, TmNeeds needs, GError **error)
{
    const guint count = wants_report(work, needs) ? G_N_ELEMENTS(steps) : 1;
    GError *problem = NULL;

    if (work->next >= count)
        return FALSE;
    if (steps[work->next](work, &problem))
        work->next++;
    if (problem == NULL)
        return TRUE;
    g_propagate_error(error, problem);
    return FALSE;
}
