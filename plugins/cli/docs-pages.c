/* The pages of a reference, as Markdown. */
#include "docs-pages.h"

#include <string.h>

#include "explain-print.h"

/* --- texts ------------------------------------------------------------------------------- */

/* What Markdown would take for a tag or for the end of a cell. */
static void
append_text(GString *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '<')
            g_string_append(out, "&lt;");
        else if (*text == '|')
            g_string_append(out, "\\|");
        else
            g_string_append_c(out, *text == '\n' ? ' ' : *text);
    }
}

/* Returns a title for no diagram in particular: {source.Name} is *source*. */
static char *
plain_title(const char *title)
{
    static const char *const who[] = {"source", "target", "flow"};
    g_autoptr(GString) text = g_string_new(title);

    for (gsize i = 0; i < G_N_ELEMENTS(who); i++) {
        g_autofree char *name = g_strdup_printf("{%s.Name}", who[i]);
        g_autofree char *plain = g_strdup_printf("*%s*", who[i]);

        g_string_replace(text, name, plain, 0);
    }
    return g_strdup(text->str);
}

static void
append_title(GString *out, const TmThreatType *type)
{
    g_autofree char *title = plain_title(type->title);

    append_text(out, title);
}

static void
append_code(GString *out, const char *language, const char *text)
{
    g_string_append_printf(out, "\n```%s\n", language);
    tm_print_text(text, out);
    g_string_append(out, "```\n");
}

static void
append_row(GString *out, const char *name, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    g_string_append_printf(out, "| %s | ", name);
    append_text(out, text);
    g_string_append(out, " |\n");
}

static void
append_list_row(GString *out, const char *name, const GPtrArray *texts)
{
    g_autoptr(GString) line = g_string_new(NULL);

    for (guint i = 0; i < texts->len; i++)
        g_string_append_printf(line, "%s%s", i > 0 ? ", " : "", (const char *)texts->pdata[i]);
    append_row(out, name, line->str);
}

/* @ids have pages of their own. */
static void
append_links(GString *out, const char *name, const GPtrArray *ids)
{
    if (ids->len == 0)
        return;
    g_string_append_printf(out, "| %s | ", name);
    for (guint i = 0; i < ids->len; i++)
        g_string_append_printf(out, "%s[%s](%s.md)", i > 0 ? ", " : "", (char *)ids->pdata[i],
                               (char *)ids->pdata[i]);
    g_string_append(out, " |\n");
}

static void
append_numbers(GString *out, const char *name, const char *list, const GArray *numbers)
{
    g_autofree char *site = g_ascii_strdown(list, -1);

    if (numbers->len == 0)
        return;
    g_string_append_printf(out, "| %s | ", name);
    for (guint i = 0; i < numbers->len; i++) {
        guint number = g_array_index(numbers, guint, i);

        g_string_append_printf(out, "%s[%s-%u](https://%s.mitre.org/data/definitions/%u.html)",
                               i > 0 ? ", " : "", list, number, site, number);
    }
    g_string_append(out, " |\n");
}

/* --- names ------------------------------------------------------------------------------- */

char *
tm_docs_picture_name(const TmThreatType *type, const char *what)
{
    return g_strdup_printf("img/%s-%s.svg", type->id, what);
}

char *
tm_docs_frame_name(const char *frame)
{
    g_autofree char *name = g_ascii_strdown(frame, -1);

    g_strcanon(name, "abcdefghijklmnopqrstuvwxyz0123456789", '-');
    return g_strconcat(name, ".md", NULL);
}

GPtrArray *
tm_docs_frames(const TmTemplate *template)
{
    GPtrArray *frames = g_ptr_array_new();
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < template->mitigations->len; i++) {
        const TmMitigation *mitigation = template->mitigations->pdata[i];

        if (g_hash_table_add(known, (gpointer)mitigation->frame))
            g_ptr_array_add(frames, (gpointer)mitigation->frame);
    }
    return frames;
}

/* --- mitigations ------------------------------------------------------------------------- */

static void
append_mitigations(GString *out, const GPtrArray *mitigations, const char *indent)
{
    for (guint i = 0; i < mitigations->len; i++) {
        const TmMitigation *mitigation = mitigations->pdata[i];
        g_autofree char *page = tm_docs_frame_name(mitigation->frame);

        g_string_append_printf(out, "%s* [%s](%s#%s) ", indent, mitigation->id, page,
                               mitigation->id);
        append_text(out, mitigation->title);
        g_string_append(out, " (");
        append_text(out, mitigation->product);
        g_string_append(out, ")\n");
    }
}

static void
append_mitigation(GString *out, const TmMitigation *mitigation)
{
    g_autofree char *when = tm_rule_lines(mitigation->when, NULL);

    g_string_append_printf(out, "\n## %s\n\n**", mitigation->id);
    append_text(out, mitigation->title);
    g_string_append(out, "**\n\n");
    append_text(out, mitigation->guidance);
    g_string_append(out, "\n\n| | |\n|---|---|\n");
    append_row(out, "Product", mitigation->product);
    append_row(out, "Phase", mitigation->phase);
    append_list_row(out, "Technologies", mitigation->technologies);
    append_list_row(out, "Attributes", mitigation->attributes);
    append_links(out, "Control", mitigation->controls);
    append_list_row(out, "References", mitigation->references);
    if (when == NULL)
        return;
    g_string_append(out, "\nOf use where\n");
    append_code(out, "", when);
}

void
tm_docs_frame(const TmTemplate *template, const char *frame, GString *out)
{
    g_string_append(out, "# ");
    append_text(out, frame);
    g_string_append(out, "\n");
    for (guint i = 0; i < template->mitigations->len; i++) {
        const TmMitigation *mitigation = template->mitigations->pdata[i];

        if (strcmp(mitigation->frame, frame) == 0)
            append_mitigation(out, mitigation);
    }
}

/* --- controls ---------------------------------------------------------------------------- */

static void
append_type_line(GString *out, const TmThreatType *type)
{
    g_string_append_printf(out, "* [%s](%s.md) ", type->id, type->id);
    append_title(out, type);
    g_string_append_c(out, '\n');
}

void
tm_docs_control(const TmTemplate *template, const TmControl *control, GString *out)
{
    g_string_append_printf(out, "# %s: ", control->id);
    append_text(out, control->name);
    g_string_append(out, "\n");
    if (control->references->len > 0)
        g_string_append(out, "\n| | |\n|---|---|\n");
    append_list_row(out, "References", control->references);
    g_string_append(out, "\n## Against\n\n");
    for (guint i = 0; i < template->threats->len; i++) {
        const TmThreatType *type = template->threats->pdata[i];

        if (g_ptr_array_find_with_equal_func(type->controls, control->id, g_str_equal, NULL))
            append_type_line(out, type);
    }
    if (control->mitigations->len > 0)
        g_string_append(out, "\n## How it is done\n\n");
    append_mitigations(out, control->mitigations, "");
}

/* --- threat types ------------------------------------------------------------------------ */

static void
append_facts(GString *out, const TmThreatType *type)
{
    g_autofree char *rating = tm_type_rating(type);

    g_string_append(out, "\n| | |\n|---|---|\n");
    append_row(out, "Category", type->category);
    append_row(out, "Pack", type->pack);
    append_row(out, "Counted", tm_type_counted(type));
    append_row(out, "Severity", rating);
    append_links(out, "Said instead of", type->suppresses);
    append_numbers(out, "Weaknesses", "CWE", type->cwe);
    append_numbers(out, "Attacks", "CAPEC", type->capec);
}

static void
append_rule(GString *out, const char *title, const TmExpression *rule, const char *text)
{
    g_autofree char *lines = tm_rule_lines(rule, text);

    if (lines == NULL)
        return;
    g_string_append_printf(out, "\n%s\n", title);
    append_code(out, "", lines);
}

static void
append_asks(GString *out, const TmThreatType *type)
{
    if (type->asks->len > 0)
        g_string_append(out, "\n## What would clear it\n\n");
    for (guint i = 0; i < type->asks->len; i++) {
        const TmAsk *ask = type->asks->pdata[i];
        g_autofree char *text = plain_title(ask->text);

        g_string_append(out, "* ");
        append_text(out, text);
        g_string_append_printf(out, " (`%s.%s`)\n", ask->who, ask->property);
    }
}

static void
append_controls(GString *out, const TmTemplate *template, const TmThreatType *type)
{
    if (type->controls->len > 0)
        g_string_append(out, "\n## What to do\n\n");
    for (guint i = 0; i < type->controls->len; i++) {
        const char *id = type->controls->pdata[i];
        const TmControl *control = g_hash_table_lookup(template->control_of, id);

        g_string_append_printf(out, "* [%s](%s.md) ", id, id);
        append_text(out, control != NULL ? control->name : "");
        g_string_append_c(out, '\n');
        if (control != NULL)
            append_mitigations(out, control->mitigations, "  ");
    }
}

static void
append_diagrams(GString *out, const TmThreatType *type, const char *title, const char *what,
                const GPtrArray *diagrams, gboolean pictures)
{
    g_autofree char *name = tm_docs_picture_name(type, what);

    if (diagrams->len == 0)
        return;
    g_string_append_printf(out, "\n## %s\n", title);
    if (pictures)
        g_string_append_printf(out, "\n![%s %s](%s)\n", type->id, what, name);
    for (guint i = 0; i < diagrams->len; i++)
        append_code(out, "dot", diagrams->pdata[i]);
}

void
tm_docs_type(const TmTemplate *template, const TmThreatType *type, gboolean pictures, GString *out)
{
    g_string_append_printf(out, "# %s: ", type->id);
    append_title(out, type);
    g_string_append(out, "\n\n");
    append_text(out, type->description);
    g_string_append_c(out, '\n');
    append_facts(out, type);
    append_rule(out, "Where", type->include, type->include_text);
    append_rule(out, "Except where", type->exclude, type->exclude_text);
    append_rule(out, "A step less likely where", type->eases, NULL);
    append_asks(out, type);
    append_controls(out, template, type);
    append_diagrams(out, type, "Found", "hit", type->hit, pictures);
    append_diagrams(out, type, "Not found", "miss", type->miss, pictures);
}

/* --- index ------------------------------------------------------------------------------- */

static void
append_type_index(GString *out, const TmTemplate *template)
{
    const char *pack = NULL;

    for (guint i = 0; i < template->threats->len; i++) {
        const TmThreatType *type = template->threats->pdata[i];

        if (g_strcmp0(pack, type->pack) != 0)
            g_string_append_printf(out, "\n## Threat types: %s\n\n", type->pack);
        pack = type->pack;
        append_type_line(out, type);
    }
}

void
tm_docs_index(const TmTemplate *template, GString *out)
{
    g_autoptr(GPtrArray) frames = tm_docs_frames(template);

    g_string_append_printf(out,
                           "# Reference\n\n%u threat types, %u controls, %u mitigations. "
                           "Made by `drawbridge template docs`; do not edit.\n",
                           template->threats->len, template->controls->len,
                           template->mitigations->len);
    append_type_index(out, template);
    g_string_append(out, "\n## Controls\n\n");
    for (guint i = 0; i < template->controls->len; i++) {
        const TmControl *control = template->controls->pdata[i];

        g_string_append_printf(out, "* [%s](%s.md) ", control->id, control->id);
        append_text(out, control->name);
        g_string_append_c(out, '\n');
    }
    if (frames->len > 0)
        g_string_append(out, "\n## Mitigations\n\n");
    for (guint i = 0; i < frames->len; i++) {
        g_autofree char *page = tm_docs_frame_name(frames->pdata[i]);

        g_string_append_printf(out, "* [%s](%s)\n", (char *)frames->pdata[i], page);
    }
}
