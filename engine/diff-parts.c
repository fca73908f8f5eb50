/* What changed in the parts of a model. */
#include <string.h>

#include "diff-own.h"

static TmDiffSide
side_of(const TmDiagram *diagram, const TmPart *part)
{
    return (TmDiffSide){diagram, part};
}

static const TmDiffSide nowhere = {NULL, NULL};

/* --- names and types --------------------------------------------------------------------- */

/* Only ids of elements count: threats are known by them. A file in another format has other ids,
 * and that says nothing. */
static gboolean
is_redrawn(const TmDiffing *diffing, const TmPart *old, const TmPart *now)
{
    const char *old_format = diffing->diff->old->model->format;

    return old->kind != TM_FLOW && old->kind != TM_BOUNDARY && strcmp(old->id, now->id) != 0 &&
           strcmp(old_format, diffing->diff->now->model->format) == 0;
}

static void
compare_names(TmDiffing *diffing, TmDiffSide old, TmDiffSide now)
{
    TmChange *change;

    if (strcmp(old.part->name, now.part->name) != 0) {
        change = tm_diff_add(diffing, TM_CHANGE_RENAMED, old, now);
        change->from = old.part->name;
        change->to = now.part->name;
    } else if (is_redrawn(diffing, old.part, now.part)) {
        change = tm_diff_add(diffing, TM_CHANGE_REDRAWN, old, now);
        change->from = old.part->id;
        change->to = now.part->id;
    }
}

/* "P.Pod, P.WebApp" */
static const char *
types_of(TmPool *pool, const TmPart *part)
{
    g_autoptr(GString) types = g_string_new(part->type);

    for (guint i = 0; i < part->facets->len; i++) {
        g_string_append(types, types->len > 0 ? ", " : "");
        g_string_append(types, g_ptr_array_index(part->facets, i));
    }
    return tm_pool_text(pool, types->str);
}

static void
compare_types(TmDiffing *diffing, TmDiffSide old, TmDiffSide now)
{
    const gboolean kind = old.part->kind != now.part->kind;
    const char *from = types_of(&diffing->diff->pool, old.part);
    const char *to = types_of(&diffing->diff->pool, now.part);
    TmChange *change;

    if (!kind && from == to)
        return;
    change = tm_diff_add(diffing, kind ? TM_CHANGE_KIND : TM_CHANGE_TYPE, old, now);
    change->from = from;
    change->to = to;
}

/* --- properties -------------------------------------------------------------------------- */

static const char *
find_value(const GPtrArray *values, const char *name)
{
    for (guint i = 0; i < values->len; i++) {
        const TmValue *value = g_ptr_array_index(values, i);
        if (strcmp(value->name, name) == 0)
            return value->value;
    }
    return "";
}

/* What a template does not know is no part of the model. What is out of scope has a change of its
 * own. */
static gboolean
is_property(const TmDiffing *diffing, const char *name)
{
    if (strcmp(name, "outOfScope") == 0)
        return FALSE;
    return g_hash_table_contains(diffing->diff->now->template->property_of, name) ||
           g_hash_table_contains(diffing->diff->old->template->property_of, name);
}

static void
compare_value(TmDiffing *diffing, TmDiffSide old, TmDiffSide now, const char *name,
              const char *from, const char *to)
{
    TmChange *change;

    if (strcmp(from, to) == 0)
        return;
    change = tm_diff_add(diffing, TM_CHANGE_PROPERTY, old, now);
    change->property = name;
    change->from = from;
    change->to = to;
}

static void
compare_values(TmDiffing *diffing, TmDiffSide old, TmDiffSide now)
{
    g_autoptr(GPtrArray) before = tm_report_values(diffing->diff->old, old.part);
    g_autoptr(GPtrArray) after = tm_report_values(diffing->diff->now, now.part);

    for (guint i = 0; i < after->len; i++) {
        const TmValue *value = g_ptr_array_index(after, i);
        if (is_property(diffing, value->name))
            compare_value(diffing, old, now, value->name, find_value(before, value->name),
                          value->value);
    }
    for (guint i = 0; i < before->len; i++) {
        const TmValue *value = g_ptr_array_index(before, i);
        if (is_property(diffing, value->name) && *find_value(after, value->name) == '\0')
            compare_value(diffing, old, now, value->name, value->value, "");
    }
}

/* Boundaries that an author only states. */
static const char *
stated_crossings(TmPool *pool, const TmFlow *flow)
{
    g_autoptr(GString) types = g_string_new(NULL);

    for (guint i = 0; i < flow->crossings->len; i++) {
        const TmCrossing *crossing = g_ptr_array_index(flow->crossings, i);
        if (crossing->boundary == NULL && crossing->type != NULL)
            g_string_append_printf(types, "%s%s", types->len > 0 ? "," : "", crossing->type);
    }
    return tm_pool_text(pool, types->str);
}

static void
compare_stated(TmDiffing *diffing, TmDiffSide old, TmDiffSide now)
{
    TmPool *pool = &diffing->diff->pool;

    compare_value(diffing, old, now, "tm_crosses", stated_crossings(pool, (const TmFlow *)old.part),
                  stated_crossings(pool, (const TmFlow *)now.part));
}

/* --- parts ------------------------------------------------------------------------------- */

static void
compare_ends(TmDiffing *diffing, TmDiffSide old, TmDiffSide now)
{
    const TmFlow *before = (const TmFlow *)old.part;
    const TmFlow *after = (const TmFlow *)now.part;

    compare_stated(diffing, old, now);
    if (tm_diff_now(diffing, before->source) != after->source ||
        tm_diff_now(diffing, before->target) != after->target)
        tm_diff_add(diffing, TM_CHANGE_ENDS, old, now);
    else
        tm_diff_crossings(diffing, old, now);
}

static void
compare_part(TmDiffing *diffing, TmDiffSide old, TmDiffSide now)
{
    compare_names(diffing, old, now);
    compare_types(diffing, old, now);
    compare_values(diffing, old, now);
    if (old.part->outOfScope != now.part->outOfScope)
        tm_diff_add(diffing, TM_CHANGE_SCOPE, old, now);
    if (now.part->kind == TM_FLOW)
        compare_ends(diffing, old, now);
    else
        tm_diff_boundaries(diffing, old, now);
}

static void
compare_parts(TmDiffing *diffing, const TmDiagram *old, const TmDiagram *now,
              const GPtrArray *before, const GPtrArray *after)
{
    for (guint i = 0; i < after->len; i++) {
        const TmPart *part = g_ptr_array_index(after, i);
        const TmPart *twin = tm_diff_old(diffing, part);
        if (twin == NULL)
            tm_diff_add(diffing, TM_CHANGE_ADDED, nowhere, side_of(now, part));
        else
            compare_part(diffing, side_of(old, twin), side_of(now, part));
    }
    for (guint i = 0; i < before->len; i++) {
        const TmPart *part = g_ptr_array_index(before, i);
        if (tm_diff_now(diffing, part) == NULL)
            tm_diff_add(diffing, TM_CHANGE_REMOVED, side_of(old, part), nowhere);
    }
}

/* --- pages ------------------------------------------------------------------------------- */

static gint
compare_depth(gconstpointer a, gconstpointer b)
{
    const TmPart *one = *(const TmPart *const *)a;
    const TmPart *other = *(const TmPart *const *)b;

    if (one->inside->len != other->inside->len)
        return one->inside->len < other->inside->len ? -1 : 1;
    return one->index < other->index ? -1 : one->index > other->index;
}

/* What moves with a boundary is known after the boundary. */
static GPtrArray *
outer_first(const GPtrArray *boundaries)
{
    GPtrArray *sorted = g_ptr_array_copy((GPtrArray *)boundaries, NULL, NULL);

    g_ptr_array_sort(sorted, compare_depth);
    return sorted;
}

/* The graph of a DOT file is one page, of which the name is no news in another format. */
static void
compare_pages(TmDiffing *diffing, const TmDiagram *old, const TmDiagram *now)
{
    const TmDiff *diff = diffing->diff;
    g_autoptr(GPtrArray) boundaries = outer_first(now->boundaries);

    if (strcmp(old->name, now->name) != 0 &&
        strcmp(diff->old->model->format, diff->now->model->format) == 0) {
        TmChange *change =
            tm_diff_add(diffing, TM_CHANGE_RENAMED, side_of(old, NULL), side_of(now, NULL));
        change->from = old->name;
        change->to = now->name;
    }
    compare_parts(diffing, old, now, old->boundaries, boundaries);
    compare_parts(diffing, old, now, old->elements, now->elements);
    compare_parts(diffing, old, now, old->flows, now->flows);
}

void
tm_diff_models(TmDiffing *diffing)
{
    const GPtrArray *before = diffing->diff->old->model->diagrams;
    const GPtrArray *after = diffing->diff->now->model->diagrams;

    for (guint i = 0; i < after->len; i++) {
        const TmDiagram *now = g_ptr_array_index(after, i);
        const TmDiagram *old = tm_diff_old(diffing, now);
        if (old == NULL)
            tm_diff_add(diffing, TM_CHANGE_ADDED, nowhere, side_of(now, NULL));
        else
            compare_pages(diffing, old, now);
    }
    for (guint i = 0; i < before->len; i++) {
        const TmDiagram *old = g_ptr_array_index(before, i);
        if (tm_diff_now(diffing, old) == NULL)
            tm_diff_add(diffing, TM_CHANGE_REMOVED, side_of(old, NULL), nowhere);
    }
}
