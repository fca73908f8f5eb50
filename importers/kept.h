/* What importers share whose files hold threats that people wrote: each becomes a decision about a
 * threat that a person added, and stays. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Adds one about @part, which may be NULL: then it is about @diagram. @id gets an ending where a
 * threat of that id is there; @ids, a set, remembers it. */
TmDecision *tm_keep_threat(TmModel *model, GHashTable *ids, const char *id,
                           const TmDiagram *diagram, const TmPart *part, TmPlace place);

/* Sets the state that @word names ("Mitigated", "Not applicable", "exposed"), whatever its case,
 * and what was done; a word that our states lack ("Accepted") goes before. A word that nobody knows
 * is told: the threat is not started. */
void tm_keep_state(TmModel *model, TmDecision *decision, const char *word, const char *done);

/* Returns the name that our templates have for a category: "Denial of Service". */
const char *tm_keep_category(const char *word);

/* Sets the severity and the priority of that name; one that is not known is medium. */
void tm_keep_severity(TmDecision *decision, const char *word);

G_END_DECLS
