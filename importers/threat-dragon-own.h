/* What the files threat-dragon*.c share. Private to them. */
#pragma once

#include "kept.h"
#include "tree.h"

G_BEGIN_DECLS

typedef enum {
    DRAGON_ACTOR,
    DRAGON_PROCESS,
    DRAGON_STORE,
    DRAGON_FLOW,
    DRAGON_BOX,
    DRAGON_CURVE,
    DRAGON_TEXT,
    DRAGON_UNKNOWN,
} DragonRole;

typedef struct {
    TmModel *model;
    const TmTemplate *template;
    GHashTable *threats; /* set of ids */
    TmDiagram *diagram;  /* the open one */
    GHashTable *cells;   /* of it: id in the file -> TmPart */
} TmDragon;

/* One cell. What version 2 says in "data" version 1 says in the cell itself. */
typedef struct {
    const TmYaml *node;
    const TmYaml *data;
    DragonRole role;
    const char *id;
    const char *name; /* may have several lines */
} DragonCell;

/* threat-dragon-cell.c */
DragonCell tm_dragon_cell(TmDragon *dragon, const TmYaml *node);
void tm_dragon_describe(TmDragon *dragon, const DragonCell *cell, TmPart *part);

/* threat-dragon-diagram.c: adds the parts of a diagram, from its list of cells, which may be NULL.
 */
void tm_dragon_read_cells(TmDragon *dragon, const TmYaml *cells);

/* threat-dragon-flow.c */
void tm_dragon_read_flow(TmDragon *dragon, const DragonCell *cell);

/* The points of a line through its vertices; an end on a part is its centre. Returns NULL where an
 * end is nowhere. */
TmPoint *tm_dragon_points(const TmDragon *dragon, const DragonCell *cell, guint *count);

/* threat-dragon-threats.c: what people wrote about a part. */
void tm_dragon_read_threats(TmDragon *dragon, const DragonCell *cell, const TmPart *part);

G_END_DECLS
