/* What the program says itself, in other languages than English: messages about the drawing and the
 * words of reports. What templates say is with them (template.h). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Marks a text of a table that is looked up later; tests/wording.py wants each in every language.
 */
#define TM_WORDING(english) english

typedef struct {
    const char *english;
    const char *text; /* with the conversions of @english, in its order or by number: %2$s */
} TmWording;

/* Ended by a NULL text. */
extern const TmWording tm_wording_de_codes[];
extern const TmWording tm_wording_de_messages[];
extern const TmWording tm_wording_de_reports[];

/* Returns @english in the language of a tag ("de", "de-AT"; NULL is English), or as it is where
 * nobody wrote that down. The texts are part of the program: formats never come from a file. */
const char *tm_wording(const char *language, const char *english) G_GNUC_FORMAT(2);

G_END_DECLS
