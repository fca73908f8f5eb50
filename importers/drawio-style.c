/* Style strings of draw.io: what is drawn, as far as a threat model cares. */
#include <math.h>
#include <string.h>

#include "drawio-heads.h"

#define MAX_ITEMS 400

const char *
tm_drawio_style_value(const DrawioStyle *style, const char *key)
{
    for (guint i = style->n_items; i > 0; i--)
        if (*style->items[i - 1].key == *key && strcmp(style->items[i - 1].key, key) == 0)
            return style->items[i - 1].value;
    return NULL;
}

static gboolean
is(const DrawioStyle *style, const char *key, const char *wanted)
{
    const char *value = tm_drawio_style_value(style, key);

    return value != NULL && strcmp(value, wanted) == 0;
}

gboolean
tm_drawio_style_on(const DrawioStyle *style, const char *key)
{
    return is(style, key, "1");
}

double
tm_drawio_style_number(const DrawioStyle *style, const char *key, double otherwise)
{
    const char *value = tm_drawio_style_value(style, key);
    char *end = NULL;
    const double number = value != NULL ? g_ascii_strtod(value, &end) : otherwise;

    return end != NULL && (end == value || !isfinite(number)) ? otherwise : number;
}

static void
split(TmPool *pool, DrawioStyle *style, const char *text)
{
    DrawioStyleItem items[MAX_ITEMS];
    DrawioStyleItem *kept;
    guint count = 0;

    while (*text != '\0' && count < MAX_ITEMS) {
        const gsize length = strcspn(text, ";");
        const char *equals = memchr(text, '=', length);
        const gsize key = equals != NULL ? (gsize)(equals - text) : length;
        if (length > 0) {
            items[count].key = tm_pool_text_n(pool, text, key);
            items[count++].value =
                equals != NULL ? tm_pool_text_n(pool, equals + 1, length - key - 1) : "";
        }
        text += length + (text[length] == ';');
    }
    kept = tm_pool_new_n(pool, DrawioStyleItem, MAX(count, 1));
    memcpy(kept, items, count * sizeof *items);
    style->items = kept;
    style->n_items = count;
}

static const char *
last_word(const DrawioStyle *style)
{
    for (guint i = style->n_items; i > 0; i--)
        if (*style->items[i - 1].value == '\0' && strchr(style->items[i - 1].key, '=') == NULL)
            return style->items[i - 1].key;
    return NULL;
}

static gboolean
has_word(const DrawioStyle *style, const char *const *words)
{
    for (guint i = 0; i < style->n_items; i++)
        if (*style->items[i].value == '\0' && g_strv_contains(words, style->items[i].key))
            return TRUE;
    return FALSE;
}

/* A rectangle of which left or right (or both) is not drawn is a store; one without top and bottom
 * too is a cell of a table. */
static const char *
open_rectangle(const DrawioStyle *style)
{
    const gboolean level = !is(style, "top", "0") && !is(style, "bottom", "0");

    if (level && (is(style, "left", "0") || is(style, "right", "0")))
        return "partialRectangle-store";
    return "partialRectangle";
}

static const char *
find_shape(const DrawioStyle *style)
{
    static const char *const plain[] = {"rectangle", "rect", "label", "default", "swimlane", NULL};
    const char *shape = tm_drawio_style_value(style, "shape");

    if (shape == NULL || *shape == '\0')
        shape = last_word(style);
    if (shape == NULL || strcmp(shape, "rect") == 0)
        shape = "rectangle";
    if (strcmp(shape, "partialRectangle") == 0)
        return open_rectangle(style);
    if (g_strv_contains(plain, shape) && tm_drawio_style_on(style, "rounded"))
        return strcmp(shape, "swimlane") == 0 ? shape : "rounded";
    return shape;
}

/* "img/lib/azure2/compute/Virtual_Machine.svg" is virtual_machine of azure2. */
static void
read_image(TmPool *pool, DrawioStyle *style, const char *image)
{
    const char *name = strrchr(image, '/');
    const char *set = strstr(image, "img/lib/");
    const char *dot;
    g_autofree char *lower = NULL;

    if (g_str_has_prefix(image, "data:") || strlen(image) > 2000) {
        style->icon_library = "image";
        style->icon_name = "embedded";
        return;
    }
    name = name != NULL ? name + 1 : image;
    dot = strrchr(name, '.');
    lower = g_ascii_strdown(name, dot != NULL ? dot - name : -1);
    style->icon_name = tm_pool_text(pool, lower);
    style->icon_library = "image";
    if (set != NULL)
        style->icon_library = tm_pool_text_n(pool, set + 8, strcspn(set + 8, "/"));
}

/* "mxgraph.aws4.resourceIcon" with resIcon=mxgraph.aws4.s3 is s3 of aws4. */
static void
read_stencil(TmPool *pool, DrawioStyle *style, const char *shape)
{
    static const char *const keys[] = {"resIcon", "prIcon", "grIcon", NULL};
    const char *library = shape + strlen("mxgraph.");
    const char *name = NULL;
    g_autofree char *lower = NULL;
    const char *dot;

    for (guint i = 0; keys[i] != NULL && name == NULL; i++)
        name = tm_drawio_style_value(style, keys[i]);
    if (name == NULL || *name == '\0')
        name = shape;
    dot = strrchr(name, '.');
    lower = g_ascii_strdown(dot != NULL ? dot + 1 : name, -1);
    style->icon_library = tm_pool_text_n(pool, library, strcspn(library, "."));
    style->icon_name = tm_pool_text(pool, lower);
}

/* Sets of plain shapes, and the cards of a cloud's icon set, show no product. */
static void
find_icon(TmPool *pool, DrawioStyle *style)
{
    static const char *const no_icons[] = {"basic",      "flowchart",    "dfd",         "bpmn",
                                           "arrows",     "arrows2",      "uml",         "sysml",
                                           "er",         "lean_mapping", "infographic", "mockup",
                                           "archimate3", "c4",           "bootstrap",   NULL};
    const char *image = tm_drawio_style_value(style, "image");

    if (image != NULL && *image != '\0')
        read_image(pool, style, image);
    else if (g_str_has_prefix(style->shape, "mxgraph."))
        read_stencil(pool, style, style->shape);
    if (style->icon_library != NULL && (g_strv_contains(no_icons, style->icon_library) ||
                                        g_pattern_match_simple("doublerect*", style->icon_name)))
        style->icon_library = style->icon_name = NULL;
}

static gboolean
is_area(const DrawioStyle *style)
{
    if (g_str_has_suffix(style->shape, "_icon"))
        return FALSE;
    return (g_str_has_prefix(style->shape, "mxgraph.aws") &&
            strstr(style->shape, ".group") != NULL) ||
           g_str_has_prefix(style->shape, "mxgraph.ibm.box") ||
           tm_drawio_style_value(style, "grIcon") != NULL;
}

/* Most texts differ from a glob before its first star, so few globs have to be compiled. */
static gboolean
begins_alike(const char *text, const char *glob)
{
    return strncmp(text, glob, strcspn(glob, "*?")) == 0;
}

gboolean
tm_drawio_matches(const char *text, const char *const *globs)
{
    for (; *globs != NULL; globs++)
        if (begins_alike(text, *globs) && g_pattern_match_simple(*globs, text))
            return TRUE;
    return FALSE;
}

static gboolean
draws_no_thing(const DrawioStyle *style)
{
    static const char *const shapes[] = {"line",
                                         "curlyBracket",
                                         "singleArrow",
                                         "doubleArrow",
                                         "flexArrow",
                                         "mxgraph.arrows*",
                                         "mxgraph.aws3d.arrow*",
                                         "mxgraph.aws3d.flatEdge*",
                                         "mxgraph.basic.x",
                                         "mxgraph.basic.arc",
                                         "mxgraph.infographic.*",
                                         "mxgraph.mockup.text*",
                                         "mxgraph.flowchart.annotation*",
                                         "waypoint",
                                         "crossbar",
                                         "partialRectangle",
                                         "mxgraph.flowchart.summing_function",
                                         "mxgraph.flowchart.or",
                                         "mxgraph.flowchart.merge_or_storage",
                                         "mxgraph.flowchart.collate",
                                         "sumEllipse",
                                         "orEllipse",
                                         "bend*Arrow",
                                         "stylised*",
                                         NULL};

    return tm_drawio_matches(style->shape, shapes);
}

static gboolean
has_colour(const DrawioStyle *style, const char *key)
{
    const char *value = tm_drawio_style_value(style, key);

    return value != NULL && *value == '#';
}

static void
find_flags(DrawioStyle *style)
{
    static const char *const texts[] = {"text", "edgeLabel", NULL};
    static const char *const text_shapes[] = {"note", "note2", "callout", "text", NULL};
    static const char *const tables[] = {"table", "tableRow", NULL};
    static const char *const groups[] = {"group", NULL};
    static const char *const lanes[] = {"swimlane", NULL};
    const gboolean lane = has_word(style, lanes) || strcmp(style->shape, "swimlane") == 0;

    style->stroke = draws_no_thing(style);
    style->text = has_word(style, texts) || g_strv_contains(text_shapes, style->shape);
    style->boxed =
        style->text && (has_colour(style, "fillColor") || has_colour(style, "strokeColor") ||
                        g_str_has_prefix(style->shape, "note"));
    style->table = g_strv_contains(tables, style->shape);
    style->group = has_word(style, groups);
    style->container =
        tm_drawio_style_on(style, "container") || (lane && !is(style, "container", "0"));
    style->area = is_area(style);
    style->html = tm_drawio_style_on(style, "html") || is(style, "whiteSpace", "wrap");
    style->nofill =
        is(style, "fillColor", "none") || tm_drawio_style_number(style, "opacity", 100) == 0;
    style->nostroke = is(style, "strokeColor", "none");
    style->dashed = tm_drawio_style_on(style, "dashed") && !style->nostroke;
    style->rotation = tm_drawio_style_number(style, "rotation", 0);
    style->pinned = tm_drawio_style_value(style, "exitX") != NULL ||
                    tm_drawio_style_value(style, "entryX") != NULL;
    style->heads = tm_drawio_heads(style);
}

/* Eight bytes at a time. */
guint
tm_drawio_style_hash(gconstpointer text)
{
    const char *at = text;
    gsize left = strlen(at);
    guint64 hash = left;

    for (; left > 0; left -= MIN(left, sizeof hash), at += sizeof hash) {
        guint64 some = 0;
        memcpy(&some, at, MIN(left, sizeof some));
        hash = (hash ^ some) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
        hash ^= hash >> 29;
    }
    return (guint)(hash >> 32);
}

DrawioStyle *
tm_drawio_style(TmPool *pool, const char *text)
{
    DrawioStyle *style = tm_pool_new(pool, DrawioStyle);

    split(pool, style, text != NULL ? text : "");
    style->shape = find_shape(style);
    find_flags(style);
    find_icon(pool, style);
    return style;
}
