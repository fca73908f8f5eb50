/* Texts in other languages than English; for template-*.c only. */
#pragma once

#include "fields.h"

G_BEGIN_DECLS

/* What files of translations speak of; offsets are in TmTemplate and in a record of @array. */
typedef struct {
    const char *key;     /* of such a file: "threats"; NULL ends the table */
    const char *what;    /* of tm_load_find(): "threat type" */
    const char *text_of; /* what the text is, where it is not the name: "the description of " */
    gsize array;
    gsize id;
    gsize text;
    gsize file;
    gsize place;
} TmSpoken;

extern const TmSpoken tm_spoken[];

/* Whether @key is one such as "title[de]". */
gboolean tm_language_is_key(const TmYaml *key);

/* Reads such a key beside those of @fields, which have been read into @record. */
gboolean tm_language_read_key(const TmFieldReader *reader, const TmYaml *key, const TmYaml *item,
                              const TmField *fields, gpointer record);

/* Returns the translation of the text at @where into @language, one of TmTemplate.languages, or
 * NULL. */
const TmTranslation *tm_language_find(const TmTemplate *template, const char *const *where,
                                      const char *language);

G_END_DECLS
