/* What the files template-convert*.c share. Private to them. */
#pragma once

#include "escape.h"
#include "template-convert.h"

G_BEGIN_DECLS

/* The pack of all threat types. */
#define TM_CONVERT_PACK "converted"

/* Appends a text in double quotes. */
void tm_convert_quote(GString *out, const char *text);

/* Appends a line `key: "text"`. */
void tm_convert_text(GString *out, const char *key, const char *text);

/* Adds a file and returns its text; takes @name. */
GString *tm_convert_add(GPtrArray *files, char *name);

/* template-convert-threats.c: threat types, and a control for each mitigation that they name. */
void tm_convert_threats(const TmTemplate *template, GPtrArray *files);

G_END_DECLS
