/* Putting a decision into the text of a register, for the tests of that. */
#pragma once

#include "tm.h"

#include <string.h>

#define S01 "S01@user:web"

/* --- what is decided --------------------------------------------------------------------- */

static inline TmDecision *
decide(TmPool *pool, const char *id, TmState state, const char *reason)
{
    TmDecision *decision = tm_decision_new(pool, TM_NOWHERE);

    decision->id = id;
    decision->state = state;
    decision->justification = reason;
    return decision;
}

static inline char *
put(const char *text, const TmDecision *decision, GError **error)
{
    g_autoptr(GBytes) bytes = text != NULL ? g_bytes_new_static(text, strlen(text)) : NULL;
    GString *out = g_string_new(NULL);

    if (tm_register_put("r.yaml", bytes, decision, out, error))
        return g_string_free(out, FALSE);
    g_assert_cmpuint(out->len, ==, 0);
    g_string_free(out, TRUE);
    return NULL;
}

static inline void
check_put(const char *text, const TmDecision *decision, const char *want)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *out = put(text, decision, &error);
    g_autofree char *again = NULL;

    g_assert_no_error(error);
    g_assert_cmpstr(out, ==, want);
    again = put(out, decision, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(again, ==, want);
}

static inline void
check_refused(const char *text, const TmDecision *decision, const char *want)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *out = put(text, decision, &error);

    g_assert_null(out);
    g_assert_cmpstr(error->message, ==, want);
}

typedef struct {
    TmPool pool;
} World;

static inline void
set_up(World *world, gconstpointer data G_GNUC_UNUSED)
{
    tm_pool_init(&world->pool);
}

static inline void
tear_down(World *world, gconstpointer data G_GNUC_UNUSED)
{
    tm_pool_clear(&world->pool);
}

static inline void
add(const char *path, void (*test)(World *, gconstpointer))
{
    g_test_add(path, World, NULL, set_up, test, tear_down);
}
