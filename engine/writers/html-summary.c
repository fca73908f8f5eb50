/* How many threats there are, as small charts of the HTML report. */
#include "html-summary.h"

#include "html-text.h"
#include "word.h"

typedef struct {
    GString *out;
    guint most; /* the longest bar */
} Chart;

static Chart
open_chart(GString *out, const char *caption, guint most)
{
    g_string_append(out, "<div class=\"chart\"><table>");
    tm_html_element(out, "caption", caption);
    g_string_append_c(out, '\n');
    return (Chart){out, MAX(most, 1)};
}

static void
close_chart(GString *out)
{
    g_string_append(out, "</table></div>\n");
}

/* @class may be "". */
static void
append_bar(const Chart *chart, const char *name, guint count, const char *class)
{
    g_string_append(chart->out, "<tr>");
    tm_html_element(chart->out, "th", name);
    g_string_append_printf(chart->out,
                           "<td><svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" "
                           "aria-hidden=\"true\"><rect class=\"%s\" width=\"%u\" height=\"1\"/>"
                           "</svg></td><td class=\"number\">%u</td></tr>\n",
                           class, (guint)((guint64)count * 100 / chart->most), count);
}

static guint
longest(const guint *counts, guint n)
{
    guint most = 0;

    for (guint i = 0; i < n; i++)
        most = MAX(most, counts[i]);
    return most;
}

static void
append_severities(GString *out, const TmReport *report, const TmSummary *summary)
{
    const Chart chart =
        open_chart(out, tm_word(report, "Severity"), longest(summary->severities, TM_CRITICAL + 1));

    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        append_bar(&chart, tm_word(report, tm_severity_name(severity)),
                   summary->severities[severity], tm_severity_name(severity));
    close_chart(out);
}

static void
append_categories(GString *out, const TmReport *report, const TmSummary *summary)
{
    guint most = 0;
    Chart chart;

    for (guint i = 0; i < summary->categories->len; i++)
        most = MAX(most, g_array_index(summary->categories, TmCount, i).count);
    chart = open_chart(out, tm_word(report, "Category"), most);
    for (guint i = 0; i < summary->categories->len; i++) {
        const TmCount *category = &g_array_index(summary->categories, TmCount, i);
        append_bar(&chart, tm_word_category(report, category->name), category->count, "");
    }
    close_chart(out);
}

static void
append_states(GString *out, const TmReport *report, const TmSummary *summary)
{
    const Chart chart =
        open_chart(out, tm_word(report, "State"), longest(summary->states, TM_N_STATES));

    for (guint state = 0; state < TM_N_STATES; state++)
        append_bar(&chart, tm_word(report, tm_state_name((TmState)state)), summary->states[state],
                   "");
    close_chart(out);
}

void
tm_html_summary(GString *out, const TmReport *report, const TmSummary *summary, guint shown)
{
    tm_html_section(out, "summary", tm_word(report, "Summary"));
    g_string_append(out, "<p>");
    g_string_append_printf(out,
                           summary->threats == 1
                               ? tm_word(report, "%u threat: %u stated, %u assumed.")
                               : tm_word(report, "%u threats: %u stated, %u assumed."),
                           summary->threats, summary->stated, summary->threats - summary->stated);
    if (shown < summary->threats)
        g_string_append_printf(out, tm_word(report, " Below are %u of them."), shown);
    g_string_append(out, "</p>\n");
    if (summary->threats > 0) {
        g_string_append(out, "<div class=\"charts\">\n");
        append_severities(out, report, summary);
        append_categories(out, report, summary);
        append_states(out, report, summary);
        g_string_append(out, "</div>\n");
    }
    g_string_append(out, "</section>\n");
}
