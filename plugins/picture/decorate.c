/* The SVG of Graphviz, parsed and written again: only what is on our lists leaves, whatever the
 * diagram talked Graphviz into. Tooltips become <title>, which every browser shows. */
#include <string.h>

#include "escape.h"
#include "picture.h"
#include "xml.h"

/* Graphviz writes colours as attributes, which any style beats. Black text has none. */
static const char style[] =
    "@media (prefers-color-scheme: dark) {\n"
    "  .graph > polygon:first-of-type { fill: #0f141a }\n"
    "  text:not([fill]) { fill: #e3e8ee }\n"
    "  text[fill=\"#c0392b\"] { fill: #ff8f80 }\n"
    "  text[fill=\"#8a949e\"] { fill: #9aa5b0 }\n"
    "  .node polygon[fill=\"white\"], .node ellipse[fill=\"white\"],\n"
    "  .node path[fill=\"white\"] { fill: #1b232c }\n"
    "  .graph polygon[fill=\"#ffffff\"] { fill: #0f141a }\n"
    "  [stroke=\"#2c3e50\"], [stroke=\"black\"] { stroke: #b8c4d0 }\n"
    "  .edge [stroke=\"#44515e\"] { stroke: #9fb0c0 }\n"
    "  .edge polygon[fill=\"#44515e\"], .edge polygon[fill=\"black\"] { fill: #9fb0c0 }\n"
    "  .edge [stroke=\"#c0392b\"], .cluster [stroke=\"#c0392b\"] { stroke: #ff7a6a }\n"
    "  .edge polygon[fill=\"#c0392b\"] { fill: #ff7a6a }\n"
    "}\n";

/* What Graphviz draws with. No script, no image, no foreign object, no event, no address. */
static const char *const element_names[] = {
    "a",        "circle",         "defs", "ellipse", "g",    "linearGradient", "path", "polygon",
    "polyline", "radialGradient", "stop", "svg",     "text", "title",          NULL,
};

static const char *const attribute_names[] = {
    "baseline-shift",
    "class",
    "cx",
    "cy",
    "d",
    "fill",
    "fill-opacity",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "fx",
    "fy",
    "gradientUnits",
    "height",
    "id",
    "offset",
    "points",
    "r",
    "rx",
    "ry",
    "stroke",
    "stroke-dasharray",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "text-decoration",
    "transform",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
    "xml:space", /* of texts, in newer versions */
    NULL,
};

typedef struct {
    const char *title;
    const char *about;
    const char *report; /* to which links lead; NULL: there are none */
    GString *out;
    GString *text;   /* of the <text> or <title> that is open */
    gboolean inside; /* of one of those */
    gboolean open;   /* the last tag still wants its ">" */
    GString *links;  /* of each <a> that is open, the name that it leaves with: "a" or "g" */
} Decoration;

static gboolean
refuse(const char *what, const char *name, GError **error)
{
    g_set_error(error, TM_ERROR, (gint)TM_ERROR_PICTURE, "the SVG holds a foreign %s \"%s\"", what,
                name);
    return FALSE;
}

static gboolean
is_element(const char *name)
{
    return g_strv_contains(element_names, name);
}

static gboolean
is_attribute(const char *name)
{
    return g_strv_contains(attribute_names, name);
}

/* The colours of a gradient are the only style that Graphviz writes. */
static gboolean
is_stop_style(const char *element, const TmXmlAttribute *attribute)
{
    return strcmp(element, "stop") == 0 && strcmp(attribute->name, "style") == 0 &&
           g_str_has_prefix(attribute->value, "stop-color:") &&
           strpbrk(attribute->value, "()\\@/") == NULL;
}

static void
close_tag(Decoration *decoration)
{
    if (decoration->open)
        g_string_append(decoration->out, ">\n");
    decoration->open = FALSE;
}

static void
append_attribute(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, " %s=\"", name);
    tm_escape_xml(out, value);
    g_string_append_c(out, '"');
}

static void
append_title(GString *out, const char *title)
{
    g_string_append(out, "<title>");
    tm_escape_xml(out, title);
    g_string_append(out, "</title>\n");
}

/* A link of Graphviz carries the tooltip. Where it leads leaves only if that is a threat. */
static void
start_link(Decoration *decoration, const TmXmlAttribute *attributes)
{
    const char *title = tm_xml_attribute(attributes, "title");
    const char *class = tm_xml_attribute(attributes, "class");
    const char *address = tm_xml_attribute(attributes, "href");
    const gboolean linked = decoration->report != NULL && address != NULL && address[0] == '#' &&
                            address[1] != '\0' && strchr(decoration->links->str, 'a') == NULL;

    g_string_append_c(decoration->links, linked ? 'a' : 'g');
    g_string_append(decoration->out, linked ? "<a" : "<g");
    if (class != NULL)
        append_attribute(decoration->out, "class", class);
    if (linked) {
        g_autofree char *target = g_strconcat(decoration->report, address, NULL);
        append_attribute(decoration->out, "href", target);
    }
    g_string_append(decoration->out, ">\n");
    decoration->open = FALSE;
    if (title != NULL && *title != '\0')
        append_title(decoration->out, title);
}

/* A colour may be a gradient that is in the picture, and nothing that is elsewhere. */
static gboolean
leads_out(const char *value)
{
    const char *address = strstr(value, "url(");

    return address != NULL && address[strlen("url(")] != '#';
}

static gboolean
append_attributes(GString *out, const char *name, const TmXmlAttribute *attributes, GError **error)
{
    for (const TmXmlAttribute *attribute = attributes; attribute->name != NULL; attribute++) {
        if ((!is_attribute(attribute->name) && !is_stop_style(name, attribute)) ||
            (leads_out(attribute->value) && strcmp(attribute->name, "id") != 0))
            return refuse("attribute", attribute->name, error);
        append_attribute(out, attribute->name, attribute->value);
    }
    return TRUE;
}

static void
append_head(Decoration *decoration)
{
    GString *out = decoration->out;

    g_string_append(out, " xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
                         " aria-labelledby=\"tm-title tm-about\">\n<title id=\"tm-title\">");
    tm_escape_xml(out, decoration->title);
    g_string_append(out, "</title>\n<desc id=\"tm-about\">");
    tm_escape_xml(out, decoration->about);
    g_string_append_printf(out, "</desc>\n<style>\n%s</style>\n", style);
    decoration->open = FALSE;
}

static gboolean
start_element(const char *name, const TmXmlAttribute *attributes, TmPlace place G_GNUC_UNUSED,
              gsize offset G_GNUC_UNUSED, gpointer data, GError **error)
{
    Decoration *decoration = data;

    if (!is_element(name))
        return refuse("element", name, error);
    close_tag(decoration);
    decoration->inside = strcmp(name, "text") == 0 || strcmp(name, "title") == 0;
    g_string_truncate(decoration->text, 0);
    if (strcmp(name, "a") == 0) {
        start_link(decoration, attributes);
        return TRUE;
    }
    g_string_append_printf(decoration->out, "<%s", name);
    decoration->open = TRUE;
    if (!append_attributes(decoration->out, name, attributes, error))
        return FALSE;
    if (strcmp(name, "svg") == 0)
        append_head(decoration);
    return TRUE;
}

static void
add_text(const char *text, gsize length, gpointer data)
{
    Decoration *decoration = data;

    if (decoration->inside)
        g_string_append_len(decoration->text, text, (gssize)length);
}

static void
close_element(Decoration *decoration, const char *name)
{
    GString *links = decoration->links;

    if (strcmp(name, "a") != 0) {
        g_string_append_printf(decoration->out, "</%s>\n", name);
        return;
    }
    g_string_append_printf(decoration->out, "</%c>\n", links->str[links->len - 1]);
    g_string_truncate(links, links->len - 1);
}

static void
end_element(const char *name, gpointer data)
{
    Decoration *decoration = data;
    GString *out = decoration->out;

    if (decoration->inside) {
        g_string_append_c(out, '>');
        tm_escape_xml(out, decoration->text->str);
        g_string_append_printf(out, "</%s>\n", name);
    } else if (decoration->open) {
        g_string_append(out, "/>\n");
    } else {
        close_element(decoration, name);
    }
    decoration->inside = FALSE;
    decoration->open = FALSE;
}

gboolean
tm_picture_decorate(const char *svg, gsize length, const char *title, const char *about,
                    const char *report, GString *out, GError **error)
{
    static const TmXmlHandler handler = {start_element, add_text, end_element};
    g_autoptr(GString) result = g_string_sized_new(length + length / 4);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) links = g_string_new(NULL);
    Decoration decoration = {title, about, report, result, text, FALSE, FALSE, links};

    g_string_append(result, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    if (!tm_xml_parse("picture.svg", svg, length, TM_NOWHERE, &handler, &decoration, error))
        return FALSE;
    g_string_append_len(out, result->str, (gssize)result->len);
    return TRUE;
}
