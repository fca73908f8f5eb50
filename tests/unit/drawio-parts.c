/* draw.io pages: what is an element, a flow, a boundary, and what is left out with a word. */
#include <string.h>

#include "fixture.h"
#include "importers.h"

#define LINE "endArrow=none;dashed=1;"

typedef struct {
    GString *text;
    TmTemplate *template; /* types of the model point into it */
    TmModel *model;
    const TmDiagram *diagram;
} Page;

static Page
begin(void)
{
    return (Page){g_string_new("<mxGraphModel><root><mxCell id=\"0\"/>"
                               "<mxCell id=\"1\" parent=\"0\"/>"),
                  NULL, NULL, NULL};
}

static void
vertex(Page *page, const char *id, const char *label, const char *style, const char *parent,
       TmBox box)
{
    g_autofree char *value = g_markup_escape_text(label, -1);

    g_string_append_printf(
        page->text,
        "<mxCell id=\"%s\" value=\"%s\" style=\"%s\" vertex=\"1\" parent=\"%s\"><mxGeometry "
        "x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\" as=\"geometry\"/></mxCell>\n",
        id, value, style, parent, box.x, box.y, box.width, box.height);
}

static void
edge(Page *page, const char *id, const char *style, const char *from, const char *to)
{
    g_string_append_printf(page->text,
                           "<mxCell id=\"%s\" style=\"%s\" edge=\"1\" parent=\"1\" source=\"%s\" "
                           "target=\"%s\"><mxGeometry relative=\"1\" as=\"geometry\"/></mxCell>\n",
                           id, style, from, to);
}

static void
loose(Page *page, const char *id, const char *style, TmPoint from, TmPoint to)
{
    g_string_append_printf(
        page->text,
        "<mxCell id=\"%s\" style=\"%s\" edge=\"1\" parent=\"1\"><mxGeometry relative=\"1\" "
        "as=\"geometry\"><mxPoint x=\"%g\" y=\"%g\" as=\"sourcePoint\"/><mxPoint x=\"%g\" "
        "y=\"%g\" as=\"targetPoint\"/></mxGeometry></mxCell>\n",
        id, style, from.x, from.y, to.x, to.y);
}

static void
read_page(Page *page)
{
    g_autoptr(GBytes) bytes = NULL;
    GError *error = NULL;

    g_string_append(page->text, "</root></mxGraphModel>");
    bytes = g_bytes_new(page->text->str, page->text->len);
    page->template = fixture_template(NULL);
    page->model = tm_import_as("drawio", "f", bytes, page->template, &error);
    g_assert_no_error(error);
    page->diagram = g_ptr_array_index(page->model->diagrams, 0);
}

static void
end(Page *page)
{
    tm_model_free(page->model);
    tm_template_free(page->template);
    g_string_free(page->text, TRUE);
}

static const TmPart *
part(const Page *page, const char *id)
{
    const TmPart *found = tm_diagram_find(page->diagram, id);

    if (found == NULL)
        g_error("there is no part '%s'", id);
    return found;
}

static void
check_none(const Page *page, const char *id)
{
    g_assert_null(tm_diagram_find(page->diagram, id));
}

static const TmMessage *
message(const Page *page, const char *code, const char *cell)
{
    for (guint i = 0; i < page->model->messages->len; i++) {
        const TmMessage *found = g_ptr_array_index(page->model->messages, i);
        if (strcmp(found->code, code) == 0 && g_strcmp0(found->cell, cell) == 0)
            return found;
    }
    return NULL;
}

static void
check_flow(const Page *page, const char *id, const char *from, const char *to)
{
    const TmFlow *flow = (const TmFlow *)(gconstpointer)part(page, id);

    g_assert_cmpint(flow->part.kind, ==, TM_FLOW);
    g_assert_cmpstr(flow->source->part.id, ==, from);
    g_assert_cmpstr(flow->target->part.id, ==, to);
}

static void
check_inside(const Page *page, const char *id, const char *boundary, gboolean want)
{
    const TmPart *inner = part(page, id);
    const TmPart *outer = part(page, boundary);

    g_assert_cmpint(outer->kind, ==, TM_BOUNDARY);
    g_assert_cmpint(g_ptr_array_find(inner->inside, outer, NULL), ==, want);
}

static void
two_boxes(Page *page)
{
    vertex(page, "a", "Web", "rounded=1;", "1", (TmBox){0, 0, 100, 50});
    vertex(page, "b", "Api", "rounded=1;", "1", (TmBox){300, 0, 100, 50});
}

static void
test_heads(void)
{
    Page page = begin();

    two_boxes(&page);
    edge(&page, "plain", "", "a", "b");
    edge(&page, "both", "startArrow=classic;", "a", "b");
    edge(&page, "turned", "startArrow=block;endArrow=none;", "a", "b");
    edge(&page, "mark", "startArrow=oval;", "a", "b");
    edge(&page, "none", "endArrow=none;", "a", "b");
    read_page(&page);
    g_assert_cmpuint(page.diagram->flows->len, ==, 6);
    check_flow(&page, "plain", "a", "b");
    check_flow(&page, "both", "a", "b");
    check_flow(&page, "both~reverse", "b", "a");
    g_assert_cmpstr(((const TmFlow *)(gconstpointer)part(&page, "both~reverse"))->cell, ==, "both");
    g_assert_true(((const TmFlow *)(gconstpointer)part(&page, "both~reverse"))->reverse);
    check_flow(&page, "turned", "b", "a");
    check_flow(&page, "mark", "a", "b");
    check_flow(&page, "none", "a", "b");
    g_assert_nonnull(message(&page, "H25", "none"));
    g_assert_null(message(&page, "H25", "mark"));
    end(&page);
}

static void
test_loose_ends(void)
{
    Page page = begin();

    two_boxes(&page);
    vertex(&page, "big", "Zone", "dashed=1;fillColor=none;", "1", (TmBox){-50, -50, 600, 200});
    loose(&page, "touch", "", (TmPoint){109, 25}, (TmPoint){291, 25});
    loose(&page, "aimed", "", (TmPoint){100, 25}, (TmPoint){268, 25});
    loose(&page, "short", "", (TmPoint){100, 25}, (TmPoint){264, 25});
    loose(&page, "wall", LINE, (TmPoint){200, -200}, (TmPoint){200, 200});
    loose(&page, "stroke", LINE, (TmPoint){200, 100}, (TmPoint){200, 110});
    edge(&page, "missing", "", "a", "nobody");
    read_page(&page);
    check_flow(&page, "touch", "a", "b");
    check_flow(&page, "aimed", "a", "b");
    check_none(&page, "short");
    g_assert_nonnull(message(&page, "H20", "short"));
    g_assert_nonnull(message(&page, "H20", "stroke"));
    g_assert_nonnull(message(&page, "H23", "missing"));
    g_assert_nonnull(message(&page, "H20", "missing"));
    g_assert_true(((const TmBoundary *)(gconstpointer)part(&page, "wall"))->line);
    g_assert_cmpuint(((const TmBoundary *)(gconstpointer)part(&page, "wall"))->n_points, ==, 2);
    end(&page);
}

static void
test_nesting(void)
{
    Page page = begin();

    vertex(&page, "lane", "Backend", "swimlane;", "1", (TmBox){100, 100, 400, 300});
    vertex(&page, "child", "Worker", "rounded=1;", "lane", (TmBox){20, 40, 100, 50});
    vertex(&page, "on", "Cache", "shape=cylinder3;", "1", (TmBox){300, 200, 80, 60});
    vertex(&page, "off", "User", "shape=umlActor;", "1", (TmBox){0, 0, 30, 60});
    vertex(&page, "dash", "Inner", "dashed=1;", "lane", (TmBox){180, 80, 150, 120});
    read_page(&page);
    check_inside(&page, "child", "lane", TRUE);
    check_inside(&page, "on", "lane", TRUE);
    check_inside(&page, "on", "dash", TRUE);
    check_inside(&page, "child", "dash", FALSE);
    check_inside(&page, "off", "lane", FALSE);
    g_assert_cmpfloat(((const TmElement *)(gconstpointer)part(&page, "child"))->box.x, ==, 120);
    end(&page);
}

static void
test_labels(void)
{
    Page page = begin();

    vertex(&page, "a", "<b>Web</b><br>shop &amp; <i>more</i>", "html=1;", "1",
           (TmBox){0, 0, 100, 50});
    vertex(&page, "b", "2 < 3", "", "1", (TmBox){300, 0, 100, 50});
    edge(&page, "e", "", "a", "b");
    vertex(&page, "l1", "HTTPS", "edgeLabel;", "e", (TmBox){0, 0, 0, 0});
    vertex(&page, "l2", "JSON", "edgeLabel;", "e", (TmBox){0, 0, 0, 0});
    vertex(&page, "icon", "", "image=img/lib/azure2/compute/Virtual_Machine.svg;", "1",
           (TmBox){0, 200, 60, 60});
    vertex(&page, "text", "Batch host", "text;", "1", (TmBox){-10, 265, 80, 20});
    g_string_append(page.text, "<object id=\"o\" label=\"%who% at %page%\" who=\"Clerk\" "
                               "placeholders=\"1\"><mxCell vertex=\"1\" parent=\"1\">"
                               "<mxGeometry width=\"90\" height=\"40\" y=\"400\"/></mxCell>"
                               "</object>");
    edge(&page, "f", "", "o", "text");
    read_page(&page);
    g_assert_cmpstr(part(&page, "a")->name, ==, "Web shop & more");
    g_assert_cmpstr(part(&page, "b")->name, ==, "2 < 3");
    g_assert_cmpstr(part(&page, "e")->name, ==, "HTTPS, JSON");
    g_assert_cmpstr(part(&page, "icon")->name, ==, "Batch host");
    g_assert_true(tm_part_saw(part(&page, "icon"), "icon azure2 virtual_machine"));
    g_assert_cmpstr(part(&page, "o")->name, ==, "Clerk at Page-1");
    check_flow(&page, "f", "o", "icon");
    check_none(&page, "text");
    check_none(&page, "l1");
    end(&page);
}

static void
test_stated(void)
{
    Page page = begin();

    g_string_append(page.text,
                    "<thing id=\"x\" label=\"X\" tm.type=\"TB.Internet\" tm.authn=\"Yes\" "
                    "owner=\"Third party\" tm.wrong=\"1\" other=\"2\" outOfScope=\"Yes\"><mxCell "
                    "vertex=\"1\" parent=\"1\" style=\"ellipse\"><mxGeometry width=\"9\" "
                    "height=\"9\"/></mxCell></thing>"
                    "<object id=\"no\" label=\"N\" tm.type=\"none\"><mxCell vertex=\"1\" "
                    "parent=\"1\"/></object><object id=\"empty\"><x/></object>");
    read_page(&page);
    g_assert_cmpint(part(&page, "x")->kind, ==, TM_BOUNDARY);
    g_assert_cmpstr(part(&page, "x")->type, ==, "TB.Internet");
    g_assert_true(part(&page, "x")->outOfScope);
    g_assert_cmpstr(tm_part_value(part(&page, "x"), "authn"), ==, "Yes");
    g_assert_cmpstr(tm_part_value(part(&page, "x"), "owner"), ==, "Third party");
    g_assert_null(tm_part_value(part(&page, "x"), "other"));
    g_assert_nonnull(message(&page, "H26", "x"));
    g_assert_nonnull(message(&page, "H23", "empty"));
    check_none(&page, "no");
    g_assert_null(message(&page, "H21", "no"));
    end(&page);
}

static void
test_damage(void)
{
    Page page = begin();

    two_boxes(&page);
    vertex(&page, "a", "Twin", "ellipse;", "1", (TmBox){0, 300, 80, 80});
    vertex(&page, "orphan", "Orphan", "ellipse;", "gone", (TmBox){200, 300, 80, 80});
    vertex(&page, "x", "Ring", "ellipse;", "y", (TmBox){400, 300, 80, 80});
    vertex(&page, "y", "Ring two", "ellipse;", "x", (TmBox){400, 500, 80, 80});
    g_string_append(page.text, "<mxCell id=\"h\" parent=\"1\" visible=\"0\"/>");
    vertex(&page, "hidden", "Hidden", "ellipse;", "h", (TmBox){600, 300, 80, 80});
    read_page(&page);
    g_assert_cmpstr(part(&page, "a")->name, ==, "Web");
    g_assert_cmpstr(part(&page, "a~2")->name, ==, "Twin");
    g_assert_nonnull(message(&page, "H27", "a"));
    g_assert_nonnull(part(&page, "orphan"));
    g_assert_nonnull(message(&page, "H23", "orphan"));
    g_assert_nonnull(part(&page, "x"));
    g_assert_nonnull(part(&page, "y"));
    g_assert_nonnull(part(&page, "hidden"));
    g_assert_nonnull(message(&page, "H22", "hidden"));
    end(&page);
}

static void
test_decoration(void)
{
    Page page = begin();

    two_boxes(&page);
    vertex(&page, "tag", "A01", "text;fillColor=#fff2cc;", "1", (TmBox){10, 0, 30, 20});
    vertex(&page, "title", "Our shop", "text;", "1", (TmBox){0, -300, 200, 40});
    vertex(&page, "table", "", "shape=table;", "1", (TmBox){0, 300, 200, 100});
    vertex(&page, "row", "", "shape=tableRow;", "table", (TmBox){0, 0, 200, 30});
    vertex(&page, "legend", "Legend", "", "1", (TmBox){500, 300, 300, 200});
    vertex(&page, "sample", "A service", "rounded=1;", "legend", (TmBox){20, 40, 100, 40});
    vertex(&page, "badge", "1", "ellipse;", "1", (TmBox){190, 15, 20, 20});
    edge(&page, "in", "", "a", "badge");
    edge(&page, "out", "", "badge", "b");
    read_page(&page);
    g_assert_cmpuint(page.diagram->elements->len, ==, 2);
    g_assert_cmpuint(page.diagram->boundaries->len, ==, 0);
    check_flow(&page, "out", "a", "b");
    g_assert_nonnull(message(&page, "H21", "title"));
    g_assert_nonnull(message(&page, "H21", "table"));
    end(&page);
}

static void
test_boundary_ends(void)
{
    Page page = begin();

    vertex(&page, "zone", "Zone", "swimlane;", "1", (TmBox){0, 0, 300, 200});
    vertex(&page, "in", "Api", "ellipse;", "zone", (TmBox){100, 80, 80, 80});
    vertex(&page, "two", "Two", "swimlane;", "1", (TmBox){0, 400, 400, 200});
    vertex(&page, "p", "P", "ellipse;", "two", (TmBox){20, 80, 80, 80});
    vertex(&page, "q", "Q", "ellipse;", "two", (TmBox){200, 80, 80, 80});
    vertex(&page, "out", "User", "shape=umlActor;", "1", (TmBox){600, 100, 30, 60});
    vertex(&page, "arc", "DMZ", "shape=requiredInterface;dashed=1;", "1", (TmBox){500, 0, 20, 200});
    edge(&page, "one", "", "out", "zone");
    edge(&page, "many", "", "out", "two");
    read_page(&page);
    check_flow(&page, "one", "out", "in");
    check_none(&page, "many");
    g_assert_nonnull(message(&page, "H24", "many"));
    g_assert_true(((const TmBoundary *)(gconstpointer)part(&page, "arc"))->curve);
    g_assert_cmpfloat(((const TmBoundary *)(gconstpointer)part(&page, "arc"))->points[1].x, ==,
                      520);
    end(&page);
}

/* From a quarter to three quarters of a turn is the lower half, turned once more the left one. */
static void
test_arcs(void)
{
    Page page = begin();
    const TmBoundary *arc;

    vertex(&page, "a", "A", "ellipse;", "1", (TmBox){0, 0, 80, 80});
    vertex(&page, "b", "B", "ellipse;", "1", (TmBox){0, 300, 80, 80});
    vertex(&page, "arc", "",
           "shape=mxgraph.basic.arc;startAngle=0.25;endAngle=0.75;dashed=1;rotation=90;", "1",
           (TmBox){-60, 140, 200, 100});
    vertex(&page, "drawn", "", "shape=mxgraph.basic.arc;startAngle=0;endAngle=0.5;", "1",
           (TmBox){200, 140, 200, 100});
    edge(&page, "flow", "", "a", "b");
    read_page(&page);
    arc = (const TmBoundary *)(gconstpointer)part(&page, "arc");
    g_assert_cmpuint(arc->n_points, ==, 3);
    g_assert_cmpfloat_with_epsilon(arc->points[0].x, 40, 1e-9);
    g_assert_cmpfloat_with_epsilon(arc->points[0].y, 290, 1e-9);
    g_assert_cmpfloat_with_epsilon(arc->points[1].x, -10, 1e-9);
    g_assert_cmpfloat_with_epsilon(arc->points[2].y, 90, 1e-9);
    check_none(&page, "drawn");
    end(&page);
}

/* More messages than anyone reads are cut short. */
static void
test_messages(void)
{
    Page page = begin();

    for (guint i = 0; i < 1500; i++)
        vertex(&page, "same", "T", "text;", "gone", (TmBox){0, 0, 1, 1});
    read_page(&page);
    g_assert_cmpuint(page.model->messages->len, ==, 1001);
    end(&page);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/drawio-parts/heads", test_heads);
    g_test_add_func("/drawio-parts/loose-ends", test_loose_ends);
    g_test_add_func("/drawio-parts/nesting", test_nesting);
    g_test_add_func("/drawio-parts/labels", test_labels);
    g_test_add_func("/drawio-parts/stated", test_stated);
    g_test_add_func("/drawio-parts/damage", test_damage);
    g_test_add_func("/drawio-parts/decoration", test_decoration);
    g_test_add_func("/drawio-parts/boundary-ends", test_boundary_ends);
    g_test_add_func("/drawio-parts/arcs", test_arcs);
    g_test_add_func("/drawio-parts/messages", test_messages);
    return g_test_run();
}
