/* draw.io files with the threats on them: see drawio-own.h. */
#include "drawio-own.h"

static gboolean
write_drawio(const TmReport *report, const TmView *view, GString *out, GError **error)
{
    g_autoptr(GPtrArray) worn = NULL;

    if (g_strcmp0(report->model->format, "drawio") != 0)
        return tm_fail(
            error, TM_ERROR_FORMAT, report->model->file, (TmPlace){1, 1},
            "threats are written into draw.io files only: write .svg, .png or .dot here");
    worn = tm_drawio_worn(report, view);
    return tm_drawio_splice(report, view, worn, out, error);
}

const TmWriter tm_writer_drawio = {"drawio", "drawio dio", "the draw.io file with badges on it",
                                   write_drawio, FALSE};
