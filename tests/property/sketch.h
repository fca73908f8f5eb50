/* Models for properties: random ones, and the ways in which a property changes a model. */
#pragma once

#include "tm.h"

/* What a random model is made of, for every property of the same seed the same. */
TmModel *sketch_random(const TmTemplate *template, guint32 seed);

/* The page; a random model has one. */
TmDiagram *sketch_page(const TmModel *model);

/* Says @value of @part, instead of what was said; NULL: says nothing. */
void sketch_say(TmModel *model, TmPart *part, const char *name, const char *value);

/* Lets @flow cross a boundary of @type that is not drawn. */
void sketch_cross(TmModel *model, TmFlow *flow, const char *type);

/* An element that no flow knows, with a random type and random values. */
void sketch_add_lonely(TmModel *model, const TmTemplate *template, GRand *random);

/* Another order of elements, flows and boundaries; ids stay. */
void sketch_shuffle(TmModel *model, GRand *random);

/* Calls @visit for each property that the part has and that its author may state. */
typedef void (*SketchVisit)(TmPart *part, const TmProperty *property, gpointer data);
void sketch_each_property(const TmTemplate *template, TmPart *part, SketchVisit visit,
                          gpointer data);

/* Elements, then flows, then boundaries of the page; the caller owns the array. */
GPtrArray *sketch_parts(const TmModel *model);
