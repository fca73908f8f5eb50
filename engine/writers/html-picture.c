/* The picture of a diagram inside the HTML report. */
#include "html-picture.h"

#include <string.h>

#include "escape.h"
#include "word.h"
#include "xml.h"

typedef struct {
    const TmDiagram *diagram;
    GString *out;
    const char *label; /* of the whole picture */
    gboolean skipped;  /* inside of a style, which the page has for all */
} Picture;

void
tm_html_part_key(GString *out, const TmDiagram *diagram, const TmPart *part)
{
    static const char letters[] = {[TM_EXTERNAL] = 'e',
                                   [TM_PROCESS] = 'e',
                                   [TM_STORE] = 'e',
                                   [TM_FLOW] = 'f',
                                   [TM_BOUNDARY] = 'b'};

    g_string_append_printf(out, "%u-%c%u", diagram->index, letters[part->kind], part->index);
}

static void
append_attribute(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, " %s=\"", name);
    tm_escape_xml(out, value);
    g_string_append_c(out, '"');
}

/* Graphviz names the kinds of its groups in their class. A label that lies on top of all has a
 * group of its own, "ID-label". */
static const TmPart *
find_part(const TmDiagram *diagram, const TmXmlAttribute *attributes)
{
    const char *class = tm_xml_attribute(attributes, "class");
    const char *id = tm_xml_attribute(attributes, "id");
    g_autofree char *labelled = NULL;
    const TmPart *part;

    if (class == NULL || id == NULL)
        return NULL;
    if (!g_str_has_prefix(class, "node ") && !g_str_has_prefix(class, "edge ") &&
        !g_str_has_prefix(class, "cluster "))
        return NULL;
    part = tm_diagram_find(diagram, id);
    if (part != NULL || !g_str_has_suffix(id, "-label"))
        return part;
    labelled = g_strndup(id, strlen(id) - strlen("-label"));
    return tm_diagram_find(diagram, labelled);
}

static void
append_part(Picture *picture, const TmPart *part)
{
    g_string_append(picture->out, " data-part=\"");
    tm_html_part_key(picture->out, picture->diagram, part);
    g_string_append_c(picture->out, '"');
}

/* "stop-color:#ff0000;stop-opacity:1.0;" as attributes: the page allows no style of others. */
static void
append_style(GString *out, const char *style)
{
    g_auto(GStrv) rules = g_strsplit(style, ";", -1);

    for (char **rule = rules; *rule != NULL; rule++) {
        if (g_str_has_prefix(*rule, "stop-color:"))
            append_attribute(out, "stop-color", *rule + strlen("stop-color:"));
        if (g_str_has_prefix(*rule, "stop-opacity:"))
            append_attribute(out, "stop-opacity", *rule + strlen("stop-opacity:"));
    }
}

/* Gradients go by ids, which other pictures of the page may have too. */
static void
append_named(const Picture *picture, const TmXmlAttribute *attribute)
{
    const gboolean used = g_str_has_prefix(attribute->value, "url(#");
    g_autofree char *named =
        g_strdup_printf("%sp%u-%s", used ? "url(#" : "", picture->diagram->index,
                        attribute->value + (used ? strlen("url(#") : 0));

    append_attribute(picture->out, attribute->name, named);
}

static void
append_attributes(Picture *picture, const char *name, const TmXmlAttribute *attributes)
{
    static const char *const dropped[] = {"id", "role", "aria-labelledby", "style", NULL};
    const gboolean gradient = g_str_has_suffix(name, "Gradient");

    for (const TmXmlAttribute *attribute = attributes; attribute->name != NULL; attribute++) {
        if (strcmp(attribute->name, "href") == 0 && *attribute->value != '#')
            continue;
        if (strcmp(attribute->name, "style") == 0)
            append_style(picture->out, attribute->value);
        if ((gradient && strcmp(attribute->name, "id") == 0) ||
            g_str_has_prefix(attribute->value, "url(#"))
            append_named(picture, attribute);
        else if (!g_strv_contains(dropped, attribute->name))
            append_attribute(picture->out, attribute->name, attribute->value);
    }
}

static gboolean
start_element(const char *name, const TmXmlAttribute *attributes, TmPlace place G_GNUC_UNUSED,
              gsize offset G_GNUC_UNUSED, gpointer data, GError **error G_GNUC_UNUSED)
{
    Picture *picture = data;
    const TmPart *part = find_part(picture->diagram, attributes);

    picture->skipped = strcmp(name, "style") == 0;
    if (picture->skipped)
        return TRUE;
    g_string_append_printf(picture->out, "<%s", name);
    append_attributes(picture, name, attributes);
    if (strcmp(name, "svg") == 0)
        g_string_append_printf(picture->out, " role=\"group\" aria-label=\"%s\"", picture->label);
    if (part != NULL)
        append_part(picture, part);
    g_string_append_c(picture->out, '>');
    return TRUE;
}

static void
add_text(const char *text, gsize length, gpointer data)
{
    Picture *picture = data;
    g_autofree char *copy = g_strndup(text, length);
    const gboolean blank = strspn(copy, " \n\t\r") == length;

    if (!picture->skipped && !blank)
        tm_escape_xml(picture->out, copy);
}

static void
end_element(const char *name, gpointer data)
{
    Picture *picture = data;

    if (!picture->skipped)
        g_string_append_printf(picture->out, "</%s>", name);
    picture->skipped = FALSE;
}

gboolean
tm_html_picture(const TmReport *report, const TmDiagram *diagram, const char *svg, GString *out,
                GError **error)
{
    static const TmXmlHandler handler = {start_element, add_text, end_element};
    Picture picture = {diagram, out, tm_word(report, "Picture of the diagram"), FALSE};
    gsize before = out->len;

    if (tm_xml_parse("picture.svg", svg, strlen(svg), TM_NOWHERE, &handler, &picture, error))
        return TRUE;
    g_string_truncate(out, before);
    return FALSE;
}
