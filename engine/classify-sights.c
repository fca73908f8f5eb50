/* Sights (shape, icon, style) against the globs of the template's shapes/. */
#include <string.h>

#include "classify-own.h"

/* Elements of a diagram that all wear the same shape, and what it is worth then. */
#define UNIFORM_LEAST 4
#define UNIFORM 0.4
/* A shape that all rules of it merely guess at: anything may wear it. */
#define GUESS 0.5
/* A rule that is surer of itself than so must be right about its company. */
#define SURE 0.65
/* Flows between a process and what is around it that make a context diagram. */
#define CONTEXT 3
/* From here on a shape means a store and nothing else. */
#define STORE_SHAPE 0.85

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

/* Flows that join elements that show what the rule sees: with one another, with its company. */
typedef struct {
    guint among;
    guint across;
} Joins;

static Joins
count_joins(const TmDiagram *diagram, const TmShape *shape)
{
    Joins joins = {0, 0};

    for (guint i = 0; i < diagram->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(diagram->flows, i);
        const gboolean from = tm_part_saw(&flow->source->part, shape->seen);
        const gboolean to = tm_part_saw(&flow->target->part, shape->seen);
        joins.among += from && to && flow->source != flow->target;
        joins.across += (from && tm_part_saw(&flow->target->part, shape->with)) ||
                        (to && tm_part_saw(&flow->source->part, shape->with));
    }
    return joins;
}

static gboolean
is_guess(TmClassifier *classifier, const char *sight)
{
    const GPtrArray *matches = matches_of(classifier, sight);

    for (guint i = 0; i < matches->len; i++) {
        const TmShape *shape = g_ptr_array_index(matches, i);
        if (shape->confidence > GUESS)
            return FALSE;
    }
    return TRUE;
}

/* What an element is to the stores of a diagram. */
enum {
    IS_STORE = 1,
    USES_STORE = 2,
    USES_OTHER = 4,
};

static guint8
is_drawn_store(TmClassifier *classifier, const TmPart *part)
{
    const TmClue clue = tm_classify_sights(classifier, part, 1u << TM_STORE);

    return clue.confidence >= STORE_SHAPE && g_str_has_prefix(clue.evidence, "shape ") ? IS_STORE
                                                                                       : 0;
}

/* Returns a mask by TmPart.index; the caller frees. */
static guint8 *
find_store_users(TmClassifier *classifier)
{
    const TmDiagram *diagram = classifier->diagram;
    guint8 *marks = g_new0(guint8, diagram->elements->len + 1);

    for (guint i = 0; i < diagram->elements->len; i++)
        marks[i] = is_drawn_store(classifier, g_ptr_array_index(diagram->elements, i));
    for (guint i = 0; i < diagram->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(diagram->flows, i);
        const guint source = flow->source->part.index;
        const guint target = flow->target->part.index;
        marks[source] |= (marks[target] & IS_STORE) != 0 ? USES_STORE : USES_OTHER;
        marks[target] |= (marks[source] & IS_STORE) != 0 ? USES_STORE : USES_OTHER;
    }
    return marks;
}

/* Whether what shows what the rule sees stands between a store and the rest: a process does that.
 */
static gboolean
stands_between(const TmDiagram *diagram, const TmShape *shape, const guint8 *marks)
{
    for (guint i = 0; i < diagram->elements->len; i++)
        if ((marks[i] & USES_STORE) != 0 && (marks[i] & USES_OTHER) != 0 &&
            tm_part_saw(g_ptr_array_index(diagram->elements, i), shape->seen))
            return TRUE;
    return FALSE;
}

static gboolean
has_store(const TmDiagram *diagram, const guint8 *marks)
{
    for (guint i = 0; i < diagram->elements->len; i++)
        if ((marks[i] & IS_STORE) != 0)
            return TRUE;
    return FALSE;
}

/* Externals talk with processes, hardly ever with externals. A rule that is sure, and a company
 * that means little by itself, want a data flow diagram: what wants company never talks among its
 * own, and leaves the stores to processes; and stores are drawn, or all talk with one process. */
static gboolean
is_apart(TmClassifier *classifier, const TmShape *shape)
{
    const TmDiagram *diagram = classifier->diagram;
    const Joins joins = count_joins(diagram, shape);
    const guint company = GPOINTER_TO_UINT(g_hash_table_lookup(classifier->sights, shape->with));
    g_autofree guint8 *marks = NULL;

    if (shape->confidence <= SURE && !is_guess(classifier, shape->with))
        return joins.among > joins.across;
    if (joins.among > 0)
        return TRUE;
    marks = find_store_users(classifier);
    return stands_between(diagram, shape, marks) ||
           (!has_store(diagram, marks) && (company > 1 || joins.across < CONTEXT));
}

void
tm_classify_find_company(TmClassifier *classifier)
{
    g_hash_table_remove_all(classifier->apart);
    for (guint i = 0; i < classifier->sociable->len; i++) {
        TmShape *shape = g_ptr_array_index(classifier->sociable, i);
        if (g_hash_table_contains(classifier->sights, shape->seen) &&
            g_hash_table_contains(classifier->sights, shape->with) && is_apart(classifier, shape))
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
