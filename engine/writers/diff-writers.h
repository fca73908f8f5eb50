/* How a difference becomes bytes: one table, as for reports (writers.h). */
#pragma once

#include "diff.h"

G_BEGIN_DECLS

typedef struct {
    const char *name;
    const char *extension; /* without a dot; a second name */
    const char *about;
    void (*write)(const TmDiff *diff, const char *version, GString *out);
} TmDiffWriter;

/* All of them, ended by NULL; the first is for terminals. */
extern const TmDiffWriter *const tm_diff_writers[];

/* Returns the writer of that name or extension, or NULL. */
const TmDiffWriter *tm_diff_writer(const char *name);

G_END_DECLS
