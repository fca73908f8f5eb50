/* Lines of right angles, about as draw.io finds them where its user left the way open. */
#include <math.h>

#include "placed-own.h"

#define STUB 14   /* points, on which a line leaves a shape at a right angle */
#define CLOSE 1.5 /* points: as good as the same */

/* Which way a line leaves a shape. */
typedef enum {
    LEFT,
    RIGHT,
    UP,
    DOWN,
} Side;

static TmPoint
centre_of(TmBox box)
{
    return (TmPoint){box.x + box.width / 2, box.y + box.height / 2};
}

static gboolean
is_level(Side side)
{
    return side == LEFT || side == RIGHT;
}

static TmPoint
step_out(TmPoint at, Side side)
{
    static const TmPoint steps[] = {
        [LEFT] = {-STUB, 0}, [RIGHT] = {STUB, 0}, [UP] = {0, -STUB}, [DOWN] = {0, STUB}};

    return (TmPoint){at.x + steps[side].x, at.y + steps[side].y};
}

/* The side of @box on which @at lies, or nearly. */
static Side
side_of(TmBox box, TmPoint at)
{
    const double distances[] = {
        [LEFT] = fabs(at.x - box.x),
        [RIGHT] = fabs(at.x - box.x - box.width),
        [UP] = fabs(at.y - box.y),
        [DOWN] = fabs(at.y - box.y - box.height),
    };
    Side best = LEFT;

    for (Side side = RIGHT; side <= DOWN; side++)
        if (distances[side] < distances[best])
            best = side;
    return best;
}

static TmPoint
middle_of(TmBox box, Side side)
{
    const TmPoint centre = centre_of(box);

    switch (side) {
    case LEFT:
        return (TmPoint){box.x, centre.y};
    case RIGHT:
        return (TmPoint){box.x + box.width, centre.y};
    case UP:
        return (TmPoint){centre.x, box.y};
    case DOWN:
        return (TmPoint){centre.x, box.y + box.height};
    }
    return centre;
}

gboolean
tm_placed_is_free(TmBox box, TmPoint end, TmPoint other)
{
    const TmPoint centre = centre_of(box);
    const double across =
        (other.x - centre.x) * (end.y - centre.y) - (other.y - centre.y) * (end.x - centre.x);

    return fabs(across) <= CLOSE * hypot(other.x - centre.x, other.y - centre.y);
}

/* One step aside and one ahead: the side of @box that faces @other. */
static Side
facing_side(TmBox box, TmPoint other)
{
    const TmPoint centre = centre_of(box);
    const double dx = other.x < box.x ? box.x - other.x : other.x - box.x - box.width;
    const double dy = other.y < box.y ? box.y - other.y : other.y - box.y - box.height;

    if (dx >= dy)
        return other.x < centre.x ? LEFT : RIGHT;
    return other.y < centre.y ? UP : DOWN;
}

static void
join(GArray *path, TmPoint a, Side from, TmPoint b, Side to)
{
    const TmPoint out = step_out(a, from);
    const TmPoint in = step_out(b, to);
    const gboolean forward = (from == RIGHT && a.x <= b.x) || (from == LEFT && a.x >= b.x) ||
                             (from == DOWN && a.y <= b.y) || (from == UP && a.y >= b.y);

    tm_placed_add(path, a.x, a.y);
    if (is_level(from) != is_level(to)) {
        const TmPoint corner = is_level(from) ? (TmPoint){b.x, a.y} : (TmPoint){a.x, b.y};
        tm_placed_add(path, corner.x, corner.y);
    } else if (from == to && is_level(from)) {
        const double x = from == LEFT ? MIN(out.x, in.x) : MAX(out.x, in.x);
        tm_placed_add(path, x, a.y);
        tm_placed_add(path, x, b.y);
    } else if (from == to) {
        const double y = from == UP ? MIN(out.y, in.y) : MAX(out.y, in.y);
        tm_placed_add(path, a.x, y);
        tm_placed_add(path, b.x, y);
    } else if (forward && is_level(from)) {
        tm_placed_add(path, (a.x + b.x) / 2, a.y);
        tm_placed_add(path, (a.x + b.x) / 2, b.y);
    } else if (forward) {
        tm_placed_add(path, a.x, (a.y + b.y) / 2);
        tm_placed_add(path, b.x, (a.y + b.y) / 2);
    } else {
        tm_placed_add(path, out.x, out.y);
        if (is_level(from)) {
            tm_placed_add(path, out.x, (a.y + b.y) / 2);
            tm_placed_add(path, in.x, (a.y + b.y) / 2);
        } else {
            tm_placed_add(path, (a.x + b.x) / 2, out.y);
            tm_placed_add(path, (a.x + b.x) / 2, in.y);
        }
        tm_placed_add(path, in.x, in.y);
    }
    tm_placed_add(path, b.x, b.y);
}

/* Where two shapes face each other the line between them is straight. */
static gboolean
join_straight(GArray *path, TmBox a, TmBox b)
{
    const double left = MAX(a.x, b.x);
    const double right = MIN(a.x + a.width, b.x + b.width);
    const double top = MAX(a.y, b.y);
    const double bottom = MIN(a.y + a.height, b.y + b.height);

    if (right - left > 2 && bottom < top) {
        const double x = (left + right) / 2;
        tm_placed_add(path, x, a.y < b.y ? a.y + a.height : a.y);
        tm_placed_add(path, x, a.y < b.y ? b.y : b.y + b.height);
        return TRUE;
    }
    if (bottom - top > 2 && right < left) {
        const double y = (top + bottom) / 2;
        tm_placed_add(path, a.x < b.x ? a.x + a.width : a.x, y);
        tm_placed_add(path, a.x < b.x ? b.x : b.x + b.width, y);
        return TRUE;
    }
    return FALSE;
}

static void
join_free(GArray *path, TmBox a, TmBox b, TmPoint start, TmPoint end)
{
    const gboolean free_start = tm_placed_is_free(a, start, centre_of(b));
    const gboolean free_end = tm_placed_is_free(b, end, centre_of(a));
    Side from = side_of(a, start);
    Side to = side_of(b, end);

    if (free_start && free_end && join_straight(path, a, b))
        return;
    if (free_start) {
        from = facing_side(a, free_end ? centre_of(b) : end);
        start = middle_of(a, from);
    }
    if (free_end) {
        to = facing_side(b, start);
        end = middle_of(b, to);
    }
    join(path, start, from, end, to);
}

/* A line to a way point leaves a shape straight towards it, if it can. */
static TmPoint
leave_towards(TmBox box, TmPoint end, TmPoint way)
{
    if (!tm_placed_is_free(box, end, way))
        return end;
    if (way.x > box.x && way.x < box.x + box.width)
        return (TmPoint){way.x, way.y < box.y ? box.y : box.y + box.height};
    if (way.y > box.y && way.y < box.y + box.height)
        return (TmPoint){way.x < box.x ? box.x : box.x + box.width, way.y};
    return end;
}

static void
join_way(GArray *path, TmBox from, TmPoint *points, guint count)
{
    gboolean level = is_level(side_of(from, points[0]));

    tm_placed_add(path, points[0].x, points[0].y);
    for (guint i = 1; i < count; i++) {
        const TmPoint a = points[i - 1];
        const TmPoint b = points[i];

        if (fabs(a.x - b.x) > CLOSE && fabs(a.y - b.y) > CLOSE)
            tm_placed_add(path, level ? b.x : a.x, level ? a.y : b.y);
        else
            level = fabs(a.y - b.y) <= CLOSE;
        tm_placed_add(path, b.x, b.y);
        level = !level;
    }
}

void
tm_placed_angles(GArray *path, const TmPlacedPart *from, const TmPlacedPart *to, TmPoint *points,
                 guint count)
{
    if (count == 2) {
        join_free(path, from->box, to->box, points[0], points[1]);
        return;
    }
    points[0] = leave_towards(from->box, points[0], points[1]);
    points[count - 1] = leave_towards(to->box, points[count - 1], points[count - 2]);
    join_way(path, from->box, points, count);
}
