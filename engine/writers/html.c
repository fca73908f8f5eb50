/* A report in one file for a browser, which asks for nothing else: counts, the most useful
 * questions, the picture of each diagram with its threats, messages. html.css is how it looks and
 * html.js what it does; the page allows only these two. Without script everything is open. */
#include <string.h>

#include "dot-plan.h"
#include "html-picture.h"
#include "html-text.h"
#include "html-threats.h"
#include "interactions.h"
#include "summary.h"
#include "wishes.h"

/* A hostile template can make any number of long threats. */
#define MAX_BYTES ((gsize)256 << 20)
#define FIRST_QUESTIONS 5  /* that are shown at once */
#define MOST_QUESTIONS 100 /* JSON has all */

/* --- the head ---------------------------------------------------------------------------- */

/* "sha256-..." as a Content-Security-Policy wants it. */
static void
append_hash(GString *out, const char *text)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    guint8 digest[32];
    gsize length = sizeof digest;
    g_autofree char *base64 = NULL;

    g_checksum_update(checksum, (const guchar *)text, (gssize)strlen(text));
    g_checksum_get_digest(checksum, digest, &length);
    base64 = g_base64_encode(digest, length);
    g_string_append_printf(out, "'sha256-%s'", base64);
}

static void
append_head(GString *out, const char *title)
{
    g_string_append(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                         "'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src ");
    append_hash(out, tm_html_style);
    g_string_append(out, "; script-src ");
    append_hash(out, tm_html_script);
    g_string_append(out, "\">\n<meta name=\"viewport\" content=\"width=device-width, "
                         "initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n");
    tm_html_element(out, "title", title);
    g_string_append_printf(out, "\n<style>%s</style>\n<script>%s</script>\n</head>\n<body>\n",
                           tm_html_style, tm_html_script);
}

static void
append_model(GString *out, const TmReport *report, const char *title)
{
    g_autoptr(GPtrArray) details = tm_details_of_model(report);

    g_string_append(out, "<header>\n");
    tm_html_element(out, "h1", title);
    g_string_append_c(out, '\n');
    tm_html_details(out, details);
    g_string_append(out, "</header>\n<main>\n");
}

/* --- counts ------------------------------------------------------------------------------ */

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
append_severities(GString *out, const TmSummary *summary)
{
    const Chart chart = open_chart(out, "Severity", longest(summary->severities, TM_CRITICAL + 1));

    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        append_bar(&chart, tm_severity_name(severity), summary->severities[severity],
                   tm_severity_name(severity));
    close_chart(out);
}

static void
append_categories(GString *out, const TmSummary *summary)
{
    guint most = 0;
    Chart chart;

    for (guint i = 0; i < summary->categories->len; i++)
        most = MAX(most, g_array_index(summary->categories, TmCount, i).count);
    chart = open_chart(out, "Category", most);
    for (guint i = 0; i < summary->categories->len; i++) {
        const TmCount *category = &g_array_index(summary->categories, TmCount, i);
        append_bar(&chart, category->name, category->count, "");
    }
    close_chart(out);
}

static void
append_states(GString *out, const TmSummary *summary)
{
    const Chart chart = open_chart(out, "State", longest(summary->states, TM_N_STATES));

    for (guint state = 0; state < TM_N_STATES; state++)
        if (summary->states[state] > 0)
            append_bar(&chart, tm_state_name((TmState)state), summary->states[state], "");
    close_chart(out);
}

static void
append_summary(GString *out, const TmSummary *summary, guint shown)
{
    g_string_append(out,
                    "<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">Summary</h2>\n");
    g_string_append_printf(out, "<p>%u %s: %u stated, %u assumed.", summary->threats,
                           summary->threats == 1 ? "threat" : "threats", summary->stated,
                           summary->threats - summary->stated);
    if (shown < summary->threats)
        g_string_append_printf(out, " Below are %u of them.", shown);
    g_string_append(out, "</p>\n");
    if (summary->threats > 0) {
        g_string_append(out, "<div class=\"charts\">\n");
        append_severities(out, summary);
        append_categories(out, summary);
        append_states(out, summary);
        g_string_append(out, "</div>\n");
    }
    g_string_append(out, "</section>\n");
}

/* --- questions --------------------------------------------------------------------------- */

static void
append_wish(GString *out, const TmReport *report, const TmWish *wish)
{
    const TmQuestion *question = wish->question;
    g_autofree char *ask = tm_threat_ask(report, wish->threat, question);
    g_autofree char *answer = g_strdup_printf("%s=%s", question->property->id, question->clears);

    g_string_append(out, "<tr>");
    tm_html_element(out, "td", ask);
    g_string_append(out, "<td>");
    tm_html_element(out, "code", question->part->id);
    g_string_append(out, "</td><td>");
    tm_html_element(out, "code", answer);
    g_string_append_printf(out, "</td><td class=\"number\">%u</td></tr>\n", wish->threats);
}

static void
append_wish_table(GString *out, const TmReport *report, const GPtrArray *wishes, guint first,
                  guint end)
{
    g_string_append(out, "<table class=\"questions\">\n<thead><tr><th "
                         "scope=\"col\">Question</th><th scope=\"col\">Of"
                         "</th><th scope=\"col\">Answer</th><th scope=\"col\" class=\"number\">"
                         "Clears threats</th></tr></thead>\n<tbody>\n");
    for (guint i = first; i < end; i++)
        append_wish(out, report, g_ptr_array_index(wishes, i));
    g_string_append(out, "</tbody>\n</table>\n");
}

static void
append_wishes(GString *out, const TmReport *report)
{
    g_autoptr(GPtrArray) wishes = tm_wishes_collect(report);
    const guint most = MIN(wishes->len, MOST_QUESTIONS);

    if (wishes->len == 0)
        return;
    g_string_append(out,
                    "<section aria-labelledby=\"questions\">\n<h2 id=\"questions\">Most useful to "
                    "answer</h2>\n");
    append_wish_table(out, report, wishes, 0, MIN(most, FIRST_QUESTIONS));
    if (most > FIRST_QUESTIONS) {
        g_string_append_printf(out, "<details><summary>%u more of %u questions</summary>\n",
                               most - FIRST_QUESTIONS, wishes->len);
        append_wish_table(out, report, wishes, FIRST_QUESTIONS, most);
        g_string_append(out, "</details>\n");
    }
    g_string_append(out, "</section>\n");
}

/* --- the filter -------------------------------------------------------------------------- */

static void
append_option(GString *out, const char *name)
{
    g_string_append(out, "<option");
    tm_html_attribute(out, "value", name);
    g_string_append_c(out, '>');
    tm_html_text(out, name);
    g_string_append(out, "</option>");
}

static void
open_choice(GString *out, const char *name, const char *label, const char *any)
{
    g_string_append_printf(out,
                           "<select name=\"%s\" aria-label=\"%s\"><option value=\"\">%s</option>",
                           name, label, any);
}

static void
append_choices(GString *out, const TmSummary *summary)
{
    open_choice(out, "category", "Category", "Every category");
    for (guint i = 0; i < summary->categories->len; i++)
        append_option(out, g_array_index(summary->categories, TmCount, i).name);
    g_string_append(out, "</select>\n");
    open_choice(out, "state", "State", "Every state");
    for (guint state = 0; state < TM_N_STATES; state++)
        if (summary->states[state] > 0)
            append_option(out, tm_state_name((TmState)state));
    g_string_append(out, "</select>\n");
    open_choice(out, "certainty", "Certainty", "Stated and assumed");
    append_option(out, "stated");
    append_option(out, "assumed");
    g_string_append(out, "</select>\n");
}

static void
append_filter(GString *out, const TmSummary *summary)
{
    g_string_append(
        out, "<form id=\"filters\" class=\"filters\" role=\"search\" aria-label=\"Filter the "
             "threats\">\n<input type=\"search\" name=\"words\" aria-label=\"Search the "
             "threats\" placeholder=\"Search (/)\">\n<fieldset><legend>Severity</legend>");
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        g_string_append_printf(
            out,
            "<label><input type=\"checkbox\" name=\"severity\" value=\"%s\" checked> "
            "%s</label>",
            tm_severity_name(severity), tm_severity_name(severity));
    g_string_append(out, "</fieldset>\n");
    append_choices(out, summary);
    g_string_append(out, "<button type=\"button\" id=\"clear\">Clear (Esc)</button>\n"
                         "<output id=\"count\" aria-live=\"polite\"></output>\n</form>\n");
}

/* --- diagrams ---------------------------------------------------------------------------- */

/* What cannot be taken into the page is left out. */
static void
append_picture(GString *out, const TmView *view, const TmDiagram *diagram)
{
    const char *svg = view->pictures != NULL && diagram->index < view->pictures->len
                          ? g_ptr_array_index(view->pictures, diagram->index)
                          : NULL;
    g_autoptr(GString) picture = g_string_new(NULL);

    if (svg == NULL || !tm_html_picture(diagram, svg, picture, NULL))
        return;
    g_string_append(out, "<figure class=\"picture\">");
    g_string_append_len(out, picture->str, (gssize)picture->len);
    g_string_append(out, "</figure>\n");
}

static void
append_diagram(GString *out, const TmReport *report, const TmView *view, const TmDiagram *diagram,
               const GPtrArray *threats)
{
    g_string_append(out, "<section class=\"diagram\">\n");
    tm_html_element(out, "h2", *diagram->name != '\0' ? diagram->name : diagram->id);
    g_string_append_printf(
        out, "\n<p>Elements: %u, flows: %u, trust boundaries: %u, threats: %u.</p>\n",
        diagram->elements->len, diagram->flows->len, diagram->boundaries->len, threats->len);
    append_picture(out, view, diagram);
    tm_html_threats(out, report, threats, MAX_BYTES);
    g_string_append(out, "</section>\n");
}

static void
append_diagrams(GString *out, const TmReport *report, const TmView *view, const GPtrArray *pages)
{
    const GPtrArray *diagrams = report->model->diagrams;

    for (guint i = 0; i < diagrams->len && out->len < MAX_BYTES; i++)
        if (tm_view_diagram(view, g_ptr_array_index(diagrams, i)))
            append_diagram(out, report, view, g_ptr_array_index(diagrams, i),
                           g_ptr_array_index(pages, i));
}

/* --- messages ---------------------------------------------------------------------------- */

static void
append_message(GString *out, const TmModel *model, const TmMessage *message)
{
    g_autofree char *where = tm_details_place(model, message);

    g_string_append_printf(out, "<tr><td>%s</td>",
                           message->level == TM_WARNING ? "warning" : "note");
    tm_html_element(out, "td", message->code);
    tm_html_element(out, "td", message->text);
    g_string_append(out, "<td>");
    tm_html_element(out, "code", where);
    g_string_append(out, "</td></tr>\n");
}

static void
append_messages(GString *out, const TmReport *report)
{
    if (report->messages->len == 0)
        return;
    g_string_append(
        out, "<section aria-labelledby=\"messages\">\n<h2 id=\"messages\">Messages about the "
             "drawing</h2>\n<table class=\"messages\">\n<thead><tr><th scope=\"col\">Level</th>"
             "<th scope=\"col\">Code</th><th scope=\"col\">Message</th>"
             "<th scope=\"col\">Place</th></tr></thead>\n<tbody>\n");
    for (guint i = 0; i < report->messages->len && out->len < MAX_BYTES; i++)
        append_message(out, report->model, g_ptr_array_index(report->messages, i));
    g_string_append(out, "</tbody>\n</table>\n</section>\n");
}

/* --- the report -------------------------------------------------------------------------- */

static gboolean
write_html(const TmReport *report, const TmView *view, GString *out, GError **error)
{
    g_autoptr(GPtrArray) pages = tm_dot_plan_sort(report, view);
    g_autoptr(TmSummary) summary = tm_summary_new(report);
    g_autofree char *title = tm_details_title(report);

    append_head(out, title);
    append_model(out, report, title);
    append_summary(out, summary, tm_interactions_count(pages));
    append_wishes(out, report);
    append_filter(out, summary);
    append_diagrams(out, report, view, pages);
    append_messages(out, report);
    g_string_append(out, "</main>\n</body>\n</html>\n");
    return out->len < MAX_BYTES ||
           tm_fail(error, TM_ERROR_LIMIT, report->model->file, (TmPlace){1, 1},
                   "more than %u MiB of threats", (guint)(MAX_BYTES >> 20));
}

const TmWriter tm_writer_html = {"html", "html htm", "report for a browser, in one file",
                                 write_html, .pictured = TRUE};
