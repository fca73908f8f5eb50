/* What is different, in words that all forms of a difference share. Plain text on one line: whoever
 * needs it otherwise escapes it. */
#pragma once

#include "diff.h"
#include "wishes.h"

G_BEGIN_DECLS

/* Appends a clause: `authn of "Web server" changed from Yes to No`. Of a part that came or went it
 * says what and where it is, unless it shall be @brief. */
void tm_change_words(const TmDiff *diff, const TmChange *change, gboolean brief, GString *out);

/* Appends what a part is called: `"Web server"`, `flow "order" from "Customer" to "Web server"`. */
void tm_part_words(const TmPart *part, GString *out);

/* Appends the causes of a change of a threat as clauses, or nothing: then none is known. */
void tm_causes_words(const TmDiff *diff, const TmThreatChange *change, GString *out);

/* Appends what became of a threat: "new", "gone", "was high, now mitigated",
 * "notes changed". */
void tm_fate_words(const TmThreatChange *change, GString *out);

typedef struct {
    guint changes;                     /* of the model, without those that follow */
    guint redrawn;                     /* elements that only have another id */
    guint severities[TM_CRITICAL + 1]; /* of the new threats */
    guint fresh;
    guint gone;
    guint worse;
    guint milder;
    guint decided; /* of another state, with another reason, or other notes */
    guint lost;    /* of these those whose decision is about another id */
    guint surer;   /* stated, and was assumed; or the other way round */
} TmDiffCounts;

TmDiffCounts tm_diff_count(const TmDiff *diff);

/* Whether a list of all changes names this one: many elements with new ids are one entry, which
 * tm_redrawn_words() makes. */
gboolean tm_counts_name(const TmDiffCounts *counts, const TmChange *change);
gboolean tm_counts_fold(const TmDiffCounts *counts);
void tm_redrawn_words(const TmDiffCounts *counts, GString *out);

/* Appends "4 changes of the model". */
void tm_model_words(const TmDiffCounts *counts, GString *out);

/* Appends "3 new (1 critical, 2 high), 1 worse, 2 gone", or "the same". */
void tm_counts_words(const TmDiffCounts *counts, GString *out);

/* Whether the severity rose; fell. */
gboolean tm_fate_is_worse(const TmThreatChange *change);
gboolean tm_fate_is_milder(const TmThreatChange *change);

/* Returns the questions (TmWish) whose answers clear new threats, the most useful first. The caller
 * owns the array. */
GPtrArray *tm_diff_wishes(const TmDiff *diff);

/* Returns the threat as it is now, or as it was. */
const TmThreat *tm_fate_threat(const TmThreatChange *change);

/* Returns what was decided about the threat when it had another id, and is lost with that; or NULL.
 */
const TmDecision *tm_fate_lost(const TmThreatChange *change);

/* Appends the command that takes such a decision over, as a shell takes it. */
void tm_fate_adopt(const TmDiff *diff, const TmThreatChange *change, GString *out);

/* Whether both reports were made with the same templates: else threats come and go for no reason
 * that the models have. */
gboolean tm_diff_same_templates(const TmDiff *diff);

G_END_DECLS
