/* What becomes of each input: which files are written, in which formats. */
#pragma once

#include "options.h"

G_BEGIN_DECLS

typedef struct {
    char *path; /* "-": standard output */
    const char *format;
} TmOutput;

/* Returns for each of the files an array of TmOutput; or NULL and "drawbridge: error: ..." when the
 * formats are not clear, two outputs would be one file, or an input that nobody named as an output
 * would be written over. */
GPtrArray *tm_outputs_plan(const TmOptions *options, GError **error);

/* Returns where the first of @outputs in @format is, as an address in the file that @from becomes:
 * "../web%20shop.html"; or NULL: none is, or one of both is no file. Free it. */
char *tm_output_address(const GPtrArray *outputs, const TmOutput *from, const char *format);

/* The same of a picture that a web page can show. */
char *tm_output_picture(const GPtrArray *outputs, const TmOutput *from);

G_END_DECLS
