/* Reading a YAML mapping into a struct by a table of its keys. */
#pragma once

#include "tm.h"
#include "yaml-tree.h"

G_BEGIN_DECLS

typedef enum {
    TM_FIELD_TEXT,    /* const char *; absent: "" */
    TM_FIELD_LINE,    /* the same on one line */
    TM_FIELD_DAY,     /* const char *: "2026-11-21"; absent: "" */
    TM_FIELD_ID,      /* const char *: letters, digits and . _ - */
    TM_FIELD_TEXTS,   /* GPtrArray of const char */
    TM_FIELD_IDS,     /* the same of ids */
    TM_FIELD_DIAGRAM, /* GPtrArray of const char, from one text or a list */
    TM_FIELD_FLAG,    /* gboolean */
    TM_FIELD_LEVEL,   /* guint from 1 to 4 */
    TM_FIELD_SHARE,   /* double from 0 to 1 */
    TM_FIELD_NUMBERS, /* GArray of guint */
    TM_FIELD_WORD,    /* an enum: position among @words */
    TM_FIELD_VALUES,  /* GPtrArray of TmValue, from a mapping */
    TM_FIELD_ASKS,    /* GPtrArray of TmAsk, from a mapping "who.property": text */
    TM_FIELD_GROUP,   /* a mapping with keys of the same struct, by @group */
    TM_FIELD_OTHER,   /* read elsewhere; here it is only allowed */
} TmFieldKind;

typedef struct TmField {
    const char *key; /* NULL ends a table */
    TmFieldKind kind;
    gsize offset;
    gboolean required;
    gboolean spoken;          /* "key[de]" says it in another language */
    const char *const *words; /* ended by NULL */
    const struct TmField *group;
} TmField;

typedef struct {
    TmPool *pool;       /* of the tree and of the record */
    GPtrArray *numbers; /* GArray: gets every list of numbers, which a pool cannot hold */
    const char *file;
    GError **error;
    TmTemplate *template; /* gets what is said in other languages; NULL: nothing is */
    guint layer;          /* position of that template in TmLoader.layers */
} TmFieldReader;

/* Reads the keys of @mapping into @record. Texts stay where they are, in the pool of the tree. What
 * is not there becomes "", an empty array, FALSE or 0. A key that @fields has not, a required one
 * that is missing and a value of the wrong kind are errors. */
gboolean tm_fields_read(const TmFieldReader *reader, const TmYaml *mapping, const TmField *fields,
                        gpointer record);

/* Reads a text, which is not empty, without the line feeds at its end. */
gboolean tm_fields_text(const TmFieldReader *reader, const TmYaml *node, const char **text);

/* Reads a text or a list of texts. Each is not empty. */
gboolean tm_fields_texts(const TmFieldReader *reader, const TmYaml *node, gboolean one_is_enough,
                         GPtrArray *texts);

/* Reads {name: text, ...}; adds TmValue, with the places of the names. Each text is not empty. */
gboolean tm_fields_values(const TmFieldReader *reader, const TmYaml *node, GPtrArray *values);

/* Whether @text is a day of the calendar, written 2026-11-21. */
gboolean tm_fields_is_day(const char *text);

G_END_DECLS
