/* The labels of a picture: names, threat chips, the legend. All of it is ready to stand in a DOT
 * file. */
#pragma once

#include "dot-plan.h"

G_BEGIN_DECLS

/* Breaks @text into lines of about 24 columns, at most 6 of them. Free it with g_strfreev(). */
char **tm_dot_wrap(const char *text);

/* Whether tm_dot_wrap() leaves @text as it is. */
gboolean tm_dot_fits(const char *text);

/* Appends a quoted string that an importer reads back byte for byte. A backslash before a quote or
 * at the end cannot be written in DOT and is doubled. */
void tm_dot_quote(GString *out, const char *text);

/* Append a quoted label of several lines, without chips: centred, or on the left. */
void tm_dot_label_plain(GString *out, const char *name);
void tm_dot_label_left(GString *out, const char *name);

/* Append an HTML-like label: the name, and under it the chips of @threats (NULL: none). */
void tm_dot_label_element(GString *out, const TmReport *report, const char *name,
                          const GPtrArray *threats);
void tm_dot_label_store(GString *out, const TmReport *report, const char *name,
                        const GPtrArray *threats);
void tm_dot_label_flow(GString *out, const TmReport *report, const char *name,
                       const GPtrArray *threats);

/* Appends the label of the graph: title, legend, threats of the whole model, and @note ("" for
 * none). */
void tm_dot_label_graph(GString *out, const TmReport *report, const TmDotPlan *plan,
                        const char *title, const char *note);

/* Appends the quoted text that a reader sees on pointing at a part: its name and its threats. */
void tm_dot_tooltip(GString *out, const TmReport *report, const TmDotPlan *plan,
                    const TmPart *part);

G_END_DECLS
