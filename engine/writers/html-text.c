/* The small pieces of which the HTML report is made. */
#include "html-text.h"

#include "escape.h"

void
tm_html_text(GString *out, const char *text)
{
    g_autofree char *line = tm_escape_line(text);

    tm_escape_xml(out, line);
}

void
tm_html_element(GString *out, const char *name, const char *text)
{
    g_string_append_printf(out, "<%s>", name);
    tm_html_text(out, text);
    g_string_append_printf(out, "</%s>", name);
}

void
tm_html_attribute(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, " %s=\"", name);
    tm_html_text(out, value);
    g_string_append_c(out, '"');
}

static void
append_line(GString *out, const TmDetailLine *line)
{
    if (line->link == NULL) {
        tm_html_text(out, line->text);
        return;
    }
    g_string_append(out, "<a rel=\"noreferrer\"");
    tm_html_attribute(out, "href", line->link);
    g_string_append_c(out, '>');
    tm_html_text(out, line->text);
    g_string_append(out, "</a>");
}

static void
append_lines(GString *out, const TmDetail *detail)
{
    const gboolean nested = detail->list && detail->lines->len > 1;

    g_string_append(out, nested ? "<dd><ul>" : "<dd>");
    for (guint i = 0; i < detail->lines->len; i++) {
        g_string_append(out, nested ? "<li>" : i > 0 ? ", " : "");
        append_line(out, g_ptr_array_index(detail->lines, i));
        g_string_append(out, nested ? "</li>" : "");
    }
    g_string_append(out, nested ? "</ul></dd>" : "</dd>");
}

void
tm_html_details(GString *out, const GPtrArray *details)
{
    g_string_append(out, "<dl>");
    for (guint i = 0; i < details->len; i++) {
        const TmDetail *detail = g_ptr_array_index(details, i);
        tm_html_element(out, "dt", detail->label);
        append_lines(out, detail);
    }
    g_string_append(out, "</dl>\n");
}
