/* The small pieces of which the HTML report is made. */
#include "html-text.h"

#include "escape.h"
#include "word.h"

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

void
tm_html_section(GString *out, const char *id, const char *title)
{
    g_string_append_printf(out, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">", id, id);
    tm_html_text(out, title);
    g_string_append(out, "</h2>\n");
}

void
tm_html_table(GString *out, const TmReport *report, const char *class, const char *const *columns)
{
    g_string_append_printf(out, "<table class=\"%s\">\n<thead><tr>", class);
    for (const char *const *column = columns; *column != NULL; column++) {
        const gboolean number = **column == '#';
        g_string_append_printf(out, "<th scope=\"col\"%s>%s</th>",
                               number ? " class=\"number\"" : "",
                               tm_word(report, *column + (number ? 1 : 0)));
    }
    g_string_append(out, "</tr></thead>\n<tbody>\n");
}

void
tm_html_button(GString *out, const char *name, const char *value, const char *text)
{
    g_string_append(out, "<button type=\"button\"");
    tm_html_attribute(out, name, value);
    g_string_append_c(out, '>');
    tm_html_text(out, text);
    g_string_append(out, "</button>");
}

void
tm_html_threat_link(GString *out, const char *id, const char *text)
{
    g_autofree char *address = g_strconcat("#", id, NULL);

    g_string_append(out, "<a");
    tm_html_attribute(out, "href", address);
    g_string_append_c(out, '>');
    tm_html_text(out, text);
    g_string_append(out, "</a>");
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
    const char *between = detail->broken ? "<br>" : ", ";

    g_string_append(out, detail->listed ? "<dd class=\"listed\">" : "<dd>");
    g_string_append(out, nested ? "<ul>" : "");
    for (guint i = 0; i < detail->lines->len; i++) {
        g_string_append(out, nested ? "<li>" : i > 0 ? between : "");
        append_line(out, g_ptr_array_index(detail->lines, i));
        g_string_append(out, nested ? "</li>" : "");
    }
    g_string_append(out, nested ? "</ul></dd>" : "</dd>");
}

void
tm_html_details(GString *out, const GPtrArray *details)
{
    if (details->len == 0)
        return;
    g_string_append(out, "<dl>");
    for (guint i = 0; i < details->len; i++) {
        const TmDetail *detail = g_ptr_array_index(details, i);
        g_string_append(out, detail->listed ? "<dt class=\"listed\">" : "<dt>");
        tm_html_text(out, detail->label);
        g_string_append(out, "</dt>");
        append_lines(out, detail);
    }
    g_string_append(out, "</dl>\n");
}
