/* Small pictures: the threats of one type, no legend, no style. There are hundreds of them. */
#include "docs-pictures.h"

#ifdef HAVE_GRAPHVIZ

#include <string.h>

#include "dot.h"
#include "importers.h"
#include "picture.h"

gboolean
tm_docs_draws(void)
{
    return TRUE;
}

static GPtrArray *
threats_of(const TmReport *report, const TmThreatType *type)
{
    GPtrArray *threats = g_ptr_array_new();

    for (guint i = 0; i < report->threats->len; i++) {
        TmThreat *threat = report->threats->pdata[i];

        if (threat->type == type)
            g_ptr_array_add(threats, threat);
    }
    return threats;
}

/* Pictures in a page of text need no dark mode of their own. */
static void
cut_style(GString *svg)
{
    static const char end[] = "</style>\n";
    const char *first = strstr(svg->str, "<style>");
    const char *last = first != NULL ? strstr(first, end) : NULL;

    if (last != NULL)
        g_string_erase(svg, first - svg->str, last - first + (gssize)strlen(end));
}

static gboolean
paint(const TmReport *report, const TmThreatType *type, const char *title, GString *out,
      GError **error)
{
    const TmView view = {.bare = TRUE};
    const TmDiagram *diagram = report->model->diagrams->pdata[0];
    g_autoptr(GPtrArray) threats = threats_of(report, type);
    g_autoptr(GString) dot = g_string_new(NULL);
    g_autoptr(GString) drawn = g_string_new(NULL);
    g_autoptr(GString) svg = g_string_new(NULL);

    tm_dot_append(report, &view, diagram, threats, TM_DOT_FULL, dot);
    if (!tm_picture_render(dot->str, dot->len, "svg", &tm_picture_limits, drawn, error) ||
        !tm_picture_decorate(drawn->str, drawn->len, title, type->category, NULL, svg, error))
        return FALSE;
    cut_style(svg);
    g_string_append_len(out, svg->str, (gssize)svg->len);
    return TRUE;
}

gboolean
tm_docs_draw(const TmTemplate *template, const TmThreatType *type, const char *diagram,
             const char *title, GString *out, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(diagram, strlen(diagram));
    g_autoptr(TmModel) model = tm_import_as("dot", title, bytes, template, error);
    g_autoptr(TmReport) report = NULL;

    if (model == NULL)
        return FALSE;
    report = tm_check(model, template, NULL);
    return paint(report, type, title, out, error);
}

#else

gboolean
tm_docs_draws(void)
{
    return FALSE;
}

gboolean
tm_docs_draw(const TmTemplate *template G_GNUC_UNUSED, const TmThreatType *type G_GNUC_UNUSED,
             const char *diagram G_GNUC_UNUSED, const char *title, GString *out G_GNUC_UNUSED,
             GError **error)
{
    return tm_fail(error, TM_ERROR_PICTURE, title, TM_NOWHERE, "this build does not draw");
}

#endif
