/* What people decided, as a table of the HTML report. */
#include "html-decisions.h"

#include "html-text.h"
#include "word.h"

#define MOST_OPEN 20 /* more are folded away */

/* A file may hold a decision for each threat, of which most say nothing. */
static gboolean
is_decided(const TmThreat *threat)
{
    const TmDecision *decision = threat->decision;

    if (decision == NULL)
        return FALSE;
    return threat->state != TM_STATE_NOT_STARTED || threat->expired || threat->stale ||
           threat->custom || *threat->justification != '\0' || *decision->owner != '\0' ||
           *decision->ticket != '\0' || *decision->notes != '\0';
}

void
tm_html_marks(GString *out, const TmReport *report, const TmThreat *threat)
{
    const struct {
        gboolean holds;
        const char *text;
    } marks[] = {
        {threat->expired, TM_WORDING("decision expired")},
        {threat->stale, TM_WORDING("its rule no longer fires")},
        {threat->custom, TM_WORDING("added by a person")},
        {threat->fresh, TM_WORDING("new")},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
        if (marks[i].holds)
            g_string_append_printf(out, " <span class=\"mark\">%s</span>",
                                   tm_word(report, marks[i].text));
}

/* "Ann, 2026-11-21" */
static char *
sign(const TmDecision *decision)
{
    return g_strdup_printf("%s%s%s", decision->by,
                           *decision->by != '\0' && *decision->at != '\0' ? ", " : "",
                           decision->at);
}

static void
append_decision(GString *out, const TmReport *report, const TmThreat *threat)
{
    const TmDecision *decision = threat->decision;
    g_autofree char *signature = sign(decision);

    g_string_append(out, "<tr><td>");
    tm_html_threat_link(out, threat->id, threat->title);
    tm_html_marks(out, report, threat);
    g_string_append_printf(out, "</td><td>%s</td>", tm_word(report, tm_state_name(threat->state)));
    tm_html_element(out, "td", threat->justification);
    tm_html_element(out, "td", decision->owner);
    tm_html_element(out, "td", decision->ticket);
    tm_html_element(out, "td", decision->expires);
    tm_html_element(out, "td", signature);
    g_string_append(out, "</tr>\n");
}

static guint
count_decided(const GPtrArray *threats, guint *expired)
{
    guint count = 0;

    *expired = 0;
    for (guint i = 0; i < threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(threats, i);
        count += is_decided(threat) ? 1 : 0;
        *expired += threat->expired ? 1 : 0;
    }
    return count;
}

void
tm_html_decisions(GString *out, const TmReport *report, gsize most)
{
    static const char *const columns[] = {
        TM_WORDING("Threat"), TM_WORDING("State"), TM_WORDING("Justification"), TM_WORDING("Owner"),
        TM_WORDING("Ticket"), TM_WORDING("Until"), TM_WORDING("Decided by"),    NULL};
    guint expired;
    const guint count = count_decided(report->threats, &expired);

    if (count == 0)
        return;
    tm_html_section(out, "decisions", tm_word(report, "Decisions"));
    g_string_append_printf(out, "<details%s><summary>", count <= MOST_OPEN ? " open" : "");
    g_string_append_printf(out, tm_word(report, "Threats that people looked at: %u"), count);
    if (expired > 0)
        g_string_append_printf(out, tm_word(report, ", expired: %u"), expired);
    g_string_append(out, "</summary>\n");
    tm_html_table(out, report, "decisions", columns);
    for (guint i = 0; i < report->threats->len && out->len < most; i++)
        if (is_decided(g_ptr_array_index(report->threats, i)))
            append_decision(out, report, g_ptr_array_index(report->threats, i));
    g_string_append(out, "</tbody>\n</table>\n</details>\n</section>\n");
}
