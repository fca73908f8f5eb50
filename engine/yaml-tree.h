/* The fence around libyaml: a file becomes a tree in which every node knows its place.
 * Anchors, aliases and tags are refused, so nothing can grow. Limits: 16 MiB, a million values,
 * depth 100. Text is UTF-8 without control characters but line feed and tab. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef enum {
    TM_YAML_SCALAR,
    TM_YAML_SEQUENCE,
    TM_YAML_MAPPING,
} TmYamlKind;

typedef struct TmYaml TmYaml;
struct TmYaml {
    TmYamlKind kind;
    guint n_items; /* of a scalar none */
    TmPlace place; /* of the first character of the text: after quotes, of a block's first line */
    union {
        const char *text;    /* of a scalar */
        const TmYaml *items; /* of a sequence; the values of a mapping */
    };
    union {
        const char *raw; /* a scalar as it lies in the file from @place on, with its line breaks and
                            indentation: to count lines and columns for a message about its inside.
                            Equals @text where that has one line, or where quotes have escapes */
        const TmYaml *keys; /* scalars: of a mapping, unique, as many as @items */
    };
};

/* Parses the one document of @bytes into @pool. Returns NULL and sets the error with file, line and
 * column. An empty document is an empty mapping. */
const TmYaml *tm_yaml_parse(TmPool *pool, const char *file, GBytes *bytes, GError **error);

/* Returns the value of @key in a mapping, or NULL. */
const TmYaml *tm_yaml_get(const TmYaml *mapping, const char *key);

G_END_DECLS
