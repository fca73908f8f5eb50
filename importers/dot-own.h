/* Shared by the files that turn a graph into a diagram (dot-model.c and those it calls). */
#pragma once

#include "dot-graph.h"
#include "dot-inside.h"
#include "dot-places.h"
#include "dot-text.h"

G_BEGIN_DECLS

/* What a node of the graph is to the model. */
typedef enum {
    TM_DOT_ELEMENT,
    TM_DOT_UNWANTED, /* tm_type=none */
    TM_DOT_JUNCTION, /* a point where edges meet */
    TM_DOT_HIDDEN,   /* style=invis */
    TM_DOT_REMARK,   /* text or a note without edges */
    TM_DOT_IN_LEGEND,
    TM_DOT_INPUT, /* terraform: a variable or a provider, not a resource */
} TmDotRole;

/* What a subgraph is to the model. */
typedef enum {
    TM_DOT_GROUP, /* no cluster: layout only */
    TM_DOT_BOUNDARY,
    TM_DOT_OPEN,   /* a cluster that is not drawn, or tm_type=none: only its nodes count */
    TM_DOT_LEGEND, /* explains the picture */
} TmDotArea;

/* A tool that writes DOT in a habit of its own. */
typedef struct {
    const char *name;      /* NULL: none is recognised */
    gboolean dependencies; /* its edges are no flows */
} TmDotGenerator;

typedef struct {
    TmModel *model;
    const TmTemplate *template;
    TmDiagram *diagram;
    const TmDotGraph *graph;
    TmDotPlaces *places;
    TmDotInside *inside;
    TmDotGenerator generator;
    TmDotArea *areas;        /* of each subgraph */
    TmDotRole *roles;        /* of each node */
    guint *visible;          /* drawn edges of each node */
    TmElement **elements;    /* of each node, or NULL */
    TmBoundary **boundaries; /* of each subgraph, or NULL */
    GHashTable *complained;  /* names of attributes that had their message */
    GHashTable *clusters;    /* name -> how many clusters have it */
} TmDotReader;

/* Finds the tool that wrote the graph (rendering.md: "DOT as people write it"). */
TmDotGenerator tm_dot_find_generator(const TmDotGraph *graph);

/* Fills areas, inside, visible and roles, and says what is left out. */
void tm_dot_find_roles(TmDotReader *reader);

/* The label of a node, a cluster or the graph, as plain text; the caller frees it. */
char *tm_dot_node_label(const TmDotReader *reader, guint node);
char *tm_dot_area_label(const TmDotReader *reader, guint subgraph);

/* Whether an edge is drawn at all. */
gboolean tm_dot_is_drawn(const TmDotObject *edge);

/* Notes what is seen in a part, and keeps the author's look where that is safe to repeat. */
void tm_dot_add_sights(TmDotReader *reader, TmPart *part, const TmDotObject *object);

/* Reads the properties and outOfScope, and where @typed the type. */
void tm_dot_add_values(TmDotReader *reader, TmPart *part, const TmDotObject *object,
                       gboolean typed);

/* Says which attributes of the graph itself mean nothing. */
void tm_dot_check_graph(TmDotReader *reader);

/* Takes over where a layout program put a part, if it did. @backward: the flow goes from the head
 * of the edge to its tail. */
void tm_dot_place_element(const TmDotReader *reader, TmElement *element, const TmDotObject *node);
void tm_dot_place_boundary(const TmDotReader *reader, TmBoundary *boundary,
                           const TmDotObject *cluster);
void tm_dot_place_flow(const TmDotReader *reader, TmFlow *flow, const TmDotObject *edge,
                       gboolean backward);

/* Adds all flows. */
void tm_dot_add_flows(TmDotReader *reader);

G_END_DECLS
