/* What a diagram holds, as tables of the HTML report: to press a name shows the threats of that
 * part. */
#include "html-parts.h"

#include "dot-plan.h"
#include "html-picture.h"
#include "html-text.h"
#include "interactions.h"
#include "word.h"

static void
append_name(GString *out, const TmDiagram *diagram, const TmPart *part, const char *name)
{
    g_autoptr(GString) key = g_string_new(NULL);

    tm_html_part_key(key, diagram, part);
    g_string_append(out, "<tr><td>");
    tm_html_button(out, "data-shows", key->str, name);
    g_string_append(out, "</td>");
}

/* --- interactions ------------------------------------------------------------------------ */

static void
append_interaction(GString *out, const TmReport *report, const TmDiagram *diagram,
                   const TmInteractionThreats *group)
{
    g_autofree char *title = tm_interaction_title(report, group->flow);
    guint counts[TM_CRITICAL + 1] = {0};
    guint closed = 0;

    for (guint i = 0; i < group->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(group->threats, i);
        counts[threat->severity]++;
        closed += tm_threat_is_closed(threat) ? 1 : 0;
    }
    if (group->flow != NULL) {
        append_name(out, diagram, &tm_dot_plan_arrow(diagram, group->flow)->part, title);
    } else {
        g_string_append(out, "<tr>");
        tm_html_element(out, "td", title);
    }
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        g_string_append_printf(out, "<td class=\"number%s\">%u</td>",
                               counts[severity] > 0 ? "" : " none", counts[severity]);
    g_string_append_printf(out, "<td class=\"number%s\">%u</td></tr>\n", closed > 0 ? "" : " none",
                           closed);
}

void
tm_html_interactions(GString *out, const TmReport *report, const TmDiagram *diagram,
                     const GPtrArray *threats)
{
    static const char *const columns[] = {TM_WORDING("Interaction"),
                                          "#" TM_WORDING("Critical"),
                                          "#" TM_WORDING("High"),
                                          "#" TM_WORDING("Medium"),
                                          "#" TM_WORDING("Low"),
                                          "#" TM_WORDING("Closed"),
                                          NULL};
    g_autoptr(GPtrArray) groups = tm_interactions_sort(diagram, threats);

    if (groups->len == 0)
        return;
    g_string_append(out, "<details><summary>");
    g_string_append_printf(out, tm_word(report, "Threats by interaction: %u"), groups->len);
    g_string_append(out, "</summary>\n");
    tm_html_table(out, report, "interactions", columns);
    for (guint i = 0; i < groups->len; i++)
        append_interaction(out, report, diagram, g_ptr_array_index(groups, i));
    g_string_append(out, "</tbody>\n</table>\n</details>\n");
}

/* --- parts ------------------------------------------------------------------------------- */

static const char *
type_name(const TmReport *report, const TmPart *part)
{
    const TmStencil *stencil =
        part->type != NULL ? tm_template_stencil(report->template, part->type) : NULL;

    return stencil != NULL && stencil->name != NULL ? stencil->name : part->type;
}

/* "authn=Yes, encrypted=No" */
static char *
describe_values(const TmReport *report, const TmPart *part)
{
    g_autoptr(GPtrArray) values = tm_report_values(report, part);
    GString *text = g_string_new(part->outOfScope ? tm_word(report, "out of scope") : NULL);

    for (guint i = 0; i < values->len; i++) {
        const TmValue *value = g_ptr_array_index(values, i);
        g_string_append_printf(text, "%s%s=%s", text->len > 0 ? ", " : "", value->name,
                               value->value);
    }
    return g_string_free(text, FALSE);
}

static void
append_part(GString *out, const TmReport *report, const TmDiagram *diagram, const TmPart *part,
            const char *name)
{
    const char *type = type_name(report, part);
    g_autofree char *values = describe_values(report, part);

    append_name(out, diagram, part, name);
    tm_html_element(
        out, "td",
        tm_word(report, part->kind == TM_BOUNDARY ? "trust boundary" : tm_kind_name(part->kind)));
    tm_html_element(out, "td", type != NULL ? type : "");
    g_string_append_printf(out, "<td class=\"number\">%.0f %%</td>", part->confidence * 100);
    tm_html_element(out, "td", values);
    g_string_append(out, "</tr>\n");
}

static void
append_flow(GString *out, const TmReport *report, const TmDiagram *diagram, const TmFlow *flow)
{
    g_autofree char *title = tm_interaction_title(report, flow);

    append_part(out, report, diagram, &flow->part, title);
}

static void
append_rows(GString *out, const TmReport *report, const TmDiagram *diagram, gsize most)
{
    for (guint i = 0; i < diagram->elements->len && out->len < most; i++) {
        const TmElement *element = g_ptr_array_index(diagram->elements, i);
        append_part(out, report, diagram, &element->part, element->part.called);
    }
    for (guint i = 0; i < diagram->flows->len && out->len < most; i++)
        append_flow(out, report, diagram, g_ptr_array_index(diagram->flows, i));
    for (guint i = 0; i < diagram->boundaries->len && out->len < most; i++) {
        const TmBoundary *boundary = g_ptr_array_index(diagram->boundaries, i);
        append_part(out, report, diagram, &boundary->part, boundary->part.called);
    }
}

void
tm_html_parts(GString *out, const TmReport *report, const TmDiagram *diagram, gsize most)
{
    static const char *const columns[] = {TM_WORDING("Part"),       TM_WORDING("Kind"),
                                          TM_WORDING("Type"),       "#" TM_WORDING("Confidence"),
                                          TM_WORDING("Properties"), NULL};

    if (diagram->elements->len + diagram->boundaries->len == 0)
        return;
    g_string_append_printf(out, "<details><summary>%s</summary>\n",
                           tm_word(report, "What is in the diagram"));
    tm_html_table(out, report, "parts", columns);
    append_rows(out, report, diagram, most);
    g_string_append(out, "</tbody>\n</table>\n</details>\n");
}
