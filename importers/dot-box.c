/* Where parts are, in a file that a layout program wrote: pos, width and height, bb. */
#include <math.h>
#include <string.h>

#include "dot-own.h"

enum {
    POINTS_AN_INCH = 72,
    MAX_COORDINATE = 1000000, /* in points */
    MAX_SPLINE = 1000,        /* points of one edge */
    STEPS = 8,                /* that a curve becomes */
};

/* Reads @count numbers separated by commas. Returns FALSE when they are not all good ones. */
static gboolean
read_numbers(const char *text, double *numbers, guint count)
{
    for (guint i = 0; i < count; i++) {
        char *end = NULL;
        numbers[i] = g_ascii_strtod(text, &end);
        if (end == text || !isfinite(numbers[i]) || fabs(numbers[i]) > MAX_COORDINATE)
            return FALSE;
        text = end + (*end == ',' ? 1 : 0);
    }
    return TRUE;
}

/* Graphviz counts y upwards from the bottom of the picture. */
static double
height_of(const TmDotReader *r)
{
    double bb[4];

    return read_numbers(tm_dot_value(&r->graph->subgraphs[0], "bb"), bb, 4) ? bb[3] : 0;
}

void
tm_dot_place_element(const TmDotReader *r, TmElement *element, const TmDotObject *node)
{
    double center[2], width, height;

    if (!read_numbers(tm_dot_value(node, "pos"), center, 2) ||
        !read_numbers(tm_dot_value(node, "width"), &width, 1) ||
        !read_numbers(tm_dot_value(node, "height"), &height, 1))
        return;
    width *= POINTS_AN_INCH;
    height *= POINTS_AN_INCH;
    element->placed = TRUE;
    element->box =
        (TmBox){center[0] - width / 2, height_of(r) - center[1] - height / 2, width, height};
}

void
tm_dot_place_boundary(const TmDotReader *r, TmBoundary *boundary, const TmDotObject *cluster)
{
    double bb[4];

    if (!read_numbers(tm_dot_value(cluster, "bb"), bb, 4) || bb[2] < bb[0] || bb[3] < bb[1])
        return;
    boundary->placed = TRUE;
    boundary->box = (TmBox){bb[0], height_of(r) - bb[3], bb[2] - bb[0], bb[3] - bb[1]};
}

/* --- edges -------------------------------------------------------------------------------- */

static TmPoint
between(TmPoint a, TmPoint b, double part)
{
    return (TmPoint){a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
}

static void
add_curve(GArray *path, const TmPoint *p)
{
    for (guint i = 1; i <= STEPS; i++) {
        const double part = (double)i / STEPS;
        const TmPoint middle = between(p[1], p[2], part);
        const TmPoint first = between(between(p[0], p[1], part), middle, part);
        const TmPoint second = between(middle, between(p[2], p[3], part), part);
        const TmPoint at = between(first, second, part);
        g_array_append_val(path, at);
    }
}

/* Reads "x,y" or "e,x,y"; @letter is 0 where there is none. */
static gboolean
read_point(const char *word, double height, char *letter, TmPoint *point)
{
    double numbers[2];

    *letter = g_ascii_isalpha(*word) && word[1] == ',' ? *word : '\0';
    if (!read_numbers(word + (*letter != '\0' ? 2 : 0), numbers, 2))
        return FALSE;
    *point = (TmPoint){numbers[0], height - numbers[1]};
    return TRUE;
}

/* Returns the 3n+1 control points of the first spline; @tips are its ends where arrows are. */
static GArray *
read_spline(const char *text, double height, TmPoint tips[2], gboolean has[2])
{
    g_auto(GStrv) words = g_strsplit(text, " ", MAX_SPLINE);
    GArray *points = g_array_new(FALSE, FALSE, sizeof(TmPoint));

    for (char **word = words; *word != NULL; word++) {
        char letter;
        TmPoint point;

        if (**word == '\0')
            continue;
        if (!read_point(*word, height, &letter, &point))
            break;
        if (letter == '\0') {
            g_array_append_val(points, point);
            continue;
        }
        tips[letter == 'e'] = point;
        has[letter == 'e'] = TRUE;
    }
    return points;
}

void
tm_dot_place_flow(const TmDotReader *r, TmFlow *flow, const TmDotObject *edge, gboolean backward)
{
    TmPoint tips[2];
    gboolean has[2] = {FALSE, FALSE};
    g_auto(GStrv) splines = g_strsplit(tm_dot_value(edge, "pos"), ";", 2);
    g_autoptr(GArray) points =
        read_spline(splines[0] != NULL ? splines[0] : "", height_of(r), tips, has);
    g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(TmPoint));
    TmPoint *copy;

    if (points->len < 4 || points->len % 3 != 1)
        return;
    if (has[0])
        g_array_append_val(path, tips[0]);
    g_array_append_val(path, g_array_index(points, TmPoint, 0));
    for (guint i = 0; i + 3 < points->len; i += 3)
        add_curve(path, &g_array_index(points, TmPoint, i));
    if (has[1])
        g_array_append_val(path, tips[1]);
    copy = tm_pool_new_n(&r->model->pool, TmPoint, path->len);
    for (guint i = 0; i < path->len; i++)
        copy[backward ? path->len - 1 - i : i] = g_array_index(path, TmPoint, i);
    flow->points = copy;
    flow->n_points = path->len;
}
