/* The fixtures of Microsoft's formats are cases; a test changes their text. */
#pragma once

#include <string.h>

#include "importers.h"
#include "tm.h"

/* Reads a file below tests/cases. */
static __attribute__((noinline, unused)) char *
read_case(const char *name)
{
    g_autofree char *path = g_build_filename(CASES, name, NULL);
    g_autoptr(GError) error = NULL;
    char *text = NULL;

    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    return text;
}

/* Returns @text with the first @old, which must be there, replaced; frees @text. */
static __attribute__((noinline, unused)) char *
change(char *text, const char *old, const char *replacement)
{
    g_auto(GStrv) halves = g_strsplit(text, old, 2);

    g_assert_cmpuint(g_strv_length(halves), ==, 2);
    g_free(text);
    return g_strconcat(halves[0], replacement, halves[1], NULL);
}

/* Loads one or two templates, called a.tb7 and b.tb7. */
static inline TmTemplate *
load_tb7(const char *first, const char *second, GError **error)
{
    g_autoptr(GArray) sources = tm_sources_new();
    TmSource source = {"a.tb7", g_bytes_new_static(first, strlen(first))};

    g_array_append_val(sources, source);
    if (second != NULL) {
        source = (TmSource){"b.tb7", g_bytes_new_static(second, strlen(second))};
        g_array_append_val(sources, source);
    }
    return tm_template_load(&g_array_index(sources, TmSource, 0), sources->len, error);
}

static inline guint
count_messages(const GPtrArray *messages, const char *code, const char *part)
{
    guint count = 0;

    for (guint i = 0; i < messages->len; i++) {
        const TmMessage *message = g_ptr_array_index(messages, i);
        count += strcmp(message->code, code) == 0 && strstr(message->text, part) != NULL;
    }
    return count;
}
