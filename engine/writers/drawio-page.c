/* A draw.io page with its threats: what was there stays byte for byte, but for cells that wear
 * threats and for what draw.io would stumble over. */
#include <string.h>

#include "drawio-own.h"

#define MAX_LINES 4 /* of the name of a flow */

typedef struct {
    const TmDrawioPage *page;
    TmEdits *edits;
    const GPtrArray *all; /* TmDrawioWorn */
    GHashTable *worn;     /* id -> TmDrawioWorn */
    GHashTable *taken;    /* ids of badges */
    const char *indent;
    const char *unit;
    gboolean links;
    gsize end; /* of the last cell that stays */
} Annotation;

/* --- small things ------------------------------------------------------------------------- */

/* Returns an id that no cell has. */
static char *
free_id(const Annotation *annotation, const char *base)
{
    char *id = g_strdup(base);

    for (guint n = 2; g_hash_table_contains(annotation->page->by_id, id) ||
                      g_hash_table_contains(annotation->taken, id);
         n++) {
        g_free(id);
        id = g_strdup_printf("%s~%u", base, n);
    }
    g_hash_table_add(annotation->taken, g_strdup(id));
    return id;
}

static void
insert(Annotation *annotation, gsize at, const GString *text)
{
    tm_edits_insert(annotation->edits, at, text->str);
}

static void
append_raw(GString *out, const char *text, TmSpan span)
{
    g_string_append_len(out, text + span.start, (gssize)(span.end - span.start));
}

/* --- attributes --------------------------------------------------------------------------- */

/* Gives a tag an attribute: a new one stands before its id, as draw.io has that last. */
static void
set(Annotation *annotation, const TmTag *tag, const char *name, const char *value)
{
    const char *text = annotation->page->text;
    g_autoptr(GString) out = g_string_new(NULL);
    TmMark mark;

    tm_drawio_attribute(out, name, value);
    if (tm_mark_find(text, tag, name, &mark))
        tm_edits_add(annotation->edits, mark.at, out->str);
    else if (tm_mark_find(text, tag, "id", &mark))
        insert(annotation, mark.at.start, out);
    else
        insert(annotation, tag->name.end, out);
}

static void
unset(Annotation *annotation, const TmTag *tag, const char *name)
{
    TmMark mark;

    if (tm_mark_find(annotation->page->text, tag, name, &mark))
        tm_edits_add(annotation->edits, mark.at, "");
}

/* --- cells that wear threats -------------------------------------------------------------- */

static void
append_data(GString *out, const TmDrawioWorn *worn)
{
    const TmThreat *worst = g_ptr_array_index(worn->threats, 0);
    g_autofree char *count = g_strdup_printf("%u", worn->threats->len);

    tm_drawio_attribute(out, TM_DRAWIO_SEVERITY, tm_severity_name(worst->severity));
    tm_drawio_attribute(out, TM_DRAWIO_THREATS, count);
}

static void
tag_wrapper(Annotation *annotation, const TmDrawioCell *cell, const TmDrawioWorn *worn)
{
    const TmThreat *worst = g_ptr_array_index(worn->threats, 0);
    g_autofree char *count = g_strdup_printf("%u", worn->threats->len);

    set(annotation, &cell->wrapper, TM_DRAWIO_SEVERITY, tm_severity_name(worst->severity));
    set(annotation, &cell->wrapper, TM_DRAWIO_THREATS, count);
}

/* The lines of a cell go one level deeper with it. */
static void
set_in(Annotation *annotation, const TmDrawioCell *cell)
{
    const char *text = annotation->page->text;
    TmTag tag;

    for (gsize at = cell->at.start; at < cell->at.end; at = tag.at.end) {
        if (!tm_tag_next(text, cell->at.end, at, &tag))
            return;
        if (at > cell->at.start && tm_markup_indent(text, tag.at.start).start < tag.at.start)
            tm_edits_insert(annotation->edits, tag.at.start, annotation->unit);
    }
}

/* Puts an mxCell into an <object>, to which its value and its id go. */
static void
wrap(Annotation *annotation, const TmDrawioCell *cell, const TmDrawioWorn *worn)
{
    const char *text = annotation->page->text;
    const TmSpan before = tm_markup_indent(text, cell->at.start);
    g_autoptr(GString) out = g_string_new("<object label=");
    g_autoptr(GString) after = g_string_new(NULL);
    TmMark mark;

    if (tm_mark_find(text, &cell->cell, "value", &mark))
        append_raw(out, text, (TmSpan){mark.value.start - 1, mark.value.end + 1});
    else
        g_string_append(out, "\"\"");
    append_data(out, worn);
    tm_drawio_attribute(out, "id", cell->id);
    g_string_append_c(out, '>');
    append_raw(out, text, before);
    if (before.end > before.start)
        g_string_append(out, annotation->unit);
    insert(annotation, cell->at.start, out);
    unset(annotation, &cell->cell, "value");
    unset(annotation, &cell->cell, "id");
    set_in(annotation, cell);
    append_raw(after, text, before);
    g_string_append(after, "</object>");
    insert(annotation, cell->at.end, after);
}

/* Very old files have the value of a cell as a child of it. */
static gboolean
has_inner_value(const Annotation *annotation, const TmDrawioCell *cell)
{
    const char *start = annotation->page->text + cell->at.start;

    return g_strstr_len(start, (gssize)(cell->at.end - cell->at.start), " as=\"value\"") != NULL;
}

static void
tag_cell(Annotation *annotation, const TmDrawioCell *cell)
{
    const TmDrawioWorn *worn = g_hash_table_lookup(annotation->worn, cell->id);

    if (worn != NULL && cell->wrapper.at.end > 0) {
        tag_wrapper(annotation, cell, worn);
    } else if (worn != NULL && !has_inner_value(annotation, cell)) {
        wrap(annotation, cell, worn);
    } else if (cell->wrapper.at.end > 0) {
        unset(annotation, &cell->wrapper, TM_DRAWIO_SEVERITY);
        unset(annotation, &cell->wrapper, TM_DRAWIO_THREATS);
    }
}

/* --- what draw.io stumbles over ----------------------------------------------------------- */

/* Of two cells with one id it refuses the page. */
static void
mend_id(Annotation *annotation, const TmDrawioCell *cell)
{
    const gboolean wrapped = cell->wrapper.at.end > 0;
    const gboolean inner = !wrapped && g_hash_table_contains(annotation->worn, cell->id) &&
                           !has_inner_value(annotation, cell);

    if (cell->renamed && !inner)
        set(annotation, wrapped ? &cell->wrapper : &cell->cell, "id", cell->id);
}

/* Of a page with a cell whose parent is missing it shows and saves nothing but that cell. */
static void
mend_parent(Annotation *annotation, const TmDrawioCell *cell)
{
    const TmDrawioPage *page = annotation->page;
    const gboolean found = cell->parent != NULL && strcmp(cell->parent, cell->id) != 0 &&
                           g_hash_table_contains(page->by_id, cell->parent);
    const gboolean layer = !cell->vertex && !cell->edge;

    if (cell != page->root && !found)
        set(annotation, &cell->cell, "parent", layer ? page->root->id : page->layer->id);
}

/* --- what is ours ------------------------------------------------------------------------- */

static void
put_badge(const Annotation *annotation, GString *out, const TmDrawioWorn *worn, const char *parent)
{
    const TmDrawioPen pen = {out, annotation->indent, annotation->unit, annotation->links};
    const char *kind = worn->flow ? "flow" : "element";
    g_autofree char *base =
        worn->cell == NULL ? g_strdup("tm-page") : g_strdup_printf("tm-%s-%s", kind, worn->cell);
    g_autofree char *id = free_id(annotation, base);

    tm_drawio_badge(&pen, worn, id, parent);
}

static guint
count(const char *text, const char *word)
{
    guint found = 0;

    for (text = strstr(text, word); text != NULL; text = strstr(text + 1, word))
        found++;
    return found;
}

/* Returns of how many lines the label of an edge is. */
static guint
count_lines(const Annotation *annotation, const TmDrawioCell *cell)
{
    static const char *const breaks[] = {"\n", "<br", "<div", "<p>"};
    const gboolean wrapped = cell->wrapper.at.end > 0;
    g_autofree char *label =
        tm_mark_value(annotation->page->text, wrapped ? &cell->wrapper : &cell->cell,
                      wrapped ? "label" : "value");
    guint lines = 1;

    for (gsize i = 0; label != NULL && i < G_N_ELEMENTS(breaks); i++)
        lines += count(label, breaks[i]);
    return MIN(lines, MAX_LINES);
}

/* The badge of an edge stands behind it, as draw.io would save it. */
static void
put_on_edge(Annotation *annotation, const TmDrawioCell *cell)
{
    TmDrawioWorn *worn = g_hash_table_lookup(annotation->worn, cell->id);
    g_autoptr(GString) out = g_string_new(NULL);

    if (worn == NULL || !worn->flow || !cell->edge)
        return;
    if (worn->lines > 0)
        tm_drawio_badge_fit(worn, count_lines(annotation, cell));
    put_badge(annotation, out, worn, cell->id);
    insert(annotation, cell->at.end, out);
}

/* Whether the badge of what wears threats is on our layer. */
static gboolean
is_on_layer(const Annotation *annotation, const TmDrawioWorn *worn)
{
    const TmDrawioPage *page = annotation->page;
    const TmDrawioCell *cell =
        worn->cell != NULL ? g_hash_table_lookup(page->by_id, worn->cell) : NULL;

    if (worn->flow || !worn->placed)
        return FALSE;
    return worn->cell == NULL || (cell != NULL && !tm_drawio_page_hides(page, cell));
}

static void
put_on_layer(const Annotation *annotation, GString *out, const char *layer)
{
    for (guint i = 0; i < annotation->all->len; i++) {
        const TmDrawioWorn *worn = g_ptr_array_index(annotation->all, i);
        if (is_on_layer(annotation, worn))
            put_badge(annotation, out, worn, layer);
    }
}

/* A layer of ours that is not the last any more goes to the end as it is: people hide it, and
 * their decisions may stand in it. */
static void
put_layer(Annotation *annotation)
{
    const TmDrawioPage *page = annotation->page;
    g_autoptr(GString) out = g_string_new(NULL);
    const TmDrawioPen pen = {out, annotation->indent, annotation->unit, annotation->links};
    g_autofree char *id =
        page->ours != NULL ? g_strdup(page->ours->id) : free_id(annotation, "tm-layer");

    if (page->ours == NULL) {
        tm_drawio_layer(&pen, id, page->root->id);
    } else if (page->ours != page->last) {
        g_string_append(out, annotation->indent);
        append_raw(out, page->text, page->ours->at);
    }
    put_on_layer(annotation, out, id);
    insert(annotation, annotation->end, out);
}

static gboolean
is_parent(const TmDrawioPage *page, const char *id)
{
    for (guint i = 0; i < page->cells->len; i++) {
        const TmDrawioCell *cell = g_ptr_array_index(page->cells, i);
        if (!cell->goes && g_strcmp0(cell->parent, id) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Whether nobody but us has put anything into our layer or on it. */
static gboolean
is_bare(const TmDrawioPage *page, const TmDrawioCell *layer)
{
    static const char *const names[] = {"label", TM_DRAWIO_LAYER, "id", NULL};
    TmMark mark = {0};

    while (tm_mark_next(page->text, &layer->wrapper, &mark)) {
        g_autofree char *name =
            g_strndup(page->text + mark.name.start, mark.name.end - mark.name.start);
        if (!g_strv_contains(names, name))
            return FALSE;
    }
    return !is_parent(page, layer->id);
}

/* --- the page ----------------------------------------------------------------------------- */

static void
visit(Annotation *annotation, const TmDrawioCell *cell)
{
    const TmDrawioPage *page = annotation->page;
    const gboolean any = annotation->all->len > 0;
    const gboolean moves = cell == page->ours && (any ? cell != page->last : is_bare(page, cell));

    if (cell->goes || moves) {
        const gsize start = tm_markup_indent(page->text, cell->at.start).start;
        tm_edits_add(annotation->edits, (TmSpan){start, cell->at.end}, "");
        return;
    }
    annotation->end = cell->at.end;
    tag_cell(annotation, cell);
    mend_id(annotation, cell);
    mend_parent(annotation, cell);
    put_on_edge(annotation, cell);
}

static GHashTable *
index_worn(const GPtrArray *worn)
{
    GHashTable *index = g_hash_table_new(tm_text_hash, g_str_equal);

    for (guint i = 0; i < worn->len; i++) {
        const TmDrawioWorn *one = g_ptr_array_index(worn, i);
        if (one->cell != NULL)
            g_hash_table_insert(index, (gpointer)one->cell, (gpointer)one);
    }
    return index;
}

static const char *
unit_of(const char *indent)
{
    if (*indent == '\0')
        return "";
    return strchr(indent, '\t') != NULL ? "\t" : "  ";
}

void
tm_drawio_annotate(const TmDrawioPage *page, const GPtrArray *worn, gboolean links, GString *out)
{
    g_autoptr(TmEdits) edits = tm_edits_new();
    g_autoptr(GHashTable) index = index_worn(worn);
    g_autofree char *indent =
        g_strndup(page->text + page->indent.start, page->indent.end - page->indent.start);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Annotation annotation = {page, edits, worn, index, taken, indent, unit_of(indent), links, 0};

    if (page->root != NULL)
        for (guint i = 0; i < page->cells->len; i++)
            visit(&annotation, g_ptr_array_index(page->cells, i));
    if (page->root != NULL && worn->len > 0)
        put_layer(&annotation);
    tm_edits_apply(edits, page->text, page->length, out);
}
