/* Decisions whose threat is not there any more. They are kept and reported; where a part is gone,
 * and another one now stands in its place, the new id is proposed.
 *
 * A register holds nothing but ids, so the place of a part that is gone follows from them: its
 * neighbours are the other subjects of the decisions about it, and its type shows in the threat
 * types that it had. What stands in its place is the part that has most of these threats, with the
 * same other subjects, and none of them decided; where two parts do, nothing is proposed. */
#include <string.h>

#include "check-own.h"

/* Of more decisions than this that lost their threat, most are not a matter of names. */
#define MAX_ORPHANS 1000
/* Nor are so many of them times the threats that each may have become. */
#define MAX_PAIRS 1000000
#define MAX_SUBJECTS 3

/* The id of a threat, taken apart. */
typedef struct {
    const char *id;
    char *type;
    char *names[MAX_SUBJECTS + 1]; /* as in TmSubject; ended by NULL */
} Name;

typedef struct {
    Name name;
    const TmDecision *decision;
} Orphan;

/* A part that is gone. */
typedef struct {
    GHashTable *votes; /* name of a part that may be it -> how many decisions say so */
    const char *best;  /* NULL: none, or two of them */
} Gone;

typedef struct {
    TmReport *report;
    GHashTable *subjects;  /* name -> TmSubject */
    GPtrArray *orphans;    /* Orphan */
    GHashTable *open;      /* type -> GPtrArray of Name: threats that nobody has decided */
    GHashTable *mentioned; /* set of names: parts about which there are other decisions */
    GHashTable *gone;      /* name -> Gone */
} Search;

/* --- names ------------------------------------------------------------------------------- */

/* Ids of parts are escaped: what separates is not in them (contract.md section 2). */
static void
take_apart(Name *name, const char *id)
{
    const char *at = strrchr(id, '@');
    const char *slash = at != NULL ? strrchr(at, '/') : NULL;
    const char *first = slash != NULL ? slash + 1 : at != NULL ? at + 1 : "";
    g_auto(GStrv) ids = g_strsplit(first, ":", MAX_SUBJECTS);

    name->id = id;
    name->type = at != NULL ? g_strndup(id, (gsize)(at - id)) : g_strdup(id);
    for (guint i = 0; ids[i] != NULL; i++)
        name->names[i] = g_strdup_printf("%.*s%s", (int)(first - at - 1), at + 1, ids[i]);
}

static void
clear_name(Name *name)
{
    g_free(name->type);
    for (guint i = 0; i < MAX_SUBJECTS; i++)
        g_free(name->names[i]);
}

static void
free_name(gpointer name)
{
    clear_name(name);
    g_free(name);
}

static void
free_orphan(gpointer orphan)
{
    clear_name(&((Orphan *)orphan)->name);
    g_free(orphan);
}

static void
free_gone(gpointer gone)
{
    g_hash_table_unref(((Gone *)gone)->votes);
    g_free(gone);
}

static void
unref_array(gpointer array)
{
    g_ptr_array_unref(array);
}

/* --- what is there ----------------------------------------------------------------------- */

static gboolean
is_gone(const Search *search, const char *name)
{
    return !g_hash_table_contains(search->subjects, name);
}

static const char *
first_gone(const Search *search, const Name *name)
{
    for (guint i = 0; name->names[i] != NULL; i++)
        if (is_gone(search, name->names[i]))
            return name->names[i];
    return NULL;
}

static Name *
new_name(const char *id)
{
    Name *name = g_new0(Name, 1);

    take_apart(name, id);
    return name;
}

/* A pair that counts whichever way it is drawn has its ids in the order of the alphabet, which a
 * new id may change. */
static Name *
new_turned(const char *id)
{
    Name *name = new_name(id);
    char *first = name->names[0];

    name->names[0] = name->names[1];
    name->names[1] = first;
    return name;
}

static void
add_open(const Search *search, const TmThreat *threat)
{
    GPtrArray *names = g_hash_table_lookup(search->open, threat->type->id);

    if (names == NULL || (threat->decision != NULL && threat->decision->touched))
        return;
    g_ptr_array_add(names, new_name(threat->id));
    if (threat->type->mutual && threat->type->scope == TM_SCOPE_PAIR)
        g_ptr_array_add(names, new_turned(threat->id));
}

/* Only threats of types that some orphan has are of interest. */
static void
collect_open(const Search *search)
{
    for (guint i = 0; i < search->orphans->len; i++) {
        const Orphan *orphan = g_ptr_array_index(search->orphans, i);
        if (!g_hash_table_contains(search->open, orphan->name.type))
            g_hash_table_insert(search->open, orphan->name.type,
                                g_ptr_array_new_with_free_func(free_name));
    }
    for (guint i = 0; i < search->report->threats->len; i++)
        add_open(search, g_ptr_array_index(search->report->threats, i));
}

static void
collect_mentioned(const Search *search)
{
    for (guint i = 0; i < search->report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(search->report->threats, i);
        Name name = {0};
        if (threat->decision == NULL || !threat->decision->touched)
            continue;
        take_apart(&name, threat->id);
        for (guint n = 0; name.names[n] != NULL; n++)
            g_hash_table_add(search->mentioned, g_strdup(name.names[n]));
        clear_name(&name);
    }
}

/* --- who stands in whose place ----------------------------------------------------------- */

/* Whether an open threat may be that of an orphan: the same but for the parts that are gone. Of
 * several subjects one must be there still. */
static gboolean
fits(const Search *search, const Name *orphan, const Name *open)
{
    guint same = 0;
    guint i;

    for (i = 0; orphan->names[i] != NULL && open->names[i] != NULL; i++) {
        gboolean equal = strcmp(orphan->names[i], open->names[i]) == 0;
        if (!equal && !is_gone(search, orphan->names[i]))
            return FALSE;
        same += equal ? 1 : 0;
    }
    return orphan->names[i] == NULL && open->names[i] == NULL && (i == 1 || same > 0);
}

static void
vote(const Search *search, const char *name, const char *candidate)
{
    Gone *gone = g_hash_table_lookup(search->gone, name);
    guint votes;

    if (gone == NULL) {
        gone = g_new0(Gone, 1);
        gone->votes = g_hash_table_new(tm_text_hash, g_str_equal);
        g_hash_table_insert(search->gone, (gpointer)name, gone);
    }
    votes = GPOINTER_TO_UINT(g_hash_table_lookup(gone->votes, candidate));
    g_hash_table_insert(gone->votes, (gpointer)candidate, GUINT_TO_POINTER(votes + 1));
}

static void
vote_by(const Search *search, const Name *orphan)
{
    const GPtrArray *open = g_hash_table_lookup(search->open, orphan->type);

    for (guint i = 0; i < open->len; i++) {
        const Name *candidate = g_ptr_array_index(open, i);
        if (!fits(search, orphan, candidate))
            continue;
        for (guint n = 0; orphan->names[n] != NULL; n++)
            if (is_gone(search, orphan->names[n]))
                vote(search, orphan->names[n], candidate->names[n]);
    }
}

/* Among equals one that nobody has decided about before is rather new. */
static void
elect(const Search *search, Gone *gone)
{
    GHashTableIter iter;
    gpointer name, votes;
    guint most = 0;

    g_hash_table_iter_init(&iter, gone->votes);
    while (g_hash_table_iter_next(&iter, &name, &votes)) {
        guint weight = GPOINTER_TO_UINT(votes) * 2;
        weight += g_hash_table_contains(search->mentioned, name) ? 0 : 1;
        if (weight >= most)
            gone->best = weight > most ? name : NULL;
        most = MAX(most, weight);
    }
}

static void
elect_all(const Search *search)
{
    GHashTableIter iter;
    gpointer gone;

    for (guint i = 0; i < search->orphans->len; i++)
        vote_by(search, &((const Orphan *)g_ptr_array_index(search->orphans, i))->name);
    g_hash_table_iter_init(&iter, search->gone);
    while (g_hash_table_iter_next(&iter, NULL, &gone))
        elect(search, gone);
}

static guint64
count_pairs(const Search *search)
{
    guint64 count = 0;

    for (guint i = 0; i < search->orphans->len; i++) {
        const Orphan *orphan = g_ptr_array_index(search->orphans, i);
        const GPtrArray *open = g_hash_table_lookup(search->open, orphan->name.type);
        count += open->len;
    }
    return count;
}

static void
find_places(const Search *search)
{
    collect_open(search);
    if (count_pairs(search) > MAX_PAIRS) {
        g_hash_table_remove_all(search->open);
        return;
    }
    collect_mentioned(search);
    elect_all(search);
}

static gboolean
is_elected(const Search *search, const char *name, const char *candidate)
{
    const Gone *gone = g_hash_table_lookup(search->gone, name);

    return gone != NULL && g_strcmp0(gone->best, candidate) == 0;
}

/* Returns the id that the threat of an orphan has now, or NULL. */
static const char *
find_new_id(const Search *search, const Name *orphan)
{
    const GPtrArray *open = g_hash_table_lookup(search->open, orphan->type);

    for (guint i = 0; open != NULL && i < open->len; i++) {
        const Name *candidate = g_ptr_array_index(open, i);
        gboolean elected = fits(search, orphan, candidate);
        for (guint n = 0; elected && orphan->names[n] != NULL; n++)
            elected = !is_gone(search, orphan->names[n]) ||
                      is_elected(search, orphan->names[n], candidate->names[n]);
        if (elected)
            return candidate->id;
    }
    return NULL;
}

/* --- messages ---------------------------------------------------------------------------- */

/* Nothing is computed for a page that is switched off. */
static gboolean
is_off(const Search *search, const Name *name)
{
    const TmSubject *subject =
        name->names[0] != NULL ? g_hash_table_lookup(search->subjects, name->names[0]) : NULL;

    return subject != NULL && subject->diagram->off;
}

static void
say_gone(const Search *search, const Orphan *orphan, const char *gone)
{
    const TmDecision *decision = orphan->decision;
    const char *now = find_new_id(search, &orphan->name);
    g_autoptr(GString) command = g_string_new(NULL);

    if (now != NULL)
        tm_check_adopt(search->report, decision, now, command);
    if (now != NULL)
        tm_check_say_in(search->report, decision->file, decision->place, "H40",
                        "%s, which %s is about, is not in the diagram; the same threat is now %s%s",
                        gone, decision->id, now, command->str);
    else
        tm_check_say_in(search->report, decision->file, decision->place, "H40",
                        "%s, which %s is about, is not in the diagram: remove the decision, or "
                        "take it over for another threat",
                        gone, decision->id);
}

static void
say_orphan(const Search *search, const Orphan *orphan)
{
    const TmDecision *decision = orphan->decision;
    const char *gone = first_gone(search, &orphan->name);

    if (is_off(search, &orphan->name))
        return;
    if (!g_hash_table_contains(search->report->template->threat_of, orphan->name.type))
        tm_check_say_in(search->report, decision->file, decision->place, "H41",
                        "%s: the template has no threat type %s", decision->id, orphan->name.type);
    else if (gone != NULL)
        say_gone(search, orphan, gone);
    else
        tm_check_say_in(search->report, decision->file, decision->place, "H41",
                        "%s is not found any more: remove the decision if that is right",
                        decision->id);
}

/* --- all of it --------------------------------------------------------------------------- */

static GPtrArray *
new_orphans(const GPtrArray *decisions)
{
    GPtrArray *orphans = g_ptr_array_new_with_free_func(free_orphan);

    for (guint i = 0; i < decisions->len; i++) {
        Orphan *orphan = g_new0(Orphan, 1);
        orphan->decision = g_ptr_array_index(decisions, i);
        take_apart(&orphan->name, orphan->decision->id);
        g_ptr_array_add(orphans, orphan);
    }
    return orphans;
}

void
tm_check_orphans(TmReport *report, GHashTable *subjects, const GPtrArray *decisions)
{
    g_autoptr(GPtrArray) orphans = new_orphans(decisions);
    g_autoptr(GHashTable) open =
        g_hash_table_new_full(tm_text_hash, g_str_equal, NULL, unref_array);
    g_autoptr(GHashTable) mentioned =
        g_hash_table_new_full(tm_text_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) gone = g_hash_table_new_full(tm_text_hash, g_str_equal, NULL, free_gone);
    const Search search = {report, subjects, orphans, open, mentioned, gone};

    if (orphans->len == 0)
        return;
    if (orphans->len <= MAX_ORPHANS)
        find_places(&search);
    for (guint i = 0; i < orphans->len; i++)
        say_orphan(&search, g_ptr_array_index(orphans, i));
}
