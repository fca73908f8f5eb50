/* The table of forms in which a difference is written. */
#include "diff-writers.h"

#include <string.h>

extern const TmDiffWriter tm_diff_text, tm_diff_markdown, tm_diff_json;

const TmDiffWriter *const tm_diff_writers[] = {
    &tm_diff_text,
    &tm_diff_markdown,
    &tm_diff_json,
    NULL,
};

const TmDiffWriter *
tm_diff_writer(const char *name)
{
    for (const TmDiffWriter *const *writer = tm_diff_writers; *writer != NULL; writer++)
        if (strcmp((*writer)->name, name) == 0 || strcmp((*writer)->extension, name) == 0)
            return *writer;
    return NULL;
}
