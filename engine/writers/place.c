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
    } else if (decision != NULL && decision->file != NULL) {
        *place = decision->place;
        return decision->file;
    }
    return report->model->file;
}

const char *
tm_place_of_message(const TmReport *report, const TmMessage *message, TmPlace *place)
{
    *place = message->place;
    return message->file != NULL ? message->file : report->model->file;
}

const char *
tm_place_path(const char *file)
{
    while (g_str_has_prefix(file, "./"))
        file += strlen("./");
    return file;
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
