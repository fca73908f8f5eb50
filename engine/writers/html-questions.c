/* What nobody said, as questions of the HTML report: to press one shows the threats that its answer
 * would clear. */
#include "html-questions.h"

#include "escape.h"
#include "html-picture.h"
#include "html-text.h"
#include "wishes.h"
#include "word.h"

#define FIRST_QUESTIONS 5  /* that are shown at once */
#define MOST_QUESTIONS 100 /* JSON has all */

void
tm_html_question_key(GString *out, const TmDiagram *diagram, const TmQuestion *question)
{
    tm_html_part_key(out, diagram, question->part);
    g_string_append_printf(out, ".%s=", question->property->id);
    tm_escape_id(out, question->clears);
}

static void
append_wish(GString *out, const TmReport *report, const TmWish *wish)
{
    const TmQuestion *question = wish->question;
    g_autofree char *ask = tm_threat_ask(report, wish->threat, question);
    g_autofree char *answer = g_strdup_printf("%s=%s", question->property->id, question->clears);
    g_autoptr(GString) key = g_string_new(NULL);

    tm_html_question_key(key, wish->threat->diagram, question);
    g_string_append(out, "<tr><td>");
    tm_html_button(out, "data-asks", key->str, ask);
    g_string_append(out, "</td>");
    tm_html_element(out, "td", question->part->called);
    g_string_append(out, "<td>");
    tm_html_element(out, "code", answer);
    g_string_append_printf(out, "</td><td class=\"number\">%u</td></tr>\n", wish->threats);
}

static void
append_wish_table(GString *out, const TmReport *report, const GPtrArray *wishes, guint first,
                  guint end)
{
    static const char *const columns[] = {TM_WORDING("Question"), TM_WORDING("Of"),
                                          TM_WORDING("Answer"), "#" TM_WORDING("Clears"), NULL};

    tm_html_table(out, report, "questions", columns);
    for (guint i = first; i < end; i++)
        append_wish(out, report, g_ptr_array_index(wishes, i));
    g_string_append(out, "</tbody>\n</table>\n");
}

void
tm_html_questions(GString *out, const TmReport *report)
{
    g_autoptr(GPtrArray) wishes = tm_wishes_collect(report);
    const guint most = MIN(wishes->len, MOST_QUESTIONS);

    if (wishes->len == 0)
        return;
    tm_html_section(out, "questions", tm_word(report, "Most useful to answer"));
    append_wish_table(out, report, wishes, 0, MIN(most, FIRST_QUESTIONS));
    if (most > FIRST_QUESTIONS) {
        g_string_append(out, "<details><summary>");
        g_string_append_printf(out, tm_word(report, "%u more of %u questions"),
                               most - FIRST_QUESTIONS, wishes->len);
        g_string_append(out, "</summary>\n");
        append_wish_table(out, report, wishes, FIRST_QUESTIONS, most);
        g_string_append(out, "</details>\n");
    }
    g_string_append(out, "</section>\n");
}
