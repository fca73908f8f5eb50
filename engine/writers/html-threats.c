/* The threats of a diagram as a table of the HTML report. Each is a body of the table with two
 * rows, so that both stay together when html.js sorts and hides: one to look through, one to read.
 */
#include "html-threats.h"

#include "dot-plan.h"
#include "html-decisions.h"
#include "html-picture.h"
#include "html-questions.h"
#include "html-text.h"
#include "interactions.h"
#include "word.h"

/* --- what the script reads --------------------------------------------------------------- */

static void
add_part(GString *keys, const TmDiagram *diagram, const TmPart *part)
{
    if (keys->len > 0)
        g_string_append_c(keys, ' ');
    tm_html_part_key(keys, diagram, part);
}

/* Those that are drawn: a double arrow is drawn as one of its two flows. */
static void
append_parts(GString *out, const TmThreat *threat)
{
    const TmDiagram *diagram = threat->diagram;
    g_autoptr(GString) keys = g_string_new(NULL);

    for (guint i = 0; i < threat->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(threat->flows, i);
        if (tm_diagram_find(diagram, flow->part.id) == &flow->part)
            add_part(keys, diagram, &tm_dot_plan_arrow(diagram, flow)->part);
    }
    if (threat->source != NULL)
        add_part(keys, diagram, &threat->source->part);
    if (threat->target != NULL)
        add_part(keys, diagram, &threat->target->part);
    tm_html_attribute(out, "data-parts", keys->str);
}

static void
append_questions(GString *out, const TmThreat *threat)
{
    g_autoptr(GString) keys = g_string_new(NULL);

    for (guint i = 0; i < threat->questions->len; i++) {
        g_string_append(keys, i > 0 ? " " : "");
        tm_html_question_key(keys, threat->diagram, g_ptr_array_index(threat->questions, i));
    }
    if (keys->len > 0)
        tm_html_attribute(out, "data-questions", keys->str);
}

/* Severity counts before certainty, and that before the score, as in the list of threats. */
static void
append_marks(GString *out, const TmThreat *threat)
{
    const guint rank = (guint)threat->severity * 1000 + (threat->stated ? 500 : 0) + threat->score;

    g_string_append_printf(out, "<tbody class=\"threat%s\" data-rank=\"%u\"",
                           tm_threat_is_closed(threat) ? " closed" : "", rank);
    tm_html_attribute(out, "data-id", threat->id);
    tm_html_attribute(out, "data-severity", tm_severity_name(threat->severity));
    tm_html_attribute(out, "data-category", threat->type->category);
    tm_html_attribute(out, "data-certainty", threat->stated ? "stated" : "assumed");
    g_string_append_printf(out, " data-state=\"%s%s%s%s%s\"", tm_state_name(threat->state),
                           threat->expired ? " expired" : "", threat->stale ? " stale" : "",
                           threat->custom ? " custom" : "", threat->fresh ? " new" : "");
    append_parts(out, threat);
    append_questions(out, threat);
    g_string_append(out, ">\n");
}

/* --- rows -------------------------------------------------------------------------------- */

static void
append_wide(GString *out, const char *text)
{
    g_string_append(out, "<td class=\"wide\">");
    tm_html_element(out, "span", text);
    g_string_append(out, "</td>");
}

static void
append_row(GString *out, const TmReport *report, const TmThreat *threat)
{
    const char *severity = tm_severity_name(threat->severity);
    g_autofree char *interaction = tm_interaction_title(report, threat->flow);

    g_string_append_printf(out, "<tr><td><span class=\"severity %s\">%s</span></td>", severity,
                           tm_word(report, severity));
    g_string_append(out, "<td class=\"title\">");
    g_string_append(out, "<button type=\"button\">");
    tm_html_element(out, "span", threat->title);
    g_string_append(out, "</button>");
    tm_html_element(out, "code", threat->id);
    g_string_append(out, "</td>");
    append_wide(out, threat->type->category);
    append_wide(out, interaction);
    append_wide(out, tm_word(report, threat->stated ? "stated" : "assumed"));
    g_string_append_printf(out, "<td>%s", tm_word(report, tm_state_name(threat->state)));
    tm_html_marks(out, report, threat);
    g_string_append(out, "</td></tr>\n");
}

static void
append_more(GString *out, const TmReport *report, const TmThreat *threat)
{
    g_autofree char *description = tm_threat_description(report, threat);
    g_autoptr(GPtrArray) details = tm_details_of_threat(report, threat);
    g_autoptr(GPtrArray) remedies = tm_details_of_remedies(report, threat);

    g_string_append(out, "<tr class=\"more\"><td colspan=\"6\">");
    if (*description != '\0')
        tm_html_element(out, "p", description);
    tm_html_details(out, details);
    tm_html_details(out, remedies);
    g_string_append(out, "</td></tr>\n</tbody>\n");
}

static void
append_head(GString *out, const TmReport *report)
{
    static const struct {
        const char *name;
        gboolean wide;
    } columns[] = {
        {TM_WORDING("Severity"), FALSE}, {TM_WORDING("Threat"), FALSE},
        {TM_WORDING("Category"), TRUE},  {TM_WORDING("Interaction"), TRUE},
        {TM_WORDING("Certainty"), TRUE}, {TM_WORDING("State"), FALSE},
    };

    g_string_append(out, "<table class=\"threats\">\n<thead><tr>");
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        g_string_append_printf(out, "<th scope=\"col\"%s><button type=\"button\">%s</button></th>",
                               columns[i].wide ? " class=\"wide\"" : "",
                               tm_word(report, columns[i].name));
    g_string_append(out, "</tr></thead>\n");
}

void
tm_html_threats(GString *out, const TmReport *report, const GPtrArray *threats, gsize most)
{
    if (threats->len == 0)
        return;
    append_head(out, report);
    for (guint i = 0; i < threats->len && out->len < most; i++) {
        const TmThreat *threat = g_ptr_array_index(threats, i);
        append_marks(out, threat);
        append_row(out, report, threat);
        append_more(out, report, threat);
    }
    g_string_append_printf(out, "</table>\n<p class=\"nothing\" hidden>%s</p>\n",
                           tm_word(report, "No threat of this diagram fits the filter."));
}
