/* The table of writers, and what a view shows. */
#include <stdlib.h>
#include <string.h>

#include "writers.h"

extern const TmWriter tm_writer_text, tm_writer_json, tm_writer_dot, tm_writer_tm7, tm_writer_csv,
    tm_writer_drawio, tm_writer_drawio_svg, tm_writer_markdown, tm_writer_github, tm_writer_gitlab,
    tm_writer_html, tm_writer_sarif, tm_writer_otm;

/* clang-format off */
const TmWriter *const tm_writers[] = {
    &tm_writer_text,
    &tm_writer_json,
    &tm_writer_dot,
    &tm_writer_tm7,
    &tm_writer_otm,
    &tm_writer_csv,
    &tm_writer_drawio,
    &tm_writer_drawio_svg,
    &tm_writer_markdown,
    &tm_writer_github,
    &tm_writer_gitlab,
    &tm_writer_html,
    &tm_writer_sarif,
    NULL,
};
/* clang-format on */

const TmWriter *
tm_writer(const char *name)
{
    for (const TmWriter *const *writer = tm_writers; *writer != NULL; writer++)
        if (strcmp((*writer)->name, name) == 0)
            return *writer;
    return NULL;
}

gboolean
tm_write(const TmReport *report, const TmView *view, const char *name, GString *out, GError **error)
{
    const TmWriter *writer = tm_writer(name);
    gsize before = out->len;

    if (writer == NULL)
        return tm_fail(error, TM_ERROR_FORMAT, report->model->file, TM_NOWHERE,
                       "no writer is called \"%s\"", name);
    if (writer->write(report, view, out, error))
        return TRUE;
    g_string_truncate(out, before);
    return FALSE;
}

static gboolean
is_number_of(const char *page, const TmDiagram *diagram)
{
    char *end;
    gulong number = strtoul(page, &end, 10);

    return g_ascii_isdigit(*page) && *end == '\0' && number == (gulong)diagram->index + 1;
}

gboolean
tm_view_diagram(const TmView *view, const TmDiagram *diagram)
{
    if (view->page == NULL)
        return TRUE;
    return strcmp(view->page, diagram->name) == 0 || strcmp(view->page, diagram->id) == 0 ||
           is_number_of(view->page, diagram);
}

const TmDiagram *
tm_view_page(const TmView *view, const TmModel *model)
{
    for (guint i = 0; i < model->diagrams->len; i++) {
        const TmDiagram *diagram = g_ptr_array_index(model->diagrams, i);
        if (view->page != NULL ? tm_view_diagram(view, diagram) : diagram->elements->len > 0)
            return diagram;
    }
    return view->page == NULL && model->diagrams->len > 0 ? g_ptr_array_index(model->diagrams, 0)
                                                          : NULL;
}

static gboolean
shows_category(const TmView *view, const char *category)
{
    if (view->category == NULL)
        return TRUE;
    for (const char *letter = view->category; *letter != '\0'; letter++)
        if (g_ascii_toupper(*letter) == g_ascii_toupper(*category))
            return TRUE;
    return FALSE;
}

gboolean
tm_view_threat(const TmView *view, const TmThreat *threat)
{
    if (view->only_stated && !threat->stated)
        return FALSE;
    return threat->severity >= view->min_severity && tm_view_diagram(view, threat->diagram) &&
           shows_category(view, threat->type->category);
}
