/* What the files diff*.c share. Private to them. */
#pragma once

#include "diff.h"

G_BEGIN_DECLS

typedef struct {
    TmDiff *diff;
    GHashTable *now_of; /* TmDiagram or TmPart of the old model -> the same in the new one */
    GHashTable *old_of; /* and back */
    GHashTable *at;     /* TmDiagram or TmPart of either -> GPtrArray of its TmChange */
} TmDiffing;

/* Each returns what stands for it in the other model, or NULL. */
gpointer tm_diff_now(const TmDiffing *diffing, gconstpointer old);
gpointer tm_diff_old(const TmDiffing *diffing, gconstpointer now);

/* Says that both are the same. */
void tm_diff_pair(TmDiffing *diffing, gconstpointer old, gconstpointer now);

/* Finds which pages, and then which parts of two pages, are the same. */
void tm_diff_match_pages(TmDiffing *diffing);
void tm_diff_match_parts(TmDiffing *diffing, const TmDiagram *old, const TmDiagram *now);

/* Adds a change, of a page where @old and @now have no part. */
TmChange *tm_diff_add(TmDiffing *diffing, TmChangeKind kind, TmDiffSide old, TmDiffSide now);

/* Adds the changes of all pages. */
void tm_diff_models(TmDiffing *diffing);

/* Which boundaries something is inside of now and was not, and the other way round. */
void tm_diff_boundaries(TmDiffing *diffing, TmDiffSide old, TmDiffSide now);

/* Which drawn lines a flow crosses now and did not, and the other way round. */
void tm_diff_crossings(TmDiffing *diffing, TmDiffSide old, TmDiffSide now);

/* Adds the threats that changed. */
void tm_diff_threats(TmDiffing *diffing);

/* Whether a change may be one of what something is worth. */
gboolean tm_diff_is_worth(const TmChange *change);

/* The change nearest to each element of either model. */
typedef struct TmDiffNear TmDiffNear;

/* @worth: only changes of what something is worth count. */
TmDiffNear *tm_diff_near_new(const TmDiffing *diffing, gboolean worth);
void tm_diff_near_free(TmDiffNear *near);

/* Returns that change, or NULL: nothing that is connected with @element changed. */
const TmChange *tm_diff_near(const TmDiffNear *near, const TmElement *element);

/* Finds the causes of a change. @near, of all changes and of worth, is made when it is needed. */
void tm_diff_explain(const TmDiffing *diffing, TmDiffNear *near[2], TmThreatChange *change);

G_END_DECLS
