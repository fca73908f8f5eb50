/* A .tm7 that came in goes out with everything that we do not understand: its own bytes stay, but
 * for the threats that somebody decided about since, and those that it has not. */
#include <string.h>

#include "begins.h"
#include "tm7-names.h"
#include "tm7-own.h"
#include "xml-tree.h"

#define LIST "ThreatInstances"
#define MODEL "http://schemas.datacontract.org/2004/07/ThreatModeling.Model"

typedef struct {
    TmTm7Writer *writer;
    const TmModel *model;
    TmPool pool;
    const TmXmlNode *root;
    const TmXmlNode *list; /* ThreatInstances */
    GHashTable *threats;   /* TmDecision -> TmThreat */
    gboolean ours; /* we wrote the file: its untouched threats are only what our rules say */
    gsize copied;  /* so many bytes of the file are written */
} Splice;

/* --- where elements end ------------------------------------------------------------------ */

/* Returns the place after a comment, an instruction, CDATA or a tag that begins at @c. */
static const char *
skip_markup(const char *c, const char *end)
{
    static const struct {
        const char *begin;
        const char *end;
    } kinds[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
    char quote = '\0';

    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (tm_begins(c, kinds[i].begin)) {
            const char *found = g_strstr_len(c, end - c, kinds[i].end);
            return found != NULL ? found + strlen(kinds[i].end) : end;
        }
    for (; c < end && (*c != '>' || quote != '\0'); c++)
        if (quote == '\0' ? *c == '"' || *c == '\'' : *c == quote)
            quote = quote == '\0' ? *c : '\0';
    return MIN(c + 1, end);
}

/* Returns where the end tag of the element at @start begins, or @start where it has none. The text
 * is known to be well formed. */
static gsize
find_end(const TmModel *model, gsize start)
{
    const char *end = model->text + model->length;
    const char *c = model->text + start;
    guint depth = 0;

    while (c != NULL && c < end) {
        const char *after = skip_markup(c, end);
        if (c[1] == '/')
            depth--;
        else if (c[1] != '!' && c[1] != '?' && after[-2] != '/')
            depth++;
        if (depth == 0)
            return (gsize)(c - model->text);
        c = memchr(after, '<', (gsize)(end - after));
    }
    return start;
}

/* The place after an element. */
static gsize
find_after(const TmModel *model, gsize start)
{
    const char *tag = model->text + find_end(model, start);

    return (gsize)(skip_markup(tag, model->text + model->length) - model->text);
}

/* --- what the file has ------------------------------------------------------------------- */

static void
copy_to(Splice *splice, gsize offset)
{
    if (offset <= splice->copied)
        return;
    g_string_append_len(splice->writer->out, splice->model->text + splice->copied,
                        (gssize)(offset - splice->copied));
    splice->copied = offset;
}

static void
index_threats(Splice *splice)
{
    const GPtrArray *threats = splice->writer->report->threats;
    g_autoptr(GHashTable) by_id = g_hash_table_new(tm_text_hash, g_str_equal);
    const GPtrArray *decisions = splice->model->decisions;

    for (guint i = 0; i < threats->len; i++) {
        const TmThreat *threat = threats->pdata[i];
        g_hash_table_insert(by_id, (gpointer)threat->id, (gpointer)threat);
    }
    for (guint i = 0; i < decisions->len; i++) {
        const TmDecision *decision = decisions->pdata[i];
        gpointer threat = g_hash_table_lookup(by_id, decision->id);
        if (threat != NULL)
            g_hash_table_insert(splice->threats, (gpointer)decision, threat);
    }
}

/* Whether somebody decided something that the file does not say yet. */
static gboolean
is_changed(const TmThreat *threat, const TmDecision *decision)
{
    return threat->state != decision->state ||
           strcmp(threat->justification, decision->justification) != 0 ||
           (*decision->priority != '\0' && strcmp(threat->priority, decision->priority) != 0);
}

static GHashTable *
index_places(const TmModel *model)
{
    GHashTable *places = g_hash_table_new_full(tm_text_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < model->decisions->len; i++) {
        const TmDecision *decision = model->decisions->pdata[i];
        g_hash_table_insert(places,
                            g_strdup_printf("%u:%u", decision->place.line, decision->place.column),
                            (gpointer)decision);
    }
    return places;
}

static const TmDecision *
find_decision(GHashTable *places, const TmXmlNode *pair)
{
    const TmXmlNode *value = tm_xml_child(pair, "Value");
    g_autofree char *key = NULL;

    if (value == NULL)
        return NULL;
    key = g_strdup_printf("%u:%u", value->place.line, value->place.column);
    return g_hash_table_lookup(places, key);
}

/* --- the list ---------------------------------------------------------------------------- */

static gboolean
declares(const TmModel *model, const TmXmlNode *node, const char *name)
{
    const char *tag = model->text + node->offset;
    const char *end = skip_markup(tag, model->text + model->length);

    return g_strstr_len(tag, end - tag, name) != NULL;
}

/* The namespaces that the tags of new threats need here. */
static char *
find_namespaces(const Splice *splice)
{
    static const char *const arrays = "xmlns:a=\"" TM_TM7_ARRAYS "\"";
    static const char *const instance = "xmlns:i=\"" TM_TM7_INSTANCE "\"";
    gboolean has_arrays = splice->list == NULL || declares(splice->model, splice->list, arrays);

    return g_strdup_printf("%s%s%s%s", has_arrays ? "" : " ", has_arrays ? "" : arrays,
                           declares(splice->model, splice->root, instance) ? "" : " ",
                           declares(splice->model, splice->root, instance) ? "" : instance);
}

static void
keep(Splice *splice, TmTm7Threats *threats, GHashTable *places, const TmXmlNode *pair)
{
    const TmDecision *decision = find_decision(places, pair);
    const TmThreat *threat =
        decision != NULL ? g_hash_table_lookup(splice->threats, decision) : NULL;

    if (splice->ours && decision != NULL && threat == NULL && !decision->touched) {
        copy_to(splice, pair->offset);
        splice->copied = find_after(splice->model, pair->offset);
        return;
    }
    g_hash_table_add(threats->written, g_strdup(tm_xml_child_text(pair, "Key")));
    if (threat == NULL || !is_changed(threat, decision))
        return;
    g_hash_table_remove(threats->written, tm_xml_child_text(pair, "Key"));
    copy_to(splice, pair->offset);
    tm_tm7_write_threat(threats, threat, decision);
    splice->copied = find_after(splice->model, pair->offset);
}

/* Returns the threats that the file has not. */
static GPtrArray *
find_new(const Splice *splice)
{
    GPtrArray *sorted = tm_tm7_sort_threats(splice->writer->report->threats);
    g_autoptr(GHashTable) known = g_hash_table_new(tm_text_hash, g_str_equal);
    const GPtrArray *decisions = splice->model->decisions;
    guint count = 0;

    for (guint i = 0; i < decisions->len; i++)
        g_hash_table_add(known, (gpointer)((const TmDecision *)decisions->pdata[i])->id);
    for (guint i = 0; i < sorted->len; i++) {
        const TmThreat *threat = sorted->pdata[i];
        if (!g_hash_table_contains(known, threat->id))
            sorted->pdata[count++] = sorted->pdata[i];
    }
    g_ptr_array_set_size(sorted, (gint)count);
    return sorted;
}

static void
write_new(TmTm7Threats *threats, const GPtrArray *added)
{
    for (guint i = 0; i < added->len; i++)
        tm_tm7_write_threat(threats, added->pdata[i], NULL);
}

/* --- the list: full, empty or missing ---------------------------------------------------- */

static void
write_list(Splice *splice, TmTm7Threats *threats, const GPtrArray *added)
{
    g_autoptr(GHashTable) places = index_places(splice->model);

    for (const TmXmlNode *pair = splice->list->first; pair != NULL; pair = pair->next)
        keep(splice, threats, places, pair);
    copy_to(splice, find_end(splice->model, splice->list->offset));
    write_new(threats, added);
}

static void
fill_list(Splice *splice, TmTm7Threats *threats, const GPtrArray *added)
{
    const char *tag = splice->model->text + splice->list->offset;
    gsize after = find_after(splice->model, splice->list->offset);
    GString *out = splice->writer->out;

    copy_to(splice, after - strlen("/>"));
    g_string_append_c(out, '>');
    write_new(threats, added);
    g_string_append_printf(out, "</%.*s>", (int)(strcspn(tag, " \t\r\n/>") - 1), tag + 1);
    splice->copied = after;
}

static void
insert_list(Splice *splice, TmTm7Threats *threats, const GPtrArray *added)
{
    const TmXmlNode *next = tm_xml_child(splice->root, "ThreatGenerationEnabled");
    GString *out = splice->writer->out;

    copy_to(splice, next != NULL ? next->offset : find_end(splice->model, splice->root->offset));
    g_string_append(out, "<" LIST " xmlns=\"" MODEL "\" xmlns:a=\"" TM_TM7_ARRAYS "\">");
    write_new(threats, added);
    g_string_append(out, "</" LIST ">");
}

/* --- the file ---------------------------------------------------------------------------- */

static void
splice_threats(Splice *splice)
{
    g_autoptr(GHashTable) written = g_hash_table_new_full(tm_text_hash, g_str_equal, g_free, NULL);
    g_autofree char *namespaces = find_namespaces(splice);
    g_autoptr(GPtrArray) added = find_new(splice);
    TmTm7Threats threats = {splice->writer, namespaces, tm_tm7_next_number(splice->model), written};

    index_threats(splice);
    if (splice->list != NULL &&
        find_end(splice->model, splice->list->offset) > splice->list->offset)
        write_list(splice, &threats, added);
    else if (splice->list != NULL && added->len > 0)
        fill_list(splice, &threats, added);
    else if (added->len > 0)
        insert_list(splice, &threats, added);
    copy_to(splice, splice->model->length);
}

/* Places are bytes of the text, unless it came in another encoding. */
static gboolean
is_readable(const Splice *splice)
{
    return splice->root != NULL && splice->model->text[splice->root->offset] == '<' &&
           (splice->list == NULL || splice->model->text[splice->list->offset] == '<');
}

gboolean
tm_tm7_splice(TmTm7Writer *writer)
{
    static const char *const skip[] = {"DrawingSurfaceList", "KnowledgeBase", "Profile", NULL};
    const TmModel *model = writer->report->model;
    g_autoptr(GHashTable) threats = g_hash_table_new(g_direct_hash, g_direct_equal);
    Splice splice = {.writer = writer,
                     .model = model,
                     .threats = threats,
                     .ours = writer->ours && tm_tm7_is_ours(model->text)};
    gboolean done;

    tm_pool_init(&splice.pool);
    splice.root = tm_xml_tree(&splice.pool, model->file, model->text, model->length, skip, NULL);
    if (splice.root != NULL)
        splice.list = tm_xml_child(splice.root, LIST);
    done = is_readable(&splice);
    if (done)
        splice_threats(&splice);
    tm_pool_clear(&splice.pool);
    return done;
}
