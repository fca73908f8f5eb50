/* Labels become words, words become stencils (templates.md section 5.5, tiers 4 to 6). */
#include "classify-words.h"

#include <string.h>

/* Words in the longest phrase that is looked up, and characters of the longest word in a script
 * that does not separate words. */
#define MAX_PHRASE 4
#define MAX_CHARACTERS 6
/* Words of a label that are looked at: a label with more is a text. */
#define MAX_WORDS 64

/* A listing of a word by a stencil; a word may be listed by several. */
typedef struct Entry Entry;
struct Entry {
    const TmStencil *stencil;
    double confidence;
    Entry *next;
    char word[];
};

struct TmWords {
    GHashTable *entries; /* folded phrase -> Entry */
    TmPool pool;
};

/* --- splitting --------------------------------------------------------------------------- */

static gboolean
is_word_character(gunichar c)
{
    if (c < 0x80)
        return g_ascii_isalnum((char)c) || c == '+' || c == '#';
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* Most words are ASCII, and those are folded at a tenth of the cost. */
static char *
fold(const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if ((guchar)text[i] >= 0x80)
            return g_utf8_casefold(text, (gssize)length);
    return g_ascii_strdown(text, (gssize)length);
}

/* Whether a new word begins at @c after @former: webApp, S3Bucket, HTTPServer. */
static gboolean
breaks_before(gunichar former, gunichar c, gunichar next)
{
    if (!g_unichar_isupper(c))
        return FALSE;
    return g_unichar_islower(former) ||
           ((g_unichar_isupper(former) || g_unichar_isdigit(former)) && g_unichar_islower(next));
}

static void
add_word(GPtrArray *words, const char *from, const char *end)
{
    if (end > from && words->len < MAX_WORDS)
        g_ptr_array_add(words, fold(from, (gsize)(end - from)));
}

/* The parts of webApp. */
static void
add_parts(GPtrArray *words, const char *from, const char *end)
{
    gunichar former = 0;
    const char *start = from;

    for (const char *at = from; at < end; at = g_utf8_next_char(at)) {
        const char *next = g_utf8_next_char(at);
        gunichar c = g_utf8_get_char(at);
        if (breaks_before(former, c, next < end ? g_utf8_get_char(next) : 0)) {
            add_word(words, start, at);
            start = at;
        }
        former = c;
    }
    add_word(words, start, end);
}

/* PostgreSQL is one word because the index knows it; webApp is two. */
static gboolean
is_known(const TmWords *index, const char *from, const char *end)
{
    g_autofree char *word = index != NULL ? fold(from, (gsize)(end - from)) : NULL;

    return word != NULL && g_hash_table_contains(index->entries, word);
}

static GPtrArray *
split(const TmWords *index, const char *label)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    const char *at = label;

    while (*at != '\0' && words->len < MAX_WORDS) {
        const char *end = at;
        while (*end != '\0' && is_word_character(g_utf8_get_char(end)))
            end = g_utf8_next_char(end);
        if (is_known(index, at, end))
            add_word(words, at, end);
        else
            add_parts(words, at, end);
        at = *end != '\0' ? g_utf8_next_char(end) : end;
    }
    return words;
}

GPtrArray *
tm_words_split(const char *label)
{
    return split(NULL, label);
}

/* --- the index --------------------------------------------------------------------------- */

/* Leaves one blank between the words of @text, and returns how many they are. */
static guint
squeeze(char *text)
{
    gboolean inside = FALSE;
    guint words = 0;
    char *to = text;

    for (const char *at = text, *next; *at != '\0'; at = next) {
        gboolean is_word = is_word_character(g_utf8_get_char(at));
        next = g_utf8_next_char(at);
        if (is_word && !inside && words++ > 0)
            *to++ = ' ';
        if (is_word) {
            memmove(to, at, (gsize)(next - at));
            to += next - at;
        }
        inside = is_word;
    }
    *to = '\0';
    return words;
}

static void
add_entry(TmWords *words, const TmStencil *stencil, const char *text, double confidence)
{
    g_autofree char *phrase = fold(text, strlen(text));
    guint length = squeeze(phrase);
    Entry *entry;

    if (length == 0 || length > MAX_PHRASE)
        return;
    entry = tm_pool_alloc(&words->pool, sizeof(Entry) + strlen(phrase) + 1);
    entry->stencil = stencil;
    entry->confidence = confidence;
    memcpy(entry->word, phrase, strlen(phrase) + 1);
    entry->next = g_hash_table_lookup(words->entries, entry->word);
    g_hash_table_insert(words->entries, entry->word, entry);
}

static void
add_list(TmWords *words, const TmStencil *stencil, const GPtrArray *list, double confidence)
{
    for (guint i = 0; i < list->len; i++)
        add_entry(words, stencil, g_ptr_array_index(list, i), confidence);
}

TmWords *
tm_words_new(const TmTemplate *template)
{
    TmWords *words = g_new0(TmWords, 1);

    tm_pool_init(&words->pool);
    words->entries = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < template->stencils->len; i++) {
        const TmStencil *stencil = g_ptr_array_index(template->stencils, i);
        add_list(words, stencil, stencil->strong, 0.85);
        add_list(words, stencil, stencil->generic, 0.65);
        add_list(words, stencil, stencil->weak, 0.45);
    }
    return words;
}

void
tm_words_free(TmWords *words)
{
    if (words == NULL)
        return;
    g_hash_table_unref(words->entries);
    tm_pool_clear(&words->pool);
    g_free(words);
}

/* --- looking up -------------------------------------------------------------------------- */

static gboolean
add_hits(const TmWords *words, const char *phrase, guint length, guint position, GArray *hits)
{
    const Entry *entry = g_hash_table_lookup(words->entries, phrase);

    for (const Entry *e = entry; e != NULL; e = e->next) {
        TmWordHit hit = {e->stencil, e->word, e->confidence, length, position};
        g_array_append_val(hits, hit);
    }
    return entry != NULL;
}

/* The phrase itself, else in the singular: "users", "databases", "proxies". */
static gboolean
add_phrase(const TmWords *words, const char *phrase, guint length, guint position, GArray *hits)
{
    g_autofree char *singular = g_strdup(phrase);
    gsize end = strlen(singular);

    if (add_hits(words, phrase, length, position, hits))
        return TRUE;
    if (end < 4 || singular[end - 1] != 's')
        return FALSE;
    singular[end - 1] = '\0';
    if (add_hits(words, singular, length, position, hits))
        return TRUE;
    if (!g_str_has_suffix(phrase, "ies"))
        return FALSE;
    singular[end - 3] = 'y';
    singular[end - 2] = '\0';
    return add_hits(words, singular, length, position, hits);
}

/* Chinese and Japanese do not part words: every run of characters is tried, longest first. */
static gboolean
is_unparted(const char *word)
{
    gunichar c = g_utf8_get_char(word);

    return c >= 0x2E80 && c < 0xE000;
}

static void
find_runs(const TmWords *words, const char *word, guint position, GArray *hits)
{
    for (const char *at = word; *at != '\0';) {
        glong left = g_utf8_strlen(at, -1);
        gboolean found = FALSE;
        for (glong n = MIN(left, MAX_CHARACTERS); n > 0 && !found; n--) {
            const char *end = g_utf8_offset_to_pointer(at, n);
            g_autofree char *run = g_strndup(at, (gsize)(end - at));
            found = add_hits(words, run, 1, position, hits);
            at = found ? end : at;
        }
        at = found ? at : g_utf8_next_char(at);
    }
}

static char *
join(const GPtrArray *parts, guint from, guint count)
{
    GString *phrase = g_string_new(g_ptr_array_index(parts, from));

    for (guint i = 1; i < count; i++)
        g_string_append_printf(phrase, " %s", (const char *)g_ptr_array_index(parts, from + i));
    return g_string_free(phrase, FALSE);
}

static void
find_phrases(const TmWords *words, const GPtrArray *parts, guint length, gboolean *taken,
             GArray *hits)
{
    for (guint from = 0; from + length <= parts->len; from++) {
        g_autofree char *phrase = NULL;
        gboolean free = TRUE;

        for (guint i = 0; i < length; i++)
            free &= !taken[from + i];
        if (!free)
            continue;
        phrase = join(parts, from, length);
        if (add_phrase(words, phrase, length, from, hits))
            for (guint i = 0; i < length; i++)
                taken[from + i] = TRUE;
    }
}

void
tm_words_find(const TmWords *words, const char *label, GArray *hits)
{
    g_autoptr(GPtrArray) parts = split(words, label);
    gboolean taken[MAX_WORDS] = {FALSE};

    for (guint length = MAX_PHRASE; length > 0; length--)
        find_phrases(words, parts, length, taken, hits);
    for (guint i = 0; i < parts->len; i++)
        if (!taken[i] && is_unparted(g_ptr_array_index(parts, i)))
            find_runs(words, g_ptr_array_index(parts, i), i, hits);
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
        if ((kinds & (1u << hit->stencil->kind)) != 0 && (best == NULL || is_louder(hit, best)))
            best = hit;
    }
    return best;
}
