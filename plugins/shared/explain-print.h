/* The layout of explanations on a terminal: a label, then what stands for it. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Appends a text of one or more lines, ended by exactly one newline. */
void tm_print_text(const char *text, GString *out);

/* Each appends lines, the first of them behind @label; nothing where there is nothing to say. */
void tm_print_field(const char *label, const char *text, GString *out);
void tm_print_list(const char *label, const GPtrArray *texts, GString *out);
void tm_print_numbers(const char *label, const char *prefix, const GArray *numbers, GString *out);
void tm_print_place(const char *file, TmPlace place, GString *out);

/* Appends the mitigations, one on a line, below an entry of a list. */
void tm_print_mitigations(const GPtrArray *mitigations, GString *out);

/* Returns @rule with a line for each of its outer terms, or @text where there is no rule; NULL
 * where there is neither. Free it. */
char *tm_rule_lines(const TmExpression *rule, const char *text);

/* Of a threat type: "once for each pair of source and target"; "likelihood 3 where the flow is
 * exposed, impact by classification". Free the second. */
const char *tm_type_counted(const TmThreatType *type);
char *tm_type_rating(const TmThreatType *type);

G_END_DECLS
