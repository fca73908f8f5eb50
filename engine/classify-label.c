/* What the words of a label say, grammar considered. "Auth agent queue" is a queue, "User
 * notifications" is no user, "Notify customer" is an action, "Redis server" is a Redis. */
#include "classify-own.h"

#define STRONG 0.85
#define GENERIC 0.65
/* What a word is worth that contradicts the head of the label. */
#define OVERRULED 0.5
/* The same of a weak word that is all there is: the author calls it just that. */
#define ALONE 0.5
/* The name of an icon is the word of whoever drew the icon. */
#define ICON_NAME 0.45
/* A label that says less says nothing. */
#define LOUD_ENOUGH 0.4
/* "User" in "User notifications". */
#define OWNER 0.3

typedef struct {
    const TmWordHit *hit;
    TmClause clause;
    gboolean head; /* the last word of its clause */
    gboolean whole;
    double weight;
} Vote;

typedef struct {
    TmClassifier *classifier;
    GArray *label; /* TmLabelWord */
    const GArray *hits;
    GArray *votes; /* Vote */
    guint n_words; /* of the label, without fillers */
    gboolean outside;
} Ballot;

/* --- the place of a word ----------------------------------------------------------------- */

static TmLabelWord *
word_at(const Ballot *ballot, guint position)
{
    return &g_array_index(ballot->label, TmLabelWord, position);
}

/* What follows in Russian and is not known is a genitive: the administrator of the system. */
static gboolean
is_genitive(const Ballot *ballot, guint position)
{
    const gunichar c = g_utf8_get_char(word_at(ballot, position)->text);

    if (c < 0x400 || c > 0x4FF)
        return FALSE;
    for (guint i = 0; i < ballot->hits->len; i++) {
        const TmWordHit *hit = &g_array_index(ballot->hits, TmWordHit, i);
        if (position >= hit->position && position < hit->position + hit->length)
            return FALSE;
    }
    return TRUE;
}

/* Whether nothing that says something follows in the clause of the word at @position. */
static gboolean
is_last(const Ballot *ballot, guint position, guint length)
{
    const TmLabelWord *word = word_at(ballot, position);

    for (guint i = position + length; i < ballot->label->len; i++) {
        const TmLabelWord *next = word_at(ballot, i);
        if (next->segment == word->segment && next->clause == word->clause && !next->filler &&
            !is_genitive(ballot, i))
            return FALSE;
    }
    return TRUE;
}

static gboolean
is_first(const Ballot *ballot, guint position)
{
    for (guint i = 0; i < position; i++)
        if (!word_at(ballot, i)->filler)
            return FALSE;
    return TRUE;
}

/* Whether nothing but genitives stand between two words of a clause. */
static gboolean
follows(const Ballot *ballot, const TmWordHit *hit, const TmWordHit *other)
{
    const guint end = other->position + other->length;

    if (end > hit->position ||
        word_at(ballot, other->position)->segment != word_at(ballot, hit->position)->segment)
        return FALSE;
    for (guint i = end; i < hit->position; i++)
        if (!is_genitive(ballot, i))
            return FALSE;
    return TRUE;
}

/* A form of a word behind a word that is known is a genitive: the browser of the user. */
static void
put_behind(const Ballot *ballot, const GArray *hits, const TmWordHit *hit)
{
    for (guint i = 0; i < hits->len && hit->bent; i++)
        if (follows(ballot, hit, &g_array_index(hits, TmWordHit, i)))
            word_at(ballot, hit->position)->clause = TM_CLAUSE_TAIL;
}

/* --- what a word weighs ------------------------------------------------------------------ */

/* By clause; of a word that names the thing, and of one before that; strong, generic, weak. */
static const double weights[TM_N_CLAUSES][2][3] = {
    [TM_CLAUSE_MAIN] = {{0.85, 0.65, 0.45}, {0.75, 0.50, 0.30}},
    [TM_CLAUSE_PEER] = {{0.70, 0.50, 0.35}, {0.60, 0.40, 0.25}},
    [TM_CLAUSE_ASIDE] = {{0.85, 0.50, 0.30}, {0.40, 0.35, 0.20}},
    [TM_CLAUSE_TAIL] = {{0.50, 0.35, 0.20}, {0.45, 0.30, 0.20}},
};

/* People and zones that are not ours only count as the thing itself. */
static gboolean
is_owner(const TmStencil *stencil)
{
    if (stencil->kind == TM_BOUNDARY)
        return tm_classify_zone(stencil) > TM_ZONE_INTERNAL;
    return stencil->kind == TM_EXTERNAL && stencil->parent != NULL;
}

static double
weigh(const Vote *vote)
{
    const double confidence = vote->hit->confidence;
    const guint class = confidence >= STRONG ? 0 : confidence >= GENERIC ? 1 : 2;
    const double weight = weights[vote->clause][vote->head ? 0 : 1][class];

    if (vote->hit->use == TM_USE_LEADS)
        return GENERIC;
    if (vote->hit->stencil->kind == TM_BOUNDARY && !vote->head)
        return MIN(weight, is_owner(vote->hit->stencil) ? OWNER : OVERRULED);
    if (!vote->head && class > 0 && is_owner(vote->hit->stencil))
        return MIN(weight, OWNER);
    return vote->whole ? MAX(weight, ALONE) : weight;
}

/* Whether all words that follow in the clause only carry what stands before them: Redis cluster. */
static gboolean
is_carried(const Ballot *ballot, const TmWordHit *hit)
{
    guint carried = 0;

    for (guint i = 0; i < ballot->hits->len; i++) {
        const TmWordHit *next = &g_array_index(ballot->hits, TmWordHit, i);
        if (next->position == hit->position + hit->length &&
            (next->use == TM_USE_CARRIES || next->confidence < GENERIC))
            carried = next->length;
    }
    return carried > 0 && is_last(ballot, hit->position, hit->length + carried);
}

/* "Internet" in "Internet border": what follows only says that it is a boundary. */
static gboolean
names_boundary(const Ballot *ballot, const TmWordHit *hit)
{
    for (guint i = 0; i < ballot->hits->len; i++) {
        const TmWordHit *next = &g_array_index(ballot->hits, TmWordHit, i);
        if (next->position == hit->position + hit->length && next->stencil->kind == TM_BOUNDARY &&
            next->stencil->parent == NULL)
            return TRUE;
    }
    return FALSE;
}

static void
add_vote(Ballot *ballot, const TmWordHit *hit)
{
    Vote vote = {hit, word_at(ballot, hit->position)->clause, FALSE, FALSE, 0};

    if (hit->use == TM_USE_LEADS && !is_first(ballot, hit->position))
        return;
    if (hit->use == TM_USE_OUTSIDE && !ballot->outside)
        return;
    vote.head = is_last(ballot, hit->position, hit->length);
    vote.whole = vote.head && ballot->n_words <= hit->length;
    vote.weight = weigh(&vote);
    if (hit->confidence >= STRONG && vote.clause == TM_CLAUSE_MAIN && is_carried(ballot, hit))
        vote.weight = hit->confidence;
    if (hit->stencil->kind == TM_BOUNDARY && hit->stencil->parent != NULL && !vote.head &&
        names_boundary(ballot, hit))
        vote.weight = OVERRULED;
    g_array_append_val(ballot->votes, vote);
}

/* --- who speaks for the label ------------------------------------------------------------ */

/* Whether @vote says more of the label than @ruler. Verbs lead to processes and beat all;
 * "external" yields to a last word that names a thing; else the last word of the main clause rules.
 */
static gboolean
rules_over(const Vote *vote, const Vote *ruler)
{
    const gboolean leads = vote->hit->use == TM_USE_LEADS;

    if (vote->hit->use == TM_USE_OUTSIDE || (!leads && vote->clause != TM_CLAUSE_MAIN))
        return FALSE;
    if (leads && vote->hit->stencil->kind == TM_PROCESS)
        return TRUE;
    if (!leads && (!vote->head || vote->hit->confidence < GENERIC))
        return FALSE;
    if (ruler == NULL)
        return TRUE;
    if (ruler->hit->use == TM_USE_LEADS)
        return !leads && ruler->hit->stencil->kind != TM_PROCESS && vote->hit->use == TM_USE_NAMES;
    return leads ? ruler->hit->use == TM_USE_CARRIES : vote->weight > ruler->weight;
}

static const Vote *
find_ruler(const Ballot *ballot)
{
    const Vote *ruler = NULL;

    for (guint i = 0; i < ballot->votes->len; i++) {
        const Vote *vote = &g_array_index(ballot->votes, Vote, i);
        if (rules_over(vote, ruler))
            ruler = vote;
    }
    return ruler;
}

static void
overrule(const Ballot *ballot, const Vote *ruler)
{
    for (guint i = 0; i < ballot->votes->len; i++) {
        Vote *vote = &g_array_index(ballot->votes, Vote, i);
        if (vote->hit->stencil->kind == ruler->hit->stencil->kind ||
            vote->hit->use == TM_USE_OUTSIDE)
            continue;
        if (ruler->hit->use == TM_USE_CARRIES && vote->clause == TM_CLAUSE_MAIN &&
            vote->hit->use != TM_USE_LEADS)
            continue;
        vote->weight = MIN(vote->weight, OVERRULED);
    }
}

static gboolean
is_louder(const Vote *a, const Vote *b, const Vote *ruler)
{
    const TmKind kind = ruler != NULL ? ruler->hit->stencil->kind : a->hit->stencil->kind;

    if (a->weight != b->weight)
        return a->weight > b->weight;
    if ((a->hit->use == TM_USE_OUTSIDE) != (b->hit->use == TM_USE_OUTSIDE))
        return a->hit->use == TM_USE_OUTSIDE;
    if (a->hit->stencil->kind != b->hit->stencil->kind)
        return a->hit->stencil->kind == kind && ruler != NULL;
    return a->clause == TM_CLAUSE_MAIN && a->hit->position > b->hit->position;
}

static const Vote *
find_best(const Ballot *ballot, const Vote *ruler)
{
    const Vote *best = NULL;

    for (guint i = 0; i < ballot->votes->len; i++) {
        const Vote *vote = &g_array_index(ballot->votes, Vote, i);
        if (best == NULL || is_louder(vote, best, ruler))
            best = vote;
    }
    return best;
}

/* "API server" is a server, and more precisely an API. */
static const Vote *
find_special(const Ballot *ballot, const Vote *best)
{
    const Vote *special = best;

    if (best->hit->use == TM_USE_LEADS)
        return best;
    for (guint i = 0; i < ballot->votes->len; i++) {
        const Vote *vote = &g_array_index(ballot->votes, Vote, i);
        if (vote->clause != TM_CLAUSE_TAIL && vote->weight >= 0.4 &&
            vote->hit->stencil != special->hit->stencil &&
            tm_stencil_is(vote->hit->stencil, special->hit->stencil))
            special = vote;
    }
    return special;
}

static TmClue
count_votes(const Ballot *ballot)
{
    const Vote *ruler = find_ruler(ballot);
    const Vote *best, *special;

    if (ruler != NULL)
        overrule(ballot, ruler);
    best = find_best(ballot, ruler);
    if (best == NULL || best->weight < LOUD_ENOUGH)
        return (TmClue){NULL, 0, NULL, FALSE};
    special = find_special(ballot, best);
    return (TmClue){
        special->hit->stencil, best->weight,
        tm_pool_printf(&ballot->classifier->model->pool, "word '%s'", special->hit->word),
        best->head};
}

static TmClue
weigh_text(TmClassifier *classifier, const char *text, gsize heading, guint kinds, gboolean outside)
{
    g_autoptr(GArray) label = tm_label_split(classifier->words, text, heading);
    g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(TmWordHit));
    g_autoptr(GArray) votes = g_array_new(FALSE, FALSE, sizeof(Vote));
    Ballot ballot = {classifier, label, hits, votes, 0, outside};

    for (guint i = 0; i < label->len; i++)
        ballot.n_words += !g_array_index(label, TmLabelWord, i).filler;
    tm_words_look_up(classifier->words, label, hits);
    for (guint i = 0; i < hits->len; i++)
        put_behind(&ballot, hits, &g_array_index(hits, TmWordHit, i));
    for (guint i = 0; i < hits->len; i++) {
        const TmWordHit *hit = &g_array_index(hits, TmWordHit, i);
        if ((kinds & (1u << hit->stencil->kind)) != 0)
            add_vote(&ballot, hit);
    }
    return count_votes(&ballot);
}

/* --- what was read before ---------------------------------------------------------------- */

/* A label as it was asked about. Names are interned in the model. */
typedef struct {
    const char *name;
    gsize heading;
    guint kinds;
    gboolean outside;
    TmClue clue;
} Reading;

static guint
hash_reading(gconstpointer key)
{
    const Reading *reading = key;

    return g_direct_hash(reading->name) * 31 + reading->kinds * 2 + (reading->outside ? 1 : 0);
}

static gboolean
same_reading(gconstpointer a, gconstpointer b)
{
    const Reading *left = a;
    const Reading *right = b;

    return left->name == right->name && left->heading == right->heading &&
           left->kinds == right->kinds && left->outside == right->outside;
}

GHashTable *
tm_classify_readings_new(void)
{
    return g_hash_table_new_full(hash_reading, same_reading, g_free, NULL);
}

TmClue
tm_classify_label(TmClassifier *classifier, const TmPart *part, guint kinds, gboolean outside)
{
    Reading key = {part->name, part->heading, kinds, outside, {NULL, 0, NULL, FALSE}};
    const Reading *known = g_hash_table_lookup(classifier->readings, &key);

    if (known != NULL)
        return known->clue;
    key.clue = weigh_text(classifier, part->name, part->heading, kinds, outside);
    g_hash_table_add(classifier->readings, g_memdup2(&key, sizeof key));
    return key.clue;
}

TmClue
tm_classify_icon(TmClassifier *classifier, const char *name, guint kinds)
{
    TmClue clue = weigh_text(classifier, name, 0, kinds, FALSE);

    clue.confidence = MIN(clue.confidence, ICON_NAME);
    return clue;
}
