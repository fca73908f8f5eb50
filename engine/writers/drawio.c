/* draw.io files with the threats on them: see drawio-own.h. */
#include "drawio-own.h"

static gboolean
write_drawio(const TmReport *report, const TmView *view, GString *out, GError **error)
{
    g_autoptr(GPtrArray) worn = NULL;

    worn = tm_drawio_worn(report, view);
    if (g_strcmp0(report->model->format, "drawio") == 0)
        return tm_drawio_splice(report, view, worn, out, error);
    tm_drawio_fresh(report, view, worn, out);
    return TRUE;
}

const TmWriter tm_writer_drawio = {"drawio", "drawio dio", "a draw.io file with badges on it",
                                   write_drawio, FALSE};
