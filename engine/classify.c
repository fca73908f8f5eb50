/* The decision: stated types stay; else the sights of an element are weighed against the words of
 * its label (templates.md section 5.5). */
#include "classify.h"

#include <string.h>

#include "classify-own.h"
#include "wording.h"

/* Parts that are looked at in one step. */
#define STEP 64
/* From here on a clue is more than a guess, and from here on hardly ever wrong. */
#define SURE_ENOUGH 0.5
#define STRONG 0.85
#define GENERIC 0.65
#define ICON 0.95
/* How much of the weight of a clue its contrary takes. */
#define DOUBT 0.4
/* What an element is when nothing speaks for anything. */
#define NO_CLUE 0.3

/* --- clues ------------------------------------------------------------------------------- */

/* Whether a thing is drawn as what may hold anything: a machine or a container; or, where no store
 * is drawn as one, an ellipse or a rectangle. What it holds its label says. */
static gboolean
may_be_store(const TmClassifier *classifier, TmClue sight)
{
    for (guint i = 0; i < G_N_ELEMENTS(classifier->hosts); i++)
        if (classifier->hosts[i] != NULL && tm_stencil_is(sight.stencil, classifier->hosts[i]))
            return TRUE;
    return !classifier->draws_stores && (g_strcmp0(sight.evidence, "shape ellipse") == 0 ||
                                         g_strcmp0(sight.evidence, "shape rectangle") == 0);
}

/* Where sight and word disagree: a strong word beats a shape that is common to many things, any
 * word that is no guess beats an icon that stands for many, and the stronger clue beats a shape
 * that is common to all. */
static gboolean
word_wins(const TmClassifier *classifier, TmClue sight, TmClue word)
{
    if (sight.stencil == NULL)
        return TRUE;
    if (word.stencil == NULL)
        return FALSE;
    if (sight.confidence <= SURE_ENOUGH)
        return word.confidence > sight.confidence;
    if (sight.confidence <= GENERIC)
        return word.confidence >= sight.confidence;
    if (word.stencil->kind == TM_STORE && word.stencil->parent != NULL && word.head &&
        word.confidence >= GENERIC && may_be_store(classifier, sight))
        return TRUE;
    return word.confidence >= STRONG && sight.confidence <= STRONG;
}

/* In a diagram that draws its stores as stores a box that is called "log" is where logs go. */
static void
doubt_store(const TmClassifier *classifier, TmClue sight, TmClue *word)
{
    if (word->stencil == NULL || sight.stencil == NULL || word->stencil->kind != TM_STORE ||
        sight.stencil->kind == TM_STORE)
        return;
    word->confidence *= classifier->store_words;
}

/* --- deciding ---------------------------------------------------------------------------- */

static void
note(const TmClassifier *classifier, TmPart *part, TmClue clue)
{
    if (clue.evidence != NULL)
        tm_pool_add(&classifier->model->pool, &part->evidence, clue.evidence);
}

static void
settle(TmPart *part, const TmStencil *stencil, double confidence)
{
    part->type = stencil->id;
    part->kind = stencil->kind;
    part->confidence = confidence;
}

/* Both clues name the same kind: they strengthen each other, and the special type wins. An icon
 * that says how a thing runs and a word that says what it does make a type and a facet. */
static void
settle_agreed(const TmClassifier *classifier, TmPart *part, TmClue sight, TmClue word)
{
    double confidence = 1 - (1 - sight.confidence) * (1 - word.confidence);

    if (tm_stencil_is(word.stencil, sight.stencil)) {
        settle(part, word.stencil, confidence);
    } else {
        settle(part, sight.stencil, confidence);
        if (sight.confidence >= ICON && !tm_stencil_is(sight.stencil, word.stencil))
            tm_pool_add(&classifier->model->pool, &part->facets, word.stencil->id);
    }
}

/* What speaks for another kind takes part of its weight away; what hardly speaks, nothing. */
static double
contradicted(TmClue winner, TmClue loser)
{
    if (loser.stencil == NULL || loser.confidence < SURE_ENOUGH)
        return winner.confidence;
    return winner.confidence * (1 - loser.confidence * DOUBT);
}

static void
decide(const TmClassifier *classifier, TmPart *part, TmClue sight, TmClue word)
{
    if (sight.stencil != NULL && word.stencil != NULL && sight.stencil->kind == word.stencil->kind)
        settle_agreed(classifier, part, sight, word);
    else if (word_wins(classifier, sight, word))
        settle(part, word.stencil, contradicted(word, sight));
    else
        settle(part, sight.stencil, contradicted(sight, word));
    note(classifier, part, sight);
    note(classifier, part, word);
}

static void
ask_type(TmClassifier *classifier, TmPart *part)
{
    const TmStencil *root = tm_template_root(classifier->template, part->kind);

    part->type = root != NULL ? root->id : NULL;
    tm_model_add_message(classifier->model, "H07", classifier->diagram, part, part->place,
                         "is %s really a %s? state its type",
                         *part->name != '\0' ? part->name : part->id,
                         tm_wording(classifier->model->language, tm_kind_name(part->kind)));
}

/* Returns the stencil of a stated type, or NULL with a message where it is none for the part. */
static const TmStencil *
stated_stencil(TmClassifier *classifier, const TmPart *part, const char *type)
{
    const TmStencil *stencil = tm_template_stencil(classifier->template, type);

    if (stencil != NULL && (stencil->kind == TM_FLOW) == (part->kind == TM_FLOW) &&
        (stencil->kind == TM_BOUNDARY) == (part->kind == TM_BOUNDARY))
        return stencil;
    tm_model_add_message(classifier->model, "H26", classifier->diagram, part, part->place,
                         stencil == NULL ? "no template declares the type %s"
                                         : "the type %s is of another kind",
                         type);
    return NULL;
}

/* Returns whether the stated type holds; an unknown one is as if not stated. */
static gboolean
keeps_stated(TmClassifier *classifier, TmPart *part)
{
    const TmStencil *stencil;

    if (!part->stated)
        return FALSE;
    for (guint i = part->facets->len; i > 0; i--)
        if (stated_stencil(classifier, part, g_ptr_array_index(part->facets, i - 1)) == NULL)
            g_ptr_array_remove_index(part->facets, i - 1);
    stencil = stated_stencil(classifier, part, part->type);
    part->stated = stencil != NULL;
    if (stencil != NULL)
        settle(part, stencil, 1);
    return part->stated;
}

/* A guess gives way to what the place says. */
static void
consider_place(TmClassifier *classifier, TmPart *part)
{
    TmClue place = tm_classify_place(classifier, part);

    if (place.stencil == NULL || place.confidence <= part->confidence)
        return;
    g_ptr_array_set_size(part->evidence, 0);
    settle(part, place.stencil, place.confidence);
    note(classifier, part, place);
}

static void
classify_element(TmClassifier *classifier, gpointer data)
{
    TmPart *part = data;
    TmClue sight, word;

    if (keeps_stated(classifier, part))
        return;
    sight = g_array_index(classifier->clues, TmClue, part->index);
    word = tm_classify_label(classifier, part, TM_KINDS_ELEMENT,
                             tm_classify_is_outside(classifier, part));
    doubt_store(classifier, sight, &word);
    word = tm_classify_number(classifier, part, word);
    part->kind = TM_PROCESS;
    part->confidence = NO_CLUE;
    if (sight.stencil != NULL || word.stencil != NULL)
        decide(classifier, part, sight, word);
    if (part->confidence <= SURE_ENOUGH && part->kind == TM_PROCESS)
        consider_place(classifier, part);
    if (part->confidence < SURE_ENOUGH)
        ask_type(classifier, part);
}

static void
classify_boundary(TmClassifier *classifier, gpointer data)
{
    TmPart *part = data;
    const TmStencil *root = tm_template_root(classifier->template, TM_BOUNDARY);
    TmClue sight, word;

    if (keeps_stated(classifier, part) || root == NULL)
        return;
    sight = tm_classify_sights(classifier, part, 1u << TM_BOUNDARY);
    word = tm_classify_label(classifier, part, 1u << TM_BOUNDARY, FALSE);
    settle(part, root, SURE_ENOUGH);
    if (sight.stencil != NULL || word.stencil != NULL)
        decide(classifier, part, sight, word);
}

static void
classify_flow(TmClassifier *classifier, gpointer data)
{
    TmFlow *flow = data;

    keeps_stated(classifier, &flow->part);
    tm_classify_flow(classifier, flow);
}

/* --- stages of a diagram ----------------------------------------------------------------- */

static gboolean
classify_some(TmClassifier *classifier, const GPtrArray *parts,
              void (*classify)(TmClassifier *classifier, gpointer part))
{
    const guint end = MIN(parts->len, classifier->next + STEP);

    while (classifier->next < end)
        classify(classifier, g_ptr_array_index(parts, classifier->next++));
    return classifier->next == parts->len;
}

static gboolean
classify_boundaries(TmClassifier *classifier)
{
    return classify_some(classifier, classifier->diagram->boundaries, classify_boundary);
}

static gboolean
look_around(TmClassifier *classifier)
{
    tm_classify_look_around(classifier);
    return TRUE;
}

static gboolean
classify_elements(TmClassifier *classifier)
{
    return classify_some(classifier, classifier->diagram->elements, classify_element);
}

static gboolean
classify_flows(TmClassifier *classifier)
{
    return classify_some(classifier, classifier->diagram->flows, classify_flow);
}

/* Each does some of its part and returns whether that was all. */
static gboolean (*const stages[])(TmClassifier *classifier) = {
    classify_boundaries,
    look_around,
    classify_elements,
    classify_flows,
};

/* --- a model ----------------------------------------------------------------------------- */

static void
add_shape(TmClassifier *classifier, const TmShape *shape)
{
    const TmStencil *stencil = tm_template_stencil(classifier->template, shape->type);

    g_ptr_array_add(classifier->patterns, g_pattern_spec_new(shape->seen));
    g_hash_table_insert(classifier->drawn, (gpointer)shape, (gpointer)stencil);
    if (*shape->with != '\0' && stencil != NULL && stencil->kind == TM_EXTERNAL)
        g_ptr_array_add(classifier->sociable, (gpointer)shape);
}

static void
free_pattern(gpointer pattern)
{
    g_pattern_spec_free(pattern);
}

TmClassifier *
tm_classify_begin(TmModel *model, const TmTemplate *template)
{
    TmClassifier *classifier = g_new0(TmClassifier, 1);

    classifier->model = model;
    classifier->template = template;
    classifier->words = template->words;
    classifier->patterns = g_ptr_array_new_with_free_func(free_pattern);
    classifier->drawn = g_hash_table_new(NULL, NULL);
    classifier->sociable = g_ptr_array_new();
    classifier->matches = g_hash_table_new(NULL, NULL);
    classifier->readings = tm_classify_readings_new();
    classifier->wires = g_hash_table_new(NULL, NULL);
    classifier->icons = g_hash_table_new(NULL, NULL);
    classifier->clues = g_array_new(FALSE, FALSE, sizeof(TmClue));
    classifier->sights = g_hash_table_new(tm_text_hash, g_str_equal);
    classifier->apart = g_hash_table_new(NULL, NULL);
    classifier->ends = g_array_new(FALSE, TRUE, sizeof(guint8));
    classifier->store_words = 1;
    classifier->hosts[0] = tm_template_stencil(template, "P.Vm");
    classifier->hosts[1] = tm_template_stencil(template, "P.Container");
    for (guint i = 0; i < template->shapes->len; i++)
        add_shape(classifier, g_ptr_array_index(template->shapes, i));
    return classifier;
}

gboolean
tm_classify_step(TmClassifier *classifier)
{
    const GPtrArray *diagrams = classifier->model->diagrams;

    if (classifier->page == diagrams->len)
        return FALSE;
    classifier->diagram = g_ptr_array_index(diagrams, classifier->page);
    if (!stages[classifier->stage](classifier))
        return TRUE;
    classifier->next = 0;
    classifier->stage = (classifier->stage + 1) % G_N_ELEMENTS(stages);
    classifier->page += classifier->stage == 0;
    return TRUE;
}

void
tm_classify_end(TmClassifier *classifier)
{
    g_ptr_array_unref(classifier->patterns);
    g_hash_table_unref(classifier->drawn);
    g_ptr_array_unref(classifier->sociable);
    g_hash_table_unref(classifier->matches);
    g_hash_table_unref(classifier->readings);
    g_hash_table_unref(classifier->wires);
    g_hash_table_unref(classifier->icons);
    g_array_unref(classifier->clues);
    g_hash_table_unref(classifier->sights);
    g_hash_table_unref(classifier->apart);
    g_array_unref(classifier->ends);
    g_free(classifier);
}

void
tm_classify(TmModel *model, const TmTemplate *template)
{
    TmClassifier *classifier = tm_classify_begin(model, template);

    while (tm_classify_step(classifier))
        continue;
    tm_classify_end(classifier);
}
