/* A small template and a small model, for the unit tests of the engine. */
#pragma once

#include "tm.h"

/* Loads the small template, with the YAML text of further threat types (or NULL). */
TmTemplate *fixture_template(const char *threat);

TmModel *fixture_model(void);
TmElement *fixture_element(TmModel *model, const char *id, const char *type);
TmFlow *fixture_flow(TmModel *model, const char *source, const char *target, const char *type);
TmBoundary *fixture_boundary(TmModel *model, const char *id, const char *type);
void fixture_state(TmModel *model, const char *id, const char *name, const char *value);
void fixture_put_inside(TmModel *model, const char *id, const char *boundary);
TmPart *fixture_part(const TmModel *model, const char *id);
