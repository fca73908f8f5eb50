/* The small pieces of a .tm7, as .NET writes them. */
#include <string.h>

#include "tm7-own.h"

#define ATTRIBUTE "<a:anyType i:type=\"b:%s\" xmlns:b=\"" TM_TM7_KNOWLEDGE "\">"

static gboolean
is_forbidden(gunichar c)
{
    return (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || (c >= 0x7F && c < 0xA0) ||
           c == 0xFFFE || c == 0xFFFF;
}

static const char *
escape_of(gunichar c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r':
        return "&#xD;";
    }
    return is_forbidden(c) ? "" : NULL;
}

void
tm_tm7_text(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
    const char *copied = valid != NULL ? valid : text;
    const char *c;

    for (c = copied; *c != '\0'; c = g_utf8_next_char(c)) {
        const char *escape = escape_of(g_utf8_get_char(c));
        if (escape == NULL)
            continue;
        g_string_append_len(out, copied, c - copied);
        g_string_append(out, escape);
        copied = g_utf8_next_char(c);
    }
    g_string_append_len(out, copied, c - copied);
}

void
tm_tm7_leaf(GString *out, const char *tag, const char *text)
{
    gsize before;

    g_string_append_printf(out, "<%s>", tag);
    before = out->len;
    tm_tm7_text(out, text);
    if (out->len > before) {
        g_string_append_printf(out, "</%.*s>", (int)strcspn(tag, " "), tag);
        return;
    }
    g_string_truncate(out, before - 1);
    g_string_append(out, "/>");
}

void
tm_tm7_abstract(GString *out, const char *name, const char *text)
{
    g_autofree char *tag = g_strdup_printf("%s xmlns=\"%s\"", name, TM_TM7_ABSTRACTS);

    tm_tm7_leaf(out, tag, text);
}

void
tm_tm7_abstract_number(GString *out, const char *name, gint64 number)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, number);

    tm_tm7_abstract(out, name, text);
}

/* --- display attributes ------------------------------------------------------------------ */

static void
open_attribute(GString *out, const char *kind, const char *label, const char *name)
{
    g_string_append_printf(out, ATTRIBUTE, kind);
    tm_tm7_leaf(out, "b:DisplayName", label);
    tm_tm7_leaf(out, "b:Name", name);
}

void
tm_tm7_header(GString *out, const char *label)
{
    open_attribute(out, "HeaderDisplayAttribute", label, "");
    g_string_append(out, "<b:Value i:nil=\"true\"/></a:anyType>");
}

void
tm_tm7_string(GString *out, const char *kind, const char *label, const char *name,
              const char *value)
{
    open_attribute(out, kind, label, name);
    tm_tm7_leaf(out, "b:Value i:type=\"c:string\" xmlns:c=\"" TM_TM7_SCHEMA "\"", value);
    g_string_append(out, "</a:anyType>");
}

void
tm_tm7_truth(GString *out, const char *label, const char *name, gboolean value)
{
    open_attribute(out, "BooleanDisplayAttribute", label, name);
    tm_tm7_leaf(out, "b:Value i:type=\"c:boolean\" xmlns:c=\"" TM_TM7_SCHEMA "\"",
                value ? "true" : "false");
    g_string_append(out, "</a:anyType>");
}

void
tm_tm7_list(GString *out, const TmProperty *property, const char *first, const GPtrArray *choices,
            guint selected)
{
    open_attribute(out, property->fixed ? "StaticListDisplayAttribute" : "ListDisplayAttribute",
                   property->label, property->id);
    g_string_append(out, "<b:Value i:type=\"a:ArrayOfstring\">");
    if (first != NULL)
        tm_tm7_leaf(out, "a:string", first);
    for (guint i = 0; i < choices->len; i++)
        tm_tm7_leaf(out, "a:string", g_ptr_array_index(choices, i));
    g_string_append_printf(out, "</b:Value><b:SelectedIndex>%u</b:SelectedIndex></a:anyType>",
                           selected);
}
