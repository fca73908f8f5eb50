/* What crosses what: nesting, rectangles, curves. */
#include "crossing.h"

#include "fixture.h"

static guint
crossings(TmModel *model)
{
    const TmFlow *flow = (const TmFlow *)fixture_part(model, "a->b");

    tm_crossing_compute(model);
    return flow->crossings->len;
}

static TmModel *
two_elements(void)
{
    TmModel *model = fixture_model();

    fixture_element(model, "a", "GE.P");
    fixture_element(model, "b", "GE.P");
    fixture_flow(model, "a", "b", "GE.DF");
    return model;
}

static void
set_path(TmModel *model, TmPoint from, TmPoint to)
{
    TmFlow *flow = (TmFlow *)fixture_part(model, "a->b");
    TmPoint *points = tm_pool_new_n(&model->pool, TmPoint, 2);

    points[0] = from;
    points[1] = to;
    flow->points = points;
    flow->n_points = 2;
}

static void
test_nesting(void)
{
    g_autoptr(TmModel) model = two_elements();
    const TmBoundary *inner;

    fixture_boundary(model, "outer", "GE.TB");
    inner = fixture_boundary(model, "inner", "GE.TB");
    fixture_boundary(model, "overlap", "GE.TB");
    fixture_put_inside(model, "a", "inner");
    fixture_put_inside(model, "a", "outer");
    fixture_put_inside(model, "b", "outer");
    fixture_put_inside(model, "b", "overlap");
    g_assert_cmpuint(crossings(model), ==, 2);
    g_assert_cmpuint(inner->members->len, ==, 1);
}

static void
test_order(void)
{
    g_autoptr(TmModel) model = two_elements();
    const TmFlow *flow = (const TmFlow *)fixture_part(model, "a->b");

    fixture_boundary(model, "first", "GE.TB");
    fixture_boundary(model, "second", "GE.TB");
    fixture_put_inside(model, "b", "first");
    fixture_put_inside(model, "a", "second");
    g_assert_cmpuint(crossings(model), ==, 2);
    g_assert_cmpstr(((TmCrossing *)flow->crossings->pdata[0])->boundary->part.id, ==, "first");
}

/* A path that goes in and out again has both ends outside: it does not cross. */
static void
test_rectangle(void)
{
    static const struct {
        TmPoint from, to;
        guint crossings;
    } cases[] = {
        {{0, 50}, {50, 50}, 1},
        {{50, 50}, {60, 60}, 0},
        {{0, 50}, {200, 50}, 0},
        {{0, 0}, {5, 5}, 0},
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(TmModel) model = two_elements();
        TmBoundary *box = fixture_boundary(model, "box", "GE.TB");

        ((TmDiagram *)model->diagrams->pdata[0])->by_points = TRUE;
        box->placed = TRUE;
        box->box = (TmBox){20, 20, 100, 100};
        set_path(model, cases[i].from, cases[i].to);
        g_assert_cmpuint(crossings(model), ==, cases[i].crossings);
    }
}

static TmBoundary *
add_curve(TmModel *model, TmPoint from, TmPoint handle, TmPoint to)
{
    TmBoundary *line = fixture_boundary(model, "line", "GE.TB");
    TmPoint *points = tm_pool_new_n(&model->pool, TmPoint, 3);

    points[0] = from;
    points[1] = handle;
    points[2] = to;
    line->line = line->curve = line->placed = TRUE;
    line->points = points;
    line->n_points = 3;
    return line;
}

/* The curve passes through its handle: at y = 25 it stands at x = 75, where the straight lines to
 * the handle stand at x = 50. */
static void
test_curve(void)
{
    static const struct {
        double from, to;
        gboolean curve;
        guint crossings;
    } cases[] = {{60, 80, TRUE, 1},  {60, 70, TRUE, 0},  {80, 200, TRUE, 0},
                 {40, 60, FALSE, 1}, {60, 80, FALSE, 0}, {40, 60, TRUE, 0}};

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(TmModel) model = two_elements();
        TmBoundary *line = add_curve(model, (TmPoint){0, 0}, (TmPoint){100, 50}, (TmPoint){0, 100});

        line->curve = cases[i].curve;
        set_path(model, (TmPoint){cases[i].from, 25}, (TmPoint){cases[i].to, 25});
        g_assert_cmpuint(crossings(model), ==, cases[i].crossings);
    }
}

static void
test_straight_path_between_boxes(void)
{
    g_autoptr(TmModel) model = two_elements();
    TmElement *a = (TmElement *)fixture_part(model, "a");
    TmElement *b = (TmElement *)fixture_part(model, "b");

    add_curve(model, (TmPoint){50, -10}, (TmPoint){50, 10}, (TmPoint){50, 30});
    a->placed = b->placed = TRUE;
    a->box = (TmBox){0, 0, 20, 20};
    b->box = (TmBox){80, 0, 20, 20};
    g_assert_cmpuint(crossings(model), ==, 1);
}

static void
place(TmModel *model, const char *id, TmBox box)
{
    TmBoundary *boundary = fixture_boundary(model, id, "GE.TB");

    boundary->placed = TRUE;
    boundary->box = box;
}

static void
test_geometric_nesting(void)
{
    g_autoptr(TmModel) model = two_elements();
    TmElement *a = (TmElement *)fixture_part(model, "a");
    TmElement *b = (TmElement *)fixture_part(model, "b");

    a->placed = b->placed = TRUE;
    a->box = (TmBox){30, 30, 20, 20};
    b->box = (TmBox){150, 30, 20, 20};
    place(model, "outer", (TmBox){0, 0, 200, 100});
    place(model, "inner", (TmBox){20, 20, 50, 50});
    place(model, "beside", (TmBox){120, 20, 200, 50});
    tm_crossing_nest(model, model->diagrams->pdata[0]);
    g_assert_cmpuint(a->part.inside->len, ==, 2);
    g_assert_cmpstr(((TmPart *)a->part.inside->pdata[0])->id, ==, "inner");
    g_assert_cmpuint(fixture_part(model, "inner")->inside->len, ==, 1);
    g_assert_cmpuint(fixture_part(model, "beside")->inside->len, ==, 0);
    g_assert_cmpuint(b->part.inside->len, ==, 2);
    g_assert_cmpuint(crossings(model), ==, 2);
}

/* An element in more boxes than anyone draws is put into the smallest 100 only. */
static void
test_depth_limit(void)
{
    g_autoptr(TmModel) model = two_elements();
    TmElement *a = (TmElement *)fixture_part(model, "a");

    a->placed = TRUE;
    for (guint i = 0; i < 150; i++) {
        g_autofree char *id = g_strdup_printf("b%u", i);
        place(model, id, (TmBox){-1.0 * i, -1.0 * i, 10 + 2.0 * i, 10 + 2.0 * i});
    }
    tm_crossing_nest(model, model->diagrams->pdata[0]);
    g_assert_cmpuint(a->part.inside->len, ==, 100);
    g_assert_cmpstr(((TmPart *)a->part.inside->pdata[0])->id, ==, "b0");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/crossing/nesting", test_nesting);
    g_test_add_func("/crossing/order", test_order);
    g_test_add_func("/crossing/rectangle", test_rectangle);
    g_test_add_func("/crossing/curve", test_curve);
    g_test_add_func("/crossing/straight", test_straight_path_between_boxes);
    g_test_add_func("/crossing/geometry", test_geometric_nesting);
    g_test_add_func("/crossing/depth", test_depth_limit);
    return g_test_run();
}
