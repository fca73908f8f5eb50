/* What an id means: a threat type, a control, a mitigation, a message, a stencil, a property. */
#include "explain-entry.h"

#include "explain-print.h"
#include "explain-threat.h"
#include "messages.h"
#include "wording.h"

static gboolean
explain_control(const TmTemplate *template, const char *id, GString *out)
{
    const TmControl *control = g_hash_table_lookup(template->control_of, id);

    if (control == NULL)
        return FALSE;
    g_string_append_printf(out, "%s  %s\n\n", control->id, control->name);
    tm_print_list("control", control->references, out);
    g_string_append_printf(out, "%-12s", "against");
    for (guint i = 0; i < template->threats->len; i++) {
        const TmThreatType *type = template->threats->pdata[i];

        if (g_ptr_array_find_with_equal_func(type->controls, id, g_str_equal, NULL))
            g_string_append_printf(out, " %s", type->id);
    }
    g_string_append_c(out, '\n');
    if (control->mitigations->len > 0)
        tm_print_field("mitigations", "how it is done with a product:", out);
    tm_print_mitigations(control->mitigations, out);
    tm_print_place(control->file, control->place, out);
    return TRUE;
}

static gboolean
explain_mitigation(const TmTemplate *template, const char *id, GString *out)
{
    const TmMitigation *mitigation = g_hash_table_lookup(template->mitigation_of, id);
    g_autofree char *when = NULL;

    if (mitigation == NULL)
        return FALSE;
    when = tm_rule_lines(mitigation->when, NULL);
    g_string_append_printf(out, "%s  %s\n\n", mitigation->id, mitigation->title);
    if (*mitigation->guidance != '\0') {
        tm_print_text(mitigation->guidance, out);
        g_string_append_c(out, '\n');
    }
    tm_print_field("mitigation", mitigation->frame, out);
    tm_print_field("product", mitigation->product, out);
    tm_print_field("phase", mitigation->phase, out);
    tm_print_list("technologies", mitigation->technologies, out);
    tm_print_list("attributes", mitigation->attributes, out);
    tm_print_field("of use where", when != NULL ? when : "always", out);
    tm_print_list("controls", mitigation->controls, out);
    tm_print_list("references", mitigation->references, out);
    tm_print_place(mitigation->file, mitigation->place, out);
    return TRUE;
}

static gboolean
explain_message(const TmTemplate *template, const char *id, GString *out)
{
    const TmMessageCode *code = tm_message_code(id);

    if (code == NULL)
        return FALSE;
    g_string_append_printf(out, "%s  %s\n\n", code->code,
                           tm_wording(template->language, code->about));
    tm_print_field("message", code->level == TM_WARNING ? "warning" : "note", out);
    tm_print_field("what to do", tm_wording(template->language, code->advice), out);
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
    tm_print_field("stencil", tm_kind_name(stencil->kind), out);
    tm_print_field("is a kind of", stencil->parent_id, out);
    print_presets(stencil, out);
    tm_print_list("products", stencil->strong, out);
    tm_print_list("words", stencil->generic, out);
    tm_print_list("weak words", stencil->weak, out);
    tm_print_list("words that yield", stencil->carriers, out);
    tm_print_list("first words", stencil->leading, out);
    tm_print_list("products outside", stencil->outside, out);
    tm_print_list("aliases", stencil->aliases, out);
    tm_print_place(stencil->file, stencil->place, out);
    return TRUE;
}

static void
print_property(const TmProperty *property, GString *out)
{
    g_string_append_printf(out, "%s  %s\n\n", property->id, property->label);
    tm_print_field("property", property->derived ? "derived, cannot be stated" : "can be stated",
                   out);
    tm_print_list("of", property->types, out);
    tm_print_list(property->ordered ? "low to high" : "values", property->values, out);
    tm_print_field("default", property->preset, out);
    tm_print_field("safe answer", property->safe, out);
    tm_print_field("about", property->note, out);
    tm_print_place(property->file, property->place, out);
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
    tm_explain_type, explain_control, explain_mitigation,
    explain_message, explain_stencil, explain_property,
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
