/* Sights (shape, icon, style) against the globs of the template's shapes/. */
#include <string.h>

#include "classify-own.h"

/* Elements of a diagram that all wear the same shape, and what it is worth then. */
#define UNIFORM_LEAST 4
#define UNIFORM 0.4

static const GPtrArray *
matches_of(TmClassifier *classifier, const char *sight)
{
    GPtrArray *matches = g_hash_table_lookup(classifier->matches, sight);

    if (matches != NULL)
        return matches;
    matches = tm_pool_array(&classifier->model->pool);
    for (guint i = 0; i < classifier->patterns->len; i++)
        if (g_pattern_spec_match_string(g_ptr_array_index(classifier->patterns, i), sight))
            g_ptr_array_add(matches, g_ptr_array_index(classifier->template->shapes, i));
    g_hash_table_insert(classifier->matches, (gpointer)sight, matches);
    return matches;
}

/* Whether another element of the diagram shows what the rule wants to see beside it. */
static gboolean
has_company(const TmClassifier *classifier, const TmShape *shape, const TmPart *part)
{
    guint count;

    if (*shape->with == '\0')
        return TRUE;
    if (g_hash_table_contains(classifier->apart, shape))
        return FALSE;
    count = GPOINTER_TO_UINT(g_hash_table_lookup(classifier->sights, shape->with));
    return count > (tm_part_saw(part, shape->with) ? 1u : 0u);
}

/* Whether more flows join elements that show what the rule sees with one another than with its
 * company: externals talk with processes, hardly ever with externals. */
static gboolean
is_apart(const TmDiagram *diagram, const TmShape *shape)
{
    guint among = 0;
    guint across = 0;

    for (guint i = 0; i < diagram->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(diagram->flows, i);
        const gboolean from = tm_part_saw(&flow->source->part, shape->seen);
        const gboolean to = tm_part_saw(&flow->target->part, shape->seen);
        among += from && to && flow->source != flow->target;
        across += (from && tm_part_saw(&flow->target->part, shape->with)) ||
                  (to && tm_part_saw(&flow->source->part, shape->with));
    }
    return among > across;
}

void
tm_classify_find_company(TmClassifier *classifier)
{
    g_hash_table_remove_all(classifier->apart);
    for (guint i = 0; i < classifier->sociable->len; i++) {
        TmShape *shape = g_ptr_array_index(classifier->sociable, i);
        if (g_hash_table_contains(classifier->sights, shape->with) &&
            is_apart(classifier->diagram, shape))
            g_hash_table_add(classifier->apart, shape);
    }
}

/* What all elements of a diagram wear says little of each. */
static double
worth(const TmClassifier *classifier, const TmShape *shape, const char *sight)
{
    const guint all = classifier->diagram->elements->len;
    const guint count = GPOINTER_TO_UINT(g_hash_table_lookup(classifier->sights, sight));

    if (all < UNIFORM_LEAST || count < all || !g_str_has_prefix(sight, "shape "))
        return shape->confidence;
    return MIN(shape->confidence, UNIFORM);
}

static void
weigh_match(const TmClassifier *classifier, const TmPart *part, guint kinds, const TmShape *shape,
            const char *sight, TmClue *best)
{
    const TmStencil *stencil = g_hash_table_lookup(classifier->drawn, shape);
    const double confidence = worth(classifier, shape, sight);

    if (stencil == NULL || (kinds & (1u << stencil->kind)) == 0 || confidence <= best->confidence ||
        !has_company(classifier, shape, part))
        return;
    *best = (TmClue){stencil, confidence, sight, FALSE};
}

/* An icon that no rule knows has a name all the same: "icon citrix file_server". */
static TmClue
read_icon(TmClassifier *classifier, const char *sight, guint kinds)
{
    const char *name = g_str_has_prefix(sight, "icon ") ? strchr(sight + 5, ' ') : NULL;
    TmClue *known = g_hash_table_lookup(classifier->icons, sight);

    if (name == NULL || kinds != TM_KINDS_ELEMENT)
        return (TmClue){NULL, 0, NULL, FALSE};
    if (known == NULL) {
        known = tm_pool_new(&classifier->model->pool, TmClue);
        *known = tm_classify_icon(classifier, name, kinds);
        known->evidence = sight;
        g_hash_table_insert(classifier->icons, (gpointer)sight, known);
    }
    return *known;
}

TmClue
tm_classify_sights(TmClassifier *classifier, const TmPart *part, guint kinds)
{
    TmClue best = {NULL, 0, NULL, FALSE};

    for (guint s = 0; s < part->seen->len; s++) {
        const char *sight = g_ptr_array_index(part->seen, s);
        const GPtrArray *matches = matches_of(classifier, sight);
        TmClue icon = {NULL, 0, NULL, FALSE};
        if (matches->len == 0)
            icon = read_icon(classifier, sight, kinds);
        if (icon.stencil != NULL && icon.confidence > best.confidence)
            best = icon;
        for (guint i = 0; i < matches->len; i++)
            weigh_match(classifier, part, kinds, g_ptr_array_index(matches, i), sight, &best);
    }
    return best;
}
