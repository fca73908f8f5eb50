/* What must hold for the threats and scores of every model, tried on random ones: nothing that
 * makes a design worse makes its report look better; the order of parts and what has no flow
 * change nothing; what is at stake reaches as far as the rules say, and no further; every score can
 * be worked out from its reasons; and the answers that a threat asks for make it go. */
#include <stdio.h>
#include <string.h>

#include "reasons.h"
#include "sketch.h"

#define N_MODELS 200
/* Changes that are tried on each model. */
#define N_CHANGES 4
/* Failures that are told. */
#define MAX_TOLD 40

typedef struct {
    TmTemplate *template;
    guint32 seed;
    guint told;
} Trial;

static void told(Trial *trial, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
told(Trial *trial, const char *format, ...)
{
    g_autofree char *text = NULL;
    va_list args;

    va_start(args, format);
    text = g_strdup_vprintf(format, args);
    va_end(args);
    if (trial->told++ < MAX_TOLD)
        g_test_message("model %u: %s", trial->seed, text);
    g_test_fail();
}

/* --- two reports ------------------------------------------------------------------------- */

static const TmThreat *
find(const TmReport *report, const char *id)
{
    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(report->threats, i);
        if (strcmp(threat->id, id) == 0)
            return threat;
    }
    return NULL;
}

/* Threats that an answer takes away although it is the worse one, and why. */
static const char *const excused[][2] = {
    {"S10", "encrypted"},     /* nothing is encrypted: no certificate to check; I01 says it */
    {"CD01", "publicAccess"}, /* open to everybody because all of it is public */
    {"I10", "publicAccess"},  /* nobody goes around the application where all may: CD04 says it */
};

static gboolean
is_excused(const TmThreatType *type, const char *change)
{
    for (guint i = 0; i < G_N_ELEMENTS(excused); i++)
        if (strcmp(excused[i][0], type->id) == 0 && strstr(change, excused[i][1]) != NULL)
            return TRUE;
    return FALSE;
}

/* Whether a more specific threat type has taken the place of @type. */
static gboolean
is_suppressed(const TmReport *report, const TmThreatType *type)
{
    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(report->threats, i);
        for (guint s = 0; s < threat->type->suppresses->len; s++)
            if (strcmp(g_ptr_array_index(threat->type->suppresses, s), type->id) == 0)
                return TRUE;
    }
    return FALSE;
}

static void
expect_no_better(Trial *trial, const TmReport *before, const TmReport *after, const char *change)
{
    for (guint i = 0; i < before->threats->len; i++) {
        const TmThreat *was = g_ptr_array_index(before->threats, i);
        const TmThreat *is = find(after, was->id);

        if (is == NULL && !is_suppressed(after, was->type) && !is_excused(was->type, change))
            told(trial, "%s: %s is gone", change, was->id);
        else if (is != NULL && is->score < was->score)
            told(trial, "%s: %s scores less: %u; before %u", change, was->id, is->score,
                 was->score);
    }
}

static void
expect_same(Trial *trial, const TmReport *before, const TmReport *after, const char *change)
{
    if (before->threats->len != after->threats->len)
        told(trial, "%s: %u threats instead of %u", change, after->threats->len,
             before->threats->len);
    for (guint i = 0; i < before->threats->len; i++) {
        const TmThreat *was = g_ptr_array_index(before->threats, i);
        const TmThreat *is = find(after, was->id);

        if (is == NULL)
            told(trial, "%s: %s is gone", change, was->id);
        else if (is->score != was->score || is->stated != was->stated ||
                 is->severity != was->severity || is->questions->len != was->questions->len)
            told(trial, "%s: %s differs: %u; before %u", change, was->id, is->score, was->score);
    }
}

/* --- monotone ---------------------------------------------------------------------------- */

static gpointer
any_of(GRand *random, const GPtrArray *parts)
{
    return parts->pdata[g_rand_int_range(random, 0, (gint32)parts->len)];
}

static void
raise_stake(Trial *trial, GRand *random)
{
    static const char *const most[][2] = {{"classification", "Restricted"},
                                          {"criticality", "Mission"}};
    g_autoptr(TmModel) model = sketch_random(trial->template, trial->seed);
    g_autoptr(TmReport) before = tm_check(model, trial->template, NULL);
    g_autoptr(TmModel) changed = sketch_random(trial->template, trial->seed);
    g_autoptr(TmReport) after = NULL;
    g_autofree char *change = NULL;
    guint which = (guint)g_rand_int_range(random, 0, 2);
    TmElement *element = any_of(random, sketch_page(changed)->elements);

    sketch_say(changed, &element->part, most[which][0], most[which][1]);
    change = g_strdup_printf("%s=%s of %s (%s)", most[which][0], most[which][1], element->part.id,
                             element->part.type);
    after = tm_check(changed, trial->template, NULL);
    expect_no_better(trial, before, after, change);
}

static void
expose(Trial *trial, GRand *random)
{
    g_autoptr(TmModel) model = sketch_random(trial->template, trial->seed);
    g_autoptr(TmReport) before = tm_check(model, trial->template, NULL);
    g_autoptr(TmModel) changed = sketch_random(trial->template, trial->seed);
    g_autoptr(TmReport) after = NULL;
    g_autofree char *change = NULL;
    TmFlow *flow = any_of(random, sketch_page(changed)->flows);

    if (flow->crossings->len > 0)
        return;
    sketch_cross(changed, flow, "TB.Internet");
    change = g_strdup_printf("%s (%s from %s to %s) crosses the Internet", flow->part.id,
                             flow->part.type, flow->source->part.type, flow->target->part.type);
    after = tm_check(changed, trial->template, NULL);
    expect_no_better(trial, before, after, change);
}

/* Answers of which one is better than the other; the rest describes. */
typedef struct {
    TmPart *part;
    const TmProperty *property;
} Answer;

static void
collect_answer(TmPart *part, const TmProperty *property, gpointer data)
{
    Answer answer = {part, property};

    if (tm_property_number(property, "Unknown") == 1 && property->values->len == 3 &&
        (strcmp(property->safe, "Yes") == 0 || strcmp(property->safe, "No") == 0))
        g_array_append_val((GArray *)data, answer);
}

static GArray *
answers_of(const Trial *trial, const TmModel *model)
{
    g_autoptr(GPtrArray) parts = sketch_parts(model);
    GArray *answers = g_array_new(FALSE, FALSE, sizeof(Answer));

    for (guint i = 0; i < parts->len; i++)
        sketch_each_property(trial->template, parts->pdata[i], collect_answer, answers);
    return answers;
}

static void
answer_worse(Trial *trial, GRand *random)
{
    g_autoptr(TmModel) model = sketch_random(trial->template, trial->seed);
    g_autoptr(GArray) answers = answers_of(trial, model);
    const Answer *answer =
        &g_array_index(answers, Answer, g_rand_int_range(random, 0, (gint32)answers->len));
    const char *safe = answer->property->safe;
    const char *worse[] = {"Unknown", strcmp(safe, "Yes") == 0 ? "No" : "Yes"};
    g_autoptr(TmReport) before = NULL;

    sketch_say(model, answer->part, answer->property->id, safe);
    before = tm_check(model, trial->template, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(worse); i++) {
        g_autofree char *change = g_strdup_printf(
            "%s.%s=%s (%s)", answer->part->id, answer->property->id, worse[i], answer->part->type);
        TmReport *after;

        sketch_say(model, answer->part, answer->property->id, worse[i]);
        after = tm_check(model, trial->template, NULL);
        expect_no_better(trial, before, after, change);
        tm_report_free(before);
        before = after;
    }
}

/* --- deterministic, local, bounded ------------------------------------------------------- */

static void
reorder(Trial *trial, GRand *random)
{
    g_autoptr(TmModel) model = sketch_random(trial->template, trial->seed);
    g_autoptr(TmReport) before = tm_check(model, trial->template, NULL);
    g_autoptr(TmModel) changed = sketch_random(trial->template, trial->seed);
    g_autoptr(TmReport) after = NULL;

    sketch_shuffle(changed, random);
    after = tm_check(changed, trial->template, NULL);
    expect_same(trial, before, after, "another order");
}

static void
add_lonely(Trial *trial, GRand *random)
{
    g_autoptr(TmModel) model = sketch_random(trial->template, trial->seed);
    g_autoptr(TmReport) before = tm_check(model, trial->template, NULL);
    g_autoptr(TmModel) changed = sketch_random(trial->template, trial->seed);
    g_autoptr(TmReport) after = NULL;

    sketch_add_lonely(changed, trial->template, random);
    after = tm_check(changed, trial->template, NULL);
    expect_same(trial, before, after, "an element without flows");
}

static void
step(const TmDiagram *page, gboolean *near)
{
    g_autofree gboolean *next = g_memdup2(near, page->elements->len * sizeof *near);

    for (guint i = 0; i < page->flows->len; i++) {
        const TmFlow *flow = g_ptr_array_index(page->flows, i);
        next[flow->source->part.index] |= near[flow->target->part.index];
        next[flow->target->part.index] |= near[flow->source->part.index];
    }
    memcpy(near, next, page->elements->len * sizeof *near);
}

/* Data counts for the elements next to its store, and a step less for those that call them. */
static void
stay_near(Trial *trial, GRand *random)
{
    g_autoptr(TmModel) model = sketch_random(trial->template, trial->seed);
    g_autoptr(TmReport) before = tm_check(model, trial->template, NULL);
    const TmDiagram *page = sketch_page(model);
    g_autofree gboolean *near = g_new0(gboolean, page->elements->len);
    TmElement *element = any_of(random, page->elements);
    g_autoptr(TmReport) after = NULL;

    near[element->part.index] = TRUE;
    step(page, near);
    if (element->part.kind == TM_STORE)
        step(page, near);
    sketch_say(model, &element->part, "classification", "Restricted");
    sketch_say(model, &element->part, "criticality", "Mission");
    after = tm_check(model, trial->template, NULL);
    for (guint i = 0; i < after->threats->len; i++) {
        const TmThreat *is = g_ptr_array_index(after->threats, i);
        const TmThreat *was = find(before, is->id);
        if (is->type->scope != TM_SCOPE_MODEL && !near[is->source->part.index] &&
            !near[is->target->part.index] && (was == NULL || was->score != is->score))
            told(trial, "%s is worth more: %s is far away: %u", element->part.id, is->id,
                 is->score);
    }
}

/* --- explained --------------------------------------------------------------------------- */

static void
explain(Trial *trial, GRand *random)
{
    g_autoptr(TmModel) model = sketch_random(trial->template, trial->seed);
    g_autoptr(TmReport) report = tm_check(model, trial->template, NULL);

    (void)random;
    for (guint i = 0; i < report->threats->len; i++) {
        const TmThreat *threat = g_ptr_array_index(report->threats, i);
        g_autofree char *why = tm_threat_why(report, threat);
        if (!reasons_add_up(threat, why))
            told(trial, "%s: %s", threat->id, why);
    }
}

/* --- answered ---------------------------------------------------------------------------- */

static void
answer_all(Trial *trial, GRand *random)
{
    g_autoptr(TmModel) model = sketch_random(trial->template, trial->seed);
    g_autoptr(TmReport) report = tm_check(model, trial->template, NULL);
    const TmThreat *threat = any_of(random, report->threats);
    g_autoptr(TmModel) changed = sketch_random(trial->template, trial->seed);
    g_autoptr(TmReport) after = NULL;

    if (threat->stated)
        return;
    for (guint i = 0; i < threat->questions->len; i++) {
        const TmQuestion *question = g_ptr_array_index(threat->questions, i);
        TmPart *part = tm_diagram_find(sketch_page(changed), question->part->id);
        sketch_say(changed, part, question->property->id, question->clears);
    }
    after = tm_check(changed, trial->template, NULL);
    if (find(after, threat->id) != NULL)
        told(trial, "%s stays after %u answers", threat->id, threat->questions->len);
}

/* ----------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    void (*run)(Trial *trial, GRand *random);
} properties[] = {
    {"/scoring/what is worth more is no safer", raise_stake},
    {"/scoring/what is exposed is no safer", expose},
    {"/scoring/a worse answer is no safer", answer_worse},
    {"/scoring/the order does not matter", reorder},
    {"/scoring/what has no flow does not matter", add_lonely},
    {"/scoring/what is at stake stays near", stay_near},
    {"/scoring/reasons add up", explain},
    {"/scoring/answers clear", answer_all},
};

static TmTemplate *
load(void)
{
    g_autoptr(GArray) sources = tm_sources_new();
    g_autoptr(GError) error = NULL;
    TmTemplate *template;

    tm_template_builtin("stride", sources);
    template = tm_template_load((const TmSource *)(gpointer)sources->data, sources->len, &error);
    g_assert_no_error(error);
    return template;
}

static void
run(gconstpointer data)
{
    guint which = GPOINTER_TO_UINT(data);
    g_autoptr(TmTemplate) template = load();
    Trial trial = {template, 0, 0};

    for (trial.seed = 1; trial.seed <= N_MODELS; trial.seed++) {
        g_autoptr(GRand) random = g_rand_new_with_seed(trial.seed * 31 + which);
        for (guint i = 0; i < N_CHANGES; i++)
            properties[which].run(&trial, random);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    for (guint i = 0; i < G_N_ELEMENTS(properties); i++)
        g_test_add_data_func(properties[i].name, GUINT_TO_POINTER(i), run);
    return g_test_run();
}
