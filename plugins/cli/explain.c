/* What an id means: a threat type, a control, a message, a stencil, a property. */
#include <string.h>
#include <unistd.h>

#include "explain.h"
#include "files.h"
#include "knowledge.h"
#include "messages.h"

static const char *const scopes[] = {
    [TM_SCOPE_FLOW] = "once for each flow",
    [TM_SCOPE_PAIR] = "once for each pair of source and target",
    [TM_SCOPE_SOURCE] = "once for each source",
    [TM_SCOPE_TARGET] = "once for each target",
    [TM_SCOPE_MODEL] = "once for the model",
};

/* Ends a text of one or more lines with exactly one newline. */
static void
print_text(const char *text, GString *out)
{
    g_string_append(out, text);
    while (out->len > 0 && out->str[out->len - 1] == '\n')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

static void
print_field(const char *label, const char *text, GString *out)
{
    if (text == NULL || *text == '\0')
        return;
    g_string_append_printf(out, "%-12s ", label);
    print_text(text, out);
}

static void
print_list(const char *label, const GPtrArray *texts, GString *out)
{
    if (texts == NULL || texts->len == 0)
        return;
    g_string_append_printf(out, "%-12s ", label);
    for (guint i = 0; i < texts->len; i++)
        g_string_append_printf(out, "%s%s", i > 0 ? ", " : "", (const char *)texts->pdata[i]);
    g_string_append_c(out, '\n');
}

static void
print_numbers(const char *label, const char *prefix, const GArray *numbers, GString *out)
{
    if (numbers == NULL || numbers->len == 0)
        return;
    g_string_append_printf(out, "%-12s ", label);
    for (guint i = 0; i < numbers->len; i++)
        g_string_append_printf(out, "%s%s-%u", i > 0 ? ", " : "", prefix,
                               g_array_index(numbers, guint, i));
    g_string_append_c(out, '\n');
}

static void
print_place(const char *file, TmPlace place, GString *out)
{
    if (file != NULL)
        g_string_append_printf(out, "%-12s %s:%u:%u\n", "defined in", file, place.line,
                               place.column);
}

static void
print_controls(const TmTemplate *template, const TmThreatType *type, GString *out)
{
    for (guint i = 0; i < type->controls->len; i++) {
        const char *id = type->controls->pdata[i];
        const TmControl *control = g_hash_table_lookup(template->control_of, id);

        g_string_append_printf(out, "%-12s %s  %s\n", i == 0 ? "controls" : "", id,
                               control != NULL ? control->name : "");
    }
}

static void
print_asks(const TmThreatType *type, GString *out)
{
    for (guint i = 0; i < type->asks->len; i++) {
        const TmAsk *ask = type->asks->pdata[i];

        g_string_append_printf(out, "%-12s %s  (%s.%s)\n", i == 0 ? "asks" : "", ask->text,
                               ask->who, ask->property);
    }
}

static gboolean
explain_threat(const TmTemplate *template, const char *id, GString *out)
{
    const TmThreatType *type = g_hash_table_lookup(template->threat_of, id);

    if (type == NULL)
        return FALSE;
    g_string_append_printf(out, "%s  %s\n\n", type->id, type->title);
    if (*type->description != '\0') {
        print_text(type->description, out);
        g_string_append_c(out, '\n');
    }
    print_field("threat type", type->category, out);
    print_field("counted", scopes[type->scope], out);
    print_field("applies to", type->include_text, out);
    print_field("except", type->exclude_text, out);
    print_list("replaces", type->suppresses, out);
    print_asks(type, out);
    print_controls(template, type, out);
    print_numbers("weaknesses", "CWE", type->cwe, out);
    print_numbers("attacks", "CAPEC", type->capec, out);
    print_place(type->file, type->place, out);
    return TRUE;
}

static gboolean
explain_control(const TmTemplate *template, const char *id, GString *out)
{
    const TmControl *control = g_hash_table_lookup(template->control_of, id);

    if (control == NULL)
        return FALSE;
    g_string_append_printf(out, "%s  %s\n\n", control->id, control->name);
    print_list("control", control->references, out);
    g_string_append_printf(out, "%-12s", "against");
    for (guint i = 0; i < template->threats->len; i++) {
        const TmThreatType *type = template->threats->pdata[i];

        if (g_ptr_array_find_with_equal_func(type->controls, id, g_str_equal, NULL))
            g_string_append_printf(out, " %s", type->id);
    }
    g_string_append_c(out, '\n');
    print_place(control->file, control->place, out);
    return TRUE;
}

static gboolean
explain_message(const TmTemplate *template G_GNUC_UNUSED, const char *id, GString *out)
{
    const TmMessageCode *code = tm_message_code(id);

    if (code == NULL)
        return FALSE;
    g_string_append_printf(out, "%s  %s\n\n", code->code, code->about);
    print_field("message", code->level == TM_WARNING ? "warning" : "note", out);
    print_field("what to do", code->advice, out);
    return TRUE;
}

static void
print_presets(const TmStencil *stencil, GString *out)
{
    for (guint i = 0; i < stencil->presets->len; i++) {
        const TmValue *preset = stencil->presets->pdata[i];

        g_string_append_printf(out, "%-12s %s = %s\n", i == 0 ? "sets" : "", preset->name,
                               preset->value);
    }
}

static gboolean
explain_stencil(const TmTemplate *template, const char *id, GString *out)
{
    const TmStencil *stencil = tm_template_stencil(template, id);

    if (stencil == NULL)
        return FALSE;
    g_string_append_printf(out, "%s  %s\n\n", stencil->id, stencil->name);
    print_field("stencil", tm_kind_name(stencil->kind), out);
    print_field("is a kind of", stencil->parent_id, out);
    print_presets(stencil, out);
    print_list("products", stencil->strong, out);
    print_list("words", stencil->generic, out);
    print_list("weak words", stencil->weak, out);
    print_list("aliases", stencil->aliases, out);
    print_place(stencil->file, stencil->place, out);
    return TRUE;
}

static void
print_property(const TmProperty *property, GString *out)
{
    g_string_append_printf(out, "%s  %s\n\n", property->id, property->label);
    print_field("property", property->derived ? "derived, cannot be stated" : "can be stated", out);
    print_list("of", property->types, out);
    print_list(property->ordered ? "low to high" : "values", property->values, out);
    print_field("default", property->preset, out);
    print_field("safe answer", property->safe, out);
    print_field("about", property->note, out);
    print_place(property->file, property->place, out);
}

/* A property may be declared several times, for different types. */
static gboolean
explain_property(const TmTemplate *template, const char *id, GString *out)
{
    gboolean found = FALSE;

    for (guint i = 0; i < template->properties->len; i++) {
        const TmProperty *property = template->properties->pdata[i];

        if (strcmp(property->id, id) != 0)
            continue;
        if (found)
            g_string_append_c(out, '\n');
        print_property(property, out);
        found = TRUE;
    }
    return found;
}

typedef gboolean (*Explain)(const TmTemplate *template, const char *id, GString *out);

static const Explain explains[] = {
    explain_threat, explain_control, explain_message, explain_stencil, explain_property,
};

gboolean
tm_explain(const TmTemplate *template, const char *id, GString *out)
{
    gboolean found = FALSE;

    for (gsize i = 0; i < G_N_ELEMENTS(explains); i++) {
        gsize length = out->len;

        if (length > 0)
            g_string_append_c(out, '\n');
        if (explains[i](template, id, out))
            found = TRUE;
        else
            g_string_truncate(out, length);
    }
    return found;
}

int
tm_explain_command(const TmOptions *options, GError **error)
{
    g_autoptr(TmTemplate) template = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    const char *id;

    if (options->files->len != 1)
        return tm_options_fail(error, "explain takes one id; see `drawbridge explain --help`");
    id = options->files->pdata[0];
    if ((template = tm_knowledge_load(options->templates, error)) == NULL)
        return -1;
    if (!tm_explain(template, id, text))
        return tm_options_fail(error, "nothing is called '%s'; see `drawbridge template list`", id);
    tm_file_print(STDOUT_FILENO, "standard output", text->str, text->len, error);
    return 0;
}
