/* A page of a draw.io file that lists the threats of the others. */
#include "chip.h"
#include "dot-label.h"
#include "drawio-own.h"
#include "escape.h"

#define MAX_ROWS 2000
#define WIDTH 900
#define LETTERS 125 /* of a title on one line */
#define LINE 15
#define TEXT                                                                                       \
    "text;html=1;whiteSpace=wrap;align=left;verticalAlign=middle;overflow=hidden;"                 \
    "fontFamily=Helvetica;"
#define CHIP                                                                                       \
    "rounded=1;arcSize=30;html=1;whiteSpace=wrap;fontFamily=Helvetica;fontSize=11;fontStyle=1;"    \
    "strokeColor=none;"

typedef struct {
    GString *out;
    const char *indent;
    guint rows;
    gint y; /* of the next row */
} Page;

static void
open_line(const Page *page, guint depth)
{
    g_string_append(page->out, page->indent);
    if (*page->indent != '\0')
        g_string_append_printf(page->out, "%*s", (int)depth * 2, "");
}

/* @html is what the cell says, of texts that were escaped. */
static void
add_cell(Page *page, const char *id, const char *html, const char *style, TmBox box)
{
    open_line(page, 3);
    g_string_append(page->out, "<mxCell");
    tm_drawio_attribute(page->out, "id", id);
    tm_drawio_attribute(page->out, "value", html);
    tm_drawio_attribute(page->out, "style", style);
    g_string_append(page->out, " parent=\"tm-report-1\" vertex=\"1\">");
    open_line(page, 4);
    g_string_append_printf(page->out,
                           "<mxGeometry x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
                           "as=\"geometry\" />",
                           (int)box.x, (int)box.y, (int)box.width, (int)box.height);
    open_line(page, 3);
    g_string_append(page->out, "</mxCell>");
}

static void
add_heading(Page *page, const char *text, int size)
{
    g_autofree char *id = g_strdup_printf("tm-heading-%d", page->y);
    g_autofree char *style = g_strdup_printf(TEXT "fontStyle=1;fontSize=%d;", size);
    g_autoptr(GString) html = g_string_new(NULL);

    tm_escape_xml(html, text);
    add_cell(page, id, html->str, style, (TmBox){40, page->y, WIDTH, size * 2});
    page->y += size * 2 + 6;
}

/* --- threats ----------------------------------------------------------------------------- */

static void
add_chip(Page *page, const TmThreat *threat, int height)
{
    g_autofree char *id = g_strdup_printf("tm-chip-%u", page->rows);
    g_autofree char *style =
        g_strdup_printf(CHIP "fillColor=%s;fontColor=%s;", tm_chip_colour(threat->severity)->fill,
                        tm_chip_colour(threat->severity)->ink);

    add_cell(page, id, tm_severity_name(threat->severity), style,
             (TmBox){40, page->y + (height - 20) / 2.0, 70, 20});
}

static void
add_threat(Page *page, const TmThreat *threat)
{
    const glong letters = g_utf8_strlen(threat->title, -1);
    const int height = LINE * (int)(MIN(letters, 10000) / LETTERS + 2) + 4;
    g_autofree char *id = g_strdup_printf("tm-threat-%u", page->rows);
    g_autoptr(GString) html = g_string_new(NULL);

    tm_escape_xml(html, threat->title);
    g_string_append(html, "<br><font color=\"#666666\">");
    tm_escape_xml(html, threat->id);
    g_string_append(html, " \xc2\xb7 ");
    tm_escape_xml(html, threat->type->category);
    g_string_append_printf(html, " \xc2\xb7 %s</font>", tm_state_name(threat->state));
    add_chip(page, threat, height);
    add_cell(page, id, html->str, TEXT "fontSize=12;", (TmBox){120, page->y, WIDTH - 80, height});
    page->y += height + 4;
    page->rows++;
}

static void
add_diagram(Page *page, const TmReport *report, const TmView *view, const TmDiagram *diagram)
{
    gboolean first = TRUE;

    for (guint i = 0; i < report->threats->len && page->rows < MAX_ROWS; i++) {
        const TmThreat *threat = g_ptr_array_index(report->threats, i);
        if (threat->diagram != diagram || !tm_view_threat(view, threat))
            continue;
        if (first)
            add_heading(page, *diagram->name != '\0' ? diagram->name : diagram->id, 14);
        first = FALSE;
        add_threat(page, threat);
    }
}

static guint
count_shown(const TmReport *report, const TmView *view)
{
    guint count = 0;

    for (guint i = 0; i < report->threats->len; i++)
        count += tm_view_threat(view, report->threats->pdata[i]);
    return count;
}

static void
add_rows(Page *page, const TmReport *report, const TmView *view)
{
    const GPtrArray *diagrams = report->model->diagrams;
    const guint count = count_shown(report, view);
    g_autofree char *title = g_strdup_printf("Threats: %u", count);
    g_autofree char *rest = NULL;

    add_heading(page, title, 18);
    for (guint i = 0; i < diagrams->len; i++)
        add_diagram(page, report, view, diagrams->pdata[i]);
    if (page->rows == count)
        return;
    rest = g_strdup_printf("and %u more", count - page->rows);
    add_heading(page, rest, 12);
}

void
tm_drawio_report(const TmReport *report, const TmView *view, const char *indent, GString *out)
{
    Page page = {out, indent, 0, 40};

    open_line(&page, 0);
    g_string_append(out, "<diagram id=\"" TM_DRAWIO_REPORT "\" name=\"Threats\">");
    open_line(&page, 1);
    g_string_append(out, "<mxGraphModel grid=\"0\" gridSize=\"10\" guides=\"1\" tooltips=\"1\" "
                         "connect=\"0\" arrows=\"0\" fold=\"1\" page=\"0\" pageScale=\"1\" "
                         "pageWidth=\"850\" pageHeight=\"1100\" math=\"0\" shadow=\"0\">");
    open_line(&page, 2);
    g_string_append(out, "<root>");
    open_line(&page, 3);
    g_string_append(out, "<mxCell id=\"tm-report-0\" />");
    open_line(&page, 3);
    g_string_append(out, "<mxCell id=\"tm-report-1\" parent=\"tm-report-0\" />");
    add_rows(&page, report, view);
    open_line(&page, 2);
    g_string_append(out, "</root>");
    open_line(&page, 1);
    g_string_append(out, "</mxGraphModel>");
    open_line(&page, 0);
    g_string_append(out, "</diagram>");
}
