/* What can be done with a diagram or a template. */
#include "verbs.h"

#include <string.h>

#include "choice.h"
#include "explain-entry.h"
#include "explain-threat.h"
#include "pictures.h"
#include "stencils.h"
#include "writers.h"

static gboolean
finish_write(TmWork *work, GString *out, GError **error)
{
    const TmRequest *request = &work->request;
    const TmWriter *writer = tm_writer(request->to);
    g_autoptr(GPtrArray) pictures = NULL;
    TmView view = {
        .page = request->page,
        .report_page = request->report_page,
        .uncompress = request->uncompress,
        .version = work->version,
        .today = request->today,
    };

    if (writer != NULL && writer->pictured)
        view.pictures = pictures = tm_pictures_draw(work->report, &view);
    return tm_write(work->report, &view, request->to, out, error);
}

static gboolean
finish_analyse(TmWork *work, GString *out, GError **error G_GNUC_UNUSED)
{
    const TmView view = {.version = work->version, .today = work->request.today};

    if (work->writing == NULL)
        work->writing = tm_json_write_begin(work->report, &view, out);
    if (tm_json_write_step(work->writing))
        return FALSE;
    g_clear_pointer(&work->writing, tm_json_write_end);
    return TRUE;
}

static gboolean
find_state(const char *name, TmState *state, GError **error)
{
    g_autofree char *list = g_strjoinv(", ", (char **)tm_state_names);

    for (guint i = 0; i < TM_N_STATES; i++) {
        *state = (TmState)i;
        if (g_strcmp0(name, tm_state_names[i]) == 0)
            return TRUE;
    }
    g_set_error(error, TM_ERROR, TM_ERROR_MEANING,
                "drawbridge: error: a state is one of %s, not '%s'", list,
                name != NULL ? name : "");
    return FALSE;
}

/* An empty register is one that is not there yet. */
static gboolean
finish_decide(TmWork *work, GString *out, GError **error)
{
    const TmRequest *request = &work->request;
    g_autofree char *name = tm_work_register_name(work);
    TmChoice choice = {
        .threat = request->threat,
        .why = request->why,
        .notes = request->notes,
        .priority = request->priority,
        .owner = request->owner,
        .ticket = request->ticket,
        .expires = request->expires,
        .by = request->by,
        .today = request->today,
    };

    if (!find_state(request->state, &choice.state, error))
        return FALSE;
    return tm_choose(work->report, work->beside, &choice, name, request->book, out, error);
}

static gboolean
finish_stencils(TmWork *work, GString *out, GError **error G_GNUC_UNUSED)
{
    tm_stencils_write(tm_work_template(work), out);
    return TRUE;
}

/* An id is that of a threat of the diagram, where there is one, else of something in a template. */
static gboolean
finish_explain(TmWork *work, GString *out, GError **error)
{
    const char *id = work->request.id;

    if (work->report != NULL && tm_explain_threat(work->report, id, out))
        return TRUE;
    if (tm_explain(tm_work_template(work), id, out))
        return TRUE;
    g_set_error(error, TM_ERROR, TM_ERROR_MEANING, "drawbridge: error: nothing is called '%s'", id);
    return FALSE;
}

static const TmVerb verbs[] = {
    {"analyse", TM_NEEDS_REPORT, finish_analyse},
    {"write", TM_NEEDS_REPORT, finish_write},
    {"decide", TM_NEEDS_REPORT, finish_decide},
    {"stencils", TM_NEEDS_TEMPLATE, finish_stencils},
    {"explain", TM_NEEDS_WHAT_IS_THERE, finish_explain},
};

const TmVerb *
tm_verb(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}
