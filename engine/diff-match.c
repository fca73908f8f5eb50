/* Which parts of two pages are the same. Each pass gives every part that is left a mark, by what it
 * looks at: an id, a name, neighbours that are known. Parts are the same where each side has one
 * part with that mark. A page costs a fixed number of passes, each as long as the page. */
#include <string.h>

#include "diff-own.h"

/* A part that is found helps to find its neighbours, which help to find theirs. */
#define MAX_ROUNDS 8

typedef enum {
    BY_ID,
    BY_NAME,
    BY_NAME_AND_KIND,
    BY_NAME_AND_PLACE, /* kind and neighbours too */
    BY_PLACE,          /* type, boundaries and neighbours */
    BY_MEMBERS,        /* of a boundary */
    BY_ENDS_AND_NAME,  /* of a flow */
    BY_ENDS,
} Trait;

/* What is known of one of the two pages. */
typedef struct {
    const TmDiagram *diagram;
    GHashTable *twins;   /* part -> the same in the other model */
    gboolean old;        /* marks are made of positions in the new page */
    guint64 *neighbours; /* by TmPart.index of elements: 0 where none is known */
    guint64 *around;     /* the same, with those that are not known */
} Side;

typedef struct {
    TmDiffing *diffing;
    Side old;
    Side now;
} Match;

/* Parts with the same mark. */
typedef struct {
    GPtrArray *old;
    GPtrArray *now;
} Group;

/* --- marks ------------------------------------------------------------------------------- */

static guint64
mix(guint64 number)
{
    number ^= number >> 30;
    number *= G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
    number ^= number >> 27;
    number *= G_GUINT64_CONSTANT(0x94d049bb133111eb);
    return number ^ (number >> 31);
}

static guint64
join(guint64 one, guint64 other)
{
    return mix(one + G_GUINT64_CONSTANT(0x9e3779b97f4a7c15) + mix(other));
}

static guint64
mark_text(const char *text)
{
    guint64 mark = G_GUINT64_CONSTANT(0xcbf29ce484222325);

    for (const char *c = text != NULL ? text : ""; *c != '\0'; c++)
        mark = (mark ^ (guchar)*c) * G_GUINT64_CONSTANT(0x100000001b3);
    return mix(mark);
}

/* The same for a part and its twin; 0 where it has none. */
static guint64
mark_known(const Side *side, const TmPart *part)
{
    const TmPart *twin = g_hash_table_lookup(side->twins, part);
    const TmPart *shared = side->old ? twin : part;

    return twin == NULL ? 0 : mix(((guint64)shared->kind << 32) + shared->index + 1);
}

static guint64
mark_inside(const Side *side, const GPtrArray *parts)
{
    guint64 mark = 0;

    for (guint i = 0; i < parts->len; i++)
        mark += mark_known(side, g_ptr_array_index(parts, i));
    return mark;
}

/* A sum, since flows have no order. */
static void
add_neighbour(Side *side, const TmElement *element, const TmElement *other, guint64 way)
{
    const guint64 mark = mark_known(side, &other->part);

    side->around[element->part.index] += join(mark, way);
    side->neighbours[element->part.index] += mark != 0 ? join(mark, way) : 0;
}

static void
look_around(Side *side)
{
    const TmDiagram *diagram = side->diagram;
    const gsize size = sizeof(guint64) * diagram->elements->len;

    if (size == 0)
        return;
    memset(side->neighbours, 0, size);
    memset(side->around, 0, size);
    for (guint i = 0; i < diagram->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(diagram->flows, i);
        add_neighbour(side, flow->source, flow->target, 1);
        add_neighbour(side, flow->target, flow->source, 2);
    }
}

static guint64
mark_ends(const Side *side, const TmFlow *flow)
{
    const guint64 source = mark_known(side, &flow->source->part);
    const guint64 target = mark_known(side, &flow->target->part);

    return source != 0 && target != 0 ? join(source, target) : 0;
}

static guint64
mark_place(const Side *side, const TmPart *part)
{
    if (side->neighbours[part->index] == 0)
        return 0;
    return join(join(side->around[part->index], mark_inside(side, part->inside)),
                mark_text(part->type));
}

/* What is the same for the same parts; 0 where @trait says nothing of the part. */
static guint64
mark_part(const Side *side, const TmPart *part, Trait trait)
{
    const guint64 name = *part->name != '\0' ? mark_text(part->name) : 0;

    switch (trait) {
    case BY_ID:
        return mark_text(part->id);
    case BY_NAME:
        return name;
    case BY_NAME_AND_KIND:
        return name != 0 ? join(name, part->kind) : 0;
    case BY_NAME_AND_PLACE:
        return name != 0 ? join(join(name, part->kind), side->around[part->index]) : 0;
    case BY_PLACE:
        return mark_place(side, part);
    case BY_MEMBERS:
        return mark_inside(side, ((const TmBoundary *)part)->members);
    case BY_ENDS:
        return mark_ends(side, (const TmFlow *)part);
    case BY_ENDS_AND_NAME:
        return mark_ends(side, (const TmFlow *)part) != 0
                   ? join(mark_ends(side, (const TmFlow *)part), mark_text(part->name))
                   : 0;
    }
    return 0;
}

/* --- passes ------------------------------------------------------------------------------ */

static void
free_group(gpointer data)
{
    Group *group = data;

    g_ptr_array_unref(group->old);
    g_ptr_array_unref(group->now);
    g_free(group);
}

/* Puts the parts that have no twin into groups by their marks. */
static void
collect(GHashTable *groups, const Side *side, const GPtrArray *parts, Trait trait)
{
    for (guint i = 0; i < parts->len; i++) {
        TmPart *part = g_ptr_array_index(parts, i);
        guint64 mark = g_hash_table_contains(side->twins, part) ? 0 : mark_part(side, part, trait);
        Group *group = mark != 0 ? g_hash_table_lookup(groups, &mark) : NULL;

        if (mark == 0 || (group == NULL && !side->old))
            continue;
        if (group == NULL) {
            group = g_new(Group, 1);
            *group = (Group){g_ptr_array_new(), g_ptr_array_new()};
            g_hash_table_insert(groups, g_memdup2(&mark, sizeof mark), group);
        }
        g_ptr_array_add(side->old ? group->old : group->now, part);
    }
}

/* An arrow that has kept its id, but nothing else, is another one. */
static gboolean
is_same_flow(const Match *match, const TmFlow *old, const TmFlow *now)
{
    const TmPart *source = tm_diff_now(match->diffing, old->source);
    const TmPart *target = tm_diff_now(match->diffing, old->target);

    return source == &now->source->part || target == &now->target->part ||
           (source == &now->target->part && target == &now->source->part) ||
           (*old->part.name != '\0' && strcmp(old->part.name, now->part.name) == 0);
}

static gboolean
pair_parts(const Match *match, const TmPart *old, const TmPart *now)
{
    if (old->kind == TM_FLOW && !is_same_flow(match, (const TmFlow *)old, (const TmFlow *)now))
        return FALSE;
    tm_diff_pair(match->diffing, old, now);
    return TRUE;
}

/* Of parts that nothing tells apart the first on one side is the first on the other. */
static guint
pair_group(const Match *match, const Group *group, gboolean alike)
{
    guint found = 0;

    if (!alike && (group->old->len != 1 || group->now->len != 1))
        return 0;
    for (guint i = 0; i < MIN(group->old->len, group->now->len); i++)
        found += pair_parts(match, group->old->pdata[i], group->now->pdata[i]) ? 1 : 0;
    return found;
}

/* Returns how many parts were found; @alike: also such that nothing tells apart. */
static guint
pass(Match *match, const GPtrArray *old, const GPtrArray *now, Trait trait, gboolean alike)
{
    g_autoptr(GHashTable) groups =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, free_group);
    GHashTableIter iter;
    gpointer group;
    guint found = 0;

    collect(groups, &match->old, old, trait);
    collect(groups, &match->now, now, trait);
    g_hash_table_iter_init(&iter, groups);
    while (g_hash_table_iter_next(&iter, NULL, &group))
        found += pair_group(match, group, alike);
    return found;
}

static guint
pass_elements(Match *match, Trait trait, gboolean alike)
{
    look_around(&match->old);
    look_around(&match->now);
    return pass(match, match->old.diagram->elements, match->now.diagram->elements, trait, alike);
}

static guint
pass_boundaries(Match *match, Trait trait)
{
    return pass(match, match->old.diagram->boundaries, match->now.diagram->boundaries, trait,
                FALSE);
}

static guint
pass_flows(Match *match, Trait trait)
{
    return pass(match, match->old.diagram->flows, match->now.diagram->flows, trait, trait != BY_ID);
}

/* --- ids or names ------------------------------------------------------------------------ */

/* Whether ids tell more than names: not where most ids have another name now, and most of these
 * names are still there, as in a diagram that a program numbers anew. */
static gboolean
ids_count(const Match *match)
{
    const GPtrArray *parts = match->now.diagram->elements;
    g_autoptr(GHashTable) names = g_hash_table_new(tm_text_hash, g_str_equal);
    guint agree = 0, differ = 0, elsewhere = 0;

    for (guint i = 0; i < match->old.diagram->elements->len; i++)
        g_hash_table_add(names,
                         (gpointer)((const TmPart *)match->old.diagram->elements->pdata[i])->name);
    for (guint i = 0; i < parts->len; i++) {
        const TmPart *now = g_ptr_array_index(parts, i);
        const TmPart *old = tm_diagram_find(match->old.diagram, now->id);
        const gboolean same = old != NULL && strcmp(old->name, now->name) == 0;
        agree += same ? 1 : 0;
        differ += same ? 0 : 1;
        elsewhere += !same && *now->name != '\0' && g_hash_table_contains(names, now->name) ? 1 : 0;
    }
    return differ <= agree || elsewhere * 2 <= differ;
}

static void
match_by_names(Match *match)
{
    pass_boundaries(match, BY_NAME);
    pass_elements(match, BY_NAME_AND_KIND, FALSE);
    pass_elements(match, BY_NAME, FALSE);
    for (guint i = 0; i < MAX_ROUNDS && pass_elements(match, BY_NAME_AND_PLACE, FALSE) > 0; i++)
        continue;
    pass_elements(match, BY_NAME_AND_PLACE, TRUE);
}

static void
match_by_ids(Match *match)
{
    pass_boundaries(match, BY_ID);
    pass_elements(match, BY_ID, FALSE);
}

static void
match_all(Match *match)
{
    const gboolean ids_first = ids_count(match);

    if (ids_first)
        match_by_ids(match);
    match_by_names(match);
    for (guint i = 0; i < MAX_ROUNDS && pass_elements(match, BY_PLACE, FALSE) > 0; i++)
        continue;
    pass_boundaries(match, BY_MEMBERS);
    if (!ids_first)
        match_by_ids(match);
    if (ids_first)
        pass_flows(match, BY_ID);
    pass_flows(match, BY_ENDS_AND_NAME);
    if (!ids_first)
        pass_flows(match, BY_ENDS);
}

static Side
new_side(const TmDiagram *diagram, GHashTable *twins, gboolean old)
{
    return (Side){diagram, twins, old, g_new0(guint64, diagram->elements->len),
                  g_new0(guint64, diagram->elements->len)};
}

static void
clear_side(Side *side)
{
    g_free(side->neighbours);
    g_free(side->around);
}

void
tm_diff_match_parts(TmDiffing *diffing, const TmDiagram *old, const TmDiagram *now)
{
    Match match = {diffing, new_side(old, diffing->now_of, TRUE),
                   new_side(now, diffing->old_of, FALSE)};

    match_all(&match);
    clear_side(&match.old);
    clear_side(&match.now);
}
