/* What is checked: which templates and which register. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

struct Agraph_s;

typedef struct {
    GPtrArray *templates; /* char: built-in names and paths; none: the default */
    char *decisions;      /* path of a register; NULL: none */
} TmWishes;

/* Reads the wishes for @graph: of the environment (DRAWBRIDGE_TEMPLATE, names separated by colons;
 * DRAWBRIDGE_REGISTER), which belongs to who runs the program, else of its attributes tm_template
 * (names separated by commas) and tm_register, which belong to whoever wrote the diagram: those are
 * built-in names, or paths that do not leave @folder, through a link neither. Returns NULL and sets
 * "drawbridge: error: ..." otherwise. @folder NULL: there is none, and no path is good. */
TmWishes *tm_wishes_of(struct Agraph_s *graph, const char *folder, GError **error);
void tm_wishes_free(TmWishes *wishes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmWishes, tm_wishes_free)

/* Returns the folder of the input among the arguments of a `dot`: that of its files where they are
 * in one, "." for standard input, NULL where they are in several. Free it. */
char *tm_wishes_folder(int argc, char *const *argv);

G_END_DECLS
