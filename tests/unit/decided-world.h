/* A small model, and a register about it: what the tests of check-register.c and check-orphans.c
 * share. */
#pragma once

#include "tm.h"

#include <string.h>

#include "crossing.h"
#include "fixture.h"

typedef struct {
    TmTemplate *template;
    TmModel *model;
    TmRegister *beside;
    TmReport *report;
} World;

/* One for each pair of a caller and a process. */
#define RULE                                                                                       \
    "id: X1\ntitle: \"{source.Name} at {target.Name}\"\ncategory: Spoofing\n"                      \
    "include: \"target is 'GE.P' and not target.authn is 'Yes'\"\nscope: pair\nlikelihood: 3\n"    \
    "impact: either\nposition: flow\ndescription: D\n"

static inline void
set_up(World *world, gconstpointer data G_GNUC_UNUSED)
{
    world->template = fixture_template(RULE);
    world->model = fixture_model();
    fixture_element(world->model, "user", "EI.User");
    fixture_element(world->model, "boss", "EI.User");
    fixture_element(world->model, "web", "P.Web");
    fixture_element(world->model, "db", "DS.Sql");
    fixture_flow(world->model, "user", "web", NULL);
    fixture_flow(world->model, "boss", "web", NULL);
    fixture_flow(world->model, "web", "db", NULL);
}

static inline void
tear_down(World *world, gconstpointer data G_GNUC_UNUSED)
{
    tm_report_free(world->report);
    tm_register_free(world->beside);
    tm_model_free(world->model);
    tm_template_free(world->template);
}

static inline void
run(World *world, const char *text)
{
    g_autofree char *yaml = g_strconcat("drawbridge: 1\n", text, NULL);
    g_autoptr(GBytes) bytes = g_bytes_new(yaml, strlen(yaml));
    g_autoptr(GError) error = NULL;
    TmDecided decided = {NULL, "2026-11-21"};

    world->beside = tm_register_load("r.yaml", bytes, &error);
    g_assert_no_error(error);
    decided.beside = world->beside;
    tm_crossing_compute(world->model);
    world->report = tm_check(world->model, world->template, &decided);
}

static inline const TmThreat *
find(const World *world, const char *id)
{
    for (guint i = 0; i < world->report->threats->len; i++) {
        const TmThreat *threat = world->report->threats->pdata[i];
        if (strcmp(threat->id, id) == 0)
            return threat;
    }
    return NULL;
}

/* Returns the only message of that code. */
static inline const TmMessage *
message(const World *world, const char *code)
{
    const TmMessage *found = NULL;

    for (guint i = 0; i < world->report->messages->len; i++) {
        const TmMessage *one = world->report->messages->pdata[i];
        if (strcmp(one->code, code) != 0)
            continue;
        g_assert_null(found);
        found = one;
    }
    return found;
}

static inline void
check_message(const World *world, const char *code, guint line, guint column, const char *text)
{
    const TmMessage *found = message(world, code);

    g_assert_nonnull(found);
    g_assert_cmpstr(found->text, ==, text);
    g_assert_cmpstr(found->file, ==, "r.yaml");
    g_assert_cmpuint(found->place.line, ==, line);
    g_assert_cmpuint(found->place.column, ==, column);
}
