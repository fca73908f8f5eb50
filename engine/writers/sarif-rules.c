/* Threat types as rules of SARIF. */
#include "sarif-rules.h"

#include <string.h>

#include "escape.h"

typedef struct {
    const char *level;
    const char *security;
} Rating;

static const Rating ratings[] = {
    [TM_LOW] = {"note", "2.0"},
    [TM_MEDIUM] = {"warning", "5.0"},
    [TM_HIGH] = {"error", "7.5"},
    [TM_CRITICAL] = {"error", "9.5"},
};

const char *
tm_sarif_level(TmSeverity severity)
{
    return ratings[severity].level;
}

const char *
tm_sarif_security_severity(TmSeverity severity)
{
    return ratings[severity].security;
}

static void
set_message(TmJson *object, const char *key, const char *text)
{
    TmJson *message = tm_json_object();

    tm_json_set_text(message, "text", text);
    tm_json_set(object, key, message);
}

/* "{source.Name} can ..." becomes "source can ...": a rule has no names. */
static char *
unfill(const char *title)
{
    GString *text = g_string_new(NULL);

    for (const char *open; (open = strchr(title, '{')) != NULL;) {
        gsize length = strcspn(open, "}");
        gsize who = MIN(strcspn(open, "."), length);
        g_string_append_len(text, title, open - title);
        if (who > 0)
            g_string_append_len(text, open + 1, (gssize)who - 1);
        title = open + length + (open[length] != '\0' ? 1 : 0);
    }
    g_string_append(text, title);
    return g_string_free(text, FALSE);
}

/* --- help -------------------------------------------------------------------------------- */

static const char *
control_name(const TmTemplate *template, const char *id)
{
    const TmControl *control = g_hash_table_lookup(template->control_of, id);

    return control != NULL ? control->name : id;
}

static char *
help_as_text(const TmTemplate *template, const TmThreatType *type, const char *about)
{
    GString *text = g_string_new(about);

    for (guint i = 0; i < type->controls->len; i++)
        g_string_append_printf(text, "%s- %s", i == 0 ? "\n\nControls:\n" : "\n",
                               control_name(template, g_ptr_array_index(type->controls, i)));
    return g_string_free(text, FALSE);
}

static void
append_links(GString *text, const GArray *numbers, const char *name, const char *host)
{
    for (guint i = 0; i < numbers->len; i++) {
        guint number = g_array_index(numbers, guint, i);
        g_string_append_printf(text, "\n- [%s-%u](https://%s.mitre.org/data/definitions/%u.html)",
                               name, number, host, number);
    }
}

static char *
help_as_markdown(const TmTemplate *template, const TmThreatType *type, const char *about)
{
    GString *text = g_string_new(NULL);

    tm_escape_markdown(text, about);
    if (type->controls->len > 0)
        g_string_append(text, "\n\n**Controls**\n");
    for (guint i = 0; i < type->controls->len; i++) {
        g_string_append(text, "\n- ");
        tm_escape_markdown(text, control_name(template, g_ptr_array_index(type->controls, i)));
    }
    if (type->cwe->len + type->capec->len > 0)
        g_string_append(text, "\n\n**Weaknesses**\n");
    append_links(text, type->cwe, "CWE", "cwe");
    append_links(text, type->capec, "CAPEC", "capec");
    return g_string_free(text, FALSE);
}

static TmJson *
new_help(const TmTemplate *template, const TmThreatType *type, const char *about)
{
    TmJson *help = tm_json_object();
    g_autofree char *text = help_as_text(template, type, about);
    g_autofree char *markdown = help_as_markdown(template, type, about);

    tm_json_set_text(help, "text", text);
    tm_json_set_text(help, "markdown", markdown);
    return help;
}

/* --- the rule ---------------------------------------------------------------------------- */

/* Code hosts read weaknesses from tags of this form, and at most twenty tags. */
static TmJson *
new_tags(const TmThreatType *type)
{
    TmJson *tags = tm_json_array();

    tm_json_append_text(tags, "security");
    if (strcmp(type->category, "security") != 0)
        tm_json_append_text(tags, type->category);
    for (guint i = 0; i < MIN(type->cwe->len, 18); i++) {
        g_autofree char *tag =
            g_strdup_printf("external/cwe/cwe-%03u", g_array_index(type->cwe, guint, i));
        tm_json_append_text(tags, tag);
    }
    return tags;
}

static TmJson *
new_properties(const TmThreat *worst)
{
    TmJson *properties = tm_json_object();

    tm_json_set(properties, "tags", new_tags(worst->type));
    tm_json_set_text(properties, "security-severity", tm_sarif_security_severity(worst->severity));
    return properties;
}

const char *
tm_sarif_rule_id(const TmThreat *threat)
{
    return *threat->type->id != '\0' ? threat->type->id : threat->id;
}

TmJson *
tm_sarif_rule(const TmTemplate *template, const TmThreat *worst)
{
    const TmThreatType *type = worst->type;
    const char *text = type->title != NULL && *type->title != '\0' ? type->title : worst->title;
    g_autofree char *title = unfill(text);
    const gboolean described = type->description != NULL && *type->description != '\0';
    g_autofree char *about = tm_escape_line(described ? type->description : title);
    TmJson *rule = tm_json_object();
    TmJson *usual = tm_json_object();

    tm_json_set_text(rule, "id", tm_sarif_rule_id(worst));
    set_message(rule, "shortDescription", title);
    set_message(rule, "fullDescription", about);
    tm_json_set(rule, "help", new_help(template, type, about));
    tm_json_set_text(usual, "level", tm_sarif_level(worst->severity));
    tm_json_set(rule, "defaultConfiguration", usual);
    tm_json_set(rule, "properties", new_properties(worst));
    return rule;
}
