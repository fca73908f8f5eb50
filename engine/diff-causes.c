/* Why a threat came, went or changed: the changes at its parts, the most telling ones; where there
 * is none, the change that is the fewest flows away, since exposure and taint travel along flows.
 */
#include <string.h>

#include "diff-own.h"
#include "expression.h"

#define MAX_CAUSES 3
/* Of a threat with more flows the first ones tell enough. */
#define MAX_FLOWS 64

/* How much a change tells, the best first. */
typedef enum {
    CERTAIN,    /* a part that the threat is about came or went */
    WITH_FLOWS, /* all flows that it comes from did */
    IN_RULE,    /* a property that the rule of the threat names */
    OTHERWISE_TYPED,
    IN_SCOPE,
    ACROSS,   /* something crosses other boundaries, or goes elsewhere */
    PROPERTY, /* any other one */
    NOTHING,
} Weight;

typedef struct {
    const TmDiffing *diffing;
    const TmThreatChange *change;
    gboolean worth;   /* only the impact changed: what something is worth, and where is no matter */
    TmWho who;        /* as whom the rule sees the part at hand; TM_N_WHO: not at all */
    GPtrArray *found; /* const TmChange, of @weight */
    Weight weight;
} Search;

/* --- how much a change tells ------------------------------------------------------------- */

typedef struct {
    TmWho who;
    const char *id;
    gboolean found;
} Wanted;

static void
visit(TmWho who, const TmProperty *property, gpointer data)
{
    Wanted *wanted = data;

    wanted->found |= who == wanted->who && strcmp(property->id, wanted->id) == 0;
}

static gboolean
names_property(const TmThreatType *type, TmWho who, const char *id)
{
    const TmExpression *const expressions[] = {type->include, type->exclude, type->eases};
    Wanted wanted = {who, id, FALSE};

    for (gsize i = 0; i < G_N_ELEMENTS(expressions); i++)
        if (expressions[i] != NULL)
            tm_expression_visit(expressions[i], visit, &wanted);
    return wanted.found;
}

/* A part that was there before makes no threat new by coming, nor does one that is there still make
 * a threat go: so for a new threat only what was added counts, for one that is gone what was
 * removed. */
static Weight
weigh_presence(const Search *search, const TmChange *change)
{
    const gboolean came = change->kind == TM_CHANGE_ADDED;

    if (search->change->old == NULL)
        return came ? CERTAIN : NOTHING;
    if (search->change->now == NULL)
        return came ? ACROSS : CERTAIN;
    return ACROSS;
}

/* Impact comes from these two, stated or preset by a type, here or next to here. */
static gboolean
is_worth(const char *property)
{
    return strcmp(property, "classification") == 0 || strcmp(property, "criticality") == 0;
}

static gboolean
is_element(const TmPart *part)
{
    return part != NULL && part->kind != TM_FLOW && part->kind != TM_BOUNDARY;
}

gboolean
tm_diff_is_worth(const TmChange *change)
{
    switch (change->kind) {
    case TM_CHANGE_KIND:
        return TRUE;
    case TM_CHANGE_ADDED:
    case TM_CHANGE_TYPE:
        return is_element(change->now.part);
    case TM_CHANGE_REMOVED:
        return is_element(change->old.part);
    case TM_CHANGE_PROPERTY:
        return is_worth(change->property);
    case TM_CHANGE_RENAMED:
    case TM_CHANGE_REDRAWN:
    case TM_CHANGE_SCOPE:
    case TM_CHANGE_MOVED:
    case TM_CHANGE_ENDS:
    case TM_CHANGE_CROSSING:
    case TM_N_CHANGES:
        return FALSE;
    }
    return FALSE;
}

static Weight
weigh_property(const Search *search, const TmChange *change)
{
    const TmThreat *old = search->change->old;
    const TmThreat *now = search->change->now;
    const TmThreatType *type = now != NULL ? now->type : old->type;
    const gboolean rated = old != NULL && now != NULL && old->impact != now->impact;

    if (rated && is_worth(change->property))
        return IN_RULE;
    return names_property(type, search->who, change->property) ? IN_RULE : PROPERTY;
}

static Weight
weigh(const Search *search, const TmChange *change)
{
    if (search->worth && !tm_diff_is_worth(change))
        return NOTHING;
    switch (change->kind) {
    case TM_CHANGE_ADDED:
    case TM_CHANGE_REMOVED:
        return weigh_presence(search, change);
    case TM_CHANGE_PROPERTY:
        return weigh_property(search, change);
    case TM_CHANGE_KIND:
    case TM_CHANGE_TYPE:
        return OTHERWISE_TYPED;
    case TM_CHANGE_SCOPE:
        return IN_SCOPE;
    case TM_CHANGE_MOVED:
    case TM_CHANGE_ENDS:
    case TM_CHANGE_CROSSING:
        return ACROSS;
    case TM_CHANGE_RENAMED:
    case TM_CHANGE_REDRAWN:
    case TM_N_CHANGES:
        return NOTHING;
    }
    return NOTHING;
}

/* --- what is there ----------------------------------------------------------------------- */

static void
take(Search *search, const TmChange *change, Weight least)
{
    const Weight weight = MAX(weigh(search, change), least);

    if (weight == NOTHING || weight > search->weight)
        return;
    if (weight < search->weight)
        g_ptr_array_set_size(search->found, 0);
    search->weight = weight;
    if (search->found->len < MAX_CAUSES && !g_ptr_array_find(search->found, change, NULL))
        g_ptr_array_add(search->found, (gpointer)change);
}

/* Takes the changes of a page or part (or NULL), none of which tells more than @least. */
static void
take_at(Search *search, gconstpointer key, Weight least)
{
    const GPtrArray *changes = key != NULL ? g_hash_table_lookup(search->diffing->at, key) : NULL;

    for (guint i = 0; changes != NULL && i < changes->len; i++) {
        const TmChange *change = g_ptr_array_index(changes, i);
        const gboolean of_page = change->now.part == NULL && change->old.part == NULL;
        if (!of_page || change->kind != TM_CHANGE_RENAMED)
            take(search, change, least);
    }
}

static void
take_crossed(Search *search, const TmFlow *flow)
{
    for (guint i = 0; i < MIN(flow->crossings->len, MAX_FLOWS); i++)
        take_at(search, ((const TmCrossing *)flow->crossings->pdata[i])->boundary, ACROSS);
}

static gboolean
is_changed(const Search *search, const TmFlow *flow, TmChangeKind kind)
{
    const GPtrArray *changes = g_hash_table_lookup(search->diffing->at, flow);

    return changes != NULL && ((const TmChange *)changes->pdata[0])->kind == kind;
}

/* Whether the threat came or went with its flows. */
static gboolean
all_changed(const Search *search, const GPtrArray *flows, TmChangeKind kind)
{
    for (guint i = 0; i < MIN(flows->len, MAX_FLOWS); i++)
        if (!is_changed(search, flows->pdata[i], kind))
            return FALSE;
    return flows->len > 0;
}

static void
take_as(Search *search, TmWho who, gconstpointer key, Weight least)
{
    search->who = who;
    take_at(search, key, least);
    search->who = TM_N_WHO;
}

static void
take_flows(Search *search, const TmThreat *threat)
{
    const TmChangeKind kind = threat == search->change->now ? TM_CHANGE_ADDED : TM_CHANGE_REMOVED;
    const Weight least = all_changed(search, threat->flows, kind) ? WITH_FLOWS : IN_RULE;

    for (guint i = 0; i < MIN(threat->flows->len, MAX_FLOWS); i++) {
        take_as(search, TM_WHO_FLOW, threat->flows->pdata[i], least);
        take_crossed(search, threat->flows->pdata[i]);
    }
}

static void
take_around(Search *search, const TmElement *element)
{
    for (guint i = 0; i < MIN(element->part.inside->len, MAX_FLOWS); i++)
        take_at(search, element->part.inside->pdata[i], ACROSS);
}

static void
take_threat(Search *search, const TmThreat *threat)
{
    if (threat == NULL)
        return;
    take_at(search, threat->diagram, CERTAIN);
    if (threat->source == NULL)
        return;
    take_as(search, TM_WHO_SOURCE, threat->source, CERTAIN);
    take_as(search, TM_WHO_TARGET, threat->target, CERTAIN);
    take_flows(search, threat);
    take_around(search, threat->source);
    take_around(search, threat->target);
}

static const TmChange *
find_near(const TmDiffing *diffing, TmDiffNear **near, gboolean worth, const TmThreat *threat)
{
    const TmChange *found = NULL;

    if (*near == NULL)
        *near = tm_diff_near_new(diffing, worth);
    if (threat->target != NULL && threat->type->scope != TM_SCOPE_SOURCE)
        found = tm_diff_near(*near, threat->target);
    if (threat->source != NULL && found == NULL)
        found = tm_diff_near(*near, threat->source);
    return found;
}

static void
take_near(const TmDiffing *diffing, TmDiffNear *near[2], gboolean worth, TmThreatChange *change)
{
    const TmThreat *threat = change->now != NULL ? change->now : change->old;
    const TmChange *found = NULL;

    if (worth)
        found = find_near(diffing, &near[1], TRUE, threat);
    if (found == NULL)
        found = find_near(diffing, &near[0], FALSE, threat);
    if (found != NULL)
        tm_pool_add(&diffing->diff->pool, &change->causes, found);
}

/* A threat that stays, and of whose rating only the impact is another. */
static gboolean
is_about_worth(const TmThreatChange *change)
{
    const TmThreat *old = change->old;
    const TmThreat *now = change->now;

    return old != NULL && now != NULL && old->stated == now->stated && old->impact != now->impact &&
           old->likelihood == now->likelihood;
}

void
tm_diff_explain(const TmDiffing *diffing, TmDiffNear *near[2], TmThreatChange *change)
{
    const gboolean worth = is_about_worth(change);
    GPtrArray *found = tm_pool_array(&diffing->diff->pool);
    Search search = {diffing, change, worth, TM_N_WHO, found, NOTHING};

    take_threat(&search, change->now);
    take_threat(&search, change->old);
    change->causes = search.found;
    change->near = search.found->len > 0;
    if (!change->near)
        take_near(diffing, near, worth, change);
}
