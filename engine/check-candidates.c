/* Which threat types can hold at an interaction at all, by the types of its parts alone. Most rules
 * begin with what source and target are, and a diagram has few combinations of types: what is
 * worked out once for a combination spares most of the rules at most of the interactions. */
#include "check-own.h"

#include <string.h>

/* Types of a part that are looked at: one and a facet. */
#define MAX_TYPES 2

typedef struct {
    const TmStencil *of[TM_N_WHO][MAX_TYPES];
    GArray *types; /* guint: positions in TmTemplate.threats */
} Combination;

struct TmCandidates {
    const TmTemplate *template;
    GHashTable *combinations; /* set of Combination, by @of */
    GArray *all;              /* guint: every threat type, for parts of more types */
};

static guint
hash_combination(gconstpointer key)
{
    const Combination *combination = key;
    guint hash = 0;

    for (guint i = 0; i < TM_N_WHO; i++)
        for (guint t = 0; t < MAX_TYPES; t++)
            hash = hash * 31 + g_direct_hash(combination->of[i][t]);
    return hash;
}

static gboolean
same_combination(gconstpointer a, gconstpointer b)
{
    const Combination *left = a;
    const Combination *right = b;

    return memcmp(left->of, right->of, sizeof left->of) == 0;
}

static void
free_combination(gpointer data)
{
    Combination *combination = data;

    g_array_unref(combination->types);
    g_free(combination);
}

TmCandidates *
tm_candidates_new(const TmTemplate *template)
{
    TmCandidates *candidates = g_new0(TmCandidates, 1);

    candidates->template = template;
    candidates->combinations =
        g_hash_table_new_full(hash_combination, same_combination, free_combination, NULL);
    candidates->all = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < template->threats->len; i++)
        g_array_append_val(candidates->all, i);
    return candidates;
}

void
tm_candidates_free(TmCandidates *candidates)
{
    if (candidates == NULL)
        return;
    g_hash_table_unref(candidates->combinations);
    g_array_unref(candidates->all);
    g_free(candidates);
}

static gboolean
may_hold(const TmThreatType *type, const TmInteraction *interaction)
{
    return type->include != NULL &&
           tm_expression_by_type(type->include, interaction) != TM_TRUTH_NO &&
           (type->exclude == NULL ||
            tm_expression_by_type(type->exclude, interaction) != TM_TRUTH_YES);
}

static Combination *
new_combination(const TmCandidates *candidates, const Combination *key,
                const TmInteraction *interaction)
{
    Combination *combination = g_memdup2(key, sizeof *key);

    combination->types = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < candidates->template->threats->len; i++)
        if (may_hold(g_ptr_array_index(candidates->template->threats, i), interaction))
            g_array_append_val(combination->types, i);
    g_hash_table_add(candidates->combinations, combination);
    return combination;
}

/* Returns FALSE where there are more types than fit. */
static gboolean
take_types(const TmStencil **to, const TmStencil *const *types)
{
    for (guint i = 0; types[i] != NULL; i++) {
        if (i == MAX_TYPES)
            return FALSE;
        to[i] = types[i];
    }
    return TRUE;
}

const GArray *
tm_candidates_at(TmCandidates *candidates, const TmInteraction *interaction)
{
    Combination key = {{{NULL}}, NULL};
    const Combination *known;

    for (guint i = 0; i < TM_N_WHO; i++)
        if (!take_types(key.of[i], interaction->of[i]->types))
            return candidates->all;
    known = g_hash_table_lookup(candidates->combinations, &key);
    if (known == NULL)
        known = new_combination(candidates, &key, interaction);
    return known->types;
}
