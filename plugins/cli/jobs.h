/* Work side by side: a process for each job, so that a crash takes one file with it and not all. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Does job @number and returns its exit status. May write to standard output and error. */
typedef int (*TmJob)(guint number, gpointer data);

/* Does a job for each of @names (const char), at most @workers at a time, and passes on what they
 * print in that order. Returns the highest exit status; a job that crashes counts as 2. */
int tm_jobs_run(const GPtrArray *names, guint workers, TmJob job, gpointer data);

G_END_DECLS
