/* The layout of explanations on a terminal. */
#include "explain-print.h"
#include "begins.h"

#include <string.h>

#include "expression.h"

#define LABEL_WIDTH 13

void
tm_print_text(const char *text, GString *out)
{
    g_string_append(out, text);
    while (out->len > 0 && out->str[out->len - 1] == '\n')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

static void
print_label(const char *label, GString *out)
{
    g_string_append_printf(out, "%-*s", LABEL_WIDTH, label);
}

/* Every line begins below the first one. */
void
tm_print_field(const char *label, const char *text, GString *out)
{
    g_auto(GStrv) lines = text != NULL ? g_strsplit(text, "\n", -1) : NULL;

    if (text == NULL || *text == '\0')
        return;
    for (guint i = 0; lines[i] != NULL; i++) {
        if (*lines[i] == '\0' && lines[i + 1] == NULL)
            return;
        if (i == 0 || *lines[i] != '\0')
            print_label(i == 0 ? label : "", out);
        g_string_append_printf(out, "%s\n", lines[i]);
    }
}

void
tm_print_list(const char *label, const GPtrArray *texts, GString *out)
{
    if (texts == NULL || texts->len == 0)
        return;
    print_label(label, out);
    for (guint i = 0; i < texts->len; i++)
        g_string_append_printf(out, "%s%s", i > 0 ? ", " : "", (const char *)texts->pdata[i]);
    g_string_append_c(out, '\n');
}

void
tm_print_numbers(const char *label, const char *prefix, const GArray *numbers, GString *out)
{
    if (numbers == NULL || numbers->len == 0)
        return;
    print_label(label, out);
    for (guint i = 0; i < numbers->len; i++)
        g_string_append_printf(out, "%s%s-%u", i > 0 ? ", " : "", prefix,
                               g_array_index(numbers, guint, i));
    g_string_append_c(out, '\n');
}

void
tm_print_place(const char *file, TmPlace place, GString *out)
{
    if (file == NULL)
        return;
    print_label("defined in", out);
    g_string_append_printf(out, "%s:%u:%u\n", file, place.line, place.column);
}

void
tm_print_mitigations(const GPtrArray *mitigations, GString *out)
{
    for (guint i = 0; i < mitigations->len; i++) {
        const TmMitigation *mitigation = mitigations->pdata[i];

        print_label("", out);
        g_string_append_printf(out, "  %s  %s (%s)\n", mitigation->id, mitigation->title,
                               mitigation->product);
    }
}

/* --- rules ------------------------------------------------------------------------------- */

/* Walks outside of parentheses and quotes. */
static const char *
next_outer(const char *text, const char *word)
{
    gboolean quoted = FALSE;
    guint depth = 0;

    for (; *text != '\0'; text++) {
        if (*text == '\'')
            quoted = !quoted;
        if (!quoted && *text == '(')
            depth++;
        if (!quoted && *text == ')' && depth > 0)
            depth--;
        if (!quoted && depth == 0 && tm_begins(text, word))
            return text;
    }
    return NULL;
}

char *
tm_rule_lines(const TmExpression *rule, const char *text)
{
    GString *line = g_string_new(NULL);
    const char *word;

    if (rule == NULL && (text == NULL || *text == '\0')) {
        g_string_free(line, TRUE);
        return NULL;
    }
    if (rule != NULL)
        tm_expression_print(rule, line);
    else
        g_string_append(line, text);
    word = next_outer(line->str, " or ") != NULL ? " or " : " and ";
    for (const char *at = line->str; (at = next_outer(at, word)) != NULL; at++)
        line->str[at - line->str] = '\n';
    return g_string_free(line, FALSE);
}

const char *
tm_type_counted(const TmThreatType *type)
{
    static const char *const scopes[] = {
        [TM_SCOPE_FLOW] = "once for each flow",
        [TM_SCOPE_PAIR] = "once for each pair of source and target",
        [TM_SCOPE_SOURCE] = "once for each source",
        [TM_SCOPE_TARGET] = "once for each target",
        [TM_SCOPE_MODEL] = "once for the model",
    };

    return scopes[type->scope];
}

char *
tm_type_rating(const TmThreatType *type)
{
    static const char *const impacts[] = {
        [TM_IMPACT_CLASSIFICATION] = "classification",
        [TM_IMPACT_CRITICALITY] = "criticality",
        [TM_IMPACT_EITHER] = "classification or criticality, the greater",
        [TM_IMPACT_TAKEOVER] = "classification or criticality, the greater, one more",
        [TM_IMPACT_REPUDIATION] = "classification or criticality, the greater, one less",
        [TM_IMPACT_LIMITED] = "classification, one less",
    };
    static const char *const positions[] = {
        [TM_POSITION_FLOW] = "exposure of the flow",
        [TM_POSITION_SOURCE] = "reach of the source",
        [TM_POSITION_TARGET] = "reach of the target",
    };

    if (type->likelihood == 0)
        return g_strdup(type->priority);
    return g_strdup_printf("likelihood %u and the %s; impact: %s", type->likelihood,
                           positions[type->position], impacts[type->impact]);
}
