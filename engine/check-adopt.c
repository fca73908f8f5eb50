/* How a decision is taken over for a threat that has another id now: the command that does it. */
#include <string.h>

#include "check-own.h"
#include "escape.h"
#include "wording.h"

#define ENDING ".threats.yaml" /* of the register beside a diagram */

static void
append_word(GString *out, const char *word)
{
    g_string_append_c(out, ' ');
    tm_escape_word(out, word);
}

/* A register inside of the diagram is changed in the editor of that. */
void
tm_check_adopt(const TmReport *report, const TmDecision *decision, const char *now, GString *out)
{
    const char *file = report->model->file;
    g_autofree char *beside = g_strconcat(file, ENDING, NULL);
    const TmRegister *inside = report->model->inside;

    if (inside != NULL && strcmp(decision->file, inside->file) == 0) {
        g_string_append(out, tm_wording(report->template->language, ": say so there"));
        return;
    }
    g_string_append(out, ": drawbridge decide");
    append_word(out, file);
    if (strcmp(decision->file, beside) != 0) {
        g_string_append(out, " --register");
        append_word(out, decision->file);
    }
    g_string_append(out, " --adopt");
    append_word(out, decision->id);
    append_word(out, now);
}
