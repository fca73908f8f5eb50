/* Two versions of a small model, and what is different: what the tests of diff*.c share. */
#pragma once

#include "diff.h"

#include <string.h>

#include "crossing.h"
#include "diff-words.h"
#include "fixture.h"

/* One for each pair of a caller and a process; its severity depends on the data. */
#define RULE                                                                                       \
    "id: X1\ntitle: \"{source.Name} at {target.Name}\"\ncategory: Spoofing\n"                      \
    "include: \"target is 'GE.P' and not target.authn is 'Yes'\"\nscope: pair\nlikelihood: 3\n"    \
    "impact: either\nposition: flow\ndescription: D\n"

typedef struct {
    TmTemplate *template;
    TmModel *old;
    TmModel *now;
    TmReport *was;
    TmReport *is;
    TmDiff *diff;
} World;

static inline TmElement *
add_element(TmModel *model, const char *prefix, const char *id, const char *type, const char *name)
{
    g_autofree char *whole = g_strconcat(prefix, id, NULL);
    TmElement *element = fixture_element(model, whole, type);

    tm_model_set_name(model, &element->part, name);
    return element;
}

static inline TmFlow *
add_flow(TmModel *model, const char *prefix, const char *source, const char *target,
         const char *name)
{
    g_autofree char *from = g_strconcat(prefix, source, NULL);
    g_autofree char *to = g_strconcat(prefix, target, NULL);
    TmFlow *flow = fixture_flow(model, from, to, NULL);

    tm_model_set_name(model, &flow->part, name);
    return flow;
}

static inline TmBoundary *
add_boundary(TmModel *model, const char *id, const char *name)
{
    TmBoundary *boundary = fixture_boundary(model, id, "TB.Corp");

    tm_model_set_name(model, &boundary->part, name);
    return boundary;
}

static inline TmModel *
new_shop(const char *prefix)
{
    TmModel *model = fixture_model();

    add_element(model, prefix, "user", "EI.User", "User");
    add_element(model, prefix, "web", "P.Web", "Web");
    add_element(model, prefix, "db", "DS.Sql", "Db");
    add_flow(model, prefix, "user", "web", "call");
    add_flow(model, prefix, "web", "db", "query");
    return model;
}

static inline void
set_up(World *world, gconstpointer data G_GNUC_UNUSED)
{
    world->template = fixture_template(RULE);
    world->old = new_shop("");
    world->now = new_shop("");
}

static inline void
tear_down(World *world, gconstpointer data G_GNUC_UNUSED)
{
    tm_diff_free(world->diff);
    tm_report_free(world->was);
    tm_report_free(world->is);
    tm_model_free(world->old);
    tm_model_free(world->now);
    tm_template_free(world->template);
}

static inline void
run(World *world)
{
    tm_crossing_compute(world->old);
    tm_crossing_compute(world->now);
    world->was = tm_check(world->old, world->template, NULL);
    world->is = tm_check(world->now, world->template, NULL);
    world->diff = tm_diff(world->was, world->is);
}

static inline void
expect_changes(const World *world, const char *expected)
{
    g_autoptr(GString) lines = g_string_new(NULL);

    for (guint i = 0; i < world->diff->changes->len; i++) {
        const TmChange *change = world->diff->changes->pdata[i];
        g_assert_cmpuint(change->number, ==, i);
        tm_change_words(world->diff, change, FALSE, lines);
        g_string_append_c(lines, '\n');
    }
    g_assert_cmpstr(lines->str, ==, expected);
}

static inline void
expect_threats(const World *world, const char *expected)
{
    g_autoptr(GString) lines = g_string_new(NULL);

    for (guint i = 0; i < world->diff->threats->len; i++) {
        const TmThreatChange *change = world->diff->threats->pdata[i];
        tm_fate_words(change, lines);
        g_string_append_printf(lines, " %s: ", tm_fate_threat(change)->id);
        g_string_append(lines, change->near ? "" : "probably ");
        tm_causes_words(world->diff, change, lines);
        g_string_append_c(lines, '\n');
    }
    g_assert_cmpstr(lines->str, ==, expected);
}

static inline void
add(const char *path, void (*test)(World *, gconstpointer))
{
    g_test_add(path, World, NULL, set_up, test, tear_down);
}
