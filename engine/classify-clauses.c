/* What the clauses of a label are to each other, when all its words are there. */
#include "classify-own.h"

static guint
count_content(const GArray *list, guint segment)
{
    guint count = 0;

    for (guint i = 0; i < list->len; i++) {
        const TmLabelWord *word = &g_array_index(list, TmLabelWord, i);
        count += word->segment == segment && word->clause < TM_CLAUSE_ASIDE && !word->filler;
    }
    return count;
}

/* "Admin / audit console" is a console; "users / admins" are two of a kind. */
static void
share_head(const GArray *list)
{
    guint main = 0;
    guint peer = 0;

    for (guint i = 0; i < list->len && peer == 0; i++) {
        const TmLabelWord *word = &g_array_index(list, TmLabelWord, i);
        main = word->clause == TM_CLAUSE_MAIN ? word->segment : main;
        peer = word->clause == TM_CLAUSE_PEER ? word->segment : 0;
    }
    if (peer == 0 || count_content(list, main) != 1 || count_content(list, peer) < 2)
        return;
    for (guint i = 0; i < list->len; i++) {
        TmLabelWord *word = &g_array_index(list, TmLabelWord, i);
        if (word->segment == peer && word->clause == TM_CLAUSE_PEER) {
            word->segment = main;
            word->clause = TM_CLAUSE_MAIN;
        }
    }
}

/* A label that stands in brackets as a whole is no aside. */
static void
take_in_front(const GArray *list)
{
    for (guint i = 0; i < list->len; i++)
        if (g_array_index(list, TmLabelWord, i).clause != TM_CLAUSE_ASIDE)
            return;
    for (guint i = 0; i < list->len; i++) {
        TmLabelWord *word = &g_array_index(list, TmLabelWord, i);
        if (word->segment != g_array_index(list, TmLabelWord, 0).segment)
            return;
        word->clause = TM_CLAUSE_MAIN;
    }
}

void
tm_label_settle(GArray *list)
{
    share_head(list);
    take_in_front(list);
}
