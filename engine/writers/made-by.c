/* What made an output. Ids and versions are of templates that anybody may have written. */
#include "made-by.h"

#include <string.h>

static void
append_safe(GString *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        const gboolean hyphen = *c == '-' && out->len > 0 && out->str[out->len - 1] != '-';

        if (g_ascii_isalnum(*c) || hyphen || strchr("._", *c) != NULL)
            g_string_append_c(out, *c);
    }
}

char *
tm_made_by(const TmReport *report, const TmView *view)
{
    const GPtrArray *manifests = report->template->manifests;
    GString *out;

    if (view->version == NULL)
        return NULL;
    out = g_string_new("drawbridge ");
    append_safe(out, view->version);
    g_string_append(out, ", templates:");
    for (guint i = 0; i < manifests->len; i++) {
        const TmManifest *manifest = g_ptr_array_index(manifests, i);
        g_string_append(out, i > 0 ? ", " : " ");
        append_safe(out, manifest->id);
        g_string_append_c(out, ' ');
        append_safe(out, manifest->version != NULL ? manifest->version : "");
    }
    return g_string_free(out, FALSE);
}
