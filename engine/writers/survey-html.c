/* A survey as a page for a browser: one file that asks for nothing else, without a script. */
#include "escape.h"
#include "survey.h"

#define MOST_THREATS 10 /* of a diagram: as many as one reads; JSON has all */

static const char style[] =
    ":root{color-scheme:light dark;--paper:#fff;--panel:#f5f7f9;--line:#d5dce3;--ink:#1d2630;"
    "--soft:#55626f;--link:#0b5cad;--critical:#7a0016;--high:#c0392b;--medium:#e08e0b;"
    "--low:#f4d35e}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;padding:1.5rem;max-width:80rem;background:var(--paper);color:var(--ink);"
    "font:15px/1.5 system-ui,\"Segoe UI\",Helvetica,Arial,sans-serif;overflow-wrap:anywhere}\n"
    "h1{margin:0 0 .3rem;font-size:1.7rem;line-height:1.25}\n"
    "h2{margin:2rem 0 .6rem;font-size:1.25rem}\n"
    "p{margin:.2rem 0 1rem;color:var(--soft)}\n"
    "code{font:.86em ui-monospace,Menlo,Consolas,monospace}\n"
    "ul.counts{display:flex;flex-wrap:wrap;gap:.6rem;margin:1rem 0;padding:0;list-style:none}\n"
    "ul.counts li{flex:1 1 7rem;padding:.5rem .9rem;background:var(--panel);border-radius:8px;"
    "border-left:6px solid var(--line)}\n"
    "ul.counts "
    "b{display:block;font-size:1.6rem;line-height:1.2;font-variant-numeric:tabular-nums}\n"
    "li.critical{border-color:var(--critical)!important}li.high{border-color:var(--high)!important}"
    "\n"
    "li.medium{border-color:var(--medium)!important}li.low{border-color:var(--low)!important}\n"
    "table{width:100%;border-collapse:collapse}\n"
    "th,td{padding:.45rem .6rem;text-align:left;vertical-align:top;"
    "border-bottom:1px solid var(--line)}\n"
    "th{color:var(--soft);font-weight:600;white-space:nowrap}\n"
    ".n{text-align:right;width:5.2rem;font-variant-numeric:tabular-nums}.none{color:#8a949e}\n"
    "svg{display:block;width:100%;height:.55rem;margin:.35rem 0 .1rem}\n"
    "rect.critical{fill:var(--critical)}rect.high{fill:var(--high)}\n"
    "rect.medium{fill:var(--medium)}rect.low{fill:var(--low)}\n"
    "summary{cursor:pointer;color:var(--link)}ol{margin:.2rem 0 .4rem;padding-left:1.4rem}\n"
    ".soft{color:var(--soft)}\n"
    ".mark{display:inline-block;min-width:4.6rem;padding:0 .4rem;border-radius:4px;"
    "text-align:center;font-size:.84em;color:#1a1a1a}\n"
    ".mark.critical{background:var(--critical);color:#fff}\n"
    ".mark.high{background:var(--high);color:#fff}\n"
    ".mark.medium{background:var(--medium)}.mark.low{background:var(--low)}\n"
    "@media screen and (prefers-color-scheme:dark){:root{--paper:#0f141a;--panel:#18202a;"
    "--line:#2f3b47;--ink:#e3e8ee;--soft:#9aa5b0;--link:#7db7f0;--critical:#b3123a;"
    "--high:#d9503f}}\n"
    "@media (max-width:48rem){body{padding:.8rem}th,td{padding:.35rem .25rem}.n{width:auto}"
    ".wide{display:none}}\n"
    "@media print{@page{margin:15mm}body{padding:0;max-width:none;font-size:10pt}"
    "tr,li{break-inside:avoid}*{print-color-adjust:exact}}\n";

static const char *
plural(guint count)
{
    return count == 1 ? "" : "s";
}

static void
append_text(GString *out, const char *before, const char *text, const char *after)
{
    g_string_append(out, before);
    tm_escape_xml(out, text);
    g_string_append(out, after);
}

/* --- sums -------------------------------------------------------------------------------- */

static void
append_count(GString *out, const char *name, guint count)
{
    g_string_append_printf(out, "<li class=\"%s\"><b>%u</b> %s</li>\n", name, count, name);
}

static void
append_total(GString *out, const TmSurvey *survey)
{
    const TmSurveyRow total = tm_survey_total(survey);

    g_string_append_printf(out, "<h1>Threat models</h1>\n<p>%u diagram%s in %u file%s. ",
                           survey->rows->len, plural(survey->rows->len), survey->files,
                           plural(survey->files));
    tm_survey_say_open(out, survey, &total);
    g_string_append(out, ".</p>\n<ul class=\"counts\">\n");
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        append_count(out, tm_severity_name(severity), total.open[severity]);
    append_count(out, "closed", total.closed);
    if (total.expired > 0)
        append_count(out, "expired", total.expired);
    g_string_append(out, "</ul>\n");
}

/* --- one row ----------------------------------------------------------------------------- */

/* How many threats are open, against the diagram with the most; @most is not 0. */
static void
append_bar(GString *out, const TmSurveyRow *row, guint most)
{
    guint x = 0;

    g_string_append_printf(out,
                           "<svg viewBox=\"0 0 %u 1\" preserveAspectRatio=\"none\" "
                           "aria-hidden=\"true\">",
                           most);
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--) {
        g_string_append_printf(out, "<rect class=\"%s\" x=\"%u\" width=\"%u\" height=\"1\"/>",
                               tm_severity_name(severity), x, row->open[severity]);
        x += row->open[severity];
    }
    g_string_append(out, "</svg>\n");
}

static void
append_threat(GString *out, const TmSurveyLine *line)
{
    const char *severity = tm_severity_name(line->severity);

    g_string_append_printf(out, "<li><span class=\"mark %s\">%s</span> ", severity, severity);
    append_text(out, "", line->text, " ");
    append_text(out, "<code>", line->id, "</code>");
    if (line->fresh)
        g_string_append(out, " <b>new</b>");
    if (line->place.line > 0)
        g_string_append_printf(out, " <span class=\"soft\">line %u</span>", line->place.line);
    g_string_append(out, "</li>\n");
}

/* @threats: those of the row, the worst first; or NULL. */
static void
append_worst(GString *out, const GPtrArray *threats)
{
    if (threats == NULL)
        return;
    g_string_append_printf(out, "<details><summary>%s%u</summary>\n<ol>\n",
                           threats->len > MOST_THREATS ? "The worst of " : "Open: ", threats->len);
    for (guint i = 0; i < MIN(threats->len, MOST_THREATS); i++)
        append_threat(out, g_ptr_array_index(threats, i));
    g_string_append(out, "</ol></details>\n");
}

static void
append_number(GString *out, const char *more, guint number)
{
    g_string_append_printf(out, "<td class=\"n%s%s\">%u</td>", more, number == 0 ? " none" : "",
                           number);
}

static void
append_name(GString *out, const TmSurveyRow *row)
{
    if (*row->title != '\0')
        append_text(out, "<b>", row->title, "</b> ");
    append_text(out, "<code>", row->file, "</code>");
    if (*row->page != '\0')
        append_text(out, " <span class=\"soft\">page ", row->page, "</span>");
    g_string_append_c(out, '\n');
}

static void
append_row(GString *out, const TmSurveyRow *row, const GPtrArray *threats, guint most)
{
    g_string_append(out, "<tr><td>");
    append_name(out, row);
    if (most > 0)
        append_bar(out, row, most);
    append_worst(out, threats);
    g_string_append(out, "</td>");
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        append_number(out, "", row->open[severity]);
    append_number(out, " wide", row->unreviewed);
    append_number(out, " wide", row->closed);
    g_string_append(out, "</tr>\n");
}

/* --- all rows ---------------------------------------------------------------------------- */

static guint
most_open(const TmSurvey *survey)
{
    guint most = 0;

    for (guint i = 0; i < survey->rows->len; i++)
        most = MAX(most, tm_survey_open(g_ptr_array_index(survey->rows, i)));
    return most;
}

static void
free_array(gpointer array)
{
    g_ptr_array_unref(array);
}

/* Returns a table of TmSurveyRow to its TmSurveyLine, the worst first. */
static GHashTable *
sort_threats(const TmSurvey *survey)
{
    GHashTable *sorted = g_hash_table_new_full(NULL, NULL, NULL, free_array);

    for (guint i = 0; i < survey->threats->len; i++) {
        const TmSurveyLine *line = g_ptr_array_index(survey->threats, i);
        GPtrArray *threats = g_hash_table_lookup(sorted, line->row);

        if (threats == NULL) {
            threats = g_ptr_array_new();
            g_hash_table_insert(sorted, (gpointer)line->row, threats);
        }
        g_ptr_array_add(threats, (gpointer)line);
    }
    return sorted;
}

static void
append_rows(GString *out, const TmSurvey *survey)
{
    g_autoptr(GHashTable) sorted = sort_threats(survey);
    const guint most = most_open(survey);

    g_string_append(out, "<table>\n<thead><tr><th scope=\"col\">Diagram</th>");
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        g_string_append_printf(out, "<th scope=\"col\" class=\"n\">%s</th>",
                               tm_severity_name(severity));
    g_string_append(out, "<th scope=\"col\" class=\"n wide\">unreviewed</th>"
                         "<th scope=\"col\" class=\"n wide\">closed</th></tr></thead>\n<tbody>\n");
    for (guint i = 0; i < survey->rows->len; i++) {
        const TmSurveyRow *row = g_ptr_array_index(survey->rows, i);
        append_row(out, row, g_hash_table_lookup(sorted, row), most);
    }
    g_string_append(out, "</tbody></table>\n");
}

static void
append_refusals(GString *out, const TmSurvey *survey)
{
    if (survey->refusals->len == 0)
        return;
    g_string_append(out, "<h2>Could not be read</h2>\n<ul>\n");
    for (guint i = 0; i < survey->refusals->len; i++) {
        const TmSurveyRefusal *refusal = g_ptr_array_index(survey->refusals, i);
        append_text(out, "<li><code>", refusal->text, "</code></li>\n");
    }
    g_string_append(out, "</ul>\n");
}

static void
write_html(const TmSurvey *survey, const TmView *view G_GNUC_UNUSED, GString *out)
{
    g_string_append(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width\">\n"
                         "<title>Threat models</title>\n<style>\n");
    g_string_append(out, style);
    g_string_append(out, "</style>\n</head>\n<body>\n");
    append_total(out, survey);
    append_rows(out, survey);
    append_refusals(out, survey);
    g_string_append(out, "</body>\n</html>\n");
}

const TmSurveyWriter tm_survey_html = {"html", "html htm", write_html};
