/* The questions of all open threats, the most useful first. */
#include "wishes.h"

#include <string.h>

static guint
hash_question(gconstpointer key)
{
    const TmQuestion *question = key;

    return g_direct_hash(question->part) * 31 + question->property->slot;
}

static gboolean
same_question(gconstpointer a, gconstpointer b)
{
    const TmQuestion *one = a;
    const TmQuestion *two = b;

    return one->part == two->part && one->property->slot == two->property->slot &&
           strcmp(one->clears, two->clears) == 0;
}

static void
add_wish(GHashTable *known, GPtrArray *wishes, const TmThreat *threat, const TmQuestion *question)
{
    TmWish *wish = g_hash_table_lookup(known, question);

    if (wish == NULL) {
        wish = g_new0(TmWish, 1);
        wish->question = question;
        wish->threat = threat;
        wish->order = wishes->len;
        g_ptr_array_add(wishes, wish);
        g_hash_table_insert(known, (gpointer)question, wish);
    }
    wish->threats++;
    wish->score += threat->score;
}

static gint
compare_wishes(gconstpointer a, gconstpointer b)
{
    const TmWish *one = *(const TmWish *const *)a;
    const TmWish *two = *(const TmWish *const *)b;

    if (one->threats != two->threats)
        return one->threats > two->threats ? -1 : 1;
    if (one->score != two->score)
        return one->score > two->score ? -1 : 1;
    return one->order < two->order ? -1 : one->order > two->order;
}

GPtrArray *
tm_wishes_collect(const TmReport *report)
{
    GPtrArray *wishes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) known = g_hash_table_new(hash_question, same_question);

    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(report->threats, i);
        for (guint q = 0; !tm_threat_is_closed(threat) && q < threat->questions->len; q++)
            add_wish(known, wishes, threat, g_ptr_array_index(threat->questions, q));
    }
    g_ptr_array_sort(wishes, compare_wishes);
    return wishes;
}
