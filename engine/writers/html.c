/* A report in one file for a browser, which asks for nothing else: counts, the most useful
 * questions, the picture of each diagram with its threats, messages. html.css is how it looks and
 * html.js what it does; the page allows only these two. Without script everything is open. */
#include <string.h>

#include "dot-plan.h"
#include "html-decisions.h"
#include "html-parts.h"
#include "html-picture.h"
#include "html-questions.h"
#include "html-summary.h"
#include "html-text.h"
#include "html-threats.h"
#include "interactions.h"
#include "word.h"

/* A hostile template can make any number of long threats. */
#define MAX_BYTES ((gsize)256 << 20)

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
append_head(GString *out, const TmReport *report, const char *title)
{
    const char *language = report->template->language;

    g_string_append_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n",
                           language != NULL ? language : "en");
    g_string_append(out, "<head>\n<meta charset=\"utf-8\">\n"
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

/* What the script says; it says it in English by itself. */
static void
append_said(GString *out, const TmReport *report)
{
    static const char *const said[][2] = {
        {"data-say-shown", TM_WORDING("{0} of {1} shown")},
        {"data-say-larger", TM_WORDING("Larger")},
        {"data-say-smaller", TM_WORDING("Smaller")},
        {"data-say-part", TM_WORDING("a part of the picture")},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(said); i++) {
        const char *text = tm_word(report, said[i][1]);
        if (text != said[i][1])
            tm_html_attribute(out, said[i][0], text);
    }
}

static void
append_model(GString *out, const TmReport *report, const char *title)
{
    g_autoptr(GPtrArray) details = tm_details_of_model(report);

    g_string_append(out, "<header>\n");
    tm_html_element(out, "h1", title);
    g_string_append_c(out, '\n');
    tm_html_details(out, details);
    g_string_append(out, "</header>\n<main");
    append_said(out, report);
    g_string_append(out, ">\n");
}

/* --- the filter -------------------------------------------------------------------------- */

static void
append_option(GString *out, const char *value, const char *name)
{
    g_string_append(out, "<option");
    tm_html_attribute(out, "value", value);
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
append_states(GString *out, const TmReport *report, const TmSummary *summary)
{
    gboolean expired = FALSE;
    gboolean stale = FALSE;
    gboolean custom = FALSE;
    gboolean fresh = FALSE;

    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(report->threats, i);
        expired = expired || threat->expired;
        stale = stale || threat->stale;
        custom = custom || threat->custom;
        fresh = fresh || threat->fresh;
    }
    for (guint state = 0; state < TM_N_STATES; state++)
        if (summary->states[state] > 0)
            append_option(out, tm_state_name((TmState)state),
                          tm_word(report, tm_state_name((TmState)state)));
    if (expired)
        append_option(out, "expired", tm_word(report, "decision expired"));
    if (stale)
        append_option(out, "stale", tm_word(report, "rule no longer fires"));
    if (custom)
        append_option(out, "custom", tm_word(report, "added by a person"));
    if (fresh)
        append_option(out, "new", tm_word(report, "new since the baseline"));
}

static void
append_choices(GString *out, const TmReport *report, const TmSummary *summary)
{
    open_choice(out, "category", tm_word(report, "Category"), tm_word(report, "Every category"));
    for (guint i = 0; i < summary->categories->len; i++) {
        const char *name = g_array_index(summary->categories, TmCount, i).name;
        if (*name != '\0')
            append_option(out, name, name);
    }
    g_string_append(out, "</select>\n");
    open_choice(out, "state", tm_word(report, "State"), tm_word(report, "Every state"));
    append_states(out, report, summary);
    g_string_append(out, "</select>\n");
    open_choice(out, "certainty", tm_word(report, "Certainty"),
                tm_word(report, "Stated and assumed"));
    append_option(out, "stated", tm_word(report, "stated"));
    append_option(out, "assumed", tm_word(report, "assumed"));
    g_string_append(out, "</select>\n");
}

static void
append_filter(GString *out, const TmReport *report, const TmSummary *summary)
{
    g_string_append_printf(
        out,
        "<form id=\"filters\" class=\"filters\" role=\"search\" aria-label=\"%s\">\n"
        "<input type=\"search\" name=\"words\" aria-label=\"%s\" placeholder=\"%s\">\n"
        "<fieldset><legend>%s</legend>",
        tm_word(report, "Filter the threats"), tm_word(report, "Search the threats"),
        tm_word(report, "Search (/)"), tm_word(report, "Severity"));
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        g_string_append_printf(
            out,
            "<label><input type=\"checkbox\" name=\"severity\" value=\"%s\" checked> "
            "%s</label>",
            tm_severity_name(severity), tm_word(report, tm_severity_name(severity)));
    g_string_append(out, "</fieldset>\n");
    append_choices(out, report, summary);
    g_string_append_printf(
        out,
        "<button type=\"button\" id=\"clear\">%s</button>\n"
        "<output id=\"count\" aria-live=\"polite\"></output>\n<p class=\"keys\">%s</p>\n</form>\n",
        tm_word(report, "Clear (Esc)"),
        tm_word(report, "Keys: / searches, arrows go through the threats, Enter opens one, Esc "
                        "shows all."));
}

/* --- diagrams ---------------------------------------------------------------------------- */

/* What cannot be taken into the page is left out. */
static void
append_picture(GString *out, const TmReport *report, const TmView *view, const TmDiagram *diagram)
{
    const char *svg = view->pictures != NULL && diagram->index < view->pictures->len
                          ? g_ptr_array_index(view->pictures, diagram->index)
                          : NULL;
    g_autoptr(GString) picture = g_string_new(NULL);

    if (svg == NULL || !tm_html_picture(report, diagram, svg, picture, NULL))
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
    g_string_append(out, "\n<p>");
    g_string_append_printf(
        out, tm_word(report, "Elements: %u, flows: %u, trust boundaries: %u, threats: %u."),
        diagram->elements->len, diagram->flows->len, diagram->boundaries->len, threats->len);
    g_string_append(out, "</p>\n");
    append_picture(out, report, view, diagram);
    tm_html_interactions(out, report, diagram, threats);
    tm_html_parts(out, report, diagram, MAX_BYTES);
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
append_message(GString *out, const TmReport *report, const TmMessage *message)
{
    g_autofree char *where = tm_details_place(report->model, message);

    g_string_append_printf(out, "<tr><td>%s</td>",
                           tm_word(report, message->level == TM_WARNING ? "warning" : "note"));
    tm_html_element(out, "td", message->code);
    tm_html_element(out, "td", message->text);
    g_string_append(out, "<td>");
    tm_html_element(out, "code", where);
    g_string_append(out, "</td></tr>\n");
}

static void
append_messages(GString *out, const TmReport *report)
{
    static const char *const columns[] = {TM_WORDING("Level"), TM_WORDING("Code"),
                                          TM_WORDING("Message"), TM_WORDING("Place"), NULL};

    if (report->messages->len == 0)
        return;
    tm_html_section(out, "messages", tm_word(report, "Messages about the drawing"));
    tm_html_table(out, report, "messages", columns);
    for (guint i = 0; i < report->messages->len && out->len < MAX_BYTES; i++)
        append_message(out, report, g_ptr_array_index(report->messages, i));
    g_string_append(out, "</tbody>\n</table>\n</section>\n");
}

/* --- the report -------------------------------------------------------------------------- */

static gboolean
write_html(const TmReport *report, const TmView *view, GString *out, GError **error)
{
    g_autoptr(GPtrArray) pages = tm_dot_plan_sort(report, view);
    g_autoptr(TmSummary) summary = tm_summary_new(report);
    g_autofree char *title = tm_details_title(report);

    append_head(out, report, title);
    append_model(out, report, title);
    tm_html_summary(out, report, summary, tm_interactions_count(pages));
    tm_html_questions(out, report);
    tm_html_decisions(out, report, MAX_BYTES);
    append_filter(out, report, summary);
    append_diagrams(out, report, view, pages);
    append_messages(out, report);
    g_string_append(out, "</main>\n</body>\n</html>\n");
    return out->len < MAX_BYTES ||
           tm_fail(error, TM_ERROR_LIMIT, report->model->file, (TmPlace){1, 1},
                   "more than %u MiB of threats", (guint)(MAX_BYTES >> 20));
}

const TmWriter tm_writer_html = {"html", "html htm", "report for a browser, in one file",
                                 write_html, .pictured = TRUE};
