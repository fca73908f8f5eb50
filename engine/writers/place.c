/* Where a threat or a message stands. */
#include "place.h"

#include <string.h>

#include "escape.h"

const char *
tm_place_of_threat(const TmReport *report, const TmThreat *threat, TmPlace *place)
{
    const TmDecision *decision = threat->decision;

    *place = TM_NOWHERE;
    if (threat->flow != NULL) {
        *place = threat->flow->part.place;
    } else if (decision != NULL && (decision->file != NULL || decision->custom)) {
        *place = decision->place;
        return decision->file != NULL ? decision->file : report->model->file;
    }
    return report->model->file;
}

const char *
tm_place_of_message(const TmReport *report, const TmMessage *message, TmPlace *place)
{
    *place = message->place;
    return message->file != NULL ? message->file : report->model->file;
}

void
tm_place_name(GString *out, const char *file)
{
    g_autofree char *line = NULL;

    if (!tm_escape_is_line(file))
        file = line = tm_escape_line(file);
    g_string_append(out, file);
}

/* A large diagram has hundred thousands of lines: they are put together without printf(). */
static void
append_number(GString *out, guint number)
{
    char digits[sizeof(number) * 3 + 1];
    char *at = digits + sizeof digits;

    *--at = '\0';
    do
        *--at = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    g_string_append(out, at);
}

void
tm_place_print(GString *out, const char *file, TmPlace place)
{
    const guint numbers[] = {place.line, place.column};

    tm_place_name(out, file);
    for (guint i = 0; i < G_N_ELEMENTS(numbers) && numbers[i] > 0; i++) {
        g_string_append_c(out, ':');
        append_number(out, numbers[i]);
    }
}

static void
append_cell(GString *out, const TmModel *model, const TmDiagram *diagram, const char *cell)
{
    g_autofree char *line = NULL;

    if (strcmp(model->format, "drawio") != 0 || diagram == NULL)
        return;
    g_string_append(out, " (page \"");
    g_string_append(out, diagram->name);
    g_string_append_c(out, '"');
    if (cell != NULL && !tm_escape_is_line(cell))
        cell = line = tm_escape_line(cell);
    if (cell != NULL) {
        g_string_append(out, ", cell ");
        g_string_append(out, cell);
    }
    g_string_append_c(out, ')');
}

void
tm_place_threat_cell(GString *out, const TmReport *report, const TmThreat *threat)
{
    append_cell(out, report->model, threat->diagram,
                threat->flow != NULL ? threat->flow->cell : NULL);
}

void
tm_place_message_cell(GString *out, const TmReport *report, const TmMessage *message)
{
    append_cell(out, report->model, message->diagram, message->cell);
}
