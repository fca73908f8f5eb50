/* The templates that are part of the program: the bytes of their files, and the trees that yaml.c
 * made of these when the program was built. plugins/embed makes the tables from templates/. */
#pragma once

#include "yaml-tree.h"

G_BEGIN_DECLS

/* A TmYaml without pointers: tables of these need no work when a program starts, and all programs
 * that run share them. */
typedef struct {
    TmYamlKind kind;
    guint n_items;
    TmPlace place;
    guint32 first; /* of a scalar: its text, in tm_builtin_texts; of a collection: its items, among
                      the nodes of the file, with its keys behind them */
    guint32 raw;   /* of a scalar: as @first */
} TmBuiltinNode;

/* A file: "stride/threats/core/S01-caller-impersonated.yaml". */
typedef struct {
    const char *name;
    const char *text; /* ends in a NUL */
    gsize length;     /* without the NUL */
    const TmBuiltinNode *nodes;
    guint n_nodes; /* at least one: the root comes first */
} TmBuiltin;

/* Sorted by name. */
extern const TmBuiltin tm_builtins[];
extern const gsize tm_n_builtins;

/* All texts of all trees, each ended by a NUL; equal ones are the same. */
extern const char tm_builtin_texts[];

G_END_DECLS
