/* What an earlier run found. */
#include "baseline.h"

#include <string.h>

#include "escape.h"
#include "json.h"

struct TmBaseline {
    GHashTable *files; /* name, bare -> set of ids */
};

typedef struct {
    const char *name;
    TmPlace place; /* of the document at work */
    TmBaseline *baseline;
} Reading;

static void
free_set(gpointer set)
{
    g_hash_table_unref(set);
}

static gboolean
fail(const Reading *reading, GError **error, const char *text)
{
    return tm_fail(error, TM_ERROR_MEANING, reading->name, reading->place, "%s", text);
}

static gboolean
take_threats(const Reading *reading, const TmJson *threats, GHashTable *ids, GError **error)
{
    const guint count = tm_json_length(threats);

    for (guint i = 0; i < count; i++) {
        const char *id = tm_json_read_text(tm_json_member(tm_json_item(threats, i), "id"));
        if (id == NULL)
            return tm_fail(error, TM_ERROR_MEANING, reading->name, reading->place,
                           "is no report of drawbridge: threat %u has no id", i + 1);
        g_hash_table_add(ids, g_strdup(id));
    }
    return TRUE;
}

static GHashTable *
set_of(const Reading *reading, const char *file)
{
    const char *bare = tm_bare_path(file);
    GHashTable *ids = g_hash_table_lookup(reading->baseline->files, bare);

    if (ids == NULL) {
        ids = g_hash_table_new_full(tm_text_hash, g_str_equal, g_free, NULL);
        g_hash_table_insert(reading->baseline->files, g_strdup(bare), ids);
    }
    return ids;
}

/* A report that was saved with --page or --only has counted more than it lists: what it left out
 * would all be new. */
static gboolean
is_narrowed(const TmJson *document)
{
    const TmJson *counted = tm_json_member(tm_json_member(document, "summary"), "threats");

    return counted != NULL &&
           tm_json_read_integer(counted) > tm_json_length(tm_json_member(document, "threats"));
}

static gboolean
take_document(const Reading *reading, const TmJson *document, GError **error)
{
    const TmJson *version = tm_json_member(document, "drawbridge");
    const TmJson *threats = tm_json_member(document, "threats");
    const char *file = tm_json_read_text(tm_json_member(document, "file"));

    if (version == NULL)
        return fail(reading, error, "is no report of drawbridge: save one with -o x.json");
    if (tm_json_read_integer(version) != 1)
        return fail(reading, error, "is a report of another version: \"drawbridge\" is not 1");
    if (file == NULL)
        return fail(reading, error, "is no report of drawbridge: it has no \"file\"");
    if (!tm_json_is_array(threats))
        return fail(reading, error, "is no report of drawbridge: it has no list of \"threats\"");
    if (is_narrowed(document))
        return fail(
            reading, error,
            "lists some of its threats only: save it without --page, --only, --category and "
            "--min-severity");
    return take_threats(reading, threats, set_of(reading, file), error);
}

/* Passes blanks over, and counts the lines of @length bytes. */
static gsize
skip(Reading *reading, const char *text, gsize length)
{
    gsize i;

    for (i = 0; i < length && strchr(" \t\r\n", text[i]) != NULL && text[i] != '\0'; i++)
        reading->place.line += text[i] == '\n' ? 1 : 0;
    return i;
}

static gboolean
take_text(Reading *reading, const char *text, gsize length, GError **error)
{
    gsize at = skip(reading, text, length);

    do {
        gsize used = 0;
        TmJson *document =
            tm_json_parse(reading->name, reading->place.line, text + at, length - at, &used, error);
        gboolean good = document != NULL && take_document(reading, document, error);

        tm_json_free(document);
        if (!good)
            return FALSE;
        for (gsize end = at + used; at < end; at++)
            reading->place.line += text[at] == '\n' ? 1 : 0;
        at += skip(reading, text + at, length - at);
    } while (at < length);
    return TRUE;
}

TmBaseline *
tm_baseline_load(const char *name, GBytes *bytes, GError **error)
{
    g_autoptr(TmBaseline) baseline = g_new0(TmBaseline, 1);
    Reading reading = {name, {1, 1}, baseline};
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);

    baseline->files = g_hash_table_new_full(tm_text_hash, g_str_equal, g_free, free_set);
    if (!take_text(&reading, length > 0 ? text : "", length, error))
        return NULL;
    return g_steal_pointer(&baseline);
}

void
tm_baseline_free(TmBaseline *baseline)
{
    if (baseline == NULL)
        return;
    g_hash_table_unref(baseline->files);
    g_free(baseline);
}

/* --- what is new ------------------------------------------------------------------------- */

static GHashTable *
find_ids(const TmBaseline *baseline, const char *file, gboolean only)
{
    GHashTable *ids = g_hash_table_lookup(baseline->files, tm_bare_path(file));
    GHashTableIter iter;
    gpointer single;

    if (ids != NULL || !only || g_hash_table_size(baseline->files) != 1)
        return ids;
    g_hash_table_iter_init(&iter, baseline->files);
    g_hash_table_iter_next(&iter, NULL, &single);
    return single;
}

void
tm_baseline_compare(const TmBaseline *baseline, TmReport *report, gboolean only)
{
    GHashTable *ids = find_ids(baseline, report->model->file, only);

    report->compared = TRUE;
    for (guint i = 0; i < report->threats->len; i++) {
        TmThreat *threat = g_ptr_array_index(report->threats, i);
        threat->fresh = ids == NULL || !g_hash_table_contains(ids, threat->id);
    }
}
