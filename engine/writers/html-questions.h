/* What nobody said, as questions of the HTML report. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Appends the questions of all threats, the most useful first. */
void tm_html_questions(GString *out, const TmReport *report);

/* Appends "0-e4.authn=Yes": what stands for a question in the page. */
void tm_html_question_key(GString *out, const TmDiagram *diagram, const TmQuestion *question);

G_END_DECLS
