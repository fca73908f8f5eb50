/* What a threat type is about, and what a threat of a diagram is about. */
#include "explain-threat.h"

#include <string.h>

#include "explain-print.h"

/* --- threat types ------------------------------------------------------------------------ */

static void
print_controls(const TmTemplate *template, const TmThreatType *type, gboolean all, GString *out)
{
    for (guint i = 0; i < type->controls->len; i++) {
        const char *id = type->controls->pdata[i];
        const TmControl *control = g_hash_table_lookup(template->control_of, id);
        g_autofree char *line = g_strdup_printf("%s  %s", id, control != NULL ? control->name : "");

        tm_print_field(i == 0 ? "controls" : "", line, out);
        if (all && control != NULL)
            tm_print_mitigations(control->mitigations, out);
    }
}

static void
print_asks(const TmThreatType *type, GString *out)
{
    for (guint i = 0; i < type->asks->len; i++) {
        const TmAsk *ask = type->asks->pdata[i];
        g_autofree char *line = g_strdup_printf("%s  (%s.%s)", ask->text, ask->who, ask->property);

        tm_print_field(i == 0 ? "asks" : "", line, out);
    }
}

static void
print_rules(const TmThreatType *type, GString *out)
{
    g_autofree char *include = tm_rule_lines(type->include, type->include_text);
    g_autofree char *exclude = tm_rule_lines(type->exclude, type->exclude_text);
    g_autofree char *eases = tm_rule_lines(type->eases, NULL);

    tm_print_field("applies to", include, out);
    tm_print_field("except", exclude, out);
    tm_print_field("less likely", eases, out);
}

gboolean
tm_explain_type(const TmTemplate *template, const char *id, GString *out)
{
    const TmThreatType *type = g_hash_table_lookup(template->threat_of, id);
    g_autofree char *rating = NULL;

    if (type == NULL)
        return FALSE;
    rating = tm_type_rating(type);
    g_string_append_printf(out, "%s  %s\n\n", type->id, type->title);
    if (*type->description != '\0') {
        tm_print_text(type->description, out);
        g_string_append_c(out, '\n');
    }
    tm_print_field("threat type", type->category, out);
    tm_print_field("counted", tm_type_counted(type), out);
    tm_print_field("severity", rating, out);
    print_rules(type, out);
    tm_print_list("replaces", type->suppresses, out);
    print_asks(type, out);
    print_controls(template, type, TRUE, out);
    tm_print_numbers("weaknesses", "CWE", type->cwe, out);
    tm_print_numbers("attacks", "CAPEC", type->capec, out);
    if (type->hit->len > 0)
        tm_print_field("found in", type->hit->pdata[0], out);
    if (type->miss->len > 0)
        tm_print_field("not found in", type->miss->pdata[0], out);
    tm_print_place(type->file, type->place, out);
    return TRUE;
}

/* --- threats of a diagram ---------------------------------------------------------------- */

static void
print_subject(const char *label, const TmPart *part, GString *out)
{
    g_autofree char *line = NULL;

    if (part == NULL)
        return;
    line = g_strdup_printf("%s (%s, line %u)", *part->name != '\0' ? part->name : part->id,
                           part->type != NULL ? part->type : tm_kind_name(part->kind),
                           part->place.line);
    tm_print_field(label, line, out);
}

static void
print_questions(const TmReport *report, const TmThreat *threat, GString *out)
{
    for (guint i = 0; i < threat->questions->len; i++) {
        const TmQuestion *question = threat->questions->pdata[i];
        g_autofree char *ask = tm_threat_ask(report, threat, question);
        g_autofree char *line =
            g_strdup_printf("%s  %s=%s at %s clears it", ask, question->property->id,
                            question->clears, question->part->id);

        tm_print_field(i == 0 ? "asks" : "", line, out);
    }
}

static void
print_advice(const TmReport *report, const TmThreat *threat, GString *out)
{
    guint more;
    g_autoptr(GPtrArray) mitigations = tm_threat_mitigations(report, threat, &more);

    for (guint i = 0; i < mitigations->len; i++) {
        const TmMitigation *mitigation = mitigations->pdata[i];

        g_string_append_printf(out, "\n%s  %s (%s)\n", mitigation->id, mitigation->title,
                               mitigation->product);
        if (*mitigation->guidance != '\0')
            tm_print_text(mitigation->guidance, out);
    }
    if (more > 0)
        g_string_append_printf(out, "\nand %u more: drawbridge explain %s\n", more,
                               threat->type->id);
}

static void
print_decision(const TmThreat *threat, GString *out)
{
    const TmDecision *decision = threat->decision;
    g_autofree char *until = NULL;

    tm_print_field("reason", threat->justification, out);
    if (decision == NULL)
        return;
    until = g_strdup_printf("%s%s", decision->expires, threat->expired ? ": that is over" : "");
    tm_print_field("notes", decision->notes, out);
    tm_print_field("owner", decision->owner, out);
    tm_print_field("ticket", decision->ticket, out);
    tm_print_field("decided by", decision->by, out);
    tm_print_field("decided", decision->at, out);
    tm_print_field("until", until, out);
}

static void
print_threat(const TmReport *report, const TmThreat *threat, GString *out)
{
    g_autofree char *description = tm_threat_description(report, threat);
    g_autofree char *why = tm_threat_why(report, threat);

    g_string_append_printf(out, "%s  %s\n\n", threat->id, threat->title);
    if (*description != '\0') {
        tm_print_text(description, out);
        g_string_append_c(out, '\n');
    }
    tm_print_field("threat", threat->type->category, out);
    tm_print_field("severity", tm_severity_name(threat->severity), out);
    tm_print_field("because", why, out);
    tm_print_field("certainty", threat->stated ? "stated" : "assumed", out);
    tm_print_field("state", tm_state_name(threat->state), out);
    print_decision(threat, out);
    print_subject("source", threat->source != NULL ? &threat->source->part : NULL, out);
    print_subject("flow", threat->flow != NULL ? &threat->flow->part : NULL, out);
    print_subject("target", threat->target != NULL ? &threat->target->part : NULL, out);
    print_questions(report, threat, out);
    print_controls(report->template, threat->type, FALSE, out);
    tm_print_numbers("weaknesses", "CWE", threat->type->cwe, out);
    tm_print_numbers("attacks", "CAPEC", threat->type->capec, out);
    print_advice(report, threat, out);
}

gboolean
tm_explain_threat(const TmReport *report, const char *id, GString *out)
{
    gboolean found = FALSE;

    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = report->threats->pdata[i];

        if (strcmp(threat->id, id) != 0 && strcmp(threat->type->id, id) != 0)
            continue;
        if (found)
            g_string_append_c(out, '\n');
        print_threat(report, threat, out);
        found = TRUE;
    }
    return found;
}
