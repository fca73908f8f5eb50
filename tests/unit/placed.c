/* Pictures of what has a place: measures, places, and what is drawn where. */
#include "placed.h"

#include <string.h>

#include "shop.h"
#include "space.h"
#include "wrap.h"

static void
test_wrap(void)
{
    static const struct {
        const char *text;
        double width;
        const char *lines; /* joined by a bar */
        gboolean broken;
    } rows[] = {
        {"", 50, "", FALSE},
        {"Web server", 100, "Web server", FALSE},
        {"Web server", 40, "Web|server", FALSE},
        {"/api/v1/orders", 50, "/api/v1/|orders", FALSE},
        {"Interruption", 30, "Interr|uption", TRUE},
        {"\xe6\x95\xb0\xe6\x8d\xae\xe5\xba\x93", 22, "\xe6\x95\xb0\xe6\x8d\xae|\xe5\xba\x93",
         FALSE},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        const TmWrap wrap = tm_wrap(rows[i].text, 10, rows[i].width);
        g_autoptr(GString) lines = g_string_new(NULL);

        for (guint k = 0; k < wrap.count; k++) {
            g_autofree char *line = tm_wrap_text(&wrap, k);
            g_string_append_printf(lines, "%s%s", k > 0 ? "|" : "", line);
            g_assert_cmpfloat(wrap.lines[k].width, <=, rows[i].width);
        }
        g_assert_cmpstr(lines->str, ==, rows[i].lines);
        g_assert_true(wrap.broken == rows[i].broken);
        g_assert_false(wrap.cut);
    }
}

static void
test_wrap_cut(void)
{
    const TmWrap wrap = tm_wrap("one two three four five six seven eight nine", 10, 30);
    g_autofree char *last = tm_wrap_text(&wrap, wrap.count - 1);

    g_assert_cmpuint(wrap.count, ==, TM_WRAP_MOST);
    g_assert_true(wrap.cut);
    g_assert_true(g_str_has_suffix(last, "\xe2\x80\xa6"));
}

static gboolean
is_wanted(TmBox box G_GNUC_UNUSED, gconstpointer owner, gpointer data)
{
    return owner == data;
}

static void
test_space(void)
{
    static const char small[] = "small", large[] = "large";
    g_autoptr(TmSpace) space = tm_space_new((TmBox){0, 0, 1000, 1000});

    tm_space_add(space, (TmBox){100, 100, 10, 10}, small);
    tm_space_add(space, (TmBox){-50, -50, 2000, 500}, large);
    g_assert_true(tm_space_any(space, (TmBox){105, 105, 1, 1}, is_wanted, (gpointer)small));
    g_assert_false(tm_space_any(space, (TmBox){110, 100, 9, 9}, is_wanted, (gpointer)small));
    g_assert_true(tm_space_any(space, (TmBox){1900, 0, 1, 1}, is_wanted, (gpointer)large));
    g_assert_false(tm_space_any(space, (TmBox){0, 460, 9, 9}, is_wanted, (gpointer)large));
}

/* All elements of the shop in a row, the boundaries around pairs of them, overlapping. */
static void
place(Shop *shop)
{
    TmDiagram *diagram = g_ptr_array_index(shop->model->diagrams, 0);

    for (guint i = 0; i < diagram->elements->len; i++) {
        TmElement *element = g_ptr_array_index(diagram->elements, i);
        element->placed = TRUE;
        element->box = (TmBox){200.0 * i, 100, 120, 60};
    }
    for (guint i = 0; i < diagram->boundaries->len; i++) {
        TmBoundary *boundary = g_ptr_array_index(diagram->boundaries, i);
        boundary->placed = TRUE;
        boundary->box = (TmBox){300.0 * i - 20, 40, 500, 200};
    }
}

static char *
draw(Shop *shop, GString *told)
{
    const TmView view = {0};
    const TmDiagram *diagram = g_ptr_array_index(shop->model->diagrams, 0);
    g_autoptr(TmCanvas) canvas =
        tm_placed_draw(&shop->report, &view, diagram, shop->report.threats, NULL, told);
    GString *svg = g_string_new(NULL);

    tm_canvas_svg(canvas, svg);
    return g_string_free(svg, FALSE);
}

static void
test_draw(void)
{
    static const char *const want[] = {
        "<g id=\"web\" class=\"node tm-element tm-process severity-high\">",
        "<g id=\"edge\" class=\"cluster tm-boundary\">",
        "<g id=\"data\" class=\"cluster tm-boundary\">",
        "<polygon fill=\"white\" stroke=\"#2c3e50\" stroke-width=\"1\"",
        ">C = critical</text>",
        "class=\"tm-chip\"",
    };
    g_autoptr(Shop) shop = shop_new("drawio");
    g_autoptr(GString) told = g_string_new(NULL);
    g_autofree char *svg = NULL;
    g_autofree char *again = NULL;

    place(shop);
    g_assert_true(tm_placed_is(g_ptr_array_index(shop->model->diagrams, 0)));
    svg = draw(shop, told);
    again = draw(shop, told);
    g_assert_cmpstr(svg, ==, again);
    for (gsize i = 0; i < G_N_ELEMENTS(want); i++)
        g_assert_nonnull(strstr(svg, want[i]));
}

/* Where everything lies on everything labels have no room; the picture says so. */
static void
test_no_room(void)
{
    g_autoptr(Shop) shop = shop_new("drawio");
    g_autoptr(GString) told = g_string_new(NULL);
    g_autofree char *svg = NULL;
    TmDiagram *diagram;

    place(shop);
    diagram = g_ptr_array_index(shop->model->diagrams, 0);
    for (guint i = 0; i < diagram->elements->len; i++)
        ((TmElement *)g_ptr_array_index(diagram->elements, i))->box = (TmBox){0, 0, 300, 300};
    svg = draw(shop, told);
    g_assert_nonnull(strstr(told->str, "labels find no room"));
    g_assert_nonnull(strstr(svg, "simplified: "));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/placed/wrap", test_wrap);
    g_test_add_func("/placed/wrap-cut", test_wrap_cut);
    g_test_add_func("/placed/space", test_space);
    g_test_add_func("/placed/draw", test_draw);
    g_test_add_func("/placed/no-room", test_no_room);
    return g_test_run();
}
