/* Threats as a compiler prints them, one on a line, then a summary: contract.md section 1. */
#include "place.h"
#include "summary.h"
#include "wishes.h"
#include "writers.h"

#define BEST_QUESTIONS 3 /* how many questions the summary asks */

/* "shop.dot:8:5: high: text [code]" */
static void
append_finding(GString *out, const char *file, TmPlace place, const char *level, const char *text,
               const char *code)
{
    tm_place_print(out, file, place);
    g_string_append(out, ": ");
    g_string_append(out, level);
    g_string_append(out, ": ");
    g_string_append(out, text);
    g_string_append(out, " [");
    g_string_append(out, code);
    g_string_append_c(out, ']');
}

static void
append_state(GString *out, const TmThreat *threat)
{
    if (threat->expired)
        g_string_append_printf(out, " (decided until %s)", threat->decision->expires);
    else if (threat->state != TM_STATE_NOT_STARTED)
        g_string_append_printf(out, " (%s)", tm_state_name(threat->state));
}

static void
append_threat(GString *out, const TmReport *report, const TmThreat *threat)
{
    TmPlace place;
    const char *file = tm_place_of_threat(report, threat, &place);

    append_finding(out, file, place, tm_severity_name(threat->severity), threat->title, threat->id);
    tm_place_threat_cell(out, report, threat);
    append_state(out, threat);
    g_string_append(out, threat->fresh ? " (new)" : "");
    g_string_append_c(out, '\n');
}

static void
append_message(GString *out, const TmReport *report, const TmMessage *message)
{
    static const char *const levels[] = {[TM_NOTE] = "note", [TM_WARNING] = "warning"};
    TmPlace place;
    const char *file = tm_place_of_message(report, message, &place);

    append_finding(out, file, place, levels[message->level], message->text, message->code);
    tm_place_message_cell(out, report, message);
    g_string_append_c(out, '\n');
}

static void
append_wish(GString *out, const TmReport *report, const TmWish *wish)
{
    const TmQuestion *question = wish->question;
    g_autofree char *ask = tm_threat_ask(report, wish->threat, question);

    g_string_append_printf(out, "  %s %s=%s clears %u %s\n", ask, question->property->id,
                           question->clears, wish->threats,
                           wish->threats == 1 ? "threat" : "threats");
}

static void
append_questions(GString *out, const TmReport *report)
{
    g_autoptr(GPtrArray) wishes = tm_wishes_collect(report);

    if (wishes->len > 0)
        g_string_append(out, "Most useful to answer:\n");
    for (guint i = 0; i < MIN(wishes->len, BEST_QUESTIONS); i++)
        append_wish(out, report, g_ptr_array_index(wishes, i));
}

static void
append_summary(GString *out, const TmReport *report, guint shown)
{
    g_autoptr(TmSummary) summary = tm_summary_new(report);
    const guint *severities = summary->severities;
    guint count = summary->threats;

    tm_place_name(out, report->model->file);
    g_string_append_printf(out, ": %u %s", count, count == 1 ? "threat" : "threats");
    if (shown < count)
        g_string_append_printf(out, " (%u shown)", shown);
    if (count > 0)
        g_string_append_printf(out,
                               ": %u critical, %u high, %u medium, %u low; %u stated, %u "
                               "assumed",
                               severities[TM_CRITICAL], severities[TM_HIGH], severities[TM_MEDIUM],
                               severities[TM_LOW], summary->stated, count - summary->stated);
    if (summary->closed > 0)
        g_string_append_printf(out, "; %u of them mitigated or not applicable", summary->closed);
    g_string_append_c(out, '\n');
}

static gboolean
write_text(const TmReport *report, const TmView *view, GString *out, GError **error G_GNUC_UNUSED)
{
    guint shown = 0;

    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(report->threats, i);
        if (!tm_view_threat(view, threat))
            continue;
        append_threat(out, report, threat);
        shown++;
    }
    for (guint i = 0; i < report->messages->len; i++)
        append_message(out, report, g_ptr_array_index(report->messages, i));
    append_summary(out, report, shown);
    append_questions(out, report);
    return TRUE;
}

const TmWriter tm_writer_text = {"text", "txt", "one line for each threat, and a summary",
                                 write_text, FALSE};
