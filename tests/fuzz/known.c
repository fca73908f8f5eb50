/* The built-in template, loaded once for all runs: loading takes longer than most inputs do. */
#include "fuzz.h"

const TmTemplate *
fuzz_template(void)
{
    static TmTemplate *template = NULL;
    g_autoptr(GArray) sources = NULL;

    if (template != NULL)
        return template;
    sources = tm_sources_new();
    tm_template_builtin("stride", sources);
    template = tm_template_load((const TmSource *)(gpointer)sources->data, sources->len, NULL);
    return template;
}
