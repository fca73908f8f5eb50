/* A draw.io file of a diagram that came in another format: its parts stand where their author put
 * them, or side by side. */
#include "drawio-fresh.h"

#include "space.h"

#define MODEL                                                                                      \
    "    <mxGraphModel grid=\"1\" gridSize=\"10\" guides=\"1\" tooltips=\"1\" connect=\"1\" "      \
    "arrows=\"1\" fold=\"1\" page=\"0\" pageScale=\"1\" pageWidth=\"850\" pageHeight=\"1100\" "    \
    "math=\"0\" shadow=\"0\">\n      <root>\n"

static void
write_model(const TmDrawioFresh *fresh)
{
    g_string_append(fresh->out, MODEL "        <mxCell");
    tm_drawio_attribute(fresh->out, "id", fresh->root);
    g_string_append(fresh->out, " />\n        <mxCell");
    tm_drawio_attribute(fresh->out, "id", fresh->layer);
    tm_drawio_attribute(fresh->out, "parent", fresh->root);
    g_string_append(fresh->out, " />\n");
    tm_drawio_cells(fresh);
    g_string_append(fresh->out, "      </root>\n    </mxGraphModel>");
}

static TmBox
drawn_box(const TmDrawioFresh *fresh, const TmPart *part)
{
    const TmPlaceBox box = tm_drawio_fresh_box(fresh, part);

    return (TmBox){(double)box.left, (double)box.top, (double)box.width, (double)box.height};
}

static void
join(TmDrawioWorn *page, TmBox box)
{
    page->box = page->placed ? tm_box_union(page->box, box) : box;
    page->placed = TRUE;
}

static void
place_page(const TmDrawioFresh *fresh, TmDrawioWorn *page)
{
    const TmDiagram *diagram = fresh->diagram;

    page->placed = FALSE;
    for (guint i = 0; i < diagram->elements->len; i++)
        join(page, drawn_box(fresh, diagram->elements->pdata[i]));
    for (guint i = 0; i < diagram->boundaries->len; i++) {
        const TmBoundary *boundary = diagram->boundaries->pdata[i];
        if (!boundary->line)
            join(page, drawn_box(fresh, &boundary->part));
    }
}

/* What wears threats is where it stands on the new page. */
static void
place_worn(const TmDrawioFresh *fresh, const GPtrArray *all)
{
    for (guint i = 0; i < all->len; i++) {
        TmDrawioWorn *worn = all->pdata[i];
        const TmPart *part =
            worn->cell != NULL ? tm_diagram_find(fresh->diagram, worn->cell) : NULL;

        if (worn->cell == NULL) {
            place_page(fresh, worn);
        } else if (!worn->flow && part != NULL) {
            worn->placed = TRUE;
            worn->box = drawn_box(fresh, part);
        }
    }
}

/* An id that no part of the diagram has. */
static char *
free_id(const TmDiagram *diagram, const char *wanted)
{
    g_autoptr(GString) id = g_string_new(wanted);

    while (tm_diagram_find(diagram, id->str) != NULL)
        g_string_append_c(id, '-');
    return g_string_free(g_steal_pointer(&id), FALSE);
}

static GHashTable *
index_flows(const GPtrArray *worn)
{
    GHashTable *flows = g_hash_table_new(tm_text_hash, g_str_equal);

    for (guint i = 0; i < worn->len; i++) {
        TmDrawioWorn *one = worn->pdata[i];
        if (one->flow)
            g_hash_table_insert(flows, (gpointer)one->cell, one);
    }
    return flows;
}

static void
write_page(const TmReport *report, const TmView *view, const TmDiagram *diagram,
           const GPtrArray *worn, GString *out)
{
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    g_autoptr(TmDotPlan) plan = tm_dot_plan_new(diagram, none);
    g_autoptr(TmPlaces) places = tm_places_new(diagram);
    g_autoptr(GHashTable) joined = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(TmDrawioPage) page = NULL;
    g_autofree char *root = free_id(diagram, "0");
    g_autofree char *layer = free_id(diagram, "1");
    g_autoptr(GHashTable) flows = index_flows(worn);
    TmPool pool;
    const TmDrawioFresh fresh = {report, diagram, plan,  places, root,
                                 layer,  joined,  flows, &pool,  text};

    tm_pool_init(&pool);
    write_model(&fresh);
    place_worn(&fresh, worn);
    page = tm_drawio_page_new(text->str, text->len);
    g_string_append(out, "  <diagram");
    tm_drawio_attribute(out, "id", diagram->id);
    tm_drawio_attribute(out, "name", *diagram->name != '\0' ? diagram->name : diagram->id);
    g_string_append(out, ">\n");
    tm_drawio_annotate(page, worn, view->report_page, out);
    tm_pool_clear(&pool);
    g_string_append(out, "\n  </diagram>\n");
}

void
tm_drawio_fresh(const TmReport *report, const TmView *view, const GPtrArray *worn, GString *out)
{
    const GPtrArray *diagrams = report->model->diagrams;

    g_string_append(out, "<mxfile>\n");
    for (guint i = 0; i < diagrams->len; i++)
        if (tm_view_diagram(view, diagrams->pdata[i]))
            write_page(report, view, diagrams->pdata[i], worn->pdata[i], out);
    if (view->report_page) {
        tm_drawio_report(report, view, "\n  ", out);
        g_string_append_c(out, '\n');
    }
    g_string_append(out, "</mxfile>\n");
}
