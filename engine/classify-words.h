/* Words of labels, looked up among the words of the stencils: for classify*.c, and for importers
 * that need them to tell an element from a boundary. A template has the index of its own words. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* An index of all words of a template's stencils. */
typedef struct TmWords TmWords;

TmWords *tm_words_new(const TmTemplate *template);
void tm_words_free(TmWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmWords, tm_words_free)

/* Whether @word, folded, is listed as it is. */
gboolean tm_words_know(const TmWords *words, const char *word);

/* What a word says of the thing whose label has it (template.h, words). */
typedef enum {
    TM_USE_NAMES,
    TM_USE_CARRIES,
    TM_USE_LEADS,
    TM_USE_OUTSIDE,
} TmWordUse;

/* A word or phrase of a label that a stencil lists. */
typedef struct {
    const TmStencil *stencil;
    const char *word;  /* as the index has it: folded, words separated by one blank */
    double confidence; /* 0.85 strong, 0.65 generic, 0.45 weak */
    TmWordUse use;
    gboolean bent;  /* by the beginning of a word: it may be a genitive */
    guint length;   /* words in the phrase */
    guint position; /* of its first word in the label */
} TmWordHit;

/* Returns the hit that speaks loudest for a part of a kind in @kinds (a mask of 1 << TmKind), or
 * NULL: the strongest word, the longest phrase, the last in the label. Words that only lead or only
 * count outside are not asked. */
const TmWordHit *tm_words_best(const GArray *hits, guint kinds);

/* Appends the hits in @label to @hits (of TmWordHit), longest phrases first; a word that is part of
 * a longer phrase that hit is not looked up alone. */
void tm_words_find(const TmWords *words, const char *label, GArray *hits);

/* Splits a label into folded words: at blanks, punctuation and where a capital follows a small
 * letter. The caller owns the array and its strings. */
GPtrArray *tm_words_split(const char *label);

/* --- for classify*.c --------------------------------------------------------------------- */

/* Where in a label a word stands. */
typedef enum {
    TM_CLAUSE_MAIN,  /* web server */
    TM_CLAUSE_PEER,  /* ... / proxy */
    TM_CLAUSE_ASIDE, /* ... (nginx): in brackets, behind a comma, on a further line */
    TM_CLAUSE_TAIL,  /* ... for customers */
    TM_N_CLAUSES,
} TmClause;

typedef struct {
    char *text; /* folded; the array's */
    TmClause clause;
    guint segment;   /* words of the same clause have the same */
    gboolean filler; /* a number or "primary": says nothing */
} TmLabelWord;

/* Splits a label into TmLabelWord. The words behind @heading bytes are on further lines. */
GArray *tm_label_split(const TmWords *words, const char *label, gsize heading);

/* Looks up all words of a split label, as tm_words_find() does. */
void tm_words_look_up(const TmWords *words, const GArray *label, GArray *hits);

G_END_DECLS
