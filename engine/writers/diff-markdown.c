/* A difference as the comment of a pull request: the counts, what is new or worse, and folded away
 * what is gone or decided and what changed in the model. Whatever comes from a diagram, a template
 * or a register is escaped: escape.h. */
#include <string.h>

#include "diff-words.h"
#include "diff-writers.h"
#include "escape.h"

/* Code hosts take 65,536 characters in a comment, which may have another text around ours. */
#define MAX_BYTES ((gsize)60000)
#define MAX_ROWS 100
#define BEST_QUESTIONS 3

/* Which of the changes of threats a table shows. */
typedef gboolean (*Wanted)(const TmThreatChange *change);

static gboolean
is_bad_news(const TmThreatChange *change)
{
    return change->old == NULL || tm_fate_is_worse(change);
}

static gboolean
is_lost(const TmThreatChange *change)
{
    return tm_fate_lost(change) != NULL;
}

static gboolean
is_gone_or_milder(const TmThreatChange *change)
{
    return change->now == NULL || tm_fate_is_milder(change);
}

static gboolean
is_otherwise_certain(const TmThreatChange *change)
{
    return !is_bad_news(change) && !is_gone_or_milder(change) &&
           change->old->stated != change->now->stated;
}

static gboolean
is_decided(const TmThreatChange *change)
{
    return change->old != NULL && change->now != NULL && !is_lost(change) &&
           !tm_diff_same_decision(change->old, change->now);
}

static guint
count(const TmDiff *diff, Wanted wanted)
{
    guint found = 0;

    for (guint i = 0; i < diff->threats->len; i++)
        found += wanted(g_ptr_array_index(diff->threats, i)) ? 1 : 0;
    return found;
}

/* --- rows -------------------------------------------------------------------------------- */

static gboolean
is_full(const GString *out, guint rows)
{
    return rows >= MAX_ROWS || out->len > MAX_BYTES;
}

static void
append_words(GString *out, GString *words)
{
    tm_escape_markdown(out, words->str);
    g_string_truncate(words, 0);
}

static void
append_severity(GString *out, const TmThreatChange *change)
{
    const TmThreat *threat = tm_fate_threat(change);
    const gboolean loud = change->now != NULL && threat->severity >= TM_HIGH;

    g_string_append_printf(out, "| %s%s%s", loud ? "**" : "", tm_severity_name(threat->severity),
                           loud ? "**" : "");
    if (tm_fate_is_worse(change) || tm_fate_is_milder(change))
        g_string_append_printf(out, ", was %s", tm_severity_name(change->old->severity));
    if (change->now == NULL)
        g_string_append(out, ", gone");
    g_string_append_c(out, ' ');
}

static void
append_title(GString *out, const TmThreat *threat)
{
    g_string_append(out, "| ");
    tm_escape_markdown(out, threat->title);
    g_string_append(out, "<br>");
    tm_escape_markdown_code(out, threat->id);
    g_string_append_c(out, ' ');
}

static void
append_row(GString *out, const TmDiff *diff, const TmThreatChange *change, GString *words)
{
    append_severity(out, change);
    append_title(out, tm_fate_threat(change));
    g_string_append(out, change->near || change->causes->len == 0 ? "| " : "| probably: ");
    tm_causes_words(diff, change, words);
    append_words(out, words);
    g_string_append(out, " |\n");
}

/* Those that are new, under the reason. */
static void
append_notes(GString *out, const TmThreatChange *change)
{
    const char *notes = tm_threat_notes(change->now);

    if (*notes == '\0' || strcmp(notes, tm_threat_notes(change->old)) == 0)
        return;
    g_string_append(out, *change->now->justification != '\0' ? "<br>" : "");
    g_string_append(out, "Notes: ");
    tm_escape_markdown(out, notes);
}

/* The title has the names of now; what was decided is told with its reason. */
static void
append_decided(GString *out, const TmDiff *diff G_GNUC_UNUSED, const TmThreatChange *change,
               GString *words)
{
    const TmThreat *now = change->now;

    tm_fate_words(change, words);
    g_string_append(out, "| ");
    append_words(out, words);
    g_string_append_c(out, ' ');
    append_title(out, now);
    g_string_append(out, "| ");
    tm_escape_markdown(out, now->justification);
    append_notes(out, change);
    g_string_append(out, " |\n");
}

static void
append_lost(GString *out, const TmDiff *diff, const TmThreatChange *change, GString *words)
{
    g_string_append_printf(out, "| %s ", tm_state_name(change->old->state));
    append_title(out, change->now);
    tm_fate_adopt(diff, change, words);
    g_string_append(out, "| ");
    tm_escape_markdown_code(out, words->str);
    g_string_truncate(words, 0);
    g_string_append(out, " |\n");
}

/* --- tables ------------------------------------------------------------------------------ */

typedef struct {
    const char *title; /* NULL: that of the whole */
    gboolean folded;
    const char *columns[3];
    Wanted wanted;
    void (*append)(GString *out, const TmDiff *diff, const TmThreatChange *change, GString *words);
} Table;

static const Table tables[] = {
    {NULL, FALSE, {"Severity", "Threat", "Because"}, is_bad_news, append_row},
    {"Decisions that their threats have lost, since those have new ids",
     FALSE,
     {"Decided", "Threat", "To keep it"},
     is_lost,
     append_lost},
    {"Gone or milder", TRUE, {"Severity", "Threat", "Because"}, is_gone_or_milder, append_row},
    {"Of another certainty",
     TRUE,
     {"Severity", "Threat", "Because"},
     is_otherwise_certain,
     append_row},
    {"Decided", TRUE, {"Decision", "Threat", "Reason"}, is_decided, append_decided},
};

static void
append_more(GString *out, guint rows, guint all)
{
    if (rows < all)
        g_string_append_printf(out, "\n%u more: `drawbridge diff` lists all of them.\n",
                               all - rows);
}

/* Those of one severity. */
static guint
append_some(GString *out, const TmDiff *diff, const Table *table, TmSeverity severity, guint rows)
{
    g_autoptr(GString) words = g_string_new(NULL);

    for (guint i = 0; i < diff->threats->len && !is_full(out, rows); i++) {
        const TmThreatChange *change = g_ptr_array_index(diff->threats, i);
        if (tm_fate_threat(change)->severity != severity || !table->wanted(change))
            continue;
        table->append(out, diff, change, words);
        rows++;
    }
    return rows;
}

static void
append_rows(GString *out, const TmDiff *diff, const Table *table, guint all)
{
    guint rows = 0;

    g_string_append_printf(out, "\n| %s | %s | %s |\n|---|---|---|\n", table->columns[0],
                           table->columns[1], table->columns[2]);
    for (int severity = TM_CRITICAL; severity >= TM_LOW; severity--)
        rows = append_some(out, diff, table, (TmSeverity)severity, rows);
    append_more(out, rows, all);
}

static void
append_table(GString *out, const TmDiff *diff, const Table *table)
{
    const guint all = count(diff, table->wanted);

    if (all == 0)
        return;
    if (table->folded)
        g_string_append_printf(out, "\n<details>\n<summary>%s: %u</summary>\n", table->title, all);
    else if (table->title != NULL)
        g_string_append_printf(out, "\n%s: %u\n", table->title, all);
    append_rows(out, diff, table, all);
    if (table->folded)
        g_string_append(out, "\n</details>\n");
}

/* --- questions --------------------------------------------------------------------------- */

static void
append_wish(GString *out, const TmReport *report, const TmWish *wish)
{
    const TmQuestion *question = wish->question;
    g_autofree char *ask = tm_threat_ask(report, wish->threat, question);
    g_autofree char *answer = g_strdup_printf("%s=%s", question->property->id, question->clears);
    g_autoptr(GString) words = g_string_new("of ");

    g_string_append(out, "- ");
    tm_escape_markdown(out, ask);
    g_string_append_c(out, ' ');
    tm_escape_markdown_code(out, answer);
    g_string_append_c(out, ' ');
    tm_part_words(question->part, words);
    append_words(out, words);
    g_string_append_printf(out, " clears %u new %s.\n", wish->threats,
                           wish->threats == 1 ? "threat" : "threats");
}

static void
append_questions(GString *out, const TmDiff *diff)
{
    g_autoptr(GPtrArray) wishes = tm_diff_wishes(diff);

    if (wishes->len > 0)
        g_string_append(out, "\nMost useful to answer:\n\n");
    for (guint i = 0; i < MIN(wishes->len, BEST_QUESTIONS); i++)
        append_wish(out, diff->now, g_ptr_array_index(wishes, i));
}

/* --- the model --------------------------------------------------------------------------- */

static void
append_change(GString *out, GString *words)
{
    g_string_append(out, "- ");
    append_words(out, words);
    g_string_append_c(out, '\n');
}

static void
append_list(GString *out, const TmDiff *diff, const TmDiffCounts *counts)
{
    const guint all = counts->changes + (tm_counts_fold(counts) ? 1 : counts->redrawn);
    g_autoptr(GString) words = g_string_new(NULL);
    guint rows = 0;

    if (tm_counts_fold(counts)) {
        tm_redrawn_words(counts, words);
        append_change(out, words);
        rows++;
    }
    for (guint i = 0; i < diff->changes->len && !is_full(out, rows); i++) {
        const TmChange *change = g_ptr_array_index(diff->changes, i);
        if (!tm_counts_name(counts, change))
            continue;
        tm_change_words(diff, change, FALSE, words);
        append_change(out, words);
        rows++;
    }
    append_more(out, rows, all);
}

static void
append_changes(GString *out, const TmDiff *diff, const TmDiffCounts *counts)
{
    g_autoptr(GString) words = g_string_new(NULL);

    if (diff->changes->len == 0)
        return;
    tm_model_words(counts, words);
    g_string_append_printf(out, "\n<details>\n<summary>%s</summary>\n\n", words->str);
    append_list(out, diff, counts);
    g_string_append(out, "\n</details>\n");
}

static void
append_counts(GString *out, const TmDiff *diff, const TmDiffCounts *counts)
{
    g_autoptr(GString) words = g_string_new(NULL);

    if (diff->changes->len + diff->threats->len == 0) {
        g_string_append(out, "No difference from ");
    } else {
        g_string_append(words, "Threats: ");
        tm_counts_words(counts, words);
        g_string_append(words, ". ");
        tm_model_words(counts, words);
        append_words(out, words);
        g_string_append(out, " since ");
    }
    tm_escape_markdown_code(out, diff->old->model->file);
    g_string_append(out, ".\n");
}

static void
append_head(GString *out, const TmDiff *diff, const TmDiffCounts *counts)
{
    const char *file = diff->now->model->file;
    const char *slash = strrchr(file, '/');

    g_string_append(out, "### Threat model ");
    tm_escape_markdown_code(out, slash != NULL ? slash + 1 : file);
    g_string_append(out, "\n\n");
    append_counts(out, diff, counts);
    if (!tm_diff_same_templates(diff))
        g_string_append(out, "\nThe two were judged by different templates: threats are compared "
                             "only with the same `--template`.\n");
}

static void
write_markdown(const TmDiff *diff, const char *version G_GNUC_UNUSED, GString *out)
{
    const TmDiffCounts counts = tm_diff_count(diff);

    append_head(out, diff, &counts);
    append_table(out, diff, &tables[0]);
    append_questions(out, diff);
    for (gsize i = 1; i < G_N_ELEMENTS(tables); i++)
        append_table(out, diff, &tables[i]);
    append_changes(out, diff, &counts);
}

const TmDiffWriter tm_diff_markdown = {"markdown", "md", "the comment of a pull request",
                                       write_markdown};
