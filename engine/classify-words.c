/* Words of labels become stencils (templates.md section 5.5, tiers 4 to 6). */
#include "classify-words.h"

#include <string.h>

#include "classify-own.h"

/* Words in the longest phrase that is looked up. */
#define MAX_PHRASE 4
/* Bytes that must stand before "*datenbank" and behind "пользовател*". */
#define MIN_REST 2

/* A listing of a word by a stencil; a word may be listed by several. */
typedef struct Entry Entry;
struct Entry {
    const TmStencil *stencil;
    double confidence;
    TmWordUse use;
    Entry *next;
    gsize length; /* of @word */
    char word[];
};

struct TmWords {
    GHashTable *entries;  /* folded phrase -> Entry */
    GHashTable *starters; /* set of the first words of phrases */
    GPtrArray *heads;     /* Entry: "datenbank*" */
    GPtrArray *tails;     /* Entry: "*datenbank" */
    TmPool pool;
};

/* --- the index --------------------------------------------------------------------------- */

static Entry *
new_entry(TmWords *words, const TmStencil *stencil, const char *phrase, double confidence,
          TmWordUse use)
{
    Entry *entry = tm_pool_alloc(&words->pool, sizeof(Entry) + strlen(phrase) + 1);

    entry->stencil = stencil;
    entry->confidence = confidence;
    entry->use = use;
    entry->next = NULL;
    entry->length = strlen(phrase);
    memcpy(entry->word, phrase, entry->length + 1);
    return entry;
}

static void
add_starter(TmWords *words, const char *phrase)
{
    g_autofree char *first = g_strndup(phrase, strcspn(phrase, " "));

    g_hash_table_add(words->starters, (gpointer)tm_pool_text(&words->pool, first));
}

static void
add_entry(TmWords *words, const TmStencil *stencil, const char *text, double confidence,
          TmWordUse use)
{
    g_autofree char *phrase = tm_words_fold(text, strlen(text));
    guint length = tm_words_squeeze(phrase);
    Entry *entry;

    if (length == 0 || length > MAX_PHRASE)
        return;
    entry = new_entry(words, stencil, phrase, confidence, use);
    if (*text == '*') {
        g_ptr_array_add(words->tails, entry);
    } else if (g_str_has_suffix(text, "*")) {
        g_ptr_array_add(words->heads, entry);
    } else {
        entry->next = g_hash_table_lookup(words->entries, entry->word);
        g_hash_table_insert(words->entries, entry->word, entry);
    }
    if (length > 1)
        add_starter(words, phrase);
}

static void
add_list(TmWords *words, const TmStencil *stencil, const GPtrArray *list, double confidence,
         TmWordUse use)
{
    for (guint i = 0; i < list->len; i++)
        add_entry(words, stencil, g_ptr_array_index(list, i), confidence, use);
}

TmWords *
tm_words_new(const TmTemplate *template)
{
    TmWords *words = g_new0(TmWords, 1);

    tm_pool_init(&words->pool);
    words->entries = g_hash_table_new(tm_text_hash, g_str_equal);
    words->starters = g_hash_table_new(tm_text_hash, g_str_equal);
    words->heads = g_ptr_array_new();
    words->tails = g_ptr_array_new();
    for (guint i = 0; i < template->stencils->len; i++) {
        const TmStencil *stencil = g_ptr_array_index(template->stencils, i);
        add_list(words, stencil, stencil->strong, 0.85, TM_USE_NAMES);
        add_list(words, stencil, stencil->generic, 0.65, TM_USE_NAMES);
        add_list(words, stencil, stencil->weak, 0.45, TM_USE_NAMES);
        add_list(words, stencil, stencil->carriers, 0.65, TM_USE_CARRIES);
        add_list(words, stencil, stencil->leading, 0.65, TM_USE_LEADS);
        add_list(words, stencil, stencil->outside, 0.85, TM_USE_OUTSIDE);
    }
    return words;
}

void
tm_words_free(TmWords *words)
{
    if (words == NULL)
        return;
    g_hash_table_unref(words->entries);
    g_hash_table_unref(words->starters);
    g_ptr_array_unref(words->heads);
    g_ptr_array_unref(words->tails);
    tm_pool_clear(&words->pool);
    g_free(words);
}

gboolean
tm_words_know(const TmWords *words, const char *word)
{
    return g_hash_table_contains(words->entries, word);
}

/* --- looking up -------------------------------------------------------------------------- */

static void
add_hit(const Entry *entry, gboolean bent, guint length, guint position, GArray *hits)
{
    TmWordHit hit = {entry->stencil, entry->word, entry->confidence, entry->use,
                     bent,           length,      position};

    g_array_append_val(hits, hit);
}

static gboolean
add_hits(const TmWords *words, const char *phrase, guint length, guint position, GArray *hits)
{
    const Entry *entry = g_hash_table_lookup(words->entries, phrase);

    for (const Entry *e = entry; e != NULL; e = e->next)
        add_hit(e, FALSE, length, position, hits);
    return entry != NULL;
}

/* The phrase itself, else in the singular: "users", "databases", "proxies". */
static gboolean
add_phrase(const TmWords *words, const char *phrase, guint length, guint position, GArray *hits)
{
    g_autofree char *singular = NULL;
    gsize end = strlen(phrase);

    if (add_hits(words, phrase, length, position, hits))
        return TRUE;
    if (end < 4 || phrase[end - 1] != 's')
        return FALSE;
    singular = g_strndup(phrase, end - 1);
    if (add_hits(words, singular, length, position, hits))
        return TRUE;
    if (!g_str_has_suffix(phrase, "ies"))
        return FALSE;
    singular[end - 3] = 'y';
    singular[end - 2] = '\0';
    return add_hits(words, singular, length, position, hits);
}

static gboolean
has_tail(const char *word, gsize length, const Entry *entry)
{
    return length >= entry->length + MIN_REST &&
           word[length - 1] == entry->word[entry->length - 1] &&
           memcmp(word + length - entry->length, entry->word, entry->length) == 0;
}

static gboolean
has_head(const char *word, gsize length, const Entry *entry)
{
    return *word == *entry->word && length >= entry->length &&
           memcmp(word, entry->word, entry->length) == 0;
}

/* German puts words together, Russian bends them. */
static gboolean
add_piece(const TmWords *words, const char *word, guint position, GArray *hits)
{
    const gsize length = strlen(word);

    for (guint i = 0; i < words->tails->len; i++) {
        const Entry *entry = g_ptr_array_index(words->tails, i);
        if (has_tail(word, length, entry)) {
            add_hit(entry, FALSE, 1, position, hits);
            return TRUE;
        }
    }
    for (guint i = 0; i < words->heads->len; i++) {
        const Entry *entry = g_ptr_array_index(words->heads, i);
        if (has_head(word, length, entry)) {
            add_hit(entry, TRUE, 1, position, hits);
            return TRUE;
        }
    }
    return FALSE;
}

static const char *
word_at(const GArray *label, guint position)
{
    return g_array_index(label, TmLabelWord, position).text;
}

static char *
join(const GArray *label, guint from, guint count)
{
    GString *phrase = g_string_new(word_at(label, from));

    for (guint i = 1; i < count; i++) {
        g_string_append_c(phrase, ' ');
        g_string_append(phrase, word_at(label, from + i));
    }
    return g_string_free(phrase, FALSE);
}

static gboolean
find_one(const TmWords *words, const GArray *label, guint from, guint length, GArray *hits)
{
    g_autofree char *phrase = NULL;

    if (length == 1)
        return add_phrase(words, word_at(label, from), 1, from, hits) ||
               add_piece(words, word_at(label, from), from, hits);
    if (!g_hash_table_contains(words->starters, word_at(label, from)))
        return FALSE;
    phrase = join(label, from, length);
    return add_phrase(words, phrase, length, from, hits);
}

void
tm_words_look_up(const TmWords *words, const GArray *label, GArray *hits)
{
    g_autofree gboolean *taken = g_new0(gboolean, label->len + 1);

    for (guint length = MAX_PHRASE; length > 0; length--)
        for (guint from = 0; from + length <= label->len; from++) {
            gboolean free = TRUE;
            for (guint i = 0; i < length; i++)
                free &= !taken[from + i];
            if (!free || !find_one(words, label, from, length, hits))
                continue;
            for (guint i = 0; i < length; i++)
                taken[from + i] = TRUE;
        }
}

void
tm_words_find(const TmWords *words, const char *label, GArray *hits)
{
    g_autoptr(GArray) list = tm_label_split(words, label, 0);

    tm_words_look_up(words, list, hits);
}

static gboolean
is_louder(const TmWordHit *a, const TmWordHit *b)
{
    if (a->confidence != b->confidence)
        return a->confidence > b->confidence;
    if (a->length != b->length)
        return a->length > b->length;
    return a->position >= b->position;
}

const TmWordHit *
tm_words_best(const GArray *hits, guint kinds)
{
    const TmWordHit *best = NULL;

    for (guint i = 0; i < hits->len; i++) {
        const TmWordHit *hit = &g_array_index(hits, TmWordHit, i);
        if (hit->use <= TM_USE_CARRIES && (kinds & (1u << hit->stencil->kind)) != 0 &&
            (best == NULL || is_louder(hit, best)))
            best = hit;
    }
    return best;
}
