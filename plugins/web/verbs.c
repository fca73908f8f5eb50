/* What can be done with a diagram or a template. */
#include "verbs.h"

#include <string.h>

#include "writers.h"

static gboolean
finish_write(TmWork *work, GString *out, GError **error)
{
    const TmRequest *request = &work->request;
    const TmView view = {
        .page = request->page,
        .report_page = request->report_page,
        .uncompress = request->uncompress,
        .version = work->version,
        .today = request->today,
    };

    return tm_write(work->report, &view, request->to, out, error);
}

static gboolean
finish_analyse(TmWork *work, GString *out, GError **error)
{
    const TmView view = {.version = work->version, .today = work->request.today};

    return tm_write(work->report, &view, "json", out, error);
}

static const TmVerb verbs[] = {
    {"analyse", TM_NEEDS_REPORT, finish_analyse},
    {"write", TM_NEEDS_REPORT, finish_write},
};

const TmVerb *
tm_verb(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}
