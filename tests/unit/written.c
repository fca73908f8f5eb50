/* What a writer wrote, and what stands in it. */
#include "written.h"

#include <string.h>

char *
written_as(const Shop *shop, const TmView *view, const char *name)
{
    GString *out = g_string_new("before");
    GError *error = NULL;

    g_assert_true(tm_write(&shop->report, view, name, out, &error));
    g_assert_no_error(error);
    g_assert_true(g_str_has_prefix(out->str, "before"));
    g_string_erase(out, 0, 6);
    return g_string_free(out, FALSE);
}

guint
written_count(const char *text, const char *part)
{
    guint count = 0;

    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part))
        count++;
    return count;
}

void
written_order(const char *text, const char *const *parts)
{
    for (; *parts != NULL; parts++) {
        const char *at = strstr(text, *parts);
        if (at == NULL)
            g_error("\"%s\" is missing or too early in:\n%s", *parts, text);
        text = at + 1;
    }
}
