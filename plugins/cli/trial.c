/* A threat type against the diagrams that it brings along: it must fire in each hit and be silent
 * in each miss. */
#include "trial.h"

#include <string.h>

#include "importers.h"

typedef enum {
    SILENT,
    FIRES,
    BROKEN,
} Verdict;

static const char *const verdicts[] = {
    [SILENT] = "is silent", [FIRES] = "fires", [BROKEN] = "cannot be read"};

gboolean
tm_trial_possible(void)
{
    return tm_importer("dot") != NULL;
}

static gboolean
report_has(const TmReport *report, const TmThreatType *type)
{
    for (guint i = 0; i < report->threats->len; i++)
        if (((const TmThreat *)report->threats->pdata[i])->type == type)
            return TRUE;
    return FALSE;
}

static Verdict
judge(const TmTemplate *template, const TmThreatType *type, const char *name, const char *diagram,
      GPtrArray *lines)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(diagram, strlen(diagram));
    g_autoptr(GError) error = NULL;
    g_autoptr(TmModel) model = tm_import_as("dot", name, bytes, template, &error);
    g_autoptr(TmReport) report = NULL;

    if (model == NULL) {
        g_ptr_array_add(lines, g_strdup(error->message));
        return BROKEN;
    }
    report = tm_check(model, template, NULL);
    return report_has(report, type) ? FIRES : SILENT;
}

static void
try_all(const TmTemplate *template, const TmThreatType *type, const GPtrArray *diagrams,
        const char *what, Verdict expected, GPtrArray *lines)
{
    if (diagrams->len == 0)
        g_ptr_array_add(lines,
                        g_strdup_printf("%s:%u:%u: error: %s has no %s", type->file,
                                        type->place.line, type->place.column, type->id, what));
    for (guint i = 0; i < diagrams->len; i++) {
        g_autofree char *name = g_strdup_printf("%s %s %u", type->id, what, i + 1);
        Verdict verdict = judge(template, type, name, diagrams->pdata[i], lines);

        if (verdict != expected)
            g_ptr_array_add(lines, g_strdup_printf("%s:%u:%u: error: %s %s in %s %u", type->file,
                                                   type->place.line, type->place.column, type->id,
                                                   verdicts[verdict], what, i + 1));
    }
}

void
tm_trial_run(const TmTemplate *template, const TmThreatType *type, GPtrArray *lines)
{
    try_all(template, type, type->hit, "hit", FIRES, lines);
    try_all(template, type, type->miss, "miss", SILENT, lines);
}
