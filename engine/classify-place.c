/* What an element's place in the diagram says: outside of every boundary, inside of a zone that is
 * not ours; and what the elements of a diagram have in common. */
#include <string.h>

#include "classify-own.h"

/* A diagram is fenced when so many of its elements are inside of a boundary, and when not more of
 * the others are known to be ours than to be external. */
#define FENCED_SHARE 0.5
#define FENCED_LEAST 3
#define KNOWN 0.5
#define OUTSIDE 0.52
#define ONE_WAY 0.51
#define FOREIGN 0.55
/* From here on a shape means a store and nothing else; from the next on by a notation. */
#define STORE_SHAPE 0.85
#define NOTATION 0.9

/* --- the diagram ------------------------------------------------------------------------- */

static void
count_sights(TmClassifier *classifier, const TmPart *part)
{
    for (guint s = 0; s < part->seen->len; s++) {
        gpointer sight = g_ptr_array_index(part->seen, s);
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(classifier->sights, sight));
        g_hash_table_insert(classifier->sights, sight, GUINT_TO_POINTER(count + 1));
    }
}

/* Who draws stores as such does not draw them as boxes as well: a data flow diagram hardly ever,
 * another drawing sometimes. */
static double
store_words(guint drawn, double notation)
{
    if (drawn > 0 && notation >= NOTATION)
        return 0.45;
    return drawn > 1 ? 0.6 : 1;
}

/* Whether a boundary says what it is: a grouping does not. */
static gboolean
has_known_boundary(const TmClassifier *classifier)
{
    const TmStencil *root = tm_template_root(classifier->template, TM_BOUNDARY);

    for (guint i = 0; i < classifier->diagram->boundaries->len; i++) {
        const TmPart *part = g_ptr_array_index(classifier->diagram->boundaries, i);
        if (root == NULL || part->evidence->len > 0)
            return TRUE;
    }
    return FALSE;
}

/* Whether what is outside of every boundary is for the most part external, where it is known. */
static gboolean
are_foreign(TmClassifier *classifier)
{
    guint foreign = 0;
    guint ours = 0;

    for (guint i = 0; i < classifier->diagram->elements->len; i++) {
        const TmPart *part = g_ptr_array_index(classifier->diagram->elements, i);
        TmClue sight, word;
        if (part->inside->len > 0)
            continue;
        sight = g_array_index(classifier->clues, TmClue, i);
        word = tm_classify_label(classifier, part, TM_KINDS_ELEMENT, TRUE);
        if (word.confidence > sight.confidence)
            sight = word;
        if (sight.stencil == NULL || sight.confidence <= KNOWN)
            continue;
        foreign += sight.stencil->kind == TM_EXTERNAL;
        ours += sight.stencil->kind != TM_EXTERNAL;
    }
    return ours <= MAX(foreign, 1) && (foreign > 0 || has_known_boundary(classifier));
}

/* An icon is no notation. */
static gboolean
is_drawn(const char *sight)
{
    return g_str_has_prefix(sight, "shape ") || g_str_has_prefix(sight, "sides ");
}

typedef enum {
    SENDS = 1,
    RECEIVES = 2,
    TOUCHES_STORE = 4,
} End;

static void
add_end(const TmClassifier *classifier, const TmElement *element, End end)
{
    g_array_index(classifier->ends, guint8, element->part.index) |= (guint8)end;
}

static gboolean
is_store(const TmClassifier *classifier, const TmElement *element)
{
    const TmClue clue = g_array_index(classifier->clues, TmClue, element->part.index);

    return clue.stencil != NULL && clue.stencil->kind == TM_STORE;
}

/* In a data flow diagram a process makes something of something, and only it uses stores. */
static void
find_ends(TmClassifier *classifier, double notation)
{
    const GPtrArray *flows = classifier->diagram->flows;

    g_array_set_size(classifier->ends, 0);
    g_array_set_size(classifier->ends, classifier->diagram->elements->len);
    for (guint i = 0; notation >= NOTATION && i < flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(flows, i);
        add_end(classifier, flow->source, SENDS);
        add_end(classifier, flow->target, RECEIVES);
        if (is_store(classifier, flow->source))
            add_end(classifier, flow->target, TOUCHES_STORE);
        if (is_store(classifier, flow->target))
            add_end(classifier, flow->source, TOUCHES_STORE);
    }
}

static gboolean
is_one_way(const TmClassifier *classifier, const TmPart *part)
{
    const guint8 ends = g_array_index(classifier->ends, guint8, part->index);

    return ends == SENDS || ends == RECEIVES;
}

void
tm_classify_look_around(TmClassifier *classifier)
{
    const GPtrArray *elements = classifier->diagram->elements;
    guint drawn = 0;
    guint inside = 0;
    double notation = 0;

    g_hash_table_remove_all(classifier->sights);
    g_array_set_size(classifier->clues, 0);
    for (guint i = 0; i < elements->len; i++)
        count_sights(classifier, g_ptr_array_index(elements, i));
    tm_classify_find_company(classifier);
    tm_classify_count_numbers(classifier);
    for (guint i = 0; i < elements->len; i++) {
        const TmPart *part = g_ptr_array_index(elements, i);
        TmClue clue = tm_classify_sights(classifier, part, TM_KINDS_ELEMENT);
        g_array_append_val(classifier->clues, clue);
        inside += part->inside->len > 0;
        if (clue.stencil == NULL || clue.stencil->kind != TM_STORE ||
            clue.confidence < STORE_SHAPE || !is_drawn(clue.evidence))
            continue;
        drawn++;
        notation = MAX(notation, clue.confidence);
    }
    find_ends(classifier, notation);
    classifier->draws_stores = drawn > 0;
    classifier->store_words = store_words(drawn, notation);
    classifier->fenced = inside >= FENCED_LEAST && inside < elements->len &&
                         inside >= elements->len * FENCED_SHARE && are_foreign(classifier);
}

/* --- zones ------------------------------------------------------------------------------- */

static TmZone
zone_named(const char *name)
{
    static const char *const names[] = {"", "Internal", "External", "Internet"};

    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (name != NULL && strcmp(names[i], name) == 0)
            return (TmZone)i;
    return TM_ZONE_UNKNOWN;
}

TmZone
tm_classify_zone(const TmStencil *stencil)
{
    for (; stencil != NULL; stencil = stencil->parent)
        for (guint i = 0; i < stencil->presets->len; i++) {
            const TmValue *preset = g_ptr_array_index(stencil->presets, i);
            if (strcmp(preset->name, "zone") == 0)
                return zone_named(preset->value);
        }
    return TM_ZONE_UNKNOWN;
}

static TmZone
zone_of(const TmClassifier *classifier, const TmPart *boundary)
{
    const char *stated = tm_part_value(boundary, "zone");

    if (stated != NULL)
        return zone_named(stated);
    return tm_classify_zone(tm_template_stencil(classifier->template, boundary->type));
}

/* --- an element -------------------------------------------------------------------------- */

gboolean
tm_classify_is_outside(const TmClassifier *classifier, const TmPart *part)
{
    return classifier->fenced && part->inside->len == 0;
}

/* A line has no inside; the innermost box says whose the place is. */
static const TmPart *
innermost(const TmPart *part)
{
    for (guint i = 0; i < part->inside->len; i++) {
        const TmBoundary *boundary = g_ptr_array_index(part->inside, i);
        if (!boundary->line)
            return &boundary->part;
    }
    return NULL;
}

TmClue
tm_classify_place(const TmClassifier *classifier, const TmPart *part)
{
    const TmStencil *external = tm_template_root(classifier->template, TM_EXTERNAL);
    const TmPart *around = innermost(part);

    if (external == NULL)
        return (TmClue){NULL, 0, NULL, FALSE};
    if (around != NULL && zone_of(classifier, around) > TM_ZONE_INTERNAL)
        return (TmClue){external, FOREIGN,
                        tm_pool_printf(&classifier->model->pool, "inside '%s'", around->name),
                        FALSE};
    if (tm_classify_is_outside(classifier, part))
        return (TmClue){external, OUTSIDE, "outside of every boundary", FALSE};
    if (is_one_way(classifier, part))
        return (TmClue){external, ONE_WAY, "flows in one direction only", FALSE};
    return (TmClue){NULL, 0, NULL, FALSE};
}
