/* Annotations as GitHub Actions takes them from a log: a workflow command for each threat that is
 * open and for each message. Source of the form and of its escapes: "Workflow commands for GitHub
 * Actions", and the runner's ActionCommand. GitHub shows ten of a kind for a step, so the worst
 * come first. Whoever reads a log as commands reads each line so: every line here is one. */
#include <string.h>

#include "escape.h"
#include "place.h"

static gboolean
is_control(char c)
{
    return (guchar)c < ' ' || c == 0x7f;
}

/* Where texts go: of a property, ',' would begin the next and ':' the message. */
static void
append_escaped(GString *out, const char *text, gboolean property)
{
    for (const char *c = text; *c != '\0'; c++)
        if (strchr("\r\n%", *c) != NULL || (property && strchr(":,", *c) != NULL))
            g_string_append_printf(out, "%%%02X", (guint)*c);
        else
            g_string_append_c(out, is_control(*c) ? ' ' : *c);
}

static void
append_property(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, "%s=", name);
    append_escaped(out, value, TRUE);
}

/* "::error file=shop.dot,line=8,col=5,title=high::" */
static void
append_command(GString *out, const char *command, const char *file, TmPlace place,
               const char *title)
{
    g_string_append_printf(out, "::%s ", command);
    append_property(out, "file", tm_bare_path(file));
    if (place.line > 0)
        g_string_append_printf(out, ",line=%u", place.line);
    if (place.line > 0 && place.column > 0)
        g_string_append_printf(out, ",col=%u", place.column);
    append_property(out, ",title", title);
    g_string_append(out, "::");
}

static void
append_asks(GString *text, const TmReport *report, const TmThreat *threat)
{
    for (guint i = 0; i < threat->questions->len; i++) {
        const TmQuestion *question = g_ptr_array_index(threat->questions, i);
        g_autofree char *ask = tm_threat_ask(report, threat, question);
        g_string_append_printf(text, "\n%s %s: %s=%s", ask, question->part->id,
                               question->property->id, question->clears);
    }
}

static void
append_threat(GString *out, const TmReport *report, const TmThreat *threat)
{
    static const char *const commands[] = {
        [TM_LOW] = "notice",
        [TM_MEDIUM] = "warning",
        [TM_HIGH] = "error",
        [TM_CRITICAL] = "error",
    };
    g_autofree char *title =
        g_strdup_printf("%s: %s", tm_severity_name(threat->severity), threat->type->category);
    g_autoptr(GString) text = g_string_new(threat->title);
    TmPlace place;
    const char *file = tm_place_of_threat(report, threat, &place);

    g_string_append_printf(text, " [%s]", threat->id);
    tm_place_threat_cell(text, report, threat);
    append_asks(text, report, threat);
    append_command(out, commands[threat->severity], file, place, title);
    append_escaped(out, text->str, FALSE);
    g_string_append_c(out, '\n');
}

static void
append_message(GString *out, const TmReport *report, const TmMessage *message)
{
    static const char *const commands[] = {[TM_NOTE] = "notice", [TM_WARNING] = "warning"};
    g_autoptr(GString) text = g_string_new(message->text);
    TmPlace place;
    const char *file = tm_place_of_message(report, message, &place);

    g_string_append_printf(text, " [%s]", message->code);
    tm_place_message_cell(text, report, message);
    append_command(out, commands[message->level], file, place, "the drawing");
    append_escaped(out, text->str, FALSE);
    g_string_append_c(out, '\n');
}

static gboolean
write_github(const TmReport *report, const TmView *view, GString *out, GError **error G_GNUC_UNUSED)
{
    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(report->threats, i);
        if (tm_view_threat(view, threat) && !tm_threat_is_closed(threat))
            append_threat(out, report, threat);
    }
    for (guint i = 0; i < report->messages->len; i++)
        append_message(out, report, g_ptr_array_index(report->messages, i));
    return TRUE;
}

const TmWriter tm_writer_github = {"github", "github.txt", "annotations for a GitHub workflow",
                                   write_github, FALSE};
