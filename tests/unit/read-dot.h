/* Reading DOT in a unit test, and looking at what came of it. */
#pragma once

#include "tm.h"

/* Reads @text with the small template of the fixture, which lives as long as the test. */
TmModel *dot_import(const char *text, GError **error);
TmModel *dot_good(const char *text);

TmDiagram *dot_diagram(const TmModel *model, guint number);
guint dot_count_messages(const TmModel *model, const char *code);

/* Each reads @text and compares its first graph. Ids and flows ("a>b") are separated by blanks. */
void dot_check_flows(const char *text, const char *want);
void dot_check_elements(const char *text, const char *want);
void dot_check_boundaries(const char *text, const char *want);
void dot_check_inside(const char *text, const char *id, const char *want);
void dot_check_messages(const char *text, const char *code, guint want);

/* Compares the ids of TmPart. */
void dot_check_ids(const char *text, const GPtrArray *parts, const char *want);
void dot_check_name(const TmModel *model, const char *id, const char *name);
