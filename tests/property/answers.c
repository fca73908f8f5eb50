/* In models that people drew: the answers that an assumed threat asks for make it go.
 *
 *     answers FILE...          TAP on standard output, exit status 1 on a failure */
#include <stdio.h>
#include <string.h>

#include "importers.h"
#include "sketch.h"

static TmModel *
load_model(const char *path, const TmTemplate *template)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    g_autoptr(GBytes) bytes = NULL;
    TmModel *model;
    gsize length;

    g_file_get_contents(path, &text, &length, &error);
    g_assert_no_error(error);
    bytes = g_bytes_new(text, length);
    model = tm_import(path, bytes, template, &error);
    g_assert_no_error(error);
    return model;
}

static gboolean
is_there(const TmReport *report, const char *id)
{
    for (guint i = 0; i < report->threats->len; i++)
        if (strcmp(((const TmThreat *)report->threats->pdata[i])->id, id) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
stays(const char *path, const TmTemplate *template, const TmThreat *threat)
{
    g_autoptr(TmModel) model = load_model(path, template);
    g_autoptr(TmReport) report = NULL;

    for (guint i = 0; i < threat->questions->len; i++) {
        const TmQuestion *question = g_ptr_array_index(threat->questions, i);
        TmPart *part = tm_diagram_find(sketch_page(model), question->part->id);
        sketch_say(model, part, question->property->id, question->clears);
    }
    report = tm_check(model, template, NULL);
    return is_there(report, threat->id);
}

static gboolean
try_file(const char *path, const TmTemplate *template, int number)
{
    g_autoptr(TmModel) model = load_model(path, template);
    g_autoptr(TmReport) report = tm_check(model, template, NULL);
    g_autoptr(GString) wrong = g_string_new(NULL);
    guint asked = 0;

    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(report->threats, i);
        if (threat->stated)
            continue;
        asked++;
        if (stays(path, template, threat))
            g_string_append_printf(wrong, "# %s stays\n", threat->id);
    }
    if (asked == 0 && report->threats->len > 1)
        g_string_append(wrong, "# nothing is asked\n");
    printf("%s %d - %s: %u answered\n%s", wrong->len == 0 ? "ok" : "not ok", number, path, asked,
           wrong->str);
    return wrong->len == 0;
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(TmTemplate) template = NULL;
    gboolean good = TRUE;

    tm_template_builtin("stride", sources);
    template = tm_template_load((const TmSource *)(gpointer)sources->data, sources->len, &error);
    g_assert_no_error(error);
    printf("1..%d\n", argc - 1);
    for (int i = 1; i < argc; i++)
        good &= try_file(argv[i], template, i);
    return good ? 0 : 1;
}
