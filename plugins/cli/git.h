/* What a file was in a revision: git is asked, as a program of its own. It never prompts, and never
 * fetches anything from elsewhere. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

typedef struct {
    char *commit; /* the revision, found once */
    char *folder; /* in which git is run */
    char *name;   /* "REV:FILE", for messages */
    char *path;   /* of the file below @folder */
} TmGitFile;

/* @found is empty at first, and to be cleared in any case. Finds @file in the revision @revision.
 * Sets a one-line error where git is not there, or knows no such revision. */
gboolean tm_git_find(const char *revision, const char *file, TmGitFile *found, GError **error);
void tm_git_clear(TmGitFile *found);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TmGitFile, tm_git_clear)

/* Returns its bytes; those of at most 64 MiB. The revision may lack the file: an error. */
GBytes *tm_git_read(const TmGitFile *found, GError **error);

/* Whether the revision has the file. */
gboolean tm_git_has(const TmGitFile *found, gboolean *has, GError **error);

G_END_DECLS
