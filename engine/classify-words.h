/* Words of labels, looked up among the words of the stencils: for classify*.c, and for importers
 * that need them to tell an element from a boundary. Build the index once for a file. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* An index of all words of a template's stencils. */
typedef struct TmWords TmWords;

TmWords *tm_words_new(const TmTemplate *template);
void tm_words_free(TmWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmWords, tm_words_free)

/* A word or phrase of a label that a stencil lists. */
typedef struct {
    const TmStencil *stencil;
    const char *word;  /* as the index has it: folded, words separated by one blank */
    double confidence; /* 0.85 strong, 0.65 generic, 0.45 weak */
    guint length;      /* words in the phrase */
    guint position;    /* of its first word in the label */
} TmWordHit;

/* Returns the hit that speaks loudest for a part of a kind in @kinds (a mask of 1 << TmKind), or
 * NULL: the strongest word, the longest phrase, the last in the label - the user database is a
 * database, the database user a user. */
const TmWordHit *tm_words_best(const GArray *hits, guint kinds);

/* Appends the hits in @label to @hits (of TmWordHit), longest phrases first; a word that is part of
 * a longer phrase that hit is not looked up alone. */
void tm_words_find(const TmWords *words, const char *label, GArray *hits);

/* Splits a label into folded words: at blanks, punctuation and where a capital follows a small
 * letter. The caller owns the array and its strings. */
GPtrArray *tm_words_split(const char *label);

G_END_DECLS
