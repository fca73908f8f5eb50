/* Specific beats generic: where a type fires, those that it suppresses are silent for the same
 * subjects (templates.md section 5.4). */
#include "check-own.h"

/* The subjects of an interaction that a scope looks at; the others are NULL. A mutual pair is the
 * same both ways. */
typedef struct {
    const TmElement *source;
    const TmElement *target;
    const TmFlow *flow;
} Subject;

static Subject
subject_of(TmScope scope, gboolean mutual, const TmInteraction *interaction)
{
    gboolean turned = mutual && interaction->source->part.index > interaction->target->part.index;

    switch (scope) {
    case TM_SCOPE_SOURCE:
        return (Subject){interaction->source, NULL, NULL};
    case TM_SCOPE_TARGET:
        return (Subject){NULL, interaction->target, NULL};
    case TM_SCOPE_PAIR:
        return (Subject){turned ? interaction->target : interaction->source,
                         turned ? interaction->source : interaction->target, NULL};
    case TM_SCOPE_FLOW:
    case TM_SCOPE_MODEL:
        break;
    }
    return (Subject){interaction->source, interaction->target, interaction->flow};
}

static guint
hash_subject(gconstpointer key)
{
    const Subject *subject = key;

    return (g_direct_hash(subject->source) * 31 + g_direct_hash(subject->target)) * 31 +
           g_direct_hash(subject->flow);
}

static gboolean
same_subject(gconstpointer a, gconstpointer b)
{
    const Subject *left = a;
    const Subject *right = b;

    return left->source == right->source && left->target == right->target &&
           left->flow == right->flow;
}

static GHashTable *
subjects_of(const TmFired *fired, gboolean mutual)
{
    GHashTable *subjects = g_hash_table_new_full(hash_subject, same_subject, g_free, NULL);

    for (guint i = 0; i < fired->hits->len; i++) {
        const TmHit *hit = &g_array_index(fired->hits, TmHit, i);
        Subject subject = subject_of(fired->type->scope, mutual, hit->interaction);
        g_hash_table_add(subjects, g_memdup2(&subject, sizeof subject));
    }
    return subjects;
}

static void
suppress_hits(const TmFired *specific, const TmFired *general)
{
    gboolean mutual = specific->type->mutual && general->type->mutual;
    g_autoptr(GHashTable) subjects = NULL;

    if (general->hits->len == 0)
        return;
    subjects = subjects_of(specific, mutual);
    for (guint i = 0; i < general->hits->len; i++) {
        TmHit *hit = &g_array_index(general->hits, TmHit, i);
        Subject subject = subject_of(specific->type->scope, mutual, hit->interaction);
        if (g_hash_table_contains(subjects, &subject))
            hit->suppressed = TRUE;
    }
}

static const TmFired *
find_fired(const TmTemplate *template, const TmFired *fired, const char *id)
{
    const TmThreatType *type = g_hash_table_lookup(template->threat_of, id);

    for (guint i = 0; type != NULL && i < template->threats->len; i++)
        if (fired[i].type == type)
            return &fired[i];
    return NULL;
}

void
tm_check_suppress(const TmTemplate *template, const TmFired *fired)
{
    for (guint i = 0; i < template->threats->len; i++) {
        const GPtrArray *general = fired[i].type->suppresses;

        if (general->len == 0 || fired[i].hits->len == 0)
            continue;
        for (guint g = 0; g < general->len; g++) {
            const TmFired *other = find_fired(template, fired, g_ptr_array_index(general, g));
            if (other != NULL)
                suppress_hits(&fired[i], other);
        }
    }
}
