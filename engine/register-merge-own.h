/* What the files register-merge*.c share: three versions of a register, entry by entry. Private to
 * them. */
#pragma once

#include "register-own.h"

G_BEGIN_DECLS

typedef enum {
    TM_SECTION_MODEL,
    TM_SECTION_ANSWERS,
    TM_SECTION_THREATS,
    TM_SECTION_CUSTOM,
    TM_N_SECTIONS,
} TmSection;

/* "model", "answers", "threats", "custom", NULL. */
extern const char *const tm_section_names[];

/* What one version says under one key. */
typedef struct {
    const char *key;
    const TmBlock *block; /* NULL: it is written where we cannot take it out */
    const char *at;       /* the day of a decision; else "" */
    gconstpointer said;   /* TmValue, TmAnswer or TmDecision, by section */
} TmEntry;

typedef struct {
    TmLines lines;
    TmRegister *book;
    GArray *blocks[TM_N_SECTIONS];       /* TmBlock; NULL: see TmEntry.block */
    GPtrArray *entries[TM_N_SECTIONS];   /* TmEntry */
    GHashTable *entry_of[TM_N_SECTIONS]; /* key -> TmEntry */
} TmVersion;

/* Reads a version; an empty file is a register that says nothing. @version is to be cleared also on
 * failure. */
gboolean tm_version_read(TmVersion *version, const char *name, GBytes *bytes, GError **error);
void tm_version_clear(TmVersion *version);

/* Returns what it says under @key, or NULL. */
const TmEntry *tm_version_find(const TmVersion *version, TmSection section, const char *key);

/* Whether two entries, or none, say the same. */
gboolean tm_entry_same(TmSection section, const TmEntry *one, const TmEntry *other);

/* Returns the lines of an entry with the comments above it, moved by so many blanks. Free it. */
char *tm_version_text(const TmVersion *version, const TmEntry *entry, gint moved,
                      const char *newline);

/* Returns the comments that belong to no entry. Free it. */
char *tm_version_comments(const TmVersion *version);

/* Merges what both sides answer about one part into the text of @host: adds the edits of its
 * properties that only @other changed or added since @base. Returns FALSE, and adds none, where
 * both changed the same, one took something away, or the text of @host cannot be changed so. */
gboolean tm_merge_answers(const TmVersion *host, const TmEntry *base, const TmEntry *own,
                          const TmEntry *other, TmEdits *edits);

/* Whether @result answers what that makes of both sides. */
gboolean tm_merge_is_answered(const TmEntry *base, const TmEntry *own, const TmEntry *other,
                              const TmEntry *result);

G_END_DECLS
