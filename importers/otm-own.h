/* What the files otm*.c share. Private to them. */
#pragma once

#include "kept.h"
#include "otm-names.h"
#include "tree.h"

G_BEGIN_DECLS

/* A trust zone or a component. */
typedef struct OtmThing OtmThing;
struct OtmThing {
    const TmYaml *node;
    const char *id;
    gboolean zone; /* a trust zone */
    TmDiagram *diagram;
    OtmThing *parent;  /* NULL: outside of all, or not known */
    TmPart *part;      /* what it became; NULL: it is not part of the model */
    gboolean holds;    /* other components */
    gboolean used;     /* a flow ends on it */
    gboolean boxed;    /* @box is known */
    TmBox box;         /* x and y in its parent */
    gboolean measured; /* the next two are known */
    gboolean placed;   /* @at is known */
    TmBox at;          /* in the diagram */
};

typedef struct {
    TmModel *model;
    const TmTemplate *template;
    const TmYaml *root;
    TmDiagram *first;
    GHashTable *pages;       /* id of a representation that is a diagram -> TmDiagram */
    GPtrArray *things;       /* OtmThing: zones, then components */
    GHashTable *zones;       /* id -> OtmThing */
    GHashTable *components;  /* id -> OtmThing */
    GHashTable *assets;      /* id -> TmYaml */
    GHashTable *threats;     /* id -> TmYaml */
    GHashTable *mitigations; /* id -> TmYaml */
    GHashTable *kept;        /* set of ids of threats */
    GHashTable *told;        /* set of ids of definitions that stand at a part */
} TmOtm;

/* otm-things.c: zones and components become boundaries and elements, inside of one another. */
void tm_otm_read_things(TmOtm *otm);

/* otm-place.c: where they are, if the file says it of all on the page and it fits. */
void tm_otm_place(TmOtm *otm);

/* Returns the points among the attributes, or NULL. */
const TmPoint *tm_otm_points(TmOtm *otm, const TmYaml *node, guint *count);

/* otm-values.c: the id that a part shall have, then its name, type, attributes, tags and assets. */
const char *tm_otm_id(TmOtm *otm, const TmYaml *node);
void tm_otm_describe(TmOtm *otm, TmPart *part, const TmYaml *node);

/* otm-flows.c */
void tm_otm_find_ends(TmOtm *otm);
void tm_otm_read_flows(TmOtm *otm);

/* otm-threats.c: those that stand at @part (NULL: it was left out), and in the end those that stand
 * nowhere. */
void tm_otm_read_threats(TmOtm *otm, const TmDiagram *diagram, TmPart *part, const TmYaml *node);
void tm_otm_read_other_threats(TmOtm *otm);

G_END_DECLS
