/* Every threat type can fire, and can be cleared: in each of its hits some answer, or two of them
 * together, make it go. Those of which that is not true are listed with the reason. */
#include <stdio.h>
#include <string.h>

#include "importers.h"
#include "property/sketch.h"
#include "trial.h"

static const struct {
    const char *id;
    const char *why;
} exceptions[] = {
    {"AI01", "nothing cures it: guards make it less likely"},
    {"AI02", "nothing cures it: guards make it less likely"},
    {"AI13", "a tool of a third party can change after every review: choose another"},
    {"CV02", "the drawing must change: nobody administers across the Internet"},
    {"CW09", "the drawing must change: the way around the edge has to go"},
    {"E13", "a programme, not an answer: components age"},
    {"I10", "the drawing must change: nobody outside may reach the store"},
};

typedef struct {
    TmPart *part;
    const TmProperty *property;
} Answer;

typedef struct {
    const TmTemplate *template;
    const TmThreatType *type;
    TmModel *model;
    GArray *answers; /* Answer */
} Search;

static const char *
exception_of(const TmThreatType *type)
{
    for (guint i = 0; i < G_N_ELEMENTS(exceptions); i++)
        if (strcmp(exceptions[i].id, type->id) == 0)
            return exceptions[i].why;
    return NULL;
}

static gboolean
fires(const Search *search)
{
    g_autoptr(TmReport) report = tm_check(search->model, search->template, NULL);

    for (guint i = 0; i < report->threats->len; i++)
        if (((const TmThreat *)report->threats->pdata[i])->type == search->type)
            return TRUE;
    return FALSE;
}

/* --- answers ----------------------------------------------------------------------------- */

static void
collect(TmPart *part, const TmProperty *property, gpointer data)
{
    const Answer answer = {part, property};

    /* to trust the world outside is no answer */
    if (*property->safe != '\0' && strcmp(property->id, "trusted") != 0)
        g_array_append_val((GArray *)data, answer);
}

/* Says the safe value; returns what was said before, or NULL. */
static const char *
give(const Search *search, guint number)
{
    const Answer *answer = &g_array_index(search->answers, Answer, number);
    const char *former = tm_part_value(answer->part, answer->property->id);

    sketch_say(search->model, answer->part, answer->property->id, answer->property->safe);
    return former;
}

static void
take_back(const Search *search, guint number, const char *former)
{
    const Answer *answer = &g_array_index(search->answers, Answer, number);

    sketch_say(search->model, answer->part, answer->property->id, former);
}

static gboolean
one_clears(const Search *search)
{
    for (guint i = 0; i < search->answers->len; i++) {
        const char *former = give(search, i);
        gboolean clear = !fires(search);

        take_back(search, i, former);
        if (clear)
            return TRUE;
    }
    return FALSE;
}

static gboolean
two_clear(const Search *search)
{
    for (guint i = 0; i < search->answers->len; i++) {
        const char *former = give(search, i);
        gboolean clear = FALSE;

        for (guint k = i + 1; k < search->answers->len && !clear; k++) {
            const char *other = give(search, k);
            clear = !fires(search);
            take_back(search, k, other);
        }
        take_back(search, i, former);
        if (clear)
            return TRUE;
    }
    return FALSE;
}

/* --- threat types ------------------------------------------------------------------------ */

static gboolean
is_cleared(Search *search, const char *hit)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(hit, strlen(hit));
    g_autoptr(TmModel) model = tm_import_as("dot", "hit", bytes, search->template, NULL);
    g_autoptr(GArray) answers = g_array_new(FALSE, FALSE, sizeof(Answer));
    g_autoptr(GPtrArray) parts = NULL;

    g_assert_nonnull(model);
    search->model = model;
    search->answers = answers;
    parts = sketch_parts(model);
    for (guint i = 0; i < parts->len; i++)
        sketch_each_property(search->template, parts->pdata[i], collect, answers);
    return fires(search) && (one_clears(search) || two_clear(search));
}

static gboolean
try_type(Search *search, guint number)
{
    const char *exception = exception_of(search->type);
    gboolean cleared = TRUE;
    gboolean good;

    for (guint i = 0; i < search->type->hit->len && cleared; i++)
        cleared = is_cleared(search, g_ptr_array_index(search->type->hit, i));
    good = cleared == (exception == NULL);
    printf("%s %u - %s can be cleared%s%s\n", good ? "ok" : "not ok", number, search->type->id,
           exception != NULL ? " by no answer: " : "", exception != NULL ? exception : "");
    return good;
}

int
main(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(TmTemplate) template = NULL;
    gboolean good = TRUE;

    if (!tm_trial_possible()) {
        printf("1..0 # SKIP this build does not read DOT\n");
        return 0;
    }
    tm_template_builtin("stride", sources);
    template = tm_template_load((const TmSource *)(gpointer)sources->data, sources->len, &error);
    g_assert_no_error(error);
    printf("1..%u\n", template->threats->len);
    for (guint i = 0; i < template->threats->len; i++) {
        Search search = {template, g_ptr_array_index(template->threats, i), NULL, NULL};
        good &= try_type(&search, i + 1);
    }
    return good ? 0 : 1;
}
