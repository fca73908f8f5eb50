/* What the files register*.c share: the keys of a decision, and a register as lines of text, so
 * that a change leaves every other line as it is. Private to them. */
#pragma once

#include "edits.h"
#include "fields.h"
#include "tm.h"

G_BEGIN_DECLS

/* The keys of TmDecision in their order. The first ones are those of threats that a person added.
 */
extern const TmField tm_register_fields[];
#define TM_REGISTER_CUSTOM_KEYS 6

/* Returns what a decision says under a key of kind text, line, day, id or word; "" nothing. */
const char *tm_register_said(const TmDecision *decision, const TmField *field);

/* Whether two decisions say the same, whatever the order of their keys. */
gboolean tm_register_same(const TmDecision *one, const TmDecision *other);

/* --- texts ------------------------------------------------------------------------------- */

/* Appends @text as a value in block style, or with @flow as one between brackets. Several lines
 * become a literal, whose lines begin with @indent blanks; @after then follows on the first line.
 */
void tm_register_write(GString *out, const char *text, gboolean flow, guint indent,
                       const char *newline, const char *after);

/* Returns the decision with texts as a register can hold them, which may be in @pool: what comes
 * from other tools has other ends of lines, and control characters. */
TmDecision tm_register_tidy(TmPool *pool, const TmDecision *decision);

/* --- lines ------------------------------------------------------------------------------- */

/* A register as it lies in the file. */
typedef struct {
    const char *file;
    const char *text; /* ended by a NUL that @length does not count */
    gsize length;
    GArray *lines; /* gsize: where each begins; the last is the end of the text */
    const char *newline;
    const TmYaml *root;
    TmPool pool;
} TmLines;

/* An entry of a section: the lines from @first to before @end, and from @head on the comments
 * directly above it. Lines are counted from 0. */
typedef struct {
    const TmYaml *key; /* of a list NULL */
    const TmYaml *value;
    guint head;
    guint first;
    guint end;
    guint indent; /* of the key, or of the dash */
} TmBlock;

/* @bytes are a register, or NULL: there is none yet. @lines is to be cleared also on failure. */
gboolean tm_lines_parse(TmLines *lines, const char *file, GBytes *bytes, GError **error);
void tm_lines_clear(TmLines *lines);

/* The byte at which a line begins, or a place lies. */
gsize tm_lines_start(const TmLines *lines, guint line);
gsize tm_lines_byte(const TmLines *lines, TmPlace place);

/* The bytes of the lines from @first to before @end. */
TmSpan tm_lines_span(const TmLines *lines, guint first, guint end);

/* The byte at which a scalar begins, and the one after it, with its quotes. */
gsize tm_lines_scalar_start(const TmLines *lines, const TmYaml *scalar);
gsize tm_lines_scalar_end(const TmLines *lines, const TmYaml *scalar);

/* The byte after what the quote at a byte begins. */
gsize tm_lines_quotes_end(const TmLines *lines, gsize quote);

/* The blanks or the dash before a key. */
guint tm_lines_key_indent(const TmLines *lines, const TmYaml *key);

/* Returns the comments (char) in the bytes of a value, from behind its key on, each with what it
 * stands apart. Free it. */
GPtrArray *tm_lines_comments(const TmLines *lines, TmSpan span);

/* Finds the entries of a section: array of TmBlock; empty where the section is. Sets the error
 * where it is written between braces, or otherwise not an entry after another. */
GArray *tm_lines_blocks(const TmLines *lines, const char *section, GError **error);

/* Finds the key of a section in the root. */
gboolean tm_lines_section(const TmLines *lines, const char *section, guint *index);

/* The line after the last of the document. */
guint tm_lines_end(const TmLines *lines);

/* The first line of the comments directly above a line that are not deeper than @indent. */
guint tm_lines_head(const TmLines *lines, guint first, guint indent);

/* Sets the error that the register is not written in a way that we can change. */
gboolean tm_lines_refuse(const TmLines *lines, TmPlace place, GError **error);

/* Whether nothing of a line but blanks stands before @place. */
gboolean tm_lines_begins(const TmLines *lines, TmPlace place);

/* Whether a line is blank, or a comment that is not deeper than @indent. */
gboolean tm_lines_is_loose(const TmLines *lines, guint line, guint indent);

/* The line after the last that is not loose, of those from @first to before @end. */
guint tm_lines_trim(const TmLines *lines, guint first, guint end, guint indent);

/* --- entries ----------------------------------------------------------------------------- */

/* Returns the lines of @block where it says @now instead of @was, which it did. Free it. */
char *tm_block_revise(const TmLines *lines, const TmBlock *block, const TmDecision *was,
                      const TmDecision *now);

/* Returns the lines of a new entry among @blocks. Free it. */
char *tm_block_new(const TmLines *lines, const GArray *blocks, const TmDecision *decision);

/* Adds an entry among the others of a section where the alphabet wants it, before what it has of
 * larger keys. @text are whole lines; @key NULL: at the end. */
void tm_lines_insert_among(TmEdits *edits, const TmLines *lines, const GArray *blocks,
                           const char *key, const char *text);

/* The same; makes the section where it is not there. One edit of a section that is empty or not
 * there is enough: it cannot see another. */
gboolean tm_lines_insert(TmEdits *edits, const TmLines *lines, const char *section, const char *key,
                         const char *text, GError **error);

G_END_DECLS
