/* Templates without files: those compiled into the program, and those inside a diagram. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Loads and merges @sources (TmSource), to which the built-in template is added where they are
 * empty. It speaks @language; NULL is English, and one in which it says nothing is an error. */
TmTemplate *tm_knowledge_compile(GArray *sources, const char *language, GError **error);

/* Returns the languages of @template, "en, de"; the caller owns the text. */
char *tm_knowledge_languages(const TmTemplate *template);

/* Whether all of @template is Microsoft's. */
gboolean tm_knowledge_is_theirs(const TmTemplate *template);

/* Whether diagrams cannot be read with @template alone: it knows no words and no shapes, as those
 * that are Microsoft's or came from there. */
gboolean tm_knowledge_needs_reader(const TmTemplate *template);

/* Returns the built-in template, to read diagrams with. Its types are then known to @template,
 * which it must outlive. */
TmTemplate *tm_knowledge_reader(TmTemplate *template, GError **error);

/* Whether a file may have a template inside (.tm7). */
gboolean tm_knowledge_has_inside(GBytes *bytes);

/* Loads that template; of a .tm7 of ours the built-in ones that it was made from, which speak
 * @language. TM_ERROR_MEANING: there is none. */
TmTemplate *tm_knowledge_inside(const char *file, GBytes *bytes, const char *language,
                                GError **error);

G_END_DECLS
