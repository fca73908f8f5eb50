/* What is seen in a node, an edge or a cluster, in the words of shapes/dot.yaml; and the author's
 * drawing attributes, kept for the picture. */
#include <string.h>

#include "dot-own.h"

enum {
    MAX_PLACE = 20000, /* of the path of an edge */
    MAX_LOOK = 64,     /* length of a drawing attribute that is kept */
    MAX_WORDS = 16,    /* of a style or class */
};

/* Attributes that name no file, no address, no font and no style sheet. */
static const char *const safe_look[] = {
    "arrowhead",     "arrowsize", "arrowtail",   "bgcolor",    "color",         "colorscheme",
    "constraint",    "dir",       "fillcolor",   "fixedsize",  "fontcolor",     "fontsize",
    "gradientangle", "group",     "height",      "labelangle", "labeldistance", "labeljust",
    "labelloc",      "margin",    "minlen",      "nojustify",  "ordering",      "orientation",
    "pencolor",      "penwidth",  "peripheries", "rank",       "regular",       "shape",
    "sides",         "skew",      "style",       "weight",     "width",         NULL,
};

static const char *const red_names[] = {
    "red", "darkred", "firebrick", "crimson", "indianred", "orangered", "tomato", "brown", NULL,
};

/* "red", "firebrick2", "/x11/red". */
static gboolean
is_red_name(const char *color, gsize length)
{
    const char *end = color + length;

    for (const char *at = color; at < end; at++)
        if (*at == '/')
            color = at + 1;
    while (end > color && g_ascii_isdigit(end[-1]))
        end--;
    for (guint i = 0; red_names[i] != NULL; i++)
        if (strlen(red_names[i]) == (gsize)(end - color) &&
            g_ascii_strncasecmp(red_names[i], color, (gsize)(end - color)) == 0)
            return TRUE;
    return FALSE;
}

static guint
hex_pair(const char *text)
{
    gint high = g_ascii_xdigit_value(text[0]);
    gint low = high >= 0 ? g_ascii_xdigit_value(text[1]) : -1;

    return low >= 0 ? (guint)(high * 16 + low) : 0;
}

/* Much more red than anything else. */
static gboolean
is_red_number(const char *color, gsize length)
{
    guint red, green, blue;

    if (length < 7)
        return FALSE;
    red = hex_pair(color + 1);
    green = hex_pair(color + 3);
    blue = hex_pair(color + 5);
    return red >= 0x90 && green * 5 <= red * 3 && blue * 5 <= red * 3;
}

/* Of a list of colours the first counts. */
static gboolean
is_red(const char *color)
{
    gsize length = strcspn(color, ":;");

    return *color == '#' ? is_red_number(color, length) : is_red_name(color, length);
}

static void
see_words(TmDotReader *r, TmPart *part, const char *what, const char *list)
{
    g_auto(GStrv) words = g_strsplit_set(list, ", \t\r\n", MAX_WORDS + 1);

    for (guint i = 0; i < MAX_WORDS && words[i] != NULL; i++)
        if (*words[i] != '\0')
            tm_model_see(r->model, part, what, words[i]);
}

/* Icons of the "diagrams" library lie in resources/<provider>/<kind>/<name>.png. */
static void
see_icon(TmDotReader *r, TmPart *part, const char *path, const char *name)
{
    const char *resources = strstr(path, "resources/");
    const char *provider = resources != NULL ? resources + strlen("resources/") : NULL;
    g_autofree char *icon = NULL;

    if (provider == NULL || strchr(provider, '/') == NULL)
        return;
    icon = g_strdup_printf("%.*s %s", (int)MIN(strcspn(provider, "/"), 64), provider, name);
    tm_model_see(r->model, part, "icon", icon);
}

static void
see_image(TmDotReader *r, TmPart *part, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *backslash = strrchr(path, '\\');
    const char *base = MAX(MAX(slash, backslash), path - 1) + 1;
    const char *dot = strrchr(base, '.');
    g_autofree char *name = g_strndup(base, dot != NULL ? (gsize)(dot - base) : strlen(base));

    if (*name == '\0')
        return;
    tm_model_see(r->model, part, "image", name);
    if (g_str_has_prefix(name, "datastore_"))
        tm_model_see(r->model, part, "sides", "TB");
    see_icon(r, part, path, name);
}

static void
see_sides(TmDotReader *r, TmPart *part, const char *sides)
{
    g_autofree char *upper = g_ascii_strup(sides, -1);

    tm_model_see(r->model, part, "sides", strcmp(upper, "BT") == 0 ? "TB" : upper);
}

/* pytm draws a store as a table with lines above and below; since 1.3 as a picture of that. */
static void
see_html(TmDotReader *r, TmPart *part, const TmDotAttribute *label)
{
    g_autofree char *sides = NULL;
    g_autofree char *image = NULL;

    if (label == NULL || !label->html)
        return;
    sides = tm_dot_html_attribute(label->value, "sides");
    image = tm_dot_html_attribute(label->value, "src");
    if (sides != NULL)
        see_sides(r, part, sides);
    if (image != NULL)
        see_image(r, part, image);
}

/* Where a layout program put the part. */
static gboolean
is_place(const TmDotAttribute *attribute)
{
    static const char *const names[] = {"bb", "pos", NULL};

    return !attribute->html && g_strv_contains(names, attribute->name) &&
           strlen(attribute->value) < MAX_PLACE &&
           attribute->value[strspn(attribute->value, "0123456789.,+-es; ")] == '\0';
}

static gboolean
is_safe(const TmDotAttribute *attribute)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "_#.,:; -";

    return !attribute->html && strlen(attribute->value) < MAX_LOOK &&
           attribute->value[strspn(attribute->value, allowed)] == '\0' &&
           g_strv_contains(safe_look, attribute->name);
}

static void
see_look(TmDotReader *r, TmPart *part, const TmDotObject *object)
{
    const char *color = tm_dot_value(object, "color");
    const char *pen = tm_dot_value(object, "pencolor");

    see_words(r, part, "style", tm_dot_value(object, "style"));
    see_words(r, part, "class", tm_dot_value(object, "class"));
    if (is_red(part->kind == TM_BOUNDARY && *pen != '\0' ? pen : color))
        tm_model_see(r->model, part, "stroke", "red");
    if (*tm_dot_value(object, "image") != '\0')
        see_image(r, part, tm_dot_value(object, "image"));
    for (guint i = 0; i < object->n_attributes; i++)
        if (is_safe(&object->attributes[i]) || is_place(&object->attributes[i]))
            tm_model_add_look(r->model, part, object->attributes[i].name,
                              object->attributes[i].value);
}

static void
see_ends(TmDotReader *r, TmPart *part, const TmDotObject *edge)
{
    if (*tm_dot_value(edge, "lhead") != '\0')
        tm_model_see(r->model, part, "lhead", tm_dot_value(edge, "lhead"));
    if (*tm_dot_value(edge, "ltail") != '\0')
        tm_model_see(r->model, part, "ltail", tm_dot_value(edge, "ltail"));
}

void
tm_dot_add_sights(TmDotReader *reader, TmPart *part, const TmDotObject *object)
{
    const char *shape = tm_dot_value(object, "shape");
    gboolean node = part->kind != TM_FLOW && part->kind != TM_BOUNDARY;

    if (node)
        tm_model_see(reader->model, part, "shape", *shape != '\0' ? shape : "default");
    if (node && *tm_dot_value(object, "sides") != '\0')
        see_sides(reader, part, tm_dot_value(object, "sides"));
    see_html(reader, part, tm_dot_find(object, "label"));
    see_look(reader, part, object);
    if (part->kind == TM_FLOW)
        see_ends(reader, part, object);
    if (reader->generator.name != NULL)
        tm_model_see(reader->model, part, "generator", reader->generator.name);
}
