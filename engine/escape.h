/* Text made safe for where it goes. Each function appends to @out; control characters are dropped
 * (a newline becomes what the target format has for it). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* XML text and attribute values: & < > " ' */
void tm_escape_xml(GString *out, const char *text);

/* The inside of a quoted DOT string, for a plain label: nothing in it is an escape of Graphviz. */
void tm_escape_dot(GString *out, const char *text);

/* One line of Markdown as code hosts render it (CommonMark with tables, strikethrough, mathematics
 * and bare addresses as links), as the beginning of a line or of a cell: nothing in it is markup,
 * HTML or a link. White space is folded; a word joiner breaks what a host would take for an
 * address, whether or not it is escaped. */
void tm_escape_markdown(GString *out, const char *text);

/* The same as code, in a table too. Nothing for "". */
void tm_escape_markdown_code(GString *out, const char *text);

/* A part of a threat id (contract.md section 2): all ASCII but letters, digits and _ - . ~ is %XX
 */
void tm_escape_id(GString *out, const char *text);

/* A word as a shell takes it, in quotes where it needs them, so that a line of a report can be a
 * command to copy. Control characters stay away: such a name must be typed. */
void tm_escape_word(GString *out, const char *text);

/* One line of plain text: valid UTF-8, white space folded, no control characters. Caller frees. */
char *tm_escape_line(const char *text);

/* Returns @file without "./" before it: for those who compare paths. */
const char *tm_bare_path(const char *file);

/* Whether the text is such a line already: printable ASCII with single blanks inside, as most
 * labels and all ids are. */
gboolean tm_escape_is_line(const char *text);

G_END_DECLS
