/* A difference as a compiler would print it: the changes of the model, the threats, a summary. A
 * line is at the place in the file that it is about, the old one where that is gone. */
#include <string.h>

#include "diff-words.h"
#include "diff-writers.h"
#include "escape.h"
#include "place.h"

#define BEST_QUESTIONS 3 /* how many questions are asked after the summary */

static void
append_cell(GString *out, const TmModel *model, const TmDiagram *diagram, const char *cell)
{
    g_autofree char *line = NULL;

    if (strcmp(model->format, "drawio") != 0)
        return;
    g_string_append_printf(out, " (page \"%s\"", diagram->name);
    if (cell != NULL) {
        line = tm_escape_line(cell);
        g_string_append_printf(out, ", cell %s", line);
    }
    g_string_append_c(out, ')');
}

static const char *
cell_of(const TmPart *part)
{
    if (part == NULL)
        return NULL;
    return part->kind == TM_FLOW ? ((const TmFlow *)part)->cell : part->id;
}

static void
append_change(GString *out, const TmDiff *diff, const TmChange *change)
{
    const gboolean gone = change->now.diagram == NULL;
    const TmDiffSide side = gone ? change->old : change->now;
    const TmModel *model = gone ? diff->old->model : diff->now->model;

    tm_place_print(out, model->file, side.part != NULL ? side.part->place : TM_NOWHERE);
    g_string_append(out, ": change: ");
    tm_change_words(diff, change, FALSE, out);
    append_cell(out, model, side.diagram, cell_of(side.part));
    g_string_append_c(out, '\n');
}

static void
append_causes(GString *out, const TmDiff *diff, const TmThreatChange *change)
{
    if (change->causes->len == 0)
        return;
    g_string_append(out, change->near ? " because " : " probably because ");
    tm_causes_words(diff, change, out);
}

/* Its decision has to be taken over by hand. */
static void
append_lost(GString *out, const TmDiff *diff, const TmThreatChange *change)
{
    if (tm_fate_lost(change) == NULL)
        return;
    g_string_append(out, "; to keep its decision: ");
    tm_fate_adopt(diff, change, out);
}

static void
append_threat(GString *out, const TmDiff *diff, const TmThreatChange *change)
{
    const TmThreat *threat = tm_fate_threat(change);
    const TmModel *model = change->now != NULL ? diff->now->model : diff->old->model;
    const TmFlow *flow = threat->flow;

    tm_place_print(out, model->file, flow != NULL ? flow->part.place : TM_NOWHERE);
    g_string_append_printf(out, ": %s: ", tm_severity_name(threat->severity));
    tm_fate_words(change, out);
    g_string_append_printf(out, ": %s [%s]", threat->title, threat->id);
    append_cell(out, model, threat->diagram, flow != NULL ? flow->cell : NULL);
    append_causes(out, diff, change);
    append_lost(out, diff, change);
    g_string_append_c(out, '\n');
}

static void
append_changes(GString *out, const TmDiff *diff, const TmDiffCounts *counts)
{
    for (guint i = 0; i < diff->changes->len; i++)
        if (tm_counts_name(counts, g_ptr_array_index(diff->changes, i)))
            append_change(out, diff, g_ptr_array_index(diff->changes, i));
    if (!tm_counts_fold(counts))
        return;
    tm_place_name(out, diff->now->model->file);
    g_string_append(out, ": change: ");
    tm_redrawn_words(counts, out);
    g_string_append_c(out, '\n');
}

static void
append_summary(GString *out, const TmDiff *diff, const TmDiffCounts *counts)
{
    g_autofree char *old = tm_escape_line(diff->old->model->file);
    g_autofree char *now = tm_escape_line(diff->now->model->file);

    if (!tm_diff_same_templates(diff))
        g_string_append_printf(out,
                               "%s: note: %s was judged by another template: threats are compared "
                               "only with the same --template\n",
                               now, old);
    g_string_append_printf(out, "%s, compared with %s: ", now, old);
    tm_model_words(counts, out);
    g_string_append(out, "; threats: ");
    tm_counts_words(counts, out);
    g_string_append_c(out, '\n');
}

static void
append_wish(GString *out, const TmReport *report, const TmWish *wish)
{
    const TmQuestion *question = wish->question;
    g_autofree char *ask = tm_threat_ask(report, wish->threat, question);

    g_string_append_printf(out, "  %s %s=%s of ", ask, question->property->id, question->clears);
    tm_part_words(question->part, out);
    g_string_append_printf(out, " clears %u new %s\n", wish->threats,
                           wish->threats == 1 ? "threat" : "threats");
}

static void
append_questions(GString *out, const TmDiff *diff)
{
    g_autoptr(GPtrArray) wishes = tm_diff_wishes(diff);

    if (wishes->len > 0)
        g_string_append(out, "Most useful to answer:\n");
    for (guint i = 0; i < MIN(wishes->len, BEST_QUESTIONS); i++)
        append_wish(out, diff->now, g_ptr_array_index(wishes, i));
}

static void
write_text(const TmDiff *diff, const char *version G_GNUC_UNUSED, GString *out)
{
    const TmDiffCounts counts = tm_diff_count(diff);

    append_changes(out, diff, &counts);
    for (guint i = 0; i < diff->threats->len; i++)
        append_threat(out, diff, g_ptr_array_index(diff->threats, i));
    append_summary(out, diff, &counts);
    append_questions(out, diff);
}

const TmDiffWriter tm_diff_text = {"text", "txt", "one line for each difference, and a summary",
                                   write_text};
