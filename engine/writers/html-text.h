/* The small pieces of which the HTML report is made. All text is escaped. */
#pragma once

#include "details.h"

G_BEGIN_DECLS

/* The style sheet and the script of the page: html.css and html.js. */
extern const char tm_html_style[];
extern const char tm_html_script[];

/* Appends the text on one line. */
void tm_html_text(GString *out, const char *text);

/* Appends "<h2>text</h2>". */
void tm_html_element(GString *out, const char *name, const char *text);

/* Appends " name="value"". */
void tm_html_attribute(GString *out, const char *name, const char *value);

/* Appends the begin of a section and its heading; @id is a word. */
void tm_html_section(GString *out, const char *id, const char *title);

/* Appends the begin of a table up to <tbody>. @columns, in English, end in NULL; under one that
 * begins with "#" are numbers. */
void tm_html_table(GString *out, const TmReport *report, const char *class,
                   const char *const *columns);

/* Appends a button that shows what its attribute @name names, and is plain text without script. */
void tm_html_button(GString *out, const char *name, const char *value, const char *text);

/* Appends "<a href="#id">text</a>": to a threat of the page. */
void tm_html_threat_link(GString *out, const char *id, const char *text);

/* Appends an array of TmDetail as a list with labels. */
void tm_html_details(GString *out, const GPtrArray *details);

G_END_DECLS
