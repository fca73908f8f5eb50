/* A small template in three files, to be changed by a test. */
#pragma once

#include <string.h>

#include "tm.h"

#define MANIFEST "template: t\nname: T\nversion: '1'\npacks: [b, a]\n"
#define TYPES                                                                                      \
    "stencils:\n"                                                                                  \
    "  - {id: GE.P, kind: process, name: P, words: {weak: [app]}, aliases: [Old.P]}\n"             \
    "  - {id: P.Web, parent: GE.P, name: W, sets: {authn: Yes}}\n"                                 \
    "  - {id: GE.DF, kind: flow, name: F}\n"
#define PROPERTIES                                                                                 \
    "properties:\n"                                                                                \
    "  - {id: authn, on: [Old.P], label: A, values: [Unknown, No, Yes], safe: Yes}\n"              \
    "  - {id: authn, on: [GE.DF], label: B, values: [Unknown, No, Yes]}\n"                         \
    "  - {id: size, label: S, values: [S, M, L], default: M, ordered: true, note: how big}\n"      \
    "controls:\n"                                                                                  \
    "  - {id: G.A, name: Authenticate, references: [R 1, R 2]}\n"
#define RULE                                                                                       \
    "title: '{source.Name}'\n"                                                                     \
    "category: Spoofing\n"                                                                         \
    "include: source is 'P.Web'\n"                                                                 \
    "scope: pair\n"                                                                                \
    "likelihood: 3\n"                                                                              \
    "impact: takeover\n"                                                                           \
    "position: target\n"

typedef struct {
    const char *name;
    const char *text;
} File;

/* The fixture, and up to four files more; one of the same name replaces it. */
static inline TmTemplate *
load(const File *more, GError **error)
{
    static const File base[] = {
        {"t/template.yaml", MANIFEST}, {"t/types.yaml", TYPES}, {"t/rest.yaml", PROPERTIES}};
    g_autoptr(GArray) sources = tm_sources_new();

    for (gsize i = 0; i < G_N_ELEMENTS(base); i++) {
        const char *text = base[i].text;
        TmSource source = {base[i].name, NULL};
        for (gsize j = 0; j < 4; j++)
            if (g_strcmp0(more[j].name, base[i].name) == 0)
                text = more[j].text;
        source.bytes = g_bytes_new_static(text, strlen(text));
        g_array_append_val(sources, source);
    }
    for (gsize j = 0; j < 4 && more[j].name != NULL; j++) {
        TmSource source = {more[j].name, NULL};
        if (strcmp(more[j].name, "t/types.yaml") == 0 || strcmp(more[j].name, "t/rest.yaml") == 0 ||
            strcmp(more[j].name, "t/template.yaml") == 0)
            continue;
        source.bytes = g_bytes_new_static(more[j].text, strlen(more[j].text));
        g_array_append_val(sources, source);
    }
    return tm_template_load(&g_array_index(sources, TmSource, 0), sources->len, error);
}

static inline void
check_error(const File *more, const char *want)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(load(more, &error));
    g_assert_nonnull(error);
    g_assert_true(error->domain == TM_ERROR);
    g_assert_cmpstr(error->message, ==, want);
}

static inline void
check_one(const char *name, const char *text, const char *want)
{
    const File more[4] = {{name, text}};

    check_error(more, want);
}
