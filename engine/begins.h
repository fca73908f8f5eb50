/* Whether a place in a text begins with a word. Newer versions of GLib make g_str_has_prefix() a
 * macro that measures the text up to its end first: who goes through a text would do so at each
 * step. */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

static inline gboolean
tm_begins(const char *at, const char *word)
{
    return strncmp(at, word, strlen(word)) == 0;
}

G_END_DECLS
