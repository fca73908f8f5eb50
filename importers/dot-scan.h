/* The tokens of Graphviz DOT with their places, as cgraph splits them (lib/cgraph/scan.l). */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef enum {
    TM_DOT_END,
    TM_DOT_NAME, /* a bare word or a number */
    TM_DOT_STRING,
    TM_DOT_HTML,
    TM_DOT_STRICT,
    TM_DOT_GRAPH,
    TM_DOT_DIGRAPH,
    TM_DOT_NODE,
    TM_DOT_EDGE,
    TM_DOT_SUBGRAPH,
    TM_DOT_EDGEOP, /* -> or -- */
    TM_DOT_SIGN,   /* any other byte */
} TmDotKind;

typedef struct {
    TmDotKind kind;
    const char *text; /* with its quotes or angle brackets; not ended by a NUL */
    gsize length;
    TmPlace place;
} TmDotToken;

/* Where in a text we are: zero but for @at, @place (1:1), @latin1 and @file to begin with. */
typedef struct {
    const char *file;
    const char *at;
    TmPlace place;
    gboolean latin1; /* the text was Latin-1 before it became UTF-8: count columns by characters */
    TmDotToken token;
} TmDotScanner;

/* Steps to the next token and keeps it in @scanner->token. TM_ERROR_SYNTAX: a string, an HTML label
 * or a comment has no end. */
gboolean tm_dot_scan(TmDotScanner *scanner, GError **error);

/* Whether the token is the sign @sign. */
gboolean tm_dot_is_sign(const TmDotScanner *scanner, char sign);

/* Appends what the token means to cgraph: without quotes and their escapes. */
void tm_dot_token_append(const TmDotToken *token, GString *out);

/* Whether @text begins like DOT: blanks, comments, strict, then graph or digraph. */
gboolean tm_dot_probe(const char *text);

G_END_DECLS
