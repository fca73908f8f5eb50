/* What an SVG that draw.io exported shows: boxes and lines, and of which cells they are where the
 * picture says so (data-cell-id, or the id of a group in older ones). */
#include <math.h>
#include <string.h>

#include "drawio-own.h"

#define MAX_SHAPES 20000
#define MAX_COORDINATE 1e7
#define MAX_DEPTH 100
#define STEPS 8 /* lines of a curve */
#define BLANKS " ,\t\r\n"

typedef struct {
    TmDrawioPicture *picture;
    const char *text;
    const char *cells[MAX_DEPTH]; /* of the open groups, or NULL */
    guint depth;
} Reading;

static double
coordinate(const char *text, char **end)
{
    const double number = g_ascii_strtod(text, end);

    return isfinite(number) ? CLAMP(number, -MAX_COORDINATE, MAX_COORDINATE) : 0;
}

static gboolean
read_number(const char *text, const TmTag *tag, const char *name, double *number)
{
    g_autofree char *value = tm_mark_value(text, tag, name);

    *number = coordinate(value != NULL ? value : "", NULL);
    return value != NULL;
}

/* --- shapes ------------------------------------------------------------------------------ */

static gboolean
read_rectangle(const char *text, const TmTag *tag, TmDrawioShape *shape)
{
    read_number(text, tag, "x", &shape->box.x);
    read_number(text, tag, "y", &shape->box.y);
    return read_number(text, tag, "width", &shape->box.width) &&
           read_number(text, tag, "height", &shape->box.height);
}

static gboolean
read_ellipse(const char *text, const TmTag *tag, TmDrawioShape *shape)
{
    TmPoint centre;
    TmPoint radius;

    if (!read_number(text, tag, "cx", &centre.x) || !read_number(text, tag, "cy", &centre.y) ||
        !read_number(text, tag, "rx", &radius.x) || !read_number(text, tag, "ry", &radius.y))
        return FALSE;
    shape->box = (TmBox){centre.x - radius.x, centre.y - radius.y, 2 * radius.x, 2 * radius.y};
    return TRUE;
}

static TmPoint
between(TmPoint one, TmPoint two, double share)
{
    return (TmPoint){one.x + (two.x - one.x) * share, one.y + (two.y - one.y) * share};
}

static double
distance(TmPoint one, TmPoint two)
{
    return hypot(two.x - one.x, two.y - one.y);
}

double
tm_drawio_length(const TmPoint *way, guint count)
{
    double length = 0;

    for (guint i = 1; i < count; i++)
        length += distance(way[i - 1], way[i]);
    return length;
}

TmPoint
tm_drawio_along(const TmPoint *way, guint count, double share)
{
    double left = tm_drawio_length(way, count) * share;

    for (guint i = 1; i < count; i++) {
        const double length = distance(way[i - 1], way[i]);
        if (length > 0 && left <= length)
            return between(way[i - 1], way[i], left / length);
        left -= length;
    }
    return way[count - 1];
}

/* Adds a curve of @count points besides the one where it begins, as a chain of lines. */
static void
add_curve(GArray *points, const TmPoint *curve, guint count)
{
    const TmPoint from = points->len > 0 ? g_array_index(points, TmPoint, points->len - 1) : *curve;

    for (guint step = 1; step <= (count > 1 ? STEPS : 1); step++) {
        const double share = count > 1 ? (double)step / STEPS : 1;
        TmPoint at[4] = {from};
        memcpy(at + 1, curve, count * sizeof *curve);
        for (guint left = count; left > 0; left--)
            for (guint i = 0; i < left; i++)
                at[i] = between(at[i], at[i + 1], share);
        g_array_append_val(points, at[0]);
    }
}

/* The points of absolute commands; FALSE for a path of others, which draw.io does not write. */
static gboolean
read_points(const char *path, GArray *points)
{
    static const char commands[] = "MLQCZ";
    static const guint counts[] = {1, 1, 2, 3, 0};
    TmPoint curve[3];
    char *end;

    while (*(path += strspn(path, BLANKS)) != '\0') {
        const char *command = strchr(commands, *path++);
        const guint count = command != NULL ? counts[command - commands] : 0;
        if (command == NULL || points->len > MAX_SHAPES)
            return FALSE;
        for (guint i = 0; i < count; i++) {
            curve[i].x = coordinate(path, &end);
            path = end + strspn(end, BLANKS);
            curve[i].y = coordinate(path, &end);
            path = end + strspn(end, BLANKS);
        }
        if (count > 0)
            add_curve(points, curve, count);
    }
    return points->len > 0;
}

static TmBox
box_around(const GArray *points)
{
    const TmPoint *way = (const TmPoint *)(gpointer)points->data;
    TmPoint low = way[0];
    TmPoint high = way[0];

    for (guint i = 1; i < points->len; i++) {
        low = (TmPoint){MIN(low.x, way[i].x), MIN(low.y, way[i].y)};
        high = (TmPoint){MAX(high.x, way[i].x), MAX(high.y, way[i].y)};
    }
    return (TmBox){low.x, low.y, high.x - low.x, high.y - low.y};
}

static gboolean
read_path(const char *text, const TmTag *tag, TmDrawioShape *shape)
{
    g_autofree char *path = tm_mark_value(text, tag, "d");
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(TmPoint));
    const TmPoint *way;

    if (path == NULL || !read_points(path, points))
        return FALSE;
    shape->line = strchr(path, 'Z') == NULL;
    shape->box = box_around(points);
    way = (const TmPoint *)(gpointer)points->data;
    shape->from = way[0];
    shape->to = way[points->len - 1];
    shape->length = tm_drawio_length(way, points->len);
    shape->early = tm_drawio_along(way, points->len, 0.25);
    shape->middle = tm_drawio_along(way, points->len, 0.5);
    shape->late = tm_drawio_along(way, points->len, 0.75);
    return TRUE;
}

static void
read_shape(Reading *reading, const TmTag *tag)
{
    static const struct {
        const char *tag;
        gboolean (*read)(const char *text, const TmTag *tag, TmDrawioShape *shape);
    } kinds[] = {{"rect", read_rectangle},
                 {"image", read_rectangle},
                 {"ellipse", read_ellipse},
                 {"path", read_path}};
    TmDrawioPicture *picture = reading->picture;
    TmDrawioShape shape = {.cell = reading->cells[reading->depth]};
    TmMark mark;

    if (picture->shapes->len >= MAX_SHAPES || tm_mark_find(reading->text, tag, "transform", &mark))
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (!tm_tag_is(reading->text, tag, kinds[i].tag) ||
            !kinds[i].read(reading->text, tag, &shape))
            continue;
        g_array_append_val(picture->shapes, shape);
        if (shape.cell != NULL && !g_hash_table_contains(picture->by_id, shape.cell))
            g_hash_table_insert(picture->by_id, (gpointer)shape.cell,
                                GUINT_TO_POINTER(picture->shapes->len));
    }
}

/* --- the picture ------------------------------------------------------------------------- */

/* Returns the cell that a group is of, or that of the group around it. */
static const char *
cell_of(Reading *reading, const TmTag *tag)
{
    g_autofree char *id = tm_mark_value(reading->text, tag, "data-cell-id");
    g_autofree char *group = tm_mark_value(reading->text, tag, "id");

    if (id != NULL)
        return tm_pool_copy(&reading->picture->pool, id);
    if (group != NULL && g_str_has_prefix(group, "cell-"))
        return tm_pool_copy(&reading->picture->pool, group + strlen("cell-"));
    return reading->cells[reading->depth];
}

static void
read_tag(Reading *reading, const TmTag *tag)
{
    const gboolean opens = tag->kind == TM_TAG_OPEN;

    if (tag->kind == TM_TAG_CLOSE && reading->depth > 0)
        reading->depth--;
    if (tag->kind == TM_TAG_CLOSE || tag->kind == TM_TAG_OTHER)
        return;
    read_shape(reading, tag);
    if (opens && reading->depth + 1 < MAX_DEPTH) {
        const char *cell = cell_of(reading, tag);
        reading->cells[++reading->depth] = cell;
    }
}

TmDrawioPicture *
tm_drawio_picture_new(const char *text, gsize length)
{
    TmDrawioPicture *picture = g_new0(TmDrawioPicture, 1);
    Reading reading = {.picture = picture, .text = text};
    TmTag tag = {0};

    tm_pool_init(&picture->pool);
    picture->shapes = g_array_new(FALSE, FALSE, sizeof(TmDrawioShape));
    picture->by_id = g_hash_table_new(tm_text_hash, g_str_equal);
    while (tm_tag_next(text, length, tag.at.end, &tag))
        read_tag(&reading, &tag);
    return picture;
}

void
tm_drawio_picture_free(TmDrawioPicture *picture)
{
    g_array_unref(picture->shapes);
    g_hash_table_unref(picture->by_id);
    tm_pool_clear(&picture->pool);
    g_free(picture);
}
