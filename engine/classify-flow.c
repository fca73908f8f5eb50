/* The label of a flow: protocols make its type, verbs say whether it writes, and some words that
 * it carries credentials (templates.md section 5.5). */
#include <string.h>

#include "classify-own.h"

typedef struct {
    const char *word;
    const char *property;
    const char *value;
} Hint;

static const Hint hints[] = {
    {"read", "writes", "Read"},
    {"reads", "writes", "Read"},
    {"get", "writes", "Read"},
    {"select", "writes", "Read"},
    {"fetch", "writes", "Read"},
    {"lookup", "writes", "Read"},
    {"write", "writes", "Write"},
    {"writes", "writes", "Write"},
    {"put", "writes", "Write"},
    {"insert", "writes", "Write"},
    {"update", "writes", "Write"},
    {"upload", "writes", "Write"},
    {"publish", "writes", "Write"},
    {"store", "writes", "Write"},
    {"token", "carriesCredentials", "Yes"},
    {"tokens", "carriesCredentials", "Yes"},
    {"password", "carriesCredentials", "Yes"},
    {"passwords", "carriesCredentials", "Yes"},
    {"credentials", "carriesCredentials", "Yes"},
    {"apikey", "carriesCredentials", "Yes"},
    {NULL, NULL, NULL},
};

/* A label that both reads and writes says neither. */
static const char *
hinted(const GPtrArray *words, const char *property)
{
    const char *value = NULL;

    for (const Hint *hint = hints; hint->word != NULL; hint++) {
        if (strcmp(hint->property, property) != 0 ||
            !g_ptr_array_find_with_equal_func((GPtrArray *)words, hint->word, g_str_equal, NULL))
            continue;
        if (value != NULL && strcmp(value, hint->value) != 0)
            return strcmp(property, "writes") == 0 ? "ReadWrite" : NULL;
        value = hint->value;
    }
    return value;
}

static void
add_hinted(TmClassifier *classifier, TmFlow *flow, const GPtrArray *words, const char *property)
{
    const char *value = hinted(words, property);

    if (value != NULL && tm_part_value(&flow->part, property) == NULL &&
        g_hash_table_contains(classifier->template->property_of, property))
        tm_model_add_value(classifier->model, &flow->part, property, value, flow->part.place);
}

/* "mTLS gRPC" is both: further protocols become facets. */
static void
add_facets(TmClassifier *classifier, TmFlow *flow, const GArray *hits)
{
    const TmStencil *type = tm_template_stencil(classifier->template, flow->part.type);

    for (guint i = 0; i < hits->len; i++) {
        const TmStencil *stencil = g_array_index(hits, TmWordHit, i).stencil;
        if (stencil->kind == TM_FLOW && stencil != type && !tm_stencil_is(type, stencil) &&
            !g_ptr_array_find(flow->part.facets, stencil->id, NULL))
            g_ptr_array_add(flow->part.facets, (gpointer)stencil->id);
    }
}

void
tm_classify_flow(TmClassifier *classifier, TmFlow *flow)
{
    g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(TmWordHit));
    g_autoptr(GPtrArray) words = tm_words_split(flow->part.name);
    const TmStencil *root = tm_classify_root(classifier->template, TM_FLOW);
    const TmWordHit *best;

    tm_words_find(classifier->words, flow->part.name, hits);
    best = tm_words_best(hits, 1u << TM_FLOW);
    if (!flow->part.stated) {
        flow->part.type = best != NULL ? best->stencil->id : root != NULL ? root->id : NULL;
        flow->part.confidence = best != NULL ? best->confidence : 0.3;
        if (best != NULL)
            add_facets(classifier, flow, hits);
    }
    add_hinted(classifier, flow, words, "writes");
    add_hinted(classifier, flow, words, "carriesCredentials");
}
