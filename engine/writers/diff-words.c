/* What is different, in words. */
#include "diff-words.h"

#include <string.h>

#include "escape.h"

/* Of longer lists the first names tell enough. */
#define MAX_NAMES 3

/* --- names ------------------------------------------------------------------------------- */

static void
append_name(GString *out, const TmPart *part)
{
    g_string_append_printf(out, "\"%s\"", part->called);
}

/* `flow "order" from "Customer" to "Web server"` */
static void
append_flow(GString *out, const TmFlow *flow)
{
    if (*flow->part.name != '\0')
        g_string_append_printf(out, "flow \"%s\" ", flow->part.name);
    else
        g_string_append(out, "the flow ");
    g_string_append_printf(out, "from \"%s\" to \"%s\"", flow->source->part.called,
                           flow->target->part.called);
}

/* `process "Gateway"`; a flow is known by its ends. */
static void
append_kind(GString *out, const TmPart *part)
{
    const gboolean line = part->kind == TM_BOUNDARY && ((const TmBoundary *)part)->line;

    if (part->kind == TM_FLOW) {
        append_flow(out, (const TmFlow *)part);
        return;
    }
    g_string_append_printf(out, "%s%s ", tm_kind_name(part->kind), line ? " line" : "");
    append_name(out, part);
}

/* The name alone where it says enough. */
void
tm_part_words(const TmPart *part, GString *out)
{
    if (part->kind == TM_FLOW || part->kind == TM_BOUNDARY)
        append_kind(out, part);
    else
        append_name(out, part);
}

/* "A", "B" and "C"; "A", "B", "C" and 7 more */
static void
append_names(GString *out, const GPtrArray *parts)
{
    const guint shown = MIN(parts->len, MAX_NAMES);

    for (guint i = 0; i < shown; i++) {
        const gboolean last = i + 1 == parts->len;
        g_string_append(out, i == 0 ? "" : last ? " and " : ", ");
        append_name(out, g_ptr_array_index(parts, i));
    }
    if (parts->len > shown)
        g_string_append_printf(out, " and %u more", parts->len - shown);
}

static void
append_count(GString *out, guint count, const char *one, const char *many)
{
    g_string_append_printf(out, "%u %s", count, count == 1 ? one : many);
}

/* --- parts that came or went ------------------------------------------------------------- */

static const char *
type_name(const TmReport *report, const char *id)
{
    const TmStencil *stencil = tm_template_stencil(report->template, id);

    return stencil != NULL && *stencil->name != '\0' ? stencil->name : id;
}

static void
append_members(GString *out, const TmPart *part)
{
    const GPtrArray *members = ((const TmBoundary *)part)->members;

    if (members->len == 0)
        return;
    g_string_append(out, " around ");
    append_names(out, members);
}

/* What it was taken for, and where it is. */
static void
append_context(GString *out, const TmReport *report, const TmPart *part, gboolean added)
{
    if (part->kind == TM_FLOW)
        return;
    if (part->inside->len > 0) {
        g_string_append(out, added ? " in " : " from ");
        append_name(out, g_ptr_array_index(part->inside, 0));
    }
    if (part->kind == TM_BOUNDARY)
        append_members(out, part);
    else if (added && part->type != NULL)
        g_string_append_printf(out, " as %s", type_name(report, part->type));
}

static void
append_page(GString *out, const TmDiagram *diagram)
{
    g_string_append_printf(out, "page \"%s\"",
                           *diagram->name != '\0' ? diagram->name : diagram->id);
}

static void
append_contents(GString *out, const TmDiagram *diagram)
{
    g_string_append(out, ", with ");
    append_count(out, diagram->elements->len, "element", "elements");
    g_string_append(out, " and ");
    append_count(out, diagram->flows->len, "flow", "flows");
}

static void
append_presence(GString *out, const TmReport *report, TmDiffSide side, gboolean added,
                gboolean brief)
{
    if (side.part != NULL)
        append_kind(out, side.part);
    else
        append_page(out, side.diagram);
    g_string_append(out, added ? " was added" : " was removed");
    if (brief)
        return;
    if (side.part != NULL)
        append_context(out, report, side.part, added);
    else
        append_contents(out, side.diagram);
}

/* --- parts that changed ------------------------------------------------------------------ */

static void
append_renamed(GString *out, const TmChange *change)
{
    const TmPart *old = change->old.part;
    const TmPart *now = change->now.part;

    if (now == NULL)
        append_page(out, change->old.diagram);
    else
        append_kind(out, old);
    if (*change->to == '\0')
        g_string_append(out, " lost its name");
    else if (*change->from == '\0')
        g_string_append_printf(out, " was named \"%s\"", change->to);
    else
        g_string_append_printf(out, " was renamed to \"%s\"", change->to);
}

static void
append_redrawn(GString *out, const TmChange *change)
{
    append_kind(out, change->now.part);
    g_string_append_printf(out, " was drawn anew: its id is now %s, and was %s", change->to,
                           change->from);
}

/* The names of the types in "P.Pod, P.WebApp". */
static void
append_types(GString *out, const TmReport *report, const char *types)
{
    g_auto(GStrv) ids = g_strsplit(types, ", ", -1);

    if (*types == '\0')
        g_string_append(out, "no type");
    for (guint i = 0; ids[i] != NULL; i++)
        g_string_append_printf(out, "%s%s", i > 0 ? " + " : "", type_name(report, ids[i]));
}

static void
append_retyped(GString *out, const TmDiff *diff, const TmChange *change)
{
    const gboolean kind = change->kind == TM_CHANGE_KIND;

    if (!kind)
        g_string_append(out, "the type of ");
    tm_part_words(change->now.part, out);
    g_string_append(out, " changed from ");
    if (kind)
        g_string_append_printf(out, "%s, ", tm_kind_name(change->old.part->kind));
    append_types(out, diff->old, change->from);
    g_string_append(out, " to ");
    if (kind)
        g_string_append_printf(out, "%s, ", tm_kind_name(change->now.part->kind));
    append_types(out, diff->now, change->to);
}

static void
append_property(GString *out, const TmChange *change)
{
    g_string_append_printf(out, "%s of ", change->property);
    tm_part_words(change->now.part, out);
    if (*change->to == '\0')
        g_string_append_printf(out, " was removed, it was %s", change->from);
    else if (*change->from == '\0')
        g_string_append_printf(out, " was set to %s", change->to);
    else
        g_string_append_printf(out, " changed from %s to %s", change->from, change->to);
}

static void
append_moved(GString *out, const TmChange *change)
{
    tm_part_words(change->now.part, out);
    g_string_append(out, " moved");
    if (change->left->len > 0) {
        g_string_append(out, change->entered->len > 0 ? " from " : " out of ");
        append_names(out, change->left);
    }
    if (change->entered->len > 0) {
        g_string_append(out, " into ");
        append_names(out, change->entered);
    }
}

/* Ends are told by name: an element that is the same may be called otherwise now. */
static void
append_ends(GString *out, const TmChange *change)
{
    const TmFlow *old = (const TmFlow *)change->old.part;
    const TmFlow *now = (const TmFlow *)change->now.part;
    const gboolean source = strcmp(old->source->part.called, now->source->part.called) != 0;
    const gboolean target = strcmp(old->target->part.called, now->target->part.called) != 0;

    append_flow(out, old);
    g_string_append(out, source == target ? " now goes" : source ? " now comes" : " now goes");
    if (source || !target)
        g_string_append_printf(out, " from \"%s\"", now->source->part.called);
    if (target || !source)
        g_string_append_printf(out, " to \"%s\"", now->target->part.called);
}

static void
append_crossing(GString *out, const TmChange *change)
{
    tm_part_words(change->now.part, out);
    if (change->entered->len > 0) {
        g_string_append(out, " now crosses ");
        append_names(out, change->entered);
    }
    if (change->left->len > 0) {
        g_string_append(out, change->entered->len > 0 ? " and no longer " : " no longer crosses ");
        append_names(out, change->left);
    }
}

static void
append_change(const TmDiff *diff, const TmChange *change, gboolean brief, GString *out)
{
    switch (change->kind) {
    case TM_CHANGE_ADDED:
        append_presence(out, diff->now, change->now, TRUE, brief);
        return;
    case TM_CHANGE_REMOVED:
        append_presence(out, diff->old, change->old, FALSE, brief);
        return;
    case TM_CHANGE_RENAMED:
        append_renamed(out, change);
        return;
    case TM_CHANGE_REDRAWN:
        append_redrawn(out, change);
        return;
    case TM_CHANGE_KIND:
    case TM_CHANGE_TYPE:
        append_retyped(out, diff, change);
        return;
    case TM_CHANGE_PROPERTY:
        append_property(out, change);
        return;
    case TM_CHANGE_SCOPE:
        tm_part_words(change->now.part, out);
        g_string_append(out, change->now.part->outOfScope ? " was put out of scope"
                                                          : " came back into scope");
        return;
    case TM_CHANGE_MOVED:
        append_moved(out, change);
        return;
    case TM_CHANGE_ENDS:
        append_ends(out, change);
        return;
    case TM_CHANGE_CROSSING:
        append_crossing(out, change);
        return;
    case TM_N_CHANGES:
        return;
    }
}

/* Names are lines already; ids and values are what a file says. */
void
tm_change_words(const TmDiff *diff, const TmChange *change, gboolean brief, GString *out)
{
    g_autoptr(GString) words = g_string_new(NULL);
    g_autofree char *line = NULL;

    append_change(diff, change, brief, words);
    line = tm_escape_line(words->str);
    g_string_append(out, line);
}
