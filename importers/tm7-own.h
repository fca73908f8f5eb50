/* What the files tm7*.c share. Private to them. */
#pragma once

#include "tm.h"
#include "tm7-names.h"
#include "xml-tree.h"

G_BEGIN_DECLS

typedef struct {
    TmModel *model;
    const TmTemplate *template;
    const TmXmlNode *root;
    gboolean ours;        /* we wrote the file, and a template of ours judges it */
    GHashTable *names;    /* of ours: GUID -> id of the part */
    gboolean off;         /* the tool was told not to make threats */
    GHashTable *loose;    /* set of ids: lines that became no flow */
    GHashTable *customs;  /* set of ids: threats that a person added */
    const char *drawn[5]; /* by TmKind: the root of the template that is drawn so; NULL: none */
} TmTm7;

/* Returns the i:type of an element without prefix: "Connector", or "". */
const char *tm_tm7_kind(const TmXmlNode *node);

/* Returns the text of a child, out of the pool of the model and without white space around it. */
const char *tm_tm7_word(TmTm7 *tm7, const TmXmlNode *node, const char *name);

/* tm7-parts.c: what our own files say of a part or a diagram besides, by its label; or "". */
const char *tm_tm7_remark(TmTm7 *tm7, const TmXmlNode *value, const char *label);

/* The id of the part with that GUID. */
const char *tm_tm7_id(const TmTm7 *tm7, const char *guid);

/* tm7-parts.c: what all parts have: name, type, properties. @kind is what the shape means. */
void tm_tm7_read_part(TmTm7 *tm7, TmDiagram *diagram, TmPart *part, const TmXmlNode *value,
                      TmKind kind);

/* tm7-diagram.c: a DrawingSurfaceModel. */
void tm_tm7_read_diagram(TmTm7 *tm7, const TmXmlNode *surface);

/* tm7-threats.c: ThreatInstances and Validations. */
void tm_tm7_read_threats(TmTm7 *tm7);
void tm_tm7_read_validations(TmTm7 *tm7);

G_END_DECLS
