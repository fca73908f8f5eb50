/* drawbridge explain: what an id means, and what a threat of a diagram is about. */
#include "explain.h"

#include <unistd.h>

#include "checked.h"
#include "explain-threat.h"
#include "files.h"
#include "knowledge.h"

static gboolean
explain_in_file(const TmOptions *options, const char *id, const char *file, GString *out,
                GError **error)
{
    g_autoptr(TmChecked) checked = tm_checked_new(options, file, TRUE, error);

    if (checked == NULL)
        return FALSE;
    return tm_explain_threat(checked->report, id, out) ||
           tm_fail(error, TM_ERROR_MEANING, file, (TmPlace){1, 1}, "no threat '%s'", id);
}

static gboolean
explain_id(const TmOptions *options, const char *id, GString *out, GError **error)
{
    g_autoptr(TmTemplate) template =
        tm_knowledge_load(options->templates, options->language, error);

    if (template == NULL)
        return FALSE;
    return tm_explain(template, id, out) ||
           tm_options_fail(error, "nothing is called '%s'; see `drawbridge template list`", id);
}

int
tm_explain_command(const TmOptions *options, GError **error)
{
    const GPtrArray *words = options->files;
    g_autoptr(GString) text = g_string_new(NULL);
    gboolean done;

    if (words->len != 1 && words->len != 2)
        return tm_options_fail(error, "explain takes an id, and a file if it is that of a threat");
    if (words->len == 1)
        done = explain_id(options, words->pdata[0], text, error);
    else
        done = explain_in_file(options, words->pdata[0], words->pdata[1], text, error);
    if (!done)
        return -1;
    tm_file_print(STDOUT_FILENO, "standard output", text->str, text->len, error);
    return 0;
}
