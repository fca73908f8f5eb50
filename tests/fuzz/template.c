/* Any bytes as a file of a template: refused with a place, or loaded, linted and translated. */
#include <string.h>

#include "fuzz.h"
#include "tm.h"

static const char manifest[] = "template: fuzz\nname: Fuzz\nversion: \"1\"\npacks: [core]\n";

static const char stencils[] = "stencils:\n"
                               "  - {id: GE.P, kind: process, name: Process}\n"
                               "  - {id: GE.EI, kind: external, name: External}\n"
                               "  - {id: GE.DS, kind: store, name: Store}\n"
                               "  - {id: GE.DF, kind: flow, name: Flow}\n"
                               "  - {id: GE.TB, kind: boundary, name: Boundary}\n"
                               "  - {id: P.WebApp, parent: GE.P, name: Web application}\n";

static void
add(GArray *sources, const char *name, const void *data, gsize size)
{
    const TmSource source = {name, g_bytes_new(data, size)};

    g_array_append_val(sources, source);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(TmTemplate) template = NULL;
    g_autoptr(GPtrArray) lines = NULL;
    g_autoptr(GError) error = NULL;

    add(sources, "fuzz/template.yaml", manifest, strlen(manifest));
    add(sources, "fuzz/stencils.yaml", stencils, strlen(stencils));
    add(sources, "fuzz/threats/core/fuzz.yaml", data, size);
    template = tm_template_load((const TmSource *)(gpointer)sources->data, sources->len, &error);
    g_assert_true((template == NULL) == (error != NULL));
    if (template == NULL)
        return 0;
    lines = tm_template_lint(template);
    for (guint i = 0; i < template->languages->len; i++)
        g_assert_true(tm_template_speak(template, template->languages->pdata[i]));
    return 0;
}
