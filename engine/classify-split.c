/* A label becomes words, and every word knows in which clause it stands: "Web server / proxy
 * (nginx) for customers". What a thing is, the last word of its main clause says. */
#include <string.h>

#include "classify-own.h"

/* Words of a label that are looked at: a label with more is a text. */
#define MAX_WORDS 64
/* Characters of the longest word in a script that does not separate words. */
#define MAX_CHARACTERS 10
#define MAX_DEPTH 4
/* The longest id in a label: "P12", "1.1", "A01". */
#define MAX_ID 3

typedef struct {
    const TmWords *index;
    GArray *words; /* TmLabelWord */
    TmClause clause;
    guint segment;
    guint n_segments;
    gboolean tail;    /* behind a preposition */
    gboolean content; /* the segment has said something */
    guint depth;
    TmClause outer_clause[MAX_DEPTH];
    guint outer_segment[MAX_DEPTH];
} Splitter;

/* --- characters -------------------------------------------------------------------------- */

static gboolean
is_word_character(gunichar c)
{
    if (c < 0x80)
        return g_ascii_isalnum((char)c) || c == '+' || c == '#';
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* Chinese and Japanese do not part words. */
static gboolean
is_unparted(gunichar c)
{
    return c >= 0x2E80 && c < 0xE000;
}

char *
tm_words_fold(const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if ((guchar)text[i] >= 0x80)
            return g_utf8_casefold(text, (gssize)length);
    return g_ascii_strdown(text, (gssize)length);
}

guint
tm_words_squeeze(char *text)
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

/* --- words ------------------------------------------------------------------------------- */

static gboolean
is_listed(const char *const *list, const char *word)
{
    for (; *list != NULL; list++)
        if (**list == *word && strcmp(*list, word) == 0)
            return TRUE;
    return FALSE;
}

/* What comes behind one of these is not the thing itself. */
static gboolean
is_preposition(const char *word)
{
    static const char *const list[] = {
        "of",    "for",  "to",   "from", "in",   "on",   "at",      "by",  "with", "via", "per",
        "using", "into", "über", "von",  "für",  "mit",  "zum",     "zur", "der",  "des", "de",
        "du",    "d",    "del",  "pour", "avec", "para", "con",     "do",  "da",   "для", "из",
        "в",     "на",   "от",   "по",   "с",    "к",    "through", NULL};

    return is_listed(list, word);
}

static gboolean
is_conjunction(const char *word)
{
    static const char *const list[] = {"and", "or", "und", "oder", "et", "ou", "y", "и", NULL};

    return is_listed(list, word);
}

static gboolean
is_filler(const Splitter *splitter, const char *word)
{
    static const char *const list[] = {
        "the",     "an",      "our",  "your",     "my",      "new",    "primary", "secondary",
        "replica", "standby", "hot",  "active",   "passive", "main",   "prod",    "production",
        "staging", "dr",      "step", "optional", "current", "legacy", "global",  "local",
        "le",      "la",      "el",   "die",      "das",     NULL};
    gsize letters = strcspn(word, "0123456789");
    gsize length = strlen(word);

    if (length <= MAX_ID && letters <= 1 &&
        letters + strspn(word + letters, "0123456789") == length)
        return splitter->index == NULL || !tm_words_know(splitter->index, word);
    return g_ascii_isdigit(*word) || is_listed(list, word);
}

/* --- clauses ----------------------------------------------------------------------------- */

static void
begin_segment(Splitter *splitter, TmClause clause)
{
    splitter->clause = clause;
    splitter->segment = ++splitter->n_segments;
    splitter->content = FALSE;
    splitter->tail = FALSE;
}

static void
cut(Splitter *splitter)
{
    if (splitter->content || splitter->clause == TM_CLAUSE_ASIDE)
        begin_segment(splitter, TM_CLAUSE_ASIDE);
}

static void
list_another(Splitter *splitter)
{
    if (splitter->content)
        begin_segment(splitter,
                      splitter->clause == TM_CLAUSE_MAIN ? TM_CLAUSE_PEER : splitter->clause);
}

static void
open_bracket(Splitter *splitter)
{
    if (splitter->depth == MAX_DEPTH)
        return;
    splitter->outer_clause[splitter->depth] = splitter->clause;
    splitter->outer_segment[splitter->depth++] = splitter->segment;
    begin_segment(splitter, TM_CLAUSE_ASIDE);
}

static void
close_bracket(Splitter *splitter)
{
    if (splitter->depth == 0)
        return;
    splitter->clause = splitter->outer_clause[--splitter->depth];
    splitter->segment = splitter->outer_segment[splitter->depth];
    splitter->content = TRUE;
    splitter->tail = FALSE;
}

static gboolean
is_one_of(gunichar c, const char *characters)
{
    return g_utf8_strchr(characters, -1, c) != NULL;
}

static void
pass_mark(Splitter *splitter, const char *label, const char *at)
{
    gunichar c = g_utf8_get_char(at);

    if (c == ' ' || c == '_' || c == '.')
        return;
    if (is_one_of(c, "([{<（【「《"))
        open_bracket(splitter);
    else if (is_one_of(c, ")]}>）】」》"))
        close_bracket(splitter);
    else if (is_one_of(c, "/&／＆、"))
        list_another(splitter);
    else if (is_one_of(c, ":;,|=•·—–→⟶：；，。"))
        cut(splitter);
    else if (c == '-' && at > label && at[-1] == ' ' && at[1] == ' ')
        cut(splitter);
}

/* --- adding ------------------------------------------------------------------------------ */

static void
add_word(Splitter *splitter, const char *from, const char *end)
{
    TmLabelWord word = {NULL, splitter->clause, splitter->segment, FALSE};

    if (end <= from || splitter->words->len == MAX_WORDS)
        return;
    word.text = tm_words_fold(from, (gsize)(end - from));
    if (is_conjunction(word.text))
        list_another(splitter);
    else if (splitter->content && is_preposition(word.text))
        splitter->tail = TRUE;
    word.filler = is_filler(splitter, word.text);
    word.segment = splitter->segment;
    word.clause =
        splitter->tail && splitter->clause != TM_CLAUSE_ASIDE ? TM_CLAUSE_TAIL : splitter->clause;
    splitter->content |= !word.filler && !is_conjunction(word.text);
    g_array_append_val(splitter->words, word);
}

static gboolean
knows(const Splitter *splitter, const char *from, const char *end)
{
    g_autofree char *word = NULL;

    if (splitter->index == NULL || end <= from)
        return FALSE;
    word = tm_words_fold(from, (gsize)(end - from));
    return tm_words_know(splitter->index, word);
}

/* Chinese: the longest words that are known; what lies between them is a word, too. */
static void
add_unparted(Splitter *splitter, const char *from, const char *end)
{
    const char *unknown = from;

    for (const char *at = from; at < end;) {
        const char *stop = at;
        const char *found = NULL;
        for (guint n = 0; n < MAX_CHARACTERS && stop < end; n++) {
            stop = g_utf8_next_char(stop);
            found = knows(splitter, at, stop) ? stop : found;
        }
        if (found != NULL) {
            add_word(splitter, unknown, at);
            add_word(splitter, at, found);
            unknown = found;
        }
        at = found != NULL ? found : g_utf8_next_char(at);
    }
    add_word(splitter, unknown, end);
}

/* "server1" is a server, but ec2 is known. */
static void
add_part(Splitter *splitter, const char *from, const char *end)
{
    const char *digits = end;

    if (from < end && is_unparted(g_utf8_get_char(from))) {
        add_unparted(splitter, from, end);
        return;
    }
    while (digits > from && g_ascii_isdigit(digits[-1]))
        digits--;
    if (digits < end &&
        (splitter->index == NULL || digits - from < 2 || knows(splitter, from, end)))
        digits = end;
    add_word(splitter, from, digits);
    add_word(splitter, digits, end);
}

/* Whether a new word begins at @at behind @former: webApp, S3Bucket, HTTPServer, but not APIs. */
static gboolean
breaks_before(gunichar former, const char *at, const char *end)
{
    const gunichar c = g_utf8_get_char(at);
    const char *next = g_utf8_next_char(at);
    const gunichar then = next < end ? g_utf8_get_char(next) : 0;

    if (former == 0)
        return FALSE;
    if (is_unparted(former) != is_unparted(c))
        return TRUE;
    if (!g_unichar_isupper(c))
        return FALSE;
    if (then == 's' && next + 1 == end)
        return FALSE;
    return g_unichar_islower(former) ||
           ((g_unichar_isupper(former) || g_unichar_isdigit(former)) && g_unichar_islower(then));
}

/* The parts of webApp. */
static void
add_parts(Splitter *splitter, const char *from, const char *end)
{
    gunichar former = 0;
    const char *start = from;

    for (const char *at = from; at < end; at = g_utf8_next_char(at)) {
        if (breaks_before(former, at, end)) {
            add_part(splitter, start, at);
            start = at;
        }
        former = g_utf8_get_char(at);
    }
    add_part(splitter, start, end);
}

static void
clear_word(gpointer data)
{
    TmLabelWord *word = data;

    g_free(word->text);
}

/* PostgreSQL is one word because the index knows it; webApp is two. A lone "+" joins. */
static void
add_run(Splitter *splitter, const char *from, const char *end)
{
    if (strspn(from, "+#") >= (gsize)(end - from))
        list_another(splitter);
    else if (knows(splitter, from, end))
        add_word(splitter, from, end);
    else
        add_parts(splitter, from, end);
}

GArray *
tm_label_split(const TmWords *words, const char *label, gsize heading)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(TmLabelWord));
    Splitter splitter = {.index = words, .words = list};
    const char *at = label;

    g_array_set_clear_func(list, clear_word);
    while (*at != '\0' && list->len < MAX_WORDS) {
        const char *end = at;
        if (heading > 0 && at >= label + heading) {
            begin_segment(&splitter, TM_CLAUSE_ASIDE);
            heading = 0;
        }
        while (*end != '\0' && is_word_character(g_utf8_get_char(end)))
            end = g_utf8_next_char(end);
        if (end > at)
            add_run(&splitter, at, end);
        else
            pass_mark(&splitter, label, at);
        at = end > at ? end : g_utf8_next_char(at);
    }
    tm_label_settle(list);
    return list;
}

GPtrArray *
tm_words_split(const char *label)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) list = tm_label_split(NULL, label, 0);

    for (guint i = 0; i < list->len; i++)
        g_ptr_array_add(words, g_steal_pointer(&g_array_index(list, TmLabelWord, i).text));
    return words;
}
