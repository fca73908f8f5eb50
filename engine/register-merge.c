/* Three versions of a register become one: what only one side changed since the base counts; of two
 * decisions about the same threat the newer one; the rest is for people. */
#include <string.h>

#include "register-merge-own.h"

typedef enum {
    BASE,
    OURS,
    THEIRS,
    N_SIDES,
} Side;

typedef struct {
    TmVersion versions[N_SIDES];
    Side host;      /* into whose text the changes of the other side go */
    TmEdits *edits; /* of that text */
    GString *first; /* the first entries of a section that the host has not filled */
    TmVersion result;
    GPtrArray *notes; /* char */
    guint conflicts;
    GError **error;
} Merging;

/* What the three versions have under one key. */
typedef struct {
    TmSection section;
    const char *key;
    const TmEntry *of[N_SIDES];
} Unit;

typedef gboolean (*VisitUnit)(Merging *merging, const Unit *unit);

static Side
other_of(const Merging *merging)
{
    return merging->host == OURS ? THEIRS : OURS;
}

static void note(Merging *merging, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
note(Merging *merging, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_ptr_array_add(merging->notes, g_strdup_vprintf(format, args));
    va_end(args);
}

/* --- who wins ---------------------------------------------------------------------------- */

static gboolean
same(const Unit *unit, Side one, Side other)
{
    return tm_entry_same(unit->section, unit->of[one], unit->of[other]);
}

static char *
text_of(const Merging *merging, const Unit *unit, Side side)
{
    const TmEntry *entry = unit->of[side];

    if (entry == NULL || entry->block == NULL)
        return NULL;
    return tm_version_text(&merging->versions[side], entry, 0, "\n");
}

/* Where both say the same, comments may differ: those that are new. */
static Side
pick_comments(const Merging *merging, const Unit *unit)
{
    g_autofree char *before = text_of(merging, unit, BASE);
    g_autofree char *host = text_of(merging, unit, merging->host);
    g_autofree char *other = text_of(merging, unit, other_of(merging));

    if (g_strcmp0(before, host) == 0 && host != NULL && other != NULL)
        return other_of(merging);
    return merging->host;
}

/* The side with the newer decision, or BASE. */
static Side
newer(const Unit *unit)
{
    const TmEntry *ours = unit->of[OURS];
    const TmEntry *theirs = unit->of[THEIRS];

    if (ours == NULL || theirs == NULL || strcmp(ours->at, theirs->at) == 0)
        return BASE;
    return strcmp(ours->at, theirs->at) > 0 ? OURS : THEIRS;
}

/* Returns OURS or THEIRS, or BASE where nobody can tell. */
static Side
pick(const Merging *merging, const Unit *unit)
{
    if (same(unit, OURS, THEIRS))
        return pick_comments(merging, unit);
    if (same(unit, BASE, THEIRS))
        return OURS;
    return same(unit, BASE, OURS) ? THEIRS : newer(unit);
}

/* --- edits ------------------------------------------------------------------------------- */

static gboolean
refuse(Merging *merging, const Unit *unit, Side side)
{
    const TmVersion *version = &merging->versions[side];

    return tm_fail(merging->error, TM_ERROR_MEANING, version->lines.file, (TmPlace){1, 1},
                   "%s cannot be merged as it is written: put it on lines of its own", unit->key);
}

static gint
indent_of(const TmVersion *version, TmSection section)
{
    const GArray *blocks = version->blocks[section];

    return blocks != NULL && blocks->len > 0 ? (gint)g_array_index(blocks, TmBlock, 0).indent : -1;
}

/* The lines of an entry as deep as those of the host. */
static char *
text_for_host(const Merging *merging, const Unit *unit, Side side)
{
    const TmVersion *host = &merging->versions[merging->host];
    const TmVersion *version = &merging->versions[side];
    gint wanted = indent_of(host, unit->section);
    gint moved = wanted >= 0 ? wanted - (gint)unit->of[side]->block->indent : 0;

    return tm_version_text(version, unit->of[side], moved, host->lines.newline);
}

/* Replaces the lines of the host's entry, or adds them. Takes @text. */
static gboolean
write_lines(Merging *merging, const Unit *unit, char *text)
{
    g_autofree char *owned = text;
    const TmVersion *host = &merging->versions[merging->host];
    const TmLines *lines = &host->lines;
    const TmEntry *own = unit->of[merging->host];
    const char *key = unit->section == TM_SECTION_CUSTOM ? NULL : unit->key;

    if (own == NULL && indent_of(host, unit->section) < 0) {
        g_string_append(merging->first, owned);
        return TRUE;
    }
    if (own == NULL) {
        tm_lines_insert_among(merging->edits, lines, host->blocks[unit->section], key, owned);
        return TRUE;
    }
    if (own->block == NULL)
        return refuse(merging, unit, merging->host);
    tm_edits_add(merging->edits, tm_lines_span(lines, own->block->head, own->block->end), owned);
    return TRUE;
}

static gboolean
take_other(Merging *merging, const Unit *unit)
{
    Side other = other_of(merging);

    if (unit->of[other] == NULL)
        return write_lines(merging, unit, g_strdup(""));
    if (unit->of[other]->block == NULL)
        return refuse(merging, unit, other);
    return write_lines(merging, unit, text_for_host(merging, unit, other));
}

static gboolean
merge_answers(Merging *merging, const Unit *unit)
{
    const TmEntry *own = unit->of[merging->host];
    const TmEntry *other = unit->of[other_of(merging)];

    return unit->section == TM_SECTION_ANSWERS && own != NULL && other != NULL &&
           tm_merge_answers(&merging->versions[merging->host], unit->of[BASE], own, other,
                            merging->edits);
}

/* As git marks it: no YAML any more, so nobody takes it for decided. */
static gboolean
mark_conflict(Merging *merging, const Unit *unit)
{
    const char *newline = merging->versions[merging->host].lines.newline;
    char *texts[N_SIDES] = {NULL};
    char *text;

    for (Side side = OURS; side <= THEIRS; side++)
        if (unit->of[side] != NULL && unit->of[side]->block == NULL)
            return refuse(merging, unit, side);
    for (Side side = OURS; side <= THEIRS; side++)
        texts[side] = unit->of[side] != NULL ? text_for_host(merging, unit, side) : g_strdup("");
    text = g_strconcat("<<<<<<< ours", newline, texts[OURS], "=======", newline, texts[THEIRS],
                       ">>>>>>> theirs", newline, NULL);
    g_free(texts[OURS]);
    g_free(texts[THEIRS]);
    merging->conflicts++;
    note(merging, "%s is changed on both sides: choose one", unit->key);
    return write_lines(merging, unit, text);
}

static gboolean
merge_unit(Merging *merging, const Unit *unit)
{
    Side winner = pick(merging, unit);

    if (winner == BASE)
        return merge_answers(merging, unit) || mark_conflict(merging, unit);
    if (!same(unit, OURS, THEIRS) && !same(unit, BASE, OURS) && !same(unit, BASE, THEIRS))
        note(merging, "%s is decided on both sides: the newer decision counts", unit->key);
    return winner == merging->host || take_other(merging, unit);
}

/* --- all units --------------------------------------------------------------------------- */

static gint
compare_keys(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Every key of a section once; sorted, but for the list of custom threats. */
static GPtrArray *
collect_keys(const Merging *merging, TmSection section)
{
    g_autoptr(GHashTable) known = g_hash_table_new(tm_text_hash, g_str_equal);
    GPtrArray *keys = g_ptr_array_new();

    for (guint side = 0; side < N_SIDES; side++) {
        const GPtrArray *entries = merging->versions[side].entries[section];
        for (guint i = 0; i < entries->len; i++) {
            const TmEntry *entry = g_ptr_array_index(entries, i);
            if (g_hash_table_add(known, (gpointer)entry->key))
                g_ptr_array_add(keys, (gpointer)entry->key);
        }
    }
    if (section != TM_SECTION_CUSTOM)
        g_ptr_array_sort(keys, compare_keys);
    return keys;
}

static gboolean
each_unit(Merging *merging, TmSection section, VisitUnit visit)
{
    g_autoptr(GPtrArray) keys = collect_keys(merging, section);

    for (guint i = 0; i < keys->len; i++) {
        Unit unit = {section, g_ptr_array_index(keys, i), {NULL}};
        for (guint side = 0; side < N_SIDES; side++)
            unit.of[side] = tm_version_find(&merging->versions[side], section, unit.key);
        if (!visit(merging, &unit))
            return FALSE;
    }
    return TRUE;
}

static gboolean
fill_section(Merging *merging, TmSection section)
{
    const TmLines *lines = &merging->versions[merging->host].lines;
    gboolean done = merging->first->len == 0 ||
                    tm_lines_insert(merging->edits, lines, tm_section_names[section], NULL,
                                    merging->first->str, merging->error);

    g_string_truncate(merging->first, 0);
    return done;
}

/* --- what came out ----------------------------------------------------------------------- */

/* What is merged property by property may be neither. */
static gboolean
check_unit(Merging *merging, const Unit *unit)
{
    Side winner = pick(merging, unit);
    const TmEntry *entry = tm_version_find(&merging->result, unit->section, unit->key);

    if (winner == BASE)
        return tm_merge_is_answered(unit->of[BASE], unit->of[merging->host],
                                    unit->of[other_of(merging)], entry);
    return tm_entry_same(unit->section, unit->of[winner], entry);
}

/* A merge without conflicts is a register that says what is wanted. */
static gboolean
check_result(Merging *merging, const GString *text)
{
    const TmVersion *host = &merging->versions[merging->host];
    g_autoptr(GBytes) bytes = g_bytes_new(text->str, text->len);
    gboolean good;

    if (merging->conflicts > 0)
        return TRUE;
    good = tm_version_read(&merging->result, host->lines.file, bytes, NULL);
    for (guint section = 0; good && section < TM_N_SECTIONS; section++)
        good = each_unit(merging, (TmSection)section, check_unit);
    return good || tm_lines_refuse(&host->lines, (TmPlace){1, 1}, merging->error);
}

/* --- the file ---------------------------------------------------------------------------- */

/* The text of the side that changed the comments between the entries is the host. */
static void
choose_host(Merging *merging)
{
    g_autofree char *before = tm_version_comments(&merging->versions[BASE]);
    g_autofree char *ours = tm_version_comments(&merging->versions[OURS]);
    g_autofree char *theirs = tm_version_comments(&merging->versions[THEIRS]);

    merging->host = strcmp(before, ours) == 0 && strcmp(before, theirs) != 0 ? THEIRS : OURS;
    if (strcmp(before, ours) == 0 || strcmp(before, theirs) == 0 || strcmp(ours, theirs) == 0)
        return;
    merging->conflicts++;
    note(merging, "comments between the entries are changed on both sides: ours are kept");
}

static gboolean
merge(Merging *merging, const TmMergeSide *sides, GString *text)
{
    const TmLines *lines;

    for (guint side = 0; side < N_SIDES; side++)
        if (!tm_version_read(&merging->versions[side], sides[side].name, sides[side].bytes,
                             merging->error))
            return FALSE;
    choose_host(merging);
    for (guint section = 0; section < TM_N_SECTIONS; section++)
        if (!each_unit(merging, (TmSection)section, merge_unit) ||
            !fill_section(merging, (TmSection)section))
            return FALSE;
    lines = &merging->versions[merging->host].lines;
    tm_edits_apply(merging->edits, lines->text, lines->length, text);
    return check_result(merging, text);
}

gboolean
tm_register_merge(const TmMergeSide sides[3], GString *out, GPtrArray *notes, guint *conflicts,
                  GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Merging merging = {
        .notes = notes, .error = error, .edits = tm_edits_new(), .first = g_string_new(NULL)};
    gboolean done = merge(&merging, sides, text);

    if (done) {
        g_string_append_len(out, text->str, (gssize)text->len);
        *conflicts = merging.conflicts;
    }
    for (guint side = 0; side < N_SIDES; side++)
        tm_version_clear(&merging.versions[side]);
    tm_version_clear(&merging.result);
    tm_edits_free(merging.edits);
    g_string_free(merging.first, TRUE);
    return done;
}
